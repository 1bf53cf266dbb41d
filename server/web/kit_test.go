package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/problem"
	"dost/server/queue"
)

func TestMain(m *testing.M) {
	gin.SetMode(gin.TestMode)
	m.Run()
}

// guichet is a surface as the server mounts them.
type guichet struct {
	routes []Route
	lives  []Live
}

func (g guichet) Routes() []Route { return g.routes }
func (g guichet) Lives() []Live   { return g.lives }

// badge identifies by a header: "X-As: kiosk".
type badge struct{}

func (badge) Identify(r *http.Request, _ []Role) (Caller, bool) {
	role := Role(r.Header.Get("X-As"))
	return Caller{Role: role, ID: "1"}, role != ""
}

// serve mounts routes with a log that the test can read.
func serve(t *testing.T, o Options, surfaces ...Surface) (*gin.Engine, *bytes.Buffer) {
	t.Helper()
	var log bytes.Buffer
	if o.Identifier == nil {
		o.Identifier = badge{}
	}
	o.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	engine := gin.New()
	if err := Mount(engine, surfaces, o); err != nil {
		t.Fatal(err)
	}
	return engine, &log
}

func ask(h http.Handler, method, path, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// problemOf reads a problem document and holds it to its form.
func problemOf(t *testing.T, w *httptest.ResponseRecorder) map[string]any {
	t.Helper()
	if got := w.Header().Get("Content-Type"); got != "application/problem+json" {
		t.Fatalf("answered %d as %q: %s", w.Code, got, w.Body)
	}
	var p map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	if p["status"] != float64(w.Code) || p["request"] != w.Header().Get("X-Request-Id") ||
		p["request"] == "" ||
		p["type"] != "about:blank" || p["title"] == "" || p["detail"] == nil {
		t.Errorf("the problem document is not in order: %v", p)
	}
	return p
}

func ok(c *gin.Context) error {
	JSON(c, http.StatusOK, map[string]string{"did": c.FullPath()})
	return nil
}

func failing(err error) Handler { return func(*gin.Context) error { return err } }

// The table of codes and statuses, and the rule for codes that it does not list.
func TestStatusOfCodes(t *testing.T) {
	for code, want := range map[problem.Code]int{
		CodeBadJSON: 400, CodeUnknownField: 400, CodeKeyMissing: 400, CodeKeyMalformed: 400,
		queue.CodeReasonNeeded: 400, queue.CodeBadOutcome: 400, "bad-weekday": 400, "zero-length": 400,
		CodeNotSignedIn: 401, CodeWrongPassword: 401, CodeWrongRole: 403, CodeCrossSite: 403,
		CodeUnknownRoute: 404, queue.CodeUnknownTicket: 404, "unknown-passport": 404,
		CodeMethodNotAllowed: 405, queue.CodeClosed: 409, queue.CodeTicketActive: 409, CodeKeyReused: 409,
		CodeTooLarge: 413, CodeWrongContentType: 415, CodeTooManyTries: 429, CodeTooManyRequests: 429,
		CodeInternal: 500, CodeUnavailable: 503, CodeBusy: 503,
	} {
		if got := Status(code); got != want {
			t.Errorf("%s: %d, want %d", code, got, want)
		}
	}
}

// A refusal is told in the language of whoever asked, with its facts beside it.
func TestProblemsSpeakTheAskedLanguage(t *testing.T) {
	titles := map[string]string{"az": "Qəbul bağlıdır", "ru": "Приём закрыт", "en": "Reception is closed"}
	opens := time.Date(2020, 3, 30, 5, 0, 0, 0, time.UTC)
	engine, _ := serve(t, Options{Titles: func(language, code string) string {
		if code != "closed" {
			return ""
		}
		return titles[language]
	}}, guichet{routes: []Route{{Method: "GET", Path: "/shut", For: []Role{Anyone}, Do: failing(
		Fail(queue.CodeClosed, "a special regime is in force", map[string]any{
			"until": opens, "wait": 90 * time.Second, "ticket": queue.TicketID(7), "code": "forged"}))}}})

	for _, one := range []struct{ path, header, want string }{
		{"/shut", "", "az"},
		{"/shut", "az-AZ,az;q=0.9,en;q=0.5", "az"},
		{"/shut", "de-DE, ru;q=0.3, en;q=0.8", "en"},
		{"/shut", "ru-RU,ru", "ru"},
		{"/shut", "tlh", "az"},
		{"/shut", strings.Repeat("x,", 400), "az"},
		{"/shut?lang=ru", "en", "ru"},
		{"/shut?lang=tlh", "en", "en"},
	} {
		w := ask(engine, "GET", one.path, "", "Accept-Language", one.header)
		p := problemOf(t, w)
		if p["title"] != titles[one.want] || w.Header().Get("Content-Language") != one.want {
			t.Errorf("%s with %.30q: %v in %s", one.path, one.header, p["title"],
				w.Header().Get("Content-Language"))
		}
		if w.Code != 409 || p["code"] != "closed" || p["until"] != "2020-03-30T09:00:00+04:00" ||
			p["wait"] != 90.0 || p["ticket"] != "7" {
			t.Errorf("facts: %d %v", w.Code, p)
		}
	}
}

// What nobody foresaw is logged once under the request's id and hidden; a panic
// is no different, and the server goes on.
func TestUnknownErrorsAreLoggedAndHidden(t *testing.T) {
	engine, log := serve(t, Options{}, guichet{routes: []Route{
		{Method: "GET", Path: "/fault", For: []Role{Anyone}, Do: failing(errors.New("disk on fire"))},
		{Method: "GET", Path: "/panic", For: []Role{Anyone},
			Do: func(*gin.Context) error { panic("invariant 5") }},
	}})
	for path, secret := range map[string]string{"/fault": "disk on fire", "/panic": "invariant 5"} {
		log.Reset()
		p := problemOf(t, ask(engine, "GET", path, ""))
		if p["code"] != "internal" || strings.Contains(p["detail"].(string), secret) {
			t.Errorf("%s: %v", path, p)
		}
		if n := strings.Count(log.String(), "unknown error"); n != 1 ||
			!strings.Contains(log.String(), secret) ||
			!strings.Contains(log.String(), p["request"].(string)) {
			t.Errorf("%s: logged %d times: %s", path, n, log)
		}
	}
}

// The access log says what was done by whom, and never a token, query or body.
func TestTheLogKeepsSecrets(t *testing.T) {
	engine, log := serve(t, Options{}, guichet{routes: []Route{
		{Method: "POST", Path: "/api/track/:token", For: []Role{Kiosk}, Do: ok}}})
	ask(engine, "POST", "/api/track/SECRET1?q=SECRET2", `{"a":"SECRET3"}`, "X-As", "kiosk", "Authorization",
		"Bearer SECRET4")
	ask(engine, "GET", "/nowhere/SECRET5", "")
	if strings.Contains(log.String(), "SECRET") {
		t.Errorf("a secret is in the log: %s", log)
	}
	if !strings.Contains(log.String(), "/api/track/:token") || !strings.Contains(log.String(), "kiosk:1") {
		t.Errorf("the log lacks route or actor: %s", log)
	}
}

// Paths and methods that are not served are problems as well; HEAD goes wherever
// GET goes.
func TestUnknownPathsAndMethods(t *testing.T) {
	engine, _ := serve(t, Options{}, guichet{
		routes: []Route{{Method: "GET", Path: "/page", For: []Role{Anyone}, Do: ok}}})
	if p := problemOf(t, ask(engine, "GET", "/nowhere", "")); p["code"] != "unknown-route" ||
		p["status"] != 404.0 {
		t.Error(p)
	}
	if p := problemOf(t, ask(engine, "GET", "/page/", "")); p["code"] != "unknown-route" {
		t.Error(p)
	}
	w := ask(engine, "PUT", "/page", "{}")
	if p := problemOf(t, w); p["code"] != "method-not-allowed" || p["status"] != 405.0 {
		t.Error(p)
	}
	if allow := w.Header().Get("Allow"); !strings.Contains(allow, "GET") {
		t.Errorf("Allow is %q", allow)
	}
	server := httptest.NewServer(engine)
	defer server.Close()
	head, err := http.Head(server.URL + "/page")
	if err != nil {
		t.Fatal(err)
	}
	defer head.Body.Close()
	if body, _ := io.ReadAll(head.Body); head.StatusCode != 200 || len(body) != 0 || head.ContentLength <= 0 {
		t.Errorf("HEAD: %d, %d bytes, length %d", head.StatusCode, len(body), head.ContentLength)
	}
}

// A page of another site cannot make a browser change anything here.
func TestOtherSitesCannotOrder(t *testing.T) {
	engine, _ := serve(t, Options{Origins: []string{"https://queue.example"}}, guichet{routes: []Route{
		{Method: "POST", Path: "/do", For: []Role{Anyone}, Do: ok},
		{Method: "GET", Path: "/see", For: []Role{Anyone}, Do: ok}}})
	for _, one := range []struct {
		method, path string
		headers      []string
		want         int
	}{
		{"POST", "/do", nil, 200}, // a device's program sends neither header
		{"POST", "/do", []string{"Sec-Fetch-Site", "same-origin"}, 200},
		{"POST", "/do", []string{"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"}, 403},
		{"POST", "/do", []string{"Sec-Fetch-Site", "same-site", "Origin", "https://sister.example.com"}, 403},
		{"POST", "/do", []string{"Origin", "https://evil.example"}, 403},
		{"POST", "/do", []string{"Origin", "null"}, 403},
		{"POST", "/do", []string{"Origin", "http://example.com"}, 200}, // httptest's host
		{"POST", "/do", []string{"Origin", "https://queue.example", "Sec-Fetch-Site", "cross-site"}, 200},
		{"GET", "/see", []string{"Sec-Fetch-Site", "cross-site"}, 200},
	} {
		w := ask(engine, one.method, one.path, "", one.headers...)
		if w.Code != one.want {
			t.Errorf("%s %v: %d, want %d", one.method, one.headers, w.Code, one.want)
		}
		if w.Code == 403 && problemOf(t, w)["code"] != "cross-site" {
			t.Errorf("%v: %s", one.headers, w.Body)
		}
	}
}

// A source over its rate is told when to come back, and others do not notice.
func TestRatesAreBySource(t *testing.T) {
	engine, _ := serve(t, Options{PerCaller: Rate{1, 3}, PerAddress: Rate{0.1, 2}}, guichet{routes: []Route{
		{Method: "GET", Path: "/menu", For: []Role{Kiosk, Display}, Do: ok},
		{Method: "GET", Path: "/track", For: []Role{Anyone}, Do: ok}}})
	codes := func(n int, path string, headers ...string) (list []int) {
		for range n {
			list = append(list, ask(engine, "GET", path, "", headers...).Code)
		}
		return list
	}
	if got := codes(4, "/menu", "X-As", "kiosk"); !slices.Equal(got, []int{200, 200, 200, 429}) {
		t.Errorf("a kiosk: %v", got)
	}
	if got := codes(3, "/menu", "X-As", "display"); !slices.Equal(got, []int{200, 200, 200}) {
		t.Errorf("a display beside it: %v", got)
	}
	if got := codes(3, "/track"); !slices.Equal(got, []int{200, 200, 429}) {
		t.Errorf("an address: %v", got)
	}
	w := ask(engine, "GET", "/track", "")
	if p := problemOf(t, w); p["code"] != "too-many-requests" || w.Header().Get("Retry-After") != "10" {
		t.Errorf("%v, Retry-After %q", p, w.Header().Get("Retry-After"))
	}
}

// The limiter's memory is bounded whatever the number of sources.
func TestALimiterForgets(t *testing.T) {
	l, now := newLimiter(Rate{1, 1}), time.Unix(0, 0)
	for i := range 3 * maxSources {
		l.wait(string(rune(i)), now)
	}
	if len(l.sources) > maxSources {
		t.Errorf("%d sources are remembered", len(l.sources))
	}
}

// Mount refuses what would be a hole or a panic later.
func TestMountRefusesHoles(t *testing.T) {
	whole := Route{Method: "POST", Path: "/x", For: []Role{Kiosk}, Do: ok}
	noRole, noHandler, getBody := whole, whole, whole
	noRole.For, noHandler.Do = nil, nil
	getBody.Method, getBody.In = "GET", struct{}{}
	for name, routes := range map[string][]Route{
		"twice": {whole, whole}, "no role": {noRole}, "no handler": {noHandler},
		"a GET with a body": {getBody},
	} {
		if err := Mount(gin.New(), []Surface{guichet{routes: routes}}, Options{}); err == nil {
			t.Errorf("%s: mounted", name)
		}
	}
	deaf := guichet{lives: []Live{{Path: "/live", For: []Role{Kiosk}, Schema: Head{}}}}
	if err := Mount(gin.New(), []Surface{deaf}, Options{}); err == nil {
		t.Error("a live endpoint without topic and frame: mounted")
	}
	crowded := counter()
	crowded.lives[0].Touched = nil
	if err := Mount(gin.New(), []Surface{crowded}, Options{}); err == nil {
		t.Error("a live endpoint for anyone whose topics cannot be told apart: mounted")
	}
}
