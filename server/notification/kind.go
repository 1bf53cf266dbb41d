// Package notification is what people are told: of what, by which event, in which
// hours, in which words, and what follows when it cannot be delivered. It is pure and
// knows no telephone number: who sends, and the lists from which an operator calls,
// are at the edge.
//
// A person is told something in one of two ways. What answers an act (a booking was
// made, moved, cancelled; the turn on a waiting list was offered) is caused by the
// event itself, which is then a Source. What falls due by itself (a reminder, a change
// of the rules that moves or refuses a visit) is Pending with the booking until it was
// told: by a message, where a system that sends them is connected, else by telephone.
// A message that could not be delivered comes back as Pending (Returned), and then a
// person calls.
package notification

import "time"

// Kind is what a person is told of. Kinds are on the wire and in the journal.
type Kind string

// The kinds.
const (
	Reminder    Kind = "reminder"     // the visit is near
	Moved       Kind = "moved"        // it has another time
	NotReceived Kind = "not-received" // the rules do not admit it at its time any more
	Received    Kind = "received"     // they admit it after all: told to who was told of NotReceived
	Booked      Kind = "booked"
	Cancelled   Kind = "cancelled"
	Offered     Kind = "offered" // the turn on a waiting list has come
)

// spontaneous are the kinds that fall due by themselves: they wait for a decent hour.
// What answers an act of the person's own is sent at once.
var spontaneous = map[Kind]bool{Reminder: true, Moved: true, NotReceived: true, Received: true}

// Via is how a person is told.
type Via string

// The ways to tell.
const (
	ByMessage   Via = "message"
	ByTelephone Via = "telephone"
)

// Delivery is what became of a message.
type Delivery string

// What becomes of messages. A dropped one was of no use any more; a withdrawn one is
// told by telephone instead.
const (
	Waiting   Delivery = "waiting"
	Sent      Delivery = "sent"
	Refused   Delivery = "refused"
	Dropped   Delivery = "dropped"
	Withdrawn Delivery = "withdrawn"
)

// Failure is why a message could not tell something, so that somebody has to call.
type Failure string

// The failures of messages.
const (
	NotAccepted Failure = "refused" // the system that sends them does not take it
	NotTaken    Failure = "silent"  // it has not taken it within TakenWithin
	NoTelephone Failure = "no-telephone"
)

// TakenWithin is how long a message may wait for the system that sends it, before
// what it tells is brought back to be told by telephone.
const TakenWithin = 30 * time.Minute
