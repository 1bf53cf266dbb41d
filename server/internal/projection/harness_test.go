package projection_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"dost/server/application"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/integration"
	"dost/server/internal/journal"
	"dost/server/internal/projection"
	"dost/server/passport"
	"dost/server/queue"
	"dost/server/regime"
)

// keys are fixed, so that a failing test fails again.
var keys = journal.Keys{Identity: bytes.Repeat([]byte{7}, 32), Lookup: bytes.Repeat([]byte{9}, 32)}

// discard logs nothing.
var discard = slog.New(slog.DiscardHandler)

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

// rig is a log with what follows it.
type rig struct {
	*projection.Store
	log *journal.Journal
	end func()
}

// open opens a log at path, with its followers at work until the test ends.
func open(t testing.TB, path string) *rig {
	t.Helper()
	j, err := journal.Open(path, keys)
	if err != nil {
		t.Fatal(err)
	}
	s, err := projection.Open(beside(path), j, discard)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	var followers sync.WaitGroup
	followers.Go(func() { s.Run(ctx) })
	r := &rig{Store: s, log: j}
	r.end = sync.OnceFunc(func() {
		stop()
		followers.Wait()
		if err := errors.Join(s.Close(), j.Close()); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(r.end)
	return r
}

// beside is where the projections of a log lie.
func beside(path string) string { return filepath.Join(filepath.Dir(path), "projections.db") }

func fresh(t testing.TB) (*rig, string) {
	path := filepath.Join(t.TempDir(), "journal.db")
	return open(t, path), path
}

func add(t testing.TB, r *rig, batch ...centre.Entry) {
	t.Helper()
	if err := r.log.Append(batch); err != nil {
		t.Fatal(err)
	}
}

func connection(system string, active bool) journal.Connection {
	return journal.Connection{
		Connection: integration.Connection{System: system, URL: "https://" + system + ".example",
			Active: active}, Secret: "a canary of a secret",
	}
}

var (
	canary   = application.Person{Name: "Kanareyka Sınaqova", FIN: "7KANAR7", Phone: "+994501234567"}
	somebody = application.Person{Name: "Sınaq Şəxsi", FIN: "5ABC001"}
)
