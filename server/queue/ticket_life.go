package queue

import (
	"time"

	"dost/server/civil"
	"dost/server/event"
)

// OfTicket is an event in the life of one ticket. Every event that changes a ticket is
// one, and says itself which: the state finds the ticket by it, and so does whoever
// follows the history without a state.
type OfTicket interface {
	event.Event
	// TicketID is the ticket that the event of record seq changes.
	TicketID(seq uint64) TicketID
}

// TicketID is the record's own number: the event makes the ticket.
func (Issued) TicketID(seq uint64) TicketID { return TicketID(seq) }

// TicketID is the ticket that the event names.
func (e FellDue) TicketID(uint64) TicketID { return e.Ticket }

// TicketID is the ticket that the event names.
func (e CalledUp) TicketID(uint64) TicketID { return e.Ticket }

// TicketID is the ticket that the event names.
func (e Recalled) TicketID(uint64) TicketID { return e.Ticket }

// TicketID is the ticket that the event names.
func (e Arrived) TicketID(uint64) TicketID { return e.Ticket }

// TicketID is the ticket that the event names.
func (e NoShowed) TicketID(uint64) TicketID { return e.Ticket }

// TicketID is the ticket that the event names.
func (e HeldUp) TicketID(uint64) TicketID { return e.Ticket }

// TicketID is the ticket that the event names.
func (e Resumed) TicketID(uint64) TicketID { return e.Ticket }

// TicketID is the ticket that the event names.
func (e Requeued) TicketID(uint64) TicketID { return e.Ticket }

// TicketID is the ticket that the event names.
func (e Transferred) TicketID(uint64) TicketID { return e.Ticket }

// TicketID is the ticket that the event names.
func (e Ended) TicketID(uint64) TicketID { return e.Ticket }

// TicketID is the ticket that the event names.
func (e Voided) TicketID(uint64) TicketID { return e.Ticket }

// TicketID is the ticket that the event names.
func (e Undone) TicketID(uint64) TicketID { return e.Before.ID }

// Apply brings a ticket on by the event of record seq, which is one of its life. It
// is the one derivation of how a ticket stands: the state's, and that of who keeps
// tickets without a state. at is the record's time as the state counts it (UTC, whole
// milliseconds, never before an earlier record's). A ticket that Issued makes comes
// empty.
func (t *Ticket) Apply(e OfTicket, seq uint64, at time.Time) {
	switch e := e.(type) {
	case Issued:
		*t = e.ticket(seq, at)
	case FellDue:
		t.Due = true
	case CalledUp:
		t.Status, t.Desk, t.Agent = Called, e.Desk, e.Agent
		t.CalledAt, t.AnnouncedAt = at, at
		if t.FirstCalledAt.IsZero() {
			t.FirstCalledAt = at
		}
	case Recalled:
		t.Recalls++
		t.AnnouncedAt = at
	case Arrived:
		t.Status, t.ServedAt = Serving, at
	case NoShowed:
		t.Status, t.EndedAt = Absent, at
	case HeldUp:
		t.Status, t.HeldAt = Held, at
		if t.ServedAt.IsZero() {
			t.ServedAt = at
		}
	case Resumed:
		t.Status, t.Desk, t.Agent = Serving, e.Desk, e.Agent
		t.HeldFor += at.Sub(t.HeldAt)
		t.HeldAt = time.Time{}
	case Requeued:
		t.waitAgain()
	case Transferred:
		t.waitAgain()
		t.Direction, t.Desk = e.Direction, e.Desk
		if e.Desk != "" {
			t.KeptSince = at
		}
	case Ended:
		t.Status, t.Outcome, t.EndedAt = Finished, e.Outcome, at
	case Voided:
		if t.Status == Waiting {
			t.Desk = "" // it only waited for that desk, and was never there
		}
		t.Status, t.EndedAt = Cancelled, at
	case Undone:
		*t = e.Before
		t.restoreTimes()
	}
	t.Rev = seq
}

// ticket is what the event of record seq issues.
func (e Issued) ticket(seq uint64, at time.Time) Ticket {
	t := Ticket{
		ID: TicketID(seq), Day: civil.DayOf(at), Direction: e.Direction, Series: e.Direction,
		Number: e.Number, Label: e.Label, Service: e.Service, Group: e.Group,
		Language: e.Language, Track: e.Track, Rule: e.Rule, Return: e.Return,
		Status: Waiting, Arrival: at, Rank: exact(e.Rank),
	}
	if !e.Appointment.IsZero() {
		t.Appointment = exact(e.Appointment)
		t.Due = falls(t.Appointment, at)
	}
	return t
}

// waitAgain puts a ticket back in its direction's line: what belongs to the call
// it had is gone, its place (Rank) and its first call are kept.
func (t *Ticket) waitAgain() {
	t.Status, t.Desk, t.Recalls = Waiting, "", 0
	var none time.Time
	t.CalledAt, t.ServedAt, t.EndedAt, t.AnnouncedAt = none, none, none, none
	t.KeptSince, t.HeldAt, t.HeldFor = none, none, 0
}

// EndWithDay ends, as not served, a ticket that the next business day finds open; at is
// when that day opened. It tells whether the ticket was open: one whose visitor did not
// come is not. The state itself lets a day's tickets go.
func (t *Ticket) EndWithDay(at time.Time) bool {
	switch t.Status {
	case Finished, Cancelled, Absent:
		return false
	}
	t.Status, t.Outcome, t.EndedAt = Finished, NotServed, at
	return true
}
