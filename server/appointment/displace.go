package appointment

import (
	"time"

	"dost/server/event"
	"dost/server/notification"
	"dost/server/regime"
)

// Change is a change of the rules, before it is made.
type Change struct {
	After     *regime.Book     // the rules as they will be; Environment.Regime is as they are
	Regime    string           // the regime that changes; "" = the calendar or the hours
	Treatment regime.Treatment // of the visits that it does not receive
	From, To  time.Time        // the time that it concerns; a zero To = all that comes
}

// Displacement is what a change does to one visit.
type Displacement struct {
	Booking Booking // as it was
	Effect  Effect
	Slot    Slot // of a visit that is Put elsewhere
}

// Effect is the sort of a displacement.
type Effect string

// The effects.
const (
	Honoured Effect = "kept"  // honoured, though nobody else is received then
	Moved    Effect = "moved" // into another slot
	// to be told that it is not received: no slot was found, or none was looked for
	Unplaced Effect = "unplaced"
	// received again: what was not told is dropped, and who was told otherwise is told
	Readmitted Effect = "readmitted"
)

// Displaced tells what a change does to the visits booked before, by their times: all
// those that the rules received and will not receive, and those refused before, told or
// not yet, which they will receive. It changes nothing, and depends on nothing but its
// arguments.
func (s *State) Displaced(h Environment, at time.Time, c Change) []Displacement {
	now := present(h, at)
	after := h
	after.Regime = c.After
	d := &planner{s: s, h: after, now: now, pages: map[directionDay]*dayVisits{},
		slots: map[queryDay][]Slot{}, last: map[regime.Query]time.Time{}, full: map[regime.Query]bool{}}
	var list []Displacement
	for _, b := range s.order[s.first(Midnight(now)):] {
		when := b.At
		if when.Before(now) {
			when = now // its visitor may still come
		}
		if b.Status != Booked || when.Before(c.From) || !c.To.IsZero() && !when.Before(c.To) {
			continue
		}
		if does, ok := s.effect(h, b, when, c); ok {
			one := Displacement{Booking: *b, Effect: does}
			if does == Moved {
				if one.Slot, ok = d.place(b); !ok {
					one.Effect = Unplaced
				}
			}
			list = append(list, one)
		}
	}
	return list
}

// effect is what the change does to one visit, if anything; Put is still to be tried.
func (s *State) effect(h Environment, b *Booking, when time.Time, c Change) (Effect, bool) {
	untold := b.Pending != nil && b.Pending.Kind == notification.NotReceived
	otherwise := b.Pending == nil && b.Heard == notification.NotReceived
	why, v := s.Receives(c.After, *b, when)
	before, _ := s.Receives(h.Regime, *b, when)
	if why == "" {
		switch {
		case untold, otherwise: // also if he came within a limit before, by a place that became free
			return Readmitted, true
		case !v.Admit && decides(v, c.Regime):
			return Honoured, true
		}
		return "", false
	}
	switch {
	case c.Treatment == regime.Rebook && (before == "" || untold && decides(v, c.Regime)):
		return Moved, true
	case before == "":
		return Unplaced, true
	}
	return "", false
}

// decides tells whether a regime is among those that a verdict names.
func decides(v regime.Verdict, id string) bool {
	for _, why := range v.Reasons {
		if id != "" && why.Regime == id {
			return true
		}
	}
	return false
}

// Events are what the displacement makes of the booking, under the regime that caused
// it. Whoever is moved back to the time that he knows of needs no notification.
func (d Displacement) Events(by string) []event.Event {
	b := &d.Booking
	known := b.known()
	switch d.Effect {
	case Moved:
		events := []event.Event{WasMoved{ID: b.ID, At: exact(d.Slot.At), Minutes: d.Slot.Minutes,
			Rule: d.Slot.Rule, Regime: by}}
		if !known.Equal(d.Slot.At) {
			events = append(events, NotificationFellDue{ID: b.ID, Notification: notification.Moved,
				Was: known, Regime: by})
		}
		return events
	case Unplaced:
		switch {
		case b.Pending != nil && b.Pending.Kind == notification.NotReceived:
			return nil // it is to be told already
		case b.Heard == notification.NotReceived && b.Pending == nil:
			return nil // it is known
		case b.Heard == notification.NotReceived:
			// what took it back, and nobody has heard, is true no longer
			return []event.Event{NotificationDropped{b.ID}}
		}
		news := NotificationFellDue{ID: b.ID, Notification: notification.NotReceived, Regime: by}
		if !known.Equal(b.At) {
			news.Was = known
		}
		return []event.Event{news}
	case Readmitted:
		if b.Pending == nil { // who was told otherwise would stay at home
			return []event.Event{NotificationFellDue{ID: b.ID, Notification: notification.Received,
				Regime: by}}
		}
		// What the refusal took the place of is to be told again.
		events := []event.Event{NotificationDropped{b.ID}}
		if !known.Equal(b.At) {
			events = append(events, NotificationFellDue{ID: b.ID, Notification: notification.Moved,
				Was: known, Regime: b.MovedBy})
		} else if b.Reminder == ReminderDue {
			events = append(events, ReminderFellDue{b.ID})
		}
		return events
	}
	return nil
}

// known is the time that the visitor knows: of a visit moved and not yet told, the
// one before.
func (b *Booking) known() time.Time {
	if b.Pending != nil && !b.Pending.Was.IsZero() {
		return b.Pending.Was
	}
	return b.At
}
