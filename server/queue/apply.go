package queue

import (
	"fmt"

	"dost/server/event"
)

// Apply brings the state one record on. A time before the state's Now counts as
// Now. It panics on a record out of sequence or a broken invariant: such a
// journal must not be served from. An event of another package only moves Seq
// and Now.
func (s *State) Apply(r event.Record) {
	if r.Seq != s.seq+1 {
		panic(fmt.Sprintf("queue: record %d applied after %d", r.Seq, s.seq))
	}
	s.seq, s.now = r.Seq, s.clamp(r.At)
	switch e := r.Event.(type) {
	case DayOpened:
		if e.Day <= s.day {
			panic(fmt.Sprintf("queue: record %d opens day %d after %d", r.Seq, e.Day, s.day))
		}
		config := s.config
		s.begin(e.Day)
		s.configure(config)
	case Configured:
		s.configure(e.Config.clone())
	case Issued:
		s.applyIssued(e)
	case DeskOpened, DeskLeft, DeskPaused, DeskUnpaused, Idled:
		s.applyDesk(e)
	case Undone:
		s.applyUndone(e)
	default:
		s.applyMove(e)
	}
}

// applyIssued makes the ticket whose id is the record's sequence number.
func (s *State) applyIssued(e Issued) {
	d := s.line(e.Direction)
	d.issued++
	if e.Number != d.issued {
		panic(fmt.Sprintf("queue: record %d issues %s %d after %d", s.seq, e.Direction, e.Number, d.issued-1))
	}
	t := s.newTicket()
	t.Apply(e, s.seq, s.now)
	s.enter(t)
	s.index(t)
}

// enter enters a ticket in what never changes for it.
func (s *State) enter(t *ticket) {
	s.tickets.add(t)
	s.issued = append(s.issued, t)
	if t.Track != "" {
		s.tracks[t.Track] = t
	}
	if t.Return != 0 {
		s.returned[t.Return] = true
	}
	if prefix := prefixOf(t.Label); s.prefixes[prefix] != t.Series {
		s.prefixes[prefix] = t.Series
	}
}

func (s *State) applyDesk(event event.Event) {
	switch e := event.(type) {
	case DeskOpened:
		k := s.desk(e.Desk)
		if k.Agent != e.Agent {
			k.Since = s.now
		}
		k.Agent, k.Lease = e.Agent, s.seq
		s.seats[e.Agent] = k
		s.assign(k, e.Directions)
	case DeskLeft:
		k := s.desk(e.Desk)
		if k.Active != 0 {
			panic(fmt.Sprintf("queue: record %d leaves desk %s with ticket %d", s.seq, k.ID, k.Active))
		}
		delete(s.seats, k.Agent)
		k.Agent, k.Lease, k.Paused, k.Since, k.last = "", 0, "", s.now, move{}
		s.assign(k, nil)
	case DeskPaused:
		k := s.desk(e.Desk)
		k.Paused, k.Since = e.Reason, s.now
	case DeskUnpaused:
		k := s.desk(e.Desk)
		k.Paused, k.Since = "", s.now
	}
}

// applyMove changes one ticket as its own life has it; settle brings lines, desks and
// counts along.
func (s *State) applyMove(event event.Event) {
	e, ofTicket := event.(OfTicket)
	if !ofTicket {
		return // of another package
	}
	t := s.ticket(e.TicketID(s.seq))
	if call, ok := event.(CalledUp); ok {
		s.applyCalledUp(t, call)
		return
	}
	c := s.move(mover(e, &t.Ticket), event, t)
	c.Apply(e, s.seq, s.now)
	s.settle(c)
	if _, again := event.(Recalled); again {
		s.announce(t, true)
	}
}

// mover is the desk whose move an event is, which Undo would take back; "" = nobody's.
func mover(e OfTicket, t *Ticket) DeskID {
	switch e := e.(type) {
	case Arrived, HeldUp, Ended:
		return t.Desk
	case NoShowed:
		return e.By
	case Resumed:
		return e.Desk
	case Requeued:
		return e.By
	case Transferred:
		return e.By
	case Voided:
		return e.By
	}
	return ""
}

// applyCalledUp takes a waiting ticket to a desk and announces it.
func (s *State) applyCalledUp(t *ticket, e CalledUp) {
	l := t.line
	if l == nil {
		panic(fmt.Sprintf("queue: record %d calls ticket %d, which is %s", s.seq, t.ID, t.Status))
	}
	c := s.move(e.Desk, e, t)
	c.Apply(e, s.seq, s.now)
	s.settle(c)
	if e.Chosen == "" && !t.Due {
		l.called(t, s.seq)
	}
	s.announce(t, false)
}

func (s *State) announce(t *ticket, recall bool) {
	if len(s.calls) == keptCalls {
		s.calls = s.calls[1:] // append makes room anew once in a while
	}
	s.calls = append(s.calls, Announcement{
		Seq: s.seq, Ticket: t.ID, Label: t.Label, Desk: t.Desk,
		Language: t.Language, At: s.now, Recall: recall,
	})
}
