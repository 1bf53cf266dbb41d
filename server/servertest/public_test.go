package servertest_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"testing"

	. "dost/server/servertest"
)

// The listener that faces the world answers what is marked as public and nothing
// else: no screen of the hall, no order, no page of the staff, by any method.
func TestStrangersReachOnlyWhatIsPublic(t *testing.T) {
	s := Start(t, Options{})
	parameter := regexp.MustCompile(`[:*][a-z]+`)
	reached := func(method, path string) bool {
		r := httptest.NewRequest(method, parameter.ReplaceAllString(path, "x"), http.NoBody)
		r.Header.Set("Authorization", "Bearer demo-kiosk") // a stolen token opens no door either
		w := httptest.NewRecorder()
		s.App.Public().ServeHTTP(w, r)
		return w.Code != http.StatusNotFound || !regexp.MustCompile(`"unknown-route"`).Match(w.Body.Bytes())
	}
	public := 0
	routes, lives := s.App.Routes()
	for _, r := range routes {
		if r.Public {
			public++
		}
		if got := reached(r.Method, r.Path); got != r.Public {
			t.Errorf("%s %s: reached %v, public %v", r.Method, r.Path, got, r.Public)
		}
	}
	for _, l := range lives {
		if got := reached(http.MethodGet, l.Path); got != l.Public {
			t.Errorf("live %s: reached %v, public %v", l.Path, got, l.Public)
		}
	}
	if public < 8 {
		t.Errorf("%d routes are public: phones could not do what they are for", public)
	}
	for _, path := range []string{"/api/openapi.json", "/api/frames.json", "/metrics", "/", "/desk"} {
		if reached(http.MethodGet, path) {
			t.Errorf("strangers reach %s", path)
		}
	}
}
