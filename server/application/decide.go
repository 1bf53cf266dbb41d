package application

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dost/server/event"
	"dost/server/passport"
	"dost/server/queue"
)

var (
	centreForm  = regexp.MustCompile(`^[A-Z0-9]([A-Z0-9-]{0,10}[A-Z0-9])?$`)
	serviceForm = regexp.MustCompile(`^\d{2}-\d{2}-\d{2}-\d{2}$`)
	refForm     = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

// Decide answers a command: its events, or a *problem.Error. It changes nothing.
// The queue is asked whether the ticket is being served at the agent's desk.
func Decide(s *State, q *queue.State, cal WorkingDays, meta event.Meta, c Command) ([]event.Event, error) {
	switch c := c.(type) {
	case Register:
		return s.register(q, cal, meta, c)
	case OrderPrint:
		return s.orderPrint(c)
	case Advance:
		return s.advance(cal, meta, c)
	case MakeOffer:
		return s.offer(cal, meta, c)
	case AnswerOffer:
		return s.answer(c)
	case SetRules:
		return s.setRules(c)
	case GiveReturn:
		return s.giveReturn(q, c)
	}
	return nil, fmt.Errorf("application: unknown command %T", c)
}

// atDesk finds the desk of the agent and the ticket that is served there.
func atDesk(q *queue.State, c Register) (queue.Desk, queue.Ticket, error) {
	desk, ok := q.DeskOf(c.Agent)
	if !ok {
		return desk, queue.Ticket{}, refuse(queue.CodeNoDesk, "the agent sits at no desk")
	}
	if c.Lease != 0 && c.Lease != desk.Lease {
		return desk, queue.Ticket{}, refuse(queue.CodeStaleDesk, "the desk was taken anew since")
	}
	ticket, ok := q.Ticket(c.Ticket)
	switch {
	case !ok:
		return desk, ticket, refuse(queue.CodeUnknownTicket, "no such ticket today")
	case ticket.Status == queue.Finished || ticket.Status == queue.Cancelled:
		return desk, ticket, refuse(queue.CodeTicketEnded, "the visit has ended", "status",
			string(ticket.Status))
	case ticket.Desk != desk.ID || desk.Active != ticket.ID && ticket.Status == queue.Serving:
		return desk, ticket, refuse(queue.CodeTicketNotHere, "the ticket is not at this desk", "status",
			string(ticket.Status))
	case ticket.Status != queue.Serving:
		return desk, ticket, refuse(queue.CodeWrongState, "the visitor is not being served", "status",
			string(ticket.Status))
	}
	return desk, ticket, nil
}

func (s *State) orderPrint(c OrderPrint) ([]event.Event, error) {
	if c.Copy < 0 || c.Copy > 2 {
		return nil, refuse(CodeBadCopy, "a copy is 1, 2, or 0 for both")
	}
	a, ok := s.applications[c.Application]
	if !ok && c.Earlier != nil && c.Earlier.ID == c.Application {
		a, ok = c.Earlier, true
	}
	if !ok {
		return nil, refuse(CodeUnknownApplication, "no such application")
	}
	if len(a.Prints)+s.earlier[c.Application].total() >= MaxPrints {
		return nil, refuse(CodeTooMany, "the application was printed too often", "max", MaxPrints)
	}
	var events []event.Event
	for which := 1; which <= 2; which++ {
		if c.Copy == 0 || c.Copy == which {
			before := a.Ordered(which) + s.earlier[c.Application][which-1]
			events = append(events, PrintOrdered{Application: c.Application, Copy: which, Repeat: before > 0})
		}
	}
	return events, nil
}

// Validate checks the form of what was recorded: known states and outcome,
// unique references, lists and texts within their bounds, a reason with every
// refusal. Whether the references stand in the passport, Register knows.
func (d *Details) Validate() error {
	switch {
	case !serviceForm.MatchString(d.Service):
		return badField("service", "a service is NN-NN-NN-NN")
	case d.ServiceVersion < 0:
		return badField("service_version", "a version is not negative")
	case len(d.Documents) > MaxDocuments:
		return badField("documents", "too many documents")
	case len(d.Checks) > MaxChecks:
		return badField("checks", "too many look-ups")
	case !text(d.Reason):
		return badField("reason", "the reason is too long or holds control characters")
	case d.Ground != "" && !ref(d.Ground):
		return badField("ground", "a ground is one of the passport's ids")
	}
	if err := d.validateWay(); err != nil {
		return err
	}
	switch d.Outcome {
	case queue.Registered, queue.SentOn, queue.Listed:
		if d.Ground != "" {
			return badField("ground", "only a refusal has a ground")
		}
	case queue.Refused:
		if d.Ground == "" && strings.TrimSpace(d.Reason) == "" {
			return refuse(queue.CodeReasonNeeded, "a refusal needs its ground or reason", "field", "reason")
		}
	default:
		return refuse(queue.CodeBadOutcome, "an application is registered, refused, sent-on or listed",
			"field", "outcome")
	}
	return d.validateLists()
}

// validateWay checks which way the visit took.
func (d *Details) validateWay() error {
	if d.Procedure != "" && !ref(d.Procedure) {
		return badField("procedure", "a procedure is one of the passport's ids")
	}
	if !slices.Contains([]JobOfferAnswer{"", OfferAccepted, OfferDeclined}, d.Offer) {
		return badField("offer", "an offer is accepted or declined")
	}
	if d.Representative != "" && !slices.Contains(representatives, d.Representative) {
		return badField("representative", "unknown kind of representative")
	}
	return nil
}

func (d *Details) validateLists() error {
	seen := map[string]bool{}
	for _, doc := range d.Documents {
		switch doc.State {
		case Have, Missing, FromSystem, NotApplicable:
		default:
			return badField("documents", "a document is have, missing, from-system or not-applicable")
		}
		if !ref(doc.ID) || seen[doc.ID] {
			return badField("documents", "a document's id is malformed or stands twice")
		}
		seen[doc.ID] = true
	}
	clear(seen)
	for _, check := range d.Checks {
		switch check.State {
		case Found, NotFound, Unavailable:
		default:
			return badField("checks", "a look-up is found, not-found or unavailable")
		}
		if !ref(check.Subsystem) || seen[check.Subsystem] {
			return badField("checks", "a subsystem's id is malformed or stands twice")
		}
		if !text(check.Note) {
			return badField("checks", "a note is too long or holds control characters")
		}
		seen[check.Subsystem] = true
	}
	return nil
}

// longest bounds a period by its unit: ten years at most, which a code can hold.
var longest = map[passport.Unit]int{
	passport.Minute: 10_000, passport.Hour: 10_000, passport.Day: 2_500, passport.UnitUnknown: 2_500,
	passport.Month: 120,
}

func (p Periods) validate() error {
	for _, period := range []passport.Period{p.Total, p.Front, p.Back} {
		if most, known := longest[period.Unit]; !known || period.Number < 0 || period.Number > most {
			return badField("periods", "a period's unit is unknown or its number out of range")
		}
	}
	return nil
}

// ref tells whether a string is an id of the passport's kind.
func ref(s string) bool { return len(s) <= MaxID && refForm.MatchString(s) }

// text tells whether a free text is within its bounds.
func text(s string) bool {
	return utf8.ValidString(s) && utf8.RuneCountInString(s) <= MaxNote &&
		strings.IndexFunc(s, func(r rune) bool {
			return unicode.IsControl(r) && r != '\n'
		}) < 0
}
