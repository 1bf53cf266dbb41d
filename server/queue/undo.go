package queue

import (
	"slices"
	"time"
)

// undoable tells why the desk's last move cannot be taken back at the time;
// nil when it can.
func (s *State) undoable(k *desk, at time.Time) error {
	m := &k.last
	if m.Seq == 0 {
		return refuse(CodeNothingToUndo, nil, "desk %s has made no move that can be taken back", k.ID)
	}
	if at.Sub(m.At) > UndoWindow {
		return refuse(CodeTooLate, nil, "the last move of desk %s is older than %v", k.ID, UndoWindow)
	}
	if t := s.tickets.at(m.Before.ID); t == nil || t.Rev != m.Seq {
		return refuse(CodeTooLate, nil, "ticket %d was touched since", m.Before.ID)
	}
	if m.Before.active() && m.Before.Desk == k.ID && k.Active != 0 && k.Active != m.Before.ID {
		return s.busy(k)
	}
	// A manager may have removed, within the window, what only this move had
	// emptied.
	if s.lines[m.Before.Direction] == nil || m.Before.Desk != "" && s.desks[m.Before.Desk] == nil {
		return refuse(CodeTooLate, nil, "the direction or desk that ticket %d came from is gone", m.Before.ID)
	}
	return nil
}

// applyUndone restores: the ticket as it was, the call unannounced, and the run
// of its line as if the call had not been.
func (s *State) applyUndone(e Undone) {
	k := s.desk(e.Desk)
	t := s.ticket(e.Before.ID)
	c := s.touch(t)
	t.Apply(e, s.seq, s.now)
	s.settle(c)
	if t.line != nil {
		t.line.uncalled(e.Of)
		s.calls = slices.DeleteFunc(s.calls, func(a Announcement) bool { return a.Seq == e.Of })
	}
	k.last = move{}
}

// restoreTimes brings the times of a ticket that was read from JSON into the
// form that the state keeps.
func (t *Ticket) restoreTimes() {
	for _, p := range []*time.Time{&t.Arrival, &t.Rank, &t.CalledAt, &t.ServedAt, &t.EndedAt, &t.AnnouncedAt,
		&t.FirstCalledAt, &t.HeldAt, &t.KeptSince, &t.Appointment} {
		*p = exact(*p)
	}
}
