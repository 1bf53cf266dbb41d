package appointment

import (
	"time"

	"dost/server/event"
	"dost/server/notification"
	"dost/server/queue"
	"dost/server/regime"
)

// The events.
type (
	// WasBooked is a new booking; its id is the record's sequence number.
	WasBooked struct {
		Code      string            `json:"code"`
		Direction queue.DirectionID `json:"direction"`
		Service   string            `json:"service,omitempty"`
		Group     queue.GroupID     `json:"group,omitempty"`
		Language  string            `json:"language"`
		Channel   regime.Channel    `json:"channel"`
		At        time.Time         `json:"at"`
		Minutes   int               `json:"minutes"`
		Rule      string            `json:"rule,omitempty"` // the regime under which it was booked
		// the ticket given up for it, voided by the same command
		Instead queue.TicketID `json:"instead,omitempty"`
	}
	// WasMoved is a booking in another slot.
	WasMoved struct {
		ID      ID        `json:"id"`
		At      time.Time `json:"at"`
		Minutes int       `json:"minutes"`
		Rule    string    `json:"rule,omitempty"`
		Regime  string    `json:"regime,omitempty"` // that moved it; none = somebody did
	}
	// WasCancelled gives a booking's place free.
	WasCancelled struct {
		ID     ID        `json:"id"`
		Reason string    `json:"reason"`
		At     time.Time `json:"at,omitzero"` // of the visit that is off
	}
	// CameIn is a check-in: the ticket was issued by the same command. Late ones are
	// walk-ins' tickets.
	CameIn struct {
		ID     ID             `json:"id"`
		Ticket queue.TicketID `json:"ticket"`
		Late   bool           `json:"late,omitempty"`
	}
	// WasMissed is a booking whose visitor had not come when the limit passed.
	WasMissed struct {
		ID ID `json:"id"`
	}
	// ReminderFellDue makes the reminder of a visit its notification.
	ReminderFellDue struct {
		ID ID `json:"id"`
	}
	// ReminderTaken is Notified as the first journals have it.
	ReminderTaken struct {
		ID ID `json:"id"`
	}
	// NotificationFellDue is something that the visitor of a booking is to be told. It takes
	// the place of what was to be told before.
	NotificationFellDue struct {
		ID           ID                `json:"id"`
		Notification notification.Kind `json:"news"`
		// of a moved visit: the time that the visitor knows
		Was    time.Time `json:"was,omitzero"`
		Regime string    `json:"regime,omitempty"`
	}
	// Notified is that the visitor knows, or that the message is on its way. It says
	// all that the message needs but the telephone.
	Notified struct {
		ID           ID                `json:"id"`
		Notification notification.Kind `json:"news"`
		Via          notification.Via  `json:"via"`
		Language     string            `json:"language"`
		Direction    queue.DirectionID `json:"direction"`
		Code         string            `json:"code"`
		At           time.Time         `json:"at"`
		Was          time.Time         `json:"was,omitzero"`
		Regime       string            `json:"regime,omitempty"`
	}
	// NotificationDropped is a notification that is true no longer: the rules admit the visit again.
	NotificationDropped struct {
		ID ID `json:"id"`
	}
	// NotReached is a telephone call that nobody answered.
	NotReached struct {
		ID ID `json:"id"`
	}
	// NotificationReturned is a notification that no message could tell: the one of the record Notified is
	// sent no more.
	NotificationReturned struct {
		ID ID `json:"id"`
		// sequence number of Notified; 0 = no message was made
		Notified     uint64               `json:"told,omitempty"`
		Notification notification.Kind    `json:"news"`
		Since        time.Time            `json:"since"`
		Was          time.Time            `json:"was,omitzero"`
		Regime       string               `json:"regime,omitempty"`
		Failure      notification.Failure `json:"why"`
	}
)

// Kind names are stable: journals hold them.
func (WasBooked) Kind() string            { return "appointment.booked" }
func (WasMoved) Kind() string             { return "appointment.moved" }
func (WasCancelled) Kind() string         { return "appointment.cancelled" }
func (CameIn) Kind() string               { return "appointment.checked-in" }
func (WasMissed) Kind() string            { return "appointment.missed" }
func (ReminderFellDue) Kind() string      { return "appointment.reminder-due" }
func (ReminderTaken) Kind() string        { return "appointment.reminder-taken" }
func (NotificationFellDue) Kind() string  { return "appointment.news-due" }
func (Notified) Kind() string             { return "appointment.news-told" }
func (NotificationDropped) Kind() string  { return "appointment.news-dropped" }
func (NotReached) Kind() string           { return "appointment.not-reached" }
func (NotificationReturned) Kind() string { return "appointment.news-came-back" }

// Notifies is notification.Source's.
func (e WasBooked) Notifies(seq uint64) (notification.Notification, bool) {
	return notification.Notification{
		Kind: notification.Booked, Booking: seq, Language: e.Language, Code: Spoken(e.Code), VisitAt: e.At,
	}, true
}

// Notifies is notification.Source's.
func (e WasMoved) Notifies(uint64) (notification.Notification, bool) {
	return notification.Notification{Kind: notification.Moved, Booking: uint64(e.ID), VisitAt: e.At}, true
}

// Notifies is notification.Source's. The first journals do not say At.
func (e WasCancelled) Notifies(uint64) (notification.Notification, bool) {
	return notification.Notification{Kind: notification.Cancelled, Booking: uint64(e.ID), VisitAt: e.At}, true
}

// Notifies is notification.Source's: who was called needs no message.
func (e Notified) Notifies(uint64) (notification.Notification, bool) {
	return notification.Notification{
		Kind: e.Notification, Booking: uint64(e.ID), Language: e.Language, Code: Spoken(e.Code),
		VisitAt: e.At, Was: e.Was,
	}, e.Via == notification.ByMessage
}

// Events are those of the package, as journals hold them.
var Events = event.Codec{
	WasBooked{}.Kind():            event.Read[WasBooked],
	WasMoved{}.Kind():             event.Read[WasMoved],
	WasCancelled{}.Kind():         event.Read[WasCancelled],
	CameIn{}.Kind():               event.Read[CameIn],
	WasMissed{}.Kind():            event.Read[WasMissed],
	ReminderFellDue{}.Kind():      event.Read[ReminderFellDue],
	ReminderTaken{}.Kind():        event.Read[ReminderTaken],
	NotificationFellDue{}.Kind():  event.Read[NotificationFellDue],
	Notified{}.Kind():             event.Read[Notified],
	NotificationDropped{}.Kind():  event.Read[NotificationDropped],
	NotReached{}.Kind():           event.Read[NotReached],
	NotificationReturned{}.Kind(): event.Read[NotificationReturned],
}
