package centre_test

import (
	"testing"
	"time"

	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/notification"
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
	*centre.State
	at time.Time
}

func newWeek(t *testing.T) *week {
	w := &week{t: t, State: centre.New(), at: clock(8, 0)}
	w.must(queue.Configure{Config: queue.DefaultConfig()})
	w.must(regime.SetHours{Hours: regime.Ordinary()})
	return w
}

func (w *week) do(command centre.Command) ([]event.Event, error) {
	events, err := centre.Decide(w.State, event.Meta{At: w.at, Actor: "test"}, command)
	for _, e := range events {
		w.Apply(event.Record{Seq: w.Queue.Seq() + 1, At: w.at, Actor: "test", Event: e})
	}
	return events, err
}

func (w *week) must(command centre.Command) []event.Event {
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
		Name: i18n.Text{Az: "Sınaq", Ru: "Проба", En: "Trial"}, From: from, To: to, Rules: rules,
		Waiting: regime.Notify, Booked: booked,
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
		news      notification.Kind
	}{
		{regime.Honour, on(1, 11, 15), ""},
		{regime.Rebook, on(1, 10, 45), notification.Moved}, // a day ahead, so an earlier time may be nearer
		{regime.Notify, on(1, 11, 15), notification.NotReceived},
		{"", on(1, 11, 15), notification.NotReceived}, // as Waiting says
	} {
		w := newWeek(t)
		before, in, after := w.book(on(1, 10, 0)), w.book(on(1, 11, 15)), w.book(on(1, 13, 0))
		id := w.enact(on(1, 11, 0), on(1, 13, 0), shut, one.treatment)
		for _, untouched := range []appointment.ID{before, after} {
			if b := w.booking(untouched); b.Pending != nil || b.MovedBy != "" {
				t.Errorf("%s: a visit at %v is touched", one.treatment, b.At)
			}
		}
		b := w.booking(in)
		if !b.At.Equal(one.at) || b.Pending == nil != (one.news == "") {
			t.Fatalf("%s: the visit is at %v with the news %+v", one.treatment, b.At, b.Pending)
		}
		if b.Pending != nil && (b.Pending.Kind != one.news || b.Pending.Regime != id ||
			b.Pending.Kind == notification.Moved && !b.Pending.Was.Equal(on(1, 11, 15))) {
			t.Errorf("%s: the news is %+v", one.treatment, b.Pending)
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
	// Saturday 7 and Sunday 8 March: the 8th is a holiday, moved to Monday
	w.enact(on(1, 0, 0), on(5, 0, 0), shut, regime.Rebook)
	last := time.Time{}
	for i, id := range ids {
		b := w.booking(id)
		if b.At.Before(on(8, 0, 0)) || b.At.Before(last) || b.Pending == nil ||
			b.Pending.Kind != notification.Moved {
			t.Errorf("visit %d is at %v, after %v, with the news %+v", i, b.At, last, b.Pending)
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
	for _, slot := range w.Slots(w.at, centre.Query{Direction: "benefits", Channel: regime.Appointment}, at,
		0) {
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
	if b := w.booking(id); b.Pending != nil {
		t.Fatalf("withdrawn, and there is news: %+v", b.Pending)
	}

	closure = w.enact(on(2, 0, 0), on(3, 0, 0), shut, regime.Notify)
	r, _ := w.Regime.Regime(closure)
	r.Booked = regime.Rebook
	w.must(regime.Amend{Regime: r, Rev: r.Rev})
	b := w.booking(id)
	if !b.At.Equal(on(3, 10, 0)) || b.Pending.Kind != notification.Moved ||
		!b.Pending.Was.Equal(on(2, 10, 0)) {
		t.Fatalf("amended to give another time: %v, %+v", b.At, b.Pending)
	}
	w.enact(on(3, 0, 0), on(4, 0, 0), shut, regime.Rebook)
	b = w.booking(id)
	if !b.At.Equal(on(4, 10, 0)) || !b.Pending.Was.Equal(on(2, 10, 0)) {
		t.Fatalf("moved twice: %v, %+v", b.At, b.Pending)
	}
	third := w.enact(on(4, 0, 0), on(5, 0, 0), shut, regime.Notify)
	if b = w.booking(id); b.Pending.Kind != notification.NotReceived || !b.Pending.Was.Equal(on(2, 10, 0)) {
		t.Fatalf("then not received: %+v", b.Pending)
	}
	w.must(regime.Withdraw{ID: third})
	if b = w.booking(id); b.Pending.Kind != notification.Moved || !b.Pending.Was.Equal(on(2, 10, 0)) ||
		!b.At.Equal(on(4, 10, 0)) {
		t.Fatalf("received again: %v, %+v", b.At, b.Pending)
	}
	w.must(appointment.Notify{IDs: []appointment.ID{id}, Via: notification.ByTelephone})
	w.must(regime.Override{Day: 20260306, Reason: i18n.Text{Az: "Qeyri-iş günü"}})
	if b = w.booking(id); b.Pending.Kind != notification.NotReceived || b.Pending.Regime != "" {
		t.Fatalf("a day of rest: %+v", b.Pending)
	}
	w.must(regime.Restore{Day: 20260306})
	if b = w.booking(id); b.Pending != nil {
		t.Errorf("a working day again: %+v", b.Pending)
	}
	w.must(regime.Override{Day: 20260306, Reason: i18n.Text{Az: "Qeyri-iş günü"}})
	w.must(appointment.Notify{IDs: []appointment.ID{id}, Via: notification.ByTelephone})
	w.must(regime.Restore{Day: 20260306})
	if b = w.booking(id); b.Pending == nil || b.Pending.Kind != notification.Received {
		t.Errorf("told that it is not received, and received again: %+v", b.Pending)
	}
}

// Who was told "you cannot be received" is told when it is true no longer, whatever
// comes between; and what was never heard needs no second call.
func TestWhoWasToldOtherwiseIsTold(t *testing.T) {
	w := newWeek(t)
	id := w.book(on(2, 10, 0))
	told := func() {
		w.must(appointment.Notify{IDs: []appointment.ID{id}, Via: notification.ByTelephone})
	}
	refuse := func(treatment regime.Treatment) string {
		return w.enact(on(2, 0, 0), on(3, 0, 0), shut, treatment)
	}
	news := func() (kind notification.Kind) {
		if n := w.booking(id).Pending; n != nil {
			kind = n.Kind
		}
		return kind
	}
	withdraw := func(id string) { w.must(regime.Withdraw{ID: id}) }

	closure := refuse(regime.Notify)
	told()
	r, _ := w.Regime.Regime(closure)
	r.Booked = regime.Honour
	w.must(regime.Amend{Regime: r, Rev: r.Rev})
	if got := news(); got != notification.Received {
		t.Fatalf("amended to honour it: %q", got)
	}
	r, _ = w.Regime.Regime(closure)
	r.Booked = regime.Notify
	w.must(regime.Amend{Regime: r, Rev: r.Rev})
	if got := news(); got != "" {
		t.Fatalf("refused again before anybody told it otherwise: %q", got)
	}
	w.at = on(1, 10, 1)
	w.must(queue.Tick{})
	if got := news(); got != "" {
		t.Fatalf("who knows that he is not received has the news %q", got)
	}
	withdraw(closure)
	if b := w.booking(id); b.Pending == nil || b.Pending.Kind != notification.Received ||
		b.Pending.Regime != closure {
		t.Fatalf("withdrawn: %+v", b.Pending)
	}
	told()
	w.must(queue.Tick{})
	if b := w.booking(id); b.Pending != nil || b.Heard != notification.Received ||
		b.Reminder != appointment.ReminderSent {
		t.Fatalf("told within a day of the visit: %+v", b)
	}
	closure = refuse(regime.Notify)
	if got := news(); got != notification.NotReceived {
		t.Fatalf("refused once more: %q", got)
	}
	told()
	withdraw(closure)
	refuse(regime.Rebook)
	if b := w.booking(id); b.At.Equal(on(2, 10, 0)) || news() != notification.Moved ||
		!b.Pending.Was.Equal(on(2, 10, 0)) {
		t.Errorf("put elsewhere instead: %v, %+v", b.At, b.Pending)
	}
}

// A limit of tickets below what is booked is a refusal, too: who booked first stays.
func TestALimitBelowWhatIsBooked(t *testing.T) {
	w := newWeek(t)
	w.must(regime.Enact{Regime: regime.Regime{Name: i18n.Text{Az: "Yer çox"}, From: on(0, 8, 0),
		To: on(5, 0, 0), Rules: regime.Rules{
			Slots: &regime.Slots{Minutes: 15, Early: 30, Late: 10, PerSlot: 5}}}})
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

// Who was beyond a limit, and was told so, comes within it when another's place becomes
// free: that alone is no notification. But when the rules change, he is told that he is received.
func TestWhoCameWithinALimitIsToldWhenItEnds(t *testing.T) {
	w := newWeek(t)
	first, second := w.book(on(2, 10, 0)), w.book(on(2, 11, 0))
	limit := w.enact(on(2, 0, 0), on(3, 0, 0), regime.Rules{TicketsPerDay: 1}, regime.Notify)
	w.must(appointment.Notify{IDs: []appointment.ID{second}, Via: notification.ByTelephone})
	w.must(appointment.Cancel{ID: first, Reason: "asked for by the visitor"})
	if b := w.booking(second); b.Pending != nil || b.Heard != notification.NotReceived {
		t.Fatalf("a place became free, and his news is %+v; he was told %q", b.Pending, b.Heard)
	}
	w.must(regime.Withdraw{ID: limit})
	if b := w.booking(second); b.Pending == nil || b.Pending.Kind != notification.Received {
		t.Errorf("the limit is gone, he was told that he is not received, and his news is %+v", b.Pending)
	}
}
