package queue

import (
	"slices"
	"time"
)

// line is the waiting tickets of a direction, or of one desk to which they were
// transferred. The package documentation states its order.
type line struct {
	root      *node
	due       []*ticket  // appointments whose time has come, in order of rank
	early     []*ticket  // appointments in the tree, in the order in which they entered it
	pastCalls []pastCall // the newest calls by order, oldest first
}

// pastCall is one call by order.
type pastCall struct {
	Seq      uint64 `json:"seq"`
	Priority bool   `json:"priority,omitempty"`
}

// keptPastCalls bounds what a line remembers of its calls. A run needs the newest
// MaxPriorityRun of them, and each desk can take its last one back.
const keptPastCalls = 32

// run is the number of priority calls since the last ordinary one, as far as
// the rule asks: up to MaxPriorityRun.
func (l *line) run() int {
	n := 0
	for n < MaxPriorityRun && n < len(l.pastCalls) && l.pastCalls[len(l.pastCalls)-1-n].Priority {
		n++
	}
	return n
}

// called counts a call by order.
func (l *line) called(e *ticket, seq uint64) {
	if len(l.pastCalls) == keptPastCalls {
		l.pastCalls = slices.Delete(l.pastCalls, 0, 1)
	}
	l.pastCalls = append(l.pastCalls, pastCall{seq, e.priority()})
}

// uncalled forgets a call that was taken back, also when other desks have
// called since.
func (l *line) uncalled(seq uint64) {
	l.pastCalls = slices.DeleteFunc(l.pastCalls, func(t pastCall) bool { return t.Seq == seq })
}

func (l *line) len() int {
	s := l.root.sum()
	return len(l.due) + int(s.ordinary+s.priority)
}

func (l *line) empty() bool { return l.root == nil && len(l.due) == 0 }

func (l *line) add(e *ticket) {
	e.line = l
	e.rank, e.arrival = e.Rank.UnixNano(), e.WaitsFrom().UnixNano() // the arrival, as far as it is waiting
	if e.Due {
		l.due = slices.Insert(l.due, l.dueBefore(e.rank, e.ID), e)
		return
	}
	if !e.Appointment.IsZero() {
		l.early = append(l.early, e)
	}
	l.root = insert(l.root, e)
}

func (l *line) drop(e *ticket) {
	if e.line = nil; e.Due {
		l.due = without(l.due, e)
		return
	}
	if !e.Appointment.IsZero() {
		l.early = without(l.early, e)
	}
	l.root = remove(l.root, e)
}

// dueBefore counts the due tickets that stand before the place (rank, id).
func (l *line) dueBefore(rank int64, id TicketID) int {
	n := 0
	for n < len(l.due) && l.due[n].before(rank, id) {
		n++
	}
	return n
}

// goes tells whether e goes before the other, of another line: whoever is due
// first, then by rank.
func (e *ticket) goes(other *ticket) bool {
	if e.Due != other.Due {
		return e.Due
	}
	return e.before(other.rank, other.ID)
}

// next is the ticket that a call takes from this line; nil when it is empty.
func (l *line) next() *ticket {
	if len(l.due) > 0 {
		return l.due[0]
	}
	return choose(kth(l.root, false, 0), kth(l.root, true, 0), l.run())
}

// choose is the rule of order between the first ordinary and the first priority
// ticket after run priority calls.
func choose(ordinary, priority *ticket, run int) *ticket {
	switch {
	case ordinary == nil:
		return priority
	case priority == nil, run >= MaxPriorityRun:
		return ordinary
	case priority.before(ordinary.rank, ordinary.ID):
		return priority
	}
	return ordinary
}

// ahead counts the calls that a ticket has before it, by the rule of order with
// its runs, if nobody else comes and nobody else falls due. The ticket may stand
// in the line already or not yet.
func (l *line) ahead(t *Ticket) int {
	rank := t.Rank.UnixNano()
	if t.Due {
		return l.dueBefore(rank, t.ID)
	}
	return len(l.due) + l.walkInsAhead(rank, t.ID, t.priority())
}

func (l *line) walkInsAhead(rank int64, id TicketID, priority bool) int {
	s := prefix(l.root, rank, id)
	putOff := s.after(l.run())
	if !priority {
		// Of the priority tickets that rank before it, those still put off
		// when its turn comes are called after it.
		return int(s.ordinary+s.priority) - max(0, putOff-MaxPriorityRun)
	}
	// All that rank before it go first, and for each full run among those put
	// off one ordinary ticket from behind, as long as there are any.
	behind := int(l.root.sum().ordinary - s.ordinary)
	return int(s.ordinary+s.priority) + min(putOff/MaxPriorityRun, behind)
}

// first lists the first n tickets in the order of call.
func (l *line) first(n int) []Ticket {
	n = min(n, l.len())
	if n <= 0 {
		return nil
	}
	list := make([]Ticket, 0, n)
	for _, e := range l.due[:min(n, len(l.due))] {
		list = append(list, e.Ticket)
	}
	run, o, p := l.run(), 0, 0
	for len(list) < n {
		e := choose(kth(l.root, false, o), kth(l.root, true, p), run)
		if e.priority() {
			p, run = p+1, run+1
		} else {
			o, run = o+1, 0
		}
		list = append(list, e.Ticket)
	}
	return list
}

// longest is the longest wait in the line.
func (l *line) longest(now time.Time) time.Duration {
	oldest := l.root.sum().oldest
	for _, e := range l.due {
		oldest = min(oldest, e.arrival)
	}
	if l.len() == 0 {
		return 0
	}
	return max(0, now.Sub(time.Unix(0, oldest)))
}
