package sim

import (
	"slices"

	"dost/server/queue"
)

// sit takes the seat's desk.
func (d *play) sit(who int32) {
	k := &d.seats[who]
	if k.here {
		return
	}
	if _, err := d.do(k.actor, queue.OpenDesk{Agent: k.agent, Desk: k.Desk,
		Directions: k.Directions}); err != nil {
		return // the desk is taken by the shift before, which works overtime
	}
	now, _ := d.state.Queue.DeskAt(k.Desk)
	k.Directions = now.Directions
	k.here, k.seated, k.since = true, d.now, d.now
	d.look(who)
}

// look calls the next visitor, if somebody waits for the desk; else the agent
// waits, or goes home at the end of the shift.
func (d *play) look(who int32) {
	k := &d.seats[who]
	if !k.here || k.serving != 0 || d.now < k.until {
		return
	}
	if d.now >= d.last || !d.waits(k) {
		if d.now < clock(k.To) {
			k.idle = true
			return
		}
		_, _ = d.do(k.actor, queue.LeaveDesk{Agent: k.agent})
		d.count.staffed += d.now - k.seated
		k.here, k.idle = false, false
		return
	}
	events, err := d.do(k.actor, queue.Call{Agent: k.agent})
	if err != nil {
		panic("sim: a free desk cannot call: " + err.Error())
	}
	called, ok := events[len(events)-1].(queue.CalledUp)
	if !ok {
		return
	}
	v := &d.visitors[d.holders[called.Ticket]]
	k.idle, k.serving, k.since = false, called.Ticket, d.now
	if v.absent {
		d.then(k, d.now+wait, absent, who)
		return
	}
	d.then(k, d.now+v.walk, reaches, who)
}

// then is the seat's one next step.
func (d *play) then(k *seat, at int64, what kind, who int32) {
	k.next = at
	d.agenda.add(at, what, who)
}

// waits tells whether somebody waits for the desk.
func (d *play) waits(k *seat) bool {
	return slices.ContainsFunc(k.Directions,
		func(id queue.DirectionID) bool { return d.state.Queue.WaitingIn(id) > 0 })
}

// offer lets the agent who has been idle longest call somebody of the direction.
func (d *play) offer(direction queue.DirectionID) {
	best := int32(-1)
	for i := range d.seats {
		k := &d.seats[i]
		if k.idle && slices.Contains(k.Directions, direction) && (best < 0 || k.since < d.seats[best].since) {
			best = int32(i) // #nosec G115 -- a centre's desks
		}
	}
	if best >= 0 {
		d.look(best)
	}
}

// lapsed is a call that the clock has ended, since nobody answered it.
func (d *play) lapsed(id queue.TicketID) {
	for i := range d.seats {
		if d.seats[i].serving == id {
			d.leave(int32(i), func(c *DirectionDay) { c.NoShows++ }) // #nosec G115 -- a centre's desks
		}
	}
}

// leave ends a visit at the desk.
func (d *play) leave(who int32, how func(*DirectionDay)) {
	k := &d.seats[who]
	v := &d.visitors[d.holders[k.serving]]
	how(d.count.of(v))
	d.count.inside--
	d.count.busy += d.now - k.since
	k.serving, k.next, k.until, k.since = 0, 0, d.now+pause, d.now
	d.agenda.add(k.until, free, who)
}
