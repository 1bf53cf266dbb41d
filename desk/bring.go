package desk

import (
	"crypto/ed25519"
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"dost/assets"
	"dost/server/application"
	"dost/server/centre"
	"dost/server/passport"
	"dost/server/problem"
	"dost/server/web"
)

// read gives what a paper's code says, with the passport that it speaks of.
func (s *Surface) read(code string) (application.Bring, *passport.Passport, error) {
	public, _ := s.Key.Public().(ed25519.PublicKey)
	bring, err := application.ReadBring(public, code)
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
		view = &BringView{Service: p.ID, Name: p.Name, Return: b.Return, Day: date(b.Day),
			Documents: missingPapers(p, b.Missing)}
		s.Centre.Read(func(st *centre.State) { view.Good = st.Queue.Day() == b.Day })
	}
	if !strings.Contains(c.GetHeader("Accept"), "text/html") {
		if err != nil {
			return err
		}
		web.JSON(c, http.StatusOK, view)
		return nil
	}
	var refusal *problem.Error
	if err != nil && !errors.As(err, &refusal) {
		return err
	}
	page := assets.Page{
		Surface: "bring", Title: assets.Text(web.Language(c), "bring.title", nil), Lang: web.Language(c),
		Styles: []string{"desk/verify.css"}, Module: "desk/bring.js",
		Texts: []string{"common", "error", "bring"}, Class: "verify",
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
		Centre: s.Name, Language: web.Language(c), Service: p, Bring: b, Papers: missingPapers(p, b.Missing),
		Code: application.SignBring(s.Key, b),
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
