package servertest_test

import (
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	. "dost/server/servertest"
)

// 400 parallel taps over 32 connections, every key sent twice or more: no number
// twice, no gap, one answer for each key (peers, fault 1).
func TestParallelTapsGiveEveryNumberOnce(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	const taps, connections = 400, 32
	keys := make(chan string, 2*taps)
	for i := range taps {
		key := fmt.Sprintf("tap-%d", i)
		keys <- key
		keys <- key
	}
	close(keys)
	var (
		mu      sync.Mutex
		numbers = map[string]string{} // by key
		group   sync.WaitGroup
	)
	kiosk := s.Kiosk(t)
	for range connections {
		group.Go(func() {
			for key := range keys {
				r := kiosk.Post("/api/kiosk/tickets", M{"key": key, "direction": "benefits"})
				if r.Status != http.StatusCreated {
					t.Errorf("%s: %d %s", key, r.Status, r.Body)
					return
				}
				number := r.Text("number")
				mu.Lock()
				if had, ok := numbers[key]; ok && had != number {
					t.Errorf("%s has %s and %s", key, had, number)
				}
				numbers[key] = number
				mu.Unlock()
			}
		})
	}
	group.Wait()
	seen := make([]string, 0, taps)
	for _, n := range numbers {
		seen = append(seen, n)
	}
	slices.Sort(seen)
	for i, n := range seen {
		if want := fmt.Sprintf("B%03d", i+1); n != want {
			t.Fatalf("number %d is %s, want %s", i+1, n, want)
		}
	}
	if len(seen) != taps {
		t.Fatalf("%d numbers for %d keys", len(seen), taps)
	}
}

// line is the queue as one sequential object, for porcupine: a call takes the
// first of those who wait, and finds nobody only when nobody waits. All tickets
// are issued before, so the state is how many have been called.
var line = porcupine.Model{
	Init: func() any { return 0 },
	Step: func(state, _, output any) (bool, any) {
		called, total := state.(int), parallelTickets
		if output.(string) == "" {
			return called == total, called
		}
		return called < total && output == fmt.Sprintf("B%03d", called+1), called + 1
	},
	DescribeOperation: func(_, output any) string { return fmt.Sprintf("next → %v", output) },
}

const parallelTickets = 120

// 300 parallel "next" from six desks: no ticket at two desks, in order, and the
// history is linearizable (promises 5).
func TestParallelCallsAreLinearizable(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	kiosk := s.Kiosk(t)
	for range parallelTickets {
		kiosk.Post("/api/kiosk/tickets", M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated)
	}
	const desks, callsEach = 6, 50
	var (
		mu      sync.Mutex
		history []porcupine.Operation
		atDesk  = map[string]int{}
		group   sync.WaitGroup
	)
	began := time.Now()
	for n := 1; n <= desks; n++ {
		agent := s.Agent(t, n, "benefits")
		group.Go(func() {
			for range callsEach {
				from := time.Since(began).Nanoseconds()
				r := agent.Post("/api/desk/next", M{"key": Key()})
				op := porcupine.Operation{ClientId: n, Call: from, Return: time.Since(began).Nanoseconds(),
					Output: ""}
				if r.Status == http.StatusOK {
					op.Output = r.Text("number")
					agent.Post("/api/desk/tickets/"+r.Text("id")+"/finish",
						M{"key": Key(), "outcome": "consulted"}).Want(http.StatusOK)
				} else if r.Status != http.StatusNoContent {
					t.Errorf("next: %d %s", r.Status, r.Body)
				}
				mu.Lock()
				history = append(history, op)
				if number := op.Output.(string); number != "" {
					if other, twice := atDesk[number]; twice {
						t.Errorf("%s was called at desks %d and %d", number, other, n)
					}
					atDesk[number] = n
				}
				mu.Unlock()
			}
		})
	}
	group.Wait()
	if len(atDesk) != parallelTickets {
		t.Errorf("%d tickets were called, want %d", len(atDesk), parallelTickets)
	}
	if !porcupine.CheckOperations(line, history) {
		t.Error("no order of the calls explains what the desks saw")
	}
}

// Two tabs of one agent press "next" at the same moment, again and again: one
// visitor at the desk, ever (promises 5 and 8).
func TestTwoTabsNeverHoldTwoVisitors(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	kiosk, agent := s.Kiosk(t), s.Agent(t, 3)
	const rounds = 40
	for range rounds {
		kiosk.Post("/api/kiosk/tickets", M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated)
		kiosk.Post("/api/kiosk/tickets", M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated)
		replies := make([]Reply, 2)
		var group sync.WaitGroup
		for tab := range replies {
			group.Go(func() { replies[tab] = agent.Post("/api/desk/next", M{"key": Key()}) })
		}
		group.Wait()
		won := 0
		for _, r := range replies {
			if r.Status == http.StatusOK {
				won++
				agent.Post("/api/desk/tickets/"+r.Text("id")+"/finish",
					M{"key": Key(), "outcome": "consulted"}).Want(http.StatusOK)
				continue
			}
			r.Problem(http.StatusConflict, "ticket-active")
		}
		if won != 1 {
			t.Fatalf("%d tabs got a visitor", won)
		}
		agent.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK)
		agent.Post("/api/desk/tickets/"+active(t, agent)+"/finish",
			M{"key": Key(), "outcome": "consulted"}).Want(http.StatusOK)
	}
}
