package queue

import (
	"time"

	"dost/server/civil"
)

// The events.
type (
	// DayOpened begins a business day: counters at zero, lines empty. Tickets
	// of the day before that were still open ended as not-served.
	DayOpened struct {
		Day civil.Day `json:"day"`
	}
	// Configured holds the whole new configuration.
	Configured struct {
		Config Config `json:"config"`
	}
	// Issued is a new ticket with what its visitor was told. The ticket's id is
	// the record's sequence number.
	Issued struct {
		Direction DirectionID `json:"direction"`
		Number    int         `json:"number"`
		Label     string      `json:"label"`
		Service   string      `json:"service,omitempty"`
		Group     GroupID     `json:"group,omitempty"`
		Language  string      `json:"language"`
		Track     string      `json:"track"`
		Rule      string      `json:"rule,omitempty"`
		Rank      time.Time   `json:"rank"`
		Ahead     int         `json:"ahead"`
		Estimate  Estimate    `json:"estimate"`
		Return    TicketID    `json:"return,omitempty"` // the earlier visit whose rank it takes

		Appointment time.Time `json:"appointment,omitzero"` // the time booked; zero for a walk-in
	}
	// FellDue puts a waiting ticket before all walk-ins: its appointment's time has
	// come.
	FellDue struct {
		Ticket TicketID `json:"ticket"`
	}
	// DeskOpened seats an agent; its sequence number is the desk's lease.
	DeskOpened struct {
		Desk       DeskID        `json:"desk"`
		Agent      AgentID       `json:"agent"`
		Directions []DirectionID `json:"directions"`
	}
	// DeskLeft frees a desk.
	DeskLeft struct {
		Desk  DeskID  `json:"desk"`
		Agent AgentID `json:"agent"`
	}
	// DeskPaused and DeskUnpaused stop and resume calls at a desk.
	DeskPaused struct {
		Desk   DeskID `json:"desk"`
		Reason string `json:"reason"`
	}
	DeskUnpaused struct {
		Desk DeskID `json:"desk"`
	}
	// CalledUp is a call: by order, or chosen with a reason.
	CalledUp struct {
		Ticket TicketID `json:"ticket"`
		Desk   DeskID   `json:"desk"`
		Agent  AgentID  `json:"agent"`
		Chosen string   `json:"chosen,omitempty"` // the reason; "" = by order
	}
	// Idled records that the desk asked for the next visitor and nobody waited.
	Idled struct {
		Desk DeskID `json:"desk"`
	}
	// Recalled repeats a call.
	Recalled struct {
		Ticket TicketID `json:"ticket"`
	}
	// Arrived starts the service.
	Arrived struct {
		Ticket TicketID `json:"ticket"`
	}
	// NoShowed ends a call that nobody answered.
	NoShowed struct {
		Ticket TicketID `json:"ticket"`
		By     DeskID   `json:"by,omitempty"` // the desk that said so; "" = the clock
	}
	// HeldUp parks a ticket at its desk.
	HeldUp struct {
		Ticket TicketID `json:"ticket"`
	}
	// Resumed takes a held ticket to a desk, being served.
	Resumed struct {
		Ticket TicketID `json:"ticket"`
		Desk   DeskID   `json:"desk"`
		Agent  AgentID  `json:"agent"`
	}
	// Requeued puts a ticket back in its direction's line at its old place.
	Requeued struct {
		Ticket TicketID `json:"ticket"`
		By     DeskID   `json:"by"` // the desk that did it
	}
	// Transferred moves a ticket to a direction's line, or to one desk's.
	Transferred struct {
		Ticket    TicketID    `json:"ticket"`
		Direction DirectionID `json:"direction"`
		Desk      DeskID      `json:"desk,omitempty"`
		By        DeskID      `json:"by,omitempty"` // the desk that did it; "" = the clock
	}
	// Ended is a visit's end with its outcome.
	Ended struct {
		Ticket  TicketID `json:"ticket"`
		Outcome Outcome  `json:"outcome"`
	}
	// Voided is a cancelled ticket.
	Voided struct {
		Ticket TicketID `json:"ticket"`
		Reason string   `json:"reason"`
		By     DeskID   `json:"by,omitempty"` // the desk that did it; "" = a manager or the visitor
	}
	// Undone restores the ticket as it was before the desk's last move.
	Undone struct {
		Desk   DeskID `json:"desk"`
		Of     uint64 `json:"of"` // sequence of the move taken back
		Before Ticket `json:"before"`
	}
)

// Kind names are stable: journals hold them.
func (DayOpened) Kind() string    { return "queue.day-opened" }
func (Configured) Kind() string   { return "queue.configured" }
func (Issued) Kind() string       { return "queue.issued" }
func (FellDue) Kind() string      { return "queue.fell-due" }
func (DeskOpened) Kind() string   { return "queue.desk-opened" }
func (DeskLeft) Kind() string     { return "queue.desk-left" }
func (DeskPaused) Kind() string   { return "queue.desk-paused" }
func (DeskUnpaused) Kind() string { return "queue.desk-unpaused" }
func (CalledUp) Kind() string     { return "queue.called" }
func (Idled) Kind() string        { return "queue.idled" }
func (Recalled) Kind() string     { return "queue.recalled" }
func (Arrived) Kind() string      { return "queue.arrived" }
func (NoShowed) Kind() string     { return "queue.no-showed" }
func (HeldUp) Kind() string       { return "queue.held" }
func (Resumed) Kind() string      { return "queue.resumed" }
func (Requeued) Kind() string     { return "queue.requeued" }
func (Transferred) Kind() string  { return "queue.transferred" }
func (Ended) Kind() string        { return "queue.ended" }
func (Voided) Kind() string       { return "queue.voided" }
func (Undone) Kind() string       { return "queue.undone" }
