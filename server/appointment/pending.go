package appointment

import (
	"time"

	"dost/server/event"
	"dost/server/notification"
)

// Pending are the bookings whose visitors are still to be told something, by time.
func (s *State) Pending() []Booking {
	var list []Booking
	for _, b := range s.order {
		if b.Pending != nil {
			list = append(list, *b)
		}
	}
	return list
}

func (b *Booking) setPending(n notification.Pending) {
	n.Was = exact(n.Was)
	if n.Kind == notification.Reminder {
		b.Reminder = ReminderDue
	}
	b.Pending = &n
}

// remindable tells whether a reminder makes sense: what is still to be told goes
// before it, and nobody is reminded of a visit that will not be received.
func (b *Booking) remindable() bool {
	return b.Reminder == "" && b.Pending == nil && b.Heard != notification.NotReceived
}

// notified is that the visitor has the notification, at a moment. Who is told within the time of
// the reminder needs none besides.
func (b *Booking) notified(at time.Time) {
	if b.Pending != nil {
		b.Heard = b.Pending.Kind
	}
	b.Pending = nil
	if b.At.Sub(at) <= RemindBefore {
		b.Reminder = ReminderSent
	}
	if b.Reminder == ReminderDue {
		b.Reminder = ReminderSent
	}
}

func (s *State) notify(c Notify) []event.Event {
	var events []event.Event
	for _, id := range c.IDs {
		b := s.byID[id]
		if b == nil || b.Pending == nil {
			continue
		}
		events = append(events, Notified{
			ID: id, Notification: b.Pending.Kind, Via: c.Via, Language: b.Language, Direction: b.Direction,
			Code: b.Code,
			At:   b.At, Was: b.Pending.Was, Regime: b.Pending.Regime,
		})
	}
	return events
}

func (s *State) recordNoAnswer(c RecordNoAnswer) ([]event.Event, error) {
	b := s.byID[c.ID]
	if b == nil {
		return nil, refuse(CodeUnknownAppointment, nil, "no booking %d", c.ID)
	}
	if b.Pending == nil {
		return nil, nil
	}
	return []event.Event{NotReached(c)}, nil
}

// returnNotification brings a notification back that no message could tell. Where a newer notification has
// taken
// its place, that one is to be told by telephone as well, and the time that the
// visitor knows is still the older. A visit that is over needs no notification.
func (s *State) returnNotification(now time.Time, c ReturnNotification) []event.Event {
	b := s.byID[c.Notified.ID]
	if b == nil || b.Status != Booked || !now.Before(b.At) {
		return nil
	}
	return []event.Event{NotificationReturned{
		ID: b.ID, Notified: c.Record, Notification: c.Notified.Notification, Since: exact(c.Since),
		Was: c.Notified.Was, Regime: c.Notified.Regime, Failure: c.Failure,
	}}
}

// returned makes one of what comes back and of what is to be told already.
func (b *Booking) returned(e NotificationReturned) {
	back := notification.Pending{Kind: e.Notification, Since: exact(e.Since), Was: e.Was, Regime: e.Regime,
		Failed: e.Failure}
	remains, heard := notification.Returned(back, b.Pending, b.Heard, b.Reminder != "")
	b.Heard, b.Pending = heard, nil
	if remains != nil {
		b.setPending(*remains)
	}
}
