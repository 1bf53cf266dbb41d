package sim

import (
	"container/heap"
	"math"
	"math/rand/v2"
)

// The minimal program for a simulated day (speed, Limits): a heap of what is due, a line
// for each direction, desks, and 2,000 tickets with their times; each ticket is
// issued, called, reached and ended, 8,000 events. It keeps no rules, no groups, no
// estimate and no record that could be replayed.

type limitEvent struct {
	at   float64
	kind int
	who  int
}

type limitHeap []limitEvent

func (h limitHeap) Len() int           { return len(h) }
func (h limitHeap) Less(i, j int) bool { return h[i].at < h[j].at }
func (h limitHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *limitHeap) Push(x any)        { *h = append(*h, x.(limitEvent)) }
func (h *limitHeap) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}

type limitTicket struct {
	number, direction, desk      int
	issued, called, served, done float64
}

// limitDay plays the minimal day and gives the number of its events.
func limitDay(seed uint64, tickets, desks int) (events int) {
	random := rand.New(rand.NewPCG(seed, 0)) // #nosec G404 -- a benchmark's dice
	var due limitHeap
	all := map[int]*limitTicket{}
	var lines [3][]*limitTicket
	var numbers [3]int
	idle := make([]int, 0, desks)
	for i := range desks {
		idle = append(idle, i)
	}
	for i := range tickets {
		heap.Push(&due, limitEvent{at: random.Float64() * 9 * 3600, who: i})
	}
	call := func(at float64, desk int) {
		for d := range lines {
			if d = (d + desk) % 3; len(lines[d]) > 0 {
				t := lines[d][0]
				lines[d] = lines[d][1:]
				t.called, t.desk = at, desk
				events++
				heap.Push(&due, limitEvent{at + 10 + 30*random.Float64(), 1, t.number})
				return
			}
		}
		idle = append(idle, desk)
	}
	for len(due) > 0 {
		e := heap.Pop(&due).(limitEvent)
		events++
		switch e.kind {
		case 0:
			d := random.IntN(3)
			numbers[d]++
			t := &limitTicket{number: e.who, direction: d, issued: e.at}
			all[e.who] = t
			lines[d] = append(lines[d], t)
			if n := len(idle); n > 0 {
				desk := idle[n-1]
				idle = idle[:n-1]
				call(e.at, desk)
			}
		case 1:
			t := all[e.who]
			t.served = e.at
			heap.Push(&due, limitEvent{e.at + math.Exp(5.9+0.53*random.NormFloat64()), 2, e.who})
		case 2:
			t := all[e.who]
			t.done = e.at
			call(e.at, t.desk)
		}
	}
	return events
}
