package journal_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"dost/server/hall"
	"dost/server/internal/journal"
	"dost/server/passport"
	"dost/server/queue"
	"dost/server/reception"
	"dost/server/regime"
)

// keys are fixed, so that a failing test fails again.
var keys = journal.Keys{Identity: bytes.Repeat([]byte{7}, 32), Lookup: bytes.Repeat([]byte{9}, 32)}

// monday is a working day, ten in the morning in Baku.
var monday = time.Date(2026, 11, 16, 10, 0, 0, 0, queue.Baku).UTC()

// house makes entries the way the centre does: decide, apply, hand over.
type house struct {
	t     testing.TB
	state *hall.State
	at    time.Time
}

func newHouse(t testing.TB) *house { return &house{t: t, state: hall.New(), at: monday} }

// order carries out a command a second after the last one.
func (h *house) order(command any) hall.Entry {
	h.t.Helper()
	h.at = h.at.Add(time.Second)
	turn := queue.Turn{At: h.at, Actor: "agent:agent1"}
	events, err := hall.Decide(h.state, turn, command)
	if err != nil {
		h.t.Fatalf("%#v: %v", command, err)
	}
	var records []queue.Record
	for _, event := range events {
		r := queue.Record{Seq: h.state.Queue.Seq() + 1, At: turn.At, Actor: turn.Actor, Event: event}
		h.state.Apply(r)
		records = append(records, r)
	}
	return hall.Entry{Records: records, Tickets: hall.Touched(h.state, records)}
}

// opening sets a new centre up and opens its first day.
func (h *house) opening() []hall.Entry {
	return []hall.Entry{
		h.order(queue.Configure{Config: queue.DefaultConfig()}),
		h.order(regime.SetHours{Hours: regime.RoundTheClock()}),
	}
}

func (h *house) issue() hall.Entry {
	return h.order(queue.Issue{Direction: "benefits", Language: "az", Track: fmt.Sprintf("track%021d", h.state.Queue.Seq())})
}

// visit brings one more visitor, and the first in line from the call to the
// registered application.
func (h *house) visit(p reception.Person) []hall.Entry {
	list := []hall.Entry{h.issue()}
	if _, sits := h.state.Queue.DeskOf("agent1"); !sits {
		list = append(list, h.order(queue.OpenDesk{Agent: "agent1", Desk: "3", Directions: []queue.DirectionID{"benefits"}}))
	}
	list = append(list, h.order(queue.Call{Agent: "agent1"}))
	desk, _ := h.state.Queue.DeskOf("agent1")
	id := desk.Active
	list = append(list, h.order(queue.Arrive{Agent: "agent1", Ticket: id}))
	registered := h.order(reception.Register{Centre: "DEMO", Details: reception.Details{
		Ticket: id, Service: "05-02-01-03", Agent: "agent1", Outcome: queue.Registered,
	}, Periods: reception.Periods{
		Total: passport.Period{Number: 10, Unit: passport.Day}, Front: passport.Period{Number: 2, Unit: passport.Day},
		Back: passport.Period{Number: 8, Unit: passport.Day},
	}})
	registered.Person = &p
	return append(list, registered, h.order(queue.Finish{Agent: "agent1", Ticket: id, Outcome: queue.Registered}))
}

func (h *house) json() string {
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

func add(t testing.TB, j *journal.Journal, batch ...hall.Entry) {
	t.Helper()
	if err := j.Append(batch); err != nil {
		t.Fatal(err)
	}
}

// load builds a state from the journal and tells from which record it replayed.
func load(t testing.TB, j *journal.Journal) (state *hall.State, replayed int) {
	t.Helper()
	state = hall.New()
	err := j.Load(func(snapshot []byte) error {
		s := hall.New()
		if err := json.Unmarshal(snapshot, s); err != nil {
			return err
		}
		state = s
		return nil
	}, func(r queue.Record) error {
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
