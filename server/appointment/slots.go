package appointment

import (
	"time"

	"dost/server/civil"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
)

// Ordinary are the slots where no regime speaks of them.
var Ordinary = regime.Slots{Minutes: 15, Early: 30, Late: 10}

// MaxAhead is how far ahead a visit can be booked.
const MaxAhead = 60 * 24 * time.Hour

// Environment is what the package needs of the rest of the centre.
type Environment struct {
	Queue  *queue.State
	Regime *regime.Book
	// Walked counts the direction's tickets of walk-ins in the clock hour and in
	// the business day that hold t.
	Walked func(d queue.DirectionID, t time.Time) (hour, day int)
}

// Slot is a time that can be booked, or could have been.
type Slot struct {
	At       time.Time
	Minutes  int
	Capacity int // visits that it holds
	Taken    int // of them given
	// why it cannot be booked: slot-past, slot-taken, hourly-limit, daily-limit; "" = it can
	Code problem.Code
	Rule string // the regime in force then

	perHour, perDay int // the direction's tickets then; 0 = no limit
}

// end is when the slot ends.
func (slot *Slot) end() time.Time { return slot.At.Add(minutes(slot.Minutes)) }

// Slots are the slots of a query's day, by time, as they stand at now. But leaves one
// booking out of account (0 = none): the one that is to be moved.
func (s *State) Slots(h Environment, now time.Time, q regime.Query, day time.Time, but ID) []Slot {
	list := slotsOn(h, now, q, day)
	for i := range list {
		s.judge(h, now, q.Direction, but, &list[i])
	}
	return list
}

// slotsOn are the slots of a query's day, with nobody in them.
func slotsOn(h Environment, now time.Time, q regime.Query, day time.Time) []Slot {
	start := Midnight(day)
	end := start.AddDate(0, 0, 1)
	capacity := deskCapacity(h.Queue, q.Direction)
	if civil.DayOf(now) == civil.DayOf(start) {
		capacity = desksAtWork(h.Queue, q.Direction, capacity)
	}
	var list []Slot
	for t := start; t.Before(end); {
		v := h.Regime.At(t, q)
		if !v.Admit {
			if t = v.Until; t.IsZero() {
				break
			}
			continue
		}
		rules := slotsOf(v)
		length := time.Duration(rules.Minutes) * time.Minute
		if begun := t.Sub(start) % length; begun > 0 {
			t = t.Add(length - begun)
			continue
		}
		next := t.Add(length)
		if !v.Until.IsZero() && v.Until.Before(next) {
			t = v.Until
			continue
		}
		slot := Slot{
			At: t, Minutes: rules.Minutes, Capacity: capacity, Rule: v.Regime,
			perHour: v.Limits.PerHour, perDay: v.Limits.PerDay,
		}
		if rules.PerSlot > 0 {
			slot.Capacity = rules.PerSlot
		}
		list = append(list, slot)
		t = next
	}
	return list
}

// slotsOf are the slots' rules under a verdict.
func slotsOf(v regime.Verdict) regime.Slots {
	if v.Limits.Slots != nil && v.Limits.Slots.Minutes > 0 {
		return *v.Limits.Slots
	}
	return Ordinary
}

// judge counts who has the slot, and says why it cannot be booked.
func (s *State) judge(h Environment, now time.Time, d queue.DirectionID, but ID, slot *Slot) {
	end := slot.end()
	for _, b := range s.order[s.first(Midnight(slot.At)):] {
		if !b.At.Before(end) {
			break
		}
		if b.Direction == d && b.takes() && b.ID != but && b.end().After(slot.At) {
			slot.Taken++
		}
	}
	var hour, day int // counted only where they are limited
	if slot.perHour > 0 {
		hour = s.InHour(d, slot.At, but)
	}
	if slot.perDay > 0 {
		day = s.InDay(d, slot.At, but)
	}
	slot.limit(h, now, d, hour, day)
}

// limit says why the slot cannot be booked, with so many bookings of the direction in
// its hour and its day.
func (slot *Slot) limit(h Environment, now time.Time, d queue.DirectionID, inHour, inDay int) {
	hour, day := h.Walked(d, slot.At)
	switch {
	case slot.At.Before(now):
		slot.Code = CodeSlotPast
	case slot.Taken >= slot.Capacity:
		slot.Code = CodeSlotTaken
	case slot.perHour > 0 && hour+inHour >= slot.perHour:
		slot.Code = CodeHourlyLimit
	case slot.perDay > 0 && day+inDay >= slot.perDay:
		slot.Code = CodeDailyLimit
	}
}

// deskCapacity is how many desks are meant for the direction, each as one part in the
// number of its directions; one at least.
func deskCapacity(q *queue.State, d queue.DirectionID) int {
	const whole = 2520 // divisible by every number up to ten
	parts := 0
	for _, p := range q.Config().Desks {
		if p.Off {
			continue
		}
		for _, id := range p.Directions {
			if id == d {
				parts += whole / len(p.Directions)
			}
		}
	}
	return max(1, parts/whole)
}

// desksAtWork is how many desks work for the direction now; otherwise, where none does.
func desksAtWork(q *queue.State, d queue.DirectionID, otherwise int) int {
	n := 0
	for _, k := range q.Desks() {
		if k.Agent == "" {
			continue
		}
		for _, id := range k.Directions {
			if id == d {
				n++
			}
		}
	}
	if n == 0 {
		return otherwise
	}
	return n
}
