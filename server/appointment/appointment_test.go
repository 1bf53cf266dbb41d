package appointment_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/notification"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
)

// monday is a working day at ordinary hours, 09:00 to 18:00.
func monday(hour, minute int) time.Time {
	return time.Date(2026, 3, 2, hour, minute, 0, 0, civil.Baku)
}

// scenario is a centre with the default configuration and ordinary hours.
type scenario struct {
	t interface {
		Helper()
		Fatalf(string, ...any)
	}
	*centre.State
	at time.Time
}

func newCentre(t *testing.T) *scenario {
	c := &scenario{t: t, State: centre.New(), at: monday(8, 0)}
	c.must(queue.Configure{Config: queue.DefaultConfig()})
	c.must(regime.SetHours{Hours: regime.Ordinary()})
	return c
}

func (c *scenario) do(command centre.Command) ([]event.Event, error) {
	events, err := centre.Decide(c.State, event.Meta{At: c.at, Actor: "test"}, command)
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		c.Apply(event.Record{Seq: c.Queue.Seq() + 1, At: c.at, Actor: "test", Event: e})
	}
	return events, nil
}

func (c *scenario) must(command centre.Command) []event.Event {
	c.t.Helper()
	events, err := c.do(command)
	if err != nil {
		c.t.Fatalf("%T at %v: %v", command, c.at, err)
	}
	return events
}

func (c *scenario) refused(code problem.Code, command centre.Command) map[string]any {
	c.t.Helper()
	_, err := c.do(command)
	var refusal *problem.Error
	if !errors.As(err, &refusal) || refusal.Code != code {
		c.t.Fatalf("%T at %v: %v, want %s", command, c.at, err, code)
	}
	return refusal.Facts
}

// book gives the new booking.
func (c *scenario) book(at time.Time) appointment.Booking {
	c.t.Helper()
	c.must(appointment.Book{Direction: "benefits", At: at, Draw: uint32(at.Unix())})
	b, _ := c.Appointment.Booking(appointment.ID(c.Queue.Seq()))
	return b
}

func (c *scenario) enact(r regime.Regime) string {
	c.t.Helper()
	r.Name = i18n.Text{Az: "Sınaq", Ru: "Проба", En: "Trial"}
	c.must(regime.Enact{Regime: r})
	list := c.Regime.Regimes()
	return list[len(list)-1].ID
}

func TestSlotsFollowTheDaysHours(t *testing.T) {
	c := newCentre(t)
	q := regime.Query{Direction: "benefits", Channel: regime.Appointment}
	slots := c.Slots(c.at, q, c.at, 0)
	if len(slots) == 0 || !slots[0].At.Equal(monday(9, 0)) || !slots[len(slots)-1].At.Equal(monday(17, 45)) {
		t.Fatalf("%d slots, from %v to %v", len(slots), slots[0].At, slots[len(slots)-1].At)
	}
	if sunday := c.Slots(c.at, q, c.at.AddDate(0, 0, -1), 0); len(sunday) != 0 {
		t.Errorf("Sunday has %d slots", len(sunday))
	}
	c.book(monday(10, 0))
	for range slots[4].Capacity - 1 {
		c.book(monday(10, 0))
	}
	c.refused(appointment.CodeSlotTaken, appointment.Book{Direction: "benefits", At: monday(10, 0)})
	c.refused(appointment.CodeNoSlot, appointment.Book{Direction: "benefits", At: monday(10, 5)})
	c.refused(appointment.CodeSlotPast, appointment.Book{Direction: "benefits", At: monday(7, 0)})
	c.refused(queue.CodeClosed, appointment.Book{Direction: "benefits", At: monday(19, 0)})
	c.enact(regime.Regime{From: monday(13, 7), To: monday(13, 22), Rules: regime.Rules{Closed: true}})
	for _, slot := range c.Slots(c.at, q, c.at, 0) {
		if slot.At.Minute()%15 != 0 || slot.At.Equal(monday(13, 0)) || slot.At.Equal(monday(13, 15)) {
			t.Errorf("a closure from 13:07 to 13:22 leaves a slot at %v", slot.At)
		}
	}
	c.refused(appointment.CodeBadChannel,
		appointment.Book{Direction: "benefits", At: monday(10, 0), Channel: regime.WalkIn})
}

// TestComingAtEveryTime is the rule of thirty minutes early and ten late, minute by
// minute.
func TestComingAtEveryTime(t *testing.T) {
	c := newCentre(t)
	b := c.book(monday(10, 0))
	check := appointment.CheckIn{Code: appointment.Spoken(b.Code)}
	c.at = monday(9, 29)
	if facts := c.refused(appointment.CodeTooEarly, check); !facts["from"].(time.Time).Equal(monday(9, 30)) {
		t.Errorf("too early: come back %v", facts["from"])
	}
	c.at = monday(9, 30)
	came := c.must(check)
	ticket, _ := c.Queue.Ticket(came[len(came)-1].(appointment.CameIn).Ticket)
	if ticket.Label != "B001" || !ticket.Appointment.Equal(monday(10, 0)) {
		t.Errorf("the ticket is %+v", ticket)
	}
	if facts := c.refused(appointment.CodeCheckedIn, check); facts["number"] != "B001" {
		t.Errorf("again: %v", facts)
	}

	other := c.book(monday(11, 0))
	c.at = monday(11, 10)
	c.must(queue.Tick{})
	if b, _ := c.Appointment.Booking(other.ID); b.Status != appointment.Booked {
		t.Errorf("ten minutes late it is %s", b.Status)
	}
	c.at = monday(11, 11)
	c.must(queue.Tick{})
	if y := c.Appointment.Tally("benefits", c.at); y.Missed != 1 || y.CheckedIn != 1 {
		t.Errorf("the day counts %+v", y)
	}
	late := c.must(appointment.CheckIn{IDs: []appointment.ID{b.ID, other.ID}})
	if e := late[len(late)-1].(appointment.CameIn); !e.Late || e.ID != other.ID {
		t.Errorf("late: %+v", e)
	}
	checked := late[len(late)-1].(appointment.CameIn)
	if ticket, _ := c.Queue.Ticket(checked.Ticket); !ticket.Appointment.IsZero() {
		t.Error("who is too late goes before the walk-ins")
	}

	c.enact(regime.Regime{From: monday(11, 15), To: monday(18, 0), Rules: regime.Rules{
		Slots: &regime.Slots{Minutes: 30, Early: 5, Late: 5, PerSlot: 1, LateCancelled: true},
	}})
	strict := c.book(monday(12, 30))
	c.at = monday(12, 36)
	c.refused(appointment.CodeMissed, appointment.CheckIn{IDs: []appointment.ID{strict.ID}})
	c.must(appointment.Move{ID: strict.ID, At: monday(13, 0)})
	c.at = monday(13, 0)
	c.must(appointment.CheckIn{Code: strict.Code})
}

// TestNewsIsToldOnce: a reminder falls due a day before, is called in vain, told, and
// does not come again; who booked within that day is spared.
func TestNewsIsToldOnce(t *testing.T) {
	c := newCentre(t)
	tomorrow := monday(10, 0).AddDate(0, 0, 1)
	far, near := c.book(tomorrow.AddDate(0, 0, 2)), c.book(tomorrow)
	c.must(queue.Tick{})
	if len(c.Appointment.Pending()) != 0 {
		t.Fatal("a reminder is due at once")
	}
	c.at = far.At.Add(-appointment.RemindBefore)
	c.must(queue.Tick{})
	c.must(queue.Tick{})
	out := c.Appointment.Pending()
	if len(out) != 1 || out[0].ID != far.ID || out[0].Pending.Kind != notification.Reminder ||
		!out[0].Pending.Since.Equal(c.at) {
		t.Fatalf("due: %+v; %d was booked within a day", out, near.ID)
	}
	c.must(appointment.RecordNoAnswer{ID: far.ID})
	c.refused(appointment.CodeUnknownAppointment, appointment.RecordNoAnswer{ID: 999})
	if again := c.Appointment.Pending(); len(again) != 1 || again[0].Pending.Tried != 1 ||
		out[0].Pending.Tried != 0 {
		t.Fatalf("called in vain: %+v", again)
	}
	told := c.must(appointment.Notify{IDs: []appointment.ID{far.ID, near.ID, 999},
		Via: notification.ByTelephone})
	if e := told[0].(appointment.Notified); len(told) != 1 || e.Code != far.Code || !e.At.Equal(far.At) ||
		e.Notification != notification.Reminder {
		t.Errorf("told: %+v", told)
	}
	c.must(queue.Tick{})
	if len(c.Appointment.Pending()) != 0 {
		t.Error("a reminder that was given is due again")
	}
}

// TestCodesNoticeMistakes: one digit misheard, or two neighbours exchanged, is never
// another code.
func TestCodesNoticeMistakes(t *testing.T) {
	c := newCentre(t)
	seen := map[string]bool{}
	for n := range 30 {
		c.must(appointment.Book{Direction: "benefits", At: monday(9+n%9, 0).AddDate(0, 0, 1+n/9), Draw: 7})
		b, _ := c.Appointment.Booking(appointment.ID(c.Queue.Seq()))
		if _, ok := appointment.ParseCode(appointment.Spoken(b.Code)); !ok || seen[b.Code] {
			t.Fatalf("code %q: right %v, given before %v", b.Code, ok, seen[b.Code])
		}
		seen[b.Code] = true
		for i := range len(b.Code) {
			for digit := byte('0'); digit <= '9'; digit++ {
				wrong := []byte(b.Code)
				wrong[i] = digit
				if _, ok := appointment.ParseCode(string(wrong)); ok && digit != b.Code[i] {
					t.Errorf("%s is taken for a code, %s was meant", wrong, b.Code)
				}
			}
			if i > 0 && b.Code[i] != b.Code[i-1] {
				wrong := []byte(b.Code)
				wrong[i], wrong[i-1] = wrong[i-1], wrong[i]
				if _, ok := appointment.ParseCode(string(wrong)); ok {
					t.Errorf("%s is taken for a code, %s was meant", wrong, b.Code)
				}
			}
		}
	}
}

// TestBookingsKeepTheirLimits plays random days: no slot ever holds more than it may,
// no limit of tickets is passed by bookings and walk-ins together, and a snapshot goes
// on like the state that it was taken of.
func TestBookingsKeepTheirLimits(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		c := newCentre(t)
		c.t = r
		per := rapid.IntRange(1, 3).Draw(r, "per slot")
		hourly := rapid.IntRange(3, 8).Draw(r, "per hour")
		c.enact(regime.Regime{From: monday(8, 30), To: monday(18, 0), Rules: regime.Rules{
			TicketsPerHour: hourly, Slots: &regime.Slots{Minutes: 15, Early: 30, Late: 10, PerSlot: per},
		}})
		c.at = monday(9, 0)
		var ids []appointment.ID
		for range rapid.IntRange(1, 80).Draw(r, "commands") {
			c.at = c.at.Add(time.Duration(rapid.IntRange(0, 5).Draw(r, "minutes")) * time.Minute)
			slot := c.at.Truncate(15 * time.Minute).Add(
				time.Duration(rapid.IntRange(0, 5).Draw(r, "slot")) * 15 * time.Minute)
			one := appointment.ID(0)
			if len(ids) > 0 {
				one = rapid.SampledFrom(ids).Draw(r, "booking")
			}
			var command centre.Command
			switch rapid.IntRange(0, 6).Draw(r, "command") {
			case 0, 1:
				command = appointment.Book{Direction: "benefits", At: slot, Draw: uint32(len(ids))}
			case 2:
				command = appointment.Move{ID: one, At: slot}
			case 3:
				command = appointment.Cancel{ID: one, Reason: "a reason"}
			case 4:
				command = appointment.CheckIn{IDs: []appointment.ID{one}}
			case 5:
				command = queue.Issue{Direction: "benefits"}
			case 6:
				command = queue.Tick{}
			}
			events, err := c.do(command)
			if refusal := (*problem.Error)(nil); err != nil && !errors.As(err, &refusal) {
				r.Fatalf("%T: %v", command, err)
			}
			if len(events) > 0 {
				if _, ok := events[0].(appointment.WasBooked); ok {
					ids = append(ids, appointment.ID(c.Queue.Seq()))
				}
			}
			c.within(per, hourly)
		}
		c.sameAfterSnapshot()
	})
}

func (c *scenario) within(per, hourly int) {
	slots, hours := map[time.Time]int{}, map[time.Time]int{}
	for _, b := range c.Appointment.Between(monday(0, 0), monday(24, 0)) {
		if b.Status == appointment.Booked || b.Status == appointment.CheckedIn {
			slots[b.At]++
			hours[b.At.Truncate(time.Hour)]++
		}
	}
	for at, n := range slots {
		if n > per {
			c.t.Fatalf("%d visits at %v, %d may be", n, at, per)
		}
	}
	for _, t := range c.Queue.Tickets() {
		if t.Appointment.IsZero() {
			hours[t.Arrival.Truncate(time.Hour)]++
		}
	}
	for at, n := range hours {
		if n > hourly {
			c.t.Fatalf("%d tickets and bookings in the hour of %v, %d may be", n, at, hourly)
		}
	}
}

func (c *scenario) sameAfterSnapshot() {
	text, err := json.Marshal(c.State)
	if err != nil {
		c.t.Fatalf("%v", err)
	}
	again := centre.New()
	if err := json.Unmarshal(text, again); err != nil {
		c.t.Fatalf("%v", err)
	}
	a, b := c.Appointment.Between(monday(0, 0), monday(24, 0)),
		again.Appointment.Between(monday(0, 0), monday(24, 0))
	if !reflect.DeepEqual(a, b) {
		c.t.Fatalf("a snapshot differs:\n%+v\n%+v", a, b)
	}
	if h1, d1 := c.Intake.Walked("benefits", c.at); true {
		if h2, d2 := again.Intake.Walked("benefits", c.at); h1 != h2 || d1 != d2 {
			c.t.Fatalf("a snapshot counts %d and %d, was %d and %d", h2, d2, h1, d1)
		}
	}
}
