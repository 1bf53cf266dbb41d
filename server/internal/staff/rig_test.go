package staff

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/gin-gonic/gin"

	"dost/server/internal/journal"
	"dost/server/web"
)

// realCost is what the server really pays for a hash; the tests pay less.
var realCost = *cost

func TestMain(m *testing.M) {
	gin.SetMode(gin.TestMode)
	cost = &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}
	m.Run()
}

// clock is set by the test.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// rig is a staff on a real journal behind a real router.
type rig struct {
	t       *testing.T
	path    string
	clock   *clock
	journal *journal.Journal
	staff   *Staff
	engine  *gin.Engine
	revoked []string
}

func newRig(t *testing.T, demo bool) *rig {
	t.Helper()
	h := &rig{t: t, path: filepath.Join(t.TempDir(), "journal.db"),
		clock: &clock{at: time.Date(2026, 3, 2, 5, 0, 0, 0, time.UTC)}}
	h.start(demo)
	t.Cleanup(func() { h.journal.Close() })
	return h
}

// start opens the journal and all that stands on it, as a start of the server does.
func (h *rig) start(demo bool) {
	h.t.Helper()
	var err error
	if err = h.open(demo); err != nil {
		h.t.Fatal(err)
	}
	h.engine = gin.New()
	if err = web.Mount(h.engine, []web.Surface{h.staff.Surface()},
		web.Options{Identifier: h.staff}); err != nil {
		h.t.Fatal(err)
	}
}

func (h *rig) open(demo bool) (err error) {
	keys := journal.Keys{Identity: make([]byte, 32), Lookup: make([]byte, 32)}
	if h.journal, err = journal.Open(h.path, keys); err != nil {
		return err
	}
	if h.staff, err = New(h.journal, Options{Demo: demo, Centre: "Nümunə", Now: h.clock.now}); err != nil {
		h.journal.Close()
		return err
	}
	h.staff.OnRevoke(func(caller string) { h.revoked = append(h.revoked, caller) })
	return nil
}

// restart ends the server, keeping its data, and starts it again.
func (h *rig) restart(demo bool) {
	h.t.Helper()
	if err := h.journal.Close(); err != nil {
		h.t.Fatal(err)
	}
	h.start(demo)
}

// browser keeps cookies; from is its address.
type browser struct {
	house   *rig
	cookies map[string]*http.Cookie
	from    string
}

func (h *rig) browser() *browser {
	return &browser{house: h, cookies: map[string]*http.Cookie{}, from: "192.0.2.1"}
}

// answer is what came back.
type answer struct {
	status int
	body   map[string]any
	header http.Header
}

func (a answer) code() string { s, _ := a.body["code"].(string); return s }

func (b *browser) ask(method, path, body string, headers ...string) answer {
	b.house.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.RemoteAddr = b.from + ":1"
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	for _, c := range b.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	b.house.engine.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if b.cookies[c.Name] = c; c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
	}
	a := answer{status: w.Code, header: w.Header()}
	if w.Body.Len() > 0 {
		if err := json.Unmarshal(w.Body.Bytes(), &a.body); err != nil {
			b.house.t.Fatalf("%s %s: %v: %s", method, path, err, w.Body)
		}
	}
	return a
}

func (b *browser) signIn(login, password string) answer {
	b.house.t.Helper()
	body, _ := json.Marshal(map[string]string{"login": login, "password": password})
	return b.ask("POST", "/api/session", string(body))
}

// manager is a browser that is signed in as the demo's manager.
func (h *rig) manager() *browser {
	h.t.Helper()
	b := h.browser()
	if a := b.signIn("manager", DemoPassword); a.status != 200 {
		h.t.Fatalf("the manager cannot sign in: %d %v", a.status, a.body)
	}
	return b
}

// want holds an answer to its status and code.
func (a answer) want(t *testing.T, what string, status int, code string) {
	t.Helper()
	if a.status != status || a.code() != code {
		t.Errorf("%s: %d %q, want %d %q", what, a.status, a.code(), status, code)
	}
}

// audited says what the journal recorded, newest first: "staff-added leyla".
func (h *rig) audited() (list []string) {
	h.t.Helper()
	changes, err := h.journal.Changes(1000)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, c := range changes {
		list = append(list, c.Actor+" "+c.What+" "+c.Subject)
	}
	return list
}

func (h *rig) wantAudit(record string) {
	h.t.Helper()
	if list := h.audited(); !slices.Contains(list, record) {
		h.t.Errorf("no audit record %q among %q", record, list)
	}
}
