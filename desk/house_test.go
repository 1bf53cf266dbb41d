package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
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
	"dost/server/reception"
	"dost/server/web"
)

// house is the desk mounted over a centre in memory: the real hall and kit, with
// a slice in the journal's place and a header in the session's.
type house struct {
	t       testing.TB
	surface *Surface
	engine  *gin.Engine
	keys    int

	mu      sync.Mutex
	state   *hall.State
	now     time.Time
	answers map[string]stored
	people  map[reception.ApplicationID]reception.Person
	past    map[reception.ApplicationID]reception.Application // all applications, as the projection has them
	events  []queue.Record
}

type stored struct {
	fingerprint string
	answer      hall.Answer
}

// managersPassword is what Confirm takes.
const managersPassword = "manager-manager"

func newHouse(t testing.TB) *house {
	t.Helper()
	gin.SetMode(gin.ReleaseMode)
	h := &house{t: t, state: hall.New(), now: time.Date(2026, 11, 20, 10, 0, 0, 0, queue.Baku), answers: map[string]stored{},
		people: map[reception.ApplicationID]reception.Person{}, past: map[reception.ApplicationID]reception.Application{}}
	library := libraryOf(t)
	site, err := siteOnce()
	if err != nil {
		t.Fatal(err)
	}
	h.surface, err = New(Deps{
		Centre: h, Records: h, Site: site, Name: "Nümunə mərkəzi", Code: "DEMO", Key: testKey, Public: testSite,
		Passports: func() *passport.Library { return library },
		Agents: func(login queue.AgentID) string {
			return map[queue.AgentID]string{"agent1": "Günel Agentzadə"}[login]
		},
		Confirm: func(_, password string) error {
			if password != managersPassword {
				return web.Fail(web.CodeWrongPassword, "not the manager's password", nil)
			}
			return nil
		},
	})
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
var siteOnce = sync.OnceValues(func() (*assets.Site, error) { return assets.New(map[string]fs.FS{"desk": UI}) })

func libraryOf(t testing.TB) *passport.Library {
	t.Helper()
	var list []passport.Passport
	for _, id := range []string{"01-09-07-00", "05-02-01-03", "01-05-02-01", "05-04-05-00"} {
		list = append(list, *shipped(t, id))
	}
	library, err := passport.NewLibrary(list)
	if err != nil {
		t.Fatal(err)
	}
	return library
}

// byHeader identifies a test's caller: "agent:agent1".
type byHeader struct{}

func (byHeader) Identify(r *http.Request, _ []web.Role) (web.Caller, bool) {
	role, login, ok := strings.Cut(r.Header.Get("X-Caller"), ":")
	return web.Caller{Role: web.Role(role), ID: login, Name: login}, ok
}

// Do decides and applies, as the centre's one writer does.
func (h *house) Do(_ context.Context, o hall.Order) (hall.Answer, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	key := o.Actor + " " + o.Key
	if old, ok := h.answers[key]; ok && o.Key != "" {
		if old.fingerprint != o.Fingerprint {
			return hall.Answer{}, web.Fail(web.CodeKeyReused, "the key answered another request", nil)
		}
		old.answer.Replayed = true
		return old.answer, nil
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
		h.project(r, o.Person)
	}
	h.events = append(h.events, records...)
	answer := hall.Answer{Status: http.StatusNoContent}
	if o.Answer != nil {
		status, body := o.Answer(h.state, records)
		answer.Status = status
		if body != nil {
			if answer.Body, err = json.Marshal(body); err != nil {
				return hall.Answer{}, err
			}
		}
	}
	h.answers[key] = stored{o.Fingerprint, answer}
	return answer, nil
}

// project keeps what the journal's tables keep.
func (h *house) project(r queue.Record, person *reception.Person) {
	switch e := r.Event.(type) {
	case reception.Registered:
		a := e.Application(r)
		h.past[a.ID] = a
		if person != nil {
			h.people[a.ID] = *person
		}
	case reception.Advanced:
		a := h.past[e.Application]
		a.Steps = append(append([]reception.Step{}, a.Steps...), e.Step(r))
		h.past[e.Application] = a
	case reception.PrintOrdered:
		a := h.past[e.Application]
		a.Prints = append(append([]reception.Print{}, a.Prints...), e.Print(r))
		h.past[e.Application] = a
	}
}

func (h *house) Read(f func(*hall.State)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	f(h.state)
}

func (h *house) Application(id reception.ApplicationID) (reception.Application, bool, error) {
	a, ok := h.past[id]
	return a, ok, nil
}

func (h *house) ApplicationByNumber(number string) (reception.Application, bool, error) {
	for _, a := range h.past {
		if a.Number == number {
			return a, true, nil
		}
	}
	return reception.Application{}, false, nil
}

func (h *house) Person(id reception.ApplicationID) (reception.Person, bool, error) {
	p, ok := h.people[id]
	return p, ok, nil
}

func (h *house) SearchName(query string, limit int) (list []reception.Match, err error) {
	for id, p := range h.people {
		if strings.Contains(passport.Fold(p.Name), passport.Fold(query)) && query != "" {
			list = append(list, reception.Match{Application: id, Person: p})
		}
	}
	return list, nil
}

func (h *house) ApplicationsOf(fin, phone string) (ids []reception.ApplicationID, err error) {
	for id, p := range h.people {
		if fin != "" && p.FIN == fin || phone != "" && p.Phone == phone {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

func (h *house) ApplicationsOfDocument(key string) (ids []reception.ApplicationID, err error) {
	for id, p := range h.people {
		if p.Document.Key() == key {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

func (h *house) Deadlines(until queue.Day, _ int) (list []reception.Deadline, err error) {
	for _, a := range h.past {
		if awaits, by := a.Next(); by != 0 && by <= until {
			list = append(list, reception.Deadline{Application: a.ID, Number: a.Number, Service: a.Service, Agent: a.Agent, Stage: a.Stage(), Awaits: awaits, By: by})
		}
	}
	return list, nil
}

// order is a command from another room: the kiosk's, the clock's, the manager's.
func (h *house) order(command any) {
	h.t.Helper()
	h.keys++
	if _, err := h.Do(context.Background(), hall.Order{Actor: "test", Key: strconv.Itoa(h.keys), Command: command}); err != nil {
		h.t.Fatalf("%T: %v", command, err)
	}
}

// issue takes a ticket at the kiosk.
func (h *house) issue(direction queue.DirectionID, language string) {
	h.t.Helper()
	h.order(queue.Issue{Direction: direction, Language: language, Track: "t" + strconv.Itoa(h.keys)})
}

// reply is what came back.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// get gives a field of a JSON answer.
func (r reply) get(field string) any {
	var m map[string]any
	_ = json.Unmarshal(r.body, &m)
	return m[field]
}

func (r reply) text(field string) string {
	s, _ := r.get(field).(string)
	return s
}

// send makes one request as the caller; body nil sends none, a string is sent as
// it is, anything else as JSON.
func (h *house) send(caller, method, path string, body any, headers ...string) reply {
	h.t.Helper()
	var reader io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		reader = strings.NewReader(b)
	default:
		encoded, err := json.Marshal(b)
		if err != nil {
			h.t.Fatal(err)
		}
		reader = bytes.NewReader(encoded)
	}
	r := httptest.NewRequest(method, path, reader)
	r.Header.Set("X-Caller", caller)
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.engine.ServeHTTP(w, r)
	return reply{w.Code, w.Header(), w.Body.Bytes()}
}

type fields map[string]any

// post sends a keyed request as agent1 and wants that status.
func (h *house) post(path string, body fields, status int) reply {
	h.t.Helper()
	if body == nil {
		body = fields{}
	}
	if body["key"] == nil {
		h.keys++
		body["key"] = "k" + strconv.Itoa(h.keys)
	}
	r := h.send("agent:agent1", http.MethodPost, path, body)
	if r.status != status {
		h.t.Fatalf("POST %s: %d %s", path, r.status, r.body)
	}
	return r
}

// snapshot is the whole state, to show that nothing moved.
func (h *house) snapshot() string {
	h.t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	b, err := json.Marshal(h.state)
	if err != nil {
		h.t.Fatal(err)
	}
	return string(b)
}

// ahead is what the engine counts before a ticket.
func (h *house) ahead(id string) (n int) {
	h.t.Helper()
	number, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		h.t.Fatal(err)
	}
	h.Read(func(st *hall.State) { n = st.Queue.Ahead(queue.TicketID(number)) })
	return n
}
