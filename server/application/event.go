package application

import (
	"dost/server/civil"
	"dost/server/event"
	"dost/server/notification"
	"dost/server/queue"
)

// The events of applications. Fields are only added.
type (
	// Registered is a new application; its id is the record's sequence number.
	Registered struct {
		Centre string `json:"centre"`
		Year   int    `json:"year"`
		Serial int    `json:"serial"`
		Details
		Periods  Periods      `json:"periods"`
		Desk     queue.DeskID `json:"desk"`
		Label    string       `json:"label"`
		Language string       `json:"language"`
		Day      civil.Day    `json:"day"`
		Deadlines
	}
	// PrintOrdered is one copy sent to paper; the job's id is the record's
	// sequence number. Repeat is set from the second order of the same copy on.
	PrintOrdered struct {
		Application ApplicationID `json:"application"`
		Copy        int           `json:"copy"`
		Repeat      bool          `json:"repeat,omitempty"`
	}
	// Advanced is an application's move to a further stage.
	Advanced struct {
		Application ApplicationID `json:"application"`
		From        Stage         `json:"from"`
		Stage       Stage         `json:"stage"`
		Note        string        `json:"note,omitempty"`
		BackDue     civil.Day     `json:"back_due,omitempty"`
	}
	// Listed puts an application on a waiting list.
	Listed struct {
		Application ApplicationID `json:"application"`
		Number      string        `json:"number"`
		ListID
		Privilege string    `json:"privilege,omitempty"`
		Day       civil.Day `json:"day"`
	}
	// Offered calls a person of a waiting list up.
	Offered struct {
		Application ApplicationID `json:"application"`
		What        string        `json:"what,omitempty"`
		Until       civil.Day     `json:"until"`
	}
	// Accepted, Declined and Expired end an offer; Keep leaves the person on the
	// list, at the old place.
	Accepted struct {
		Application ApplicationID `json:"application"`
		Note        string        `json:"note,omitempty"`
	}
	Declined struct {
		Application ApplicationID `json:"application"`
		Keep        bool          `json:"keep,omitempty"`
		Note        string        `json:"note,omitempty"`
	}
	Expired struct {
		Application ApplicationID `json:"application"`
	}
	// RulesSet holds the whole new rules of the waiting lists.
	RulesSet struct {
		Rules Rules `json:"rules"`
	}
	// ReturnGiven lets a visitor come back near the front, with what was missing.
	ReturnGiven struct {
		Return
		Version int      `json:"version"` // of the passport
		Missing []string `json:"missing"`
	}
	// SerialSkipped leaves numbers of applications out, the first and the last
	// included: they may stand on paper, though not in this journal. No
	// application has them or will have them.
	SerialSkipped struct {
		Year   int    `json:"year"`
		From   int    `json:"from"`
		To     int    `json:"to"`
		Reason string `json:"reason"`
	}
)

// Kind is stable: journals hold it.
func (Registered) Kind() string { return "reception.registered" }

// Kind is stable: journals hold it.
func (PrintOrdered) Kind() string { return "reception.print-ordered" }

// Kind is stable: journals hold it.
func (Advanced) Kind() string { return "reception.advanced" }

// Kind is stable: journals hold it.
func (Listed) Kind() string { return "reception.listed" }

// Kind is stable: journals hold it.
func (Offered) Kind() string { return "reception.offered" }

// Kind is stable: journals hold it.
func (Accepted) Kind() string { return "reception.accepted" }

// Kind is stable: journals hold it.
func (Declined) Kind() string { return "reception.declined" }

// Kind is stable: journals hold it.
func (Expired) Kind() string { return "reception.expired" }

// Kind is stable: journals hold it.
func (RulesSet) Kind() string { return "reception.privileges-set" }

// Kind is stable: journals hold it.
func (ReturnGiven) Kind() string { return "reception.return-given" }

// Kind is stable: journals hold it.
func (SerialSkipped) Kind() string { return "reception.serial-skipped" }

// Step is the move that the event of record r made.
func (e Advanced) Step(r event.Record) Step {
	return Step{Stage: e.Stage, At: r.At, By: r.Actor, Note: e.Note, BackDue: e.BackDue}
}

// Application is the application that the event of record r registered, as
// state and projection both hold it.
func (e Registered) Application(r event.Record) Application {
	return Application{
		ID: ApplicationID(r.Seq), Number: Number(e.Centre, e.Year, e.Serial),
		Centre: e.Centre, Year: e.Year, Serial: e.Serial, Details: e.Details,
		Desk: e.Desk, Label: e.Label, Language: e.Language,
		RegisteredAt: r.At, Day: e.Day, Deadlines: e.Deadlines,
	}
}

// Print is the order that the event of record r made.
func (e PrintOrdered) Print(r event.Record) Print {
	return Print{Job: r.Seq, Copy: e.Copy, Repeat: e.Repeat, At: r.At}
}

// Notifies is notification.Source's: number and language are the application's.
func (e Offered) Notifies(uint64) (notification.Notification, bool) {
	return notification.Notification{Kind: notification.Offered, Application: uint64(e.Application),
		AnswerBy: e.Until}, true
}

// Events are those of the package, as journals hold them.
var Events = event.Codec{
	Registered{}.Kind():    event.Read[Registered],
	PrintOrdered{}.Kind():  event.Read[PrintOrdered],
	Advanced{}.Kind():      event.Read[Advanced],
	Listed{}.Kind():        event.Read[Listed],
	Offered{}.Kind():       event.Read[Offered],
	Accepted{}.Kind():      event.Read[Accepted],
	Declined{}.Kind():      event.Read[Declined],
	Expired{}.Kind():       event.Read[Expired],
	RulesSet{}.Kind():      event.Read[RulesSet],
	ReturnGiven{}.Kind():   event.Read[ReturnGiven],
	SerialSkipped{}.Kind(): event.Read[SerialSkipped],
}
