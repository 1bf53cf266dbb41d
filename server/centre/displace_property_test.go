package centre_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/notification"
	"dost/server/queue"
	"dost/server/regime"
)

// TestEveryVisitIsTreated plays random weeks of bookings and changes of the rules:
// after each change every visit is received, honoured, moved into a place that was
// free under the new rules, or has news; nothing depends on chance.
func TestEveryVisitIsTreated(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := &week{t: r, State: centre.New(), at: clock(8, 0)}
		w.must(queue.Configure{Config: queue.DefaultConfig()})
		w.must(regime.SetHours{Hours: regime.Ordinary()})
		for range rapid.IntRange(1, 120).Draw(r, "visits") {
			day, quarter := rapid.IntRange(0, 4).Draw(r, "day"), rapid.IntRange(0, 19).Draw(r, "quarter")
			_, _ = w.do(appointment.Book{
				Direction: rapid.SampledFrom([]queue.DirectionID{"benefits", "employment"}).Draw(r,
					"direction"),
				Group:   rapid.SampledFrom([]queue.GroupID{"", "", "senior"}).Draw(r, "group"),
				Channel: rapid.SampledFrom([]regime.Channel{"", "", regime.PickUp}).Draw(r, "channel"),
				At:      on(day, 9, 0).Add(time.Duration(quarter) * 15 * time.Minute),
				Draw:    uint32(w.Queue.Seq()),
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
			first, err := centre.Decide(w.State, event.Meta{At: w.at}, change)
			second, _ := centre.Decide(again, event.Meta{At: w.at}, change)
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
func (w *week) applied(events []event.Event) {
	for _, e := range events {
		if moved, ok := e.(appointment.WasMoved); ok {
			if _, err := centre.Decide(w.State, event.Meta{At: w.at},
				appointment.Move{ID: moved.ID, At: moved.At}); err != nil {
				w.t.Fatalf("a visit is moved to %v, where nobody could move it: %v", moved.At, err)
			}
		}
		w.Apply(event.Record{Seq: w.Queue.Seq() + 1, At: w.at, Actor: "test", Event: e})
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
		refused := b.Pending != nil && b.Pending.Kind == notification.NotReceived
		switch {
		case why != "" && !refused && !told[b.ID]:
			w.t.Fatalf("visit %d at %v is dropped: %s, %+v", b.ID, b.At, why, b.Pending)
		case why == "" && refused && !w.limited():
			w.t.Fatalf("visit %d at %v is received, and has the news %+v", b.ID, b.At, b.Pending)
		case why == "" && told[b.ID] && b.At.Equal(old.At) &&
			(b.Pending == nil || b.Pending.Kind != notification.Received) && !w.limited():
			w.t.Fatalf(
				"visit %d at %v is received again, its visitor was told otherwise, and has the news %+v",
				b.ID, b.At, b.Pending)
		case b.Pending != nil && b.Pending.Kind == notification.Received && (why != "" || !told[b.ID]) &&
			!w.limited():
			w.t.Fatalf("visit %d at %v is received after all, says the news; told otherwise: %v; %s", b.ID,
				b.At, told[b.ID], why)
		case why != "" && told[b.ID] && b.Pending != nil && !w.limited():
			w.t.Fatalf("visit %d at %v is not received, as its visitor knows, and has the news %+v", b.ID,
				b.At, b.Pending)
		case !b.At.Equal(old.At):
			if b.Pending == nil && !b.At.Equal(knownOf(old)) || b.Pending != nil &&
				(b.Pending.Kind != notification.Moved || !b.Pending.Was.Equal(knownOf(old))) {
				w.t.Fatalf("visit %d was at %v, is at %v and has the news %+v", b.ID, old.At, b.At, b.Pending)
			}
			for i, other := range moved {
				if other.Direction == b.Direction && other.Group == b.Group && other.Channel == b.Channel &&
					b.At.Before(other.At) {
					w.t.Fatalf("visit %d overtakes %d (%d)", b.ID, other.ID, i)
				}
			}
			moved = append(moved, b)
			delete(told, b.ID) // of another time he was told nothing
		}
	}
}

// limited tells whether a regime limits tickets: a visit that was beyond the limit can
// come within it when another moves away, and its notification stays.
func (w *week) limited() bool {
	return slices.ContainsFunc(w.Regime.Regimes(),
		func(r regime.Regime) bool { return r.Rules.TicketsPerDay+r.Rules.TicketsPerHour > 0 })
}

func knownOf(b appointment.Booking) time.Time {
	if b.Pending != nil && !b.Pending.Was.IsZero() {
		return b.Pending.Was
	}
	return b.At
}

func (w *week) open() []appointment.Booking {
	return slices.DeleteFunc(w.Appointment.Between(on(-1, 0, 0), on(90, 0, 0)),
		func(b appointment.Booking) bool { return b.Status != appointment.Booked })
}

func (w *week) tellSome(r *rapid.T, told map[appointment.ID]bool) {
	for _, b := range w.Appointment.Pending() {
		if rapid.Bool().Draw(r, "told") {
			told[b.ID] = b.Pending.Kind == notification.NotReceived
			w.must(appointment.Notify{IDs: []appointment.ID{b.ID}, Via: notification.ByTelephone})
		}
	}
}

func (w *week) copied() *centre.State {
	text, err := json.Marshal(w.State)
	if err != nil {
		w.t.Fatalf("%v", err)
	}
	again := centre.New()
	if err := json.Unmarshal(text, again); err != nil {
		w.t.Fatalf("%v", err)
	}
	return again
}

func genChange(r *rapid.T, w *week) centre.Command {
	from := on(rapid.IntRange(0, 5).Draw(r, "first day"), rapid.IntRange(0, 17).Draw(r, "hour"), 0)
	drafted := regime.Regime{
		Name: i18n.Text{Az: "Sınaq"}, From: from,
		To: from.Add(time.Duration(rapid.IntRange(1, 120).Draw(r, "hours")) * time.Hour),
		Rules: rapid.SampledFrom([]regime.Rules{
			shut, shut, {Hours: []regime.Span{{From: regime.HM(10, 0), To: regime.HM(14, 0)}}},
			{Channels: []regime.Channel{regime.PickUp}},
			{OnlyGroups: []queue.GroupID{"senior"}}, {TicketsPerHour: 2}, {TicketsPerDay: 4},
			{Slots: &regime.Slots{Minutes: 30, Early: 10, Late: 5, PerSlot: 1}},
		}).Draw(r, "rules"),
		Scope: regime.Scope{Directions: rapid.SampledFrom([][]queue.DirectionID{nil, {"benefits"}}).Draw(r,
			"scope")},
		Booked: rapid.SampledFrom([]regime.Treatment{regime.Honour, regime.Rebook, regime.Rebook,
			regime.Notify}).Draw(r, "treatment"),
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
		return regime.Override{Day: civil.DayOf(from), Working: rapid.Bool().Draw(r, "working"),
			Reason: i18n.Text{Az: "İstisna"}}
	case 7:
		return regime.Restore{Day: civil.DayOf(from)}
	}
	return regime.Enact{Regime: drafted}
}

// Two thousand visits are treated within the time of one command.
func BenchmarkDisplacingTwoThousandVisits(b *testing.B) {
	w := &week{t: b, State: centre.New(), at: clock(8, 0)}
	w.must(queue.Configure{Config: queue.DefaultConfig()})
	w.must(regime.SetHours{Hours: regime.Ordinary()})
	n := 0
	for day := 1; n < 2000; day++ {
		for _, d := range []queue.DirectionID{"social-services", "benefits", "employment"} {
			for _, slot := range w.Slots(w.at, centre.Query{Direction: d, Channel: regime.Appointment},
				on(day, 0, 0), 0) {
				for range slot.Capacity {
					if n++; n <= 2000 {
						w.must(appointment.Book{Direction: d, At: slot.At, Draw: uint32(n)})
					}
				}
			}
		}
	}
	for b.Loop() {
		events, err := centre.Decide(w.State, event.Meta{At: w.at}, regime.Enact{Regime: regime.Regime{
			Name: i18n.Text{Az: "Sınaq"}, From: on(1, 0, 0), To: on(14, 0, 0), Rules: shut,
			Booked: regime.Rebook,
		}})
		if err != nil || len(events) < 3000 {
			b.Fatal(len(events), err)
		}
	}
}
