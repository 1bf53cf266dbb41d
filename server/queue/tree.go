package queue

import "math"

// A line keeps its waiting tickets in a treap ordered by rank: a binary search
// tree whose shape is that of a heap over a fixed hash of the ticket's id. No
// randomness is used, so the same tickets always give the same tree, and every
// operation costs O(log n) on average over the hash.
//
// Each node also sums up its subtree, so that a ticket's place in the order of
// call, with the run rule, can be read from one path.

// entry is a ticket with its links: the engine's own form of a Ticket.
type entry struct {
	Ticket

	of          *direction // of Direction
	line        *line      // the line in which it waits; nil when it does not wait
	left, right *entry
	heap        uint64
	rank        int64 // Rank in nanoseconds of Unix time
	arrival     int64
	sum         summary
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

// self is the summary of the one ticket.
func (e *entry) self() summary {
	if e.priority() {
		return summary{priority: 1, shift: 1, oldest: e.arrival}
	}
	return summary{ordinary: 1, shift: -MaxPriorityRun, oldest: e.arrival}
}

// priority tells whether a ticket's place comes from a head start. One with an
// appointment has its place by its time, and waits as an ordinary one until then.
func (t *Ticket) priority() bool { return t.Group != "" && t.Appointment.IsZero() }

// before is the order of a line: by rank, ties by ticket id.
func (e *entry) before(rank int64, id TicketID) bool {
	return e.rank < rank || e.rank == rank && e.ID < id
}

// spread is the finaliser of SplitMix64: it turns consecutive ids into
// well-spread heap priorities.
func spread(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func sumOf(t *entry) summary {
	if t == nil {
		return nothing
	}
	return t.sum
}

func (e *entry) resum() {
	s := e.self()
	if e.left != nil {
		s = e.left.sum.then(s)
	}
	if e.right != nil {
		s = s.then(e.right.sum)
	}
	e.sum = s
}

// insert puts n into the tree t and returns the new root.
func insert(t, n *entry) *entry {
	if t == nil || n.heap > t.heap {
		n.left, n.right = split(t, n)
		n.resum()
		return n
	}
	if n.before(t.rank, t.ID) {
		t.left = insert(t.left, n)
	} else {
		t.right = insert(t.right, n)
	}
	t.resum()
	return t
}

// split parts t into what stands before n and what stands after it.
func split(t, n *entry) (l, r *entry) {
	if t == nil {
		return nil, nil
	}
	if t.before(n.rank, n.ID) {
		t.right, r = split(t.right, n)
		t.resum()
		return t, r
	}
	l, t.left = split(t.left, n)
	t.resum()
	return l, t
}

// remove takes n out of the tree t and returns the new root. n must be in t.
func remove(t, n *entry) *entry {
	if t == n {
		root := join(n.left, n.right)
		n.left, n.right = nil, nil
		return root
	}
	if n.before(t.rank, t.ID) {
		t.left = remove(t.left, n)
	} else {
		t.right = remove(t.right, n)
	}
	t.resum()
	return t
}

// join makes one tree of two, all of l standing before all of r.
func join(l, r *entry) *entry {
	switch {
	case l == nil:
		return r
	case r == nil:
		return l
	case l.heap > r.heap:
		l.right = join(l.right, r)
		l.resum()
		return l
	}
	r.left = join(l, r.left)
	r.resum()
	return r
}

// prefix sums up all that stands before the place (rank, id).
func prefix(t *entry, rank int64, id TicketID) summary {
	s := nothing
	for t != nil {
		if t.before(rank, id) {
			if t.left != nil {
				s = s.then(t.left.sum)
			}
			s = s.then(t.self())
			t = t.right
		} else {
			t = t.left
		}
	}
	return s
}

// kth is the k-th (from 0) ordinary or priority ticket in rank order; nil when
// there are not so many.
func kth(t *entry, priority bool, k int) *entry {
	count := func(s summary) int {
		if priority {
			return int(s.priority)
		}
		return int(s.ordinary)
	}
	for t != nil {
		left := count(sumOf(t.left))
		switch {
		case k < left:
			t = t.left
			continue
		case k == left && t.priority() == priority:
			return t
		}
		k -= left + count(t.self())
		t = t.right
	}
	return nil
}
