package application_test

import (
	"errors"
	"testing"
	"time"

	"dost/server/application"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/passport"
	"dost/server/problem"
	"dost/server/queue"
)

// weekdays counts Monday to Friday: a calendar without holidays.
type weekdays struct{}

func (weekdays) AddWorkingDays(d civil.Day, n int) civil.Day {
	t, step := application.Noon(d), 1
	if n < 0 {
		n, step = -n, -1
	}
	for n > 0 {
		t = t.AddDate(0, 0, step)
		if w := t.Weekday(); w != time.Saturday && w != time.Sunday {
			n--
		}
	}
	return civil.DayOf(t)
}

func (w weekdays) WorkingDayBefore(d civil.Day) civil.Day { return w.AddWorkingDays(d, -1) }

// centre runs queue and applications over one history, as the centre does.
type centre struct {
	t         *testing.T
	queue     *queue.State
	reception *application.State
	now       time.Time
	seq       uint64
	records   []event.Record
}

// friday is 20 November 2026, ten in the morning in Baku.
var friday = time.Date(2026, 11, 20, 10, 0, 0, 0, civil.Baku)

func newCentre(t *testing.T) *centre {
	c := &centre{t: t, queue: queue.New(), reception: application.New(), now: friday}
	config := queue.DefaultConfig()
	config.NoShowAfter = 0
	c.must(queue.Configure{Config: config})
	return c
}

func (c *centre) apply(events []event.Event) {
	for _, e := range events {
		c.seq++
		r := event.Record{Seq: c.seq, At: c.now, Actor: "test", Event: e}
		c.queue.Apply(r)
		c.reception.Apply(r)
		c.records = append(c.records, r)
	}
}

// do decides and applies a command of either part.
func (c *centre) do(command any) error {
	meta := event.Meta{At: c.now, Actor: "test"}
	var events []event.Event
	var err error
	switch command := command.(type) {
	case queue.Command:
		events, err = queue.Decide(c.queue, meta, command)
	case application.Command:
		events, err = application.Decide(c.reception, c.queue, weekdays{}, meta, command)
	}
	if err != nil {
		return err
	}
	c.apply(events)
	return nil
}

func (c *centre) must(command any) {
	c.t.Helper()
	if err := c.do(command); err != nil {
		c.t.Fatalf("%T: %v", command, err)
	}
}

// serve seats the agent at the desk and brings a fresh ticket to it.
func (c *centre) serve(agent queue.AgentID, desk queue.DeskID) queue.TicketID {
	c.t.Helper()
	c.must(queue.OpenDesk{Agent: agent, Desk: desk, Directions: []queue.DirectionID{"benefits"}})
	c.must(queue.Issue{Direction: "benefits", Track: "track-" + string(agent) + c.now.String()})
	c.must(queue.Call{Agent: agent})
	d, _ := c.queue.DeskAt(desk)
	c.must(queue.Arrive{Agent: agent, Ticket: d.Active})
	return d.Active
}

// request is a complete application for the benefit of source 001.
func request(agent queue.AgentID, ticket queue.TicketID) application.Register {
	return application.Register{
		Centre: "DEMO",
		Details: application.Details{
			Ticket: ticket, Agent: agent,
			Documents: []application.DocumentCheck{{ID: "identity-card", State: application.Have}},
			Checks:    []application.LookUpCheck{{Subsystem: "tseras", State: application.Found}},
			Outcome:   queue.Registered,
		},
		Passport: benefit(), Applicant: &application.Person{Name: "Şəfiqə Nümunəli", FIN: "5ABC12Z"},
	}
}

// benefit is as much of the passport of source 001 as applications are held against.
func benefit() *passport.Passport {
	return &passport.Passport{
		ID: "05-02-01-03", Version: 1, Total: days(10), Front: days(2), Back: days(8),
		Documents: []passport.Document{
			{ID: "identity", Alternatives: []passport.Alternative{{ID: "identity-card"},
				{ID: "birth-certificate"}}},
		},
		Subsystems: []passport.Subsystem{{ID: "tseras"}},
		Grounds:    []passport.Ground{{ID: "no-legal-basis"}},
		Procedures: []passport.Procedure{{ID: "first-time"}},
	}
}

func days(n int) passport.Period { return passport.Period{Number: n, Unit: passport.Day} }

// refused asserts the code and field of a refusal.
func refused(t *testing.T, err error, code problem.Code, field string) {
	t.Helper()
	var e *problem.Error
	if !errors.As(err, &e) {
		t.Fatalf("want %s, got %v", code, err)
	}
	if got, _ := e.Facts["field"].(string); e.Code != code || got != field {
		t.Fatalf("want %s of field %q, got %v with %v", code, field, err, e.Facts)
	}
}
