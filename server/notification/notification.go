package notification

import (
	"time"

	"dost/server/civil"
	"dost/server/event"
)

// Notification is one thing that one person is told. Whom it tells is the person of
// the booking or of the application; one of the two is set.
type Notification struct {
	Kind     Kind      `json:"about"`
	Language string    `json:"language"`
	Code     string    `json:"code,omitempty"` // of the booking, as it is read out: "482 915"
	VisitAt  time.Time `json:"visit_at,omitzero"`

	Booking     uint64 `json:"-"` // sequence number of the record that booked the visit
	Application uint64 `json:"-"` // sequence number of the record that registered it

	// What the words are made of besides.
	Was      time.Time `json:"-"` // the time that the person knows, of a moved visit
	Number   string    `json:"-"` // of the application, of an offer
	AnswerBy civil.Day `json:"-"` // the last day to answer an offer
}

// Source is an event that has somebody told something.
type Source interface {
	event.Event
	// Notifies gives what the event, in the record with that sequence number, has
	// whom told, as far as the event itself says it (see Completed); ok is false where
	// nobody is told.
	Notifies(seq uint64) (n Notification, ok bool)
}

// Of is what a record has whom told; ok is false for most.
func Of(r event.Record) (n Notification, ok bool) {
	source, tells := r.Event.(Source)
	if !tells {
		return n, false
	}
	return source.Notifies(r.Seq)
}

// Completed adds what only the booking of the visit says: language, code, and the
// visit's time where the event does not give another.
func (n Notification) Completed(booked Notification) Notification {
	n.Language, n.Code = booked.Language, booked.Code
	if n.VisitAt.IsZero() {
		n.VisitAt = booked.VisitAt
	}
	return n
}

// Wording is the key of its text in assets/i18n, without the prefix "message." of a
// text to read, or "message.say." of one to read out.
func Wording(kind Kind, was time.Time) string {
	if kind == Moved && was.IsZero() {
		return "moved-to" // the time before is not known
	}
	return string(kind)
}
