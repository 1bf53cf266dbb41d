package regime

import (
	"time"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/problem"
	"dost/server/queue"
)

// Command is an instruction of a manager. Decide turns it into an event or refuses it
// with a *problem.Error.
type Command interface {
	queue.AnyCommand
	command()
}

// The commands. A Rev that is not zero must be the regime's present one, else
// CodeChanged: of two managers who amend one regime at once the second is told.
type (
	// Enact enters a new regime. One that would have begun already begins now.
	Enact struct{ Regime Regime }
	// Amend replaces a regime that has not ended. Once it has begun, its
	// beginning stays.
	Amend struct {
		Regime Regime // with its ID
		Rev    uint64
	}
	// End ends a regime that has begun; At in the past (or zero) means now.
	End struct {
		ID  string
		At  time.Time
		Rev uint64
	}
	// Withdraw takes back a regime before it begins.
	Withdraw struct {
		ID  string
		Rev uint64
	}
	// Restore takes back the override of a day.
	Restore struct{ Day civil.Day }
	// SetHours replaces the ordinary hours.
	SetHours struct{ Hours Hours }
)

func (Enact) command()    {}
func (Amend) command()    {}
func (End) command()      {}
func (Withdraw) command() {}
func (Override) command() {}
func (Restore) command()  {}
func (SetHours) command() {}

func (Enact) IsCommand()    {}
func (Amend) IsCommand()    {}
func (End) IsCommand()      {}
func (Withdraw) IsCommand() {}
func (Override) IsCommand() {}
func (Restore) IsCommand()  {}
func (SetHours) IsCommand() {}

// CloseNow is the command that closes a scope at once: a power cut, an alarm.
// The reason becomes the regime's name. Tickets that wait are told (Notify), visits
// booked meanwhile get another time (Rebook).
func CloseNow(scope Scope, reason i18n.Text, until time.Time) Enact {
	return Enact{Regime{
		Name: reason, To: until, Scope: scope, Rules: Rules{Closed: true}, Waiting: Notify, Booked: Rebook,
	}}
}

// Decide answers a command: the event that it causes, or a *problem.Error. It
// does not change b.
func Decide(b *Book, meta event.Meta, c Command) ([]event.Event, error) {
	switch c := c.(type) {
	case Enact:
		return oneEvent(b.enact(meta.At, c.Regime))
	case Amend:
		return oneEvent(b.amend(meta.At, c))
	case End:
		return oneEvent(b.end(meta.At, c))
	case Withdraw:
		return oneEvent(b.withdraw(meta.At, c))
	case Override:
		return oneEvent(b.override(meta.At, c))
	case Restore:
		return oneEvent(b.restore(meta.At, c.Day))
	case SetHours:
		return oneEvent(b.setHours(c.Hours))
	}
	return nil, refuse(CodeUnknownKind, "no such command")
}

func oneEvent(e event.Event, refused *problem.Error) ([]event.Event, error) {
	if refused != nil {
		return nil, refused
	}
	return []event.Event{e}, nil
}

func (b *Book) enact(now time.Time, r Regime) (event.Event, *problem.Error) {
	live := b.list(func(r *Regime) bool { return r.To.After(now) })
	if len(live) >= MaxRegimes {
		return nil, refuse(CodeTooMany, "too many regimes are in force or to come", "limit", MaxRegimes)
	}
	r.ID, r.Rev = "", 0
	if r.From.IsZero() {
		r.From = now
	}
	r = r.inZone()
	if refused := check(r); refused != nil {
		return nil, refused
	}
	if r.From.Before(now) {
		r.From = now.In(civil.Baku)
	}
	return Enacted{r}, notPast(now, r)
}

func (b *Book) amend(now time.Time, c Amend) (event.Event, *problem.Error) {
	was, refused := b.current(now, c.Regime.ID, c.Rev)
	if refused != nil {
		return nil, refused
	}
	r := c.Regime.inZone()
	r.Rev = was.Rev
	if begun(was, now) {
		r.From = was.From
	}
	if refused := check(r); refused != nil {
		return nil, refused
	}
	if !begun(was, now) && r.From.Before(now) {
		r.From = now.In(civil.Baku)
	}
	return Amended{was, r}, notPast(now, r)
}

func (b *Book) end(now time.Time, c End) (event.Event, *problem.Error) {
	was, refused := b.current(now, c.ID, c.Rev)
	switch {
	case refused != nil:
		return nil, refused
	case !begun(was, now):
		return nil, refuse(CodeNotBegun, "the regime has not begun; withdraw it", "begins", was.From)
	case c.At.After(was.To):
		return nil, refuse(CodeRegimeEnded, "the regime ends before that", "ends", was.To)
	}
	r := was
	if r.To = c.At; r.To.Before(now) {
		r.To = now
	}
	return Ended{was, r.inZone()}, nil
}

func (b *Book) withdraw(now time.Time, c Withdraw) (event.Event, *problem.Error) {
	was, refused := b.current(now, c.ID, c.Rev)
	switch {
	case refused != nil:
		return nil, refused
	case begun(was, now):
		return nil, refuse(CodeRegimeBegun, "the regime has begun; end it", "began", was.From)
	}
	return Withdrawn{was}, nil
}

func (b *Book) override(now time.Time, o Override) (event.Event, *problem.Error) {
	switch {
	case !isDay(o.Day) || o.Day < civil.DayOf(now):
		return nil, refuse(CodeBadDay, "no such day, or one in the past", "day", o.Day)
	case o.Reason.Az == "":
		return nil, refuse(CodeReasonNeeded, "an exception of the calendar needs its reason")
	case tooLong(o.Reason):
		return nil, refuse(CodeTooMuch, "the reason is too long", "field", "reason", "limit", maxText)
	case unprintable(o.Reason):
		return nil, refuse(CodeBadText, "the reason has control characters", "field", "reason")
	case o.Working && o.Holiday:
		return nil, refuse(CodeOverrideHoliday, "a working day cannot be a holiday")
	}
	return Overridden{Day: o.Day, Before: b.overrideOf(o.Day), After: &o}, nil
}

func (b *Book) restore(now time.Time, day civil.Day) (event.Event, *problem.Error) {
	was := b.overrideOf(day)
	switch {
	case was == nil:
		return nil, refuse(CodeOverrideNeeded, "the day has no override", "day", day)
	case day < civil.DayOf(now):
		return nil, refuse(CodeBadDay, "the day is past", "day", day)
	}
	return Overridden{Day: day, Before: was}, nil
}

func (b *Book) setHours(h Hours) (event.Event, *problem.Error) {
	for day, spans := range h.Week {
		if refused := checkSpans(spans, "week", day); refused != nil {
			return nil, refused
		}
	}
	return HoursSet{b.Hours(), h}, nil
}

// current is a regime that can still be changed by one who saw it at rev.
func (b *Book) current(now time.Time, id string, rev uint64) (Regime, *problem.Error) {
	r, ok := b.Regime(id)
	switch {
	case !ok:
		return r, refuse(CodeUnknownRegime, "no such regime", "regime", id)
	case rev != 0 && rev != r.Rev:
		return r, refuse(CodeChanged, "the regime was changed meanwhile", "rev", r.Rev)
	case !r.To.After(now):
		return r, refuse(CodeRegimeEnded, "the regime has ended", "ended", r.To)
	}
	return r, nil
}

func (b *Book) overrideOf(day civil.Day) *Override {
	b.mu.Lock()
	defer b.mu.Unlock()
	if o, ok := b.overrides[day]; ok {
		return &o
	}
	return nil
}

func begun(r Regime, now time.Time) bool { return !r.From.After(now) }

func notPast(now time.Time, r Regime) *problem.Error {
	if !r.To.After(now) {
		return refuse(CodeRegimePast, "the regime would have ended already", "to", r.To)
	}
	return nil
}
