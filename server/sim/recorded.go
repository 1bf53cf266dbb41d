package sim

import (
	"math"
	"slices"
	"time"

	"dost/server/civil"
	"dost/server/queue"
)

// EnoughDays is how many recorded days a profile is taken from at least, and
// RecentDays how many at most.
const (
	EnoughDays = 5
	RecentDays = 20

	enoughVisits = 30 // finished, before a direction's own service times count
)

// Recorded is what a centre has recorded of its newest days.
type Recorded struct {
	Days       []RecordedDay
	Directions map[queue.DirectionID]*RecordedDirection
	Groups     map[queue.GroupID]int // tickets
	Desks      map[queue.DeskID]int  // days on which each served somebody
}

// RecordedDay is a day's visitors.
type RecordedDay struct {
	Day      civil.Day
	Visitors int
}

// RecordedDirection is what came for a direction over all those days.
type RecordedDirection struct {
	Tickets, NoShows int
	Quarters         [96]float64
	Finished         int
	Millis, Squares  float64 // of the services
}

// From is the profile with the recorded figures in place of the published ones, if
// there are days enough: as many visitors as on the busiest of them, and the desks
// that were staffed on half of them. What was recorded are tickets: who was
// refused or went away is not among them.
func (p Profile) From(r Recorded) Profile {
	if len(r.Days) < EnoughDays || !r.knows(p.Demands) {
		return p
	}
	p.Basis, p.RecordedDays, p.Visitors = Recently, len(r.Days), 0
	for _, d := range r.Days {
		p.Visitors = max(p.Visitors, d.Visitors)
	}
	p.Demands = slices.Clone(p.Demands)
	tickets, noShows, finished := 0, 0, 0
	for i := range p.Demands {
		d := &p.Demands[i]
		was := r.Directions[d.Direction]
		if d.Weight = 0; was == nil || was.Tickets == 0 {
			continue
		}
		d.Weight, d.Quarters = float64(was.Tickets), was.Quarters
		if was.Finished >= enoughVisits {
			d.Service = was.service()
		}
		tickets, noShows, finished = tickets+was.Tickets, noShows+was.NoShows, finished+was.Finished
	}
	if finished >= enoughVisits {
		p.NoShow = float64(noShows) / float64(tickets)
	}
	p.Groups = slices.Clone(p.Groups)
	for i := range p.Groups {
		p.Groups[i].Of = float64(r.Groups[p.Groups[i].Group]) / float64(tickets)
	}
	staffed := slices.DeleteFunc(slices.Clone(p.Shifts),
		func(s Shift) bool { return 2*r.Desks[s.Desk] < len(r.Days) })
	if len(staffed) > 0 {
		p.Shifts = staffed
	}
	return p
}

// knows tells whether any of the demands was recorded.
func (r *Recorded) knows(demands []Demand) bool {
	return slices.ContainsFunc(demands, func(d Demand) bool {
		was := r.Directions[d.Direction]
		return was != nil && was.Tickets > 0
	})
}

func (r *RecordedDirection) service() Distribution {
	n := float64(r.Finished)
	mean := r.Millis / n
	deviation := math.Sqrt(max(0, r.Squares/n-mean*mean))
	millis := func(x float64) time.Duration { return time.Duration(x) * time.Millisecond }
	return Distribution{max(millis(shortest), millis(mean)), millis(deviation)}
}
