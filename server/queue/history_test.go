package queue

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/problem"
)

// TestHistories plays random histories and holds, after every command, the
// promises of the package documentation. It plays each history five times at
// once: live; from the events as a journal keeps them; from a snapshot or a clone
// taken somewhere on the way; and by Decide alone, which must change nothing.
func TestHistories(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := &history{T: t, live: New(), replay: New(), turns: map[*line][]pastCall{},
			at: time.Date(2026, 3, 2, 8, 30, 0, 0, civil.Baku)}
		h.turn(Configure{h.config()})
		for range rapid.IntRange(1, 250).Draw(t, "commands") {
			h.wait()
			h.turn(h.command())
		}
		h.again()
	})
}

type history struct {
	*rapid.T
	live, replay *State
	records      []event.Record
	now          []byte // the live state's snapshot
	at           time.Time

	// The referee's own memory, apart from the state's.
	turns map[*line][]pastCall // calls by order of a line, those undone removed
}

// pick chooses one of n evenly, unlike rapid.IntRange, which prefers low
// numbers: here they would mean few calls and fewer of all that follows a call.
func (h *history) pick(what string, n int) int {
	bits := 0
	for range 8 {
		bits <<= 1
		if rapid.Bool().Draw(h.T, what) {
			bits |= 1
		}
	}
	return bits % n
}

func (h *history) config() Config {
	c := DefaultConfig()
	c.Groups[0].HeadStart = []time.Duration{0, 10 * time.Minute, 30 * time.Minute,
		2 * time.Hour}[h.pick("head start", 4)]
	c.NoShowAfter = []time.Duration{0, 10 * time.Minute}[h.pick("no-show after", 2)]
	return c
}

// wait lets time pass: mostly seconds, so that undo is possible; sometimes
// backwards, as clocks do; rarely overnight.
func (h *history) wait() {
	n := time.Duration(h.pick("how long", 16))
	switch h.pick("pause", 40) {
	case 0:
		h.at = h.at.Add(-time.Hour)
	case 1:
		h.at = h.at.Add(n / 12 * 24 * time.Hour)
	case 2, 3, 4, 5, 6, 7:
		h.at = h.at.Add(n * time.Minute)
	case 8:
		h.at = h.at.Add(n * 1500 * time.Microsecond)
	default:
		h.at = h.at.Add(n * time.Second)
	}
}

func (h *history) command() Command {
	agent := AgentID(fmt.Sprint("agent", 1+h.pick("agent", 3)))
	direction := []DirectionID{"social-services", "benefits"}[h.pick("direction", 2)]
	desk := DeskID(fmt.Sprint(1 + h.pick("desk", 4)))
	var ticket TicketID
	if all := h.live.Tickets(); len(all) > 0 {
		ticket = all[h.pick("ticket", len(all))].ID
	}
	// An agent mostly acts on the ticket before him.
	k, seated := h.live.DeskOf(agent)
	if seated && k.Active != 0 && h.pick("own ticket", 8) > 0 {
		ticket = k.Active
	}
	if !seated && h.pick("sit down", 2) > 0 {
		return OpenDesk{agent, desk, [][]DirectionID{nil, {"benefits"},
			{"benefits", "social-services"}}[h.pick("serve", 3)]}
	}
	switch h.pick("command", 32) {
	case 0, 1, 2, 3, 4, 5, 6:
		issue := Issue{Direction: direction,
			Group: []GroupID{"", "disability", "disability", "senior"}[h.pick("group", 4)],
			Track: fmt.Sprint("token", h.live.Seq())}
		if h.pick("return", 8) == 0 {
			issue.Return = ticket
		}
		if h.pick("appointment", 4) == 0 {
			issue.Appointment = h.at.Add(time.Duration(h.pick("appointed", 64)-16) * time.Minute)
		}
		return issue
	case 7, 8, 9, 10, 11, 12, 13:
		return Call{Agent: agent}
	case 14:
		return CallChosen{agent, 0, ticket, "a reason"}
	case 15:
		return Arrive{agent, 0, ticket}
	case 16, 17:
		return NoShow{agent, 0, ticket}
	case 18:
		return Hold{agent, 0, ticket}
	case 19:
		if held := h.live.HeldIn([]DirectionID{"social-services", "benefits"}); len(held) > 0 {
			ticket = held[0].ID
		}
		return Resume{agent, 0, ticket}
	case 20, 21:
		return Requeue{agent, 0, ticket}
	case 22:
		return Transfer{agent, 0, ticket, direction, []DeskID{"", "", desk}[h.pick("to desk", 3)]}
	case 23, 24, 25:
		return Finish{agent, 0, ticket, Registered}
	case 26:
		return Cancel{[]AgentID{"", agent}[h.pick("who cancels", 2)], 0, ticket, "a reason"}
	case 27, 28, 29:
		return Undo{agent, 0}
	case 30:
		return []Command{Tick{}, Tick{}, Recall{agent, 0, ticket}, Unpause{agent, 0}}[h.pick("small", 4)]
	}
	return []Command{LeaveDesk{agent, 0}, Pause{agent, 0, "tea"}, h.reconfigure()}[h.pick("rare", 3)]
}

// reconfigure switches things off and on, and tries to remove and rename them.
func (h *history) reconfigure() Command {
	c := h.live.Config().clone()
	i := h.pick("desk changed", len(c.Desks))
	c.Desks[i].Off = !c.Desks[i].Off
	if h.pick("removal", 5) == 0 {
		c.Desks = append(c.Desks[:i:i], c.Desks[i+1:]...)
	}
	j := h.pick("direction changed", len(c.Directions))
	c.Directions[j].Prefix = []string{"A", "B", "D", "F", "H"}[h.pick("prefix", 5)]
	return Configure{c}
}

// turn decides and applies one command, and calls the referee.
func (h *history) turn(c Command) {
	events, err := Decide(h.live, event.Meta{At: h.at, Actor: "test"}, c)
	if h.now != nil && !bytes.Equal(h.now, snap(h.T, h.live)) {
		h.Fatalf("Decide(%#v) changed the state", c)
	}
	if err != nil {
		if refusal := (*problem.Error)(nil); !errors.As(err, &refusal) || refusal.Code == "" ||
			refusal.Detail == "" || events != nil {
			h.Fatalf("Decide(%#v) = %v, %v", c, events, err)
		}
		return
	}
	_, tick := c.(Tick)
	if len(events) == 0 && !tick {
		h.Fatalf("Decide(%#v) gives neither events nor a refusal", c)
	}
	for _, e := range events {
		r := event.Record{Seq: h.live.Seq() + 1, At: h.at, Actor: "test", Event: e}
		past := newPast(h.live)
		h.refereeBefore(e)
		h.live.Apply(r)
		h.refereeAfter(past, e)
		r.Event, r.At = h.journal(e), h.at.Truncate(time.Millisecond)
		h.replay.Apply(r)
		h.records = append(h.records, r)
	}
	h.now = snap(h.T, h.live)
	h.invariants()
	if tick {
		h.allDue(h.live.clamp(h.at))
	}
	switch h.pick("compare", 16) {
	case 0, 1, 2:
		h.sameAs("replay", h.replay)
	case 3:
		h.replay = New()
		if err := json.Unmarshal(h.now, h.replay); err != nil {
			h.Fatal(err)
		}
		h.sameAs("snapshot", h.replay)
	case 4:
		h.replay = h.live.Clone()
		h.sameAs("clone", h.replay)
	}
}

// journal writes an event and reads it back.
func (h *history) journal(e event.Event) event.Event {
	body, err := json.Marshal(e)
	if err != nil {
		h.Fatal(err)
	}
	read, err := Events.Decode(e.Kind(), body)
	if err != nil {
		h.Fatal(err)
	}
	return read
}

// again replays the whole history from the beginning.
func (h *history) again() {
	s := New()
	for _, r := range h.records {
		s.Apply(r)
	}
	h.sameAs("replay from the beginning", s)
	h.sameAs("replay on the way", h.replay)
}

func (h *history) sameAs(what string, s *State) {
	if a, b := h.now, snap(h.T, s); !bytes.Equal(a, b) {
		h.Fatalf("%s differs:\nlive %s\nnot  %s", what, a, b)
	}
	for _, d := range h.live.directionList {
		if a, b := fmt.Sprint(h.live.Line(d.ID, 99), h.live.Tally(d.ID)),
			fmt.Sprint(s.Line(d.ID, 99), s.Tally(d.ID)); a != b {
			h.Fatalf("%s: direction %s differs:\nlive %s\nnot  %s", what, d.ID, a, b)
		}
	}
	for _, k := range h.live.deskList {
		if a, b := fmt.Sprint(h.live.Recent(k.ID, 99)), fmt.Sprint(s.Recent(k.ID, 99)); a != b {
			h.Fatalf("%s: day of desk %s differs:\nlive %s\nnot  %s", what, k.ID, a, b)
		}
	}
	for _, t := range h.live.Tickets() {
		if found, ok := s.Tracked(t.Track); !ok || found != t {
			h.Fatalf("%s: the token of %s finds %+v", what, t.Label, found)
		}
	}
	for _, k := range h.live.Desks() {
		if at, ok := s.DeskOf(k.Agent); ok != (k.Agent != "") || ok && at.ID != k.ID {
			h.Fatalf("%s: %q sits at %+v, not at desk %s", what, k.Agent, at, k.ID)
		}
	}
	all := []DirectionID{"social-services", "benefits", "employment"}
	if a, b := fmt.Sprint(h.live.HeldIn(all)), fmt.Sprint(s.HeldIn(all)); a != b {
		h.Fatalf("%s: held tickets differ:\nlive %s\nnot  %s", what, a, b)
	}
}

func snap(t interface{ Fatal(...any) }, s *State) []byte {
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
