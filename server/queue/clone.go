package queue

import (
	"maps"
	"slices"
)

// Clone is a state of its own that goes on from here as s would: for playing what
// may happen. It shares nothing with s that either of them changes.
func (s *State) Clone() *State {
	n := &State{
		seq: s.seq, now: s.now, day: s.day,
		tickets: ticketIndex{list: make([]*ticket, 0, len(s.tickets.list))}, issued: make([]*ticket, 0,
			len(s.issued)), tracks: make(map[string]*ticket, len(s.tracks)),
		seats: make(map[AgentID]*desk, len(s.seats)),
		calls: slices.Clone(s.calls), returned: maps.Clone(s.returned), prefixes: maps.Clone(s.prefixes),
	}
	n.configure(s.config)
	c := copying{n, make([]ticket, 0, len(s.issued))}
	for i, d := range s.directionList {
		c.direction(d, n.directionList[i])
	}
	for _, e := range s.issued {
		c.ticket(e)
	}
	for i, d := range s.directionList {
		c.line(&d.line, &n.directionList[i].line)
	}
	for i, k := range s.deskList {
		c.desk(k, n.deskList[i])
	}
	n.held = c.all(s.held)
	return n
}

// copying is a clone under way; entries has room for every ticket, so that none of
// them moves.
type copying struct {
	*State
	entries []ticket
}

func (c *copying) direction(d, n *direction) {
	n.issued, n.tally, n.samples = d.issued, d.tally, d.samples
	n.samples.list = slices.Clone(d.samples.list)
}

func (c *copying) ticket(e *ticket) {
	c.entries = append(c.entries, ticket{Ticket: e.Ticket, of: c.lines[e.Direction]})
	n := &c.entries[len(c.entries)-1]
	c.tickets.add(n)
	c.issued = append(c.issued, n)
	if n.Track != "" {
		c.tracks[n.Track] = n
	}
}

func (c *copying) line(l, n *line) {
	n.root = c.tree(l.root, n)
	n.due, n.early, n.pastCalls = c.all(l.due), c.all(l.early), slices.Clone(l.pastCalls)
	for i, e := range n.due {
		e.line, e.rank, e.arrival = n, l.due[i].rank, l.due[i].arrival
	}
}

func (c *copying) tree(t *node, of *line) *node {
	if t == nil {
		return nil
	}
	n := *t
	for i := range t.n {
		if e := t.tickets[i]; e != nil {
			n.tickets[i] = c.tickets.at(e.ID)
			n.tickets[i].line, n.tickets[i].rank, n.tickets[i].arrival = of, e.rank, e.arrival
		} else {
			n.nodes[i] = c.tree(t.nodes[i], of)
		}
	}
	return &n
}

func (c *copying) desk(k, n *desk) {
	n.Desk, n.last = k.Desk, k.last
	c.assign(n, k.Directions)
	c.line(&k.own, &n.own)
	n.ended = c.all(k.ended)
	if n.Agent != "" {
		c.seats[n.Agent] = n
	}
}

func (c *copying) all(list []*ticket) []*ticket {
	if list == nil {
		return nil
	}
	copies := make([]*ticket, len(list))
	for i, e := range list {
		copies[i] = c.tickets.at(e.ID)
	}
	return copies
}
