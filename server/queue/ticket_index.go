package queue

import "fmt"

// ticketIndex finds the tickets of a day by their ids, which are the numbers of the
// records that issued them: one after the other in the order of issue, and near
// enough to each other that a list with gaps costs less than a map, in time and in
// being copied.
type ticketIndex struct {
	first TicketID
	list  []*ticket // of first, first + 1 …; nil where a record issued no ticket
}

// at is the ticket with the id; nil when there is none.
func (r *ticketIndex) at(id TicketID) *ticket {
	if id < r.first || id-r.first >= TicketID(len(r.list)) {
		return nil
	}
	return r.list[id-r.first]
}

// add enters a ticket with a higher id than all before it.
func (r *ticketIndex) add(e *ticket) {
	if len(r.list) == 0 {
		r.first = e.ID
	}
	next := r.first + TicketID(len(r.list))
	if e.ID < next {
		panic(fmt.Sprintf("queue: ticket %d is issued after %d", e.ID, next-1))
	}
	for ; next < e.ID; next++ {
		r.list = append(r.list, nil)
	}
	r.list = append(r.list, e)
}
