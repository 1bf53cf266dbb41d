package hall

import (
	"slices"
	"strconv"
	"time"

	"dost/server/appointment"
	"dost/server/queue"
	"dost/server/regime"
)

// rule changes the rules and, in the same order, does to the visits booked before what
// the change says: so that none is lost between the two.
func (s *State) rule(turn queue.Turn, c regime.Command) ([]queue.Event, error) {
	events, err := regime.Decide(s.Regime, turn, c)
	if err != nil {
		return nil, err
	}
	change := s.change(turn.At, events[0])
	for _, d := range s.Appointment.Displaced(s.house(), turn.At, change) {
		events = append(events, d.Events(change.Regime)...)
	}
	return events, nil
}

// Displaced tells what a change of the rules that is decided at a moment, and not yet
// made, would do to the visits booked before, by their times.
func (s *State) Displaced(at time.Time, change queue.Event) []appointment.Displacement {
	return s.Appointment.Displaced(s.house(), at, s.change(at, change))
}

// change is an event of package regime as the bookings meet it. The calendar and the
// hours have no treatment of their own: whom they do not receive is told.
func (s *State) change(at time.Time, event queue.Event) appointment.Change {
	seq := s.Queue.Seq() + 1
	c := appointment.Change{Treatment: regime.Notify, After: s.Regime.After(queue.Record{Seq: seq, At: at, Event: event})}
	switch e := event.(type) {
	case regime.Enacted:
		c.Regime, c.Treatment = "r"+strconv.FormatUint(seq, 10), e.Regime.OfVisits()
		c.From, c.To = e.Regime.From, e.Regime.To
	case regime.Amended:
		c.Regime, c.Treatment = e.After.ID, e.After.OfVisits()
		c.From = slices.MinFunc([]time.Time{e.Before.From, e.After.From}, time.Time.Compare)
		c.To = slices.MaxFunc([]time.Time{e.Before.To, e.After.To}, time.Time.Compare)
	case regime.Ended:
		c.Regime, c.From, c.To = e.Before.ID, e.Before.From, e.Before.To
	case regime.Withdrawn:
		c.Regime, c.From, c.To = e.Before.ID, e.Before.From, e.Before.To
	}
	return c
}
