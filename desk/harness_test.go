package desk

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"dost/server/application"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/notification"
	"dost/server/passport"
	"dost/server/queue"
	"dost/server/web"
	"dost/server/web/webtest"
)

// harness is the desk mounted over a centre in memory, with maps for the tables that
// the journal keeps of applications.
type harness struct {
	*webtest.Centre
	t       testing.TB
	surface *Surface
	people  map[application.ApplicationID]application.Person
	// all applications, as the projection has them
	past map[application.ApplicationID]application.Application
}

// managersPassword is what Confirm takes.
const managersPassword = "manager-manager"

func newHarness(t testing.TB) *harness {
	t.Helper()
	h := &harness{Centre: webtest.New(t), t: t,
		people: map[application.ApplicationID]application.Person{},
		past:   map[application.ApplicationID]application.Application{}}
	h.Applied = h.project
	library := webtest.Library(t)
	var err error
	h.surface, err = New(Deps{
		Centre: h, Records: h, Site: webtest.Site(t, "desk", UI), Name: "Nümunə mərkəzi", Code: "DEMO",
		Key: testKey, Public: testSite,
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
	h.Mount(h.surface)
	return h
}

// project keeps what the journal's tables keep.
func (h *harness) project(r event.Record, person *application.Person) {
	switch e := r.Event.(type) {
	case application.Registered:
		a := e.Application(r)
		h.past[a.ID] = a
		if person != nil {
			h.people[a.ID] = *person
		}
	case application.Advanced:
		a := h.past[e.Application]
		a.Steps = append(append([]application.Step{}, a.Steps...), e.Step(r))
		h.past[e.Application] = a
	case application.PrintOrdered:
		a := h.past[e.Application]
		a.Prints = append(append([]application.Print{}, a.Prints...), e.Print(r))
		h.past[e.Application] = a
	}
}

func (h *harness) Application(id application.ApplicationID) (application.Application, bool, error) {
	a, ok := h.past[id]
	return a, ok, nil
}

func (h *harness) ApplicationByNumber(number string) (application.Application, bool, error) {
	for _, a := range h.past {
		if a.Number == number {
			return a, true, nil
		}
	}
	return application.Application{}, false, nil
}

func (h *harness) Person(id application.ApplicationID) (application.Person, bool, error) {
	p, ok := h.people[id]
	return p, ok, nil
}

func (h *harness) OfferTold(application.ApplicationID, time.Time) (notification.Delivery, error) {
	return "", nil
}

func (h *harness) SearchName(query string, _ application.NameCursor, _ int) (page application.NamePage,
	err error) {
	for id, p := range h.people {
		if strings.Contains(passport.Fold(p.Name), passport.Fold(query)) && query != "" {
			page.Matches = append(page.Matches, application.Match{Application: id, Person: p})
		}
	}
	return page, nil
}

func (h *harness) ApplicationsOf(fin, phone string) (ids []application.ApplicationID, err error) {
	for id, p := range h.people {
		if fin != "" && p.FIN == fin || phone != "" && p.Phone == phone {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

func (h *harness) ApplicationsOfDocument(key string) (ids []application.ApplicationID, err error) {
	for id, p := range h.people {
		if p.Document.Key() == key {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

func (h *harness) Deadlines(q application.DeadlineQuery) (list []application.Deadline, err error) {
	for _, a := range h.past {
		if awaits, by := a.Next(); by > q.After && by <= q.Until && (q.Agent == "" || q.Agent == a.Agent) {
			list = append(list, application.Deadline{Application: a.ID, Number: a.Number, Service: a.Service,
				Agent: a.Agent, Stage: a.Stage(), Awaits: awaits, By: by})
		}
	}
	return list, nil
}

func (h *harness) Loads(today, until civil.Day) (list []application.Workload, err error) {
	all, err := h.Deadlines(application.DeadlineQuery{Until: until})
	for _, d := range all {
		i := slices.IndexFunc(list, func(l application.Workload) bool { return l.Agent == d.Agent })
		if i < 0 {
			i, list = len(list), append(list, application.Workload{Agent: d.Agent})
		}
		switch {
		case d.By < today:
			list[i].Late++
		case d.By == today:
			list[i].Today++
		default:
			list[i].Later++
		}
	}
	return list, err
}

// issue takes a ticket at the kiosk.
func (h *harness) issue(direction queue.DirectionID, language string) {
	h.t.Helper()
	h.Command(queue.Issue{Direction: direction, Language: language, Track: h.Key()})
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

// send makes one request as the caller.
func (h *harness) send(caller, method, path string, body any, headers ...string) reply {
	h.t.Helper()
	w := h.Send(caller, method, path, body, headers...)
	return reply{w.Code, w.Header(), w.Body.Bytes()}
}

type fields map[string]any

// post sends a keyed request as agent1 and wants that status.
func (h *harness) post(path string, body fields, status int) reply {
	h.t.Helper()
	if body == nil {
		body = fields{}
	}
	if body["key"] == nil {
		body["key"] = h.Key()
	}
	r := h.send("agent:agent1", http.MethodPost, path, body)
	if r.status != status {
		h.t.Fatalf("POST %s: %d %s", path, r.status, r.body)
	}
	return r
}

// ahead is what the engine counts before a ticket.
func (h *harness) ahead(id string) (n int) {
	h.t.Helper()
	number, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		h.t.Fatal(err)
	}
	h.Read(func(st *centre.State) { n = st.Queue.Ahead(queue.TicketID(number)) })
	return n
}
