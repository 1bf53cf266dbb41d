// Package webtest is a centre in memory for the tests of surfaces: the real centre and
// the real kit, with maps in the journal's place and a header in that of sessions and
// tokens. Whole centres, with their journal and sockets, are package servertest's.
package webtest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"dost/assets"
	"dost/server/application"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/queue"
	"dost/server/web"
)

// Centre decides and applies commands as the centre's one writer does. Its clock stands
// still until a test moves Now, from a Friday at 10:00 on.
type Centre struct {
	Now time.Time
	// Applied, if set, hears of every record with what its envelope knew of the
	// applicant, as the journal's projections do. It must not ask the centre anything.
	Applied func(event.Record, *application.Person)

	t      testing.TB
	engine *gin.Engine

	mu     sync.Mutex
	keys   int
	state  *centre.State
	events []event.Record
	kept   map[string]answered // by actor and key
}

type answered struct {
	fingerprint string
	answer      centre.Answer
}

// New is the default centre, on its first day.
func New(t testing.TB) *Centre {
	t.Helper()
	gin.SetMode(gin.ReleaseMode)
	c := &Centre{t: t, engine: gin.New(), state: centre.New(), kept: map[string]answered{},
		Now: time.Date(2026, 11, 20, 10, 0, 0, 0, civil.Baku)}
	c.Command(queue.Configure{Config: queue.DefaultConfig()})
	return c
}

// Mount opens a surface for Send.
func (c *Centre) Mount(s web.Surface) {
	c.t.Helper()
	err := web.Mount(c.engine, []web.Surface{s},
		web.Options{Identifier: byHeader{}, Titles: func(lang, code string) string {
			return assets.Text(lang, "error."+code, nil)
		}})
	if err != nil {
		c.t.Fatal(err)
	}
}

// byHeader knows a caller by what Send says: "agent:agent1".
type byHeader struct{}

func (byHeader) Identify(r *http.Request, _ []web.Role) (web.Caller, bool) {
	role, id, ok := strings.Cut(r.Header.Get("X-Caller"), ":")
	return web.Caller{Role: web.Role(role), ID: id, Name: id}, ok
}

// Do decides, applies and answers. A key answers once more what it answered before.
func (c *Centre) Do(_ context.Context, envelope centre.Envelope) (centre.Answer, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := envelope.Actor + " " + envelope.Key
	if old, ok := c.kept[key]; ok {
		if old.fingerprint != envelope.Fingerprint {
			return centre.Answer{}, web.Fail(web.CodeKeyReused, "the key answered another request", nil)
		}
		old.answer.Replayed = true
		return old.answer, nil
	}
	events, err := centre.Decide(c.state, event.Meta{At: c.Now, Actor: envelope.Actor}, envelope.Command)
	if err != nil {
		return centre.Answer{}, err
	}
	var records []event.Record
	for _, e := range events {
		r := event.Record{Seq: c.state.Queue.Seq() + 1, At: c.Now, Actor: envelope.Actor, Event: e}
		c.state.Apply(r)
		records = append(records, r)
		if c.Applied != nil {
			c.Applied(r, envelope.Person)
		}
	}
	c.events = append(c.events, records...)
	answer := centre.Answer{Status: http.StatusNoContent}
	if envelope.Answer != nil {
		status, body := envelope.Answer(c.state, records)
		answer.Status = status
		if body != nil {
			if answer.Body, err = json.Marshal(body); err != nil {
				return centre.Answer{}, err
			}
		}
	}
	c.kept[key] = answered{envelope.Fingerprint, answer}
	return answer, nil
}

// Read shows the state.
func (c *Centre) Read(f func(*centre.State)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f(c.state)
}

// Key is a key that was not used yet.
func (c *Centre) Key() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.keys++
	return "key" + strconv.Itoa(c.keys)
}

// Command is a command from elsewhere, which must be obeyed: the clock's, another
// surface's.
func (c *Centre) Command(command centre.Command) {
	c.t.Helper()
	if _, err := c.Do(context.Background(),
		centre.Envelope{Actor: "test", Key: c.Key(), Command: command}); err != nil {
		c.t.Fatalf("%T: %v", command, err)
	}
}

// Send makes one request as a caller, "agent:agent1" or "" for nobody. A body nil is
// none, a string is sent as it is, anything else as JSON. Headers follow as name, value.
func (c *Centre) Send(caller, method, path string, body any, headers ...string) *httptest.ResponseRecorder {
	c.t.Helper()
	var reader io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		reader = strings.NewReader(b)
	default:
		encoded, err := json.Marshal(b)
		if err != nil {
			c.t.Fatal(err)
		}
		reader = bytes.NewReader(encoded)
	}
	r := httptest.NewRequestWithContext(c.t.Context(), method, path, reader)
	r.Header.Set("X-Caller", caller)
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	c.engine.ServeHTTP(w, r)
	return w
}

// State is the whole state as JSON, to show that nothing moved.
func (c *Centre) State() string {
	c.t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.text(c.state)
}

// Written is all that a journal would keep in the clear, by what it is: to show what is
// in none of it.
func (c *Centre) Written() map[string]string {
	c.t.Helper()
	state := c.State()
	c.mu.Lock()
	defer c.mu.Unlock()
	var answers strings.Builder
	for key, kept := range c.kept {
		answers.WriteString(key + kept.fingerprint + string(kept.answer.Body))
	}
	return map[string]string{"the state": state, "an event": c.text(c.events),
		"a kept answer": answers.String()}
}

func (c *Centre) text(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		c.t.Fatal(err)
	}
	return string(text)
}
