package regime_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dost/server/queue"
	"dost/server/regime"
)

// The properties are tried on six weeks around the March 2020 of the seed: with
// weekends, an eve, holidays, moved days and a worked Sunday.
var (
	stage      = time.Date(2020, time.March, 1, 0, 0, 0, 0, queue.Baku)
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
			Channel:   rapid.SampledFrom([]regime.Channel{"", regime.WalkIn, regime.Appointment, regime.PickUp}).Draw(t, "channel"),
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
		spans("10:00–12:00"), spans("09:30–13:00", "14:00–16:45"), spans("22:00–02:00"), spans("00:00–24:00"), spans("12:00–09:00"),
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
				Closed:          rapid.IntRange(0, 4).Draw(t, "closed") == 0,
				Hours:           genSpans(t, "hours"),
				Channels:        sometimes(t, "channels", regime.Channels...),
				OnlyServices:    sometimes(t, "only services", "a", "b"),
				OnlyGroups:      sometimes(t, "only groups", queue.GroupID("senior"), queue.GroupID("disability")),
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

// At answers by the plainest reading of the rules, whatever the index does.
func TestAtMeansWhatTheRegimesSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hours, regimes := genHours().Draw(t, "hours"), genRegimes().Draw(t, "regimes")
		c := bookOf(t, hours, regimes)
		at, q := genMoment().Draw(t, "at"), genQuery().Draw(t, "query")
		v := c.book.At(at, q)
		if want := plainly(c.book, hours, regimes, at, q); v.Admit != want {
			t.Fatalf("admitted %v because %s; want %v", v.Admit, said(v), want)
		}
		if v.Admit == (v.Code != "") || !v.Admit && len(v.Reasons) == 0 {
			t.Fatalf("an answer without its why: %s", said(v))
		}
		if again := c.book.At(at.UTC(), q); said(again) != said(v) {
			t.Fatalf("asked twice, answered %s and %s", said(v), said(again))
		}
	})
}

// plainly reads the rules minute for minute, without any index.
func plainly(b *regime.Book, hours regime.Hours, regimes []regime.Regime, at time.Time, q regime.Query) bool {
	open := hours.Always
	for back := range 2 {
		day := queue.DayOf(at.AddDate(0, 0, -back))
		open = open || inside(hours.On(b.Calendar().Day(day)), at, back)
	}
	if q.Channel == "" {
		q.Channel = regime.WalkIn
	}
	for _, r := range regimes {
		if at.Before(r.From) || !at.Before(r.To) || !onWindow(r, at) ||
			missing(r.Scope.Directions, q.Direction) || missing(r.Scope.Services, q.Service) || missing(r.Scope.Groups, q.Group) {
			continue
		}
		rules := r.Rules
		if rules.Closed || missing(rules.Channels, q.Channel) || missing(rules.OnlyServices, q.Service) || missing(rules.OnlyGroups, q.Group) {
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
	local := at.In(queue.Baku)
	offset := time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute +
		time.Duration(local.Second())*time.Second + time.Duration(local.Nanosecond()) + time.Duration(back)*24*time.Hour
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
		if missing(r.Weekdays, at.In(queue.Baku).AddDate(0, 0, -back).Weekday()) {
			continue
		}
		if len(r.Daily) == 0 && back == 0 || inside(r.Daily, at, back) {
			return true
		}
	}
	return false
}

// The order of entry cannot be seen in an answer.
func TestOrderOfEntryDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		regimes := genRegimes().Draw(t, "regimes")
		shuffled := rapid.Permutation(regimes).Draw(t, "shuffled")
		one, other := bookOf(t, regime.Ordinary(), regimes), bookOf(t, regime.Ordinary(), shuffled)
		at, q := genMoment().Draw(t, "at"), genQuery().Draw(t, "query")
		if a, b := said(one.book.At(at, q)), said(other.book.At(at, q)); a != b {
			t.Fatalf("entered in one order:\n%s\nin another:\n%s", a, b)
		}
	})
}

// A regime withdrawn leaves no trace in any answer.
func TestWithdrawingRestores(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := bookOf(t, regime.Ordinary(), genRegimes().Draw(t, "regimes"))
		moments := rapid.SliceOfN(genMoment(), 5, 5).Draw(t, "moments")
		q := genQuery().Draw(t, "query")
		answers := func() (all string) {
			for _, at := range moments {
				all += said(c.book.At(at, q)) + "\n"
			}
			return all
		}
		was := answers()
		id := c.do(decided, regime.Enact{Regime: genRegime().Draw(t, "extra")})
		answers()
		c.do(decided, regime.Withdraw{ID: id})
		if is := answers(); is != was {
			t.Fatalf("before:\n%safter:\n%s", was, is)
		}
	})
}

// Until is the first moment at which the answer turns: at it, and not before.
func TestUntilIsTheTurn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := bookOf(t, genHours().Draw(t, "hours"), genRegimes().Draw(t, "regimes"))
		at, q := genMoment().Draw(t, "at"), genQuery().Draw(t, "query")
		v := c.book.At(at, q)
		end := v.Until
		if end.IsZero() {
			end = at.AddDate(0, 0, 60) // never: so not in the weeks in which anything happens
		} else if turned := c.book.At(end, q); !end.After(at) || turned.Admit == v.Admit {
			t.Fatalf("until %v, when the answer is %s", end, said(turned))
		} else if last := c.book.At(end.Add(-1), q); last.Admit != v.Admit {
			t.Fatalf("until %v, but just before it is %s", end, said(last))
		}
		for between := at; between.Before(end); between = between.Add(15 * time.Minute) {
			if early := c.book.At(between, q); early.Admit != v.Admit {
				t.Fatalf("until %v, but already at %v: %s", v.Until, between, said(early))
			}
		}
	})
}

// Nothing changes before NextChange.
func TestNothingChangesBeforeNextChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := bookOf(t, genHours().Draw(t, "hours"), genRegimes().Draw(t, "regimes"))
		at, q := genMoment().Draw(t, "at"), genQuery().Draw(t, "query")
		next := c.book.NextChange(at)
		if next.IsZero() {
			next = at.AddDate(0, 0, 60)
		}
		if !next.After(at) {
			t.Fatalf("after %v the next change is %v", at, next)
		}
		was := said(c.book.At(at, q))
		for _, between := range []time.Time{at.Add(1), at.Add(next.Sub(at) / 3), next.Add(-1)} {
			if between.Before(next) && said(c.book.At(between, q)) != was {
				t.Fatalf("unannounced change at %v, before %v", between, next)
			}
		}
	})
}

// The preview of a day covers it without a gap and says what At says.
func TestPreviewAgreesWithAt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := bookOf(t, genHours().Draw(t, "hours"), genRegimes().Draw(t, "regimes"))
		at := genMoment().Draw(t, "at")
		for _, view := range c.book.Preview(queue.DayOf(at), directions) {
			start := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, queue.Baku)
			found := 0
			for _, segment := range view.Segments {
				if !segment.From.Equal(start) || !segment.To.After(start) {
					t.Fatalf("%s: a gap at %v: %v", view.Direction, start, segment)
				}
				start = segment.To
				if !at.Before(segment.From) && at.Before(segment.To) {
					found++
					if v := c.book.At(at, regime.Query{Direction: view.Direction}); said(v) != said(segment.Verdict) {
						t.Fatalf("%v: At says %s, the preview %s", at, said(v), said(segment.Verdict))
					}
				}
			}
			if found != 1 || !start.Equal(view.Segments[0].From.AddDate(0, 0, 1)) {
				t.Fatalf("%s: %v lies in %d segments, which end at %v", view.Direction, at, found, start)
			}
		}
	})
}

// A snapshot answers as the Book that it was taken of.
func TestSnapshotAnswersAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := bookOf(t, genHours().Draw(t, "hours"), genRegimes().Draw(t, "regimes"))
		text, err := json.Marshal(c.book)
		if err != nil {
			t.Fatal(err)
		}
		var again regime.Book
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatal(err)
		}
		at, q := genMoment().Draw(t, "at"), genQuery().Draw(t, "query")
		if a, b := fmt.Sprint(c.book.At(at, q)), fmt.Sprint(again.At(at, q)); a != b {
			t.Fatalf("the Book: %s\nits snapshot: %s", a, b)
		}
		twice, err := json.Marshal(&again)
		if err != nil || string(twice) != string(text) {
			t.Fatalf("written: %s\nread and written: %s, %v", text, twice, err)
		}
	})
}
