package occupancy

import (
	"fmt"
	"time"

	"dost/server/event"
	"dost/server/i18n"
	"dost/server/problem"
	"dost/server/queue"
)

// The refusals of the package.
const (
	CodeBadCount       problem.Code = "bad-count"       // not a number that a hall can hold
	CodeNotFull        problem.Code = "not-full"        // there is room: come in
	CodeUnknownOutside problem.Code = "unknown-outside" // no such number waits outside
)

// most bounds a count: no hall of a centre holds so many (domain, Real figures: the record day
// brought 1,646 people to the largest centre).
const most = 5000

// Command is an instruction about the hall's occupancy.
type Command interface {
	queue.AnyCommand
	occupancy()
}

// The commands.
type (
	// Count says that people came in (By > 0) or went out (By < 0).
	Count struct{ By int }
	// Recount says how many people are inside.
	Recount struct{ Inside int }
	// WaitOutside gives the next outside number. It is refused while there is room.
	WaitOutside struct{ Language string }
	// Enter says that somebody with an outside number came in, called or not.
	Enter struct{ Number int }
	// GiveUp says that somebody with an outside number is gone.
	GiveUp struct{ Number int }
)

func (Count) occupancy()       {}
func (Recount) occupancy()     {}
func (WaitOutside) occupancy() {}
func (Enter) occupancy()       {}
func (GiveUp) occupancy()      {}

func (Count) IsCommand()       {}
func (Recount) IsCommand()     {}
func (WaitOutside) IsCommand() {}
func (Enter) IsCommand()       {}
func (GiveUp) IsCommand()      {}

// The events.
type (
	// Counted is how many people are inside after a count.
	Counted struct {
		Inside int `json:"inside"`
		By     int `json:"by,omitempty"`
	}
	// WaitsOutside is a new outside number.
	WaitsOutside struct {
		Number   int    `json:"number"`
		Language string `json:"language"`
	}
	// CalledIn calls somebody in from outside.
	CalledIn struct {
		Number int `json:"number"`
	}
	// LeftOutside takes somebody out of the outside line.
	LeftOutside struct {
		Number int    `json:"number"`
		Reason string `json:"why"` // "entered", "gave-up", "lapsed"
	}
)

// Kind names are stable: journals hold them.
func (Counted) Kind() string      { return "occupancy.counted" }
func (WaitsOutside) Kind() string { return "occupancy.waits-outside" }
func (CalledIn) Kind() string     { return "occupancy.called-in" }
func (LeftOutside) Kind() string  { return "occupancy.left-outside" }

func refuse(code problem.Code, f map[string]any, format string, args ...any) error {
	return &problem.Error{Code: code, Detail: fmt.Sprintf(format, args...), Facts: f}
}

// Decide answers a command: its events, or a *problem.Error. room is how many more
// people the hall takes now; it does not matter while limited is false.
func Decide(s *State, command Command, room int, limited bool) ([]event.Event, error) {
	switch c := command.(type) {
	case Count:
		return s.count(s.inside+c.By, c.By)
	case Recount:
		return s.count(c.Inside, 0)
	case WaitOutside:
		if !limited || room > s.Expected()+s.Waiting() {
			return nil, refuse(CodeNotFull, nil, "the hall has room")
		}
		chosen, known := i18n.Chosen(c.Language)
		if !known {
			return nil, refuse(queue.CodeBadLanguage, nil, "language %q is none of %s", c.Language,
				i18n.Listed())
		}
		c.Language = chosen
		return []event.Event{WaitsOutside{Number: s.issued + 1, Language: c.Language}}, nil
	case Enter:
		if s.find(c.Number) < 0 {
			return nil, refuse(CodeUnknownOutside, nil, "nobody with outside number %d waits", c.Number)
		}
		events := []event.Event{LeftOutside{c.Number, "entered"}}
		if s.counted {
			events = append(events, Counted{s.inside + 1, 1})
		}
		return events, nil
	case GiveUp:
		if s.find(c.Number) < 0 {
			return nil, refuse(CodeUnknownOutside, nil, "nobody with outside number %d waits", c.Number)
		}
		return []event.Event{LeftOutside{c.Number, "gave-up"}}, nil
	}
	return nil, fmt.Errorf("occupancy: nobody decides a %T", command)
}

func (s *State) count(inside, by int) ([]event.Event, error) {
	if inside > most || by > most || by < -most {
		return nil, refuse(CodeBadCount, map[string]any{"limit": most},
			"%d people are more than a hall holds", inside)
	}
	return []event.Event{Counted{max(0, inside), by}}, nil
}

// Lapse is what time and room cause: places kept too long are given up, and as many
// people are called in as there is room for.
func Lapse(s *State, at time.Time, room int, limited bool) []event.Event {
	var events []event.Event
	expected := 0
	for _, o := range s.line {
		switch {
		case o.CalledAt.IsZero():
		case at.Sub(o.CalledAt) >= CallFor:
			events = append(events, LeftOutside{o.Number, "lapsed"})
		default:
			expected++
		}
	}
	for _, o := range s.line {
		if o.CalledAt.IsZero() && (!limited || expected < room) {
			events = append(events, CalledIn{o.Number})
			expected++
		}
	}
	return events
}

// Events are those of the package, as journals hold them.
var Events = event.Codec{
	Counted{}.Kind():      event.Read[Counted],
	WaitsOutside{}.Kind(): event.Read[WaitsOutside],
	CalledIn{}.Kind():     event.Read[CalledIn],
	LeftOutside{}.Kind():  event.Read[LeftOutside],
}
