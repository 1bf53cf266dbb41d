package appointment

import (
	"strconv"
	"time"

	"dost/server/notification"
	"dost/server/queue"
	"dost/server/regime"
)

// ID is the sequence number of the record that booked it. On the wire it is a
// decimal string.
type ID uint64

func (id ID) String() string { return strconv.FormatUint(uint64(id), 10) }

// Booking is one visit announced beforehand.
type Booking struct {
	ID        ID                `json:"id"`
	Code      string            `json:"code"` // six digits, without the space
	Direction queue.DirectionID `json:"direction"`
	Service   string            `json:"service,omitempty"`
	Group     queue.GroupID     `json:"group,omitempty"`
	Language  string            `json:"language"`
	Channel   regime.Channel    `json:"channel"` // regime.Appointment or regime.PickUp
	At        time.Time         `json:"at"`      // the beginning of its slot
	Minutes   int               `json:"minutes"` // the length of its slot
	Rule      string            `json:"rule,omitempty"`
	Status    Status            `json:"status"`
	BookedAt  time.Time         `json:"booked_at"`        // or moved
	Ticket    queue.TicketID    `json:"ticket,omitempty"` // once checked in
	Reminder  Reminder          `json:"reminder,omitempty"`
	// what the visitor is still to be told; nil = nothing
	Pending *notification.Pending `json:"news,omitempty"`
	// the record that moved it last; 0 = it has the place that it was booked for
	Placed  uint64         `json:"placed,omitempty"`
	MovedBy string         `json:"moved_by,omitempty"` // the regime that put it into its slot
	Instead queue.TicketID `json:"instead,omitempty"`  // the ticket that its visitor gave up for it
	// the last notification of its present time that the visitor has
	Heard notification.Kind `json:"told,omitempty"`
}

// Status is where a booking stands.
type Status string

// The statuses. A missed booking whose visitor comes after all, and gets a walk-in's
// ticket, is late.
const (
	Booked    Status = "booked"
	CheckedIn Status = "checked-in"
	Missed    Status = "missed"
	Late      Status = "late"
	Cancelled Status = "cancelled"
)

// Reminder is what became of the notification that reminds the visitor.
type Reminder string

// The states of a reminder; the empty one has not fallen due, or is not wanted.
const (
	ReminderDue  Reminder = "due"
	ReminderSent Reminder = "sent"
)

// Contact is how the visitor is reached: sealed, and apart from everything else.
type Contact struct {
	Phone string `json:"phone"` // in application's normal form, "+994501234567"
}

// placed is the record that gave it its place.
func (b *Booking) placed() uint64 { return max(uint64(b.ID), b.Placed) }

// query is the booking's question to the regimes.
func (b *Booking) query() regime.Query {
	return regime.Query{Direction: b.Direction, Service: b.Service, Group: b.Group, Channel: b.Channel}
}

// end is when the booking's slot ends.
func (b *Booking) end() time.Time { return b.At.Add(time.Duration(b.Minutes) * time.Minute) }

// takes tells whether the booking takes a place of its slot, and of the direction's
// tickets of its hour and day.
func (b *Booking) takes() bool { return b.Status == Booked || b.Status == CheckedIn }

// open tells whether the visit may still be moved or cancelled.
func (b *Booking) open() bool { return b.Status == Booked || b.Status == Missed }
