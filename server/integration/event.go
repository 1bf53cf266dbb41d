package integration

import (
	"dost/server/event"
	"dost/server/queue"
)

// The events are what became of messages outside the server: no other record tells it, so
// each is one. Fields are only added. A message that nobody waits for any more is not
// moved by them: who keeps messages leaves it as it is.
type (
	// WasSent is the system's acknowledgement of a message.
	WasSent struct {
		Message string `json:"message"`
	}
	// WasRefused sets a message aside that the system would not take.
	WasRefused struct {
		Message string `json:"message"`
		Trouble string `json:"trouble"` // "http-422"
	}
	// WasDropped ends a message that is of no use any more, refused or not sent.
	WasDropped struct {
		Message string `json:"message"`
		Why     string `json:"why"` // "erased", "stale"
	}
	// WereResent lets all that a system refused wait again, in their old places.
	WereResent struct {
		System string `json:"system"`
	}
)

// Kind is stable: journals hold it.
func (WasSent) Kind() string { return "exchange.sent" }

// Kind is stable: journals hold it.
func (WasRefused) Kind() string { return "exchange.refused" }

// Kind is stable: journals hold it.
func (WasDropped) Kind() string { return "exchange.dropped" }

// Kind is stable: journals hold it.
func (WereResent) Kind() string { return "exchange.resent" }

// Events are those of the package, as journals hold them.
var Events = event.Codec{
	WasSent{}.Kind():    event.Read[WasSent],
	WasRefused{}.Kind(): event.Read[WasRefused],
	WasDropped{}.Kind(): event.Read[WasDropped],
	WereResent{}.Kind(): event.Read[WereResent],
}

// Command reports what became of messages, named in the imperative.
type Command interface {
	queue.AnyCommand
	exchange()
}

// The commands.
type (
	// Settle ends a message that a system acknowledged or, with a trouble, refused.
	Settle struct{ Message, Trouble string }
	// Drop ends a message that is of no use any more.
	Drop struct{ Message, Why string }
	// Resend lets what a system refused wait again.
	Resend struct{ System string }
)

func (Settle) exchange() {}
func (Drop) exchange()   {}
func (Resend) exchange() {}

func (Settle) IsCommand() {}
func (Drop) IsCommand()   {}
func (Resend) IsCommand() {}

// Decide answers a command with its event. What happened outside has happened: nothing
// is refused.
func Decide(c Command) []event.Event {
	switch c := c.(type) {
	case Settle:
		if c.Trouble != "" {
			return []event.Event{WasRefused(c)}
		}
		return []event.Event{WasSent{Message: c.Message}}
	case Drop:
		return []event.Event{WasDropped(c)}
	case Resend:
		return []event.Event{WereResent(c)}
	}
	return nil
}
