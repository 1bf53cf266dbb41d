package hall

import (
	"time"

	"dost/server/appointment"
	"dost/server/occupancy"
	"dost/server/queue"
	"dost/server/reception"
	"dost/server/regime"
)

// checkIn turns a booking into a ticket: before all walk-ins when its time comes, or
// an ordinary one for who is late. The rules of the moment hold for it as for every
// ticket.
func (s *State) checkIn(turn queue.Turn, c appointment.CheckIn) ([]queue.Event, error) {
	b, late, err := s.Appointment.Arriving(s.house(), turn.At, c)
	if err != nil {
		return nil, err
	}
	issue := queue.Issue{
		Direction: b.Direction, Service: b.Service, Group: b.Group, Language: c.Language, Track: c.Track, Appointment: b.At,
	}
	if issue.Language == "" {
		issue.Language = b.Language
	}
	channel := b.Channel
	if late {
		channel = regime.WalkIn
		issue.Appointment = time.Time{}
	}
	events, err := s.issue(turn, issue, channel)
	if err != nil {
		return nil, err
	}
	// Issue answers with Issued, last; its record's number is the ticket's id.
	ticket := queue.TicketID(s.Queue.Seq() + uint64(len(events)))
	return append(events, appointment.CameIn{ID: b.ID, Ticket: ticket, Late: late}), nil
}

// tick is what time alone causes, in every part. What happened to the bookings of the
// day before is said before the new day lets them go.
func (s *State) tick(turn queue.Turn, c queue.Tick) ([]queue.Event, error) {
	events := appointment.Lapse(s.Appointment, s.house(), turn)
	ticked, err := queue.Decide(s.Queue, turn, c)
	if err != nil {
		return nil, err
	}
	events = append(events, ticked...)
	if s.today(s.present(turn.At)) {
		room, limited := s.room(turn.At)
		events = append(events, occupancy.Lapse(s.Occupancy, s.present(turn.At), room, limited)...)
	}
	return append(events, reception.Lapse(s.Reception, turn)...), nil
}
