package application_test

import (
	"testing"

	"pgregory.net/rapid"

	"dost/server/application"
	"dost/server/civil"
	"dost/server/passport"
)

func months(n int) passport.Period { return passport.Period{Number: n, Unit: passport.Month} }

// The periods of the four published passports, registered on Friday,
// 20 November 2026 (domain, The service passport), and the units beside them.
func TestDueDates(t *testing.T) {
	unmarked := func(n int) passport.Period { return passport.Period{Number: n} }
	hours := passport.Period{Number: 3, Unit: passport.Hour}
	for name, test := range map[string]struct {
		periods application.Periods
		want    application.Deadlines
	}{
		"seed 000, 2 / 2 / 0 days": {application.Periods{Total: days(2), Front: days(2)},
			application.Deadlines{DueOn: 20261124, DecisionBy: 20261123, FrontDue: 20261124}},
		"seed 001, 10 / 2 / 8 days": {application.Periods{Total: days(10), Front: days(2),
			Back: days(8)}, application.Deadlines{DueOn: 20261204, DecisionBy: 20261203, FrontDue: 20261124,
			BackDue: 20261204}},
		"seed 002, units unmarked": {application.Periods{Total: unmarked(10), Front: unmarked(2),
			Back: unmarked(8)}, application.Deadlines{DueOn: 20261204, DecisionBy: 20261203,
			FrontDue: 20261124, BackDue: 20261204}},
		"seed 003, front 20 over 5": {application.Periods{Total: unmarked(5), Front: unmarked(20),
			Back: unmarked(5)}, application.Deadlines{DueOn: 20261127, DecisionBy: 20261126,
			FrontDue: 20261120, BackDue: 20261127}},
		"one day": {application.Periods{Total: days(1)},
			application.Deadlines{DueOn: 20261123, DecisionBy: 20261120}},
		"hours end the same day": {application.Periods{Total: hours, Front: hours},
			application.Deadlines{DueOn: 20261120, DecisionBy: 20261120, FrontDue: 20261120}},
		"a month ends on a Sunday": {application.Periods{Total: months(1)},
			application.Deadlines{DueOn: 20261221, DecisionBy: 20261218}},
		"no part outlasts the whole": {application.Periods{Total: days(3), Front: days(5), Back: days(2)},
			application.Deadlines{DueOn: 20261125, DecisionBy: 20261124, FrontDue: 20261125,
				BackDue: 20261125}},
		"a passport that states nothing": {application.Periods{}, application.Deadlines{}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := application.Due(weekdays{}, 20261120, test.periods); got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}

func TestAMonthAfterTheThirtyFirst(t *testing.T) {
	// 28 February 2027 is a Sunday
	got := application.Due(weekdays{}, 20270129, application.Periods{Total: months(1)})
	if got.DueOn != 20270301 {
		t.Errorf("a month after 29 January ends on %d", got.DueOn)
	}
}

// The decision is in the cabinet at least one working day before the end, and no
// date lies before registration or after the whole period.
func TestDeadlinesKeepTheirOrder(t *testing.T) {
	unit := rapid.SampledFrom([]passport.Unit{"", passport.Minute, passport.Hour, passport.Day,
		passport.Month})
	period := func(rt *rapid.T, name string) passport.Period {
		return passport.Period{Number: rapid.IntRange(0, 60).Draw(rt, name),
			Unit: unit.Draw(rt, name+" unit")}
	}
	rapid.Check(t, func(rt *rapid.T) {
		day := civil.DayOf(friday.AddDate(0, 0, rapid.IntRange(0, 2000).Draw(rt, "day")))
		p := application.Periods{Total: period(rt, "total"), Front: period(rt, "front"),
			Back: period(rt, "back")}
		d := application.Due(weekdays{}, day, p)
		if p.Total.Number == 0 {
			return
		}
		if d.DueOn < day || d.DecisionBy < day || d.DecisionBy > d.DueOn || d.FrontDue > d.DueOn ||
			d.BackDue > d.DueOn {
			rt.Fatalf("registered on %d: %+v", day, d)
		}
		if d.DueOn > day && d.DecisionBy >= d.DueOn {
			rt.Fatalf("no working day between decision %d and end %d", d.DecisionBy, d.DueOn)
		}
	})
}
