package occupancy_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/occupancy"
	"dost/server/problem"
	"dost/server/queue"
)

// fataler is a test, or a property's.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// door is a door with a capacity. What is decided is written, read back and applied,
// and every state is held against the snapshot of itself.
type door struct {
	t        fataler
	state    *occupancy.State
	now      time.Time
	capacity int // 0 = nothing limits it
	seq      uint64
}

func newHall(t fataler, capacity int) *door {
	return &door{t: t, state: occupancy.New(), capacity: capacity,
		now: time.Date(2026, 11, 20, 10, 0, 0, 0, civil.Baku)}
}

func (h *door) room() (room int, limited bool) {
	inside, _ := h.state.Inside()
	return h.capacity - inside, h.capacity > 0
}

// order decides a command; then the clock does what is due, as in the centre.
func (h *door) order(c occupancy.Command) error {
	h.t.Helper()
	room, limited := h.room()
	events, err := occupancy.Decide(h.state, c, room, limited)
	h.apply(events...)
	h.tick(0)
	return err
}

// tick lets time pass.
func (h *door) tick(after time.Duration) []event.Event {
	h.t.Helper()
	h.now = h.now.Add(after)
	room, limited := h.room()
	events := occupancy.Lapse(h.state, h.now, room, limited)
	h.apply(events...)
	return events
}

func (h *door) apply(events ...event.Event) {
	h.t.Helper()
	for _, e := range events {
		if e.Kind() != (queue.DayOpened{}).Kind() {
			e = h.reread(e)
		}
		h.seq++
		h.state.Apply(event.Record{Seq: h.seq, At: h.now, Actor: "door:D1", Event: e})
	}
	body, err := json.Marshal(h.state)
	if err != nil {
		h.t.Fatalf("writing the state: %v", err)
	}
	again := occupancy.New()
	if err := json.Unmarshal(body, again); err != nil {
		h.t.Fatalf("reading %s: %v", body, err)
	}
	if back, _ := json.Marshal(again); string(back) != string(body) ||
		len(again.Line()) != len(h.state.Line()) {
		h.t.Fatalf("the snapshot %s reads back as %s", body, back)
	}
}

func (h *door) reread(e event.Event) event.Event {
	h.t.Helper()
	body, err := json.Marshal(e)
	if err != nil {
		h.t.Fatalf("writing %+v: %v", e, err)
	}
	read, err := occupancy.Events.Decode(e.Kind(), body)
	if err != nil || !reflect.DeepEqual(read, e) {
		h.t.Fatalf("%s reads back as %+v, %v", body, read, err)
	}
	return read
}

func (h *door) must(commands ...occupancy.Command) {
	h.t.Helper()
	for _, c := range commands {
		if err := h.order(c); err != nil {
			h.t.Fatalf("%+v: %v", c, err)
		}
	}
}

func (h *door) refused(code problem.Code, c occupancy.Command) {
	h.t.Helper()
	before, _ := json.Marshal(h.state)
	var refusal *problem.Error
	if err := h.order(c); !errors.As(err, &refusal) || refusal.Code != code {
		h.t.Fatalf("%+v: %v, want %s", c, err, code)
	}
	if after, _ := json.Marshal(h.state); string(after) != string(before) {
		h.t.Fatalf("refusing %+v changed %s to %s", c, before, after)
	}
}

// outside is the line as the door shows it: called in with a mark.
func (h *door) outside() string {
	var labels []string
	for _, o := range h.state.Line() {
		if label := o.Label(); o.CalledAt.IsZero() {
			labels = append(labels, label)
		} else {
			labels = append(labels, label+"!")
		}
	}
	return fmt.Sprint(labels)
}

func TestTheDoorCounts(t *testing.T) {
	h := newHall(t, 0)
	for _, step := range []struct {
		c     occupancy.Command
		want  int
		known bool
	}{
		{nil, 0, false}, // nobody has counted yet
		{occupancy.Count{By: 3}, 3, true},
		{occupancy.Count{By: -1}, 2, true},
		{occupancy.Count{By: -5}, 0, true}, // somebody was missed on the way in
		{occupancy.Count{By: 1}, 1, true},
		{occupancy.Recount{Inside: 40}, 40, true},
		{occupancy.Recount{Inside: -3}, 0, true},
		{occupancy.Recount{Inside: 5000}, 5000, true},
	} {
		if step.c != nil {
			h.must(step.c)
		}
		if inside, known := h.state.Inside(); inside != step.want || known != step.known {
			t.Errorf("after %+v: %d inside, known %v; want %d, %v", step.c, inside, known, step.want,
				step.known)
		}
	}
	h.refused(occupancy.CodeBadCount, occupancy.Count{By: 1}) // 5001
	h.refused(occupancy.CodeBadCount, occupancy.Recount{Inside: 5001})
	h.refused(occupancy.CodeBadCount, occupancy.Count{By: -5001})
}

// A hall for two is full: three wait outside, and go in as there is room, in the order
// in which they came.
func TestWhoWaitsOutsideIsCalledInInOrder(t *testing.T) {
	h := newHall(t, 2)
	h.refused(occupancy.CodeNotFull, occupancy.WaitOutside{})
	h.must(occupancy.Count{By: 2})
	h.refused(queue.CodeBadLanguage, occupancy.WaitOutside{Language: "fr"})
	h.must(occupancy.WaitOutside{Language: "ru"}, occupancy.WaitOutside{},
		occupancy.WaitOutside{Language: "en"})
	if got := h.outside(); got != "[X01 X02 X03]" || h.state.Waiting() != 3 {
		t.Fatalf("outside: %s", got)
	}
	if line := h.state.Line(); line[0].Language != "ru" || line[1].Language != "az" ||
		!line[2].Since.Equal(h.now) {
		t.Errorf("they wait as %+v", line)
	}
	h.must(occupancy.Count{By: -1})
	if got := h.outside(); got != "[X01! X02 X03]" {
		t.Fatalf("with one place: %s", got)
	}
	h.must(occupancy.Enter{Number: 1}) // the place is taken, and counted
	if inside, _ := h.state.Inside(); inside != 2 || h.outside() != "[X02 X03]" {
		t.Fatalf("%d inside, outside: %s", inside, h.outside())
	}
	h.refused(occupancy.CodeUnknownOutside, occupancy.Enter{Number: 1})
	h.refused(occupancy.CodeUnknownOutside, occupancy.GiveUp{Number: 9})
	h.must(occupancy.GiveUp{Number: 2}, occupancy.Count{By: -2})
	if got := h.outside(); got != "[X03!]" || h.state.Expected() != 1 || h.state.Waiting() != 0 {
		t.Errorf("with two places for one: %s", got)
	}
	// The other place is free, so nobody has to wait for it.
	h.refused(occupancy.CodeNotFull, occupancy.WaitOutside{})
	h.must(occupancy.Count{By: 1}, occupancy.WaitOutside{})
	if got := h.outside(); got != "[X03! X04]" {
		t.Errorf("a number was given again, or a place twice: %s", got)
	}
}

func TestAPlaceIsKeptForFiveMinutes(t *testing.T) {
	h := newHall(t, 1)
	h.must(occupancy.Count{By: 1}, occupancy.WaitOutside{}, occupancy.WaitOutside{}, occupancy.Count{By: -1})
	if events := h.tick(occupancy.CallFor - time.Millisecond); events != nil || h.outside() != "[X01! X02]" {
		t.Fatalf("a moment before: %v, %s", events, h.outside())
	}
	want := []event.Event{occupancy.LeftOutside{Number: 1, Reason: "lapsed"}, occupancy.CalledIn{Number: 2}}
	if events := h.tick(time.Millisecond); !reflect.DeepEqual(events, want) || h.outside() != "[X02!]" {
		t.Fatalf("after five minutes: %v, %s", events, h.outside())
	}
	h.refused(occupancy.CodeUnknownOutside, occupancy.Enter{Number: 1})
	if events := h.tick(0); events != nil {
		t.Errorf("the same moment causes %v once more", events)
	}
}

// The limit ends while people stand outside: all are called in at once, and whoever
// comes in is counted only where somebody counts.
func TestALimitThatEndsCallsEverybodyIn(t *testing.T) {
	h := newHall(t, 1)
	h.must(occupancy.Recount{Inside: 1}, occupancy.WaitOutside{}, occupancy.WaitOutside{},
		occupancy.WaitOutside{})
	h.capacity = 0
	if h.tick(time.Second); h.outside() != "[X01! X02! X03!]" {
		t.Fatalf("without a limit: %s", h.outside())
	}
	h.refused(occupancy.CodeNotFull, occupancy.WaitOutside{})
	h.must(occupancy.Enter{Number: 2})
	if inside, _ := h.state.Inside(); inside != 2 {
		t.Errorf("%d inside, want the one counted in", inside)
	}

	uncounted := newHall(t, 0)
	uncounted.apply(occupancy.WaitsOutside{Number: 1, Language: "az"})
	uncounted.must(occupancy.Enter{Number: 1})
	if inside, known := uncounted.state.Inside(); known || inside != 0 {
		t.Errorf("a hall that nobody counts has %d inside", inside)
	}
}

func TestANewDayBeginsEmpty(t *testing.T) {
	h := newHall(t, 1)
	h.must(occupancy.Count{By: 1}, occupancy.WaitOutside{}, occupancy.WaitOutside{})
	h.apply(queue.DayOpened{Day: 20261121})
	if inside, known := h.state.Inside(); inside != 0 || known || len(h.state.Line()) != 0 {
		t.Errorf("the new day begins with %d inside (known: %v) and %s outside", inside, known, h.outside())
	}
	h.must(occupancy.Count{By: 1}, occupancy.WaitOutside{})
	if got := h.outside(); got != "[X01]" {
		t.Errorf("the new day's series begins with %s", got)
	}
}

// The line that is handed out is the caller's own.
func TestTheLineIsACopy(t *testing.T) {
	h := newHall(t, 1)
	h.must(occupancy.Count{By: 1}, occupancy.WaitOutside{})
	h.state.Line()[0].Number = 99
	if got := h.outside(); got != "[X01]" {
		t.Errorf("outside: %s", got)
	}
}

// Journals hold these kinds and bodies for ever.
func TestEventsAreWrittenAsEver(t *testing.T) {
	golden := map[string]struct {
		body string
		is   event.Event
	}{
		"occupancy.counted": {`{"inside":12,"by":-2}`, occupancy.Counted{Inside: 12, By: -2}},
		"occupancy.waits-outside": {`{"number":7,"language":"ru"}`,
			occupancy.WaitsOutside{Number: 7, Language: "ru"}},
		"occupancy.called-in": {`{"number":7}`, occupancy.CalledIn{Number: 7}},
		"occupancy.left-outside": {`{"number":7,"why":"gave-up"}`,
			occupancy.LeftOutside{Number: 7, Reason: "gave-up"}},
	}
	for _, kind := range occupancy.Events.Kinds() {
		if _, known := golden[kind]; !known {
			t.Errorf("%s has no line here", kind)
		}
	}
	for kind, g := range golden {
		read, err := occupancy.Events.Decode(kind, []byte(g.body))
		if err != nil || !reflect.DeepEqual(read, g.is) {
			t.Errorf("%s %s reads as %+v, %v", kind, g.body, read, err)
		}
		if body, err := json.Marshal(g.is); err != nil || string(body) != g.body || g.is.Kind() != kind {
			t.Errorf("%s is written as %s %s, %v", kind, g.is.Kind(), body, err)
		}
	}
	if body, _ := json.Marshal(occupancy.Counted{Inside: 3}); string(body) != `{"inside":3}` {
		t.Errorf("a recount is written as %s", body)
	}
	for _, x := range []struct{ kind, body string }{
		{"occupancy.left", `{}`}, {"occupancy.counted", `{"inside":"3"}`}, {"occupancy.counted", `[]`},
		{"occupancy.called-in", `{"number":1,"by":"x"}`}, {"occupancy.called-in", `{"number":1}{}`},
	} {
		if e, err := occupancy.Events.Decode(x.kind, []byte(x.body)); err == nil {
			t.Errorf("%s %s reads as %+v", x.kind, x.body, e)
		}
	}
}
