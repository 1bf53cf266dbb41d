package sim

import (
	"cmp"
	"slices"
	"time"

	"dost/server/problem"
	"dost/server/queue"
)

// DirectionDay is what became of a direction's visitors, or of all.
type DirectionDay struct {
	Direction queue.DirectionID // "" = all
	Came      int               // also those who asked for an appointment and found no place
	Tickets   int
	Booked    int // of the tickets, for an appointment
	Served    int
	NoShows   int // did not answer the call
	Missed    int // booked when only appointments are received, and did not come; not in Came
	Unserved  int // still waited when the desks went home
	AtClosing int // waited at closing time, served later or not at all
	Turned    int // went without a ticket
	Refused   []Refusal
	ToldLater int // refusals after which somebody came again

	Called         int
	P50, P80, P95  time.Duration // of the waits
	Within15       int           // of Called, whatever the direction promises, so that days can be compared
	Within30       int
	Longest        int        // in line at once
	FullFrom       *time.Time // the first refusal for want of room, places or time
	Promised, Kept int        // appointments called, and of them within 5 minutes of their time
	Levels         []queue.ServiceLevel
	waits          []time.Duration
}

// Refusal is why visitors went without a ticket.
type Refusal struct {
	Code     problem.Code
	Visitors int
}

// turnAway counts somebody who goes for good.
func (f *DirectionDay) turnAway(code problem.Code) {
	f.Turned++
	i := slices.IndexFunc(f.Refused, func(r Refusal) bool { return r.Code == code })
	if i < 0 {
		i = len(f.Refused)
		f.Refused = append(f.Refused, Refusal{Code: code})
	}
	f.Refused[i].Visitors++
}

// Day is what a day came to.
type Day struct {
	Seed        uint64
	All         DirectionDay
	Directions  []DirectionDay // in the profile's order
	Inside      int            // most people with an open ticket at once
	Utilisation float64
	Overtime    time.Duration // from closing time to the end of the last service
}

// count is kept while the day goes on.
type count struct {
	flows   []DirectionDay
	inside  int
	most    int
	busy    int64
	staffed int64
}

func (c *count) begin(p *Profile) {
	c.flows = make([]DirectionDay, len(p.Demands))
	for i := range p.Demands {
		c.flows[i].Direction = p.Demands[i].Direction
	}
}

func (c *count) of(v *visitor) *DirectionDay { return &c.flows[v.demand] }

// entered counts somebody with a ticket in.
func (c *count) entered(d *play, f *DirectionDay) {
	c.inside++
	c.most = max(c.most, c.inside)
	f.Longest = max(f.Longest, d.state.Queue.WaitingIn(f.Direction))
}

// closed looks at who waits at closing time.
func (c *count) closed(d *play) {
	for i := range c.flows {
		c.flows[i].AtClosing = d.state.Queue.WaitingIn(c.flows[i].Direction)
	}
}

// result reads the tickets of the day and sums up.
func (d *play) result() Day {
	c := &d.count
	day := Day{Seed: d.seed, Inside: c.most}
	last := d.closing
	for t := range d.state.Queue.EachTicket() {
		i := slices.IndexFunc(c.flows, func(f DirectionDay) bool { return f.Direction == t.Direction })
		if i < 0 {
			continue
		}
		c.flows[i].judge(&t)
		if t.Status == queue.Finished {
			last = max(last, t.EndedAt.Sub(d.midnight).Milliseconds())
		}
	}
	for i := range d.seats {
		if k := &d.seats[i]; k.here {
			c.staffed += max(0, d.now-k.seated)
		}
	}
	all := DirectionDay{}
	var ids []queue.DirectionID
	for i := range c.flows {
		c.flows[i].measure(d.state.Queue)
		ids = append(ids, c.flows[i].Direction)
		all.add(&c.flows[i])
		c.flows[i].settle()
	}
	all.settle()
	all.Levels = d.state.Queue.ServiceLevels(ids...)
	day.All, day.Directions = all, c.flows
	day.Overtime = time.Duration(last-d.closing) * time.Millisecond
	if c.staffed > 0 {
		day.Utilisation = float64(c.busy) / float64(c.staffed)
	}
	return day
}

// judge counts what a ticket came to.
func (f *DirectionDay) judge(t *queue.Ticket) {
	if t.FirstCalledAt.IsZero() {
		if t.Status == queue.Waiting {
			f.Unserved++
		}
		return
	}
	f.waits = append(f.waits, t.WaitTime())
	f.Called++
}

// measure reads from the queue how many were called in time.
func (f *DirectionDay) measure(q *queue.State) {
	within := func(minutes int) int {
		return q.Level(f.Direction, queue.Promise{To: queue.Everyone, Minutes: minutes}).Kept
	}
	f.Within15, f.Within30 = within(15), within(30)
	booked := q.Level(f.Direction, queue.Promise{To: queue.Booked, Minutes: 5})
	f.Promised, f.Kept = booked.Called, booked.Kept
	f.Levels = q.ServiceLevels(f.Direction)
}

// add adds a direction to all.
func (f *DirectionDay) add(o *DirectionDay) {
	f.Came += o.Came
	f.Tickets += o.Tickets
	f.Booked += o.Booked
	f.Served += o.Served
	f.NoShows += o.NoShows
	f.Missed += o.Missed
	f.Unserved += o.Unserved
	f.AtClosing += o.AtClosing
	f.Turned += o.Turned
	f.ToldLater += o.ToldLater
	f.Called += o.Called
	f.Within15 += o.Within15
	f.Within30 += o.Within30
	f.Promised += o.Promised
	f.Kept += o.Kept
	f.Longest = max(f.Longest, o.Longest)
	f.waits = append(f.waits, o.waits...)
	if o.FullFrom != nil && (f.FullFrom == nil || o.FullFrom.Before(*f.FullFrom)) {
		f.FullFrom = o.FullFrom
	}
	for _, r := range o.Refused {
		i := slices.IndexFunc(f.Refused, func(x Refusal) bool { return x.Code == r.Code })
		if i < 0 {
			i = len(f.Refused)
			f.Refused = append(f.Refused, Refusal{Code: r.Code})
		}
		f.Refused[i].Visitors += r.Visitors
	}
}

// settle works out the percentiles, and puts the refusals in order.
func (f *DirectionDay) settle() {
	slices.Sort(f.waits)
	f.P50, f.P80, f.P95 = percentile(f.waits, 50), percentile(f.waits, 80), percentile(f.waits, 95)
	slices.SortFunc(f.Refused, func(a, b Refusal) int {
		return cmp.Or(b.Visitors-a.Visitors, cmp.Compare(a.Code, b.Code))
	})
}

// percentile is the least of sorted waits that n per cent of them do not pass; 0
// for none.
func percentile(sorted []time.Duration, n int) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[(len(sorted)*n+99)/100-1]
}
