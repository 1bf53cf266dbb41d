package queue

import (
	"fmt"
	"slices"

	"dost/server/event"
)

// line, desk and ticket find what an event names; a journal that names what is
// not there is broken.
func (s *State) line(id DirectionID) *direction {
	if d := s.lines[id]; d != nil {
		return d
	}
	panic(fmt.Sprintf("queue: record %d names direction %q, which is not configured", s.seq, id))
}

func (s *State) desk(id DeskID) *desk {
	if k := s.desks[id]; k != nil {
		return k
	}
	panic(fmt.Sprintf("queue: record %d names desk %q, which is not configured", s.seq, id))
}

func (s *State) ticket(id TicketID) *ticket {
	if t := s.tickets.at(id); t != nil {
		return t
	}
	panic(fmt.Sprintf("queue: record %d names ticket %d, which is not of day %d", s.seq, id, s.day))
}

// active tells whether a ticket occupies its desk.
func (t *Ticket) active() bool { return t.Status == Called || t.Status == Serving }

// change is a ticket's change under way: between touch, which takes it out of all
// that is derived from tickets, and settle, which enters it there anew.
type change struct {
	*ticket
	was  Status
	from DeskID
	out  *direction // of which it was
}

// touch begins a change.
func (s *State) touch(t *ticket) change {
	s.unindex(t)
	return change{t, t.Status, t.Desk, t.of}
}

// move begins a change that is the last move of desk by; "" = nobody's.
func (s *State) move(by DeskID, e event.Event, t *ticket) change {
	if by != "" {
		m := &s.desk(by).last
		m.Seq, m.At, m.Kind, m.Before = s.seq, s.now, e.Kind(), t.Ticket
	}
	return s.touch(t)
}

// settle ends a change: lines, desks and counts follow what the ticket is after
// the present record.
func (s *State) settle(c change) {
	t := c.ticket
	busy, free := t.active(), c.was == Called || c.was == Serving
	if free && (!busy || t.Desk != c.from) {
		k := s.desk(c.from)
		k.Active, k.Since = 0, s.now
	}
	if busy && (!free || t.Desk != c.from) {
		k := s.desk(t.Desk)
		if k.Active != 0 {
			panic(fmt.Sprintf("queue: record %d gives desk %s ticket %d beside %d", s.seq, k.ID, t.ID,
				k.Active))
		}
		k.Active, k.Since = t.ID, s.now
	}
	s.index(t)
	switch {
	case t.Status == Finished && c.was != Finished:
		s.desk(t.Desk).Served++
		t.of.samples.add(t.ID, t.HandlingTime())
	case c.was == Finished && t.Status != Finished:
		s.desk(c.from).Served--
		c.out.samples.drop(t.ID)
	}
}

// index enters a ticket where its status puts it: a line, the held, a desk's
// day; and in the direction's tally.
func (s *State) index(t *ticket) {
	if t.of == nil || t.of.ID != t.Direction {
		t.of = s.line(t.Direction)
	}
	t.of.tally.add(&t.Ticket, 1)
	switch t.Status {
	case Waiting:
		if t.Desk != "" {
			s.desk(t.Desk).own.add(t)
		} else {
			t.of.line.add(t)
		}
	case Held:
		s.held = append(s.held, t)
	case Finished, Absent, Cancelled:
		if t.Desk != "" {
			k := s.desk(t.Desk)
			k.ended = append(k.ended, t)
		}
	}
}

// unindex undoes index.
func (s *State) unindex(t *ticket) {
	t.of.tally.add(&t.Ticket, -1)
	switch t.Status {
	case Waiting:
		t.line.drop(t)
	case Held:
		s.held = without(s.held, t)
	case Finished, Absent, Cancelled:
		if t.Desk != "" {
			k := s.desk(t.Desk)
			k.ended = without(k.ended, t)
		}
	}
}

// without takes t out of a list; it looks from the end, where moves that are
// taken back are found.
func without(list []*ticket, t *ticket) []*ticket {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i] == t {
			return slices.Delete(list, i, i+1)
		}
	}
	return list
}

// assign gives a desk its directions.
func (s *State) assign(k *desk, ids []DirectionID) {
	k.Directions = slices.Clone(ids)
	k.serve = make([]*direction, len(ids))
	for i, id := range ids {
		k.serve[i] = s.line(id)
	}
}

// next is the ticket that a call at the desk takes: of the next tickets of the
// desk's lines, its own among them, a due one before the others, then the one
// with the lowest rank.
func (k *desk) next() *ticket {
	best := k.own.next()
	for _, d := range k.serve {
		if t := d.next(); t != nil && (best == nil || t.goes(best)) {
			best = t
		}
	}
	return best
}

// serves tells whether the desk serves the direction.
func (k *desk) serves(id DirectionID) bool { return slices.Contains(k.Directions, id) }
