package desk

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"dost/assets"
	"dost/server/application"
	"dost/server/centre"
	"dost/server/i18n"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/web"
)

// VerificationView is the answer to a genuine code: nobody's name is in it.
type VerificationView struct {
	Genuine bool   `json:"genuine"`
	Number  string `json:"number"`
	Service string `json:"service"`
	// of the service, where the centre has its passport
	Name         *i18n.Text `json:"name,omitempty"`
	RegisteredOn string     `json:"registered_on"`
	DueOn        string     `json:"due_on,omitempty"`
	// how the application was taken; "" where this centre does not hold it
	State queue.Outcome     `json:"state,omitempty"`
	Stage application.Stage `json:"stage,omitempty"` // where it stands now
	Place *ListPositionView `json:"place,omitempty"` // on a waiting list
}

// verifyRoutes serve both spellings: QR codes carry the address in capitals.
func (s *Surface) verifyRoutes() []web.Route {
	route := func(path string) web.Route {
		return web.Route{Method: http.MethodGet, Path: path, For: everyone, Public: true,
			Summary: "Is this confirmation genuine? JSON, or a page for browsers",
			Out:     VerificationView{},
			Codes:   []problem.Code{application.CodeMalformed, application.CodeForged},
			Do:      s.verify}
	}
	return []web.Route{route("/v/:code"), route("/V/:code")}
}

func (s *Surface) verify(c *gin.Context) error {
	c.Header("Cache-Control", "no-store")
	c.Header("Vary", "Accept, Accept-Language")
	verdict, err := s.judge(c.Param("code"))
	if !strings.Contains(c.GetHeader("Accept"), "text/html") {
		if err != nil {
			return err
		}
		web.JSON(c, http.StatusOK, verdict)
		return nil
	}
	var refusal *problem.Error
	if err != nil && !errors.As(err, &refusal) {
		return err
	}
	page := assets.Page{
		Surface: "verify", Title: assets.Text(web.Language(c), "verify.title", nil), Lang: web.Language(c),
		Styles: []string{"desk/verify.css"}, Module: "desk/verify.js", Texts: []string{"common", "verify"},
		Class: "verify",
		Data:  map[string]any{"centre": s.Name, "verdict": verdict},
	}
	status := http.StatusOK
	if refusal != nil {
		page.Data = map[string]any{"centre": s.Name, "code": refusal.Code}
		status = web.Status(refusal.Code)
	}
	return s.Site.Page(&withStatus{c.Writer, status}, page)
}

// judge reads the code, and what became of its application if this centre has it.
func (s *Surface) judge(code string) (*VerificationView, error) {
	public, _ := s.Key.Public().(ed25519.PublicKey)
	claims, err := application.Read(public, code)
	if err != nil {
		var refusal *problem.Error
		if errors.As(err, &refusal) {
			return nil, web.Fail(refusal.Code, refusal.Detail, map[string]any{"genuine": false})
		}
		return nil, err
	}
	v := &VerificationView{Genuine: true, Number: claims.Number(), Service: claims.Service,
		RegisteredOn: date(claims.Registered), DueOn: date(claims.Due)}
	if p, ok := s.Passports().Get(claims.Service); ok {
		name := p.Name
		v.Name = &name
	}
	a, ok, err := s.byNumber(v.Number)
	if err != nil {
		return nil, err
	}
	// After a restore from an old backup another application could bear the
	// number: the code speaks for its own only.
	if ok && a.Claims() == claims {
		v.State, v.Stage = a.Outcome, a.Stage()
		if place, ok := s.positionOf(a.ID); ok {
			v.Place = &place
		}
	}
	return v, nil
}

// byNumber finds an application of any day.
func (s *Surface) byNumber(number string) (a application.Application, ok bool, err error) {
	s.Centre.Read(func(st *centre.State) { a, ok = st.Application.ByNumber(number) })
	if ok {
		return a, true, nil
	}
	if a, ok, err = s.Records.ApplicationByNumber(number); err != nil {
		return a, false, fmt.Errorf("read application %s: %w", number, err)
	}
	return a, ok, nil
}

// withStatus answers a page with another status than 200: a changed code must
// not look right to programs either.
type withStatus struct {
	http.ResponseWriter
	status int
}

// WriteHeader sends the status of the verdict in place of the page's.
func (w *withStatus) WriteHeader(int) { w.ResponseWriter.WriteHeader(w.status) }
