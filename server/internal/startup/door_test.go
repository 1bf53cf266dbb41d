package startup_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"dost/assets"
	"dost/server/i18n"
	"dost/server/internal/startup"
	"dost/server/web"
)

func ask(h http.Handler, method, path string, header map[string]string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	for name, value := range header {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func door(t *testing.T, p *startup.Progress, public bool) *startup.Door {
	t.Helper()
	titles := func(language, code string) string { return assets.Text(language, "error."+code, nil) }
	d, err := startup.NewDoor(p, web.Options{Titles: titles, PublicOnly: public})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestEverythingIsToldThatTheServerIsStarting(t *testing.T) {
	p := &startup.Progress{}
	d := door(t, p, false)
	reached := p.Task(t.Context(), 4000)
	if err := reached(1500); err != nil {
		t.Fatal(err)
	}
	upgrade := map[string]string{"Connection": "Upgrade", "Upgrade": "websocket",
		"Sec-WebSocket-Version": "13"}
	for _, language := range i18n.Languages {
		header := map[string]string{"Accept-Language": language, "Accept": "application/json"}
		for _, w := range []*httptest.ResponseRecorder{
			ask(d, http.MethodGet, "/api/kiosk/services", header),
			ask(d, http.MethodPost, "/api/kiosk/tickets", header),
			ask(d, http.MethodDelete, "/api/session", header), ask(d, http.MethodGet, "/kiosk", header),
			ask(d, http.MethodGet, "/live/display?lang="+language, upgrade),
		} {
			var problem struct {
				web.Problem
				N, M int
			}
			if err := json.Unmarshal(w.Body.Bytes(), &problem); err != nil {
				t.Fatal(err, w.Body)
			}
			if w.Code != 503 || w.Header().Get("Retry-After") != "1" || problem.Code != web.CodeStarting ||
				problem.Title != assets.Text(language, "error.starting", nil) || problem.N != 1500 ||
				problem.M != 4000 {
				t.Errorf("%s: %d %v %s", language, w.Code, w.Header(), w.Body)
			}
		}
	}
}

func TestABrowserIsShownAPage(t *testing.T) {
	p := &startup.Progress{}
	d := door(t, p, true)
	browser := map[string]string{"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
	w := ask(d, http.MethodGet, "/t", browser)
	if strings.Contains(w.Body.String(), "value=") {
		t.Errorf("nothing is known yet, and the bar has a value: %s", w.Body)
	}
	_ = p.Task(t.Context(), 70)(7)
	w = ask(d, http.MethodGet, "/t", browser)
	page, policy := w.Body.String(), w.Header().Get("Content-Security-Policy")
	if w.Code != 503 || w.Header().Get("Retry-After") == "" || w.Header().Get("X-Frame-Options") != "DENY" ||
		!strings.HasPrefix(policy, "default-src 'none'; script-src 'sha256-") ||
		strings.Contains(page, "/a/") {
		t.Errorf("%d %v %s", w.Code, w.Header(), page)
	}
	at := 0
	for _, language := range i18n.Languages {
		next := strings.Index(page, assets.Text(language, "starting.wait", nil))
		if next <= at {
			t.Errorf("%s is not there, or not in its place: %s", language, page)
		}
		at = next
	}
	if !strings.Contains(page, `value="7" max="70"`) || !strings.Contains(page, "7 / 70") {
		t.Errorf("the page does not say how far it is: %s", page)
	}
	if w := ask(d, http.MethodPost, "/t", browser); !strings.Contains(w.Body.String(), `"code":"starting"`) {
		t.Errorf("a form that was sent is answered by %s", w.Body)
	}
}

func TestTheProbesTellAStartFromAnEnd(t *testing.T) {
	p := &startup.Progress{}
	_ = p.Task(t.Context(), 9)(3)
	d := door(t, p, false)
	for path, status := range map[string]int{"/healthz": 200, "/readyz": 503} {
		w := ask(d, http.MethodGet, path, nil)
		var h web.Health
		if err := json.Unmarshal(w.Body.Bytes(), &h); err != nil {
			t.Fatal(err, w.Body)
		}
		if w.Code != status || h.Status != startup.Starting || h.N != 3 || h.M != 9 {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	if w := ask(door(t, p, true), http.MethodGet, "/healthz", nil); w.Code != 503 {
		t.Errorf("the public's listener answers the probe: %d", w.Code)
	}
}

func TestAnOpenDoorLetsThrough(t *testing.T) {
	d := door(t, &startup.Progress{}, false)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 50 {
				if w := ask(d, http.MethodGet, "/", nil); w.Code != 503 && w.Code != http.StatusTeapot {
					t.Errorf("%d %s", w.Code, w.Body)
				}
			}
		})
	}
	d.Open(http.HandlerFunc(func(w http.ResponseWriter,
		_ *http.Request) {
		w.WriteHeader(http.StatusTeapot)
	}))
	all.Wait()
	if w := ask(d, http.MethodGet, "/", nil); w.Code != http.StatusTeapot {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// The journal and whatever follows it read the same records, each at its own pace.
func TestProgressIsOfAllTasks(t *testing.T) {
	p := &startup.Progress{}
	if n, m := p.Seen(); n != 0 || m != 0 {
		t.Errorf("%d of %d before anything began", n, m)
	}
	ctx, stop := context.WithCancel(t.Context())
	journal, follower := p.Task(ctx, 100), p.Task(ctx, 100)
	for i, reached := range []func(uint64) error{journal, follower} {
		for _, seq := range []uint64{40, 41, 100} { // 40 was in a snapshot
			if err := reached(seq); err != nil {
				t.Fatal(err)
			}
		}
		if n, m := p.Seen(); n != uint64(100*(i+1)) || m != 200 {
			t.Errorf("%d of %d after task %d", n, m, i+1)
		}
	}
	stop()
	if err := journal(100); !errors.Is(err, context.Canceled) {
		t.Errorf("a start that was told to end goes on: %v", err)
	}
}
