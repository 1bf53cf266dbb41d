package regime_test

import (
	"strings"
	"testing"
	"time"

	"dost/server/civil"
	"dost/server/problem"
	"dost/server/regime"
)

// closing is a regime that closes the centre from one moment to another.
func closing(t testing.TB, from, to string) regime.Regime {
	return regime.Regime{
		Name: named("closing " + from), From: moment(t, from), To: moment(t, to),
		Rules: regime.Rules{Closed: true},
	}
}

// Every way to write a regime that makes no sense is refused with its own code.
func TestRegimesThatMakeNoSense(t *testing.T) {
	c := newCentre(t)
	now := moment(t, "2026-11-23 10:00")
	for _, fault := range []struct {
		what  string
		spoil func(r *regime.Regime)
		want  problem.Code
	}{
		{"ends before it begins", func(r *regime.Regime) { r.To = r.From.Add(-time.Second) },
			regime.CodeEndsBeforeBegins},
		{"zero length", func(r *regime.Regime) { r.To = r.From }, regime.CodeZeroLength},
		{"no end", func(r *regime.Regime) { r.To = time.Time{} }, regime.CodeEndsBeforeBegins},
		{"ten years and a second", func(
			r *regime.Regime) {
			r.To = r.From.AddDate(10, 0, 0).Add(time.Second)
		}, regime.CodeTooLong},
		{"past", func(r *regime.Regime) { r.From, r.To = now.Add(-time.Hour), now }, regime.CodeRegimePast},
		{"no name", func(r *regime.Regime) { r.Name.Az = "" }, regime.CodeNameNeeded},
		{"no rule", func(r *regime.Regime) { r.Rules = regime.Rules{} }, regime.CodeRuleNeeded},
		{"a decree of no day", func(r *regime.Regime) { r.Basis.Date = 20260231 }, regime.CodeBadDay},
		{"an unknown channel", func(r *regime.Regime) { r.Rules.Channels = []regime.Channel{"by post"} },
			regime.CodeUnknownChannel},
		{"an unknown treatment", func(r *regime.Regime) { r.Waiting = "drop" }, regime.CodeUnknownTreatment},
		{"a weekday too many", func(r *regime.Regime) { r.Weekdays = []time.Weekday{7} },
			regime.CodeBadWeekday},
		{"a window of no length", func(r *regime.Regime) { r.Daily = spans("10:00–10:00") },
			regime.CodeZeroLength},
		{"a window after midnight's end",
			func(r *regime.Regime) { r.Daily = []regime.Span{{From: 600, To: 1441}} }, regime.CodeBadHours},
		{"windows that overlap", func(r *regime.Regime) { r.Daily = spans("10:00–12:00", "11:00–13:00") },
			regime.CodeBadHours},
		{"windows out of order", func(r *regime.Regime) {
			r.Rules.Hours = spans("14:00–15:00",
				"10:00–12:00")
		}, regime.CodeBadHours},
		{"a night that runs into the morning",
			func(r *regime.Regime) { r.Daily = spans("08:00–12:00", "22:00–09:00") }, regime.CodeBadHours},
		{"a negative number", func(r *regime.Regime) { r.Rules.TicketsPerDay = -1 }, regime.CodeBadNumber},
		{"a share over the whole", func(
			r *regime.Regime) {
			r.Rules.Capacity = &regime.Capacity{SharePercent: 101, Seats: 9}
		}, regime.CodeBadNumber},
		{"a share of nothing", func(r *regime.Regime) {
			r.Rules.Capacity = &regime.Capacity{
				SharePercent: 30}
		}, regime.CodeBadNumber},
		{"a capacity of nobody", func(r *regime.Regime) {
			r.Rules.Capacity = &regime.Capacity{
				CompanionsCounted: true}
		}, regime.CodeBadNumber},
		{"slots of no length", func(r *regime.Regime) { r.Rules.Slots = &regime.Slots{} },
			regime.CodeBadNumber},
		{"a novel for a name", func(r *regime.Regime) { r.Name.Ru = strings.Repeat("ы", 1001) },
			regime.CodeTooMuch},
		{"a list without end", func(r *regime.Regime) { r.Scope.Services = make([]string, 501) },
			regime.CodeTooMuch},
	} {
		r := closing(t, "2026-11-24 00:00", "2026-11-25 00:00")
		fault.spoil(&r)
		t.Run(fault.what, func(t *testing.T) {
			(&centre{reporter: t, book: c.book}).refused(now, regime.Enact{Regime: r}, fault.want)
		})
	}
}

// spans reads "10:00–12:00".
func spans(texts ...string) []regime.Span {
	var list []regime.Span
	for _, text := range texts {
		var span regime.Span
		from, to, _ := strings.Cut(text, "–")
		if span.From.UnmarshalText([]byte(from)) != nil || span.To.UnmarshalText([]byte(to)) != nil {
			panic("bad span " + text)
		}
		list = append(list, span)
	}
	return list
}

// Regimes that look odd and have a clear meaning.
func TestRegimesAtTheEdge(t *testing.T) {
	now := moment(t, "2026-11-20 10:00")
	answers := func(c *centre, want map[string]problem.Code) {
		t.Helper()
		for at, code := range want {
			if v := c.book.At(moment(t, at), regime.Query{Direction: "benefits"}); v.Code != code {
				t.Errorf("%s: %q because %v, want %q", at, v.Code, v.Reasons, code)
			}
		}
	}

	t.Run("back to back there is no gap and no overlap", func(t *testing.T) {
		c := newCentre(t)
		first := c.do(now, regime.Enact{Regime: closing(t, "2026-11-23 10:00", "2026-11-23 12:00")})
		second := c.do(now, regime.Enact{Regime: closing(t, "2026-11-23 12:00", "2026-11-23 14:00")})
		for at, want := range map[string]string{"2026-11-23 11:59:59": first, "2026-11-23 12:00": second} {
			if v := c.book.At(moment(t, at), regime.Query{}); v.Regime != want || len(v.Reasons) != 1 ||
				!v.Until.Equal(moment(t, "2026-11-23 14:00")) {
				t.Errorf("%s: %+v", at, v)
			}
		}
		if conflicts := c.book.Conflicts(now); len(conflicts) > 0 {
			t.Errorf("they conflict: %v", conflicts)
		}
	})

	t.Run("overlapping they both answer", func(t *testing.T) {
		c := newCentre(t)
		c.do(now, regime.Enact{Regime: closing(t, "2026-11-23 10:00", "2026-11-23 13:00")})
		c.do(now, regime.Enact{Regime: closing(t, "2026-11-23 12:00", "2026-11-23 14:00")})
		v := c.book.At(moment(t, "2026-11-23 12:30"), regime.Query{})
		if len(v.Reasons) != 2 || v.Regime != "r1" || !v.Until.Equal(moment(t, "2026-11-23 14:00")) {
			t.Errorf("in the overlap: %+v", v)
		}
	})

	t.Run("a window past midnight belongs to the day it begins on", func(t *testing.T) {
		c := newCentre(t)
		c.do(now, regime.SetHours{Hours: regime.RoundTheClock()})
		night := closing(t, "2026-11-23 00:00", "2026-11-30 00:00")
		night.Daily, night.Weekdays = spans("22:00–02:00"), []time.Weekday{time.Monday}
		c.do(now, regime.Enact{Regime: night})
		answers(c, map[string]problem.Code{
			"2026-11-23 00:30": "", "2026-11-23 21:59": "", "2026-11-23 22:00": "closed", // Monday
			"2026-11-24 01:59:59": "closed", "2026-11-24 02:00": "", "2026-11-24 23:00": "",
		})
	})

	t.Run("other hours past midnight narrow the night", func(t *testing.T) {
		c := newCentre(t)
		c.do(now, regime.SetHours{Hours: regime.RoundTheClock()})
		late := closing(t, "2026-11-23 00:00", "2026-11-25 00:00")
		late.Rules = regime.Rules{Hours: spans("20:00–03:00")}
		c.do(now, regime.Enact{Regime: late})
		answers(c, map[string]problem.Code{
			"2026-11-23 02:00": "", "2026-11-23 03:00": "closed", "2026-11-23 20:00": "",
			"2026-11-24 02:59": "", "2026-11-25 12:00": "",
		})
	})

	t.Run("a centre open past midnight", func(t *testing.T) {
		c := newCentre(t)
		nights := regime.Hours{}
		nights.Week[time.Monday] = spans("18:00–02:00")
		c.do(now, regime.SetHours{Hours: nights})
		answers(c, map[string]problem.Code{
			"2026-11-23 01:00": "closed", "2026-11-23 18:00": "", "2026-11-24 01:59:59": "",
			"2026-11-24 02:00": "closed",
		})
		if v := c.book.At(moment(t, "2026-11-23 20:00"),
			regime.Query{}); !v.Until.Equal(moment(t, "2026-11-24 02:00")) {
			t.Errorf("open until %v", v.Until)
		}
	})

	t.Run("alike but for their notices, either may come first", func(t *testing.T) {
		one, other := closing(t, "2026-11-23 10:00", "2026-11-23 13:00"),
			closing(t, "2026-11-23 10:00", "2026-11-23 13:00")
		one.Notices, other.Notices = []regime.Notice{{Text: named("one")}},
			[]regime.Notice{{Text: named("other")}}
		var told [2]string
		for i, order := range [][]regime.Regime{{one, other}, {other, one}} {
			c := newCentre(t)
			for _, r := range order {
				c.do(now, regime.Enact{Regime: r})
			}
			told[i] = said(c.book.At(one.From, regime.Query{}))
		}
		if told[0] != told[1] {
			t.Errorf("entered in one order:\n%s\nin the other:\n%s", told[0], told[1])
		}
	})

	t.Run("ten years to the second", func(t *testing.T) {
		c := newCentre(t)
		c.do(now, regime.Enact{Regime: closing(t, "2026-11-23 00:00", "2036-11-23 00:00")})
		v := c.book.At(moment(t, "2026-11-23 09:00"), regime.Query{})
		if v.Admit || !v.Until.Equal(moment(t, "2036-11-24 09:00")) { // 23 November 2036 is a Sunday
			t.Errorf("a closing of ten years: %+v", v)
		}
	})

	t.Run("begun already it begins now", func(t *testing.T) {
		c := newCentre(t)
		id := c.do(now, regime.Enact{Regime: closing(t, "2026-11-01 00:00", "2026-11-21 00:00")})
		if r, _ := c.book.Regime(id); !r.From.Equal(now) {
			t.Errorf("it begins at %v, want the moment of the decision", r.From)
		}
		answers(c, map[string]problem.Code{"2026-11-20 09:59:59": "", "2026-11-20 10:00": "closed"})
	})

	t.Run("closing now", func(t *testing.T) {
		c := newCentre(t)
		id := c.do(now, regime.CloseNow(regime.Scope{Directions: directions[:1]}, named("smoke"),
			now.Add(time.Hour)))
		for i, want := range []problem.Code{"closed", "", ""} {
			if v := c.book.At(now, regime.Query{Direction: directions[i]}); v.Code != want {
				t.Errorf("%s: %q, want %q", directions[i], v.Code, want)
			}
		}
		if begun := c.book.InForce(now); len(begun) != 1 || begun[0].ID != id ||
			begun[0].Waiting != regime.Notify {
			t.Errorf("what begins now: %+v", begun)
		}
	})

	t.Run("the thousandth is the last", func(t *testing.T) {
		c := newCentre(t)
		r := closing(t, "2026-11-23 00:00", "2026-11-24 00:00")
		for range regime.MaxRegimes {
			c.apply(now, regime.Enacted{Regime: r})
		}
		c.refused(now, regime.Enact{Regime: r}, regime.CodeTooMany)
		c.do(moment(t, "2026-11-24 00:00"),
			regime.Enact{Regime: closing(t, "2026-11-25 00:00", "2026-11-26 00:00")})
	})

	t.Run("any moment has an answer", func(t *testing.T) {
		c, _, _ := march2020(t)
		for _, at := range []time.Time{{}, time.Unix(0, 0), time.Unix(1<<62, 0), time.Unix(-1<<62, 0),
			moment(t, "9999-12-31 23:59:59")} {
			if v := c.book.At(at, regime.Query{}); !v.Admit && v.Code == "" {
				t.Errorf("%v: neither admitted nor refused", at)
			}
			c.book.NextChange(at)
			c.book.Calendar().Day(civil.DayOf(at))
		}
	})
}
