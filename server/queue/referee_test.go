package queue

import (
	"slices"
	"time"

	"dost/server/civil"
	"dost/server/event"
)

// past is what the referee remembers of the state before a record.
type past struct {
	now     time.Time
	day     civil.Day
	tickets map[TicketID]Ticket
}

func newPast(s *State) past {
	p := past{s.now, s.day, map[TicketID]Ticket{}}
	for _, t := range s.Tickets() {
		p.tickets[t.ID] = t
	}
	return p
}

// refereeBefore judges a call by order against all who wait, by the words of
// the package documentation and without the engine's trees.
func (h *history) refereeBefore(e event.Event) {
	if undone, ok := e.(Undone); ok {
		for l, turns := range h.turns {
			h.turns[l] = slices.DeleteFunc(turns, func(t pastCall) bool { return t.Seq == undone.Of })
		}
	}
	called, ok := e.(CalledUp)
	if !ok || called.Chosen != "" {
		return
	}
	k := h.live.desks[called.Desk]
	lines := []*line{&k.own}
	for _, d := range k.serve {
		lines = append(lines, &d.line)
	}
	var best *Ticket
	var from *line
	waiting := h.live.Tickets()
	c := h.live.tickets.at(called.Ticket).Ticket
	for _, l := range lines {
		n := h.refereeNext(l, waiting)
		if n != nil && (best == nil || n.Due && !best.Due || n.Due == best.Due && earlier(*n, *best)) {
			best, from = n, l
		}
	}
	if best == nil || best.ID != c.ID {
		h.Fatalf("desk %s calls %s, the rule says %v", k.ID, c.Label, best)
	}
	if c.Due { // an appointment whose time has come goes before all walk-ins, and counts in no run
		return
	}
	h.turns[from] = append(h.turns[from], pastCall{h.live.seq + 1, c.priority()})
	// The bound on overtaking, over all lines of the desk.
	for _, o := range waiting {
		if o.Status != Waiting || o.Group != "" || !o.Appointment.IsZero() ||
			!slices.Contains(lines, h.lineOf(&o)) {
			continue
		}
		if late, head := c.Arrival.Sub(o.Arrival), c.Arrival.Sub(c.Rank); late > head {
			h.Fatalf("%s (%q, head start %v) overtakes %s although it came %v later", c.Label, c.Group, head,
				o.Label, late)
		}
	}
}

// refereeNext is the next of a line found by looking at everyone.
func (h *history) refereeNext(l *line, all []Ticket) *Ticket {
	var ordinary, priority, due *Ticket
	for i := range all {
		t := &all[i]
		if t.Status != Waiting || h.lineOf(t) != l {
			continue
		}
		first := &ordinary
		switch {
		case t.Due:
			first = &due
		case t.Group != "" && t.Appointment.IsZero():
			first = &priority
		}
		if *first == nil || earlier(*t, **first) {
			*first = t
		}
	}
	turns := h.turns[l]
	run := 0
	for run < len(turns) && turns[len(turns)-1-run].Priority {
		run++
	}
	switch {
	case due != nil:
		return due
	case ordinary == nil:
		return priority
	case priority == nil || run >= MaxPriorityRun || earlier(*ordinary, *priority):
		return ordinary
	}
	return priority
}

// lineOf is the line in which a ticket ought to wait.
func (h *history) lineOf(t *Ticket) *line {
	if t.Desk != "" {
		return &h.live.desks[t.Desk].own
	}
	return &h.live.lines[t.Direction].line
}

func earlier(a, b Ticket) bool {
	return a.Rank.Before(b.Rank) || a.Rank.Equal(b.Rank) && a.ID < b.ID
}

// refereeAfter judges what a record changed.
func (h *history) refereeAfter(before past, e event.Event) {
	s := h.live
	if s.now.Before(before.now) || s.day < before.day {
		h.Fatalf("time went back: %v to %v, day %d to %d", before.now, s.now, before.day, s.day)
	}
	if _, opened := e.(DayOpened); opened {
		if len(s.issued) > 0 || len(s.seats) > 0 || len(s.Calls()) > 0 {
			h.Fatalf("a new day begins with tickets, agents or calls")
		}
		return
	}
	for id, was := range before.tickets {
		is, ok := s.Ticket(id)
		if !ok || is.Number != was.Number || is.Label != was.Label || is.Series != was.Series ||
			!is.Arrival.Equal(was.Arrival) || !is.Rank.Equal(was.Rank) {
			h.Fatalf("%T changed what a ticket keeps:\nwas %+v\nis  %+v", e, was, is)
		}
		if final := was.Status == Finished || was.Status == Cancelled; final && is.Status != was.Status {
			undone, ok := e.(Undone)
			if !ok || undone.Before.ID != id || s.now.Sub(was.EndedAt) > UndoWindow {
				h.Fatalf("%T brings %s back from %s after %v", e, is.Label, was.Status,
					s.now.Sub(was.EndedAt))
			}
		}
	}
	if undone, ok := e.(Undone); ok {
		is, _ := s.Ticket(undone.Before.ID)
		is.Rev = undone.Before.Rev
		if is != undone.Before {
			h.Fatalf("undone is not as before:\nwas %+v\nis  %+v", undone.Before, is)
		}
		for _, c := range s.Calls() {
			if c.Seq == undone.Of {
				h.Fatalf("an undone call is still announced")
			}
		}
	}
}

// allDue holds the clock to the promise: after its tick nobody whose time has
// come waits among the walk-ins.
func (h *history) allDue(at time.Time) {
	for _, t := range h.live.Tickets() {
		if t.Status == Waiting && !t.Appointment.IsZero() && !t.Due &&
			!at.Before(t.Appointment.Add(-DueBefore)) {
			h.Fatalf("%s waits among the walk-ins at %v, its time is %v", t.Label, at, t.Appointment)
		}
	}
}

// invariants judges the state as a whole.
func (h *history) invariants() {
	s := h.live
	numbers, labels := map[DirectionID]int{}, map[string]bool{}
	active := map[DeskID]TicketID{}
	tallies := map[DirectionID]*Tally{}
	for _, d := range s.directionList {
		tallies[d.ID] = &Tally{}
	}
	for _, t := range s.Tickets() {
		if numbers[t.Series]++; t.Number != numbers[t.Series] {
			h.Fatalf("%s has number %d after %d of %s", t.Label, t.Number, numbers[t.Series]-1, t.Series)
		}
		if labels[t.Label] {
			h.Fatalf("label %s is given twice", t.Label)
		}
		labels[t.Label] = true
		if t.active() {
			if active[t.Desk] != 0 || s.desks[t.Desk].Active != t.ID {
				h.Fatalf("%s is active at desk %s beside %d, which says %d", t.Label, t.Desk, active[t.Desk],
					s.desks[t.Desk].Active)
			}
			active[t.Desk] = t.ID
		}
		if t.Due && s.now.Before(t.Appointment.Add(-DueBefore)) {
			h.Fatalf("%s is due %v before its time", t.Label, t.Appointment.Sub(s.now))
		}
		if t.WaitTime() < 0 || t.ServiceTime() < 0 || t.HeldFor < 0 || s.LongestWait(t.Direction, s.now) < 0 {
			h.Fatalf("a negative duration: %+v", t)
		}
		tallies[t.Direction].add(&t, 1)
	}
	for _, k := range s.deskList {
		if k.Active != active[k.ID] || k.Active != 0 && k.Agent == "" {
			h.Fatalf("desk %s says ticket %d, agent %q; active is %d", k.ID, k.Active, k.Agent, active[k.ID])
		}
		h.order(&k.own)
	}
	for _, d := range s.directionList {
		tallies[d.ID].Issued = numbers[d.ID]
		if got := s.Tally(d.ID); got != *tallies[d.ID] {
			h.Fatalf("tally of %s is %+v, counted %+v", d.ID, got, *tallies[d.ID])
		}
		for _, p := range append(DefaultPromises(), Promise{Everyone, 1, 50}, Promise{Booked, 1, 50}) {
			called, kept := countPromise(s, d.ID, p)
			if got := s.Level(d.ID, p); got.Called != called || got.Kept != kept {
				h.Fatalf("promise %+v of %s stands at %+v, counted %d of %d", p, d.ID, got, kept, called)
			}
		}
		for ahead := range 3 {
			if e := s.Estimate(d.ID, ahead); e.P50 < 0 || e.P80 < e.P50 {
				h.Fatalf("estimate of %s with %d ahead is %+v", d.ID, ahead, e)
			}
		}
		h.order(&d.line)
	}
}

// countPromise counts a promise from the tickets, one by one.
func countPromise(s *State, d DirectionID, p Promise) (called, kept int) {
	for t := range s.EachTicket() {
		since := t.WaitsFrom()
		if p.To == Booked {
			since = t.Appointment
		}
		if t.Direction != d || t.FirstCalledAt.IsZero() || since.IsZero() {
			continue
		}
		if called++; t.FirstCalledAt.Sub(since) <= time.Duration(p.Minutes)*time.Minute {
			kept++
		}
	}
	return called, kept
}

// order holds the listed order of a line against calls made one by one, and
// Ahead against the list.
func (h *history) order(l *line) {
	waiting := h.live.Tickets()
	list := l.first(1000)
	turns := slices.Clone(h.turns[l])
	defer func() { h.turns[l] = turns }()
	for i, t := range list {
		n := h.refereeNext(l, waiting)
		if n == nil || n.ID != t.ID {
			h.Fatalf("place %d of the line is %s, the rule says %v", i, t.Label, n)
		}
		if ahead := h.live.Ahead(t.ID); ahead != i {
			h.Fatalf("%s says %d ahead at place %d", t.Label, ahead, i)
		}
		if !t.Due {
			h.turns[l] = append(h.turns[l], pastCall{0, t.priority()})
		}
		n.Status = Finished
	}
	if n := h.refereeNext(l, waiting); n != nil || l.len() != len(list) {
		h.Fatalf("%v waits in the line and is not listed among %d", n, len(list))
	}
}
