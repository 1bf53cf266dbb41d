package appointment

import "dost/server/queue"

// Clone is a state of its own with the same bookings: for playing what may
// happen.
func (s *State) Clone() *State {
	n := &State{
		order: make([]*Booking, len(s.order)), byID: make(map[ID]*Booking, len(s.order)),
		codes:   make(map[string]*Booking, len(s.order)),
		instead: make(map[queue.TicketID]*Booking, len(s.instead)),
	}
	bookings := make([]Booking, len(s.order))
	for i, b := range s.order {
		bookings[i] = *b
		n.order[i] = &bookings[i]
		n.byID[b.ID], n.codes[b.Code] = n.order[i], n.order[i]
		if b.Instead != 0 {
			n.instead[b.Instead] = n.order[i]
		}
	}
	return n
}
