package regime_test

import (
	"strings"
	"testing"
	"time"

	"dost/server/civil"
	"dost/server/regime"
)

// The weekdays that were not worked, and the weekends that were, as the ministry
// published them year by year. 2024 and 2025: domain, Working days.
func TestKnownYears(t *testing.T) {
	for _, year := range []struct {
		year        int
		off, worked string // month-day
	}{
		{2020, `01-01 01-02 01-03 01-06 01-20 03-09 03-20 03-23 03-24 03-25 03-26 03-27 05-11 05-25 05-26 05-27
			05-28 06-15 06-26 07-31 08-03 11-09 12-31`, "03-29 05-30"},
		{2021, `01-01 01-04 01-20 03-08 03-22 03-23 03-24 03-25 03-26 05-10 05-11 05-12 05-13 05-14 05-28 06-15
			06-28 07-19 07-20 07-21 11-08 11-09 12-31`, "05-08 05-16 07-17"},
		{2022, `01-03 01-04 01-20 03-07 03-08 03-21 03-22 03-23 03-24 03-25 05-02 05-03 05-09 05-30 06-15 06-27
			07-11 07-12 11-07 11-08 11-09`, "03-05 11-05"},
		{2023, `01-02 01-03 01-04 01-20 03-08 03-20 03-21 03-22 03-23 03-24 04-21 04-24 05-09 05-29 06-15 06-26
			06-27 06-28 06-29 06-30 11-08 11-09 11-10`, "06-24 06-25 11-04 12-30"},
		{2024, `01-01 01-02 01-03 01-04 01-05 02-07 03-08 03-20 03-21 03-22 03-25 03-26 04-10 04-11 04-12 05-09
			05-28 06-17 06-18 06-19 06-26 11-08 11-11 11-12 11-13 12-30 12-31`, "01-07 04-06 11-16 11-23 12-28 12-29"},
		{2025, `01-01 01-02 01-03 01-20 01-29 03-10 03-20 03-21 03-24 03-25 03-26 03-31 04-01 05-09 05-28 06-06
			06-09 06-16 06-26 06-27 11-10 11-11 12-31`, "06-21"},
		{2026, `01-01 01-02 01-20 03-09 03-20 03-23 03-24 03-25 03-26 03-27 03-30 05-11 05-27 05-28 05-29 06-15 06-26
			11-09 11-10 12-31`, ""},
	} {
		days, findings := regime.NewCalendar().Year(year.year)
		if len(findings) > 0 {
			t.Errorf("%d: unexpected findings %v", year.year, findings)
		}
		var off, worked []string
		for _, day := range days {
			weekday := dateOf(t, day).Weekday()
			switch weekend := weekday == time.Saturday || weekday == time.Sunday; {
			case !weekend && !day.Working:
				off = append(off, day.Date[5:])
			case weekend && day.Working:
				worked = append(worked, day.Date[5:])
			}
			if day.Reason.Az == "" || day.Reason.Ru == "" || day.Reason.En == "" {
				t.Errorf("%s has no reason in every language: %+v", day.Date, day.Reason)
			}
		}
		if got, want := strings.Join(off, " "), strings.Join(strings.Fields(year.off), " "); got != want {
			t.Errorf("%d: weekdays off\n got %s\nwant %s", year.year, got, want)
		}
		if got := strings.Join(worked, " "); got != year.worked {
			t.Errorf("%d: weekends worked: got %q, want %q", year.year, got, year.worked)
		}
	}
}

func dateOf(t *testing.T, day regime.DayInfo) time.Time { return moment(t, day.Date+" 00:00") }

// The working day right before a holiday, the mourning or a vote is an hour
// shorter (art. 108). A Friday before a holiday Monday is not: the day right
// before it is Sunday.
func TestEveIsShort(t *testing.T) {
	calendar := regime.NewCalendar()
	for day, short := range map[civil.Day]bool{
		// reported in the press
		20200319: true, 20250605: true, 20251107: true, 20251230: true, 20250319: true,
		20240206: true,                  // before the presidential election
		20250128: true,                  // before the municipal elections
		20260119: true,                  // before the day of mourning
		20240617: false, 20240614: true, // a holiday itself; Friday before a holiday Saturday
		20260612: false, 20200318: false, 20240619: false,
		20231230: true, // a Saturday worked by decision, before 31 December
	} {
		if got := calendar.Day(day).Short; got != short {
			t.Errorf("%d: short is %v", day, got)
		}
	}
}

// Each rule of art. 105 explains its days.
func TestReasonsNameTheirCause(t *testing.T) {
	calendar := regime.NewCalendar()
	for day, want := range map[civil.Day]string{
		20240618: "moved from a holiday: National Salvation Day",
		20240619: "moved from a holiday: Qurban feast",
		20260327: "coincide: Novruz, Ramazan feast",
		20260529: "coincide: Independence Day, Qurban feast",
		20241112: "worked on 16.11.2024 instead",
		20241123: "13.11.2024 is off instead",
		20260120: "mourning",
		20240207: "Presidential",
		20260118: "Sunday",
		20200319: "eve of a holiday",
	} {
		if got := calendar.Day(day).Reason.En; !strings.Contains(got, want) {
			t.Errorf("%d: the reason is %q, want it to tell %q", day, got, want)
		}
	}
	if calendar.Day(20240122).Kind != regime.Weekday {
		t.Error("the day of mourning on a Saturday moved a rest day; art. 105 moves holidays only")
	}
}

// A year whose feasts are not announced says so instead of guessing; entered
// as holidays they follow the same rule as the others, and the doubt is gone.
func TestYearNotYetAnnounced(t *testing.T) {
	days, findings := regime.NewCalendar().Year(2027)
	if len(days) != 365 || len(findings) != 1 || findings[0].Code != regime.FindingFeastsUnknown {
		t.Fatalf("2027: %d days, findings %v; want the one finding that the feasts are unknown", len(days),
			findings)
	}
	feast := named("a feast, announced for the sake of the test")
	var entered []regime.Override
	// Saturday and Sunday; Wednesday and Thursday
	for _, day := range []civil.Day{20270313, 20270314, 20270519, 20270520} {
		entered = append(entered, regime.Override{Day: day, Holiday: true, Reason: feast})
	}
	calendar := regime.NewCalendar(entered...)
	if _, findings := calendar.Year(2027); len(findings) != 0 {
		t.Errorf("2027 with its feasts entered is still in doubt: %v", findings)
	}
	for day, working := range map[civil.Day]bool{20270312: true, 20270315: false, 20270316: false,
		20270317: true, 20270519: false, 20270521: true} {
		if calendar.Day(day).Working != working {
			t.Errorf("%d: working is %v", day, !working)
		}
	}
	if !calendar.Day(20270312).Short {
		t.Error("the eve of an entered feast is not shorter")
	}
	if _, findings := regime.NewCalendar().Year(1999); len(findings) != 2 {
		t.Errorf("1999 has the findings %v, want feasts and decisions unknown", findings)
	}
}

// The Cabinet's trade of March 2025, entered by a manager, gives twelve days off
// on end and a working 1 April.
func TestManagerEntersCabinetDecision(t *testing.T) {
	decision := named("decision of the Cabinet")
	calendar := regime.NewCalendar(
		regime.Override{Day: 20250310, Working: true, Reason: decision},
		regime.Override{Day: 20250401, Working: true, Reason: decision},
		regime.Override{Day: 20250327, Reason: decision}, regime.Override{Day: 20250328, Reason: decision},
	)
	for day := civil.Day(20250320); day <= 20250331; day++ {
		if calendar.Day(day).Working {
			t.Errorf("%d is worked", day)
		}
	}
	for _, day := range []civil.Day{20250310, 20250401, 20250311, 20250402} {
		if !calendar.Day(day).Working {
			t.Errorf("%d is off: a traded day must not move the rest day a second time", day)
		}
	}
}

// Due dates count working days; the decision is known a working day before.
func TestCountingWorkingDays(t *testing.T) {
	calendar := regime.NewCalendar()
	for _, c := range []struct {
		from civil.Day
		n    int
		want civil.Day
	}{
		{20251107, 1, 20251112}, // over 8 to 11 November
		{20251107, 0, 20251107},
		{20251112, -1, 20251107},
		{20260319, 1, 20260331}, // over eleven days of Novruz and Ramazan
		{20260319, 10, 20260413},
		{20200319, 1, 20200329}, // a Sunday, worked by decision
		{20251230, 2, 20260106}, // into a new year: 5 and 6 January
	} {
		if got := calendar.AddWorkingDays(c.from, c.n); got != c.want {
			t.Errorf("%d and %d working days: got %d, want %d", c.from, c.n, got, c.want)
		}
	}
	if got := calendar.WorkingDayBefore(20260331); got != 20260319 {
		t.Errorf("the working day before 31 March 2026 is %d", got)
	}
}
