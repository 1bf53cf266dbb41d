package appointment

import (
	"slices"
	"time"

	"dost/server/queue"
	"dost/server/regime"
)

// SoonerFrom is how far ahead an earlier time may be given to a moved visit: its
// visitor must hear of it before. A later one does no harm.
const SoonerFrom = 24 * time.Hour

// planner is where moved visits are put, one after another. It keeps count of the
// places so that a visit costs one look at the slots of few days, however many are
// moved.
type planner struct {
	s     *State
	h     Environment // with the rules as they will be
	now   time.Time
	pages map[directionDay]*dayVisits
	slots map[queryDay][]Slot
	last  map[regime.Query]time.Time // where the last of these visits was put: none overtakes
	full  map[regime.Query]bool      // there is no place for them within MaxAhead
}

// directionDay is a direction's day, queryDay a day of those for whom the same rules hold. Days
// are told by their midnights, in Unix seconds.
type (
	directionDay struct {
		direction queue.DirectionID
		day       int64
	}
	queryDay struct {
		query regime.Query
		day   int64
	}
)

// dayVisits are a day's visits by when they begin and end, in Unix milliseconds, sorted,
// and by the clock hour in which they begin.
type dayVisits struct {
	begins, ends []int64
	hours        [25]int
}

// place finds a slot for a visit and takes it: on its own day the nearest, else on the
// first later day with a place the one nearest to its time of day; of two as near the
// later. Visits under the same rules stay in their order.
func (d *planner) place(b *Booking) (Slot, bool) {
	direction, known := d.h.Queue.Direction(b.Direction)
	query := d.h.Regime.Plain(b.query(), d.now)
	if !known || direction.Off || d.full[query] {
		return Slot{}, false
	}
	floor := d.now
	if last := d.last[query]; last.After(floor) {
		floor = last
	}
	day := Midnight(b.At)
	if day.Before(Midnight(floor)) {
		day = Midnight(floor)
	}
	d.page(b.Direction, b.At).remove(b.At, b.end())
	for ; day.Sub(d.now) <= MaxAhead; day = day.AddDate(0, 0, 1) {
		if slot, ok := d.nearest(b, query, day, floor); ok {
			d.page(b.Direction, slot.At).add(slot.At, slot.end())
			d.last[query] = slot.At
			return slot, true
		}
	}
	d.page(b.Direction, b.At).add(b.At, b.end())
	d.full[query] = true
	return Slot{}, false
}

// nearest is the free slot of a day that is nearest to the visit's time of day.
func (d *planner) nearest(b *Booking, query regime.Query, day, floor time.Time) (best Slot, ok bool) {
	key := queryDay{query, day.Unix()}
	slots, known := d.slots[key]
	if !known {
		slots = slotsOn(d.h, d.now, query, day)
		d.slots[key] = slots
	}
	p := d.page(b.Direction, day)
	wanted := day.Add(b.At.Sub(Midnight(b.At)))
	for _, slot := range slots {
		sooner := slot.At.Before(b.At) && slot.At.Sub(d.now) < SoonerFrom
		if slot.At.Before(floor) || sooner || slot.At.Sub(d.now) > MaxAhead {
			continue
		}
		if ok && slot.At.Sub(wanted).Abs() > best.At.Sub(wanted).Abs() {
			break // they only get farther
		}
		slot.Taken = p.within(slot.At, slot.end())
		slot.limit(d.h, d.now, b.Direction, p.hours[p.hour(slot.At)], len(p.begins))
		if slot.Code == "" {
			best, ok = slot, true
		}
	}
	return best, ok
}

// page is a direction's day that holds a moment, as it stands after the moves so far.
func (d *planner) page(direction queue.DirectionID, at time.Time) *dayVisits {
	day := Midnight(at)
	key := directionDay{direction, day.Unix()}
	p := d.pages[key]
	if p == nil {
		p = &dayVisits{}
		end := day.AddDate(0, 0, 1)
		for _, b := range d.s.order[d.s.first(day):] {
			if !b.At.Before(end) {
				break
			}
			if b.Direction == direction && b.takes() {
				p.add(b.At, b.end())
			}
		}
		d.pages[key] = p
	}
	return p
}

func (p *dayVisits) hour(at time.Time) int {
	return int(at.Truncate(time.Hour).Sub(Midnight(at)) / time.Hour)
}

func (p *dayVisits) add(from, to time.Time) {
	p.begins, p.ends = inserted(p.begins, from.UnixMilli()), inserted(p.ends, to.UnixMilli())
	p.hours[p.hour(from)]++
}

func (p *dayVisits) remove(from, to time.Time) {
	p.begins, p.ends = removed(p.begins, from.UnixMilli()), removed(p.ends, to.UnixMilli())
	p.hours[p.hour(from)]--
}

// within counts the visits that are there at some time from one moment until just
// before another.
func (p *dayVisits) within(from, to time.Time) int {
	begun, _ := slices.BinarySearch(p.begins, to.UnixMilli())
	over, _ := slices.BinarySearch(p.ends, from.UnixMilli()+1)
	return begun - over
}

func inserted(list []int64, at int64) []int64 {
	i, _ := slices.BinarySearch(list, at)
	return slices.Insert(list, i, at)
}

func removed(list []int64, at int64) []int64 {
	if i, ok := slices.BinarySearch(list, at); ok {
		return slices.Delete(list, i, i+1)
	}
	return list
}
