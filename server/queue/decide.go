package queue

import (
	"fmt"
	"time"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/problem"
)

// Decide answers a command: the events that it causes, or a *problem.Error. It does
// not change s, and reads nothing but its arguments.
//
// A turn in a later business day than the state's puts DayOpened before the
// command's own events, which are then decided on the empty day. A turn before
// the state's Now is decided at Now, so neither a day nor a duration ever goes
// back. On success there is at least one event, except for a Tick with nothing
// to do.
func Decide(s *State, meta event.Meta, c Command) ([]event.Event, error) {
	at := s.clamp(meta.At)
	day := civil.DayOf(at)
	if day <= s.day {
		return decision{s, at}.decide(c)
	}
	opened := DayOpened{day}
	if _, tick := c.(Tick); tick {
		return []event.Event{opened}, nil
	}
	events, err := decision{s.opened(day, at), at}.decide(c)
	if err != nil {
		return nil, err
	}
	return append([]event.Event{opened}, events...), nil
}

// decision is one turn: the state that it may read, and its time.
type decision struct {
	*State
	at time.Time
}

func (d decision) decide(c Command) ([]event.Event, error) {
	switch c := c.(type) {
	case Issue:
		return d.issue(c)
	case OpenDesk:
		return d.openDesk(c)
	case LeaveDesk:
		return d.leaveDesk(c)
	case Pause:
		return d.pause(c)
	case Unpause:
		return d.unpause(c)
	case Call:
		return d.call(c)
	case CallChosen:
		return d.callChosen(c)
	case Recall:
		return d.recall(c)
	case Arrive:
		return d.arrive(c)
	case NoShow:
		return d.noShow(c)
	case Hold:
		return d.hold(c)
	case Resume:
		return d.resume(c)
	case Requeue:
		return d.requeue(c)
	case Transfer:
		return d.transfer(c)
	case Finish:
		return d.finish(c)
	case Cancel:
		return d.cancel(c)
	case Undo:
		return d.takeBack(c)
	case Tick:
		return d.tick(), nil
	case Configure:
		return d.reconfigure(c)
	}
	panic(fmt.Sprintf("queue: no decision for command %T", c))
}

// issue gives the next number of the direction's series and tells the visitor
// what awaits him.
func (d decision) issue(c Issue) ([]event.Event, error) {
	l := d.lines[c.Direction]
	if l == nil {
		return nil, refuse(CodeUnknownDirection, facts{"direction": c.Direction}, "no direction %q",
			c.Direction)
	}
	group := d.groups[c.Group]
	if c.Group != "" && group.ID == "" {
		return nil, refuse(CodeUnknownGroup, facts{"group": c.Group}, "no group %q", c.Group)
	}
	chosen, known := i18n.Chosen(c.Language)
	if !known {
		return nil, refuse(CodeBadLanguage, nil, "language %q is none of %s", c.Language, i18n.Listed())
	}
	c.Language = chosen
	if l.Off {
		return nil, refuse(CodeClosed, facts{"direction": c.Direction}, "direction %q is switched off",
			c.Direction)
	}
	if c.Rule.Refuse != "" {
		return nil, refuse(c.Rule.Refuse, facts{"direction": c.Direction, "rule": c.Rule.ID},
			"the regime in force does not admit")
	}
	rank := d.at.Add(-group.HeadStart)
	if !c.Appointment.IsZero() {
		c.Appointment = exact(c.Appointment)
		rank = latest(d.at, c.Appointment)
	}
	if c.Return != 0 {
		earlier, err := d.returning(c)
		if err != nil {
			return nil, err
		}
		if rank = earliest(rank, earlier.Rank); c.Service == "" {
			c.Service = earlier.Service
		}
	}
	ticket := Ticket{
		ID: TicketID(d.seq + 1), Direction: c.Direction, Group: c.Group, Rank: rank,
		Appointment: c.Appointment, Due: falls(c.Appointment, d.at),
	}
	ahead := l.ahead(&ticket)
	return []event.Event{Issued{
		Direction: c.Direction, Number: l.issued + 1, Label: Label(l.Prefix, l.issued+1),
		Service: c.Service, Group: c.Group, Language: c.Language, Track: c.Track, Rule: c.Rule.ID,
		Rank: rank, Ahead: ahead, Estimate: d.expected(&ticket, ahead, d.at),
		Return: c.Return, Appointment: c.Appointment,
	}}, nil
}

// falls tells whether an appointment is due at a time; no appointment never is.
func falls(appointment, at time.Time) bool {
	return !appointment.IsZero() && !at.Before(appointment.Add(-DueBefore))
}

// returning is the earlier ticket of a visitor who is back with what was missing.
// It lends its rank once; the new ticket can lend it in its turn, if something is
// missing again and the desk lets the visitor come back.
func (d decision) returning(c Issue) (*ticket, error) {
	t := d.tickets.at(c.Return)
	if t == nil || t.Status != Finished || t.Direction != c.Direction {
		return nil, refuse(CodeBadReturn, nil, "ticket %d is no finished visit of today in %q", c.Return,
			c.Direction)
	}
	if d.returned[t.ID] {
		return nil, refuse(CodeReturnUsed, nil, "ticket %s has lent its rank already", t.Label)
	}
	return t, nil
}

func latest(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

func earliest(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func (d decision) reconfigure(c Configure) ([]event.Event, error) {
	if err := c.Config.Validate(); err != nil {
		return nil, err
	}
	if err := d.inUse(&c.Config); err != nil {
		return nil, err
	}
	return []event.Event{Configured{c.Config.clone()}}, nil
}

// tick does what time alone causes.
func (d decision) tick() []event.Event {
	var events []event.Event
	for _, l := range d.directionList {
		events = append(events, d.due(&l.line)...)
	}
	for _, k := range d.deskList {
		events = append(events, d.due(&k.own)...)
		if k.Active != 0 && d.config.NoShowAfter > 0 {
			if t := d.tickets.at(k.Active); t.Status == Called &&
				d.at.Sub(t.AnnouncedAt) >= d.config.NoShowAfter {
				events = append(events, NoShowed{Ticket: t.ID})
			}
		}
		if k.Agent == "" && !k.own.empty() {
			events = append(events, d.abandoned(k)...)
		}
	}
	return events
}

// due lets the appointments of a line fall due whose time has come.
func (d decision) due(l *line) []event.Event {
	var events []event.Event
	for _, t := range l.early {
		if falls(t.Appointment, d.at) {
			events = append(events, FellDue{t.ID})
		}
	}
	return events
}

// abandoned gives the tickets that wait for an empty desk to their direction's
// line, when nobody has sat there for EmptyDesk or will sit there at all.
func (d decision) abandoned(k *desk) []event.Event {
	var events []event.Event
	for _, t := range k.own.first(k.own.len()) {
		since := t.KeptSince
		if k.Since.After(since) {
			since = k.Since
		}
		if k.off || d.at.Sub(since) > EmptyDesk {
			events = append(events, Transferred{Ticket: t.ID, Direction: t.Direction})
		}
	}
	return events
}

// facts are the facts of an Error.
type facts = map[string]any

func refuse(code problem.Code, f facts, format string, args ...any) error {
	return &problem.Error{Code: code, Detail: fmt.Sprintf(format, args...), Facts: f}
}

// outcomes of a visit, in the order of architecture, The contract.
var outcomes = []Outcome{Registered, Refused, SentOn, Listed, Consulted, NotServed}
