package centre

import (
	"encoding/json"

	"dost/server/application"
	"dost/server/appointment"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/queue"
)

// Entry is one order as the journal keeps it: its records, the tickets that they
// touched, as they stand after them, and what the sender was answered. All of it
// becomes durable in one transaction, or none.
type Entry struct {
	Records   []event.Record
	Tickets   []queue.Ticket
	Reply     *Reply               // nil for the house's own orders
	Person    *application.Person  // the applicant of the application among Records
	Contact   *appointment.Contact // of the booking among Records
	HandOvers []string             // the systems to be told of it
}

// Reply is an answer that is remembered with its key, so that a replay gets the
// same one. It lives until the business day after the next opens.
type Reply struct {
	Caller      string // the order's Actor
	Key         string
	Fingerprint string
	Day         civil.Day
	Status      int
	Body        json.RawMessage // nil for 204
}

// Touched are the tickets that the records touched, as they stand in s, which is
// the state right after the last of them. Tickets that a new business day ended
// are not among them: the state has let them go.
func Touched(s *State, records []event.Record) []queue.Ticket {
	var tickets []queue.Ticket
	for _, r := range records {
		if id := ticketOf(r); id != 0 {
			if t, ok := s.Queue.Ticket(id); ok {
				tickets = append(tickets, t)
			}
		}
	}
	return tickets
}

// ticketOf is the ticket that a record touched; 0 = none.
func ticketOf(r event.Record) queue.TicketID {
	switch e := r.Event.(type) {
	case queue.Issued:
		return queue.TicketID(r.Seq)
	case queue.FellDue:
		return e.Ticket
	case queue.CalledUp:
		return e.Ticket
	case queue.Recalled:
		return e.Ticket
	case queue.Arrived:
		return e.Ticket
	case queue.NoShowed:
		return e.Ticket
	case queue.HeldUp:
		return e.Ticket
	case queue.Resumed:
		return e.Ticket
	case queue.Requeued:
		return e.Ticket
	case queue.Transferred:
		return e.Ticket
	case queue.Ended:
		return e.Ticket
	case queue.Voided:
		return e.Ticket
	case queue.Undone:
		return e.Before.ID
	}
	return 0
}
