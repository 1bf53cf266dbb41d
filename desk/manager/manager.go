// Package manager is the manager's console: what is happening in the hall now,
// and what the manager may change about it.
package manager

import (
	"embed"
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"dost/assets"
	"dost/server/centre"
	"dost/server/passport"
	"dost/server/web"
)

// UI is the files of the console's page.
//
//go:embed ui
var UI embed.FS

// Deps is what the console is wired to.
type Deps struct {
	Centre    web.Centre
	Records   Records
	Feedback  Feedback
	Site      *assets.Site
	Name      string                   // of the centre
	Passports func() *passport.Library // the services that a regime may name
	// Confirm checks the manager's password again: what changes the rules of the
	// house asks for it (security, People and devices).
	Confirm func(login, password string) error
	// Agents gives the names of the staff by login.
	Agents func() map[string]string
	// Warnings are troubles of the server itself, as codes of assets/i18n
	// ("manager.wrong.CODE").
	Warnings func() []string
	Clock    func() time.Time
	Systems  Systems // the connections to other systems
	// Messages tells whether a system is connected that sends visitors messages.
	Messages func() bool
	Trials   Trials
}

// Surface is the console, ready to be mounted.
type Surface struct{ Deps }

// New makes the surface.
func New(d Deps) *Surface { return &Surface{d} }

var managers = []web.Role{web.Manager}

// Routes implements web.Surface.
func (s *Surface) Routes() []web.Route {
	return slices.Concat(
		s.hallRoutes(), s.regimeRoutes(), s.previewRoutes(), s.trialRoutes(), s.calendarRoutes(), s.setupRoutes(), s.recordRoutes(),
		s.passportRoutes(), s.connectionRoutes(), s.feedbackRoutes(),
	)
}

// hallRoutes are the page and what can be done about the hall at once.
func (s *Surface) hallRoutes() []web.Route {
	return []web.Route{
		{
			Method: http.MethodGet, Path: "/manager", For: []web.Role{web.Anyone},
			Summary: "The manager's console, as a page.", Type: "text/html", Do: s.page,
		},
		{
			Method: http.MethodPost, Path: "/api/manager/closures", For: managers,
			Summary: "Closes directions, or the whole centre, at once and with a reason that kiosks and displays show.",
			In:      Closure{}, Out: Closed{}, Status: http.StatusCreated,
			Codes: closureCodes, Do: s.closeNow,
		},
		{
			Method: http.MethodPost, Path: "/api/manager/closures/:id/end", For: managers,
			Summary: "Ends a closure: its directions are open again, as far as nothing else closes them.",
			In:      Reopening{}, Out: Closed{}, Codes: closureCodes, Do: s.reopen,
		},
	}
}

// Lives implements web.Surface.
func (s *Surface) Lives() []web.Live {
	return []web.Live{{
		Path: "/live/manager", For: managers,
		Summary: "The hall at a glance: directions, desks, today, and what is wrong now.",
		Topic:   func(*gin.Context) (string, error) { return "manager", nil },
		Frame:   func(st *centre.State, _ string, head web.Head) any { return s.frame(st, head) },
		Schema:  Frame{},
	}}
}

// pageData is what the page knows before its first frame: the choices that the
// program's lists of roles and devices offer.
type pageData struct {
	Centre string     `json:"centre"`
	Roles  []web.Role `json:"roles"`
	Kinds  []web.Role `json:"kinds"`
}

func (s *Surface) page(c *gin.Context) error {
	return s.Site.Page(c.Writer, assets.Page{
		Surface: "manager", Title: assets.Text(web.Language(c), "manager.title", nil), Lang: web.Language(c),
		Styles: []string{"css/staff.css", "css/bar.css", "manager/style.css", "manager/console.css", "manager/regime.css", "manager/trial.css", "manager/passports.css", "manager/feedback.css", "css/notices.css", "manager/notice.css", "manager/factor.css"}, Module: "manager/app.js",
		Texts: []string{"common", "error", "manager", "regime", "trial", "calendar", "setup", "people", "record", "passports", "connections", "feedback", "notice", "factor"}, Data: pageData{Centre: s.Name, Roles: web.StaffRoles(), Kinds: web.DeviceKinds()},
	})
}
