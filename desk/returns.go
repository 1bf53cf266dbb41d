package desk

import (
	"crypto/ed25519"
	crypto "crypto/rand"
	"encoding/binary"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"dost/assets"
	"dost/server/hall"
	"dost/server/passport"
	"dost/server/queue"
	"dost/server/reception"
	"dost/server/web"
)

// The bodies and answers about missing papers and coming back with them.
type (
	returnIn struct {
		Key       string   `json:"key"`
		Lease     string   `json:"lease,omitempty"`
		Ticket    string   `json:"ticket"`
		Service   string   `json:"service"`
		Documents []string `json:"documents"` // ids of the passport's documents that are missing
	}
	redeemIn struct {
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
		Name      queue.Text  `json:"name"`
		Documents []PaperView `json:"documents"`
		Return    string      `json:"return"`
		Day       string      `json:"day"` // on which the return is good
		Good      bool        `json:"good"`
	}
	// PaperView is one missing document.
	PaperView struct {
		Name         queue.Text   `json:"name"`
		Condition    queue.Text   `json:"condition,omitzero"`
		Alternatives []queue.Text `json:"alternatives,omitempty"` // of which any one serves
	}
)

func (s *Surface) returnRoutes() []web.Route {
	page := func(path string) web.Route {
		return web.Route{Method: http.MethodGet, Path: path, For: everyone, Out: BringView{}, Do: s.bring,
			Summary: "What to bring: JSON, or a page for browsers", Codes: []queue.Code{reception.CodeMalformed, reception.CodeForged, CodeUnknownService}}
	}
	return []web.Route{
		{Method: http.MethodPost, Path: "/api/desk/returns", For: agents, In: returnIn{}, Out: ReturnView{}, Status: http.StatusCreated, Do: s.giveReturn,
			Summary: "Let the visitor being served come back today with the missing papers, near the front, once",
			Codes: []queue.Code{reception.CodeBadApplication, CodeUnknownService, queue.CodeUnknownTicket, queue.CodeNoDesk, queue.CodeStaleDesk,
				queue.CodeTicketNotHere, queue.CodeTicketEnded, queue.CodeWrongState}},
		{Method: http.MethodPost, Path: "/api/desk/returns/redeem", For: agents, In: redeemIn{}, Out: TicketView{}, Status: http.StatusCreated, Do: s.redeem,
			Summary: "Issue the ticket of a visitor who is back, by the code on the paper",
			Codes:   []queue.Code{reception.CodeUnknownReturn, queue.CodeReturnUsed, queue.CodeBadReturn, queue.CodeClosed, queue.CodeFull, queue.CodeAppointmentOnly}},
		{Method: http.MethodGet, Path: "/api/desk/returns/:code/paper.pdf", For: agents, Type: "application/pdf", Do: s.bringPaper,
			Summary: "The \"what to bring\" paper; ?lang= the visitor's", Codes: []queue.Code{reception.CodeMalformed, reception.CodeForged, CodeUnknownService}},
		page("/b/:code"), page("/B/:code"),
	}
}

func (s *Surface) giveReturn(c *gin.Context) error {
	var in returnIn
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
	missing, err := bits(p, in.Documents)
	if err != nil {
		return err
	}
	command := reception.GiveReturn{Agent: agentOf(c), Lease: lease, Ticket: queue.TicketID(ticket), Service: p.ID, Version: p.Version, Missing: in.Documents, Draw: draw()}
	return s.do(c, in.Key, in, command, func(_ *hall.State, records []queue.Record) (int, any) {
		for _, r := range records {
			if e, ok := r.Event.(reception.ReturnGiven); ok {
				code := reception.SignBring(s.Key, reception.Bring{Service: p.ID, Version: p.Version, Day: queue.DayOf(r.At), Return: e.Code, Missing: missing})
				return http.StatusCreated, ReturnView{Return: e.Code, Code: code, URL: reception.BringAddress(s.Public, code)}
			}
		}
		return http.StatusNoContent, nil
	})
}

// draw is a random number.
func draw() uint32 {
	var b [4]byte
	_, _ = crypto.Read(b[:]) // never fails: it ends the program instead
	return binary.BigEndian.Uint32(b[:])
}

// bits marks documents by their place in the passport.
func bits(p *passport.Passport, ids []string) (mask uint64, err error) {
	for _, id := range ids {
		at := -1
		for i := range p.Documents {
			if p.Documents[i].ID == id && i < 64 {
				at = i
			}
		}
		if at < 0 {
			return 0, web.Fail(reception.CodeBadApplication, "the service's passport does not name it", map[string]any{"field": "documents", "id": id})
		}
		mask |= 1 << at
	}
	return mask, nil
}

func (s *Surface) redeem(c *gin.Context) error {
	var in redeemIn
	if err := web.Body(c, &in); err != nil {
		return err
	}
	var issue queue.Issue
	var ok bool
	s.Centre.Read(func(st *hall.State) { issue, ok = st.Returning(in.Code) })
	if !ok {
		return web.Fail(reception.CodeUnknownReturn, "no such code was given today", map[string]any{"field": "code"})
	}
	issue.Track = crypto.Text()
	return s.do(c, in.Key, in, issue, func(st *hall.State, records []queue.Record) (int, any) {
		for _, r := range records {
			if _, ok := r.Event.(queue.Issued); ok {
				t, _ := st.Queue.Ticket(queue.TicketID(r.Seq))
				return http.StatusCreated, viewTicket(st.Queue, t)
			}
		}
		return http.StatusNoContent, nil
	})
}

// read gives what a paper's code says, with the passport that it speaks of.
func (s *Surface) read(code string) (reception.Bring, *passport.Passport, error) {
	public, _ := s.Key.Public().(ed25519.PublicKey)
	bring, err := reception.ReadBring(public, code)
	if err != nil {
		return bring, nil, err
	}
	p, ok := s.Passports().Version(bring.Service, bring.Version)
	if !ok {
		return bring, nil, web.Fail(CodeUnknownService, "the centre no longer has that passport", nil)
	}
	return bring, p, nil
}

// bring shows a paper to a phone. Like a confirmation's check, it is public.
func (s *Surface) bring(c *gin.Context) error {
	c.Header("Cache-Control", "no-store")
	c.Header("Vary", "Accept, Accept-Language")
	b, p, err := s.read(c.Param("code"))
	var view *BringView
	if err == nil {
		view = &BringView{Service: p.ID, Name: p.Name, Return: b.Return, Day: date(b.Day), Documents: missingPapers(p, b.Missing)}
		s.Centre.Read(func(st *hall.State) { view.Good = st.Queue.Day() == b.Day })
	}
	if !strings.Contains(c.GetHeader("Accept"), "text/html") {
		if err != nil {
			return err
		}
		web.JSON(c, http.StatusOK, view)
		return nil
	}
	var refusal *queue.Error
	if err != nil && !errors.As(err, &refusal) {
		return err
	}
	page := assets.Page{
		Surface: "bring", Title: assets.Text(web.Language(c), "bring.title", nil), Lang: web.Language(c),
		Styles: []string{"desk/verify.css"}, Module: "desk/bring.js", Texts: []string{"common", "error", "bring"}, Class: "verify",
		Data: map[string]any{"centre": s.Name, "bring": view},
	}
	status := http.StatusOK
	if refusal != nil {
		page.Data = map[string]any{"centre": s.Name, "code": refusal.Code}
		status = web.Status(refusal.Code)
	}
	return s.Site.Page(&withStatus{c.Writer, status}, page)
}

// missingPapers are the documents that a paper marks.
func missingPapers(p *passport.Passport, mask uint64) []PaperView {
	list := []PaperView{}
	for i := range p.Documents {
		if i < 64 && mask&(1<<i) != 0 {
			d := &p.Documents[i]
			v := PaperView{Name: d.Label(), Condition: d.Condition}
			for _, a := range d.Alternatives {
				v.Alternatives = append(v.Alternatives, a.Name)
			}
			list = append(list, v)
		}
	}
	return list
}

func (s *Surface) bringPaper(c *gin.Context) error {
	b, p, err := s.read(c.Param("code"))
	if err != nil {
		return err
	}
	pdf, err := s.paper.Bring(BringPaper{
		Centre: s.Name, Language: web.Language(c), Service: p, Bring: b, Papers: missingPapers(p, b.Missing), Code: reception.SignBring(s.Key, b),
	})
	if err != nil {
		return err
	}
	return sendPDF(c, "papers-"+b.Return, pdf)
}

// sendPDF shows a paper in the browser.
func sendPDF(c *gin.Context, name string, pdf []byte) error {
	h := c.Writer.Header()
	h.Set("Content-Disposition", `inline; filename="`+name+`.pdf"`)
	h.Set("Cache-Control", "no-store")
	c.Data(http.StatusOK, "application/pdf", pdf)
	return nil
}
