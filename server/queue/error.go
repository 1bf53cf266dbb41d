package queue

// Code names a refusal. Codes are kebab-case, stable, and only ever added;
// surfaces translate them (assets/i18n, "error.CODE").
type Code string

// The refusals of the engine.
const (
	CodeUnknownDirection Code = "unknown-direction"
	CodeUnknownGroup     Code = "unknown-group"
	CodeUnknownDesk      Code = "unknown-desk"
	CodeUnknownTicket    Code = "unknown-ticket"
	CodeBadLanguage      Code = "bad-language"
	CodeBadConfig        Code = "bad-config"
	CodeReasonNeeded     Code = "reason-needed"
	CodeBadOutcome       Code = "bad-outcome"
	CodeBadReturn        Code = "bad-return" // the earlier ticket is not of today, not finished, or of another direction

	// From the regime, by way of Issue.Rule.
	CodeClosed          Code = "closed"
	CodeFull            Code = "full"
	CodeAppointmentOnly Code = "appointment-only"
	CodePickupOnly      Code = "pick-up-only"
	CodeNotEligible     Code = "not-eligible" // e.g. senior hours

	// A move that the present state forbids.
	CodeNoDesk        Code = "no-desk"    // the agent sits at no desk
	CodeDeskTaken     Code = "desk-taken" // another agent sits there
	CodeStaleDesk     Code = "stale-desk" // the lease is no longer the desk's
	CodeDeskPaused    Code = "desk-paused"
	CodeTicketActive  Code = "ticket-active"    // the desk already has a visitor
	CodeTicketNotHere Code = "ticket-elsewhere" // the ticket is not at this desk
	CodeWrongState    Code = "wrong-state"      // e.g. arrive for a ticket that was not called
	CodeTicketEnded   Code = "ticket-ended"     // finished or cancelled
	CodeNotServedHere Code = "not-served-here"  // the desk does not serve the direction
	CodeRecallTooSoon Code = "recall-too-soon"
	CodeRecallLimit   Code = "recall-limit"
	CodeReturnUsed    Code = "return-used" // a visitor comes back near the front once
	CodeNothingToUndo Code = "nothing-to-undo"
	CodeTooLate       Code = "too-late" // the undo window has passed, or the ticket was touched since
)

// Error is a refusal with the facts that help: never a person's data.
type Error struct {
	Code   Code
	Detail string         // one English sentence for logs and developers
	Facts  map[string]any // e.g. {"status":"finished"}; becomes fields of the problem document
}

func (e *Error) Error() string { return string(e.Code) + ": " + e.Detail }
