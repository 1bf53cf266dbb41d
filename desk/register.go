package desk

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"dost/server/application"
	"dost/server/centre"
	"dost/server/event"
	"dost/server/integration"
	"dost/server/passport"
	"dost/server/queue"
	"dost/server/web"
)

// registerIn is a new application.
type registerIn struct {
	Key     string `json:"key"`
	Lease   string `json:"lease,omitempty"`
	Ticket  string `json:"ticket"`
	Service string `json:"service"`
	// Version is that of the passport that guided the visit; 0 = the one in force.
	// A new version that a manager stores meanwhile does not change the visit.
	Version int `json:"service_version,omitempty"`
	// Applicant may stay away only from a service that asks for no document and
	// looks nobody up, and only to register.
	Applicant *application.Person         `json:"applicant,omitempty"`
	Documents []application.DocumentCheck `json:"documents"`
	Checks    []application.LookUpCheck   `json:"checks"`
	Outcome   queue.Outcome               `json:"outcome"`
	Ground    string                      `json:"ground,omitempty"` // of the passport, for a refusal
	Reason    string                      `json:"reason,omitempty"` // in words, or a ground's id

	Procedure      string                     `json:"procedure,omitempty"`      // of a passport that holds several
	Offer          application.OfferAnswer    `json:"offer,omitempty"`          // to the suitable offer that was made
	Representative application.Representation `json:"representative,omitempty"` // with the name in the applicant's representative
	List           *application.Listing       `json:"list,omitempty"`           // for the outcome listed
}

// RegisteredView is the answer to a new application.
type RegisteredView struct {
	ID         string `json:"id"`
	Number     string `json:"number"`
	DueOn      string `json:"due_on"`      // YYYY-MM-DD; "" where the passport states no period
	DecisionBy string `json:"decision_by"` // YYYY-MM-DD; "" likewise
	Code       string `json:"code"`
	VerifyURL  string `json:"verify_url"`
}

func (s *Surface) register(c *gin.Context) error {
	var in registerIn
	if err := web.Body(c, &in); err != nil {
		return err
	}
	person, err := s.applicant(in)
	if err != nil {
		return err
	}
	command, err := s.registration(c, in, person)
	if err != nil {
		return err
	}
	order, err := web.Order(c, in.Key, s.masked(in), command, s.registeredAfter)
	if err != nil {
		return err
	}
	order.Person = person
	if p, err := s.passportIn(command.Service, command.ServiceVersion); err == nil {
		order.HandOvers = integration.HandOvers(p, command.Outcome)
	}
	return web.Do(c, s.Centre, order)
}

// applicant is who applies, in normal form; nil where the service needs nobody's
// name and none was given.
func (s *Surface) applicant(in registerIn) (*application.Person, error) {
	if in.Applicant == nil {
		if p, err := s.passport(in.Service); err != nil {
			return nil, err
		} else if in.Outcome != queue.Registered || len(p.Documents) > 0 || len(p.LookUps()) > 0 {
			return nil, web.Fail(application.CodeBadPerson, "the service is given to a person: the applicant is needed", map[string]any{"field": "name"})
		}
		return nil, nil
	}
	person, err := in.Applicant.Validate()
	if err != nil {
		return nil, err
	}
	if (person.Representative == "") != (in.Representative == "") {
		return nil, web.Fail(application.CodeBadPerson, "a representative has a name and a kind", map[string]any{"field": "representative"})
	}
	return &person, nil
}

// registration makes the command: the references are the passport's, the periods
// come from it, and no free text names the applicant.
func (s *Surface) registration(c *gin.Context, in registerIn, person *application.Person) (application.Register, error) {
	none := application.Register{}
	lease, err := leaseOf(in.Lease)
	if err != nil {
		return none, err
	}
	ticket, err := strconv.ParseUint(in.Ticket, 10, 64)
	if err != nil {
		return none, web.Fail(queue.CodeUnknownTicket, "no such ticket", map[string]any{"field": "ticket"})
	}
	p, err := s.passportIn(in.Service, in.Version)
	if err != nil {
		return none, err
	}
	if in.Ground == "" && isGround(p, in.Reason) {
		in.Ground, in.Reason = in.Reason, ""
	}
	if err := ofPassport(p, in); err != nil {
		return none, err
	}
	if person != nil {
		if err := nameless(*person, in); err != nil {
			return none, err
		}
	}
	return application.Register{
		Centre: s.Code, Lease: lease,
		Details: application.Details{
			Ticket: queue.TicketID(ticket), Service: p.ID, ServiceVersion: p.Version, Agent: agentOf(c),
			Documents: in.Documents, Checks: in.Checks, Outcome: in.Outcome, Ground: in.Ground, Reason: strings.TrimSpace(in.Reason),
			Procedure: in.Procedure, Offer: in.Offer, Representative: in.Representative,
		},
		List:    in.List,
		Periods: application.Periods{Total: p.Total, Front: p.Front, Back: p.Back},
	}, nil
}

func isGround(p *passport.Passport, id string) bool {
	return slices.ContainsFunc(p.Grounds, func(g passport.Ground) bool { return g.ID == id })
}

// ofPassport refuses documents, subsystems and grounds that the service's
// passport does not name.
func ofPassport(p *passport.Passport, in registerIn) error {
	bad := func(field, id string) error {
		return web.Fail(application.CodeBadApplication, "the service's passport does not name it", map[string]any{"field": field, "id": id})
	}
	known := map[string]bool{}
	for _, d := range p.Documents {
		known[d.ID] = true
		for _, a := range d.Alternatives {
			known[a.ID] = true
		}
	}
	for _, d := range in.Documents {
		if !known[d.ID] {
			return bad("documents", d.ID)
		}
	}
	clear(known)
	known[passport.PortalESosial] = true
	for _, sub := range p.Subsystems {
		known[sub.ID] = true
	}
	for _, check := range in.Checks {
		if !known[check.Subsystem] {
			return bad("checks", check.Subsystem)
		}
	}
	if in.Procedure != "" && !slices.ContainsFunc(p.Procedures, func(q passport.Procedure) bool { return q.ID == in.Procedure }) {
		return bad("procedure", in.Procedure)
	}
	if in.Ground != "" && !isGround(p, in.Ground) {
		return bad("ground", in.Ground)
	}
	return nil
}

// nameless refuses notes that name the applicant: they go to the journal, where
// nobody's name may stand (promises 12).
func nameless(person application.Person, in registerIn) error {
	named := func(field string) error {
		return web.Fail(application.CodeBadApplication, "a note must not hold the applicant's name, FIN, document or phone", map[string]any{"field": field})
	}
	if person.In(in.Reason) {
		return named("reason")
	}
	for _, check := range in.Checks {
		if person.In(check.Note) {
			return named("checks")
		}
	}
	return nil
}

// masked is the request as its fingerprint sees it: the applicant as a keyed
// digest, for the fingerprint is kept and a FIN could be guessed from a plain one.
func (s *Surface) masked(in registerIn) any {
	if in.Applicant == nil {
		return in
	}
	mac := hmac.New(sha256.New, s.Key.Seed())
	applicant, _ := json.Marshal(in.Applicant) // strings only: cannot fail
	mac.Write(applicant)
	in.Applicant = &application.Person{Name: hex.EncodeToString(mac.Sum(nil))}
	return in
}

// registeredAfter answers the application that the records hold.
func (s *Surface) registeredAfter(_ *centre.State, records []event.Record) (int, any) {
	for _, r := range records {
		if e, ok := r.Event.(application.Registered); ok {
			return http.StatusCreated, s.registeredView(e.Application(r))
		}
	}
	return http.StatusNoContent, nil
}

func (s *Surface) registeredView(a application.Application) RegisteredView {
	code := application.Sign(s.Key, a.Claims())
	return RegisteredView{ID: strconv.FormatUint(uint64(a.ID), 10), Number: a.Number, DueOn: date(a.DueOn), DecisionBy: date(a.DecisionBy),
		Code: code, VerifyURL: application.Address(s.Public, code)}
}
