package regime_test

import (
	"testing"
	"time"

	"dost/server/queue"
	"dost/server/regime"
)

// What the manager is shown where two regimes of one week meet, and when they
// do not meet though their dates overlap.
func TestConflicts(t *testing.T) {
	now := moment(t, "2026-11-20 10:00")
	rules := func(r regime.Rules) func(*regime.Regime) { return func(to *regime.Regime) { to.Rules = r } }
	only := func(channels ...regime.Channel) func(*regime.Regime) {
		return rules(regime.Rules{Channels: channels})
	}
	hours := func(text string) func(*regime.Regime) { return rules(regime.Rules{Hours: spans(text)}) }
	asIs := func(*regime.Regime) {}

	for _, c := range []struct {
		what          string
		first, second func(r *regime.Regime)
		kind          regime.ConflictKind // "" = none
		rule          regime.RuleName
	}{
		{"closed twice", asIs, asIs, regime.Repeated, regime.RuleClosed},
		{"a day within the week", asIs, func(r *regime.Regime) { r.To = r.From.AddDate(0, 0, 1) },
			regime.Repeated, regime.RuleClosed},
		{"closed over appointments", only(regime.Appointment), asIs, regime.ClosedWins, regime.RuleClosed},
		{"no channel in common", only(regime.WalkIn), only(regime.PickUp), regime.NobodyLeft,
			regime.RuleChannels},
		{"one channel in common", only(regime.WalkIn, regime.PickUp), only(regime.PickUp), regime.Stricter,
			regime.RuleChannels},
		{"the same channels", only(regime.WalkIn, regime.PickUp), only(regime.PickUp, regime.WalkIn),
			regime.Repeated, regime.RuleChannels},
		{"hours apart", hours("10:00–12:00"), hours("12:00–14:00"), regime.NobodyLeft, regime.RuleHours},
		{"hours that meet", hours("10:00–12:30"), hours("12:00–14:00"), regime.Stricter, regime.RuleHours},
		{"the same hours", hours("10:00–12:30"), hours("10:00–12:30"), regime.Repeated, regime.RuleHours},
		{"a night and its morning", hours("22:00–03:00"), hours("02:00–05:00"), regime.Stricter,
			regime.RuleHours},
		{"two quotas", rules(regime.Rules{TicketsPerDay: 50}), rules(regime.Rules{TicketsPerDay: 60}),
			regime.Stricter, regime.RulePerDay},
		{"rules of different kinds", rules(regime.Rules{TicketsPerDay: 50}), only(regime.WalkIn), "", ""},
		{"different directions",
			func(r *regime.Regime) { r.Scope.Directions = directions[:1] },
			func(r *regime.Regime) { r.Scope.Directions = directions[1:] }, "", ""},
		{"one direction and the centre",
			func(r *regime.Regime) { r.Scope.Directions = directions[:1] }, asIs, regime.Repeated,
			regime.RuleClosed},
		{"morning and afternoon",
			func(r *regime.Regime) { r.Daily = spans("09:00–12:00") },
			func(r *regime.Regime) { r.Daily = spans("12:00–18:00") }, "", ""},
		{"Monday and Tuesday",
			func(r *regime.Regime) { r.Weekdays = []time.Weekday{time.Monday} },
			func(r *regime.Regime) { r.Weekdays = []time.Weekday{time.Tuesday} }, "", ""},
		{"Monday night and Tuesday",
			func(r *regime.Regime) {
				r.Weekdays, r.Daily = []time.Weekday{time.Monday},
					spans("22:00–02:00")
			},
			func(r *regime.Regime) { r.Weekdays = []time.Weekday{time.Tuesday} }, regime.Repeated,
			regime.RuleClosed},
	} {
		desk := newCentre(t)
		first, second := closing(t, "2026-11-23 00:00", "2026-11-28 00:00"),
			closing(t, "2026-11-24 00:00", "2026-11-30 00:00")
		c.first(&first)
		c.second(&second)
		desk.do(now, regime.Enact{Regime: second})
		desk.do(now, regime.Enact{Regime: first})
		end := first.To
		if second.To.Before(end) {
			end = second.To
		}
		found := desk.book.Conflicts(now)
		switch {
		case c.kind == "" && len(found) > 0:
			t.Errorf("%s: %+v", c.what, found)
		case c.kind != "" && (len(found) != 1 || found[0].Kind != c.kind || found[0].Rule != c.rule):
			t.Errorf("%s: got %+v, want %s of %s", c.what, found, c.kind, c.rule)
		case c.kind != "" && (found[0].First != "r2" || !found[0].From.Equal(second.From) ||
			!found[0].To.Equal(end) || found[0].Text.Az == ""):
			t.Errorf("%s: they meet as %+v", c.what, found[0])
		}
		if past := desk.book.Conflicts(first.To); len(past) > 0 {
			t.Errorf("%s: still shown when it is over: %v", c.what, past)
		}
	}
}

// What the centre asks of a Book besides At: what holds now, and the rule to
// stamp on a ticket.
func TestInForceAndRule(t *testing.T) {
	c, limited, novruz := march2020(t)
	for at, want := range map[string][]string{
		"2020-03-14 12:00": nil, "2020-03-15 00:00": {limited}, "2020-03-20 12:00": {limited, novruz},
		"2020-03-21 00:00": {novruz}, "2020-03-30 00:00": nil,
	} {
		var ids []string
		for _, r := range c.book.InForce(moment(t, at)) {
			ids = append(ids, r.ID)
		}
		if len(ids) != len(want) || len(ids) > 0 && ids[0] != want[0] {
			t.Errorf("%s: in force are %v, want %v", at, ids, want)
		}
	}
	at := moment(t, "2020-03-16 10:00")
	want := queue.Rule{ID: limited, Refuse: queue.CodePickupOnly}
	if got := c.book.At(at, regime.Query{}).Rule(); got != want {
		t.Errorf("a walk-in is stamped %+v", got)
	}
	if got := c.book.At(at, regime.Query{Channel: regime.PickUp}).Rule(); got != (queue.Rule{ID: limited}) {
		t.Errorf("a pick-up is stamped %+v", got)
	}
}
