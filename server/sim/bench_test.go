package sim

import (
	"context"
	"fmt"
	"testing"
	"time"

	"dost/server/hall"
	"dost/server/queue"
	"dost/server/regime"
)

// fullDay is a centre at the end of a day of so many tickets.
func fullDay(b testing.TB, tickets int) *hall.State {
	p := Default(centre(), queue.DayOf(monday))
	p.Visitors = tickets
	s := centre().Rehearsal()
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
			s.Regime.Apply(queue.Record{Seq: uint64(i), At: monday, Event: regime.Enacted{Regime: regime.Regime{
				Name: queue.Text{Az: fmt.Sprint(i)}, From: from, To: from.Add(48 * time.Hour), Rules: regime.Rules{TicketsPerDay: 1000},
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
