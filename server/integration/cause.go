package integration

import (
	"dost/server/application"
	"dost/server/appointment"
	"dost/server/event"
	"dost/server/notification"
)

// Subject is what a message is about: an application or a booking.
type Subject struct {
	Kind        Kind
	Application application.ApplicationID // 0 = it is about a booking
	Booking     appointment.ID            // 0 = it is about an application
}

// SubjectOf is what a record is told as, if it is told to anybody at all. To whom, the
// order says.
func SubjectOf(r event.Record) (s Subject, told bool) {
	switch e := r.Event.(type) {
	case application.Registered:
		return Subject{Kind: Registered, Application: application.ApplicationID(r.Seq)}, true
	case application.Advanced:
		return Subject{Kind: Advanced, Application: e.Application}, true
	}
	n, told := notification.Of(r)
	return Subject{
		Kind: VisitorNotification, Application: application.ApplicationID(n.Application),
		Booking: appointment.ID(n.Booking),
	}, told
}

// For tells whether a system takes messages of the subject's kind: visitors are told by
// the one system of messages, applications are handed over to the others.
func (s Subject) For(system string) bool {
	return (s.Kind == VisitorNotification) == (system == Messages)
}
