// Package integration is what the centre says to the systems of the ministry and
// what they answer: the messages, their signature, and which system a service's
// passport names for what; and the messages to visitors, which an SMS gateway takes.
// It is pure; sending is the outbox's.
//
// Each look-up and hand-over that a passport names is manual (the agent records
// the answer; the default) or connected: JSON over HTTPS, signed.
package integration

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"dost/server/application"
	"dost/server/civil"
	"dost/server/passport"
	"dost/server/queue"
)

// Kind says what a message tells.
type Kind string

// The kinds of message.
const (
	Registered Kind = "application.registered" // a new application, with its outcome
	Advanced   Kind = "application.advanced"   // an application came to a further stage
	Trial      Kind = "trial"                  // nothing but a test of the connection
)

// Message is one hand-over as it is sent. The receiver takes each ID once: the
// same message may come again when its acknowledgement was lost. Positions of a
// system grow by one; messages come in their order.
type Message struct {
	ID          string       `json:"id"`
	System      string       `json:"system"`
	Position    uint64       `json:"position,omitempty"`
	Kind        Kind         `json:"kind"`
	Centre      string       `json:"centre"` // its code
	At          time.Time    `json:"at"`     // of what it tells
	Application *Application `json:"application,omitempty"`
	// of Notified; personal, and gone from here once the telephone is erased
	Visitor *Visitor `json:"visitor,omitempty"`
}

// Application is an application as other systems are told of it.
type Application struct {
	Number         string            `json:"number"`
	Service        string            `json:"service"`
	ServiceVersion int               `json:"service_version"`
	Procedure      string            `json:"procedure,omitempty"`
	Outcome        queue.Outcome     `json:"outcome"`
	Stage          application.Stage `json:"stage"`
	Note           string            `json:"note,omitempty"`
	DueOn          civil.Day         `json:"due_on,omitempty"`      // yyyymmdd
	DecisionBy     civil.Day         `json:"decision_by,omitempty"` // yyyymmdd
	// none = not asked for, or erased on schedule
	Applicant *application.Person `json:"applicant,omitempty"`
}

// LookUpQuestion is one look-up.
type LookUpQuestion struct {
	ID      string `json:"id"`
	System  string `json:"system"`
	Centre  string `json:"centre"`
	Service string `json:"service"`
	FIN     string `json:"fin"`
}

// LookUpAnswer is what came of a look-up.
type LookUpAnswer struct {
	State State  `json:"state"`
	Note  string `json:"note,omitempty"` // the system's words, at most application.MaxNote characters
}

// State is what a look-up came to.
type State string

// The states of a look-up. Manual and Silent leave it to the agent.
const (
	Found    State = "found"
	NotFound State = "not-found"
	Manual   State = "manual" // the system is not connected
	Silent   State = "silent" // it is connected and does not answer
)

// always are the kinds of step that tell their system of every application;
// the others depend on its outcome.
var always = []passport.StepKind{passport.StepApply, passport.StepAttach, passport.StepDecision,
	passport.StepNotify}

var byOutcome = map[queue.Outcome][]passport.StepKind{
	queue.Registered: {passport.StepRegister},
	queue.SentOn:     {passport.StepRegister, passport.StepBackOffice},
	queue.Listed:     {passport.StepList},
	queue.Refused:    {passport.StepRefuse},
}

// HandOvers are the systems that the service's passport has told of an
// application that came to one of the outcomes, in the order of its steps, each
// once. A stage's name is that of its outcome.
func HandOvers(p *passport.Passport, outcomes ...queue.Outcome) []string {
	kinds := slices.Clone(always)
	for _, outcome := range outcomes {
		kinds = append(kinds, byOutcome[outcome]...)
	}
	return systems(p, kinds)
}

// Systems are all systems that a passport names for a hand-over of any outcome.
func Systems(p *passport.Passport) []string {
	return HandOvers(p, queue.Registered, queue.SentOn, queue.Listed, queue.Refused)
}

func systems(p *passport.Passport, kinds []passport.StepKind) []string {
	var list []string
	for i := range p.Steps {
		s := &p.Steps[i]
		if s.Subsystem != "" && slices.ContainsFunc(kinds, s.Is) && !slices.Contains(list, s.Subsystem) {
			list = append(list, s.Subsystem)
		}
	}
	return list
}

// Asks tells whether the passport has the agent look somebody up in the system.
func Asks(p *passport.Passport, system string) bool {
	return slices.ContainsFunc(p.LookUps(), func(l passport.LookUp) bool { return l.Subsystem == system })
}

// ReadAnswer reads what a system answered to a look-up. Anything but found or
// not-found is an error; control characters of the note are dropped and a long
// one is cut.
func ReadAnswer(body []byte) (LookUpAnswer, error) {
	var a LookUpAnswer
	if err := json.Unmarshal(body, &a); err != nil {
		return a, fmt.Errorf("reading the answer to a look-up: %w", err)
	}
	if a.State != Found && a.State != NotFound {
		return a, errors.New("the answer to a look-up is neither found nor not-found")
	}
	note := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(a.Note, ""))
	if runes := []rune(note); len(runes) > application.MaxNote {
		note = string(runes[:application.MaxNote])
	}
	a.Note = note
	return a, nil
}
