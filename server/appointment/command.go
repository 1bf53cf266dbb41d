package appointment

import (
	"time"

	"dost/server/notification"
	"dost/server/queue"
	"dost/server/regime"
)

// Command is an instruction about appointments.
type Command interface {
	queue.AnyCommand
	appointment()
}

// The commands.
type (
	// Book announces a visit for the slot that begins At.
	Book struct {
		Direction queue.DirectionID
		Service   string
		Group     queue.GroupID
		Language  string         // "az", "ru", "en"; "" = az
		Channel   regime.Channel // "" = regime.Appointment
		At        time.Time
		Draw      uint32         // random: where the search for a free code begins
		Instead   queue.TicketID // the ticket that is voided for it by the same command; 0 = none
	}
	// Move puts an open booking, also a missed one, into another slot. It keeps its
	// code.
	Move struct {
		ID ID
		At time.Time
	}
	// Cancel gives an open booking's place free, with a reason.
	Cancel struct {
		ID     ID
		Reason string
	}
	// CheckIn turns a booking into a ticket: the one with the code or, of those
	// listed, the one that is next.
	CheckIn struct {
		Code     string
		IDs      []ID
		Language string // of the ticket; "" = the booking's
		Track    string // as queue.Issue has it
	}
	// Notify says that the visitors of these bookings were notified: by telephone, or
	// by a message handed to who sends it. Bookings without a notification, or not known any
	// more, are passed over.
	Notify struct {
		IDs []ID
		Via notification.Via
	}
	// RecordNoAnswer says that the visitor did not answer the telephone. The notification stays.
	RecordNoAnswer struct{ ID ID }
	// ReturnNotification says that a message could not tell the notification of the record; it is to be
	// told by telephone.
	ReturnNotification struct {
		Notified Notified
		Record   uint64    // of Notified; 0 = no message was made
		Since    time.Time // when the notification fell due, as far as is known
		Failure  notification.Failure
	}
)

func (Book) appointment()               {}
func (Move) appointment()               {}
func (Cancel) appointment()             {}
func (CheckIn) appointment()            {}
func (Notify) appointment()             {}
func (RecordNoAnswer) appointment()     {}
func (ReturnNotification) appointment() {}

func (Book) IsCommand()               {}
func (Move) IsCommand()               {}
func (Cancel) IsCommand()             {}
func (CheckIn) IsCommand()            {}
func (Notify) IsCommand()             {}
func (RecordNoAnswer) IsCommand()     {}
func (ReturnNotification) IsCommand() {}
