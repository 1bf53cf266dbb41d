package queue

import "math"

// A line keeps its waiting tickets in a B+ tree ordered by rank, in which each node
// knows the sum over what is below it. A ticket's place in the order of call, with
// the run rule, is then read from one path; and whether a hundred wait or a hundred
// thousand, a path is a few nodes, each of one piece of memory. Nearly every ticket
// comes to the end of its line, so a full node that grows at its end is not halved.

// ticket is a Ticket with what the engine knows of it: the engine's own form of a
// Ticket.
type ticket struct {
	Ticket

	of      *direction // of Direction
	line    *line      // the line in which it waits; nil when it does not wait
	rank    int64      // Rank in nanoseconds of Unix time
	arrival int64
}

// summary tells of a run of tickets in rank order.
//
// backlog and shift describe how the run changes the number y of priority
// tickets that are put off by the run rule: y becomes max(backlog, y+shift). A
// priority ticket adds one to those put off; an ordinary ticket lets at most
// MaxPriorityRun of them pass before it. Such functions are closed under
// composition, which is what makes them summable in a tree (it is Lindley's
// recursion for the length of a queue).
type summary struct {
	ordinary, priority int32
	backlog, shift     int32
	oldest             int64 // the earliest arrival
}

var nothing = summary{oldest: math.MaxInt64}

// then is the summary of run a followed by run b.
func (a summary) then(b summary) summary {
	return summary{
		ordinary: a.ordinary + b.ordinary,
		priority: a.priority + b.priority,
		backlog:  max(b.backlog, a.backlog+b.shift),
		shift:    a.shift + b.shift,
		oldest:   min(a.oldest, b.oldest),
	}
}

// after is the number put off behind the run when y were put off before it.
func (a summary) after(y int) int { return max(int(a.backlog), y+int(a.shift)) }

// count is how many ordinary or priority tickets there are.
func (a *summary) count(priority bool) int {
	if priority {
		return int(a.priority)
	}
	return int(a.ordinary)
}

// self is the summary of the one ticket.
func (e *ticket) self() summary {
	if e.priority() {
		return summary{priority: 1, shift: 1, oldest: e.arrival}
	}
	return summary{ordinary: 1, shift: -MaxPriorityRun, oldest: e.arrival}
}

// priority tells whether a ticket's place comes from a head start. One with an
// appointment has its place by its time, and waits as an ordinary one until then.
func (t *Ticket) priority() bool { return t.Group != "" && t.Appointment.IsZero() }

// before is the order of a line: by rank, ties by ticket id.
func (e *ticket) before(rank int64, id TicketID) bool {
	return e.rank < rank || e.rank == rank && e.ID < id
}

// position is a ticket's in the order of its line.
type position struct {
	rank int64
	id   TicketID
}

func (p position) before(o position) bool { return p.rank < o.rank || p.rank == o.rank && p.id < o.id }

func (e *ticket) position() position { return position{e.rank, e.ID} }

// width is how many tickets or nodes a node holds at most. What costs is summing up:
// a ticket that goes has the nodes of its path summed up anew, and wide nodes are dear
// though there are fewer of them.
const width = 8

// node is a node of a line's tree: tickets, or nodes one level lower. places[i] is the
// ticket's place, or one not behind the first of the node's; sums[i] its sum.
type node struct {
	n         int
	positions [width]position
	sums      [width]summary
	tickets   [width]*ticket // in a leaf
	nodes     [width]*node   // in another
}

func (t *node) leaf() bool { return t.nodes[0] == nil }

func (t *node) sum() summary {
	if t == nil {
		return nothing
	}
	return nothing.plus(t.sums[:t.n])
}

// until counts the places of the node that are not behind p.
func (t *node) until(p position) int {
	if n := t.n; n > 0 && !p.before(t.positions[n-1]) {
		return n // most come to the end
	}
	low, high := 0, t.n
	for low < high {
		if m := (low + high) / 2; p.before(t.positions[m]) {
			high = m
		} else {
			low = m + 1
		}
	}
	return low
}

// put enters a ticket or a node at index i of a node that has room.
func (t *node) put(i int, p position, s summary, ticket *ticket, below *node) {
	copy(t.positions[i+1:t.n+1], t.positions[i:t.n])
	copy(t.sums[i+1:t.n+1], t.sums[i:t.n])
	t.positions[i], t.sums[i] = p, s
	if ticket != nil {
		copy(t.tickets[i+1:t.n+1], t.tickets[i:t.n])
		t.tickets[i] = ticket
	} else {
		copy(t.nodes[i+1:t.n+1], t.nodes[i:t.n])
		t.nodes[i] = below
	}
	t.n++
}

// take takes out what is at index i.
func (t *node) take(i int) {
	leaf := t.leaf()
	t.n--
	copy(t.positions[i:t.n], t.positions[i+1:])
	copy(t.sums[i:t.n], t.sums[i+1:])
	if leaf {
		copy(t.tickets[i:t.n], t.tickets[i+1:])
		t.tickets[t.n] = nil
	} else {
		copy(t.nodes[i:t.n], t.nodes[i+1:])
		t.nodes[t.n] = nil
	}
}

// add is put where there may be no room: what does not fit is in the node that
// follows, if there is one.
func (t *node) add(i int, p position, s summary, ticket *ticket, below *node) (follows *node) {
	if t.n < width {
		t.put(i, p, s, ticket, below)
		return nil
	}
	follows = &node{}
	keep := width / 2
	if i == width {
		keep = width // it grows at its end
	}
	for k := keep; k < width; k++ {
		follows.put(k-keep, t.positions[k], t.sums[k], t.tickets[k], t.nodes[k])
	}
	for t.n > keep {
		t.take(t.n - 1)
	}
	if i <= keep && keep < width {
		t.put(i, p, s, ticket, below)
	} else {
		follows.put(i-keep, p, s, ticket, below)
	}
	return follows
}

// insert puts a ticket below the node, as the first of all there, the last, or between
// others; follows is a new node behind it, or nil.
func (t *node) insert(e *ticket, self summary) (follows *node, first, last bool) {
	p := e.position()
	i := t.until(p)
	if t.leaf() {
		follows = t.add(i, p, self, e, nil)
		return follows, i == 0, i == t.n-1
	}
	if i--; i < 0 {
		i, t.positions[0] = 0, p
	}
	below := t.nodes[i]
	more, first, last := below.insert(e, self)
	switch {
	case more != nil:
		t.sums[i] = below.sum()
		follows = t.add(i+1, more.positions[0], more.sum(), nil, more)
	case first:
		t.sums[i] = self.then(t.sums[i])
	case last:
		t.sums[i] = t.sums[i].then(self)
	default:
		t.sums[i] = below.sum()
	}
	return follows, first && i == 0, last && i == t.n-1
}

// remove takes a ticket out that is below the node.
func (t *node) remove(p position) {
	i := t.until(p) - 1
	if t.leaf() {
		t.take(i)
		return
	}
	below := t.nodes[i]
	if below.remove(p); below.n == 0 {
		t.take(i)
		return
	}
	t.sums[i] = below.sum()
}

// insert puts n into the tree t and returns the new root.
func insert(t *node, e *ticket) *node {
	if t == nil {
		t = &node{}
	}
	follows, _, _ := t.insert(e, e.self())
	if follows == nil {
		return t
	}
	root := &node{}
	root.put(0, t.positions[0], t.sum(), nil, t)
	root.put(1, follows.positions[0], follows.sum(), nil, follows)
	return root
}

// remove takes e out of the tree t and returns the new root. e must be in t.
func remove(t *node, e *ticket) *node {
	t.remove(e.position())
	for t != nil && t.n < 2 && !t.leaf() {
		t = t.nodes[0] // one alone, or none
	}
	if t != nil && t.n == 0 {
		return nil
	}
	return t
}

// prefix sums up all that stands before the place (rank, id).
func prefix(t *node, rank int64, id TicketID) summary {
	s, p := nothing, position{rank, id}
	for t != nil {
		i := t.until(p)
		if t.leaf() {
			if i > 0 && t.positions[i-1] == p {
				i-- // not itself
			}
			return s.plus(t.sums[:i])
		}
		i = max(0, i-1) // only a part of this one is before it
		s, t = s.plus(t.sums[:i]), t.nodes[i]
	}
	return s
}

// plus is the summary of run a followed by other runs.
func (a summary) plus(runs []summary) summary {
	for i := range runs {
		a = a.then(runs[i])
	}
	return a
}

// kth is the k-th (from 0) ordinary or priority ticket in rank order; nil when
// there are not so many.
func kth(t *node, priority bool, k int) *ticket {
	for t != nil {
		i := 0
		for i < t.n && k >= t.sums[i].count(priority) {
			k -= t.sums[i].count(priority)
			i++
		}
		switch {
		case i == t.n:
			return nil
		case t.leaf():
			return t.tickets[i]
		}
		t = t.nodes[i]
	}
	return nil
}
