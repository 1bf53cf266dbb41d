package queue

import (
	"fmt"
	"time"

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
	t := s.newEntry()
	t.Ticket = Ticket{
		ID: TicketID(s.seq), Day: s.day, Direction: e.Direction, Series: e.Direction,
		Number: e.Number, Label: e.Label, Service: e.Service, Group: e.Group,
		Language: e.Language, Track: e.Track, Rule: e.Rule, Return: e.Return,
		Status: Waiting, Rev: s.seq, Arrival: s.now, Rank: exact(e.Rank),
	}
	if !e.Appointment.IsZero() {
		t.Appointment = exact(e.Appointment)
		t.Due = falls(t.Appointment, s.now)
	}
	s.enter(t)
	s.index(t)
}

// enter enters a ticket in what never changes for it.
func (s *State) enter(t *entry) {
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

// applyMove changes one ticket, each case in its own way; settle brings lines,
// desks and counts along.
func (s *State) applyMove(event event.Event) {
	switch e := event.(type) {
	case CalledUp:
		s.applyCalledUp(e, event)
	case FellDue:
		c := s.touch(s.ticket(e.Ticket))
		c.Due = true
		s.settle(c)
	case Recalled:
		c := s.touch(s.ticket(e.Ticket))
		c.Recalls++
		c.AnnouncedAt = s.now
		s.settle(c)
		s.announce(c.entry, true)
	case Arrived:
		t := s.ticket(e.Ticket)
		c := s.move(t.Desk, event, t)
		c.Status, c.ServedAt = Serving, s.now
		s.settle(c)
	case NoShowed:
		c := s.move(e.By, event, s.ticket(e.Ticket))
		c.Status, c.EndedAt = Absent, s.now
		s.settle(c)
	case HeldUp:
		t := s.ticket(e.Ticket)
		c := s.move(t.Desk, event, t)
		c.Status, c.HeldAt = Held, s.now
		if c.ServedAt.IsZero() {
			c.ServedAt = s.now
		}
		s.settle(c)
	case Resumed:
		c := s.move(e.Desk, event, s.ticket(e.Ticket))
		c.Status, c.Desk, c.Agent = Serving, e.Desk, e.Agent
		c.HeldFor += s.now.Sub(c.HeldAt)
		c.HeldAt = time.Time{}
		s.settle(c)
	case Requeued:
		c := s.move(e.By, event, s.ticket(e.Ticket))
		c.waitAgain()
		s.settle(c)
	case Transferred:
		c := s.move(e.By, event, s.ticket(e.Ticket))
		c.waitAgain()
		c.Direction, c.Desk = e.Direction, e.Desk
		if e.Desk != "" {
			c.KeptSince = s.now
		}
		s.settle(c)
	case Ended:
		t := s.ticket(e.Ticket)
		c := s.move(t.Desk, event, t)
		c.Status, c.Outcome, c.EndedAt = Finished, e.Outcome, s.now
		s.settle(c)
	case Voided:
		c := s.move(e.By, event, s.ticket(e.Ticket))
		if c.was == Waiting {
			c.Desk = "" // it only waited for that desk, and was never there
		}
		c.Status, c.EndedAt = Cancelled, s.now
		s.settle(c)
	}
}

// waitAgain puts a ticket back in its direction's line: what belongs to the call
// it had is gone, its place (Rank) and its first call are kept.
func (t *Ticket) waitAgain() {
	t.Status, t.Desk, t.Recalls = Waiting, "", 0
	var none time.Time
	t.CalledAt, t.ServedAt, t.EndedAt, t.AnnouncedAt = none, none, none, none
	t.KeptSince, t.HeldAt, t.HeldFor = none, none, 0
}

// applyCalledUp takes a waiting ticket to a desk and announces it.
func (s *State) applyCalledUp(e CalledUp, event event.Event) {
	t := s.ticket(e.Ticket)
	l := t.line
	if l == nil {
		panic(fmt.Sprintf("queue: record %d calls ticket %d, which is %s", s.seq, t.ID, t.Status))
	}
	c := s.move(e.Desk, event, t)
	c.Status, c.Desk, c.Agent = Called, e.Desk, e.Agent
	c.CalledAt, c.AnnouncedAt = s.now, s.now
	if c.FirstCalledAt.IsZero() {
		c.FirstCalledAt = s.now
	}
	s.settle(c)
	if e.Chosen == "" && !t.Due {
		l.called(t, s.seq)
	}
	s.announce(t, false)
}

func (s *State) announce(t *entry, recall bool) {
	if len(s.calls) == keptCalls {
		s.calls = s.calls[1:] // append makes room anew once in a while
	}
	s.calls = append(s.calls, Announcement{
		Seq: s.seq, Ticket: t.ID, Label: t.Label, Desk: t.Desk,
		Language: t.Language, At: s.now, Recall: recall,
	})
}
