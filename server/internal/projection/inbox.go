package projection

import (
	"sync"

	"dost/server/internal/journal"
)

// inbox holds the newest rows of the log, one after the other, for the followers that are
// nearly there. It is bounded: what finds no room is read from the log.
type inbox struct {
	mu      sync.Mutex
	rows    []journal.Row
	head    journal.Head  // the end of the log; the rows end there
	arrived chan struct{} // rows wait
}

// rest begins without a row at the end of the log.
func (b *inbox) rest(head journal.Head) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rows, b.head = nil, head
}

// add takes a batch in and gives how many rows wait. After a gap, which a failed
// commit that was durable leaves, or when there is no room, only the newest are kept.
func (b *inbox) add(rows []journal.Row, head journal.Head) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(rows) == 0 {
		return len(b.rows)
	}
	if rows[0].Seq != b.head.Seq+1 || len(b.rows)+len(rows) > memory {
		b.rows = nil
	}
	b.rows, b.head = append(b.rows, rows...), head
	return len(b.rows)
}

// take gives the rows that wait and the end of the log.
func (b *inbox) take() ([]journal.Row, journal.Head) {
	b.mu.Lock()
	defer b.mu.Unlock()
	rows := b.rows
	b.rows = nil
	return rows, b.head
}

// end is the end of the log as far as it is known here.
func (b *inbox) end() journal.Head {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.head
}

// committed is told by the writer of every batch; it must be quick.
func (s *Store) committed(rows []journal.Row, head journal.Head) {
	waiting := s.inbox.add(rows, head)
	if waiting >= portion {
		s.hurry()
		return
	}
	select {
	case s.inbox.arrived <- struct{}{}:
	default:
	}
}

// hurry has the followers go on at once.
func (s *Store) hurry() {
	select {
	case s.urgent <- struct{}{}:
	default:
	}
}
