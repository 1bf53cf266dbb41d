package queue

import (
	"testing"
	"time"

	"dost/server/civil"
)

// Who comes early for an appointment does not wait before its time: the service level
// counts how late the call is, not how early the visitor.
func TestAnEarlyVisitorWaitsFromTheAppointmentOn(t *testing.T) {
	s := newCentre(t)
	at := func(minute int) time.Time { return time.Date(2026, 3, 2, 9, minute, 0, 0, civil.Baku) }
	s.mustAt(at(0), OpenDesk{Agent: "a", Desk: "3", Directions: []DirectionID{"benefits"}})
	for _, c := range []struct {
		name                string
		came, booked, heard int
		wait                time.Duration
	}{
		{"early, called late", 0, 25, 27, 2 * time.Minute},
		{"early, called before the time", 28, 35, 33, 0},
		{"late", 40, 36, 43, 3 * time.Minute},
		{"without an appointment", 45, 0, 49, 4 * time.Minute},
	} {
		issue := Issue{Direction: "benefits"}
		if c.booked > 0 {
			issue.Appointment = at(c.booked)
		}
		s.mustAt(at(c.came), issue)
		s.mustAt(at(c.heard), Call{Agent: "a"})
		desk, _ := s.DeskOf("a")
		ticket, _ := s.Ticket(desk.Active)
		if got := ticket.WaitTime(); got != c.wait {
			t.Errorf("%s: waited %v, want %v", c.name, got, c.wait)
		}
		s.mustAt(at(c.heard), Finish{Agent: "a", Ticket: ticket.ID, Outcome: Consulted})
	}
	if y := s.Tally("benefits"); y.CalledUp != 4 || y.MeanWait() != 9*time.Minute/4 {
		t.Errorf("the day counts %+v", y)
	}
}
