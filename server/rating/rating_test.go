package rating_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/rating"
)

// fataler is a test, or a property's.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// day is the real engine and the day's scores. What is decided is applied to both, and
// every state of the scores is held against the snapshot of itself.
type day struct {
	t     fataler
	queue *queue.State
	state *rating.State
	now   time.Time
}

// newDay has agent1 and agent2 at desks 3 and 4, both for benefits and employment.
func newDay(t fataler) *day {
	d := &day{t: t, queue: queue.New(), state: rating.New(),
		now: time.Date(2026, 11, 20, 10, 0, 0, 0, civil.Baku)}
	d.move(queue.Configure{Config: queue.DefaultConfig()})
	d.open()
	return d
}

func (d *day) open() {
	d.t.Helper()
	for i, desk := range []queue.DeskID{"3", "4"} {
		d.move(queue.OpenDesk{Agent: queue.AgentID(fmt.Sprintf("agent%d", i+1)), Desk: desk,
			Directions: []queue.DirectionID{"benefits", "employment"}})
	}
}

func (d *day) turn() event.Meta { return event.Meta{At: d.now, Actor: "test"} }

func (d *day) apply(events []event.Event) {
	d.t.Helper()
	for _, e := range events {
		r := event.Record{Seq: d.queue.Seq() + 1, At: d.now, Actor: "test", Event: e}
		d.queue.Apply(r)
		d.state.Apply(r)
	}
	body, err := json.Marshal(d.state)
	if err != nil {
		d.t.Fatalf("writing the state: %v", err)
	}
	again := rating.New()
	if err := json.Unmarshal(body, again); err != nil || !reflect.DeepEqual(again, d.state) {
		d.t.Fatalf("the snapshot %s reads back as %+v, %v", body, again, err)
	}
}

// move is a command of the engine, which must be obeyed.
func (d *day) move(c queue.Command) {
	d.t.Helper()
	events, err := queue.Decide(d.queue, d.turn(), c)
	if err != nil {
		d.t.Fatalf("%T: %v", c, err)
	}
	d.apply(events)
}

// issue takes a ticket whose token is its label.
func (d *day) issue(direction queue.DirectionID, track string) queue.Ticket {
	d.t.Helper()
	d.move(queue.Issue{Direction: direction, Track: track})
	return d.ticket(track)
}

func (d *day) ticket(track string) queue.Ticket {
	d.t.Helper()
	t, ok := d.queue.Tracked(track)
	if !ok {
		d.t.Fatalf("no ticket has the token %s", track)
	}
	return t
}

// visit is a visit from the ticket to its end at agent1's desk.
func (d *day) visit(track string) queue.Ticket {
	d.t.Helper()
	t := d.issue("benefits", track)
	d.move(queue.Call{Agent: "agent1"})
	d.move(queue.Arrive{Agent: "agent1", Ticket: t.ID})
	d.move(queue.Finish{Agent: "agent1", Ticket: t.ID, Outcome: queue.Consulted})
	return d.ticket(track)
}

func (d *day) give(track string, score int) ([]event.Event, error) {
	d.t.Helper()
	events, err := rating.Decide(d.state, d.queue, d.turn(), rating.Give{Track: track, Score: score})
	for i, e := range events {
		body, encodeErr := json.Marshal(e)
		if encodeErr != nil {
			d.t.Fatalf("writing %+v: %v", e, encodeErr)
		}
		read, decodeErr := rating.Events.Decode(e.Kind(), body)
		if decodeErr != nil || !reflect.DeepEqual(read, e) {
			d.t.Fatalf("%s reads back as %+v, %v", body, read, decodeErr)
		}
		events[i] = read
	}
	d.apply(events)
	return events, err
}

func (d *day) refused(code problem.Code, track string, score int) {
	d.t.Helper()
	var refusal *problem.Error
	if events, err := d.give(track, score); !errors.As(err, &refusal) || refusal.Code != code ||
		events != nil {
		d.t.Fatalf("%d for %s: %v, %v, want %s", score, track, events, err, code)
	}
}

func TestAVisitIsRatedOnce(t *testing.T) {
	d := newDay(t)
	one, two := d.visit("one"), d.visit("two")
	want := []event.Event{rating.Given{Ticket: one.ID, Score: 2, Direction: "benefits", Agent: "agent1"}}
	if got, err := d.give("one", 2); err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("the first score: %+v, %v", got, err)
	}
	for _, again := range []int{5, 2} {
		if got, err := d.give("one", again); err != nil || got != nil {
			t.Errorf("%d after a 2: %+v, %v", again, got, err)
		}
	}
	if d.state.Of(one.ID) != 2 || d.state.Of(two.ID) != 0 {
		t.Errorf("the scores are %d and %d", d.state.Of(one.ID), d.state.Of(two.ID))
	}
}

func TestEveryFaceCountsAndNoOther(t *testing.T) {
	d := newDay(t)
	for score := rating.Worst; score <= rating.Best; score++ {
		track := fmt.Sprint("visit ", score)
		v := d.visit(track)
		if _, err := d.give(track, score); err != nil || d.state.Of(v.ID) != score {
			t.Errorf("%d is kept as %d, %v", score, d.state.Of(v.ID), err)
		}
	}
	d.visit("strange")
	for _, score := range []int{-1, 0, 6, 100} {
		d.refused(rating.CodeBadScore, "strange", score)
	}
}

// Only a visit that took place can be rated, and only when it is over.
func TestWhatIsNotOverIsNotRated(t *testing.T) {
	d := newDay(t)
	ticket := d.issue("employment", "mine")
	d.refused(rating.CodeNotFinished, "mine", 4) // waiting
	d.move(queue.Call{Agent: "agent2"})
	d.refused(rating.CodeNotFinished, "mine", 4) // called
	d.move(queue.Arrive{Agent: "agent2", Ticket: ticket.ID})
	d.refused(rating.CodeNotFinished, "mine", 4) // being served
	d.move(queue.Hold{Agent: "agent2", Ticket: ticket.ID})
	d.refused(rating.CodeNotFinished, "mine", 4) // held
	gone := d.issue("employment", "gone")
	d.move(queue.Call{Agent: "agent2"})
	d.move(queue.NoShow{Agent: "agent2", Ticket: gone.ID})
	d.refused(rating.CodeNotFinished, "gone", 1)
	d.issue("employment", "left")
	d.move(queue.Cancel{Ticket: d.ticket("left").ID, Reason: "left"})
	d.refused(rating.CodeNotFinished, "left", 1)
	d.refused(queue.CodeUnknownTicket, "nobody's", 5)
	d.refused(queue.CodeUnknownTicket, "", 5)
}

// The score is counted for the direction and the agent that ended the visit.
func TestATransferredVisitIsTheLastAgents(t *testing.T) {
	d := newDay(t)
	v := d.issue("benefits", "moved")
	d.move(queue.Call{Agent: "agent1"})
	d.move(queue.Arrive{Agent: "agent1", Ticket: v.ID})
	d.move(queue.Transfer{Agent: "agent1", Ticket: v.ID, Direction: "employment"})
	d.move(queue.Call{Agent: "agent2"})
	d.move(queue.Finish{Agent: "agent2", Ticket: v.ID, Outcome: queue.Registered})
	want := []event.Event{rating.Given{Ticket: v.ID, Score: 5, Direction: "employment", Agent: "agent2"}}
	if got, err := d.give("moved", 5); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

// An agent who takes the end of a visit back, and ends it again, gets no second chance.
func TestAnEndTakenBackKeepsItsScore(t *testing.T) {
	d := newDay(t)
	v := d.visit("mine")
	if _, err := d.give("mine", 1); err != nil {
		t.Fatal(err)
	}
	d.now = d.now.Add(time.Second)
	d.move(queue.Undo{Agent: "agent1"})
	d.refused(rating.CodeNotFinished, "mine", 5)
	d.move(queue.Finish{Agent: "agent1", Ticket: v.ID, Outcome: queue.Consulted})
	if got, err := d.give("mine", 5); err != nil || got != nil || d.state.Of(v.ID) != 1 {
		t.Errorf("got %+v, %v; the score is %d", got, err, d.state.Of(v.ID))
	}
}

// A token is good until midnight, also in the moments before the new day has opened.
func TestTheDayEndsTheRating(t *testing.T) {
	d := newDay(t)
	v := d.visit("mine")
	d.now = time.Date(2026, 11, 20, 23, 59, 59, 0, civil.Baku)
	if _, err := d.give("mine", 3); err != nil {
		t.Fatal(err)
	}
	d.visit("late")
	d.now = d.now.Add(time.Second)
	d.refused(queue.CodeUnknownTicket, "late", 3)
	d.move(queue.Tick{})
	d.refused(queue.CodeUnknownTicket, "mine", 3)
	if d.state.Of(v.ID) != 0 {
		t.Errorf("the new day begins with %+v", d.state)
	}
}

// Journals hold the kind and the body for ever.
func TestTheEventIsWrittenAsEver(t *testing.T) {
	const body = `{"ticket":17,"score":4,"direction":"benefits","agent":"agent3"}`
	is := rating.Given{Ticket: 17, Score: 4, Direction: "benefits", Agent: "agent3"}
	if kinds := fmt.Sprint(rating.Events.Kinds()); kinds != "[rating.given]" {
		t.Errorf("kinds: %s", kinds)
	}
	if read, err := rating.Events.Decode("rating.given", []byte(body)); err != nil ||
		!reflect.DeepEqual(read, is) {
		t.Errorf("%s reads as %+v, %v", body, read, err)
	}
	if written, err := json.Marshal(is); err != nil || string(written) != body {
		t.Errorf("written as %s, %v", written, err)
	}
	for _, x := range []struct{ kind, body string }{
		{"rating.taken", `{}`}, {"rating.given", `{"ticket":"17"}`}, {"rating.given", `null`},
		{"rating.given", `{"score":4,"name":"x"}`}, {"rating.given", body + body},
	} {
		if e, err := rating.Events.Decode(x.kind, []byte(x.body)); err == nil {
			t.Errorf("%s %s reads as %+v", x.kind, x.body, e)
		}
	}
}
