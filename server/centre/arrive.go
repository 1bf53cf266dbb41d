package centre

import (
	"time"

	"dost/server/application"
	"dost/server/appointment"
	"dost/server/event"
	"dost/server/occupancy"
	"dost/server/queue"
	"dost/server/regime"
)

// checkIn turns a booking into a ticket: before all walk-ins when its time comes, or
// an ordinary one for who is late. The rules of the moment hold for it as for every
// ticket, but that regimes may honour what was booked before them.
func (s *State) checkIn(meta event.Meta, c appointment.CheckIn) ([]event.Event, error) {
	b, late, err := s.Appointment.Arriving(s.environment(), meta.At, c)
	if err != nil {
		return nil, err
	}
	issue := queue.Issue{
		Direction: b.Direction, Service: b.Service, Group: b.Group, Language: c.Language, Track: c.Track,
		Appointment: b.At,
	}
	if issue.Language == "" {
		issue.Language = b.Language
	}
	judged := s.judgeVisit(meta.At, b)
	if late {
		issue.Appointment = time.Time{}
		judged = s.Judge(meta.At, Query{Direction: b.Direction, Service: b.Service, Group: b.Group,
			Channel: regime.WalkIn})
	}
	events, err := s.issueUnder(meta, issue, judged)
	if err != nil {
		return nil, err
	}
	// Issue answers with Issued, last; its record's number is the ticket's id.
	ticket := queue.TicketID(s.Queue.Seq() + uint64(len(events)))
	return append(events, appointment.CameIn{ID: b.ID, Ticket: ticket, Late: late}), nil
}

// judgeVisit answers for a visit whose time has come: Judge, but that regimes may
// honour it. Its place among the tickets of the hour and the day is its booking's.
func (s *State) judgeVisit(at time.Time, b appointment.Booking) Judgement {
	at = s.present(at)
	why, verdict := s.Appointment.Receives(s.Regime, b, at)
	j := Judgement{Verdict: verdict}
	if j.Admit = why == "" || verdict.Admit; !j.Admit {
		return j
	}
	if j.Code = ""; why != "" {
		j.refuse(why, map[string]any{})
		return j
	}
	s.judgeCapacity(&j, at, Query{Direction: b.Direction})
	return j
}

// tick is what time alone causes, in every part. What happened to the bookings of the
// day before is said before the new day lets them go.
func (s *State) tick(meta event.Meta, c queue.Tick) ([]event.Event, error) {
	events := appointment.Lapse(s.Appointment, s.environment(), meta)
	ticked, err := queue.Decide(s.Queue, meta, c)
	if err != nil {
		return nil, err
	}
	events = append(events, ticked...)
	if s.today(s.present(meta.At)) {
		room, limited := s.freeCapacity(meta.At)
		events = append(events, occupancy.Lapse(s.Occupancy, s.present(meta.At), room, limited)...)
	}
	return append(events, application.Lapse(s.Application, meta)...), nil
}
