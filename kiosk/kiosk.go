// Package kiosk is the visitor's surface: the directions and what each needs, the
// ticket on screen and on paper, and following it on a phone.
package kiosk

import (
	"embed"
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"dost/assets"
	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/passport"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/web"
)

// UI is the surface's own part of the site, below "kiosk/".
//
//go:embed ui
var UI embed.FS

// Deps is what the kiosk is wired to.
type Deps struct {
	Centre    web.Centre
	Site      *assets.Site
	Name      string                   // of the centre
	Passports func() *passport.Library // the services in force
	// BookingsOf finds the bookings of a telephone in normal form.
	BookingsOf func(phone string) ([]appointment.ID, error)
	Public     string           // "https://host" that phones reach
	Clock      func() time.Time // the centre's time
}

// Surface is the kiosk, ready to be mounted.
type Surface struct {
	Deps
	paper *paper
}

// New makes the surface; it fails when the paper's fonts cannot be read.
func New(d Deps) (*Surface, error) {
	p, err := newPaper()
	if err != nil {
		return nil, err
	}
	return &Surface{d, p}, nil
}

var (
	kiosks = []web.Role{web.Kiosk}
	anyone = []web.Role{web.Anyone}
)

// Routes implements web.Surface.
func (s *Surface) Routes() []web.Route {
	routes := append(s.arriveRoutes(), []web.Route{
		{Method: http.MethodGet, Path: "/kiosk", For: anyone, Summary: "The kiosk's screen.",
			Type: "text/html", Do: s.page},
		{Method: http.MethodGet, Path: "/api/kiosk/menu", For: kiosks,
			Summary: "Directions with their state, people waiting and expected wait; groups with a head start.",
			Out:     Menu{}, Do: s.menu},
		{Method: http.MethodGet, Path: "/api/kiosk/services", For: kiosks,
			Summary: "What belongs to a direction: services, their documents, how long a visit takes.",
			Out:     Services{}, Do: s.services, Codes: []problem.Code{queue.CodeUnknownDirection}},
		{Method: http.MethodGet, Path: "/api/kiosk/times", For: kiosks,
			Summary: "The nearest day with free times for an appointment with a direction.",
			Out:     Times{}, Do: s.times, Codes: []problem.Code{queue.CodeUnknownDirection}},
		{Method: http.MethodPost, Path: "/api/kiosk/tickets", For: kiosks,
			Summary: "Issue the next ticket of a direction.",
			In:      TicketRequest{}, Out: TicketView{}, Status: http.StatusCreated, Codes: issueCodes,
			Do: s.issue},
		{Method: http.MethodGet, Path: "/api/kiosk/tickets/:id/ticket.png", For: kiosks,
			Summary: "The paper ticket as an image for an 80 mm printer at 203 dpi.",
			Type:    "image/png", Codes: []problem.Code{queue.CodeUnknownTicket}, Do: s.printed},
		{Method: http.MethodGet, Path: "/api/kiosk/tickets/:id/qr.png", For: kiosks,
			Summary: "The code that a phone reads from the screen to follow the ticket.",
			Type:    "image/png", Codes: []problem.Code{queue.CodeUnknownTicket}, Do: s.code},
		{Method: http.MethodGet, Path: "/t", For: anyone, Public: true,
			Summary: "The page on which a visitor follows a ticket; its token stands behind the #.",
			Type:    "text/html", Do: s.trackPage},
		{Method: http.MethodGet, Path: "/api/track/:token", For: anyone, Public: true,
			Summary: "Where a ticket stands, for whoever has its token. Tokens die with the business day.",
			Out:     Tracked{}, Codes: []problem.Code{queue.CodeUnknownTicket}, Do: s.track},
	}...)
	return slices.Concat(routes, s.rebookRoutes(), s.rateRoutes())
}

// Lives implements web.Surface.
func (s *Surface) Lives() []web.Live {
	return []web.Live{
		{
			Path: "/live/kiosk", For: kiosks, Summary: "The kiosk's menu.",
			Topic: func(*gin.Context) (string, error) { return "kiosk", nil },
			Frame: func(st *centre.State, _ string,
				head web.Head) any {
				return MenuFrame{head, s.menuOf(st, head.At)}
			},
			Schema: MenuFrame{},
		},
		{
			Path: "/live/track/:token", For: anyone, Public: true, Summary: "Where a ticket stands.",
			Topic: s.trackTopic, Frame: s.trackFrame, Schema: TrackFrame{}, Touched: touched,
		},
		s.rateLive(),
	}
}

func (s *Surface) page(c *gin.Context) error {
	// A kiosk greets everyone in Azerbaijani, whatever the machine's own language.
	return s.Site.Page(c.Writer, assets.Page{
		Surface: "kiosk", Title: assets.Text("az", "kiosk.title", nil), Lang: "az",
		Styles: []string{"css/pairing.css", "kiosk/style.css", "kiosk/help.css"}, Module: "kiosk/app.js",
		Texts: []string{"common", "error", "kiosk", "help", "appointment", "pairing"},
		Data:  map[string]string{"centre": s.Name}, Class: "kiosk",
	})
}
