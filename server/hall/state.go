// Package hall is the whole of a centre at one moment, as one pure state machine
// over the engine, the regimes and the reception. The centre's writer, replay,
// simulation and the fault rigs all run this same Decide and Apply.
package hall

import (
	"encoding/json"
	"fmt"
	"strings"

	"dost/server/passport"
	"dost/server/queue"
	"dost/server/reception"
	"dost/server/regime"
)

// State is the centre after a record. Like its parts it is not safe for
// concurrent use.
type State struct {
	Queue     *queue.State     `json:"queue"`
	Regime    *regime.Book     `json:"regime"`
	Reception *reception.State `json:"reception"`
	Passports *passport.Shelf  `json:"passports"`
}

// New is a centre before its first record.
func New() *State {
	return &State{Queue: queue.New(), Regime: regime.New(), Reception: reception.New(), Passports: passport.NewShelf()}
}

// Decide answers a command of any of the parts: its events, or a
// *queue.Error. It does not change s.
func Decide(s *State, turn queue.Turn, command any) ([]queue.Event, error) {
	switch c := command.(type) {
	case queue.Issue:
		c.Rule = s.rule(turn, c)
		return queue.Decide(s.Queue, turn, c)
	case Skip:
		return s.skip(turn, c)
	case Reconfigure:
		return s.reconfigure(turn, c)
	case queue.Tick:
		events, err := queue.Decide(s.Queue, turn, c)
		if err != nil {
			return nil, err
		}
		return append(events, reception.Lapse(s.Reception, turn)...), nil
	case queue.Command:
		return queue.Decide(s.Queue, turn, c)
	case regime.Command:
		return regime.Decide(s.Regime, turn, c)
	case reception.Command:
		return reception.Decide(s.Reception, s.Queue, s.Regime.Calendar(), turn, c)
	case passport.Command:
		return s.Passports.Decide(s.Queue, c)
	}
	return nil, fmt.Errorf("hall: no part decides a %T", command)
}

// rule is the regime's answer for a ticket at this moment: checked here, inside
// the issuing command, so that no screen's delay can let a ticket through
// (RELIABILITY 15).
func (s *State) rule(turn queue.Turn, c queue.Issue) queue.Rule {
	v := s.Regime.At(turn.At, regime.Query{
		Direction: c.Direction, Service: c.Service, Group: c.Group, Channel: regime.WalkIn,
	})
	if v.Admit {
		return queue.Rule{ID: v.Regime}
	}
	return queue.Rule{ID: v.Regime, Refuse: v.Code}
}

// Apply brings the state one record on. Every part sees every record, so that
// their sequence numbers agree; each ignores the kinds of the others.
func (s *State) Apply(r queue.Record) {
	s.Queue.Apply(r)
	s.Regime.Apply(r)
	s.Reception.Apply(r)
	s.Passports.Apply(r)
}

// Decode reads an event by its kind, "part.name".
func Decode(kind string, body json.RawMessage) (queue.Event, error) {
	part, _, _ := strings.Cut(kind, ".")
	switch part {
	case "queue":
		return queue.Decode(kind, body)
	case "regime":
		return regime.Decode(kind, body)
	case "reception":
		return reception.Decode(kind, body)
	case "passport":
		return passport.Decode(kind, body)
	}
	return nil, fmt.Errorf("hall: unknown kind of event %q", kind)
}
