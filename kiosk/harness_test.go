package kiosk

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"dost/server/passport"
	"dost/server/web/webtest"
)

// harness is the kiosk over a centre in memory.
type harness struct {
	*webtest.Centre
	t       testing.TB
	surface *Surface
}

const public = "https://novbe.example.az"

func newHarness(t testing.TB) *harness {
	t.Helper()
	h := &harness{Centre: webtest.New(t), t: t}
	library := webtest.Library(t)
	var err error
	h.surface, err = New(Deps{Centre: h, Site: webtest.Site(t, "kiosk", UI), Name: "Nümunə mərkəzi",
		Public:    public,
		Passports: func() *passport.Library { return library }, Clock: func() time.Time { return h.Now }})
	if err != nil {
		t.Fatal(err)
	}
	h.Mount(h.surface)
	return h
}

// ask makes one request as the kiosk K1; body "" is none.
func (h *harness) ask(method, path, body string, headers ...string) *httptest.ResponseRecorder {
	h.t.Helper()
	if body == "" {
		return h.Send("kiosk:K1", method, path, nil, headers...)
	}
	return h.Send("kiosk:K1", method, path, body, headers...)
}

// get reads a JSON answer that must succeed.
func (h *harness) get(path string, into any) {
	h.t.Helper()
	w := h.ask(http.MethodGet, path, "")
	if w.Code != http.StatusOK {
		h.t.Fatalf("GET %s: %d %s", path, w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), into); err != nil {
		h.t.Fatalf("GET %s: %v", path, err)
	}
}

// take takes a ticket that must be given; more are further fields of the order.
func (h *harness) take(direction string, more ...string) TicketView {
	h.t.Helper()
	fields := map[string]string{"key": h.Key(), "direction": direction}
	for i := 0; i+1 < len(more); i += 2 {
		fields[more[i]] = more[i+1]
	}
	body, err := json.Marshal(fields)
	if err != nil {
		h.t.Fatal(err)
	}
	w := h.ask(http.MethodPost, "/api/kiosk/tickets", string(body))
	if w.Code != http.StatusCreated {
		h.t.Fatalf("%s gave %d %s", body, w.Code, w.Body)
	}
	var t TicketView
	if err := json.Unmarshal(w.Body.Bytes(), &t); err != nil {
		h.t.Fatal(err)
	}
	return t
}
