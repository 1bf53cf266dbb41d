package volunteer

import (
	"fmt"
	"time"

	"dost/server/event"
	"dost/server/i18n"
	"dost/server/queue"
)

// ComeWithin is how long a place waits for a volunteer who has taken its call before
// it may call again.
const ComeWithin = 5 * time.Minute

// Decide answers a command: its events, or a *problem.Error. q tells of tickets.
func Decide(s *State, q *queue.State, meta event.Meta, command Command) ([]event.Event, error) {
	switch c := command.(type) {
	case RequestHelp:
		return s.requestHelp(q, meta, c)
	case Cancel:
		open, ok := s.At(c.Origin)
		if !ok {
			return nil, refuse(CodeNoCall, nil, "%s %s has no call", c.Origin.Kind, c.Origin.ID)
		}
		if open.Volunteer != "" {
			return nil, refuse(CodeCallTaken, map[string]any{"by": open.Volunteer},
				"a volunteer is on the way")
		}
		return []event.Event{Cancelled{Call: open.ID}}, nil
	case Take:
		return s.take(c)
	case GiveBack:
		if _, err := s.inHand(c.Call, c.Volunteer); err != nil {
			return nil, err
		}
		return []event.Event{GivenBack(c)}, nil
	case Finish:
		open, err := s.inHand(c.Call, c.Volunteer)
		if err != nil {
			return nil, err
		}
		return []event.Event{Done{
			Call: c.Call, Volunteer: c.Volunteer,
			Waited: seconds(open.TakenAt.Sub(open.Since)), Helped: seconds(meta.At.Sub(open.TakenAt)),
		}}, nil
	}
	return nil, fmt.Errorf("volunteer: nobody decides a %T", command)
}

func (s *State) requestHelp(q *queue.State, meta event.Meta, c RequestHelp) ([]event.Event, error) {
	chosen, known := i18n.Chosen(c.Language)
	if !known {
		return nil, refuse(queue.CodeBadLanguage, nil, "language %q is none of %s", c.Language, i18n.Listed())
	}
	c.Language = chosen
	e := HelpRequested{Origin: c.Origin, Language: c.Language, Ticket: c.Ticket}
	if c.Ticket != 0 {
		t, ok := q.Ticket(c.Ticket)
		if !ok {
			return nil, refuse(queue.CodeUnknownTicket, nil, "no ticket %d today", c.Ticket)
		}
		e.Number, e.Language = t.Label, t.Language
	}
	if open, ok := s.At(c.Origin); ok && !open.Overdue(meta.At) {
		return nil, refuse(CodeAlreadyCalled, nil, "help is called to %s %s already", c.Origin.Kind,
			c.Origin.ID)
	}
	return []event.Event{e}, nil
}

func (s *State) take(c Take) ([]event.Event, error) {
	i := s.find(c.Call)
	if i < 0 {
		return nil, refuse(CodeUnknownCall, nil, "no open call %d", c.Call)
	}
	if by := s.requests[i].Volunteer; by != "" {
		return nil, refuse(CodeCallTaken, map[string]any{"by": by}, "%s was first", by)
	}
	if mine, busy := s.Of(c.Volunteer); busy {
		return nil, refuse(CodeAlreadyHelping, map[string]any{"call": mine.ID.String()},
			"%s has a call in hand", c.Volunteer)
	}
	return []event.Event{Taken(c)}, nil
}

// inHand is the call, if it is this volunteer's.
func (s *State) inHand(id RequestID, volunteer string) (OpenRequest, error) {
	i := s.find(id)
	if i < 0 {
		return OpenRequest{}, refuse(CodeUnknownCall, nil, "no open call %d", id)
	}
	if s.requests[i].Volunteer != volunteer {
		return OpenRequest{}, refuse(CodeNotYourCall, nil, "call %d is not in the hands of %s", id, volunteer)
	}
	return s.requests[i], nil
}

// seconds is a duration in whole seconds; a clock that went back makes none.
func seconds(d time.Duration) int { return int(max(0, d).Round(time.Second) / time.Second) }
