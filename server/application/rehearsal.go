package application

// After is a state without applications that goes on after a record: for
// playing what may happen to the queue.
func After(seq uint64) *State {
	s := New()
	s.seq = seq
	return s
}
