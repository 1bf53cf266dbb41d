package journal_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"dost/server/application"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/internal/journal"
	"dost/server/passport"
	"dost/server/queue"
	"dost/server/regime"
)

// keys are fixed, so that a failing test fails again.
var keys = journal.Keys{Identity: bytes.Repeat([]byte{7}, 32), Lookup: bytes.Repeat([]byte{9}, 32)}

// monday is a working day, ten in the morning in Baku.
var monday = time.Date(2026, 11, 16, 10, 0, 0, 0, civil.Baku).UTC()

// harness makes entries the way the centre does: decide, apply, hand over.
type harness struct {
	t     testing.TB
	state *centre.State
	at    time.Time
}

func newHarness(t testing.TB) *harness { return &harness{t: t, state: centre.New(), at: monday} }

// order carries out a command a second after the last one.
func (h *harness) order(command centre.Command) centre.Entry {
	h.t.Helper()
	h.at = h.at.Add(time.Second)
	meta := event.Meta{At: h.at, Actor: "agent:agent1"}
	events, err := centre.Decide(h.state, meta, command)
	if err != nil {
		h.t.Fatalf("%#v: %v", command, err)
	}
	var records []event.Record
	for _, ev := range events {
		r := event.Record{Seq: h.state.Queue.Seq() + 1, At: meta.At, Actor: meta.Actor, Event: ev}
		h.state.Apply(r)
		records = append(records, r)
	}
	return centre.Entry{Records: records}
}

// opening sets a new centre up and opens its first day.
func (h *harness) opening() []centre.Entry {
	return []centre.Entry{
		h.order(queue.Configure{Config: queue.DefaultConfig()}),
		h.order(regime.SetHours{Hours: regime.RoundTheClock()}),
	}
}

func (h *harness) issue() centre.Entry {
	return h.order(queue.Issue{Direction: "benefits", Language: "az",
		Track: fmt.Sprintf("track%021d", h.state.Queue.Seq())})
}

// visit brings one more visitor, and the first in line from the call to the
// registered application.
func (h *harness) visit(p application.Person) []centre.Entry {
	list := []centre.Entry{h.issue()}
	if _, sits := h.state.Queue.DeskOf("agent1"); !sits {
		list = append(list, h.order(queue.OpenDesk{Agent: "agent1", Desk: "3",
			Directions: []queue.DirectionID{"benefits"}}))
	}
	list = append(list, h.order(queue.Call{Agent: "agent1"}))
	desk, _ := h.state.Queue.DeskOf("agent1")
	id := desk.Active
	list = append(list, h.order(queue.Arrive{Agent: "agent1", Ticket: id}))
	registered := h.order(application.Register{Centre: "DEMO", Details: application.Details{
		Ticket: id, Agent: "agent1", Outcome: queue.Registered,
	}, Passport: benefit, Applicant: &p})
	registered.Person = &p
	return append(list, registered, h.order(
		queue.Finish{Agent: "agent1", Ticket: id, Outcome: queue.Registered}))
}

// benefit is as much of a service's passport as an application needs.
var benefit = &passport.Passport{
	ID: "05-02-01-03", Version: 1, Documents: []passport.Document{{ID: "identity"}},
	Total: passport.Period{Number: 10, Unit: passport.Day},
	Front: passport.Period{Number: 2, Unit: passport.Day},
	Back:  passport.Period{Number: 8, Unit: passport.Day},
}

func (h *harness) json() string {
	h.t.Helper()
	text, err := json.Marshal(h.state)
	if err != nil {
		h.t.Fatal(err)
	}
	return string(text)
}

// open opens a journal that the test closes.
func open(t testing.TB, path string) *journal.Journal {
	t.Helper()
	j, err := journal.Open(path, keys)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := j.Close(); err != nil {
			t.Error(err)
		}
	})
	return j
}

func fresh(t testing.TB) (*journal.Journal, string) {
	path := filepath.Join(t.TempDir(), "journal.db")
	return open(t, path), path
}

func add(t testing.TB, j *journal.Journal, batch ...centre.Entry) {
	t.Helper()
	if err := j.Append(batch); err != nil {
		t.Fatal(err)
	}
}

// load builds a state from the journal and tells from which record it replayed.
func load(t testing.TB, j *journal.Journal) (state *centre.State, replayed int) {
	t.Helper()
	state = centre.New()
	err := j.Load(func(snapshot []byte) error {
		s := centre.New()
		if err := json.Unmarshal(snapshot, s); err != nil {
			return err
		}
		state = s
		return nil
	}, func(r event.Record) error {
		replayed++
		state.ApplyFormer(r)
		return nil
	}, func(r event.Record) error {
		replayed++
		state.Apply(r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return state, replayed
}

func wantError(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("got %v, want %v", err, want)
	}
}
