package appointment

import (
	"time"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/queue"
	"dost/server/regime"
)

// Arriving is the booking that a check-in means, for whom a ticket may be issued
// now. With late it is a walk-in's ticket: the limit has passed. rule is the regime's
// answer for the channel by which the visitor is then received.
func (s *State) Arriving(h Environment, at time.Time, c CheckIn) (b Booking, late bool, err error) {
	now := present(h, at)
	found, err := s.named(now, c)
	if err != nil {
		return b, false, err
	}
	b = *found
	switch b.Status {
	case CheckedIn, Late:
		label := ""
		if t, ok := h.Queue.Ticket(b.Ticket); ok {
			label = t.Label
		}
		return b, false, refuse(CodeCheckedIn, facts{"number": label}, "booking %d has its ticket", b.ID)
	case Cancelled:
		return b, false, refuse(CodeAppointmentEnded, facts{"status": b.Status}, "booking %d is cancelled",
			b.ID)
	}
	rules := s.rules(h, &b)
	from, until := b.At.Add(-minutes(rules.Early)), b.At.Add(minutes(rules.Late))
	// Nobody is received before the door is open for the channel.
	if v := h.Regime.At(from, b.query()); !v.Admit && !v.Until.IsZero() && !v.Until.After(b.At) {
		from = v.Until
	}
	when := facts{"at": b.At.In(civil.Baku), "from": from.In(civil.Baku), "until": until.In(civil.Baku)}
	switch {
	case now.Before(from):
		delete(when, "until")
		return b, false, refuse(CodeTooEarly, when, "booking %d is for later", b.ID)
	case !now.After(until):
		return b, false, nil
	case rules.LateCancelled:
		delete(when, "from")
		return b, false, refuse(CodeMissed, when, "booking %d was to be taken by then", b.ID)
	}
	return b, true, nil
}

// named is the booking that a check-in means: of several, the one of today that is
// open and nearest to now, else the next one at all.
func (s *State) named(now time.Time, c CheckIn) (*Booking, error) {
	if c.Code != "" {
		code, ok := ParseCode(c.Code)
		if !ok {
			return nil, refuse(CodeBadCode, nil, "a digit of the code is missing or wrong")
		}
		if b := s.codes[code]; b != nil {
			return b, nil
		}
		return nil, refuse(CodeUnknownAppointment, nil, "no booking has this code")
	}
	var best *Booking
	for _, id := range c.IDs {
		if b := s.byID[id]; b != nil && (best == nil || nearer(b, best, now)) {
			best = b
		}
	}
	if best == nil {
		return nil, refuse(CodeUnknownAppointment, nil, "none of the bookings is known")
	}
	return best, nil
}

// nearer compares two bookings of one visitor: one that is open goes before one that
// has ended, then the one whose time is nearer to now.
func nearer(a, b *Booking, now time.Time) bool {
	if a.open() != b.open() {
		return a.open()
	}
	x, y := a.At.Sub(now).Abs(), b.At.Sub(now).Abs()
	return x < y || x == y && a.ID < b.ID
}

// rules are the slots' rules at a booking's time, as the regimes stand now.
func (s *State) rules(h Environment, b *Booking) regime.Slots {
	return slotsOf(h.Regime.At(b.At, b.query()))
}

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

// RemindBefore is how long before the time a reminder falls due. Who booked later
// than that, or at most sparedBefore earlier, gets none: the call is still in mind.
const (
	RemindBefore = 24 * time.Hour
	sparedBefore = 6 * time.Hour
)

// Lapse is what time alone causes: bookings whose limit has passed are missed, and
// reminders fall due. It belongs before the engine's Tick, since a new business day
// lets the bookings of the day before go.
func Lapse(s *State, h Environment, meta event.Meta) []event.Event {
	now := present(h, meta.At)
	var events []event.Event
	for _, b := range s.order {
		if b.At.Sub(now) > RemindBefore {
			break
		}
		if b.Status != Booked {
			continue
		}
		if now.After(b.At) {
			if now.After(b.At.Add(minutes(s.rules(h, b).Late))) {
				events = append(events, WasMissed{b.ID})
			}
			continue
		}
		if b.remindable() && b.At.Sub(b.BookedAt) > RemindBefore+sparedBefore {
			events = append(events, ReminderFellDue{b.ID})
		}
	}
	return events
}

// Tally counts the bookings of a business day.
type Tally struct {
	Booked, CheckedIn, Late, Missed, Cancelled int
}

// Tally counts the bookings of the business day that holds t, of one direction or,
// with "", of all.
func (s *State) Tally(d queue.DirectionID, t time.Time) (y Tally) {
	day := Midnight(t)
	for _, b := range s.Between(day, day.AddDate(0, 0, 1)) {
		if d != "" && b.Direction != d {
			continue
		}
		switch b.Status {
		case Booked:
			y.Booked++
		case CheckedIn:
			y.CheckedIn++
		case Late:
			y.Late++
		case Missed:
			y.Missed++
		case Cancelled:
			y.Cancelled++
		}
	}
	return y
}
