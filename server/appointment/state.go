package appointment

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/notification"
	"dost/server/queue"
)

// State is every booking from today on. Only Apply changes it. It is not safe for
// concurrent use: the centre guards it.
type State struct {
	order []*Booking // by time, ties by id
	byID  map[ID]*Booking
	codes map[string]*Booking

	instead map[queue.TicketID]*Booking // by the ticket given up
}

// New is a state without a booking.
func New() *State {
	return &State{byID: map[ID]*Booking{}, codes: map[string]*Booking{},
		instead: map[queue.TicketID]*Booking{}}
}

// Booking is a copy of a booking.
func (s *State) Booking(id ID) (Booking, bool) {
	if b := s.byID[id]; b != nil {
		return *b, true
	}
	return Booking{}, false
}

// Coded is the booking with a code, as ParseCode gives it.
func (s *State) Coded(code string) (Booking, bool) {
	if b := s.codes[code]; b != nil {
		return *b, true
	}
	return Booking{}, false
}

// Instead is the booking for which a visitor gave up a ticket.
func (s *State) Instead(ticket queue.TicketID) (Booking, bool) {
	if b := s.instead[ticket]; b != nil {
		return *b, true
	}
	return Booking{}, false
}

// Between are the bookings whose time is from one moment until just before another,
// by time.
func (s *State) Between(from, to time.Time) []Booking {
	var list []Booking
	for _, b := range s.order[s.first(from):] {
		if !b.At.Before(to) {
			break
		}
		list = append(list, *b)
	}
	return list
}

// first is the index of the first booking at or after t.
func (s *State) first(t time.Time) int {
	i, _ := slices.BinarySearchFunc(s.order, t, func(b *Booking, t time.Time) int {
		if b.At.Before(t) {
			return -1
		}
		return 1
	})
	return i
}

// InHour counts the places that bookings take of a direction's tickets in the clock
// hour that holds t, and InDay in its business day; but for one booking (0 = none).
func (s *State) InHour(d queue.DirectionID, t time.Time, but ID) int {
	hour := t.Truncate(time.Hour)
	return s.taken(d, hour, hour.Add(time.Hour), but)
}

// InDay: see InHour.
func (s *State) InDay(d queue.DirectionID, t time.Time, but ID) int {
	day := Midnight(t)
	return s.taken(d, day, day.AddDate(0, 0, 1), but)
}

func (s *State) taken(d queue.DirectionID, from, to time.Time, but ID) int {
	n := 0
	for _, b := range s.order[s.first(from):] {
		if !b.At.Before(to) {
			break
		}
		if b.Direction == d && b.takes() && b.ID != but {
			n++
		}
	}
	return n
}

// Midnight is the beginning of the business day that holds t.
func Midnight(t time.Time) time.Time {
	y, m, d := t.In(civil.Baku).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, civil.Baku)
}

// Apply brings the state one record on; events of other packages are ignored, but
// for a new business day, which lets the bookings of days gone by go.
func (s *State) Apply(r event.Record) {
	switch e := r.Event.(type) {
	case queue.DayOpened:
		s.forget(e.Day)
	case WasBooked:
		s.add(&Booking{
			ID: ID(r.Seq), Code: e.Code, Direction: e.Direction, Service: e.Service, Group: e.Group,
			Language: e.Language, Channel: e.Channel, At: exact(e.At), Minutes: e.Minutes, Rule: e.Rule,
			Status: Booked, BookedAt: exact(r.At), Instead: e.Instead,
		})
	case WasMoved:
		b := s.mustFind(e.ID, r)
		s.order = slices.DeleteFunc(s.order, func(x *Booking) bool { return x == b })
		b.At, b.Minutes, b.Rule, b.BookedAt = exact(e.At), e.Minutes, e.Rule, exact(r.At)
		b.Status, b.Reminder, b.Pending, b.Heard, b.MovedBy = Booked, "", nil, "", e.Regime
		b.Placed = r.Seq
		s.add(b)
	case WasCancelled:
		b := s.mustFind(e.ID, r)
		b.Status, b.Pending = Cancelled, nil
	case CameIn:
		b := s.mustFind(e.ID, r)
		b.Status, b.Ticket, b.Pending = CheckedIn, e.Ticket, nil
		if e.Late {
			b.Status = Late
		}
	case WasMissed:
		b := s.mustFind(e.ID, r)
		b.Status, b.Pending = Missed, nil
	case ReminderFellDue:
		s.mustFind(e.ID, r).setPending(notification.Pending{Kind: notification.Reminder, Since: exact(r.At)})
	case ReminderTaken:
		s.mustFind(e.ID, r).notified(exact(r.At))
	case NotificationFellDue:
		s.mustFind(e.ID, r).setPending(notification.Pending{Kind: e.Notification, Since: exact(r.At),
			Was: e.Was, Regime: e.Regime})
	case Notified:
		s.mustFind(e.ID, r).notified(exact(r.At))
	case NotificationDropped:
		s.mustFind(e.ID, r).Pending = nil
	case NotReached:
		news := *s.mustFind(e.ID, r).Pending // a copy: whoever reads the state may hold the former
		news.Tried++
		s.mustFind(e.ID, r).Pending = &news
	case NotificationReturned:
		s.mustFind(e.ID, r).returned(e)
	}
}

// mustFind is the booking that an event names; a journal that names what is not there is broken.
func (s *State) mustFind(id ID, r event.Record) *Booking {
	if b := s.byID[id]; b != nil {
		return b
	}
	panic(fmt.Sprintf("appointment: record %d names booking %d, which is not known", r.Seq, id))
}

func (s *State) add(b *Booking) {
	i, _ := slices.BinarySearchFunc(s.order, b, func(a, b *Booking) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
	})
	s.order = slices.Insert(s.order, i, b)
	s.byID[b.ID], s.codes[b.Code] = b, b
	if b.Instead != 0 {
		s.instead[b.Instead] = b
	}
}

func (s *State) forget(today civil.Day) {
	s.order = slices.DeleteFunc(s.order, func(b *Booking) bool {
		past := civil.DayOf(b.At) < today
		if past {
			delete(s.byID, b.ID)
			delete(s.codes, b.Code)
			delete(s.instead, b.Instead)
		}
		return past
	})
}

// exact is a moment as journals keep it.
func exact(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// MarshalJSON writes the snapshot: every booking, by time.
func (s *State) MarshalJSON() ([]byte, error) {
	list := s.order
	if list == nil {
		list = []*Booking{}
	}
	b, err := json.Marshal(list)
	if err != nil {
		return nil, fmt.Errorf("appointment: write snapshot: %w", err)
	}
	return b, nil
}

// UnmarshalJSON replaces the state by a snapshot's.
func (s *State) UnmarshalJSON(body []byte) error {
	var list []*Booking
	if err := json.Unmarshal(body, &list); err != nil {
		return fmt.Errorf("appointment: read snapshot: %w", err)
	}
	n := New()
	for _, b := range list {
		b.At, b.BookedAt = exact(b.At), exact(b.BookedAt)
		n.add(b)
	}
	*s = *n
	return nil
}
