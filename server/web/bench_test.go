package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"dost/server/centre"
	"dost/server/queue"
)

// What the kit costs a ticket's request: identifying, roles, a strict body, the
// command and its answer, without a socket.
func BenchmarkOrder(b *testing.B) {
	engine := gin.New()
	err := Mount(engine, []Surface{guichet{routes: []Route{{Method: "POST", Path: "/tap", For: []Role{Kiosk},
		Do: func(c *gin.Context) error {
			var in tap
			if err := Body(c, &in); err != nil {
				return err
			}
			if _, err := Envelope(c, in.Key, in, queue.Issue{}, nil); err != nil {
				return err
			}
			Send(c, centre.Answer{Status: 201, Body: []byte(`{"number":"A017"}`)})
			return nil
		}}}}}, Options{Identifier: badge{}})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		r := httptest.NewRequest(http.MethodPost, "/tap",
			strings.NewReader(`{"key":"k1","direction":"benefits","applicant":{"fin":"1"},"documents":[]}`))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-As", "kiosk")
		w := httptest.NewRecorder()
		engine.ServeHTTP(w, r)
		if w.Code != 201 {
			b.Fatal(w.Code, w.Body)
		}
	}
}
