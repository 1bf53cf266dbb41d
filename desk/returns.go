package desk

import (
	"crypto/rand"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"dost/server/application"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/web"
)

// The bodies and answers about missing papers and coming back with them.
type (
	returnRequest struct {
		Key       string   `json:"key"`
		Lease     string   `json:"lease,omitempty"`
		Ticket    string   `json:"ticket"`
		Service   string   `json:"service"`
		Documents []string `json:"documents"` // ids of the passport's documents that are missing
	}
	redeemRequest struct {
		Key  string `json:"key"`
		Code string `json:"code"` // six digits
	}
	// ReturnView is the paper that a visitor takes along.
	ReturnView struct {
		Return string `json:"return"` // the code for coming back, "482913"
		Code   string `json:"code"`   // of the paper, signed
		URL    string `json:"url"`    // the same list for a phone
	}
	// BringView is what a "what to bring" paper says: nothing about anybody.
	BringView struct {
		Service   string      `json:"service"`
		Name      i18n.Text   `json:"name"`
		Documents []PaperView `json:"documents"`
		Return    string      `json:"return"`
		Day       string      `json:"day"` // on which the return is good
		Good      bool        `json:"good"`
	}
	// PaperView is one missing document.
	PaperView struct {
		Name         i18n.Text   `json:"name"`
		Condition    i18n.Text   `json:"condition,omitzero"`
		Alternatives []i18n.Text `json:"alternatives,omitempty"` // of which any one serves
	}
)

func (s *Surface) returnRoutes() []web.Route {
	page := func(path string) web.Route {
		return web.Route{Method: http.MethodGet, Path: path, For: everyone, Public: true, Out: BringView{},
			Do:      s.bring,
			Summary: "What to bring: JSON, or a page for browsers",
			Codes:   []problem.Code{application.CodeMalformed, application.CodeForged, CodeUnknownService}}
	}
	return []web.Route{
		{Method: http.MethodPost, Path: "/api/desk/returns", For: agents, In: returnRequest{},
			Out: ReturnView{}, Status: http.StatusCreated, Do: s.giveReturn,
			Summary: "Let the visitor being served come back today with the missing papers, near the front, once",
			Codes: []problem.Code{application.CodeBadApplication, CodeUnknownService, queue.CodeUnknownTicket,
				queue.CodeNoDesk, queue.CodeStaleDesk,
				queue.CodeTicketNotHere, queue.CodeTicketEnded, queue.CodeWrongState}},
		{Method: http.MethodPost, Path: "/api/desk/returns/redeem", For: agents, In: redeemRequest{},
			Out: TicketView{}, Status: http.StatusCreated, Do: s.redeem,
			Summary: "Issue the ticket of a visitor who is back, by the code on the paper",
			Codes: []problem.Code{application.CodeUnknownReturn, queue.CodeReturnUsed, queue.CodeBadReturn,
				queue.CodeClosed, queue.CodeFull, queue.CodeAppointmentOnly}},
		{Method: http.MethodGet, Path: "/api/desk/returns/:code/paper.pdf", For: agents,
			Type: "application/pdf", Do: s.bringPaper,
			Summary: "The \"what to bring\" paper; ?lang= the visitor's",
			Codes:   []problem.Code{application.CodeMalformed, application.CodeForged, CodeUnknownService}},
		page("/b/:code"), page("/B/:code"),
	}
}

func (s *Surface) giveReturn(c *gin.Context) error {
	var in returnRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	lease, err := leaseOf(in.Lease)
	if err != nil {
		return err
	}
	ticket, err := strconv.ParseUint(in.Ticket, 10, 64)
	if err != nil {
		return web.Fail(queue.CodeUnknownTicket, "no such ticket", map[string]any{"field": "ticket"})
	}
	p, err := s.passport(in.Service)
	if err != nil {
		return err
	}
	command := application.GiveReturn{
		Agent: agentOf(c), Lease: lease, Ticket: queue.TicketID(ticket),
		Passport: p, Missing: in.Documents, Draw: web.Draw(),
	}
	return s.do(c, in.Key, in, command, func(_ *centre.State, records []event.Record) (int, any) {
		for _, r := range records {
			if e, ok := r.Event.(application.ReturnGiven); ok {
				missing, _ := application.MarkMissing(p, e.Missing) // Decide has held it against p
				code := application.SignBring(s.Key,
					application.Bring{Service: p.ID, Version: p.Version, Day: civil.DayOf(r.At),
						Return: e.Code, Missing: missing})
				return http.StatusCreated,
					ReturnView{Return: e.Code, Code: code, URL: application.BringAddress(s.Public, code)}
			}
		}
		return http.StatusNoContent, nil
	})
}

func (s *Surface) redeem(c *gin.Context) error {
	var in redeemRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	var issue queue.Issue
	var ok bool
	s.Centre.Read(func(st *centre.State) { issue, ok = st.Returning(in.Code) })
	if !ok {
		return web.Fail(application.CodeUnknownReturn, "no such code was given today",
			map[string]any{"field": "code"})
	}
	issue.Track = rand.Text()
	return s.do(c, in.Key, in, issue, func(st *centre.State, records []event.Record) (int, any) {
		for _, r := range records {
			if _, ok := r.Event.(queue.Issued); ok {
				t, _ := st.Queue.Ticket(queue.TicketID(r.Seq))
				return http.StatusCreated, viewTicket(st.Queue, t)
			}
		}
		return http.StatusNoContent, nil
	})
}
