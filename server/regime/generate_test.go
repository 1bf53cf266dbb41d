package regime_test

import (
	"encoding/json"
	"time"

	"pgregory.net/rapid"

	"dost/server/civil"
	"dost/server/queue"
	"dost/server/regime"
)

// The properties are tried on six weeks around the March 2020 of the seed: with
// weekends, an eve, holidays, moved days and a worked Sunday.
var (
	stage      = time.Date(2020, time.March, 1, 0, 0, 0, 0, civil.Baku)
	stageHours = 24 * 42
	decided    = stage.AddDate(0, 0, -1)
)

func genMoment() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		quarter := rapid.IntRange(0, stageHours*4).Draw(t, "quarter")
		off := rapid.SampledFrom([]time.Duration{0, 0, 0, 1, -1, time.Minute, 7 * time.Minute}).Draw(t, "off")
		return stage.Add(time.Duration(quarter)*15*time.Minute + off)
	})
}

func genQuery() *rapid.Generator[regime.Query] {
	return rapid.Custom(func(t *rapid.T) regime.Query {
		return regime.Query{
			Direction: rapid.SampledFrom(directions).Draw(t, "direction"),
			Service:   rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "service"),
			Group:     rapid.SampledFrom([]queue.GroupID{"", "senior", "disability"}).Draw(t, "group"),
			Channel: rapid.SampledFrom(
				[]regime.Channel{"", regime.WalkIn, regime.Appointment, regime.PickUp}).Draw(t, "channel"),
		}
	})
}

// sometimes draws a few of the values, often none.
func sometimes[T comparable](t *rapid.T, name string, values ...T) []T {
	if rapid.IntRange(0, 2).Draw(t, name+"?") > 0 {
		return nil
	}
	return rapid.SliceOfNDistinct(rapid.SampledFrom(values), 1, len(values), rapid.ID).Draw(t, name)
}

func genSpans(t *rapid.T, name string) []regime.Span {
	choices := [][]regime.Span{
		spans("10:00–12:00"), spans("09:30–13:00", "14:00–16:45"), spans("22:00–02:00"), spans("00:00–24:00"),
		spans("12:00–09:00"),
	}
	if i := rapid.IntRange(0, 3*len(choices)).Draw(t, name); i < len(choices) {
		return choices[i]
	}
	return nil
}

func genRegime() *rapid.Generator[regime.Regime] {
	return rapid.Custom(func(t *rapid.T) regime.Regime {
		from := genMoment().Draw(t, "from")
		length := time.Duration(rapid.IntRange(1, 24*4*12).Draw(t, "length")) * 15 * time.Minute
		r := regime.Regime{
			Name: named(rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "name")),
			From: from, To: from.Add(length),
			Daily:    genSpans(t, "daily"),
			Weekdays: sometimes(t, "weekdays", time.Monday, time.Tuesday, time.Thursday, time.Sunday),
			Scope: regime.Scope{
				Directions: sometimes(t, "directions", directions...),
				Services:   sometimes(t, "services", "a", "b"),
				Groups:     sometimes(t, "groups", queue.GroupID("senior")),
			},
			Rules: regime.Rules{
				Closed:       rapid.IntRange(0, 4).Draw(t, "closed") == 0,
				Hours:        genSpans(t, "hours"),
				Channels:     sometimes(t, "channels", regime.Channels...),
				OnlyServices: sometimes(t, "only services", "a", "b"),
				OnlyGroups: sometimes(t, "only groups", queue.GroupID("senior"),
					queue.GroupID("disability")),
				TicketsPerHour:  rapid.IntRange(0, 3).Draw(t, "per hour"),
				ForecastClosing: rapid.Bool().Draw(t, "forecast"),
			},
			Notices: []regime.Notice{{Text: named("notice")}},
		}
		return r
	})
}

func genRegimes() *rapid.Generator[[]regime.Regime] { return rapid.SliceOfN(genRegime(), 0, 8) }

// bookOf enters the regimes in this order.
func bookOf(t *rapid.T, hours regime.Hours, regimes []regime.Regime) *centre {
	c := newCentre(t)
	c.apply(decided, regime.HoursSet{After: hours})
	for _, r := range regimes {
		c.do(decided, regime.Enact{Regime: r})
	}
	return c
}

// said is a verdict as text, without the ids, which depend on the order of entry.
func said(v regime.Verdict) string {
	v.Regime = ""
	for i := range v.Reasons {
		reasons := append([]regime.Reason(nil), v.Reasons...)
		reasons[i].Regime = ""
		v.Reasons = reasons
	}
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func genHours() *rapid.Generator[regime.Hours] {
	return rapid.SampledFrom([]regime.Hours{regime.Ordinary(), regime.Ordinary(), regime.RoundTheClock(), {}})
}

// plainly reads the rules minute for minute, without any index.
func plainly(b *regime.Book, hours regime.Hours, regimes []regime.Regime, at time.Time, q regime.Query) bool {
	open := hours.Always
	for back := range 2 {
		day := civil.DayOf(at.AddDate(0, 0, -back))
		open = open || inside(hours.On(b.Calendar().Day(day)), at, back)
	}
	if q.Channel == "" {
		q.Channel = regime.WalkIn
	}
	for _, r := range regimes {
		if at.Before(r.From) || !at.Before(r.To) || !onWindow(r, at) ||
			missing(r.Scope.Directions, q.Direction) || missing(r.Scope.Services, q.Service) ||
			missing(r.Scope.Groups, q.Group) {
			continue
		}
		rules := r.Rules
		if rules.Closed || missing(rules.Channels, q.Channel) || missing(rules.OnlyServices, q.Service) ||
			missing(rules.OnlyGroups, q.Group) {
			return false
		}
		if len(rules.Hours) > 0 && !inside(rules.Hours, at, 0) && !inside(rules.Hours, at, 1) {
			return false
		}
	}
	return open
}

func missing[T comparable](list []T, value T) bool {
	for _, v := range list {
		if v == value {
			return false
		}
	}
	return len(list) > 0
}

// inside tells whether at lies in a span that began back days before.
func inside(list []regime.Span, at time.Time, back int) bool {
	local := at.In(civil.Baku)
	offset := time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute +
		time.Duration(local.Second())*time.Second + time.Duration(local.Nanosecond()) +
		time.Duration(back)*24*time.Hour
	for _, span := range list {
		from, to := time.Duration(span.From)*time.Minute, time.Duration(span.To)*time.Minute
		if to <= from {
			to += 24 * time.Hour
		}
		if from <= offset && offset < to {
			return true
		}
	}
	return false
}

func onWindow(r regime.Regime, at time.Time) bool {
	for back := range 2 {
		if missing(r.Weekdays, at.In(civil.Baku).AddDate(0, 0, -back).Weekday()) {
			continue
		}
		if len(r.Daily) == 0 && back == 0 || inside(r.Daily, at, back) {
			return true
		}
	}
	return false
}
