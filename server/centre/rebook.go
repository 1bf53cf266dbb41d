package centre

import (
	"time"

	"dost/server/appointment"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
)

// CodeNotOffered refuses another time for a ticket that no regime has rebooked: it is
// good as it is.
const CodeNotOffered problem.Code = "exchange-not-offered"

// Rebooked is the reason of a ticket that was given up for an appointment.
const Rebooked = "rebooked"

// Rebook gives a visitor, whose ticket a regime does not receive any more, an
// appointment instead, and voids the ticket by the same command. Its number is not
// given out again.
type Rebook struct {
	Track  string         // the visitor's own phone asks, by the ticket's token …
	Ticket queue.TicketID // … or an agent, for a ticket that waits or is at his desk
	Agent  queue.AgentID  // "" = the visitor
	Lease  uint64         // of the agent's desk; 0 = not checked
	At     time.Time
	Draw   uint32 // as appointment.Book has it
}

func (s *State) rebook(meta event.Meta, c Rebook) ([]event.Event, error) {
	t, err := s.given(c)
	if err != nil {
		return nil, err
	}
	if !s.Rebookable(t, s.present(meta.At)) {
		return nil, notOffered()
	}
	// The centre voids it, also when an agent asks: what the desk does can be undone.
	voided, err := queue.Decide(s.Queue, meta, queue.Cancel{Ticket: t.ID, Reason: Rebooked})
	if err != nil {
		return nil, err
	}
	booked, err := appointment.Decide(s.Appointment, s.environment(), meta, appointment.Book{
		Direction: t.Direction, Service: t.Service, Group: t.Group, Language: t.Language,
		Channel: regime.Appointment, At: c.At, Draw: c.Draw, Instead: t.ID,
	})
	if err != nil {
		return nil, err
	}
	return append(voided, booked...), nil
}

// RebookTimes are the times for which the ticket may be rebooked now.
func (s *State) RebookTimes(c Rebook, now time.Time) ([]FreeDay, error) {
	t, err := s.given(c)
	if err != nil {
		return nil, err
	}
	if now = s.present(now); !s.Rebookable(t, now) {
		return nil, notOffered()
	}
	return s.otherTimes(t, now), nil
}

func notOffered() error {
	return &problem.Error{Code: CodeNotOffered, Detail: "no regime in force has the ticket rebooked"}
}

// given is the ticket to be rebooked, if it is where whoever asks may have it.
func (s *State) given(c Rebook) (t queue.Ticket, err error) {
	t, known := s.Queue.Tracked(c.Track)
	if c.Agent != "" {
		t, known = s.Queue.Ticket(c.Ticket)
	}
	stands := map[string]any{"status": t.Status}
	switch {
	case !known:
		return t, &problem.Error{Code: queue.CodeUnknownTicket, Detail: "no such ticket today"}
	case t.Status == queue.Finished || t.Status == queue.Cancelled:
		return t, &problem.Error{Code: queue.CodeTicketEnded, Detail: "the ticket has ended", Facts: stands}
	case c.Agent != "":
		return t, s.atHand(c, t)
	case t.Status != queue.Waiting:
		return t, &problem.Error{Code: queue.CodeWrongState, Detail: "the ticket does not wait any more",
			Facts: stands}
	}
	return t, nil
}

// atHand refuses an agent a ticket that another desk has.
func (s *State) atHand(c Rebook, t queue.Ticket) error {
	desk, seated := s.Queue.DeskOf(c.Agent)
	switch {
	case !seated:
		return &problem.Error{Code: queue.CodeNoDesk, Detail: "the agent sits at no desk"}
	case c.Lease != 0 && c.Lease != desk.Lease:
		return &problem.Error{Code: queue.CodeStaleDesk, Detail: "the desk was taken anew"}
	case t.Status != queue.Waiting && t.Desk != desk.ID:
		return &problem.Error{Code: queue.CodeTicketNotHere, Detail: "the ticket is at another desk",
			Facts: map[string]any{"desk": t.Desk}}
	}
	return nil
}

// FreeDay is a day with its free times, as they are on the wire.
type FreeDay struct {
	Date  string      `json:"date"` // "2026-03-02"
	Times []time.Time `json:"times"`
}

// RebookDays is how many days with a free time a visitor chooses from.
const RebookDays = 5

// otherTimes are the free times of the next days for a ticket's visitor.
func (s *State) otherTimes(t queue.Ticket, now time.Time) []FreeDay {
	q := Query{Direction: t.Direction, Service: t.Service, Group: t.Group, Channel: regime.Appointment}
	return s.FreeDays(q, now, RebookDays)
}

// FreeDays are the next days, most of them at most, with a time that the query could be
// booked for.
func (s *State) FreeDays(q Query, now time.Time, most int) []FreeDay {
	now = s.present(now)
	q = s.Regime.Plain(q, now)
	days := []FreeDay{}
	for day := appointment.Midnight(now); day.Sub(now) < appointment.MaxAhead &&
		len(days) < most; day = day.AddDate(0, 0, 1) {
		one := FreeDay{Date: day.Format(time.DateOnly)}
		for _, slot := range s.Slots(now, q, day, 0) {
			if slot.Code == "" && slot.At.Sub(now) <= appointment.MaxAhead {
				one.Times = append(one.Times, slot.At.In(civil.Baku))
			}
		}
		if len(one.Times) > 0 {
			days = append(days, one)
		}
	}
	return days
}
