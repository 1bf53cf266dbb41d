package volunteer

import (
	"dost/server/event"
	"dost/server/queue"
)

// The events. A call's id is the sequence number of its Called.
type (
	// HelpRequested is a new call for help.
	HelpRequested struct {
		Origin   Origin         `json:"place"`
		Language string         `json:"language"`
		Ticket   queue.TicketID `json:"ticket,omitempty"`
		Number   string         `json:"number,omitempty"` // of the ticket, as people see it
	}
	// Taken is a volunteer on the way.
	Taken struct {
		Call      RequestID `json:"call"`
		Volunteer string    `json:"volunteer"`
	}
	// GivenBack is a call that is open again.
	GivenBack struct {
		Call      RequestID `json:"call"`
		Volunteer string    `json:"volunteer"`
	}
	// Done is help given, with its figures in whole seconds: from the call until it
	// was taken, and from there to the end.
	Done struct {
		Call      RequestID `json:"call"`
		Volunteer string    `json:"volunteer"`
		Waited    int       `json:"waited"`
		Helped    int       `json:"helped"`
	}
	// Cancelled is a call that whoever called took back.
	Cancelled struct {
		Call RequestID `json:"call"`
	}
)

// Kind names are stable: journals hold them.
func (HelpRequested) Kind() string { return "volunteer.called" }
func (Taken) Kind() string         { return "volunteer.taken" }
func (GivenBack) Kind() string     { return "volunteer.given-back" }
func (Done) Kind() string          { return "volunteer.done" }
func (Cancelled) Kind() string     { return "volunteer.cancelled" }

// Events are those of the package, as journals hold them.
var Events = event.Codec{
	HelpRequested{}.Kind(): event.Read[HelpRequested],
	Taken{}.Kind():         event.Read[Taken],
	GivenBack{}.Kind():     event.Read[GivenBack],
	Done{}.Kind():          event.Read[Done],
	Cancelled{}.Kind():     event.Read[Cancelled],
}
