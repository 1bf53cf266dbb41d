package sim

import (
	"slices"
	"time"

	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
)

// arrive lets a visitor ask for a ticket, or check in.
func (d *play) arrive(who int32) {
	v := &d.visitors[who]
	flow := d.count.of(v)
	if v.tried == 0 {
		flow.Came++
	}
	v.tried++
	direction := d.profile.Demands[v.demand].Direction
	var command centre.Command = queue.Issue{Direction: direction, Group: v.group, Service: v.named}
	if v.booking != 0 {
		command = appointment.CheckIn{IDs: []appointment.ID{v.booking}}
	}
	events, err := d.do("kiosk:K1", command)
	if err != nil {
		d.refused(who, refusal(err))
		return
	}
	for i, e := range events {
		if issued, ok := e.(queue.Issued); ok {
			// An issue's record is followed by what else its command made.
			// #nosec G115 -- a handful
			id := queue.TicketID(d.state.Queue.Seq()) - queue.TicketID(len(events)-1-i)
			d.holders[id] = who
			flow.Tickets++
			if !issued.Appointment.IsZero() {
				flow.Booked++
			}
			d.count.entered(d, flow)
		}
	}
	d.offer(direction)
}

// refused sends a visitor away, until later or for good.
func (d *play) refused(who int32, why *problem.Error) {
	v := &d.visitors[who]
	flow := d.count.of(v)
	if slices.Contains(limits, why.Code) && flow.FullFrom == nil {
		at := d.at()
		flow.FullFrom = &at
	}
	early := why.Code == appointment.CodeTooEarly
	if back, ok := d.told(v, why); ok && (v.returns || early) && v.tried < tries {
		if at := back.Sub(d.midnight).Milliseconds() + v.back; at < d.closing {
			flow.ToldLater++
			d.agenda.add(max(at, d.now+minute), comes, who)
			return
		}
	}
	v.left = true
	flow.turnAway(why.Code)
}

// limits are the refusals of a direction that is open, but full.
var limits = []problem.Code{queue.CodeFull, centre.CodeTooLateToday, appointment.CodeDailyLimit,
	appointment.CodeHourlyLimit}

// told is when the visitor is told to come back.
func (d *play) told(v *visitor, why *problem.Error) (time.Time, bool) {
	for _, fact := range []string{"until", "from"} {
		if t, ok := why.Facts[fact].(time.Time); ok {
			return t, why.Code != appointment.CodeMissed
		}
	}
	if s, ok := why.Facts["estimate"].(int); ok {
		return d.at().Add(time.Duration(s) * time.Second), true
	}
	verdict := d.state.Regime.At(d.at(), d.query(v))
	return verdict.Until, !verdict.Admit && !verdict.Until.IsZero()
}

func (d *play) query(v *visitor) centre.Query {
	return centre.Query{Direction: d.profile.Demands[v.demand].Direction, Group: v.group, Service: v.named}
}

// bookInstead lets those who have heard that only appointments are received book
// before the day begins, as near to the time at which they meant to come as they
// can. Who finds no place is sent to the other ways.
func (d *play) bookInstead() {
	if d.opened {
		return
	}
	slots := map[centre.Query][]appointment.Slot{}
	for i := range d.visitors {
		v := &d.visitors[i]
		if !v.books || v.booking != 0 {
			continue
		}
		q := d.query(v)
		meant := d.midnight.Add(time.Duration(v.at) * time.Millisecond)
		if d.state.Regime.At(meant, q).Code != queue.CodeAppointmentOnly {
			continue
		}
		q.Channel = regime.Appointment
		if _, asked := slots[q]; !asked {
			slots[q] = d.state.Slots(d.at(), q, d.midnight, 0)
		}
		if !d.book(v, meant, slots[q]) {
			flow := d.count.of(v)
			flow.Came++
			flow.turnAway(appointment.CodeSlotTaken)
			v.left = true
		}
	}
}

// book takes the free slot nearest to a moment.
func (d *play) book(v *visitor, meant time.Time, slots []appointment.Slot) bool {
	for {
		best := -1
		for i, s := range slots {
			if s.Code == "" && (best < 0 || s.At.Sub(meant).Abs() < slots[best].At.Sub(meant).Abs()) {
				best = i
			}
		}
		if best < 0 {
			return false
		}
		slot := &slots[best]
		q := d.query(v)
		_, err := d.do("operator:142", appointment.Book{
			Direction: q.Direction, Group: q.Group, Service: q.Service, At: slot.At,
			Draw: uint32(v.service), // #nosec G115 -- any number will do
		})
		if err != nil {
			slot.Code = refusal(err).Code // taken meanwhile by somebody of another group
			continue
		}
		v.booking = appointment.ID(d.state.Queue.Seq())
		v.at = slot.At.Sub(d.midnight).Milliseconds() - v.early
		if v.left = v.missing; v.left {
			d.count.of(v).Missed++
		}
		return true
	}
}
