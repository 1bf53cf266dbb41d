package desk

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"dost/server/application"
	"dost/server/centre"
	"dost/server/event"
	"dost/server/integration"
	"dost/server/queue"
	"dost/server/web"
)

// registerRequest is a new application.
type registerRequest struct {
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

	// of a passport that holds several
	Procedure string `json:"procedure,omitempty"`
	// to the suitable offer that was made
	Offer application.JobOfferAnswer `json:"offer,omitempty"`
	// with the name in the applicant's representative
	Representative application.Representation `json:"representative,omitempty"`
	List           *application.Listing       `json:"list,omitempty"` // for the outcome listed
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
	var in registerRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	command, err := s.registration(c, in)
	if err != nil {
		return err
	}
	envelope, err := web.Envelope(c, in.Key, s.masked(in), command, s.registeredAfter)
	if err != nil {
		return err
	}
	envelope.Person = command.Applicant
	envelope.HandOvers = integration.HandOvers(command.Passport, command.Outcome)
	return web.Do(c, s.Centre, envelope)
}

// registration turns the body into the command: its identifiers read, the passport
// that guided the visit found, the applicant in normal form. What may be registered
// is the application's to decide.
func (s *Surface) registration(c *gin.Context, in registerRequest) (r application.Register, err error) {
	r = application.Register{
		Centre: s.Code, List: in.List,
		Details: application.Details{
			Agent: agentOf(c), Documents: in.Documents, Checks: in.Checks, Outcome: in.Outcome,
			Ground: in.Ground, Reason: in.Reason,
			Procedure: in.Procedure, Offer: in.Offer, Representative: in.Representative,
		},
	}
	if in.Applicant != nil {
		person, err := in.Applicant.Validate()
		if err != nil {
			return r, err
		}
		r.Applicant = &person
	}
	if r.Lease, err = leaseOf(in.Lease); err != nil {
		return r, err
	}
	ticket, err := strconv.ParseUint(in.Ticket, 10, 64)
	if err != nil {
		return r, web.Fail(queue.CodeUnknownTicket, "no such ticket", map[string]any{"field": "ticket"})
	}
	r.Ticket = queue.TicketID(ticket)
	r.Passport, err = s.passportIn(in.Service, in.Version)
	return r, err
}

// masked is the request as its fingerprint sees it: the applicant as a keyed
// digest, for the fingerprint is kept and a FIN could be guessed from a plain one.
func (s *Surface) masked(in registerRequest) any {
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
	return RegisteredView{ID: strconv.FormatUint(uint64(a.ID), 10), Number: a.Number, DueOn: date(a.DueOn),
		DecisionBy: date(a.DecisionBy),
		Code:       code, VerifyURL: application.Address(s.Public, code)}
}
