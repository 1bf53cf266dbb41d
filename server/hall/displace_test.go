package hall_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dost/server/appointment"
	"dost/server/hall"
	"dost/server/queue"
	"dost/server/regime"
)

// week is a centre at ordinary hours on Monday, 2 March 2026, 08:00, with visits
// booked.
type week struct {
	t interface {
		Helper()
		Fatalf(string, ...any)
	}
	*hall.State
	at time.Time
}

func newWeek(t *testing.T) *week {
	w := &week{t: t, State: hall.New(), at: clock(8, 0)}
	w.must(queue.Configure{Config: queue.DefaultConfig()})
	w.must(regime.SetHours{Hours: regime.Ordinary()})
	return w
}

func (w *week) do(command any) ([]queue.Event, error) {
	events, err := hall.Decide(w.State, queue.Turn{At: w.at, Actor: "test"}, command)
	for _, e := range events {
		w.Apply(queue.Record{Seq: w.Queue.Seq() + 1, At: w.at, Actor: "test", Event: e})
	}
	return events, err
}

func (w *week) must(command any) []queue.Event {
	w.t.Helper()
	events, err := w.do(command)
	if err != nil {
		w.t.Fatalf("%T at %v: %v", command, w.at, err)
	}
	return events
}

// on is a time of the week's days: 0 is Monday.
func on(day, hour, minute int) time.Time { return clock(hour, minute).AddDate(0, 0, day) }

func (w *week) book(at time.Time) appointment.ID {
	w.t.Helper()
	w.must(appointment.Book{Direction: "benefits", At: at, Draw: uint32(w.Queue.Seq())})
	return appointment.ID(w.Queue.Seq())
}

func (w *week) booking(id appointment.ID) appointment.Booking {
	b, _ := w.Appointment.Booking(id)
	return b
}

func (w *week) enact(from, to time.Time, rules regime.Rules, booked regime.Treatment) string {
	w.t.Helper()
	events := w.must(regime.Enact{Regime: regime.Regime{
		Name: queue.Text{Az: "Sınaq", Ru: "Проба", En: "Trial"}, From: from, To: to, Rules: rules, Waiting: regime.Notify, Booked: booked,
	}})
	for _, r := range w.Regime.Regimes() {
		if r.Rev == w.Queue.Seq()-uint64(len(events)-1) {
			return r.ID
		}
	}
	w.t.Fatalf("the regime is not there")
	return ""
}

var shut = regime.Rules{Closed: true}

// A closure from 11 to 13 with each treatment, for visits before it, in it and after.
func TestAClosureTreatsVisitsAsItSays(t *testing.T) {
	for _, one := range []struct {
		treatment regime.Treatment
		at        time.Time // of the visit at 11:15 afterwards
		news      appointment.NewsKind
	}{
		{regime.Honour, on(1, 11, 15), ""},
		{regime.Rebook, on(1, 10, 45), appointment.Moved}, // a day ahead, so an earlier time may be nearer
		{regime.Notify, on(1, 11, 15), appointment.Unplaced},
		{"", on(1, 11, 15), appointment.Unplaced}, // as Waiting says
	} {
		w := newWeek(t)
		before, in, after := w.book(on(1, 10, 0)), w.book(on(1, 11, 15)), w.book(on(1, 13, 0))
		id := w.enact(on(1, 11, 0), on(1, 13, 0), shut, one.treatment)
		for _, untouched := range []appointment.ID{before, after} {
			if b := w.booking(untouched); b.News != nil || b.MovedBy != "" {
				t.Errorf("%s: a visit at %v is touched", one.treatment, b.At)
			}
		}
		b := w.booking(in)
		if !b.At.Equal(one.at) || b.News == nil != (one.news == "") {
			t.Fatalf("%s: the visit is at %v with the news %+v", one.treatment, b.At, b.News)
		}
		if b.News != nil && (b.News.Kind != one.news || b.News.Regime != id || b.News.Kind == appointment.Moved && !b.News.Was.Equal(on(1, 11, 15))) {
			t.Errorf("%s: the news is %+v", one.treatment, b.News)
		}
		w.at = on(1, 11, 15)
		w.must(queue.Tick{})
		w.at = on(1, 11, 20)
		_, err := w.do(appointment.CheckIn{IDs: []appointment.ID{in}})
		if received := err == nil; received != (one.treatment == regime.Honour) {
			t.Errorf("%s: checking in during the closure: %v", one.treatment, err)
		}
		if one.treatment == regime.Honour {
			tickets := w.Queue.Tickets()
			if got := tickets[len(tickets)-1]; got.Rule != id || !got.Appointment.Equal(on(1, 11, 15)) {
				t.Errorf("the honoured visit's ticket is %+v", got)
			}
			if _, err := w.do(queue.Issue{Direction: "benefits", Track: "t"}); err == nil {
				t.Error("a walk-in is received")
			}
		}
	}
}

// Who is to come within a day is not asked to come sooner.
func TestNobodyIsAskedToComeSoonerAtShortNotice(t *testing.T) {
	w := newWeek(t)
	id := w.book(on(0, 11, 15))
	w.enact(on(0, 11, 0), on(0, 13, 0), shut, regime.Rebook)
	if b := w.booking(id); !b.At.Equal(on(0, 13, 0)) {
		t.Errorf("the visit is at %v", b.At)
	}
}

// A whole week closes: its visits follow one another into the week after, at their
// times of day, and find its own visits there.
func TestAClosedWeekMovesOn(t *testing.T) {
	w := newWeek(t)
	var ids []appointment.ID
	for day := range 4 {
		ids = append(ids, w.book(on(day+1, 9, 0)), w.book(on(day+1, 15, 30)))
	}
	w.book(on(8, 15, 30)) // the slot's other places are taken below
	for len(w.slot(on(8, 15, 30)).Code) == 0 {
		w.book(on(8, 15, 30))
	}
	w.enact(on(1, 0, 0), on(5, 0, 0), shut, regime.Rebook) // Saturday 7 and Sunday 8 March: the 8th is a holiday, moved to Monday
	last := time.Time{}
	for i, id := range ids {
		b := w.booking(id)
		if b.At.Before(on(8, 0, 0)) || b.At.Before(last) || b.News == nil || b.News.Kind != appointment.Moved {
			t.Errorf("visit %d is at %v, after %v, with the news %+v", i, b.At, last, b.News)
		}
		last = b.At
	}
	if first := w.booking(ids[0]); !first.At.Equal(on(8, 9, 0)) {
		t.Errorf("the first is at %v, want Tuesday the 10th at 9: Monday is a day of rest", first.At)
	}
	if second := w.booking(ids[1]); !second.At.Equal(on(8, 15, 45)) {
		t.Errorf("the second is at %v, want 15:45: 15:30 is taken", second.At)
	}
}

func (w *week) slot(at time.Time) appointment.Slot {
	for _, slot := range w.Slots(w.at, hall.Query{Direction: "benefits", Channel: regime.Appointment}, at, 0) {
		if slot.At.Equal(at) {
			return slot
		}
	}
	w.t.Fatalf("no slot at %v", at)
	return appointment.Slot{}
}

// What is not told yet is taken back when it is true no longer; a visit that was moved
// stays where it is, and its visitor is told of one move, not of two.
func TestNewsFollowsTheRules(t *testing.T) {
	w := newWeek(t)
	id := w.book(on(2, 10, 0))
	closure := w.enact(on(2, 0, 0), on(3, 0, 0), shut, regime.Notify)
	w.must(regime.Withdraw{ID: closure})
	if b := w.booking(id); b.News != nil {
		t.Fatalf("withdrawn, and there is news: %+v", b.News)
	}

	closure = w.enact(on(2, 0, 0), on(3, 0, 0), shut, regime.Notify)
	r, _ := w.Regime.Regime(closure)
	r.Booked = regime.Rebook
	w.must(regime.Amend{Regime: r, Rev: r.Rev})
	b := w.booking(id)
	if !b.At.Equal(on(3, 10, 0)) || b.News.Kind != appointment.Moved || !b.News.Was.Equal(on(2, 10, 0)) {
		t.Fatalf("amended to give another time: %v, %+v", b.At, b.News)
	}
	w.enact(on(3, 0, 0), on(4, 0, 0), shut, regime.Rebook)
	b = w.booking(id)
	if !b.At.Equal(on(4, 10, 0)) || !b.News.Was.Equal(on(2, 10, 0)) {
		t.Fatalf("moved twice: %v, %+v", b.At, b.News)
	}
	third := w.enact(on(4, 0, 0), on(5, 0, 0), shut, regime.Notify)
	if b = w.booking(id); b.News.Kind != appointment.Unplaced || !b.News.Was.Equal(on(2, 10, 0)) {
		t.Fatalf("then not received: %+v", b.News)
	}
	w.must(regime.Withdraw{ID: third})
	if b = w.booking(id); b.News.Kind != appointment.Moved || !b.News.Was.Equal(on(2, 10, 0)) || !b.At.Equal(on(4, 10, 0)) {
		t.Fatalf("received again: %v, %+v", b.At, b.News)
	}
	w.must(appointment.Tell{IDs: []appointment.ID{id}, Via: appointment.ByTelephone})
	w.must(regime.Override{Day: 20260306, Reason: queue.Text{Az: "Qeyri-iş günü"}})
	if b = w.booking(id); b.News.Kind != appointment.Unplaced || b.News.Regime != "" {
		t.Fatalf("a day of rest: %+v", b.News)
	}
	w.must(regime.Restore{Day: 20260306})
	if b = w.booking(id); b.News != nil {
		t.Errorf("a working day again: %+v", b.News)
	}
}

// A limit of tickets below what is booked is a refusal, too: who booked first stays.
func TestALimitBelowWhatIsBooked(t *testing.T) {
	w := newWeek(t)
	w.must(regime.Enact{Regime: regime.Regime{Name: queue.Text{Az: "Yer çox"}, From: on(0, 8, 0), To: on(5, 0, 0), Rules: regime.Rules{Slots: &regime.Slots{Minutes: 15, Early: 30, Late: 10, PerSlot: 5}}}})
	var ids []appointment.ID
	for range 4 {
		ids = append(ids, w.book(on(1, 10, 0)))
	}
	w.enact(on(1, 0, 0), on(2, 0, 0), regime.Rules{TicketsPerHour: 2}, regime.Rebook)
	for i, id := range ids {
		if b := w.booking(id); b.At.Equal(on(1, 10, 0)) != (i < 2) {
			t.Errorf("visit %d is at %v", i, b.At)
		}
	}
}

// TestEveryVisitIsTreated plays random weeks of bookings and changes of the rules:
// after each change every visit is received, honoured, moved into a place that was
// free under the new rules, or has news; nothing depends on chance.
func TestEveryVisitIsTreated(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := &week{t: r, State: hall.New(), at: clock(8, 0)}
		w.must(queue.Configure{Config: queue.DefaultConfig()})
		w.must(regime.SetHours{Hours: regime.Ordinary()})
		for range rapid.IntRange(1, 120).Draw(r, "visits") {
			day, quarter := rapid.IntRange(0, 4).Draw(r, "day"), rapid.IntRange(0, 19).Draw(r, "quarter")
			_, _ = w.do(appointment.Book{
				Direction: rapid.SampledFrom([]queue.DirectionID{"benefits", "employment"}).Draw(r, "direction"),
				Group:     rapid.SampledFrom([]queue.GroupID{"", "", "senior"}).Draw(r, "group"),
				Channel:   rapid.SampledFrom([]regime.Channel{"", "", regime.PickUp}).Draw(r, "channel"),
				At:        on(day, 9, 0).Add(time.Duration(quarter) * 15 * time.Minute), Draw: uint32(w.Queue.Seq()),
			})
		}
		told := map[appointment.ID]bool{} // not received, and told so
		for range rapid.IntRange(1, 6).Draw(r, "changes") {
			w.at = w.at.Add(time.Duration(rapid.IntRange(0, 300).Draw(r, "minutes")) * time.Minute)
			if rapid.Bool().Draw(r, "telling") {
				w.tellSome(r, told)
			}
			w.must(queue.Tick{})
			was := w.open()
			change := genChange(r, w)
			if change == nil {
				continue
			}
			again := w.copied()
			first, err := hall.Decide(w.State, queue.Turn{At: w.at}, change)
			second, _ := hall.Decide(again, queue.Turn{At: w.at}, change)
			if !reflect.DeepEqual(first, second) {
				r.Fatalf("the same change has two outcomes")
			}
			if err != nil {
				continue
			}
			w.applied(first)
			w.treated(was, told)
		}
	})
}

// applied brings the state on by a change and what it does to visits, and wants each
// move to be one that an operator could make at that moment.
func (w *week) applied(events []queue.Event) {
	for _, e := range events {
		if moved, ok := e.(appointment.WasMoved); ok {
			if _, err := hall.Decide(w.State, queue.Turn{At: w.at}, appointment.Move{ID: moved.ID, At: moved.At}); err != nil {
				w.t.Fatalf("a visit is moved to %v, where nobody could move it: %v", moved.At, err)
			}
		}
		w.Apply(queue.Record{Seq: w.Queue.Seq() + 1, At: w.at, Actor: "test", Event: e})
	}
}

// treated wants no visit dropped silently, nor news that is not true, nor visits of
// one sort that overtook each other.
func (w *week) treated(was []appointment.Booking, told map[appointment.ID]bool) {
	var moved []appointment.Booking
	for _, old := range was {
		b := w.booking(old.ID)
		when := b.At
		if when.Before(w.at) {
			when = w.at
		}
		why, _ := w.Appointment.Receives(w.Regime, b, when)
		refused := b.News != nil && b.News.Kind == appointment.Unplaced
		switch {
		case why != "" && !refused && !told[b.ID]:
			w.t.Fatalf("visit %d at %v is dropped: %s, %+v", b.ID, b.At, why, b.News)
		case why == "" && refused:
			w.t.Fatalf("visit %d at %v is received, and has the news %+v", b.ID, b.At, b.News)
		case !b.At.Equal(old.At):
			if b.News == nil && !b.At.Equal(knownOf(old)) || b.News != nil && (b.News.Kind != appointment.Moved || !b.News.Was.Equal(knownOf(old))) {
				w.t.Fatalf("visit %d was at %v, is at %v and has the news %+v", b.ID, old.At, b.At, b.News)
			}
			for i, other := range moved {
				if other.Direction == b.Direction && other.Group == b.Group && other.Channel == b.Channel && b.At.Before(other.At) {
					w.t.Fatalf("visit %d overtakes %d (%d)", b.ID, other.ID, i)
				}
			}
			moved = append(moved, b)
		}
	}
}

func knownOf(b appointment.Booking) time.Time {
	if b.News != nil && !b.News.Was.IsZero() {
		return b.News.Was
	}
	return b.At
}

func (w *week) open() []appointment.Booking {
	return slices.DeleteFunc(w.Appointment.Between(on(-1, 0, 0), on(90, 0, 0)), func(b appointment.Booking) bool { return b.Status != appointment.Booked })
}

func (w *week) tellSome(r *rapid.T, told map[appointment.ID]bool) {
	for _, b := range w.Appointment.Untold() {
		if rapid.Bool().Draw(r, "told") {
			told[b.ID] = b.News.Kind == appointment.Unplaced
			w.must(appointment.Tell{IDs: []appointment.ID{b.ID}, Via: appointment.ByTelephone})
		}
	}
}

func (w *week) copied() *hall.State {
	text, err := json.Marshal(w.State)
	if err != nil {
		w.t.Fatalf("%v", err)
	}
	again := hall.New()
	if err := json.Unmarshal(text, again); err != nil {
		w.t.Fatalf("%v", err)
	}
	return again
}

func genChange(r *rapid.T, w *week) any {
	from := on(rapid.IntRange(0, 5).Draw(r, "first day"), rapid.IntRange(0, 17).Draw(r, "hour"), 0)
	drafted := regime.Regime{
		Name: queue.Text{Az: "Sınaq"}, From: from, To: from.Add(time.Duration(rapid.IntRange(1, 120).Draw(r, "hours")) * time.Hour),
		Rules: rapid.SampledFrom([]regime.Rules{
			shut, shut, {Hours: []regime.Span{{From: regime.HM(10, 0), To: regime.HM(14, 0)}}}, {Channels: []regime.Channel{regime.PickUp}},
			{OnlyGroups: []queue.GroupID{"senior"}}, {TicketsPerHour: 2}, {TicketsPerDay: 4},
			{Slots: &regime.Slots{Minutes: 30, Early: 10, Late: 5, PerSlot: 1}},
		}).Draw(r, "rules"),
		Scope:  regime.Scope{Directions: rapid.SampledFrom([][]queue.DirectionID{nil, {"benefits"}}).Draw(r, "scope")},
		Booked: rapid.SampledFrom([]regime.Treatment{regime.Honour, regime.Rebook, regime.Rebook, regime.Notify}).Draw(r, "treatment"),
	}
	regimes := w.Regime.Regimes()
	what := rapid.IntRange(0, 7).Draw(r, "change")
	if what > 2 && what < 6 && len(regimes) == 0 {
		return nil
	}
	switch what {
	case 3:
		drafted.ID = rapid.SampledFrom(regimes).Draw(r, "which").ID
		return regime.Amend{Regime: drafted}
	case 4:
		return regime.Withdraw{ID: rapid.SampledFrom(regimes).Draw(r, "which").ID}
	case 5:
		return regime.End{ID: rapid.SampledFrom(regimes).Draw(r, "which").ID}
	case 6:
		return regime.Override{Day: queue.DayOf(from), Working: rapid.Bool().Draw(r, "working"), Reason: queue.Text{Az: "İstisna"}}
	case 7:
		return regime.Restore{Day: queue.DayOf(from)}
	}
	return regime.Enact{Regime: drafted}
}

// Two thousand visits are treated within the time of one order.
func BenchmarkDisplacingTwoThousandVisits(b *testing.B) {
	w := &week{t: b, State: hall.New(), at: clock(8, 0)}
	w.must(queue.Configure{Config: queue.DefaultConfig()})
	w.must(regime.SetHours{Hours: regime.Ordinary()})
	n := 0
	for day := 1; n < 2000; day++ {
		for _, d := range []queue.DirectionID{"social-services", "benefits", "employment"} {
			for _, slot := range w.Slots(w.at, hall.Query{Direction: d, Channel: regime.Appointment}, on(day, 0, 0), 0) {
				for range slot.Capacity {
					if n++; n <= 2000 {
						w.must(appointment.Book{Direction: d, At: slot.At, Draw: uint32(n)})
					}
				}
			}
		}
	}
	for b.Loop() {
		events, err := hall.Decide(w.State, queue.Turn{At: w.at}, regime.Enact{Regime: regime.Regime{
			Name: queue.Text{Az: "Sınaq"}, From: on(1, 0, 0), To: on(14, 0, 0), Rules: shut, Booked: regime.Rebook,
		}})
		if err != nil || len(events) < 3000 {
			b.Fatal(len(events), err)
		}
	}
}
