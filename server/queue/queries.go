package queue

import (
	"cmp"
	"slices"
	"time"
)

func compare(a, b TicketID) int { return cmp.Compare(a, b) }

// WaitingIn counts who waits in a direction's line (not those kept for one desk).
func (s *State) WaitingIn(d DirectionID) int {
	if l := s.lines[d]; l != nil {
		return l.len()
	}
	return 0
}

// Line lists the first n waiting tickets in the direction, in the order in which
// calls would take them if nobody else came.
func (s *State) Line(d DirectionID, n int) []Ticket {
	if l := s.lines[d]; l != nil {
		return l.first(n)
	}
	return nil
}

// LineOf lists the first n tickets that wait for this one desk, in the order of
// call.
func (s *State) LineOf(d DeskID, n int) []Ticket {
	if k := s.desks[d]; k != nil {
		return k.own.first(n)
	}
	return nil
}

// HeldIn lists held tickets of the directions, the longest held first.
func (s *State) HeldIn(ds []DirectionID) []Ticket {
	var list []Ticket
	for _, e := range s.held {
		if slices.Contains(ds, e.Direction) {
			list = append(list, e.Ticket)
		}
	}
	return list
}

// Recent lists the tickets that ended or did not show at a desk today, newest
// first, at most n: the agent's "my day", and what can be requeued.
func (s *State) Recent(d DeskID, n int) []Ticket {
	k := s.desks[d]
	if k == nil {
		return nil
	}
	var list []Ticket
	for i := len(k.ended) - 1; i >= 0 && len(list) < n; i-- {
		list = append(list, k.ended[i].Ticket)
	}
	return list
}

// Ahead counts the calls before a waiting ticket's own in its line, by the rule
// of order with its runs, if nobody else comes; 0 for other tickets. Visitors
// of other lines whom the same desks serve are not counted.
func (s *State) Ahead(id TicketID) int {
	e := s.tickets.at(id)
	if e == nil || e.line == nil {
		return 0
	}
	return e.line.ahead(&e.Ticket)
}

// Calls are the newest KeptCalls announcements, newest first, without those
// undone.
func (s *State) Calls() []Announcement {
	n := min(len(s.calls), KeptCalls)
	list := make([]Announcement, n)
	for i := range list {
		list[i] = s.calls[len(s.calls)-1-i]
	}
	return list
}

// Tally is today's count of a direction. Issued counts the numbers of its own
// series; the rest counts the tickets that stand in the direction now, so that
// a transferred ticket counts where it went.
type Tally struct {
	Issued    int `json:"issued"`
	Waiting   int `json:"waiting"` // also those that wait for one desk
	Active    int `json:"active"`  // called or being served
	Held      int `json:"held"`
	Finished  int `json:"finished"`
	NoShow    int `json:"no_show"`
	Cancelled int `json:"cancelled"`

	CalledUp     int           `json:"called_up"`     // first calls
	WaitTotal    time.Duration `json:"wait_total"`    // over CalledUp, nanoseconds in JSON
	ServiceTotal time.Duration `json:"service_total"` // of service times, over Finished
}

// Plus adds up the counts of two directions.
func (y Tally) Plus(o Tally) Tally {
	return Tally{
		Issued: y.Issued + o.Issued, Waiting: y.Waiting + o.Waiting,
		Active: y.Active + o.Active, Held: y.Held + o.Held,
		Finished: y.Finished + o.Finished, NoShow: y.NoShow + o.NoShow, Cancelled: y.Cancelled + o.Cancelled,
		CalledUp: y.CalledUp + o.CalledUp, WaitTotal: y.WaitTotal + o.WaitTotal,
		ServiceTotal: y.ServiceTotal + o.ServiceTotal,
	}
}

// MeanWait is the mean wait of those called today.
func (y Tally) MeanWait() time.Duration { return Mean(y.WaitTotal, y.CalledUp) }

// MeanService is the mean service time of the visits finished today.
func (y Tally) MeanService() time.Duration { return Mean(y.ServiceTotal, y.Finished) }

// Tally counts today's tickets of a direction.
func (s *State) Tally(d DirectionID) Tally {
	l := s.lines[d]
	if l == nil {
		return Tally{}
	}
	t := l.tally.Tally
	t.Issued = l.issued
	return t
}

// add counts a ticket in (n = 1) or out (n = -1).
func (y *Tally) add(t *Ticket, n int) {
	switch t.Status {
	case Waiting:
		y.Waiting += n
	case Called, Serving:
		y.Active += n
	case Held:
		y.Held += n
	case Finished:
		y.Finished += n
		y.ServiceTotal += time.Duration(n) * t.ServiceTime()
	case Absent:
		y.NoShow += n
	case Cancelled:
		y.Cancelled += n
	}
	if t.FirstCalledAt.IsZero() {
		return
	}
	y.CalledUp += n
	y.WaitTotal += time.Duration(n) * t.WaitTime()
}

// CanUndo tells what Undo would take back for the desk at now: the move's event
// kind and the deadline; ok is false when there is nothing.
func (s *State) CanUndo(d DeskID, now time.Time) (kind string, until time.Time, ok bool) {
	k := s.desks[d]
	if k == nil || s.undoable(k, s.clamp(now)) != nil {
		return "", time.Time{}, false
	}
	return k.last.Kind, k.last.At.Add(UndoWindow), true
}
