package kiosk

import (
	"context"
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"dost/assets"
	"dost/server/hall"
	"dost/server/passport"
	"dost/server/queue"
	"dost/server/web"
)

// house is the kiosk over a centre in memory: the real hall, kit and passports,
// with a map in the journal's place and a header in the device's token's.
type house struct {
	t       testing.TB
	surface *Surface
	engine  *gin.Engine
	keys    int

	mu      sync.Mutex
	state   *hall.State
	now     time.Time
	answers map[string]hall.Answer
}

const public = "https://novbe.example.az"

func newHouse(t testing.TB) *house {
	t.Helper()
	gin.SetMode(gin.ReleaseMode)
	// A Friday within the ordinary hours.
	h := &house{t: t, state: hall.New(), now: time.Date(2026, 11, 20, 10, 0, 0, 0, queue.Baku), answers: map[string]hall.Answer{}}
	site, err := siteOnce()
	if err != nil {
		t.Fatal(err)
	}
	library, err := libraryOnce()
	if err != nil {
		t.Fatal(err)
	}
	h.surface, err = New(Deps{Centre: h, Site: site, Name: "Nümunə mərkəzi", Public: public,
		Passports: func() *passport.Library { return library }, Clock: func() time.Time { return h.now }})
	if err != nil {
		t.Fatal(err)
	}
	h.engine = gin.New()
	if err := web.Mount(h.engine, []web.Surface{h.surface}, web.Options{Identifier: byHeader{}, Titles: func(lang, code string) string {
		return assets.Text(lang, "error."+code, nil)
	}}); err != nil {
		t.Fatal(err)
	}
	h.order(queue.Configure{Config: queue.DefaultConfig()})
	return h
}

// siteOnce gathers and compresses the assets once for all tests.
var siteOnce = sync.OnceValues(func() (*assets.Site, error) { return assets.New(map[string]fs.FS{"kiosk": UI}) })

var libraryOnce = sync.OnceValues(func() (*passport.Library, error) {
	shipped := assets.Passports()
	names, err := fs.Glob(shipped, "*.json")
	if err != nil {
		return nil, err
	}
	var list []passport.Passport
	for _, name := range names {
		body, err := fs.ReadFile(shipped, path.Clean(name))
		if err != nil {
			return nil, err
		}
		var p passport.Passport
		if err := json.Unmarshal(body, &p); err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return passport.NewLibrary(list)
})

// byHeader knows the kiosk K1 by a header.
type byHeader struct{}

func (byHeader) Identify(r *http.Request, _ []web.Role) (web.Caller, bool) {
	return web.Caller{Role: web.Kiosk, ID: "K1"}, r.Header.Get("X-Caller") == "kiosk"
}

// Do decides and applies, as the centre's one writer does.
func (h *house) Do(_ context.Context, o hall.Order) (hall.Answer, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if old, ok := h.answers[o.Key]; ok {
		old.Replayed = true
		return old, nil
	}
	events, err := hall.Decide(h.state, queue.Turn{At: h.now, Actor: o.Actor}, o.Command)
	if err != nil {
		return hall.Answer{}, err
	}
	var records []queue.Record
	for _, e := range events {
		r := queue.Record{Seq: h.state.Queue.Seq() + 1, At: h.now, Actor: o.Actor, Event: e}
		h.state.Apply(r)
		records = append(records, r)
	}
	answer := hall.Answer{Status: http.StatusNoContent}
	if o.Answer != nil {
		status, body := o.Answer(h.state, records)
		answer.Status = status
		if answer.Body, err = json.Marshal(body); err != nil {
			return hall.Answer{}, err
		}
	}
	h.answers[o.Key] = answer
	return answer, nil
}

func (h *house) Read(f func(*hall.State)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	f(h.state)
}

// order is a command from another room: the desk's, the clock's, the manager's.
func (h *house) order(command any) {
	h.t.Helper()
	h.keys++
	if _, err := h.Do(context.Background(), hall.Order{Actor: "test", Key: "order" + strconv.Itoa(h.keys), Command: command}); err != nil {
		h.t.Fatalf("%T: %v", command, err)
	}
}

func (h *house) ask(method, path, body string, headers ...string) *httptest.ResponseRecorder {
	h.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("X-Caller", "kiosk")
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.engine.ServeHTTP(w, r)
	return w
}

// get reads a JSON answer that must succeed.
func (h *house) get(path string, into any) {
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
func (h *house) take(direction string, more ...string) Ticket {
	h.t.Helper()
	h.keys++
	fields := map[string]string{"key": "tap" + strconv.Itoa(h.keys), "direction": direction}
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
	var t Ticket
	if err := json.Unmarshal(w.Body.Bytes(), &t); err != nil {
		h.t.Fatal(err)
	}
	return t
}
