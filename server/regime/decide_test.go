package regime_test

import (
	"encoding/json"
	"reflect"
	"sync"
	"testing"
	"time"

	"dost/server/event"
	"dost/server/queue"
	"dost/server/regime"
)

// The life of a regime: entered, amended before and after it begins, ended.
// What is too late or unknown is refused with its own code.
func TestLifeOfARegime(t *testing.T) {
	c := newCentre(t)
	eve, begun, over := moment(t, "2026-11-20 18:00"), moment(t, "2026-11-23 12:00"),
		moment(t, "2026-12-01 00:00")
	id := c.do(eve, regime.Enact{Regime: closing(t, "2026-11-23 00:00", "2026-11-25 00:00")})
	r, ok := c.book.Regime(id)
	if !ok || r.ID != "r1" || r.Rev != 1 {
		t.Fatalf("the first record enacted %+v", r)
	}

	c.refused(eve, regime.End{ID: id}, regime.CodeNotBegun)
	c.refused(eve, regime.Withdraw{ID: "r99"}, regime.CodeUnknownRegime)
	r.From, r.To = moment(t, "2026-11-23 10:00"), moment(t, "2026-11-27 00:00")
	c.do(eve, regime.Amend{Regime: r})
	if v := c.book.At(moment(t, "2026-11-23 09:30"), regime.Query{}); !v.Admit || !v.Until.Equal(r.From) {
		t.Errorf("before the amended beginning: %+v", v)
	}

	// Once begun, the beginning stays.
	r.From = moment(t, "2026-11-24 00:00")
	c.do(begun, regime.Amend{Regime: r})
	if r, _ = c.book.Regime(id); !r.From.Equal(moment(t, "2026-11-23 10:00")) || r.Rev != 3 {
		t.Errorf("amended in force: %+v", r)
	}
	c.refused(begun, regime.Withdraw{ID: id}, regime.CodeRegimeBegun)
	c.refused(begun, regime.End{ID: id, At: over}, regime.CodeRegimeEnded)
	shorter := r
	shorter.To = begun
	c.refused(begun, regime.Amend{Regime: shorter}, regime.CodeRegimePast)

	c.do(begun, regime.End{ID: id, At: moment(t, "2026-11-24 12:00")})
	c.do(begun, regime.End{ID: id}) // now
	if v := c.book.At(begun, regime.Query{}); !v.Admit || v.Regime != "" {
		t.Errorf("ended now, the answer now is %+v", v)
	}
	c.refused(begun, regime.Amend{Regime: r}, regime.CodeRegimeEnded)
	if regimes := c.book.Regimes(); len(regimes) != 1 {
		t.Errorf("an ended regime is kept for the calendar; got %v", regimes)
	}
	c.do(moment(t, "2029-01-08 12:00"), regime.Enact{
		Regime: closing(t, "2029-01-09 00:00", "2029-01-10 00:00")})
	if _, ok := c.book.Regime(id); ok {
		t.Error("a regime ended two years ago is still kept")
	}
}

// Two managers open one regime; the second to save is told, and loses nothing.
func TestTwoManagersAtOnce(t *testing.T) {
	c := newCentre(t)
	eve := moment(t, "2026-11-20 18:00")
	id := c.do(eve, regime.Enact{Regime: closing(t, "2026-11-23 00:00", "2026-11-25 00:00")})
	seen, _ := c.book.Regime(id)

	first, second := seen, seen
	first.Name, second.Name = named("first"), named("second")
	c.do(eve, regime.Amend{Regime: first, Rev: seen.Rev})
	c.refused(eve, regime.Amend{Regime: second, Rev: seen.Rev}, regime.CodeChanged)
	c.refused(eve, regime.Withdraw{ID: id, Rev: seen.Rev}, regime.CodeChanged)
	if r, _ := c.book.Regime(id); r.Name != first.Name {
		t.Errorf("the regime is now %q", r.Name.En)
	}
}

// The calendar and the hours are set by command; what is past or senseless is
// refused.
func TestCalendarAndHoursByCommand(t *testing.T) {
	c := newCentre(t)
	now := moment(t, "2026-11-23 10:00")
	monday := regime.Override{Day: 20261130, Reason: named("water cut in the district")}
	c.do(now, monday)
	v := c.book.At(moment(t, "2026-11-30 12:00"), regime.Query{})
	if v.Admit || v.Reasons[0].Text != monday.Reason || !v.Until.Equal(moment(t, "2026-12-01 09:00")) {
		t.Errorf("a day made free: %+v", v)
	}
	c.do(now, regime.Restore{Day: monday.Day})
	if v := c.book.At(moment(t, "2026-11-30 12:00"), regime.Query{}); !v.Admit {
		t.Errorf("restored: %+v", v)
	}
	c.refused(now, regime.Restore{Day: monday.Day}, regime.CodeOverrideNeeded)
	c.refused(now, regime.Override{Day: 20261122, Reason: monday.Reason}, regime.CodeBadDay)
	c.refused(now, regime.Override{Day: 20261131, Reason: monday.Reason}, regime.CodeBadDay)
	c.refused(now, regime.Override{Day: 20261130}, regime.CodeReasonNeeded)
	c.refused(now, regime.Override{Day: 20261130, Working: true, Holiday: true, Reason: monday.Reason},
		regime.CodeOverrideHoliday)
	c.refused(now, nil, regime.CodeUnknownKind)

	bad := regime.Ordinary()
	bad.Week[time.Monday] = spans("09:00–13:00", "12:00–18:00")
	c.refused(now, regime.SetHours{Hours: bad}, regime.CodeBadHours)

	c.do(now, regime.SetHours{Hours: regime.RoundTheClock()})
	for _, at := range []string{"2026-11-29 03:00", "2026-12-31 23:59", "2027-01-01 00:00"} {
		if v := c.book.At(moment(t, at), regime.Query{}); !v.Admit || !v.Until.IsZero() {
			t.Errorf("round the clock, %s: %+v", at, v)
		}
	}
	if next := c.book.NextChange(now); !next.IsZero() {
		t.Errorf("nothing changes round the clock, yet the next change is %v", next)
	}
}

// A draft is previewed in a Book of its own.
func TestDraft(t *testing.T) {
	c := newCentre(t)
	draft := closing(t, "2026-11-23 12:00", "2026-11-23 14:00")
	with := c.book.With(draft)
	if v := with.At(draft.From, regime.Query{}); v.Admit || v.Regime != "draft" {
		t.Errorf("with the draft: %+v", v)
	}
	if v := c.book.At(draft.From, regime.Query{}); !v.Admit {
		t.Errorf("the draft touched the Book: %+v", v)
	}
}

// The journal keeps events as kind and body: each reads back as it was written,
// with the whole regime before and after.
func TestEventsReadBack(t *testing.T) {
	c, limited, _ := march2020(t)
	r, _ := c.book.Regime(limited)
	day := regime.Override{Day: 20270101, Working: true, Reason: named("inventory")}
	for _, event := range []event.Event{
		regime.Enacted{Regime: r}, regime.Amended{Before: r, After: r}, regime.Ended{Before: r, After: r},
		regime.Withdrawn{Before: r},
		regime.Overridden{Day: day.Day, Before: &day, After: &day},
		regime.HoursSet{Before: regime.Ordinary(), After: regime.RoundTheClock()},
	} {
		body, err := json.Marshal(event)
		if err != nil {
			t.Fatal(err)
		}
		again, err := regime.Events.Decode(event.Kind(), body)
		if err != nil {
			t.Fatal(err)
		}
		back, _ := json.Marshal(again)
		if reflect.TypeOf(again) != reflect.TypeOf(event) || string(back) != string(body) {
			t.Errorf("%s reads back as %s", body, back)
		}
	}
	if len(regime.Events.Kinds()) != 6 {
		t.Errorf("the kinds are %v", regime.Events.Kinds())
	}
	if _, err := regime.Events.Decode("queue.issued", nil); err == nil {
		t.Error("a foreign kind was decoded")
	}
	if _, err := regime.Events.Decode("regime.enacted",
		[]byte(`{"regime":{"daily":[{"from":"25:00"}]}}`)); err == nil {
		t.Error("a clock time of 25:00 was decoded")
	}
}

// A snapshot reads back as the same Book, and foreign events pass it by.
func TestSnapshot(t *testing.T) {
	c, _, _ := march2020(t)
	c.do(moment(t, "2020-03-14 10:00"), regime.Override{Day: 20200331, Reason: named("repairs")})
	c.apply(moment(t, "2020-03-14 10:00"), queue.DayOpened{Day: 20200314})
	text, err := json.Marshal(c.book)
	if err != nil {
		t.Fatal(err)
	}
	var again regime.Book
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(again.Regimes(), c.book.Regimes()) ||
		!reflect.DeepEqual(again.Overrides(), c.book.Overrides()) ||
		!reflect.DeepEqual(again.Hours(), c.book.Hours()) {
		t.Errorf("the Book reads back otherwise:\n%s", text)
	}
	for at := moment(t, "2020-03-13 00:00"); at.Before(moment(t, "2020-04-02 00:00")); at = at.Add(
		97 * time.Minute) {
		if a, b := c.book.At(at, regime.Query{}), again.At(at, regime.Query{}); !reflect.DeepEqual(a, b) {
			t.Fatalf("%v: %+v, read back %+v", at, a, b)
		}
	}
	if err := json.Unmarshal([]byte(`{"regimes":7}`), &again); err == nil {
		t.Error("a broken snapshot was read")
	}
}

// Screens ask while the writer applies: each answer is of one Book or the other.
func TestAskedWhileItChanges(t *testing.T) {
	c := newCentre(t)
	now := moment(t, "2026-11-23 10:00")
	var asking sync.WaitGroup
	for _, direction := range directions {
		asking.Go(func() {
			for range 500 {
				if v := c.book.At(now, regime.Query{Direction: direction}); v.Admit == (v.Regime != "") {
					t.Errorf("neither open nor closed by the regime: %+v", v)
				}
				c.book.Preview(20261123, directions)
			}
		})
	}
	for range 100 {
		id := c.do(now, regime.CloseNow(regime.Scope{}, named("drill"), now.Add(time.Hour)))
		c.do(now, regime.End{ID: id})
	}
	asking.Wait()
}
