package desk

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/application"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/passport"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/web"
)

// printRequest orders copies.
type printRequest struct {
	Key  string `json:"key"`
	Copy int    `json:"copy,omitempty"` // 1, 2; 0 = both
}

// ApplicationView is an application as its agent reads it again.
type ApplicationView struct {
	RegisteredView
	Ticket         string                      `json:"ticket"`
	TicketNumber   string                      `json:"ticket_number"`
	Service        string                      `json:"service"`
	ServiceVersion int                         `json:"service_version"`
	Applicant      *application.Person         `json:"applicant"` // null where it was erased
	Documents      []application.DocumentCheck `json:"documents"`
	Checks         []application.LookUpCheck   `json:"checks"`
	Outcome        queue.Outcome               `json:"outcome"`
	Ground         string                      `json:"ground,omitempty"`
	Reason         string                      `json:"reason,omitempty"`
	Agent          queue.AgentID               `json:"agent"`
	Desk           queue.DeskID                `json:"desk"`
	RegisteredAt   time.Time                   `json:"registered_at"`
	Prints         []PrintJobView              `json:"prints"`
	Procedure      string                      `json:"procedure,omitempty"`
	Offer          application.JobOfferAnswer  `json:"offer,omitempty"`
	// the name is the applicant's representative
	Representative application.Representation `json:"representative,omitempty"`
	Stage          application.Stage          `json:"stage"`
	After          []application.Stage        `json:"after"` // to which it may go now
	History        []StepView                 `json:"history"`
	Front          ShareView                  `json:"front"`
	Back           ShareView                  `json:"back"`
	Awaits         application.Awaited        `json:"awaits"`
	AwaitsBy       string                     `json:"awaits_by"`
	Place          *ListPositionView          `json:"place,omitempty"` // on a waiting list
}

// PrintJobView is one order of one copy.
type PrintJobView struct {
	ID     string    `json:"id"`
	Copy   int       `json:"copy"`
	Repeat bool      `json:"repeat"`
	State  string    `json:"state"` // ordered
	At     time.Time `json:"at"`
}

// printJobsView is the answer to an order of copies.
type printJobsView struct {
	Jobs []PrintJobView `json:"jobs"`
}

func (s *Surface) applicationRoutes() []web.Route {
	const path = "/api/desk/applications"
	unknown := application.CodeUnknownApplication
	return []web.Route{
		{Method: http.MethodPost, Path: path, For: agents,
			Summary: "Register the application of the visitor being served; the applicant by FIN or, without one, by another identity document",
			In:      registerRequest{}, Out: RegisteredView{}, Status: http.StatusCreated, Do: s.register,
			Codes: []problem.Code{application.CodeBadPerson, application.CodeBadApplication,
				CodeUnknownService, queue.CodeReasonNeeded, queue.CodeBadOutcome,
				queue.CodeUnknownTicket, queue.CodeNoDesk, queue.CodeStaleDesk, queue.CodeTicketNotHere,
				queue.CodeTicketEnded, queue.CodeWrongState, application.CodeTooMany}},
		{Method: http.MethodGet, Path: path + "/:id", For: staff, Summary: "An application of any day",
			Out: ApplicationView{}, Do: s.application, Codes: []problem.Code{unknown}},
		{Method: http.MethodGet, Path: path + "/:id/confirmation.pdf", For: staff,
			Summary: "The confirmation, copy 1 and copy 2; ?copy= for one",
			Type:    "application/pdf", Do: s.confirmation,
			Codes: []problem.Code{unknown, application.CodeBadCopy}},
		{Method: http.MethodPost, Path: path + "/:id/print", For: agents,
			Summary: "Order copy 1, copy 2 or both; a further order is a repeat",
			In:      printRequest{}, Out: printJobsView{}, Do: s.print,
			Codes: []problem.Code{unknown, application.CodeBadCopy, application.CodeTooMany}},
	}
}

// find reads an application: today's from the state, older ones from the records.
func (s *Surface) find(c *gin.Context) (a application.Application, today bool, err error) {
	id, err := applicationID(c.Param("id"))
	if err != nil {
		return a, false, err
	}
	s.Centre.Read(func(st *centre.State) { a, today = st.Application.Application(id) })
	if today {
		return a, true, nil
	}
	a, ok, err := s.Records.Application(id)
	if err != nil {
		return a, false, fmt.Errorf("read application %d: %w", id, err)
	}
	if !ok {
		return a, false, web.Fail(application.CodeUnknownApplication, "no such application", nil)
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
		RegisteredView: s.registeredView(a), Ticket: strconv.FormatUint(uint64(a.Ticket), 10),
		TicketNumber: a.Label,
		Service:      a.Service, ServiceVersion: a.ServiceVersion,
		Documents: append([]application.DocumentCheck{}, a.Documents...),
		Checks:    append([]application.LookUpCheck{}, a.Checks...), Outcome: a.Outcome, Ground: a.Ground,
		Reason: a.Reason,
		Agent:  a.Agent, Desk: a.Desk, RegisteredAt: baku(a.RegisteredAt), Prints: []PrintJobView{},
	}
	if known {
		v.Applicant = &person
	}
	s.follow(a, &v)
	for _, p := range a.Prints {
		v.Prints = append(v.Prints, viewPrintJob(p))
	}
	c.Header("Cache-Control", "no-store")
	web.JSON(c, http.StatusOK, v)
	return nil
}

// follow adds to an application what became of it.
func (s *Surface) follow(a application.Application, v *ApplicationView) {
	var today civil.Day
	s.Centre.Read(func(st *centre.State) { today = st.Queue.Day() })
	front, back := a.Shares()
	awaits, by := a.Next()
	v.Procedure, v.Offer, v.Representative = a.Procedure, a.Offer, a.Representative
	v.Stage, v.After, v.History = a.Stage(), after(a), s.history(a)
	v.Front, v.Back, v.Awaits, v.AwaitsBy = share(front, today), share(back, today), awaits, date(by)
	if place, ok := s.positionOf(a.ID); ok {
		v.Place = &place
	}
}

func viewPrintJob(p application.Print) PrintJobView {
	return PrintJobView{ID: strconv.FormatUint(p.Job, 10), Copy: p.Copy, Repeat: p.Repeat, State: "ordered",
		At: baku(p.At)}
}

func (s *Surface) print(c *gin.Context) error {
	var in printRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	a, today, err := s.find(c)
	if err != nil {
		return err
	}
	command := application.OrderPrint{Application: a.ID, Copy: in.Copy}
	if !today {
		command.Earlier = &a
	}
	return s.do(c, in.Key, in, command, func(_ *centre.State, records []event.Record) (int, any) {
		out := printJobsView{Jobs: []PrintJobView{}}
		for _, r := range records {
			if e, ok := r.Event.(application.PrintOrdered); ok {
				out.Jobs = append(out.Jobs, viewPrintJob(e.Print(r)))
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
		return web.Fail(application.CodeBadCopy, "a copy is 1 or 2", map[string]any{"field": "copy"})
	}
	a, _, err := s.find(c)
	if err != nil {
		return err
	}
	pdf, err := s.Confirmation(a, copies...)
	if err != nil {
		return err
	}
	return sendPDF(c, a.Number, pdf)
}

// Confirmation is the paper of an application, those copies only, as PDF.
func (s *Surface) Confirmation(a application.Application, copies ...int) ([]byte, error) {
	person, _, err := s.Records.Person(a.ID)
	if err != nil {
		return nil, fmt.Errorf("read the applicant of %s: %w", a.Number, err)
	}
	service, ok := s.Passports().Version(a.Service, a.ServiceVersion)
	if !ok {
		// The version that guided the visit is gone: the newest still names the
		// service; papers that it no longer lists appear by their ids.
		if service, ok = s.Passports().Get(a.Service); !ok {
			service = &passport.Passport{ID: a.Service, Name: i18n.Text{Az: a.Service}}
		}
	}
	return s.paper.Write(Confirmation{
		Application: a, Applicant: person, Service: service, Centre: s.Name,
		Agent: s.nameOf(a.Agent), Code: application.Sign(s.Key, a.Claims()),
	}, copies...)
}
