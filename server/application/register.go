package application

import (
	"errors"
	"slices"
	"strings"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/passport"
	"dost/server/queue"
)

// errNoPassport is a command's that was composed wrong: nothing a sender could do.
var errNoPassport = errors.New("application: a command without the service's passport")

// register takes an application: what the service's passport demands of it, who
// applies, and what may stand in its notes are decided here, whichever way it came.
func (s *State) register(
	q *queue.State, cal WorkingDays, meta event.Meta, c Register,
) ([]event.Event, error) {
	if !centreForm.MatchString(c.Centre) {
		return nil, badField("centre", "a centre's code is 1 to 12 characters of A-Z, 0-9 and inner hyphens")
	}
	if c.Passport == nil {
		return nil, errNoPassport
	}
	c = c.guided()
	periods := PeriodsOf(c.Passport)
	for _, check := range []func() error{c.Validate, periods.validate, c.whoApplies, c.ofPassport, c.notes} {
		if err := check(); err != nil {
			return nil, err
		}
	}
	desk, ticket, err := atDesk(q, c)
	if err != nil {
		return nil, err
	}
	if len(s.ofTicket[ticket.ID]) >= MaxPerTicket {
		return nil, refuse(CodeTooMany, "the visit has too many applications", "max", MaxPerTicket)
	}
	day := civil.DayOf(meta.At)
	year, serial := s.next(meta)
	deadlines := Due(cal, day, periods)
	switch c.Outcome {
	case queue.Refused:
		deadlines = Decided(day)
	case queue.SentOn: // the back office begins at once
		deadlines.BackDue = capped(after(cal, day, within(periods.Back, periods.Total)), deadlines.DueOn)
	}
	registered := Registered{
		Centre: c.Centre, Year: year, Serial: serial, Details: c.Details, Periods: periods,
		Desk: desk.ID, Label: ticket.Label, Language: ticket.Language, Day: day, Deadlines: deadlines,
	}
	if c.Outcome != queue.Listed {
		return []event.Event{registered}, nil
	}
	listed, err := s.listing(registered, c.List)
	if err != nil {
		return nil, err
	}
	return []event.Event{registered, listed}, nil
}

// guided is the command as its passport has it: the service and version, and a
// ground for refusal that was sent as the reason.
func (c Register) guided() Register {
	c.Service, c.ServiceVersion = c.Passport.ID, c.Passport.Version
	c.Reason = strings.TrimSpace(c.Reason)
	if c.Ground == "" && hasGround(c.Passport, c.Reason) {
		c.Ground, c.Reason = c.Reason, ""
	}
	return c
}

// whoApplies refuses an application without the person it is for. A name may be
// missing only where nothing about anybody is asked: from a service that takes no
// document and looks nobody up, and that only registers.
func (c Register) whoApplies() error {
	if c.Applicant == nil {
		p := c.Passport
		if c.Outcome != queue.Registered || len(p.Documents) > 0 || len(p.LookUps()) > 0 {
			const needed = "the service is given to a person: the applicant is needed"
			return refuse(CodeBadPerson, needed, "field", "name")
		}
		if c.Representative != "" {
			return refuse(CodeBadPerson, "nobody is represented", "field", "representative")
		}
		return nil
	}
	normal, err := c.Applicant.Validate()
	if err != nil {
		return err
	}
	if normal != *c.Applicant {
		return refuse(CodeBadPerson, "the applicant is not in normal form", "field", "name")
	}
	if (normal.Representative == "") != (c.Representative == "") {
		return refuse(CodeBadPerson, "a representative has a name and a kind", "field", "representative")
	}
	return nil
}

// ofPassport refuses documents, subsystems, procedures and grounds that the
// service's passport does not name.
func (c Register) ofPassport() error {
	p := c.Passport
	for _, d := range c.Documents {
		if !slices.ContainsFunc(p.Documents, func(of passport.Document) bool { return serves(of, d.ID) }) {
			return foreign("documents", d.ID)
		}
	}
	for _, check := range c.Checks {
		asked := func(of passport.Subsystem) bool { return of.ID == check.Subsystem }
		if check.Subsystem != passport.PortalESosial && !slices.ContainsFunc(p.Subsystems, asked) {
			return foreign("checks", check.Subsystem)
		}
	}
	procedure := func(of passport.Procedure) bool { return of.ID == c.Procedure }
	if c.Procedure != "" && !slices.ContainsFunc(p.Procedures, procedure) {
		return foreign("procedure", c.Procedure)
	}
	if c.Ground != "" && !hasGround(p, c.Ground) {
		return foreign("ground", c.Ground)
	}
	return nil
}

// serves tells whether a paper is the document, or one that does in its place.
func serves(d passport.Document, id string) bool {
	does := func(a passport.Alternative) bool { return a.ID == id }
	return d.ID == id || slices.ContainsFunc(d.Alternatives, does)
}

func hasGround(p *passport.Passport, id string) bool {
	return slices.ContainsFunc(p.Grounds, func(g passport.Ground) bool { return g.ID == id })
}

func foreign(field, id string) error {
	return refuse(CodeBadApplication, "the service's passport does not name it", "field", field, "id", id)
}

// notes refuses a reason or note that names the applicant.
func (c Register) notes() error {
	if err := unnamed(c.Applicant, "reason", c.Reason); err != nil {
		return err
	}
	for _, check := range c.Checks {
		if err := unnamed(c.Applicant, "checks", check.Note); err != nil {
			return err
		}
	}
	return nil
}

// unnamed refuses a text that names the applicant, in normal form: it goes to the
// journal, where nobody's name may stand (promises 12). nil = no name is
// known that could be betrayed.
func unnamed(applicant *Person, field, text string) error {
	if applicant != nil && applicant.In(text) {
		return badField(field, "a note must not hold the applicant's name, FIN, document or phone")
	}
	return nil
}
