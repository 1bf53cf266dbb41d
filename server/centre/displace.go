package centre

import (
	"slices"
	"strconv"
	"time"

	"dost/server/appointment"
	"dost/server/event"
	"dost/server/regime"
)

// rule changes the rules and, by the same command, does to the visits booked before what
// the change says: so that none is lost between the two.
func (s *State) rule(meta event.Meta, c regime.Command) ([]event.Event, error) {
	events, err := regime.Decide(s.Regime, meta, c)
	if err != nil {
		return nil, err
	}
	if r, ok := ruled(events[0]); ok {
		if err := s.Knows(r); err != nil {
			return nil, err
		}
	}
	change := s.change(meta.At, events[0])
	for _, d := range s.Appointment.Displaced(s.environment(), meta.At, change) {
		events = append(events, d.Events(change.Regime)...)
	}
	return events, nil
}

// Displaced tells what a change of the rules that is decided at a moment, and not yet
// made, would do to the visits booked before, by their times.
func (s *State) Displaced(at time.Time, change event.Event) []appointment.Displacement {
	return s.Appointment.Displaced(s.environment(), at, s.change(at, change))
}

// change is an event of package regime as the bookings meet it. The calendar and the
// hours have no treatment of their own: whom they do not receive is told.
func (s *State) change(at time.Time, ev event.Event) appointment.Change {
	seq := s.Queue.Seq() + 1
	c := appointment.Change{Treatment: regime.Notify,
		After: s.Regime.After(event.Record{Seq: seq, At: at, Event: ev})}
	switch e := ev.(type) {
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
