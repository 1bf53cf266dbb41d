package queue

import (
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"

	"dost/server/civil"
	"dost/server/event"
)

// crowds are the numbers waiting at which the cost of a turn must stay flat.
var crowds = []int{100, 1_000, 10_000, 100_000}

// crowd is a centre with n visitors waiting in one direction, one in five of
// them with a head start.
func crowd(b *testing.B, n int) (centre, time.Time) {
	s := newCentre(b)
	at := s.now
	s.mustAt(at, OpenDesk{Agent: "a", Desk: "3"})
	for i := range n {
		at = at.Add(10 * time.Millisecond)
		s.mustAt(at, Issue{Direction: "benefits", Group: group(i), Track: fmt.Sprint(i)})
	}
	return s, at
}

func group(i int) GroupID {
	if i%5 == 0 {
		return "disability"
	}
	return ""
}

// BenchmarkIssue is one Issue, decided and applied; the new ticket is voided to
// keep the crowd as large as it is.
func BenchmarkIssue(b *testing.B) {
	flatly(b, func(s *centre, at time.Time, i int) {
		s.mustAt(at, Issue{Direction: "benefits", Group: group(i)})
		s.mustAt(at, Cancel{Ticket: TicketID(s.seq), Reason: "benchmark"})
	})
}

// BenchmarkCall is one Call by order, and the Requeue that undoes its effect on
// the crowd.
func BenchmarkCall(b *testing.B) {
	flatly(b, func(s *centre, at time.Time, _ int) {
		called := s.mustAt(at, Call{Agent: "a"})[0].(CalledUp)
		s.mustAt(at, Requeue{Agent: "a", Ticket: called.Ticket})
	})
}

// flatly does something in every crowd in turn, and gives the processor's time that
// it takes in the smallest, and in the others as multiples of that: medians of rounds
// in which each crowd has its turn, so that what the machine does besides falls on
// all of them.
func flatly(b *testing.B, do func(*centre, time.Time, int)) {
	const rounds, times = 15, 4000
	states, moments, took := make([]centre, len(crowds)), make([]time.Time, len(crowds)),
		make([][]float64, len(crowds))
	for i, n := range crowds {
		states[i], moments[i] = crowd(b, n)
	}
	for range rounds {
		first := 0.0
		for i := range crowds {
			runtime.GC()
			begin := processor()
			for k := range times {
				do(&states[i], moments[i], k)
			}
			each := float64(processor()-begin) / times
			if i == 0 {
				first = each
				took[i] = append(took[i], each/1e3)
				continue
			}
			took[i] = append(took[i], each/first)
		}
	}
	b.ReportMetric(0, "ns/op")
	for i, n := range crowds {
		slices.Sort(took[i])
		unit := fmt.Sprint("×-at-", n)
		if i == 0 {
			unit = fmt.Sprint("µs-at-", n)
		}
		b.ReportMetric(took[i][rounds/2], unit)
	}
}

// processor is what this process has used of the processors.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// day plays a day of 2,000 tickets on six desks, about 8,000 events, and
// gives its records.
func day(b testing.TB) []event.Record {
	s := newCentre(b)
	at := s.now
	records := []event.Record{{Seq: 1, At: at, Event: DayOpened{civil.DayOf(at)}},
		{Seq: 2, At: at, Event: Configured{DefaultConfig()}}}
	do := func(c Command) {
		events, err := Decide(s.State, event.Meta{At: at}, c)
		if err != nil {
			b.Fatal(err)
		}
		for _, e := range events {
			r := event.Record{Seq: s.seq + 1, At: at, Event: e}
			s.Apply(r)
			records = append(records, r)
		}
	}
	directions := []DirectionID{"social-services", "benefits", "employment"}
	agents := []AgentID{"a1", "a2", "a3", "a4", "a5", "a6"}
	for i, a := range agents {
		do(OpenDesk{Agent: a, Desk: DeskID(fmt.Sprint(i + 1)), Directions: directions})
	}
	for i := range 2000 {
		at = at.Add(15 * time.Second)
		do(Issue{Direction: directions[i%3], Group: group(i), Track: fmt.Sprint("t", i)})
		agent := agents[i%6]
		if k, _ := s.DeskOf(agent); k.Active != 0 {
			do(Finish{Agent: agent, Ticket: k.Active, Outcome: Registered})
		}
		do(Call{Agent: agent})
	}
	return records
}

// BenchmarkDay decides and applies a whole day: 2,000 tickets, 8,000 events.
func BenchmarkDay(b *testing.B) {
	for b.Loop() {
		if n := len(day(b)); n < 7900 {
			b.Fatalf("a day of %d events", n)
		}
	}
}

// BenchmarkApply replays that day's events from memory; the metric is events.
func BenchmarkApply(b *testing.B) {
	records := day(b)
	b.ResetTimer()
	for b.Loop() {
		s := New()
		for _, r := range records {
			s.Apply(r)
		}
	}
	b.ReportMetric(float64(len(records))*float64(b.N)/b.Elapsed().Seconds(), "events/s")
}

// BenchmarkSnapshot writes and reads the state after that day.
func BenchmarkSnapshot(b *testing.B) {
	s := New()
	for _, r := range day(b) {
		s.Apply(r)
	}
	b.ResetTimer()
	for b.Loop() {
		body, err := json.Marshal(s)
		if err != nil {
			b.Fatal(err)
		}
		if err := json.Unmarshal(body, New()); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(body)))
	}
}
