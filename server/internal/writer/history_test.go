package writer_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"dost/server/centre"
	"dost/server/queue"
)

// input is one operation of a history: a ticket issued, a visitor called to a
// desk, or the visit there ended.
type input struct {
	kind string // "issue", "call", "finish"
	desk int
}

// output is the number issued, called or finished; 0 = nobody waited. again says
// that the desk had a visitor already.
type output struct {
	number int
	again  bool
}

// line is the queue as one thing that does one operation at a time: ordinary
// tickets of one direction, called in the order of their numbers.
type line struct {
	issued, called int
	desks          [6]int // the number at each desk; 0 = free
}

var sequentialLine = porcupine.Model{
	Init: func() any { return line{} },
	Step: func(state, in, out any) (bool, any) {
		s, i, o := state.(line), in.(input), out.(output)
		switch i.kind {
		case "issue":
			s.issued++
			return o.number == s.issued, s
		case "call":
			if s.desks[i.desk] != 0 {
				return o.again, s
			}
			if s.called == s.issued {
				return o == output{}, s
			}
			s.called++
			s.desks[i.desk] = s.called
			return o == output{number: s.called}, s
		case "finish":
			ok := s.desks[i.desk] == o.number && o.number != 0
			s.desks[i.desk] = 0
			return ok, s
		}
		return false, s
	},
	Equal:             func(a, b any) bool { return a.(line) == b.(line) },
	DescribeOperation: func(in, out any) string { return fmt.Sprintf("%v → %v", in, out) },
}

// TestHistoryIsLinearizable lets six desks call 100 visitors, each desk from two
// hands at once, while kiosks issue tickets: no ticket is at two desks, no desk
// has two visitors, and the history is one that a queue doing one thing at a time
// could have had (promises 5).
func TestHistoryIsLinearizable(t *testing.T) {
	c, j, _ := newCentre(t)
	const desks, visitors = 6, 100
	for d := range desks {
		do(t, c, centre.Envelope{Actor: agent(d), Command: queue.OpenDesk{
			Agent: queue.AgentID(agent(d)), Desk: queue.DeskID(fmt.Sprint(d + 1)),
			Directions: []queue.DirectionID{"benefits"},
		}})
	}
	h := &history{t: t, begin: time.Now()}
	var served atomic.Int32
	var group sync.WaitGroup
	for k := range 3 {
		group.Go(func() {
			for i := range 80 {
				h.do(k, input{kind: "issue"}, func() output {
					a := do(t, c, numbered(issue("kiosk:K1", fmt.Sprint(k, "-", i))))
					return output{number: number(t, a)}
				})
			}
		})
	}
	for hand := range 2 * desks {
		group.Go(func() {
			desk := hand % desks
			for served.Load() < visitors {
				called := h.do(3+hand, input{kind: "call", desk: desk},
					func() output { return callNext(t, c, desk) })
				if called.number == 0 { // nobody waited, or the other hand was first: it will finish
					time.Sleep(100 * time.Microsecond)
					continue
				}
				served.Add(1)
				if rand.IntN(2) == 0 {
					time.Sleep(time.Duration(rand.IntN(300)) * time.Microsecond)
				}
				h.do(3+hand, input{kind: "finish", desk: desk},
					func() output { return finish(t, c, desk, called.number) })
			}
		})
	}
	group.Wait()

	at := map[int]int{}
	for _, o := range h.operations {
		if in := o.Input.(input); in.kind == "call" && o.Output.(output).number != 0 {
			at[o.Output.(output).number]++
		}
	}
	for number, times := range at {
		if times != 1 {
			t.Errorf("number %d was called to %d desks", number, times)
		}
	}
	if len(at) < visitors {
		t.Errorf("only %d visitors were called", len(at))
	}
	if result := porcupine.CheckOperationsTimeout(sequentialLine, h.operations,
		30*time.Second); result != porcupine.Ok {
		t.Errorf("the history of %d operations is %s", len(h.operations), result)
	}
	if _, err := j.VerifyChain(context.Background(), nil, nil); err != nil {
		t.Error(err)
	}
}

// TestModelSeesFaults gives the model histories that must not pass, so that the
// test above is known not to be blind.
func TestModelSeesFaults(t *testing.T) {
	op := func(client int, in input, out output, call, back int64) porcupine.Operation {
		return porcupine.Operation{ClientId: client, Input: in, Output: out, Call: call, Return: back}
	}
	for name, operations := range map[string][]porcupine.Operation{
		"one number twice": {
			op(0, input{kind: "issue"}, output{number: 1}, 0, 5),
			op(1, input{kind: "issue"}, output{number: 1}, 1, 6),
		},
		"one ticket at two desks": {
			op(0, input{kind: "issue"}, output{number: 1}, 0, 1),
			op(1, input{kind: "call", desk: 0}, output{number: 1}, 2, 5),
			op(2, input{kind: "call", desk: 1}, output{number: 1}, 2, 5),
		},
		"nobody waits, though one does": {
			op(0, input{kind: "issue"}, output{number: 1}, 0, 1),
			op(1, input{kind: "call", desk: 0}, output{}, 2, 3),
		},
	} {
		if porcupine.CheckOperations(sequentialLine, operations) {
			t.Errorf("%s: passed", name)
		}
	}
}

// history notes when each operation was sent and answered.
type history struct {
	t          *testing.T
	begin      time.Time
	lock       sync.Mutex
	operations []porcupine.Operation
}

func (h *history) do(client int, in input, f func() output) output {
	call := time.Since(h.begin)
	out := f()
	back := time.Since(h.begin)
	h.lock.Lock()
	defer h.lock.Unlock()
	h.operations = append(h.operations, porcupine.Operation{
		ClientId: client, Input: in, Output: out, Call: call.Nanoseconds(), Return: back.Nanoseconds(),
	})
	return out
}
