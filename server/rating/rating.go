// Package rating keeps what visitors say of a visit that is over: one of five faces,
// once for each ticket, on the ticket's day, and nothing about the person. It is pure.
package rating

import (
	"encoding/json"
	"fmt"
	"maps"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/problem"
	"dost/server/queue"
)

// The scores, from the unhappiest face to the happiest.
const (
	Worst = 1
	Best  = 5
)

// The refusals of the package; a ticket that is not of today is queue's unknown-ticket.
const (
	CodeBadScore    problem.Code = "bad-score"    // no face has this number
	CodeNotFinished problem.Code = "not-finished" // the visit is not over, or there was none
)

// Command is an instruction about ratings.
type Command interface {
	queue.AnyCommand
	rating()
}

// Give rates the visit of the ticket that has the token. A ticket that was rated keeps
// its first score: the order is then answered without an event.
type Give struct {
	Track string
	Score int
}

func (Give) rating() {}

func (Give) IsCommand() {}

// Given is a visit's score, with the direction and the agent whom it is counted for.
type Given struct {
	Ticket    queue.TicketID    `json:"ticket"`
	Score     int               `json:"score"`
	Direction queue.DirectionID `json:"direction"`
	Agent     queue.AgentID     `json:"agent"`
}

// Kind is stable: journals hold it.
func (Given) Kind() string { return "rating.given" }

// Count is how often a score was given on a day for the visits of one agent in one
// direction.
type Count struct {
	Day       civil.Day
	Direction queue.DirectionID
	Agent     queue.AgentID
	Score     int
	Visits    int
}

// State is the day's scores. Only Apply changes it.
type State struct {
	given map[queue.TicketID]int
}

// New is a day without a rating.
func New() *State { return &State{given: map[queue.TicketID]int{}} }

// Of is a ticket's score; 0 = not rated.
func (s *State) Of(t queue.TicketID) int { return s.given[t] }

// Decide answers a command: its events, or a *problem.Error.
func Decide(s *State, q *queue.State, meta event.Meta, command Command) ([]event.Event, error) {
	c, ok := command.(Give)
	if !ok {
		return nil, fmt.Errorf("rating: nobody decides a %T", command)
	}
	if c.Score < Worst || c.Score > Best {
		return nil, &problem.Error{
			Code: CodeBadScore, Detail: fmt.Sprintf("a score is %d to %d", Worst, Best),
			Facts: map[string]any{"least": Worst, "most": Best},
		}
	}
	t, ok := q.Tracked(c.Track)
	if !ok || t.Day != civil.DayOf(meta.At) {
		return nil, &problem.Error{Code: queue.CodeUnknownTicket, Detail: "no ticket of today has this token"}
	}
	if t.Status != queue.Finished {
		return nil, &problem.Error{Code: CodeNotFinished, Detail: "the visit is not over",
			Facts: map[string]any{"state": t.Status}}
	}
	if s.Of(t.ID) != 0 {
		return nil, nil
	}
	return []event.Event{Given{t.ID, c.Score, t.Direction, t.Agent}}, nil
}

// Apply brings the state one record on; a new business day empties it.
func (s *State) Apply(r event.Record) {
	switch e := r.Event.(type) {
	case queue.DayOpened:
		s.given = map[queue.TicketID]int{}
	case Given:
		s.given[e.Ticket] = e.Score
	}
}

// Clone is a state of its own that goes on from here.
func (s *State) Clone() *State { return &State{given: maps.Clone(s.given)} }

// Events are those of the package, as journals hold them.
var Events = event.Codec{
	Given{}.Kind(): event.Read[Given],
}

// MarshalJSON writes the snapshot.
func (s *State) MarshalJSON() ([]byte, error) { return json.Marshal(s.given) }

// UnmarshalJSON replaces the state by a snapshot's.
func (s *State) UnmarshalJSON(body []byte) error {
	given := map[queue.TicketID]int{}
	if err := json.Unmarshal(body, &given); err != nil {
		return fmt.Errorf("rating: read snapshot: %w", err)
	}
	s.given = given
	return nil
}
