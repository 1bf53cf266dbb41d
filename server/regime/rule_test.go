package regime_test

import (
	"slices"
	"testing"

	"dost/server/i18n"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
)

// together enacts regimes with these rules for one open day, and gives what
// holds at noon.
func together(t *testing.T, q regime.Query, rules ...regime.Rules) regime.Verdict {
	t.Helper()
	c := newCentre(t)
	for i, rule := range rules {
		r := closing(t, "2026-11-23 00:00", "2026-11-24 00:00")
		r.Name, r.Rules = named(string(rune('A'+i))), rule
		c.do(moment(t, "2026-11-20 10:00"), regime.Enact{Regime: r})
	}
	return c.book.At(moment(t, "2026-11-23 12:00"), q)
}

// Each rule alone and against another of its kind: who is refused, with which
// code, in which order of reasons.
func TestStricterWins(t *testing.T) {
	senior, disabled := queue.GroupID("senior"), queue.GroupID("disability")
	only := func(channels ...regime.Channel) regime.Rules { return regime.Rules{Channels: channels} }
	services := func(ids ...string) regime.Rules { return regime.Rules{OnlyServices: ids} }
	groups := func(ids ...queue.GroupID) regime.Rules { return regime.Rules{OnlyGroups: ids} }
	hours := func(text string) regime.Rules { return regime.Rules{Hours: spans(text)} }

	for _, c := range []struct {
		what  string
		query regime.Query
		rules []regime.Rules
		want  problem.Code
		why   []regime.RuleName
	}{
		{"a walk-in by appointment only", regime.Query{},
			[]regime.Rules{only(regime.Appointment, regime.PickUp)}, "appointment-only",
			[]regime.RuleName{"channels"}},
		{"an appointment by appointment only", regime.Query{Channel: regime.Appointment},
			[]regime.Rules{only(regime.Appointment)}, "", []regime.RuleName{"channels"}},
		{"an appointment in a walk-in regime", regime.Query{Channel: regime.Appointment},
			[]regime.Rules{only(regime.WalkIn)}, "walk-in-only", []regime.RuleName{"channels"}},
		{"a walk-in when two regimes leave pick-ups", regime.Query{},
			[]regime.Rules{only(regime.Appointment, regime.PickUp), only(regime.WalkIn, regime.PickUp)},
			"pick-up-only", []regime.RuleName{"channels"}},
		{"a walk-in when two regimes leave no channel", regime.Query{},
			[]regime.Rules{only(regime.WalkIn), only(regime.PickUp)}, "closed",
			[]regime.RuleName{"channels"}},
		{"a listed service", regime.Query{Service: "a"}, []regime.Rules{services("a", "b")}, "",
			[]regime.RuleName{"services"}},
		{"another service", regime.Query{Service: "c"}, []regime.Rules{services("a", "b")}, "services-only",
			[]regime.RuleName{"services"}},
		{"no service named", regime.Query{}, []regime.Rules{services("a", "b")}, "services-only",
			[]regime.RuleName{"services"}},
		{"a service on one list of two", regime.Query{Service: "a"},
			[]regime.Rules{services("a", "b"), services("b")}, "services-only",
			[]regime.RuleName{"services"}},
		{"two lists without a common service", regime.Query{Service: "a"},
			[]regime.Rules{services("a"), services("b")}, "closed", []regime.RuleName{"services"}},
		{"a senior in the senior hours", regime.Query{Group: senior},
			[]regime.Rules{groups(senior, disabled)}, "", []regime.RuleName{"groups"}},
		{"another in the senior hours", regime.Query{}, []regime.Rules{groups(senior, disabled)},
			"not-eligible", []regime.RuleName{"groups"}},
		{"within both hours", regime.Query{}, []regime.Rules{hours("10:00–13:00"), hours("11:00–15:00")}, "",
			[]regime.RuleName{"hours", "hours"}},
		{"within one of two hours", regime.Query{},
			[]regime.Rules{hours("10:00–12:00"), hours("11:00–15:00")}, "closed", []regime.RuleName{"hours"}},
		{"closed wins over all", regime.Query{Service: "c"},
			[]regime.Rules{services("a"), only(regime.PickUp), {Closed: true}}, "closed",
			[]regime.RuleName{"closed", "channels", "services"}},
	} {
		v := together(t, c.query, c.rules...)
		var why []regime.RuleName
		for _, reason := range v.Reasons {
			why = append(why, reason.Rule)
		}
		if v.Code != c.want || v.Admit != (c.want == "") || !slices.Equal(why, c.why) {
			t.Errorf("%s: %q because of %v; want %q because of %v", c.what, v.Code, why, c.want, c.why)
		}
	}
}

// Of numbers the least holds, of slots the narrowest.
func TestNumbersTakeTheirLeast(t *testing.T) {
	v := together(t, regime.Query{},
		regime.Rules{Capacity: &regime.Capacity{SharePercent: 30, Seats: 55}, TicketsPerHour: 40,
			Slots: &regime.Slots{Minutes: 10, Early: 30, Late: 10}},
		regime.Rules{Capacity: &regime.Capacity{Area: 300, PerPerson: 15, PerDesk: 2,
			CompanionsCounted: true}, TicketsPerDay: 200, ForecastClosing: true},
		regime.Rules{Capacity: &regime.Capacity{Fixed: 90, PerDesk: 3}, TicketsPerHour: 25,
			TicketsPerDay: 300, Slots: &regime.Slots{Minutes: 15, Early: 20, Late: 15, PerSlot: 4,
				LateCancelled: true}},
	)
	want := regime.Limits{
		Capacity: regime.Ceiling{People: 16, PerDesk: 2, CompanionsCounted: true}, // 30 % of 55, rounded down
		PerHour:  25, PerDay: 200, ForecastClosing: true,
		Slots: &regime.Slots{Minutes: 15, Early: 20, Late: 10, PerSlot: 4, LateCancelled: true},
	}
	if !v.Admit || v.Regime != "r1" || *v.Limits.Slots != *want.Slots {
		t.Fatalf("got %+v with slots %+v", v, v.Limits.Slots)
	}
	v.Limits.Slots, want.Slots = nil, nil
	if got := v.Limits; got.Capacity != want.Capacity || got.PerHour != want.PerHour ||
		got.PerDay != want.PerDay || !got.ForecastClosing {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for desks, people := range map[int]int{0: 0, 3: 6, 8: 16, 20: 16} {
		if got, limited := v.Limits.Capacity.For(desks); got != people || !limited {
			t.Errorf("%d desks hold %d, want %d", desks, got, people)
		}
	}
	if _, limited := (regime.Ceiling{}).For(5); limited {
		t.Error("no ceiling limits the hall")
	}
}

// A scope names whom a regime concerns; the others do not notice it.
func TestScope(t *testing.T) {
	c := newCentre(t)
	r := closing(t, "2026-11-23 00:00", "2026-11-24 00:00")
	r.Scope = regime.Scope{Directions: directions[:2], Services: []string{"01-09-07-00"}}
	c.do(moment(t, "2026-11-20 10:00"), regime.Enact{Regime: r})
	for q, admitted := range map[regime.Query]bool{
		{Direction: directions[0], Service: "01-09-07-00"}: false,
		{Direction: directions[0], Service: "other"}:       true,
		{Direction: directions[0]}:                         true,
		{Direction: directions[2], Service: "01-09-07-00"}: true,
	} {
		if v := c.book.At(moment(t, "2026-11-23 12:00"), q); v.Admit != admitted {
			t.Errorf("%+v: admitted %v", q, v.Admit)
		}
	}
}

// The templates are valid, speak three languages, and can be dated anew.
func TestTemplates(t *testing.T) {
	now := moment(t, "2026-12-01 12:00")
	for _, template := range regime.Templates() {
		c := newCentre(t)
		texts := []i18n.Text{template.Name}
		by := now.Sub(template.Regimes[0].From)
		for _, r := range template.Regimes {
			r.From, r.To = r.From.Add(by), r.To.Add(by)
			if err := regime.Validate(r); err != nil {
				t.Errorf("%s: %v", template.ID, err)
			}
			c.do(now, regime.Enact{Regime: r})
			texts = append(texts, r.Name)
			for _, notice := range r.Notices {
				texts = append(texts, notice.Text)
			}
			for _, other := range r.Alternatives {
				texts = append(texts, other.Text)
			}
		}
		for _, text := range texts {
			if text.Az == "" || text.Ru == "" || text.En == "" {
				t.Errorf("%s lacks a language: %+v", template.ID, text)
			}
		}
	}
	if _, ok := regime.TemplateByID("none"); ok {
		t.Error("a template that does not exist was found")
	}
}

// May 2020: two services only, then everything with the senior hours.
func TestMay2020(t *testing.T) {
	c := newCentre(t)
	template, _ := regime.TemplateByID("may-2020")
	for _, r := range template.Regimes {
		c.do(moment(t, "2020-05-01 12:00"), regime.Enact{Regime: r})
	}
	for _, step := range []struct {
		at    string
		query regime.Query
		want  problem.Code
	}{
		{"2020-05-04 10:00", regime.Query{Direction: "benefits", Service: "05-02-01-03"}, ""},
		{"2020-05-04 10:00", regime.Query{Direction: "employment", Service: "05-04-05-00"}, "services-only"},
		{"2020-05-20 17:59", regime.Query{Direction: "employment", Service: "05-04-05-00"}, "services-only"},
		{"2020-05-21 09:00", regime.Query{Direction: "employment", Service: "05-04-05-00"}, ""},
		{"2020-05-21 10:00", regime.Query{Direction: "employment"}, "not-eligible"},
		{"2020-05-21 11:59", regime.Query{Direction: "employment", Group: "senior"}, ""},
		{"2020-05-21 12:00", regime.Query{Direction: "employment"}, ""},
	} {
		if v := c.book.At(moment(t, step.at), step.query); v.Code != step.want {
			t.Errorf("%s, %+v: %q, want %q", step.at, step.query, v.Code, step.want)
		}
	}
	v := c.book.At(moment(t, "2020-05-21 09:30"), regime.Query{Direction: "employment"})
	if people, _ := v.Limits.Capacity.For(6); people != 18 {
		t.Errorf("the hall holds %d, want 18: 30 %% of 60 seats, less than 300 m² ÷ 15", people)
	}
	if !v.Until.Equal(moment(t, "2020-05-21 10:00")) {
		t.Errorf("an ordinary visitor is admitted until %v", v.Until)
	}
}
