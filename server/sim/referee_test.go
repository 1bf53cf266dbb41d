package sim

import (
	"testing"
	"time"

	"dost/server/centre"
	"dost/server/event"
	"dost/server/queue"
	"dost/server/regime"
)

// referee holds the invariants (by their numbers in promises, Invariants) against each
// record, with a memory of its own and by looking at everyone.
type referee struct {
	*testing.T
	numbers map[queue.DirectionID]int
	labels  map[string]bool
	status  map[queue.TicketID]queue.Status
	runs    map[queue.DirectionID]int // priority calls since the last ordinary one
	last    time.Time
}

func newReferee(t *testing.T) *referee {
	return &referee{t, map[queue.DirectionID]int{}, map[string]bool{}, map[queue.TicketID]queue.Status{},
		map[queue.DirectionID]int{}, time.Time{}}
}

// watch judges a record on the state right before it.
func (j *referee) watch(s *centre.State, r event.Record) {
	if r.At.Before(j.last) { // 14
		j.Errorf("record %d goes back to %v", r.Seq, r.At)
	}
	j.last = r.At
	switch e := r.Event.(type) {
	case queue.Issued:
		j.issued(s, r, e)
	case queue.CalledUp:
		j.called(s, e)
		j.moves(e.Ticket, queue.Called, queue.Waiting)
	case queue.Arrived:
		j.moves(e.Ticket, queue.Serving, queue.Called)
	case queue.Ended:
		j.moves(e.Ticket, queue.Finished, queue.Serving)
	case queue.NoShowed:
		j.moves(e.Ticket, queue.Absent, queue.Called)
	case queue.FellDue:
		j.moves(e.Ticket, queue.Waiting, queue.Waiting)
	case queue.Transferred, queue.Requeued, queue.HeldUp, queue.Resumed, queue.Voided, queue.Undone:
		j.Errorf("%T is not played", e)
	}
}

// moves holds the lives of a ticket: 7, and 5 as far as one ticket is concerned.
func (j *referee) moves(id queue.TicketID, to, from queue.Status) {
	if j.status[id] != from {
		j.Errorf("ticket %d goes from %q to %q", id, j.status[id], to)
	}
	j.status[id] = to
}

// issued holds 1, 4 and 15.
func (j *referee) issued(s *centre.State, r event.Record, e queue.Issued) {
	if j.numbers[e.Direction]++; e.Number != j.numbers[e.Direction] || j.labels[e.Label] {
		j.Errorf("%s is number %d after %d", e.Label, e.Number, j.numbers[e.Direction]-1)
	}
	j.labels[e.Label] = true
	j.status[queue.TicketID(r.Seq)] = queue.Waiting

	q := regime.Query{Direction: e.Direction, Service: e.Service, Group: e.Group, Channel: regime.WalkIn}
	if !e.Appointment.IsZero() {
		q.Channel = regime.Appointment
	}
	v := s.Regime.At(r.At, q)
	if booked := !e.Appointment.IsZero(); !v.Admit && booked && honours(s.Regime, v) {
		return // given before the regimes that turn it away, which honour it
	}
	if !v.Admit || v.Regime != e.Rule {
		j.Errorf("%s is issued under %q: the rule %q says %v %s", e.Label, e.Rule, v.Regime, v.Admit, v.Code)
	}
	open, hour, day, desks := 0, 0, 0, 0
	for _, t := range s.Queue.Tickets() {
		if st := j.status[t.ID]; st == queue.Waiting || st == queue.Called || st == queue.Serving {
			open++
		}
		if t.Series != e.Direction {
			continue
		}
		day++
		counted := t.Arrival
		if !t.Appointment.IsZero() {
			counted = t.Appointment
		}
		if counted.Truncate(time.Hour).Equal(r.At.Truncate(time.Hour)) {
			hour++
		}
	}
	for _, k := range s.Queue.Desks() {
		if k.Agent != "" {
			desks++
		}
	}
	if people, limited := v.Limits.Capacity.For(desks); limited && open >= people {
		j.Errorf("%s is issued with %d people in a hall for %d", e.Label, open, people)
	}
	if q.Channel == regime.WalkIn && v.Limits.PerDay > 0 && day >= v.Limits.PerDay || v.Limits.PerHour > 0 &&
		q.Channel == regime.WalkIn && hour >= v.Limits.PerHour {
		j.Errorf("%s is ticket %d of the day and %d of the hour, the limits are %d and %d", e.Label, day+1,
			hour+1, v.Limits.PerDay, v.Limits.PerHour)
	}
}

// honours tells whether all that refuses are regimes that honour visits given before.
func honours(b *regime.Book, v regime.Verdict) bool {
	for _, why := range v.Reasons {
		if r, ok := b.Regime(why.Regime); !ok || r.OfVisits() != regime.Honour {
			return false
		}
	}
	return true
}

// called holds 5 and 6.
func (j *referee) called(s *centre.State, e queue.CalledUp) {
	k, ok := s.Queue.DeskAt(e.Desk)
	if !ok || k.Active != 0 || k.Agent != e.Agent {
		j.Errorf("desk %s of %q calls for %q with ticket %d active", e.Desk, k.Agent, e.Agent, k.Active)
	}
	waiting := s.Queue.Tickets()
	var best *queue.Ticket
	for _, d := range k.Directions {
		if n := j.next(waiting, d); n != nil &&
			(best == nil || n.Due && !best.Due || n.Due == best.Due && ranks(n, best)) {
			best = n
		}
	}
	if best == nil || best.ID != e.Ticket {
		j.Errorf("desk %s calls ticket %d, the rule says %+v", e.Desk, e.Ticket, best)
		return
	}
	if best.Due {
		return
	}
	if j.runs[best.Direction]++; !headStart(best) {
		j.runs[best.Direction] = 0
	}
}

// next is the ticket that a direction's line calls: the due by rank, else the lower
// of the first with a head start and the first without, the latter after two of the
// former in a row.
func (j *referee) next(all []queue.Ticket, d queue.DirectionID) *queue.Ticket {
	var due, priority, ordinary *queue.Ticket
	for i := range all {
		t := &all[i]
		if j.status[t.ID] != queue.Waiting || t.Direction != d {
			continue
		}
		first := &ordinary
		switch {
		case t.Due:
			first = &due
		case headStart(t):
			first = &priority
		}
		if *first == nil || ranks(t, *first) {
			*first = t
		}
	}
	switch {
	case due != nil:
		return due
	case ordinary == nil:
		return priority
	case priority == nil || j.runs[d] >= queue.MaxPriorityRun || ranks(ordinary, priority):
		return ordinary
	}
	return priority
}

func headStart(t *queue.Ticket) bool { return t.Group != "" && t.Appointment.IsZero() }

func ranks(a, b *queue.Ticket) bool {
	return a.Rank.Before(b.Rank) || a.Rank.Equal(b.Rank) && a.ID < b.ID
}

// counters holds 4 at the end of the day: counter, highest number and rows agree.
func (j *referee) counters(s *centre.State) {
	rows := map[queue.DirectionID]int{}
	for _, t := range s.Queue.Tickets() {
		rows[t.Series]++
		if t.Number > j.numbers[t.Series] || t.Status != j.status[t.ID] {
			j.Errorf("%s has number %d and is %s, not %s", t.Label, t.Number, t.Status, j.status[t.ID])
		}
	}
	for _, d := range s.Queue.Config().Directions {
		if n := s.Queue.Tally(d.ID).Issued; n != j.numbers[d.ID] || n != rows[d.ID] {
			j.Errorf("%s: the counter says %d, the highest number is %d, %d rows", d.ID, n, j.numbers[d.ID],
				rows[d.ID])
		}
	}
}
