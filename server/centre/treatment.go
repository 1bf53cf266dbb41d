package centre

import (
	"slices"
	"time"

	"dost/server/queue"
	"dost/server/regime"
)

// Treated tells what a regime that began while a ticket waited makes of it: ok is
// false for a ticket that would be admitted now as well, or that the regime
// honours. No ticket is dropped by a regime: it can be called whatever this says.
func (s *State) Treated(t queue.Ticket, now time.Time) (r regime.Regime, ok bool) {
	if t.Status != queue.Waiting {
		return r, false
	}
	return s.overtaken(t, now)
}

// Rebookable tells whether a regime that began after the ticket was given has its
// visitor offered another time: while the ticket waits, and at the desk that has it.
func (s *State) Rebookable(t queue.Ticket, now time.Time) bool {
	if !slices.Contains([]queue.Status{queue.Waiting, queue.Called, queue.Serving}, t.Status) {
		return false
	}
	r, ok := s.overtaken(t, now)
	return ok && r.OfTickets() == regime.Rebook
}

// overtaken is the first regime that turns the ticket's visitor away now, began (or
// was changed) after the ticket was given, and does not honour it.
func (s *State) overtaken(t queue.Ticket, now time.Time) (r regime.Regime, ok bool) {
	q := s.QueryOf(t)
	v := s.Regime.At(now, q)
	if v.Admit {
		return r, false
	}
	for _, why := range v.Reasons {
		r, known := s.Regime.Regime(why.Regime)
		if !known || r.OfTickets() == regime.Honour {
			continue
		}
		if r.From.After(t.Arrival) || r.Rev > uint64(t.ID) || s.Regime.At(t.Arrival, q).Admit {
			return r, true
		}
	}
	return r, false
}

// QueryOf is what the regimes were asked for a ticket.
func (s *State) QueryOf(t queue.Ticket) Query {
	q := Query{Direction: t.Direction, Service: t.Service, Group: t.Group}
	if t.Appointment.IsZero() {
		return q
	}
	q.Channel = regime.Appointment
	for _, b := range s.Appointment.Between(t.Appointment, t.Appointment.Add(time.Millisecond)) {
		if b.Ticket == t.ID {
			q.Channel = b.Channel
		}
	}
	return q
}
