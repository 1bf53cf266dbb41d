package sim

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"

	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/queue"
	"dost/server/regime"
)

// fullDay is a centre at the end of a day of so many tickets.
func fullDay(b testing.TB, tickets int) *centre.State {
	p := Default(demoCentre(), civil.DayOf(monday))
	p.Visitors = tickets
	s := demoCentre().Rehearsal()
	if _, err := Play(context.Background(), s, p, monday, 1); err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkCopy is how long a trial holds the centre's read lock: a full day of
// 2,000 tickets, without and with a thousand regimes.
func BenchmarkCopy(b *testing.B) {
	for _, regimes := range []int{0, 1000} {
		s := fullDay(b, 2000)
		for i := range regimes {
			from := monday.Add(time.Duration(i) * time.Hour)
			s.Regime.Apply(event.Record{Seq: uint64(i), At: monday,
				Event: regime.Enacted{Regime: regime.Regime{
					Name: i18n.Text{Az: fmt.Sprint(i)}, From: from, To: from.Add(48 * time.Hour),
					Rules: regime.Rules{TicketsPerDay: 1000},
				}}})
		}
		b.Run(fmt.Sprintf("rehearsal-%d-regimes", regimes), func(b *testing.B) {
			for b.Loop() {
				s.Rehearsal()
			}
		})
		b.Run(fmt.Sprintf("continuation-%d-regimes", regimes), func(b *testing.B) {
			for b.Loop() {
				s.Continuation()
			}
		})
	}
}

// BenchmarkDay is a day of 2,000 tickets at 30 desks, through the real engine,
// beside the minimal program: ratio is the median over rounds played in turn, and
// 1 is the floor.
func BenchmarkDay(b *testing.B) {
	config := queue.DefaultConfig()
	config.Desks = nil
	for i := range 30 {
		config.Desks = append(config.Desks, queue.DeskConfig{ID: queue.DeskID(fmt.Sprint(i + 1))})
	}
	s := centre.New()
	s.Apply(event.Record{Seq: 1, Event: queue.Configured{Config: config}})
	p := Default(s, civil.DayOf(monday))
	p.Visitors = 2000
	trial := Trial{From: monday, Profile: p}
	var ours, theirs, ratios []float64
	for round := uint64(0); b.Loop(); round++ {
		least := spent(b, func(day uint64) {
			if n := limitDay(round+day, 2000, 30); n != 8000 {
				b.Fatalf("the minimal day has %d events", n)
			}
		})
		real := spent(b, func(seed uint64) {
			day, err := trial.play(context.Background(), s, round+seed)
			if err != nil || day.All.Tickets != 2000 || day.All.Unserved > 0 {
				b.Fatalf("%d tickets, %d unserved, %v", day.All.Tickets, day.All.Unserved, err)
			}
		})
		ours, theirs, ratios = append(ours, real), append(theirs, least), append(ratios, real/least)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(ours), "ms/day")
	b.ReportMetric(median(theirs), "limit-ms")
	b.ReportMetric(median(ratios), "ratio")
	b.ReportMetric(slices.Min(ratios), "ratio-min")
	b.ReportMetric(slices.Max(ratios), "ratio-max")
}

// spent is the processor's time that a day takes, in milliseconds, the collector's
// with it: on a shared machine the clock on the wall tells of others.
func spent(b *testing.B, play func(day uint64)) float64 {
	const days = 10
	used := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	runtime.GC() // nobody pays for what the other left
	begin := used()
	for day := range uint64(days) {
		play(day)
	}
	runtime.GC()
	return (used() - begin).Seconds() * 1000 / days
}

func median(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
}
