package projection_test

import (
	"testing"
	"time"

	"dost/server/civil"
	"dost/server/internal/projection"
	"dost/server/queue"
)

// The traffic of the newest days before one: of which quarter, how many, and how
// long their service took; days without a ticket do not count, nor do tickets that
// were cancelled.
func TestTrafficOfPastDays(t *testing.T) {
	j, _ := fresh(t)
	h := newHarness(t)
	add(t, j, h.opening()...)
	var days []civil.Day
	for day := range 4 {
		h.at = monday.AddDate(0, 0, 2*day) // a day without visitors lies between
		days = append(days, civil.DayOf(h.at))
		add(t, j, h.order(queue.OpenDesk{Agent: "agent1", Desk: "3"}))
		for range day + 1 {
			add(t, j, h.issue(), h.order(queue.Call{Agent: "agent1"}))
			desk, _ := h.state.Queue.DeskOf("agent1")
			add(t, j, h.order(queue.Arrive{Agent: "agent1", Ticket: desk.Active}))
			h.at = h.at.Add(59 * time.Second)
			add(t, j, h.order(queue.Finish{Agent: "agent1", Ticket: desk.Active, Outcome: queue.Consulted}))
		}
		add(t, j, h.order(queue.Issue{Direction: "employment", Group: "senior"}))
		gone := h.issue()
		add(t, j, gone, h.order(queue.Cancel{Ticket: queue.TicketID(gone.Records[0].Seq),
			Reason: "went home"}))
		add(t, j, h.order(queue.LeaveDesk{Agent: "agent1"}))
	}
	traffic, err := j.TrafficBefore(days[3], 2)
	if err != nil {
		t.Fatal(err)
	}
	want := []projection.Traffic{
		{Day: days[1], Direction: "benefits", Quarter: 40, Tickets: 2, Finished: 2, Millis: 120_000,
			Squares: 2 * 60_000 * 60_000},
		{Day: days[1], Direction: "employment", Quarter: 40, Tickets: 1},
		{Day: days[2], Direction: "benefits", Quarter: 40, Tickets: 3, Finished: 3, Millis: 180_000,
			Squares: 3 * 60_000 * 60_000},
		{Day: days[2], Direction: "employment", Quarter: 40, Tickets: 1},
	}
	if len(traffic) != len(want) {
		t.Fatalf("%+v", traffic)
	}
	for i := range want {
		if traffic[i] != want[i] {
			t.Errorf("%d: %+v, want %+v", i, traffic[i], want[i])
		}
	}
	groups, err := j.GroupsBefore(days[3], 2)
	if err != nil || groups["senior"] != 2 || groups[""] != 5 {
		t.Errorf("groups %v (%v)", groups, err)
	}
	desks, err := j.DesksBefore(days[3], 20)
	if err != nil || desks["3"] != 3 || len(desks) != 1 {
		t.Errorf("desks %v (%v)", desks, err)
	}
}
