package centre

import (
	"dost/server/application"
	"dost/server/event"
	"dost/server/queue"
)

// Rehearsal is a centre of its own with this one's configuration, regimes,
// calendar and bookings, before its first ticket: for playing a day. What the
// queue does not depend on (applications, passports, ratings) it begins without;
// nobody counts at its door, so the centre goes by the open tickets.
func (s *State) Rehearsal() *State {
	n := s.played()
	n.Apply(event.Record{Seq: 1, Event: queue.Configured{Config: *s.Queue.Config()}})
	return n
}

// Continuation is like Rehearsal, but goes on from today as it stands, with its
// tickets and desks.
func (s *State) Continuation() *State {
	n := s.played()
	n.Queue, n.Application = s.Queue.Clone(), application.After(s.Queue.Seq())
	n.Intake = s.Intake.Clone()
	return n
}

func (s *State) played() *State {
	n := New()
	n.Regime, n.Appointment = s.Regime.Clone(), s.Appointment.Clone()
	return n
}
