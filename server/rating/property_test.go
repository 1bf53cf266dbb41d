package rating_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dost/server/queue"
	"dost/server/rating"
)

// Whatever visitors, agents and impatient fingers do, in whatever order: a score is given
// to a finished visit of today, once, and stays what it was until the day ends.
func TestScoresInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDay(t)
		var tracks []string
		first := map[queue.TicketID]int{} // the scores as they must be
		agent := rapid.SampledFrom([]queue.AgentID{"agent1", "agent2"})
		// try is a command of the engine, refused or not.
		try := func(c queue.Command) {
			if events, err := queue.Decide(d.queue, d.turn(), c); err == nil {
				d.apply(events)
			}
		}
		active := func(a queue.AgentID) queue.TicketID {
			for _, desk := range []queue.DeskID{"3", "4"} {
				if s, _ := d.queue.DeskAt(desk); s.Agent == a {
					return s.Active
				}
			}
			return 0
		}
		t.Repeat(map[string]func(*rapid.T){
			"ticket": func(*rapid.T) {
				tracks = append(tracks, fmt.Sprint("t", len(tracks)))
				try(queue.Issue{Direction: "benefits", Track: tracks[len(tracks)-1]})
			},
			"call": func(t *rapid.T) { try(queue.Call{Agent: agent.Draw(t, "calls")}) },
			"finish": func(t *rapid.T) {
				a := agent.Draw(t, "ends")
				try(queue.Finish{Agent: a, Ticket: active(a), Outcome: queue.Consulted})
			},
			"undo": func(t *rapid.T) { try(queue.Undo{Agent: agent.Draw(t, "takes back")}) },
			"time": func(t *rapid.T) {
				d.now = d.now.Add(time.Duration(rapid.IntRange(0, 3*3600).Draw(t, "seconds")) * time.Second)
				was := d.queue.Day()
				try(queue.Tick{})
				if d.queue.Day() != was {
					clear(first)
					d.open()
				}
			},
			"give": func(t *rapid.T) {
				if len(tracks) == 0 {
					return
				}
				track, score := rapid.SampledFrom(tracks).Draw(t, "of"), rapid.IntRange(0, 6).Draw(t, "score")
				ticket, known := d.queue.Tracked(track)
				events, err := d.give(track, score)
				good := known && ticket.Status == queue.Finished && score >= rating.Worst &&
					score <= rating.Best
				if (err == nil) != good {
					t.Fatalf("%d for %+v (known: %v): %v", score, ticket, known, err)
				}
				if fresh := good && first[ticket.ID] == 0; fresh != (len(events) == 1) {
					t.Fatalf("%d for %s, rated %d before: %v", score, track, first[ticket.ID], events)
				} else if fresh {
					first[ticket.ID] = score
				}
			},
			"": func(t *rapid.T) {
				for id, score := range first {
					if got := d.state.Of(id); got != score {
						t.Fatalf("ticket %d was rated %d and has %d", id, score, got)
					}
				}
			},
		})
	})
}
