package kiosk

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"dost/server/centre"
	"dost/server/i18n"
	"dost/server/passport"
	"dost/server/queue"
	"dost/server/web"
)

// Services are what belongs to a direction.
type Services struct {
	Services []ServiceView `json:"services"`
}

// ServiceView is a service as a visitor asks about it.
type ServiceView struct {
	ID        string         `json:"id"`
	Name      i18n.Text      `json:"name"`
	Documents []DocumentView `json:"documents"`
	Minutes   int            `json:"minutes"` // at the desk; 0 = not stated
	Days      int            `json:"days"`    // until the decision; 0 = not stated in days
	Paid      bool           `json:"paid"`
}

// DocumentView is a paper to bring.
type DocumentView struct {
	Name      i18n.Text `json:"name"`
	Condition i18n.Text `json:"condition,omitzero"` // for whom; zero = everyone
	Optional  bool      `json:"optional"`           // asked for only when the central system cannot supply it
}

func (s *Surface) services(c *gin.Context) error {
	direction := queue.DirectionID(c.Query("direction"))
	known := false
	s.Centre.Read(func(st *centre.State) { _, known = st.Queue.Direction(direction) })
	if !known {
		return web.Fail(queue.CodeUnknownDirection, "no such direction", nil)
	}
	out := Services{Services: []ServiceView{}}
	for _, p := range s.Passports().In(direction) {
		out.Services = append(out.Services, service(p))
	}
	web.JSON(c, http.StatusOK, out)
	return nil
}

func service(p *passport.Passport) ServiceView {
	v := ServiceView{ID: p.ID, Name: p.Title(), Documents: []DocumentView{}, Minutes: p.OperatorMinutes,
		Paid: p.Fee.Paid}
	if p.Total.Unit == passport.Day {
		v.Days = p.Total.Number
	}
	for i := range p.Documents {
		d := &p.Documents[i]
		v.Documents = append(v.Documents, DocumentView{d.Label(), d.Condition, d.FromSystem})
	}
	return v
}
