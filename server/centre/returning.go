package centre

import "dost/server/queue"

// Returning is the ticket that a visitor gets who is back with what was missing,
// by the code on the paper; the caller adds Track, and Language where the visitor
// chose another. ok is false for a code that was not given today. A code that was
// used is refused by the engine (return-used).
func (s *State) Returning(code string) (issue queue.Issue, ok bool) {
	r, ok := s.Application.Returning(code)
	if !ok {
		return queue.Issue{}, false
	}
	t, ok := s.Queue.Ticket(r.Ticket)
	return queue.Issue{
		Direction: t.Direction, Service: r.Service, Group: t.Group, Language: t.Language, Return: t.ID,
	}, ok
}
