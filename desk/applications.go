package desk

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/hall"
	"dost/server/passport"
	"dost/server/queue"
	"dost/server/reception"
	"dost/server/web"
)

// The bodies about applications.
type (
	registerIn struct {
		Key       string                    `json:"key"`
		Lease     string                    `json:"lease,omitempty"`
		Ticket    string                    `json:"ticket"`
		Service   string                    `json:"service"`
		Applicant reception.Person          `json:"applicant"`
		Documents []reception.DocumentCheck `json:"documents"`
		Checks    []reception.LookUpCheck   `json:"checks"`
		Outcome   queue.Outcome             `json:"outcome"`
		Ground    string                    `json:"ground,omitempty"` // of the passport, for a refusal
		Reason    string                    `json:"reason,omitempty"` // in words, or a ground's id
	}
	printIn struct {
		Key   string `json:"key"`
		Lease string `json:"lease,omitempty"`
		Copy  int    `json:"copy,omitempty"` // 1, 2; 0 = both
	}
)

// RegisteredView is the answer to a new application.
type RegisteredView struct {
	ID         string `json:"id"`
	Number     string `json:"number"`
	DueOn      string `json:"due_on"`      // YYYY-MM-DD; "" where the passport states no period
	DecisionBy string `json:"decision_by"` // YYYY-MM-DD; "" likewise
	Code       string `json:"code"`
	VerifyURL  string `json:"verify_url"`
}

// ApplicationView is an application as its agent reads it again.
type ApplicationView struct {
	RegisteredView
	Ticket         string                    `json:"ticket"`
	TicketNumber   string                    `json:"ticket_number"`
	Service        string                    `json:"service"`
	ServiceVersion int                       `json:"service_version"`
	Applicant      *reception.Person         `json:"applicant"` // null where it was erased
	Documents      []reception.DocumentCheck `json:"documents"`
	Checks         []reception.LookUpCheck   `json:"checks"`
	Outcome        queue.Outcome             `json:"outcome"`
	Ground         string                    `json:"ground,omitempty"`
	Reason         string                    `json:"reason,omitempty"`
	Agent          queue.AgentID             `json:"agent"`
	Desk           queue.DeskID              `json:"desk"`
	RegisteredAt   time.Time                 `json:"registered_at"`
	Prints         []JobView                 `json:"prints"`
}

// JobView is one order of one copy.
type JobView struct {
	ID     string    `json:"id"`
	Copy   int       `json:"copy"`
	Repeat bool      `json:"repeat"`
	State  string    `json:"state"` // ordered
	At     time.Time `json:"at"`
}

// jobsOut is the answer to an order of copies.
type jobsOut struct {
	Jobs []JobView `json:"jobs"`
}

func (s *Surface) applicationRoutes() []web.Route {
	const path = "/api/desk/applications"
	unknown := reception.CodeUnknownApplication
	return []web.Route{
		{Method: http.MethodPost, Path: path, For: agents, Summary: "Register the application of the visitor being served",
			In: registerIn{}, Out: RegisteredView{}, Status: http.StatusCreated, Do: s.register,
			Codes: []queue.Code{reception.CodeBadPerson, reception.CodeBadApplication, CodeUnknownService, queue.CodeReasonNeeded, queue.CodeBadOutcome,
				queue.CodeUnknownTicket, queue.CodeNoDesk, queue.CodeStaleDesk, queue.CodeTicketNotHere, queue.CodeTicketEnded, queue.CodeWrongState, reception.CodeTooMany}},
		{Method: http.MethodGet, Path: path + "/:id", For: agents, Summary: "An application of any day", Out: ApplicationView{}, Do: s.application, Codes: []queue.Code{unknown}},
		{Method: http.MethodGet, Path: path + "/:id/confirmation.pdf", For: agents, Summary: "The confirmation, copy 1 and copy 2; ?copy= for one",
			Type: "application/pdf", Do: s.confirmation, Codes: []queue.Code{unknown, reception.CodeBadCopy}},
		{Method: http.MethodPost, Path: path + "/:id/print", For: agents, Summary: "Order copy 1, copy 2 or both; a further order is a repeat",
			In: printIn{}, Out: jobsOut{}, Do: s.print, Codes: []queue.Code{unknown, reception.CodeBadCopy, reception.CodeTooMany}},
	}
}

func (s *Surface) register(c *gin.Context) error {
	var in registerIn
	if err := web.Body(c, &in); err != nil {
		return err
	}
	person, err := in.Applicant.Validate()
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
	order.Person = &person
	return s.send(c, order)
}

// registration makes the command: the references are the passport's, the periods
// come from it, and no free text names the applicant.
func (s *Surface) registration(c *gin.Context, in registerIn, person reception.Person) (reception.Register, error) {
	none := reception.Register{}
	lease, err := leaseOf(in.Lease)
	if err != nil {
		return none, err
	}
	ticket, err := strconv.ParseUint(in.Ticket, 10, 64)
	if err != nil {
		return none, web.Fail(queue.CodeUnknownTicket, "no such ticket", map[string]any{"field": "ticket"})
	}
	p, err := s.passport(in.Service)
	if err != nil {
		return none, err
	}
	if in.Ground == "" && isGround(p, in.Reason) {
		in.Ground, in.Reason = in.Reason, ""
	}
	if err := ofPassport(p, in); err != nil {
		return none, err
	}
	if err := nameless(person, in); err != nil {
		return none, err
	}
	return reception.Register{
		Centre: s.Code, Lease: lease,
		Details: reception.Details{
			Ticket: queue.TicketID(ticket), Service: p.ID, ServiceVersion: p.Version, Agent: agentOf(c),
			Documents: in.Documents, Checks: in.Checks, Outcome: in.Outcome, Ground: in.Ground, Reason: strings.TrimSpace(in.Reason),
		},
		Periods: reception.Periods{Total: p.Total, Front: p.Front, Back: p.Back},
	}, nil
}

func isGround(p *passport.Passport, id string) bool {
	return slices.ContainsFunc(p.Grounds, func(g passport.Ground) bool { return g.ID == id })
}

// ofPassport refuses documents, subsystems and grounds that the service's
// passport does not name.
func ofPassport(p *passport.Passport, in registerIn) error {
	bad := func(field, id string) error {
		return web.Fail(reception.CodeBadApplication, "the service's passport does not name it", map[string]any{"field": field, "id": id})
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
	if in.Ground != "" && !isGround(p, in.Ground) {
		return bad("ground", in.Ground)
	}
	return nil
}

// nameless refuses notes that name the applicant: they go to the journal, where
// nobody's name may stand (RELIABILITY, Privacy).
func nameless(person reception.Person, in registerIn) error {
	named := func(field string) error {
		return web.Fail(reception.CodeBadApplication, "a note must not hold the applicant's name, FIN or phone", map[string]any{"field": field})
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
	mac := hmac.New(sha256.New, s.Key.Seed())
	applicant, _ := json.Marshal(in.Applicant) // strings only: cannot fail
	mac.Write(applicant)
	in.Applicant = reception.Person{Name: hex.EncodeToString(mac.Sum(nil))}
	return in
}

// registeredAfter answers the application that the records hold.
func (s *Surface) registeredAfter(_ *hall.State, records []queue.Record) (int, any) {
	for _, r := range records {
		if e, ok := r.Event.(reception.Registered); ok {
			return http.StatusCreated, s.registeredView(e.Application(r))
		}
	}
	return http.StatusNoContent, nil
}

func (s *Surface) registeredView(a reception.Application) RegisteredView {
	code := reception.Sign(s.Key, a.Claims())
	return RegisteredView{ID: strconv.FormatUint(uint64(a.ID), 10), Number: a.Number, DueOn: date(a.DueOn), DecisionBy: date(a.DecisionBy),
		Code: code, VerifyURL: reception.Address(s.Public, code)}
}

// find reads an application: today's from the state, older ones from the records.
func (s *Surface) find(c *gin.Context) (a reception.Application, today bool, err error) {
	id, err := strconv.ParseUint(c.Param("id"), 10, 63)
	if err != nil {
		return a, false, web.Fail(reception.CodeUnknownApplication, "no such application", nil)
	}
	s.Centre.Read(func(st *hall.State) { a, today = st.Reception.Application(reception.ApplicationID(id)) })
	if today {
		return a, true, nil
	}
	a, ok, err := s.Records.Application(reception.ApplicationID(id))
	if err != nil {
		return a, false, fmt.Errorf("read application %d: %w", id, err)
	}
	if !ok {
		return a, false, web.Fail(reception.CodeUnknownApplication, "no such application", nil)
	}
	return a, false, nil
}

func (s *Surface) application(c *gin.Context) error {
	a, _, err := s.find(c)
	if err != nil {
		return err
	}
	person, known, err := s.Records.Person(a.ID)
	if err != nil {
		return fmt.Errorf("read the applicant of %s: %w", a.Number, err)
	}
	v := ApplicationView{
		RegisteredView: s.registeredView(a), Ticket: strconv.FormatUint(uint64(a.Ticket), 10), TicketNumber: a.Label,
		Service: a.Service, ServiceVersion: a.ServiceVersion, Documents: append([]reception.DocumentCheck{}, a.Documents...),
		Checks: append([]reception.LookUpCheck{}, a.Checks...), Outcome: a.Outcome, Ground: a.Ground, Reason: a.Reason,
		Agent: a.Agent, Desk: a.Desk, RegisteredAt: baku(a.RegisteredAt), Prints: []JobView{},
	}
	if known {
		v.Applicant = &person
	}
	for _, p := range a.Prints {
		v.Prints = append(v.Prints, viewJob(p))
	}
	c.Header("Cache-Control", "no-store")
	web.JSON(c, http.StatusOK, v)
	return nil
}

func viewJob(p reception.Print) JobView {
	return JobView{ID: strconv.FormatUint(p.Job, 10), Copy: p.Copy, Repeat: p.Repeat, State: "ordered", At: baku(p.At)}
}

func (s *Surface) print(c *gin.Context) error {
	var in printIn
	if err := web.Body(c, &in); err != nil {
		return err
	}
	a, today, err := s.find(c)
	if err != nil {
		return err
	}
	command := reception.OrderPrint{Application: a.ID, Copy: in.Copy}
	if !today {
		command.Earlier = &a
	}
	return s.do(c, in.Key, in, command, func(_ *hall.State, records []queue.Record) (int, any) {
		out := jobsOut{Jobs: []JobView{}}
		for _, r := range records {
			if e, ok := r.Event.(reception.PrintOrdered); ok {
				out.Jobs = append(out.Jobs, viewJob(e.Print(r)))
			}
		}
		return http.StatusOK, out
	})
}

// confirmation writes the paper as it was ordered last: a copy whose newest
// order is a repeat is marked so.
func (s *Surface) confirmation(c *gin.Context) error {
	var copies []int
	switch c.Query("copy") {
	case "":
		copies = []int{1, 2}
	case "1":
		copies = []int{1}
	case "2":
		copies = []int{2}
	default:
		return web.Fail(reception.CodeBadCopy, "a copy is 1 or 2", map[string]any{"field": "copy"})
	}
	a, _, err := s.find(c)
	if err != nil {
		return err
	}
	pdf, err := s.Confirmation(a, copies...)
	if err != nil {
		return err
	}
	h := c.Writer.Header()
	h.Set("Content-Disposition", `inline; filename="`+a.Number+`.pdf"`)
	h.Set("Cache-Control", "no-store")
	c.Data(http.StatusOK, "application/pdf", pdf)
	return nil
}

// Confirmation is the paper of an application, those copies only, as PDF.
func (s *Surface) Confirmation(a reception.Application, copies ...int) ([]byte, error) {
	person, _, err := s.Records.Person(a.ID)
	if err != nil {
		return nil, fmt.Errorf("read the applicant of %s: %w", a.Number, err)
	}
	service, ok := s.Passports().Version(a.Service, a.ServiceVersion)
	if !ok {
		// The version that guided the visit is gone: the newest still names the
		// service; papers that it no longer lists appear by their ids.
		if service, ok = s.Passports().Get(a.Service); !ok {
			service = &passport.Passport{ID: a.Service, Name: queue.Text{Az: a.Service}}
		}
	}
	return s.paper.Write(Confirmation{
		Application: a, Applicant: person, Service: service, Centre: s.Name,
		Agent: s.nameOf(a.Agent), Code: reception.Sign(s.Key, a.Claims()),
	}, copies...)
}
