// Package application is what a visit leaves behind: applications with their
// deadlines, and the confirmation that anyone can check. It is pure; people's
// names are never in it, only in Person, which the journal keeps sealed.
//
// The state holds the applications of the present business day alone, so that
// ten years of history cost it nothing; older ones are read from the journal's
// projection. Only the counter of the year outlives the day.
package application

import (
	"fmt"
	"slices"
	"time"

	"dost/server/civil"
	"dost/server/passport"
	"dost/server/queue"
)

// ApplicationID is the sequence number of the event that registered the
// application: unique for the life of the centre. On the wire it is a string.
type ApplicationID uint64

// Application is one request for one service, as it was taken at a desk. Whose
// it is stands in Person, apart from it.
type Application struct {
	ID      ApplicationID `json:"id"`
	Number  string        `json:"number"` // "DEMO-2026-000017", see Number
	Centre  string        `json:"centre"`
	Year    int           `json:"year"`
	Serial  int           `json:"serial"`
	Details               // what the agent recorded

	Desk         queue.DeskID `json:"desk"`
	Label        string       `json:"label"` // of the ticket: "A017"
	Language     string       `json:"language"`
	RegisteredAt time.Time    `json:"registered_at"`
	Day          civil.Day    `json:"day"` // the day in Baku on which periods begin to run
	Deadlines

	Prints []Print `json:"prints,omitempty"` // every copy ordered so far, oldest first
	Steps  []Step  `json:"steps,omitempty"`  // what became of it since, oldest first
}

// Details are what the agent recorded: part of the command, the event and the
// application.
type Details struct {
	Ticket         queue.TicketID  `json:"ticket"`
	Service        string          `json:"service"`         // passport ID, "NN-NN-NN-NN"
	ServiceVersion int             `json:"service_version"` // of the passport that guided the visit
	Agent          queue.AgentID   `json:"agent"`
	Documents      []DocumentCheck `json:"documents,omitempty"`
	Checks         []LookUpCheck   `json:"checks,omitempty"`
	Outcome        queue.Outcome   `json:"outcome"`          // registered, refused, sent-on or listed
	Ground         string          `json:"ground,omitempty"` // of the passport, for a refusal
	Reason         string          `json:"reason,omitempty"` // in words; at most MaxNote characters
	// of a passport that holds several (source 003)
	Procedure string `json:"procedure,omitempty"`
	// to the suitable offer that a step makes
	Offer JobOfferAnswer `json:"offer,omitempty"`
	// who stood there in the applicant's place; "" = nobody
	Representative Representation `json:"representative,omitempty"`
}

// JobOfferAnswer is what the visitor said to a suitable offer (source 003, step 6).
type JobOfferAnswer string

// The answers to an offer; "" = none was made.
const (
	OfferAccepted JobOfferAnswer = "accepted"
	OfferDeclined JobOfferAnswer = "declined"
)

// Representation is by what right somebody acts for the applicant. Who it is
// stands in Person.
type Representation string

// The kinds of representative.
const (
	ByAttorney Representation = "power-of-attorney"
	ByGuardian Representation = "guardian"
	ByParent   Representation = "parent"
)

var representatives = []Representation{ByAttorney, ByGuardian, ByParent}

// DocumentState is what came of one paper of the checklist.
type DocumentState string

// The states of a document.
const (
	Have          DocumentState = "have"
	Missing       DocumentState = "missing"
	FromSystem    DocumentState = "from-system" // the central system (MEİS) supplied the data
	NotApplicable DocumentState = "not-applicable"
)

// DocumentCheck is one paper of the passport's checklist.
type DocumentCheck struct {
	ID    string        `json:"id"` // of the document or the alternative in the passport
	State DocumentState `json:"state"`
}

// LookUpState is what a subsystem answered.
type LookUpState string

// The answers to a look-up.
const (
	Found       LookUpState = "found"
	NotFound    LookUpState = "not-found"
	Unavailable LookUpState = "unavailable"
)

// LookUpCheck is one question put to a subsystem of MEİS.
type LookUpCheck struct {
	Subsystem string      `json:"subsystem"`
	State     LookUpState `json:"state"`
	Note      string      `json:"note,omitempty"` // at most MaxNote characters; nobody's name or FIN
}

// Print is one order of one copy of the confirmation.
type Print struct {
	Job    uint64    `json:"job"`  // sequence number of its event
	Copy   int       `json:"copy"` // 1 the applicant's, 2 the centre's
	Repeat bool      `json:"repeat,omitempty"`
	At     time.Time `json:"at"`
}

// Periods are the passport's three periods, which run from registration.
type Periods struct {
	Total passport.Period `json:"total"`
	Front passport.Period `json:"front"`
	Back  passport.Period `json:"back"`
}

// PeriodsOf are the periods that a passport states.
func PeriodsOf(p *passport.Passport) Periods {
	return Periods{Total: p.Total, Front: p.Front, Back: p.Back}
}

// The bounds of an application: whatever is longer is refused.
const (
	MaxDocuments = 40
	MaxChecks    = 30
	MaxID        = 64  // characters of a document's, ground's or subsystem's id
	MaxNote      = 500 // characters of a note or reason
	MaxPerTicket = 20  // applications of one visit
	MaxPrints    = 100 // orders of one application's copies
)

// Number writes an application's number: the centre's code, the calendar year in
// Baku, and at least six digits, continuous within the year but for the numbers
// that a restore left out (SerialSkipped).
func Number(centre string, year, serial int) string {
	return fmt.Sprintf("%s-%d-%06d", centre, year, serial)
}

// Ordered counts the orders of copy 1 or 2 so far.
func (a *Application) Ordered(which int) int {
	n := 0
	for _, p := range a.Prints {
		if p.Copy == which {
			n++
		}
	}
	return n
}

// LastPrint is the newest order of a copy; ok is false when there is none.
func (a *Application) LastPrint(which int) (p Print, ok bool) {
	for i := len(a.Prints) - 1; i >= 0; i-- {
		if a.Prints[i].Copy == which {
			return a.Prints[i], true
		}
	}
	return Print{}, false
}

// clone makes a copy that shares nothing with the state.
func (a *Application) clone() Application {
	c := *a
	c.Documents = slices.Clone(a.Documents)
	c.Checks = slices.Clone(a.Checks)
	c.Prints = slices.Clone(a.Prints)
	c.Steps = slices.Clone(a.Steps)
	return c
}
