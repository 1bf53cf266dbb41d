package appointment

import (
	"time"

	"dost/server/event"
)

// News is what the visitor of a booking is still to be told: by a message, where a
// system that sends them is connected, else by telephone. A booking has one at most;
// the newest is what counts.
type News struct {
	Kind   NewsKind  `json:"kind"`
	Since  time.Time `json:"since"`            // when it fell due
	Was    time.Time `json:"was,omitzero"`     // of a moved visit: the time that the visitor knows
	Regime string    `json:"regime,omitempty"` // that caused it
	Tried  int       `json:"tried,omitempty"`  // calls that nobody answered
	Failed Failure   `json:"failed,omitempty"` // why no message tells it; "" = none was tried
}

// NewsKind is what the news is about.
type NewsKind string

// The kinds of news.
const (
	Remind   NewsKind = "reminder"     // the visit is near
	Moved    NewsKind = "moved"        // the centre put the visit into another slot
	Unplaced NewsKind = "not-received" // the rules do not admit the visit at its time any more
	Received NewsKind = "received"     // they admit it after all: told to who was told of Unplaced
)

// Via is how a visitor gets news.
type Via string

// The ways to tell.
const (
	ByMessage   Via = "message"
	ByTelephone Via = "telephone"
)

// Failure is why a message could not tell the news, so that somebody has to call.
type Failure string

// The failures of messages.
const (
	NotAccepted Failure = "refused" // the system that sends them does not take it
	NotTaken    Failure = "silent"  // it has not taken it within TakenWithin
	NoTelephone Failure = "no-telephone"
)

// TakenWithin is how long a message may wait for the system that sends it, before
// its news is brought back to be told by telephone.
const TakenWithin = 30 * time.Minute

// ByHand tells whether the news is a person's to tell: it cannot go as a message, or
// there is no system that sends them.
func (b Booking) ByHand(messages bool) bool {
	return b.News != nil && (!messages || b.News.Failed != "")
}

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

func (b *Booking) owe(n News) {
	n.Was = exact(n.Was)
	if n.Kind == Remind {
		b.Reminder = ReminderDue
	}
	b.News = &n
}

// remindable tells whether a reminder makes sense: what is still to be told goes
// before it, and nobody is reminded of a visit that will not be received.
func (b *Booking) remindable() bool {
	return b.Reminder == "" && b.News == nil && b.Told != Unplaced
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

// cameBack makes one piece of news of what comes back and of what is to be told
// already: the newer kind, but never a reminder before a change; and, as the time that
// the visitor knows, the oldest. A refusal that was never heard, and is true no longer,
// is no news, nor is then what takes it back.
func (b *Booking) cameBack(e NewsCameBack) {
	older := News{Kind: e.News, Since: exact(e.Since), Was: e.Was, Regime: e.Regime}
	if e.News == Unplaced && b.News == nil && b.Told == Received {
		return
	}
	if e.News == Unplaced && b.News != nil && b.News.Kind == Received {
		b.Told, b.News = "", nil
		if older.Kind = Moved; older.Was.IsZero() {
			older.Kind = Remind
		}
		if older.Kind == Remind && b.Reminder == "" {
			return // its time is still to come
		}
	}
	n := older
	if b.News != nil {
		n = *b.News
		if n.Failed != "" && !older.Since.Before(n.Since) { // they come back in their order
			older, n = n, older
			n.Tried = older.Tried
		}
		if n.Kind == Remind && older.Kind != Remind {
			n.Kind, n.Regime = older.Kind, older.Regime
		}
		if n.Since = older.Since; !older.Was.IsZero() {
			n.Was = older.Was
		}
	}
	b.Told, n.Failed = "", e.Why
	b.owe(n)
}
