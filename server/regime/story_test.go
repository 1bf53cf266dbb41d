package regime_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
)

// march2020 is the centre of source 004: on Friday 13 March at 18:00 the manager
// enters the decree, which holds from the 15th.
func march2020(t testing.TB) (c *centre, limited, novruz string) {
	c = newCentre(t)
	template, _ := regime.TemplateByID("march-2020")
	evening := moment(t, "2020-03-13 18:00")
	limited = c.do(evening, regime.Enact{Regime: template.Regimes[0]})
	novruz = c.do(evening, regime.Enact{Regime: template.Regimes[1]})
	return c, limited, novruz
}

// The story of source 004 at its turning points, told to a walk-in of each
// direction and to one who comes for a ready document.
func TestMarch2020(t *testing.T) {
	c, limited, novruz := march2020(t)
	const open, closed, pickup = problem.Code(""), queue.CodeClosed, queue.CodePickupOnly
	for _, step := range []struct {
		at       string
		walkIn   problem.Code
		ready    problem.Code // announced pick-up
		decided  string       // the regime that answers the walk-in
		why      string       // its reason in English
		until    string       // when the walk-in's answer turns
		readyToo string       // when the pick-up's answer turns
	}{
		{"2020-03-13 08:59:59", closed, closed, "", "outside reception hours (today: 09:00–18:00)",
			"2020-03-13 09:00", "2020-03-13 09:00"},
		{"2020-03-13 09:00", open, open, "", "", "2020-03-13 18:00", "2020-03-13 18:00"},
		{"2020-03-13 17:59:59", open, open, "", "", "2020-03-13 18:00", "2020-03-13 18:00"},
		{"2020-03-13 18:00", closed, closed, "", "outside reception hours (today: 09:00–18:00)",
			"2020-03-30 09:00", "2020-03-16 09:00"},
		{"2020-03-14 12:00", closed, closed, "", "day of rest, Saturday", "2020-03-30 09:00",
			"2020-03-16 09:00"},
		{"2020-03-15 00:00", closed, closed, "", "day of rest, Sunday", "2020-03-30 09:00",
			"2020-03-16 09:00"},
		{"2020-03-16 08:59", closed, closed, "", "outside reception hours (today: 09:00–18:00)",
			"2020-03-30 09:00", "2020-03-16 09:00"},
		{"2020-03-16 09:00", pickup, open, limited,
			"Only ready documents announced to 142 are handed out: Special regime", "2020-03-30 09:00",
			"2020-03-16 18:00"},
		{"2020-03-17 12:00", pickup, open, limited,
			"Only ready documents announced to 142 are handed out: Special regime", "2020-03-30 09:00",
			"2020-03-17 18:00"},
		// The eve of Novruz is an hour shorter, and says why.
		{"2020-03-19 16:59:59", pickup, open, limited,
			"Only ready documents announced to 142 are handed out: Special regime", "2020-03-30 09:00",
			"2020-03-19 17:00"},
		{"2020-03-19 17:00", closed, closed, "",
			"outside reception hours (today: 09:00–17:00), eve of a holiday, an hour shorter",
			"2020-03-30 09:00", "2020-03-30 09:00"},
		// On the 20th both regimes hold: closed wins.
		{"2020-03-20 00:00", closed, closed, novruz, "No reception: Novruz, non-working days",
			"2020-03-30 09:00", "2020-03-30 09:00"},
		{"2020-03-20 12:00", closed, closed, novruz, "No reception: Novruz, non-working days",
			"2020-03-30 09:00", "2020-03-30 09:00"},
		{"2020-03-21 00:00", closed, closed, novruz, "No reception: Novruz, non-working days",
			"2020-03-30 09:00", "2020-03-30 09:00"},
		// By the Cabinet's decision the 29th is a working Sunday; the regime closes it.
		{"2020-03-29 12:00", closed, closed, novruz, "No reception: Novruz, non-working days",
			"2020-03-30 09:00", "2020-03-30 09:00"},
		{"2020-03-29 23:59:59", closed, closed, novruz, "No reception: Novruz, non-working days",
			"2020-03-30 09:00", "2020-03-30 09:00"},
		{"2020-03-30 00:00", closed, closed, "", "outside reception hours (today: 09:00–18:00)",
			"2020-03-30 09:00", "2020-03-30 09:00"},
		{"2020-03-30 08:59:59", closed, closed, "", "outside reception hours (today: 09:00–18:00)",
			"2020-03-30 09:00", "2020-03-30 09:00"},
		{"2020-03-30 09:00", open, open, "", "", "2020-03-30 18:00", "2020-03-30 18:00"},
	} {
		at := moment(t, step.at)
		for _, direction := range directions {
			v := c.book.At(at, regime.Query{Direction: direction})
			why := ""
			if len(v.Reasons) > 0 {
				why = v.Reasons[0].Text.En
			}
			if v.Code != step.walkIn || v.Admit != (step.walkIn == open) || v.Regime != step.decided ||
				why != step.why {
				t.Errorf("%s, %s: %q by %q because %q; want %q by %q because %q",
					step.at, direction, v.Code, v.Regime, why, step.walkIn, step.decided, step.why)
			}
			if !v.Until.Equal(moment(t, step.until)) {
				t.Errorf("%s, %s: until %v, want %s", step.at, direction, v.Until, step.until)
			}
			ready := c.book.At(at, regime.Query{Direction: direction, Channel: regime.PickUp})
			if ready.Code != step.ready || !ready.Until.Equal(moment(t, step.readyToo)) {
				t.Errorf("%s, %s, ready document: %q until %v; want %q until %s",
					step.at, direction, ready.Code, ready.Until, step.ready, step.readyToo)
			}
		}
	}
}

// Every minute of the story against the seed, told in the plainest words.
func TestMarch2020MinuteByMinute(t *testing.T) {
	c, _, _ := march2020(t)
	seed := func(at time.Time, channel regime.Channel) problem.Code {
		day, clock := at.Day(), at.Hour()*60+at.Minute()
		closing := 18 * 60
		if day == 19 {
			closing = 17 * 60
		}
		switch {
		case day >= 20 && day <= 29, day == 14, day == 15: // Novruz; the weekend
			return queue.CodeClosed
		case clock < 9*60 || clock >= closing:
			return queue.CodeClosed
		case day >= 16 && day <= 19 && channel != regime.PickUp:
			return queue.CodePickupOnly
		}
		return ""
	}
	for at := moment(t, "2020-03-13 00:00"); at.Before(moment(t, "2020-03-31 00:00")); at = at.Add(
		time.Minute) {
		for _, direction := range directions {
			for _, channel := range regime.Channels {
				v := c.book.At(at, regime.Query{Direction: direction, Channel: channel})
				if want := seed(at, channel); v.Code != want {
					t.Fatalf("%v, %s, %s: %q, want %q", at, direction, channel, v.Code, want)
				}
			}
		}
	}
}

// What is offered instead: 142, the portals, and the address of the visitor's
// own direction alone; announcing a pick-up only while it is possible.
func TestAlternativesInMarch2020(t *testing.T) {
	c, limited, novruz := march2020(t)
	offered := func(at string) (values []string, v regime.Verdict) {
		v = c.book.At(moment(t, at), regime.Query{Direction: "benefits"})
		for _, other := range v.Alternatives {
			values = append(values, string(other.Kind)+" "+other.Value)
		}
		return values, v
	}
	always := []string{"phone 142", "portal https://e-sosial.az", "portal https://www.e-gov.az",
		"email benefits@dost.example"}
	if got, _ := offered("2020-03-17 10:00"); !slices.Equal(got, append([]string{"pick-up 142"}, always...)) {
		t.Errorf("17 March offers %v", got)
	}
	if got, v := offered("2020-03-25 10:00"); !slices.Equal(got, always) || len(v.Notices) != 1 {
		t.Errorf("25 March offers %v with the notices %v", got, v.Notices)
	}
	if got, _ := offered("2020-03-30 10:00"); got != nil {
		t.Errorf("after the regimes have ended %v is still offered", got)
	}

	// The meeting day says everything that refuses, the closing first; and it
	// invites nobody to come for a document.
	got, v := offered("2020-03-20 10:00")
	if !slices.Equal(got, always) || len(v.Notices) != 2 ||
		!strings.HasPrefix(v.Notices[0].En, "Happy Novruz") {
		t.Errorf("20 March offers %v with the notices %v", got, v.Notices)
	}
	var told []string
	for _, why := range v.Reasons {
		told = append(told, string(why.Rule)+" "+why.Regime)
	}
	if want := []string{"closed " + novruz, "hours ", "channels " + limited}; !slices.Equal(told, want) {
		t.Errorf("20 March is explained by %q, want %q", told, want)
	}
	conflicts := c.book.Conflicts(time.Time{})
	if len(conflicts) != 1 || conflicts[0].Kind != regime.ClosedWins || conflicts[0].First != limited ||
		conflicts[0].Second != novruz ||
		!conflicts[0].From.Equal(moment(t, "2020-03-20 00:00")) ||
		!conflicts[0].To.Equal(moment(t, "2020-03-21 00:00")) {
		t.Errorf("the manager is shown the conflicts %+v; want the 20th alone", conflicts)
	}
}
