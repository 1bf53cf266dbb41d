package queue

import (
	"cmp"
	"slices"
	"time"
)

// Promise is a service level that a direction undertakes: Percent of those it is made
// to are called within Minutes.
type Promise struct {
	To      Promised `json:"to"`
	Minutes int      `json:"minutes"` // 1 to MaxPromised
	Percent int      `json:"percent"` // 1 to 100
}

// Promised are those to whom a promise is made, and since when its minutes run.
type Promised string

// To whom promises are made.
const (
	Everyone Promised = "everyone" // by their wait
	Booked   Promised = "booked"   // whoever has an appointment, from the time booked
)

// promised is the table of them, in the order in which counts are kept.
var promised = []Promised{Everyone, Booked}

// The bounds of promises.
const (
	MaxPromises = 6   // of one direction
	MaxPromised = 120 // minutes
)

// DefaultPromises are made where the manager sets no others (surfaces, Manager): 80 %
// are called within 15 minutes and 95 % within 30; with an appointment, everybody
// within 5 minutes of its time.
func DefaultPromises() []Promise {
	return []Promise{{Everyone, 15, 80}, {Everyone, 30, 95}, {Booked, 5, 100}}
}

// Undertakes are the promises of the direction.
func (d *Direction) Undertakes() []Promise {
	if len(d.Promises) == 0 {
		return DefaultPromises()
	}
	return d.Promises
}

// Outermost is the longest wait within which the direction promises to call everyone:
// who waits longer breaks every promise. One that promises nothing to everyone is held to
// the usual promises, so that no wait is ever without a bound.
func (d *Direction) Outermost() time.Duration {
	if wait := outermost(d.Promises); wait > 0 {
		return wait
	}
	return outermost(DefaultPromises())
}

// outermost is the longest wait promised to everyone; 0 = none is.
func outermost(list []Promise) time.Duration {
	most := 0
	for _, p := range list {
		if p.To == Everyone {
			most = max(most, p.Minutes)
		}
	}
	return time.Duration(most) * time.Minute
}

func validatePromises(list []Promise, of DirectionID) error {
	if len(list) > MaxPromises {
		return badConfig("promises", "direction %q: at most %d promises, not %d", of, MaxPromises, len(list))
	}
	for i, p := range list {
		same := func(o Promise) bool { return o.To == p.To && o.Minutes == p.Minutes }
		switch {
		case !slices.Contains(promised, p.To):
			const whom = "direction %q: a promise is to everyone or to the booked, not to %q"
			return badConfig("promises", whom, of, p.To)
		case p.Minutes < 1 || p.Minutes > MaxPromised:
			const minutes = "direction %q: %d minutes are not from 1 to %d"
			return badConfig("promises", minutes, of, p.Minutes, MaxPromised)
		case p.Percent < 1 || p.Percent > 100:
			return badConfig("promises", "direction %q: %d %% are not from 1 to 100", of, p.Percent)
		case slices.ContainsFunc(list[:i], same):
			return badConfig("promises", "direction %q: two promises within %d minutes", of, p.Minutes)
		}
	}
	return nil
}

// ServiceLevel is how a promise stands today.
type ServiceLevel struct {
	Promise
	Directions []DirectionID // that made it
	Called     int           // of those it is made to, first calls
	Kept       int           // of them, within its minutes
}

// Share is how many per cent were called in time, rounded down, so that it reaches
// Percent only when the promise is kept; ok is false when nobody was called.
func (l ServiceLevel) Share() (percent int, ok bool) {
	if l.Called == 0 {
		return 0, false
	}
	return 100 * l.Kept / l.Called, true
}

// Level is how a promise stands in a direction today, whether it was made or not. A
// ticket counts in the direction where it stands now.
func (s *State) Level(id DirectionID, p Promise) ServiceLevel {
	level := ServiceLevel{Promise: p, Directions: []DirectionID{id}}
	if l := s.lines[id]; l != nil {
		level.Called, level.Kept = l.tally.within(p)
	}
	return level
}

// ServiceLevels are the promises of directions as they stand today, the shortest first:
// those that several made alike are one, over all their visitors.
func (s *State) ServiceLevels(ids ...DirectionID) []ServiceLevel {
	var list []ServiceLevel
	for _, id := range ids {
		l := s.lines[id]
		if l == nil {
			continue
		}
		for _, p := range l.Undertakes() {
			own := s.Level(id, p)
			i := slices.IndexFunc(list, func(o ServiceLevel) bool { return o.Promise == p })
			if i < 0 {
				list = append(list, own)
				continue
			}
			list[i].Directions = append(list[i].Directions, id)
			list[i].Called += own.Called
			list[i].Kept += own.Kept
		}
	}
	slices.SortStableFunc(list, func(a, b ServiceLevel) int {
		return cmp.Or(slices.Index(promised, a.To)-slices.Index(promised, b.To), a.Minutes-b.Minutes)
	})
	return list
}

// tally is a direction's count of today, with the first calls by the minute in which
// they came: so any promise can be read from it, also one that is made in the course of
// the day.
type tally struct {
	Tally
	called [2][MaxPromised + 2]int32 // by promised; the last minute stands for all later ones
}

// add counts a ticket in (n = 1) or out (n = -1).
func (y *tally) add(t *Ticket, n int) {
	y.Tally.add(t, n)
	if t.FirstCalledAt.IsZero() {
		return
	}
	y.called[0][minuteOf(t.WaitTime())] += int32(n) // #nosec G115 -- 1 or -1
	if !t.Appointment.IsZero() {
		y.called[1][minuteOf(t.FirstCalledAt.Sub(t.Appointment))] += int32(n) // #nosec G115 -- likewise
	}
}

// minuteOf is the least number of whole minutes within which a time is.
func minuteOf(d time.Duration) int {
	return int(min(max(0, d+time.Minute-1)/time.Minute, MaxPromised+1))
}

// within counts those to whom a promise is made and who were called, and of them those
// who were called within its minutes.
func (y *tally) within(p Promise) (called, kept int) {
	for minute, n := range y.called[slices.Index(promised, p.To)] {
		if called += int(n); minute <= p.Minutes {
			kept += int(n)
		}
	}
	return called, kept
}
