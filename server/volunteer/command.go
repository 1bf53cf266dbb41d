package volunteer

import (
	"fmt"

	"dost/server/problem"
	"dost/server/queue"
)

// The refusals of the package.
const (
	CodeAlreadyCalled problem.Code = "already-called" // the place has a call that is being answered
	CodeNoCall        problem.Code = "no-call"        // the place has no call that could be cancelled
	CodeUnknownCall   problem.Code = "unknown-call"   // no such call, or it has ended
	CodeCallTaken     problem.Code = "call-taken"     // somebody was first; the fact "by" says who
	CodeNotYourCall   problem.Code = "not-your-call"  // taken by nobody, or by somebody else
	// finish the call in hand first; the fact "call" is its id
	CodeAlreadyHelping problem.Code = "already-helping"
)

// Command is an instruction about help in the hall.
type Command interface {
	queue.AnyCommand
	volunteer()
}

// The commands. Volunteer is the login of who acts.
type (
	// RequestHelp asks for help at an origin. Language is that of the visitor: az, ru, en.
	RequestHelp struct {
		Origin   Origin
		Language string
		Ticket   queue.TicketID // of the visitor at a desk; 0 = none
	}
	// Cancel takes a place's call back, while nobody is coming.
	Cancel struct{ Origin Origin }
	// Take says who goes.
	Take struct {
		Call      RequestID
		Volunteer string
	}
	// GiveBack lets another go.
	GiveBack struct {
		Call      RequestID
		Volunteer string
	}
	// Finish says that the help has been given.
	Finish struct {
		Call      RequestID
		Volunteer string
	}
)

func (RequestHelp) volunteer() {}
func (Cancel) volunteer()      {}
func (Take) volunteer()        {}
func (GiveBack) volunteer()    {}
func (Finish) volunteer()      {}

func (RequestHelp) IsCommand() {}
func (Cancel) IsCommand()      {}
func (Take) IsCommand()        {}
func (GiveBack) IsCommand()    {}
func (Finish) IsCommand()      {}

func refuse(code problem.Code, facts map[string]any, format string, args ...any) error {
	return &problem.Error{Code: code, Detail: fmt.Sprintf(format, args...), Facts: facts}
}
