package web

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
)

// Each answer has the headers that keep a page in its place; HSTS by TLS only.
func TestSecurityHeaders(t *testing.T) {
	page := guichet{routes: []Route{{Method: "GET", Path: "/page", For: []Role{Anyone}, Do: ok}}}
	engine, _ := serve(t, Options{}, page)
	h := ask(engine, "GET", "/page", "").Header()
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
		"Content-Security-Policy": "frame-ancestors 'none'", "Strict-Transport-Security": "",
		"X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
	} {
		if got := h.Get(name); !strings.Contains(got, want) || (want == "" && got != "") {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	engine, _ = serve(t, Options{HTTPS: true}, page)
	if ask(engine, "GET", "/page", "").Header().Get("Strict-Transport-Security") == "" {
		t.Error("no HSTS over TLS")
	}
}

// An order's answer is no document. What it has still keeps it out of frames and of other
// sites, and it has no ninth header (ofDocuments says why).
func TestAnOrdersAnswerHasEightHeaders(t *testing.T) {
	engine, _ := serve(t, Options{HTTPS: true}, guichet{routes: []Route{
		{Method: "POST", Path: "/tap", For: []Role{Anyone}, Do: ok},
	}})
	h := ask(engine, "POST", "/tap", "").Header()
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
		"Content-Security-Policy": "frame-ancestors 'none'", "Cross-Origin-Resource-Policy": "same-origin",
	} {
		if got := h.Get(name); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if len(h) > 8 {
		t.Errorf("%d headers: %v", len(h), h)
	}
}

// Every answer tells its length, the short by net/http and the long by the kit.
func TestAnswersTellTheirLength(t *testing.T) {
	lengths := []int{2, counted, counted + 1, 5 * counted}
	var routes []Route
	for _, n := range lengths {
		send := func(c *gin.Context) error {
			writeBytes(c, http.StatusOK, typeJSON, bytes.Repeat([]byte(" "), n))
			return nil
		}
		routes = append(routes, Route{Method: "GET", Path: fmt.Sprint("/", n), For: []Role{Anyone}, Do: send})
	}
	engine, _ := serve(t, Options{}, guichet{routes: routes})
	server := httptest.NewServer(engine)
	defer server.Close()
	for _, n := range lengths {
		client := server.Client()
		for _, send := range []func(string) (*http.Response, error){client.Get, client.Head} {
			r, err := send(fmt.Sprint(server.URL, "/", n))
			if err != nil {
				t.Fatal(err)
			}
			_ = r.Body.Close()
			if r.ContentLength != int64(n) {
				t.Errorf("%s of %d bytes tells a length of %d", r.Request.Method, n, r.ContentLength)
			}
		}
	}
}
