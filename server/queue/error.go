package queue

import "dost/server/problem"

// The refusals of the engine.
const (
	CodeUnknownDirection problem.Code = "unknown-direction"
	CodeUnknownGroup     problem.Code = "unknown-group"
	CodeUnknownDesk      problem.Code = "unknown-desk"
	CodeUnknownTicket    problem.Code = "unknown-ticket"
	CodeBadLanguage      problem.Code = "bad-language"
	CodeBadConfig        problem.Code = "bad-config"
	CodeReasonNeeded     problem.Code = "reason-needed"
	CodeBadOutcome       problem.Code = "bad-outcome"
	// the earlier ticket is not of today, not finished, or of another direction
	CodeBadReturn problem.Code = "bad-return"

	// From the regime, by way of Issue.Rule.
	CodeClosed          problem.Code = "closed"
	CodeFull            problem.Code = "full"
	CodeAppointmentOnly problem.Code = "appointment-only"
	CodePickupOnly      problem.Code = "pick-up-only"
	CodeNotEligible     problem.Code = "not-eligible" // e.g. senior hours

	// A move that the present state forbids.
	CodeNoDesk        problem.Code = "no-desk"    // the agent sits at no desk
	CodeDeskTaken     problem.Code = "desk-taken" // another agent sits there
	CodeStaleDesk     problem.Code = "stale-desk" // the lease is no longer the desk's
	CodeDeskPaused    problem.Code = "desk-paused"
	CodeTicketActive  problem.Code = "ticket-active"    // the desk already has a visitor
	CodeTicketNotHere problem.Code = "ticket-elsewhere" // the ticket is not at this desk
	CodeWrongState    problem.Code = "wrong-state"      // e.g. arrive for a ticket that was not called
	CodeTicketEnded   problem.Code = "ticket-ended"     // finished or cancelled
	CodeNotServedHere problem.Code = "not-served-here"  // the desk does not serve the direction
	CodeRecallTooSoon problem.Code = "recall-too-soon"
	CodeRecallLimit   problem.Code = "recall-limit"
	CodeReturnUsed    problem.Code = "return-used" // a visitor comes back near the front once
	CodeNothingToUndo problem.Code = "nothing-to-undo"
	CodeTooLate       problem.Code = "too-late" // the undo window has passed, or the ticket was touched since
)
