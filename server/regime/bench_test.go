package regime_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"dost/server/queue"
	"dost/server/regime"
)

// thousand is a Book that is full: regimes of an hour to a month over a year,
// for the centre and for single directions, many with windows; about thirty
// hold on any day.
func thousand(b testing.TB) *regime.Book {
	c := newCentre(b)
	random := rand.New(rand.NewPCG(4, 2020))
	rules := []regime.Rules{
		{Closed: true}, {Channels: []regime.Channel{regime.Appointment, regime.PickUp}}, {TicketsPerHour: 20},
		{Capacity: &regime.Capacity{PerDesk: 2}}, {OnlyGroups: []queue.GroupID{"senior"}},
		{Hours: spans("10:00–16:00")},
	}
	begin := moment(b, "2026-01-01 00:00")
	for i := range regime.MaxRegimes {
		from := begin.Add(time.Duration(random.IntN(365*24)) * time.Hour)
		r := regime.Regime{
			Name: named(fmt.Sprint("regime ", i)), From: from,
			To:    from.Add(time.Duration(1+random.IntN(30*24)) * time.Hour),
			Rules: rules[i%len(rules)], Scope: regime.Scope{Directions: []queue.DirectionID{twelve[i%12]}},
		}
		if i%3 == 0 {
			r.Daily = spans("10:00–12:00")
		}
		c.do(begin, regime.Enact{Regime: r})
	}
	return c.book
}

var twelve = func() (ids []queue.DirectionID) {
	for i := range 12 {
		ids = append(ids, queue.DirectionID(fmt.Sprint("direction-", i)))
	}
	return ids
}()

// BenchmarkAt1000 asks all day long for every direction and a service, as the
// issuing of tickets does.
func BenchmarkAt1000(b *testing.B) {
	book := thousand(b)
	day := moment(b, "2026-06-16 00:00")
	i := 0
	for b.Loop() {
		i++
		at := day.Add(time.Duration(i%1440) * time.Minute)
		book.At(at, regime.Query{Direction: twelve[i%12], Service: "01-09-07-00", Channel: regime.WalkIn})
	}
}

// BenchmarkAt1000FirstAsked asks what was never asked before: a day of its own
// each time, in a Book that has forgotten its plans.
func BenchmarkAt1000FirstAsked(b *testing.B) {
	book := thousand(b)
	day := moment(b, "2026-01-02 12:00")
	i := 0
	for b.Loop() {
		i++
		book.At(day.AddDate(0, 0, i%350), regime.Query{Direction: twelve[i%12], Service: fmt.Sprint(i)})
	}
}

// BenchmarkPreview12 previews a day, never seen before, of a Book made for a
// draft: what the console does while the manager types.
func BenchmarkPreview12(b *testing.B) {
	book := thousand(b)
	draft := closing(b, "2026-06-16 10:00", "2026-06-18 12:00")
	for b.Loop() {
		if views := book.With(draft).Preview(20260616, twelve); len(views) != 12 {
			b.Fatal(views)
		}
	}
}

// FuzzDecode feeds bodies of any shape; what is read must write and read again
// alike.
func FuzzDecode(f *testing.F) {
	f.Add("regime.enacted", []byte(
		`{"regime":{"name":{"az":"A"},"from":"2020-03-15T00:00:00+04:00","to":"2020-03-21T00:00:00+04:00","daily":[{"from":"22:00","to":"02:00"}],"rules":{"channels":["pick-up"],"capacity":{"fixed":3}}}}`))
	f.Add("regime.overridden", []byte(
		`{"day":20241112,"after":{"day":20241112,"working":false,"reason":{"az":"x"}}}`))
	f.Add("regime.hours-set", []byte(
		`{"before":{"always":true},"after":{"week":[null,[{"from":"09:00","to":"18:00"}]]}}`))
	f.Add("queue.issued", []byte(`{}`))
	f.Fuzz(func(t *testing.T, kind string, body []byte) {
		event, err := regime.Events.Decode(kind, body)
		if err != nil {
			return
		}
		if event.Kind() != kind {
			t.Fatalf("%s was decoded as %s", kind, event.Kind())
		}
		text := encode(t, event)
		again, err := regime.Events.Decode(kind, text)
		if err != nil {
			t.Fatalf("%s does not read back: %v", text, err)
		}
		if twice := encode(t, again); string(twice) != string(text) {
			t.Fatalf("%s reads back as %s", text, twice)
		}
	})
}
