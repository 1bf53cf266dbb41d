package queue

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dost/server/civil"
	"dost/server/event"
)

// TestLineAgainstAList holds the tree against a sorted slice, with many tickets
// of equal rank, in any order of coming and going.
func TestLineAgainstAList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l line
		var list []*ticket
		coming := rapid.SliceOf(rapid.Custom(func(t *rapid.T) *ticket {
			e := &ticket{}
			e.Rank = time.Unix(int64(rapid.IntRange(0, 20).Draw(t, "rank")), 0)
			e.Arrival = e.Rank
			if rapid.Bool().Draw(t, "priority") {
				e.Group = "senior"
			}
			return e
		})).Draw(t, "tickets")
		for i, e := range coming {
			e.ID = TicketID(i + 1)
			l.add(e)
			list = append(list, e)
			if rapid.Bool().Draw(t, "one goes") {
				n := rapid.IntRange(0, len(list)-1).Draw(t, "which")
				l.drop(list[n])
				list = slices.Delete(list, n, n+1)
			}
		}
		slices.SortFunc(list, func(a, b *ticket) int {
			if c := a.Rank.Compare(b.Rank); c != 0 {
				return c
			}
			return compare(a.ID, b.ID)
		})
		if l.len() != len(list) {
			t.Fatalf("the line has %d, the list %d", l.len(), len(list))
		}
		var nth [2]int
		for i, e := range list {
			s := prefix(l.root, e.rank, e.ID)
			if int(s.ordinary+s.priority) != i {
				t.Fatalf("ticket %d has %+v before it, not %d", e.ID, s, i)
			}
			priority := e.Group != ""
			kind := 0
			if priority {
				kind = 1
			}
			if got := kth(l.root, priority, nth[kind]); got != e {
				t.Fatalf("number %d of its kind is %v, not ticket %d", nth[kind], got, e.ID)
			}
			nth[kind]++
		}
		if kth(l.root, false, nth[0]) != nil || kth(l.root, true, nth[1]) != nil {
			t.Fatal("there is one more than there is")
		}
	})
}

// TestAheadOfWhoIsNotYetInLine: what a visitor is told on issue is what the
// line says once he stands in it.
func TestAheadOfWhoIsNotYetInLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l line
		for range rapid.IntRange(0, MaxPriorityRun+1).Draw(t, "run") {
			l.pastCalls = append(l.pastCalls, pastCall{Priority: true})
		}
		for id, rank := range rapid.SliceOf(rapid.IntRange(-40, 40)).Draw(t, "ranks") {
			e := &ticket{Ticket: Ticket{ID: TicketID(id), Rank: time.Unix(int64(rank), 0)}}
			if rank%2 == 0 {
				e.Group = "senior"
			}
			if rank%5 == 0 {
				e.Appointment, e.Due = e.Rank, rank < 0
			}
			told := l.ahead(&e.Ticket)
			l.add(e)
			place := slices.IndexFunc(l.first(1000), func(t Ticket) bool { return t.ID == e.ID })
			if told != place || l.ahead(&e.Ticket) != place {
				t.Fatalf("told %d ahead, stands at place %d", told, place)
			}
		}
	})
}

// TestPriorityWaitsForFewOrdinary holds the converse bound of the package
// documentation.
func TestPriorityWaitsForFewOrdinary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l line
		if rapid.Bool().Draw(t, "after a run") {
			l.pastCalls = []pastCall{{Priority: true}, {Priority: true}}
		}
		for id, rank := range rapid.SliceOf(rapid.IntRange(0, 40)).Draw(t, "ranks") {
			e := &ticket{Ticket: Ticket{ID: TicketID(id), Rank: time.Unix(int64(rank), 0)}}
			if rank%2 == 0 {
				e.Group = "senior"
			}
			l.add(e)
		}
		order := l.first(1000)
		for i, p := range order {
			if p.Group == "" {
				continue
			}
			before, exceptions := 0, 0
			for _, o := range order[:i] {
				if o.Group != "" {
					before++
				} else if earlier(p, o) {
					exceptions++
				}
			}
			if bound := (before + MaxPriorityRun) / MaxPriorityRun; exceptions > bound {
				t.Fatalf("ticket %d lets %d ordinary tickets go first, the bound is %d", p.ID, exceptions,
					bound)
			}
		}
	})
}

func TestLongestIsTheEarliestArrivalNotTheFirstRank(t *testing.T) {
	s := newCentre(t)
	morning := s.now
	s.mustAt(morning, Issue{Direction: "benefits"})
	s.mustAt(morning.Add(10*time.Minute), Issue{Direction: "benefits", Group: "disability"})
	if got := s.LongestWait("benefits", morning.Add(15*time.Minute)); got != 15*time.Minute {
		t.Errorf("longest wait is %v", got)
	}
	if got := s.LongestWait("employment", morning.Add(15*time.Minute)); got != 0 {
		t.Errorf("longest wait where nobody waits is %v", got)
	}
}

// centre is a state with hands, for tests.
type centre struct {
	*State
	t testing.TB
}

// newCentre is a centre with the default configuration at 09:00 on a Monday.
func newCentre(t testing.TB) centre {
	s := centre{New(), t}
	s.mustAt(time.Date(2026, 3, 2, 9, 0, 0, 0, civil.Baku), Configure{DefaultConfig()})
	return s
}

// mustAt decides and applies a command that must succeed.
func (s centre) mustAt(at time.Time, c Command) []event.Event {
	events, err := Decide(s.State, event.Meta{At: at, Actor: "test"}, c)
	if err != nil {
		s.t.Helper() // only here: benchmarks go this way too
		s.t.Fatalf("%#v: %v", c, err)
	}
	for _, e := range events {
		s.Apply(event.Record{Seq: s.seq + 1, At: at, Actor: "test", Event: e})
	}
	return events
}
