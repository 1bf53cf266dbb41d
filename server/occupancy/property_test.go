package occupancy_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"dost/server/civil"
	"dost/server/occupancy"
	"dost/server/queue"
)

// Whatever the door taps, in whatever order, with capacities that change under it: the
// count is never below zero; numbers are given once, in order; who is called in came
// before everybody who is not; no more are called in than there is room for; and a place
// is kept for the whole of CallFor, not longer.
func TestTheDoorInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := newHall(t, rapid.IntRange(0, 6).Draw(t, "capacity"))
		given := 0
		number := rapid.IntRange(1, 12)
		steps := map[string]func(*rapid.T){
			"count": func(t *rapid.T) {
				_ = h.order(
					occupancy.Count{By: rapid.IntRange(-4, 4).Draw(t, "by")})
			},
			"recount": func(t *rapid.T) {
				_ = h.order(
					occupancy.Recount{Inside: rapid.IntRange(-1, 8).Draw(t, "inside")})
			},
			"enter":   func(t *rapid.T) { _ = h.order(occupancy.Enter{Number: number.Draw(t, "enters")}) },
			"give up": func(t *rapid.T) { _ = h.order(occupancy.GiveUp{Number: number.Draw(t, "gives up")}) },
			"limit": func(t *rapid.T) {
				h.capacity = rapid.IntRange(0, 6).Draw(t,
					"new capacity")
				h.tick(0)
			},
			"time": func(t *rapid.T) {
				h.tick(
					time.Duration(rapid.IntRange(0, 400).Draw(t, "seconds")) * time.Second)
			},
			"outside": func(t *rapid.T) {
				room, limited := h.room()
				full := limited && room <= h.state.Expected()+h.state.Waiting()
				before := len(h.state.Line())
				err := h.order(occupancy.WaitOutside{})
				if (err == nil) != full {
					t.Fatalf("room %d (limited: %v), %d outside: %v", room, limited, before, err)
				}
				if err == nil {
					given++
				}
			},
			"day": func(*rapid.T) { h.apply(queue.DayOpened{Day: civil.DayOf(h.now)}); given = 0 },
			"": func(t *rapid.T) {
				if inside, known := h.state.Inside(); inside < 0 || !known && inside != 0 {
					t.Fatalf("%d inside (known: %v)", inside, known)
				}
				last, waiting := 0, false
				for _, o := range h.state.Line() {
					if o.Number <= last || o.Number > given {
						t.Fatalf("after %d numbers the line is %s", given, h.outside())
					}
					last = o.Number
					called := !o.CalledAt.IsZero()
					if called && waiting {
						t.Fatalf("somebody was called in before one who came first: %s", h.outside())
					}
					if called && h.now.Sub(o.CalledAt) >= occupancy.CallFor {
						t.Fatalf("%s was called at %v, it is %v", o.Label(), o.CalledAt, h.now)
					}
					waiting = waiting || !called
				}
				// The clock has just done all it has to do: with room left, nobody waits.
				if room, limited := h.room(); h.state.Waiting() > 0 &&
					(!limited || h.state.Expected() < room) {
					t.Fatalf("room for %d (limited: %v) and outside: %s", room, limited, h.outside())
				}
			},
		}
		t.Repeat(steps)
	})
}

// Of the places that are free, no more are promised than there are.
func TestNoPlaceIsPromisedTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		capacity := rapid.IntRange(1, 6).Draw(t, "capacity")
		h := newHall(t, capacity)
		h.must(occupancy.Recount{Inside: capacity})
		for range rapid.IntRange(1, 9).Draw(t, "outside") {
			h.must(occupancy.WaitOutside{})
		}
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			switch rapid.IntRange(0, 2).Draw(t, "what") {
			case 0:
				if inside, _ := h.state.Inside(); inside > 0 {
					h.must(occupancy.Count{By: -1})
				}
			case 1:
				if line := h.state.Line(); len(line) > 0 && !line[0].CalledAt.IsZero() {
					h.must(occupancy.Enter{Number: line[0].Number})
				}
			case 2:
				h.tick(time.Duration(rapid.IntRange(0, 400).Draw(t, "seconds")) * time.Second)
			}
			if inside, _ := h.state.Inside(); inside+h.state.Expected() > capacity {
				t.Fatalf("%d inside and %d called in, of %d", inside, h.state.Expected(), capacity)
			}
		}
	})
}
