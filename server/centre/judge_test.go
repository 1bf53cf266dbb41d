package centre_test

import (
	"errors"
	"testing"
	"time"

	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/occupancy"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
)

// day is a centre on a working Monday at ordinary hours, with three desks for
// benefits.
type day struct {
	*testing.T
	*centre.State
	at time.Time
}

func clock(hour, minute int) time.Time { return time.Date(2026, 3, 2, hour, minute, 0, 0, civil.Baku) }

func newDay(t *testing.T, rules regime.Rules) *day {
	d := &day{T: t, State: centre.New(), at: clock(8, 0)}
	d.must(queue.Configure{Config: queue.DefaultConfig()})
	d.must(regime.SetHours{Hours: regime.Ordinary()})
	d.must(regime.Enact{Regime: regime.Regime{Name: i18n.Text{Az: "Sınaq", Ru: "Проба", En: "Trial"},
		From: clock(8, 30), To: clock(24, 0), Rules: rules}})
	d.at = clock(9, 0)
	for _, agent := range []queue.AgentID{"1", "2", "3"} {
		d.must(queue.OpenDesk{Agent: agent, Desk: queue.DeskID(agent),
			Directions: []queue.DirectionID{"benefits"}})
	}
	return d
}

func (d *day) do(command centre.Command) ([]event.Event, error) {
	events, err := centre.Decide(d.State, event.Meta{At: d.at, Actor: "test"}, command)
	for _, e := range events {
		d.Apply(event.Record{Seq: d.Queue.Seq() + 1, At: d.at, Actor: "test", Event: e})
	}
	return events, err
}

func (d *day) must(command centre.Command) []event.Event {
	d.Helper()
	events, err := d.do(command)
	if err != nil {
		d.Fatalf("%T at %v: %v", command, d.at, err)
	}
	return events
}

func (d *day) refused(code problem.Code, command centre.Command) map[string]any {
	d.Helper()
	_, err := d.do(command)
	var refusal *problem.Error
	if !errors.As(err, &refusal) || refusal.Code != code {
		d.Fatalf("%T at %v: %v, want %s", command, d.at, err, code)
	}
	return refusal.Facts
}

var ticket = queue.Issue{Direction: "benefits"}

func TestTicketsPerHourAndDay(t *testing.T) {
	d := newDay(t, regime.Rules{TicketsPerHour: 2, TicketsPerDay: 3})
	d.must(ticket)
	first := queue.TicketID(d.Queue.Seq())
	d.must(ticket)
	facts := d.refused("hourly-limit", ticket)
	if until := facts["until"].(time.Time); !until.Equal(clock(10, 0)) || facts["limit"] != 2 ||
		facts["direction"] != queue.DirectionID("benefits") {
		t.Errorf("the refusal says %v", facts)
	}
	d.must(queue.Issue{Direction: "employment"}) // each direction counts for itself
	d.must(queue.Cancel{Ticket: first, Reason: "left"})
	d.must(ticket)
	d.refused("hourly-limit", ticket)
	d.at = clock(10, 0)
	d.must(ticket)
	if until := d.refused("daily-limit", ticket)["until"].(time.Time); civil.DayOf(until) != 20260303 {
		t.Errorf("again from %v, want the next morning", until)
	}
}

// Where nobody counts at the door, the open tickets are the people in the hall; where
// somebody does, they are those counted, of whom one is the visitor who asks.
func TestCapacityOfTheHall(t *testing.T) {
	d := newDay(t, regime.Rules{Capacity: &regime.Capacity{Fixed: 2}})
	d.must(ticket)
	d.must(ticket)
	if facts := d.refused(queue.CodeFull, ticket); facts["inside"] != 2 || facts["capacity"] != 2 {
		t.Errorf("the refusal says %v", facts)
	}
	d.refused(queue.CodeFull, queue.Issue{Direction: "employment"}) // one hall for all
	d.must(queue.Call{Agent: "1"})
	called, _ := d.Queue.DeskAt("1")
	d.must(queue.Finish{Agent: "1", Ticket: called.Active, Outcome: queue.Consulted})
	d.must(occupancy.Recount{Inside: 2}) // one still waits, and who now stands at the kiosk
	d.must(ticket)
	d.must(occupancy.Count{By: 1})
	d.refused(queue.CodeFull, ticket)

	k := newDay(t, regime.Rules{Capacity: &regime.Capacity{PerDesk: 1}})
	for range 3 {
		k.must(ticket)
	}
	k.refused(queue.CodeFull, ticket)
}

// Tickets stop when the expected wait passes closing time, and a break in the day
// makes the wait longer.
func TestForecastClosing(t *testing.T) {
	d := newDay(t, regime.Rules{ForecastClosing: true,
		Hours: []regime.Span{{From: 9 * 60, To: 13 * 60}, {From: 14 * 60, To: 18 * 60}}})
	d.at = clock(12, 55)
	for range 30 {
		d.must(ticket) // the wait goes on after the break
	}
	d.at = clock(16, 55)
	facts := d.refused(centre.CodeTooLateToday, ticket)
	if closing := facts["closing"].(time.Time); !closing.Equal(clock(18, 0)) ||
		facts["estimate"].(int) < 3600 {
		t.Errorf("the refusal says %v", facts)
	}
	d.must(queue.Issue{Direction: "employment"}) // nobody waits there
	d.at = clock(17, 59)
	d.refused(centre.CodeTooLateToday, queue.Issue{Direction: "employment"})
}

// The outside queue: numbers while the hall is full, called in as places free up, each
// place kept for a while.
func TestOutsideQueue(t *testing.T) {
	d := newDay(t, regime.Rules{Capacity: &regime.Capacity{Fixed: 3}})
	d.refused(occupancy.CodeNotFull, occupancy.WaitOutside{})
	d.must(occupancy.Count{By: 3})
	for range 3 {
		d.must(occupancy.WaitOutside{Language: "ru"})
	}
	d.must(queue.Tick{})
	if d.Occupancy.Expected() != 0 {
		t.Fatal("somebody is called into a full hall")
	}
	d.must(occupancy.Count{By: -2})
	d.must(queue.Tick{})
	d.must(queue.Tick{})
	line := d.Occupancy.Line()
	if d.Occupancy.Expected() != 2 || line[0].Label() != "X01" || line[2].CalledAt.After(time.Time{}) {
		t.Fatalf("two places, and the line is %+v", line)
	}
	d.must(occupancy.Enter{Number: 1})
	d.refused(occupancy.CodeUnknownOutside, occupancy.Enter{Number: 1})
	d.at = d.at.Add(occupancy.CallFor)
	d.must(queue.Tick{}) // X02 did not come: X03's turn
	line = d.Occupancy.Line()
	if inside, _ := d.Occupancy.Inside(); inside != 2 || len(line) != 1 || line[0].Number != 3 ||
		line[0].CalledAt.IsZero() {
		t.Errorf("%d inside, the line is %+v", inside, line)
	}
	d.must(occupancy.Count{By: -9})
	if inside, _ := d.Occupancy.Inside(); inside != 0 {
		t.Errorf("%d people are inside", inside)
	}
	d.at = clock(24, 1)
	d.must(queue.Tick{})
	if _, counted := d.Occupancy.Inside(); counted || len(d.Occupancy.Line()) != 0 {
		t.Error("the count goes on into the next day")
	}
}
