package queue

import (
	"fmt"
	"slices"
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

func (s *State) ticket(id TicketID) *entry {
	if t := s.tickets[id]; t != nil {
		return t
	}
	panic(fmt.Sprintf("queue: record %d names ticket %d, which is not of day %d", s.seq, id, s.day))
}

// lineOf is the line in which a waiting ticket stands.
func (s *State) lineOf(t *Ticket) *line {
	if t.Desk != "" {
		return &s.desk(t.Desk).own
	}
	return &s.line(t.Direction).line
}

// active tells whether a ticket occupies its desk.
func (t *Ticket) active() bool { return t.Status == Called || t.Status == Serving }

// move puts a ticket and remembers it as the last move of desk by; "" = nobody's.
func (s *State) move(by DeskID, e Event, t *entry, after Ticket) {
	if by != "" {
		s.desk(by).last = move{Seq: s.seq, At: s.now, Kind: e.Kind(), Before: t.Ticket}
	}
	s.put(t, after)
}

// put replaces a ticket by what it is after the present record, and keeps all
// that is derived from tickets in step.
func (s *State) put(t *entry, after Ticket) {
	before := t.Ticket
	s.unindex(t)
	if before.active() && (!after.active() || after.Desk != before.Desk) {
		k := s.desk(before.Desk)
		k.Active, k.Since = 0, s.now
	}
	after.Rev = s.seq
	t.Ticket = after
	if after.active() && (!before.active() || after.Desk != before.Desk) {
		k := s.desk(after.Desk)
		if k.Active != 0 {
			panic(fmt.Sprintf("queue: record %d gives desk %s ticket %d beside %d", s.seq, k.ID, t.ID, k.Active))
		}
		k.Active, k.Since = t.ID, s.now
	}
	switch {
	case after.Status == Finished && before.Status != Finished:
		s.desk(after.Desk).Served++
		s.line(after.Direction).samples.add(t.ID, after.occupancy())
	case before.Status == Finished && after.Status != Finished:
		s.desk(before.Desk).Served--
		s.line(before.Direction).samples.drop(t.ID)
	}
	s.index(t)
}

// index enters a ticket where its status puts it: a line, the held, a desk's
// day; and in the direction's tally.
func (s *State) index(t *entry) {
	s.line(t.Direction).tally.add(&t.Ticket, 1)
	switch t.Status {
	case Waiting:
		s.lineOf(&t.Ticket).add(t)
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
func (s *State) unindex(t *entry) {
	s.line(t.Direction).tally.add(&t.Ticket, -1)
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
func without(list []*entry, t *entry) []*entry {
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
// desk's lines, its own among them, the one with the lowest rank.
func (k *desk) next() *entry {
	best := k.own.next()
	for _, d := range k.serve {
		if t := d.next(); t != nil && (best == nil || t.before(best.rank, best.ID)) {
			best = t
		}
	}
	return best
}

// serves tells whether the desk serves the direction.
func (k *desk) serves(id DirectionID) bool { return slices.Contains(k.Directions, id) }
