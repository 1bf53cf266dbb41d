package sim

import (
	"math/rand/v2"
	"slices"
	"time"

	"dost/server/centre"
	"dost/server/civil"
	"dost/server/queue"
	"dost/server/regime"
)

// Onward is the profile for the rest of today: the desks that are worked now, until
// closing time. Where none is worked yet the profile's own shifts stay.
func (p Profile) Onward(s *centre.State, now time.Time) Profile {
	now = now.In(civil.Baku)
	from := regime.HM(now.Hour(), now.Minute())
	var to regime.Clock
	for _, k := range p.Shifts {
		to = max(to, k.To)
	}
	var shifts []Shift
	for _, k := range s.Queue.Desks() {
		if k.Agent != "" {
			shifts = append(shifts, Shift{Desk: k.ID, Directions: slices.Clone(k.Directions), From: from,
				To: to})
		}
	}
	if len(shifts) > 0 {
		p.Shifts = shifts
	}
	return p
}

// goOn takes over the day where it stands: who waits, who is served, who serves.
// Held tickets stay held.
func (d *play) goOn() {
	random := rand.New(rand.NewPCG(d.seed, 3)) // #nosec G404 -- a simulation's dice
	for _, t := range d.state.Queue.Tickets() {
		demand := slices.IndexFunc(d.profile.Demands,
			func(x Demand) bool { return x.Direction == t.Direction })
		v := d.profile.visitor(random, max(0, demand))
		open := t.Status == queue.Waiting || t.Status == queue.Called || t.Status == queue.Serving
		if demand < 0 || !open {
			continue
		}
		v.at, v.group, v.left = -1, t.Group, true // has come already
		if t.Status == queue.Serving {
			v.service = max(shortest, v.service-d.at().Sub(t.ServedAt).Milliseconds())
		}
		d.holders[t.ID] = int32(len(d.visitors)) // #nosec G115 -- a day's visitors
		d.visitors = append(d.visitors, v)
		flow := &d.count.flows[demand]
		flow.Came, flow.Tickets = flow.Came+1, flow.Tickets+1
		d.count.entered(d, flow)
	}
	for i := range d.seats {
		d.takeOver(int32(i)) // #nosec G115 -- a centre's desks
	}
}

// takeOver goes on at a desk where an agent sits.
func (d *play) takeOver(who int32) {
	k := &d.seats[who]
	desk, ok := d.state.Queue.DeskAt(k.Desk)
	if !ok || desk.Agent == "" {
		return
	}
	k.agent, k.here, k.seated, k.since = desk.Agent, true, d.now, d.now
	k.actor, k.Directions = "agent:"+string(k.agent), desk.Directions
	if desk.Paused != "" {
		_, _ = d.do(k.actor, queue.Unpause{Agent: k.agent})
	}
	holder, known := d.holders[desk.Active]
	if desk.Active == 0 || !known {
		d.agenda.add(d.now, free, who)
		return
	}
	k.serving = desk.Active
	v := &d.visitors[holder]
	if t, _ := d.state.Queue.Ticket(desk.Active); t.Status == queue.Serving {
		d.then(k, d.now+v.service, ends, who)
		return
	}
	d.then(k, d.now+v.walk, reaches, who)
}
