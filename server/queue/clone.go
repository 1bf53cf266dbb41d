package queue

import "slices"

// Clone is a state of its own that goes on from here as s would: for playing
// what may happen. It shares nothing with s that either of them changes.
func (s *State) Clone() *State {
	p := snapshot{
		Seq: s.seq, Now: s.now, Day: s.day, Config: s.config,
		Tickets: s.Tickets(), Calls: slices.Clone(s.calls),
	}
	for _, d := range s.order {
		p.Directions = append(p.Directions, lineSnapshot{d.issued, slices.Clone(d.turns), d.samples.list})
	}
	for _, k := range s.places {
		d := deskSnapshot{Desk: k.Desk, Turns: slices.Clone(k.own.turns)}
		if k.last.Seq != 0 {
			last := k.last
			d.Last = &last
		}
		p.Desks = append(p.Desks, d)
	}
	n := New()
	n.restore(p)
	return n
}
