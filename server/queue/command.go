package queue

import (
	"time"

	"dost/server/problem"
)

// AnyCommand is a command of any package: what an order carries. Each package has a
// Command of its own beside it, so that it decides no other's.
type AnyCommand interface{ IsCommand() }

// Command is an instruction to the engine, named in the imperative. Decide turns it
// into events or refuses it with a *problem.Error; it never changes the state itself.
//
// The time and the actor of a command come with the Meta that Decide is given,
// so that a command holds only what its sender may choose.
type Command interface {
	AnyCommand
	command()
}

// Rule is the answer of the regime in force for one Issue, stamped by the
// centre inside the writer's turn. The zero Rule is ordinary reception.
type Rule struct {
	ID string `json:"id,omitempty"` // the regime that decided; "" = ordinary hours
	// "" = admit; else why not (closed, full, appointment-only, …)
	Refuse problem.Code `json:"refuse,omitempty"`
}

// The commands. Desk commands act for the desk at which Agent sits; Lease, when
// not zero, must be that desk's current lease, else ErrStaleDesk (fencing:
// promises 8).
type (
	// Issue hands out the next number of a direction.
	Issue struct {
		Direction DirectionID
		Service   string // passport ID, optional
		Group     GroupID
		Language  string // "az", "ru", "en"; "" = az
		Track     string // random token, made by the caller; kept out of displays and logs
		Rule      Rule
		// Return is the finished ticket of today whose visitor went for a missing
		// paper and is back: the new ticket takes its rank, once. 0 = none.
		Return TicketID
		// Appointment is the time for which the visitor had booked; zero for a
		// walk-in. It takes the place of any head start.
		Appointment time.Time
	}
	// OpenDesk seats an agent at a free desk; the same agent opening his own
	// desk again gets a new lease, which makes older tabs stale.
	OpenDesk struct {
		Agent      AgentID
		Desk       DeskID
		Directions []DirectionID
	}
	// LeaveDesk frees the desk. Refused while a ticket is active.
	LeaveDesk struct {
		Agent AgentID
		Lease uint64
	}
	// Pause stops calls at the desk, with a reason.
	Pause struct {
		Agent  AgentID
		Lease  uint64
		Reason string
	}
	// Unpause lets the desk call again.
	Unpause struct {
		Agent AgentID
		Lease uint64
	}
	// Call calls the next ticket by the order of the package documentation.
	// With nobody waiting it records Idled and succeeds.
	Call struct {
		Agent AgentID
		Lease uint64
	}
	// CallChosen calls one particular waiting ticket, out of order, with a reason.
	CallChosen struct {
		Agent  AgentID
		Lease  uint64
		Ticket TicketID
		Reason string
	}
	// Recall repeats the announcement: at most MaxRecalls, RecallGap apart.
	Recall struct {
		Agent  AgentID
		Lease  uint64
		Ticket TicketID
	}
	// Arrive marks that the called visitor stands at the desk.
	Arrive struct {
		Agent  AgentID
		Lease  uint64
		Ticket TicketID
	}
	// NoShow closes a called ticket whose visitor did not come.
	NoShow struct {
		Agent  AgentID
		Lease  uint64
		Ticket TicketID
	}
	// Hold parks the active ticket (the visitor fetches a paper); the desk is free.
	Hold struct {
		Agent  AgentID
		Lease  uint64
		Ticket TicketID
	}
	// Resume takes a held ticket to a desk that serves its direction, or back to
	// the desk that held it.
	Resume struct {
		Agent  AgentID
		Lease  uint64
		Ticket TicketID
	}
	// Requeue puts an active or held ticket of the desk, or a no-show of any desk
	// that shares its direction, back in its direction's line at its old place.
	Requeue struct {
		Agent  AgentID
		Lease  uint64
		Ticket TicketID
	}
	// Transfer moves an active, held or waiting ticket to another direction,
	// or to one desk. Number and arrival time are kept.
	Transfer struct {
		Agent     AgentID
		Lease     uint64
		Ticket    TicketID
		Direction DirectionID // "" = unchanged
		Desk      DeskID      // "" = any desk of the direction
	}
	// Finish ends the visit with an outcome. From "called" it implies Arrive.
	Finish struct {
		Agent   AgentID
		Lease   uint64
		Ticket  TicketID
		Outcome Outcome
	}
	// Cancel voids a ticket that is not finished, with a reason. A voided
	// ticket remains a row: the counter never goes back.
	Cancel struct {
		Agent  AgentID // "" when a manager or the visitor cancels
		Lease  uint64
		Ticket TicketID
		Reason string
	}
	// Undo takes back the desk's last move, within UndoWindow, if nobody has
	// touched the ticket since.
	Undo struct {
		Agent AgentID
		Lease uint64
	}
	// Tick is the clock: it opens a new business day; lets appointments fall due
	// whose time has come; turns called tickets whose visitor did not arrive within
	// NoShowAfter of the last announcement into no-shows; and gives tickets that wait for an empty desk to
	// their direction
	// after EmptyDesk. It is the only command that may cause no event.
	Tick struct{}
	// Configure replaces the centre's directions, desks, groups and limits.
	// Directions and desks in use today can be switched off but not removed.
	Configure struct{ Config Config }
)

func (Issue) command()      {}
func (OpenDesk) command()   {}
func (LeaveDesk) command()  {}
func (Pause) command()      {}
func (Unpause) command()    {}
func (Call) command()       {}
func (CallChosen) command() {}
func (Recall) command()     {}
func (Arrive) command()     {}
func (NoShow) command()     {}
func (Hold) command()       {}
func (Resume) command()     {}
func (Requeue) command()    {}
func (Transfer) command()   {}
func (Finish) command()     {}
func (Cancel) command()     {}
func (Undo) command()       {}
func (Tick) command()       {}
func (Configure) command()  {}

func (Issue) IsCommand()      {}
func (OpenDesk) IsCommand()   {}
func (LeaveDesk) IsCommand()  {}
func (Pause) IsCommand()      {}
func (Unpause) IsCommand()    {}
func (Call) IsCommand()       {}
func (CallChosen) IsCommand() {}
func (Recall) IsCommand()     {}
func (Arrive) IsCommand()     {}
func (NoShow) IsCommand()     {}
func (Hold) IsCommand()       {}
func (Resume) IsCommand()     {}
func (Requeue) IsCommand()    {}
func (Transfer) IsCommand()   {}
func (Finish) IsCommand()     {}
func (Cancel) IsCommand()     {}
func (Undo) IsCommand()       {}
func (Tick) IsCommand()       {}
func (Configure) IsCommand()  {}
