package appointment

import (
	"time"

	"dost/server/event"
	"dost/server/notification"
)

// Untold are the bookings whose visitors are still to be told something, by time.
func (s *State) Untold() []Booking {
	var list []Booking
	for _, b := range s.order {
		if b.News != nil {
			list = append(list, *b)
		}
	}
	return list
}

func (b *Booking) owe(n notification.Pending) {
	n.Was = exact(n.Was)
	if n.Kind == notification.Reminder {
		b.Reminder = ReminderDue
	}
	b.News = &n
}

// remindable tells whether a reminder makes sense: what is still to be told goes
// before it, and nobody is reminded of a visit that will not be received.
func (b *Booking) remindable() bool {
	return b.Reminder == "" && b.News == nil && b.Told != notification.NotReceived
}

// told is that the visitor has the news, at a moment. Who is told within the time of
// the reminder needs none besides.
func (b *Booking) told(at time.Time) {
	if b.News != nil {
		b.Told = b.News.Kind
	}
	b.News = nil
	if b.At.Sub(at) <= RemindBefore {
		b.Reminder = ReminderSent
	}
	if b.Reminder == ReminderDue {
		b.Reminder = ReminderSent
	}
}

func (s *State) tell(c Tell) []event.Event {
	var events []event.Event
	for _, id := range c.IDs {
		b := s.byID[id]
		if b == nil || b.News == nil {
			continue
		}
		events = append(events, NewsTold{
			ID: id, News: b.News.Kind, Via: c.Via, Language: b.Language, Direction: b.Direction, Code: b.Code,
			At: b.At, Was: b.News.Was, Regime: b.News.Regime,
		})
	}
	return events
}

func (s *State) tryInVain(c TryInVain) ([]event.Event, error) {
	b := s.byID[c.ID]
	if b == nil {
		return nil, refuse(CodeUnknownAppointment, nil, "no booking %d", c.ID)
	}
	if b.News == nil {
		return nil, nil
	}
	return []event.Event{NotReached(c)}, nil
}

// giveBack brings news back that no message could tell. Where newer news has taken
// its place, that one is to be told by telephone as well, and the time that the
// visitor knows is still the older. A visit that is over needs no news.
func (s *State) giveBack(now time.Time, c GiveBack) []event.Event {
	b := s.byID[c.Told.ID]
	if b == nil || b.Status != Booked || !now.Before(b.At) {
		return nil
	}
	return []event.Event{NewsCameBack{
		ID: b.ID, Told: c.Record, News: c.Told.News, Since: exact(c.Since), Was: c.Told.Was, Regime: c.Told.Regime, Why: c.Why,
	}}
}

// cameBack makes one of what comes back and of what is to be told already.
func (b *Booking) cameBack(e NewsCameBack) {
	back := notification.Pending{Kind: e.News, Since: exact(e.Since), Was: e.Was, Regime: e.Regime, Failed: e.Why}
	remains, heard := notification.Returned(back, b.News, b.Told, b.Reminder != "")
	b.Told, b.News = heard, nil
	if remains != nil {
		b.owe(*remains)
	}
}
