// Package manager is the manager's console: its shell with sign-in and navigation, and its
// pages, each in a folder of its own below this one.
package manager

import (
	"embed"
	"io/fs"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"dost/assets"
	"dost/desk/manager/calendar"
	"dost/desk/manager/connections"
	"dost/desk/manager/feedback"
	"dost/desk/manager/hall"
	"dost/desk/manager/people"
	"dost/desk/manager/record"
	"dost/desk/manager/regimes"
	"dost/desk/manager/services"
	"dost/desk/manager/setup"
	"dost/server/civil"
	"dost/server/passport"
	"dost/server/sim"
	"dost/server/web"
)

//go:embed ui
var shell embed.FS

// UI is the files of the console, by where they lie below desk: in the browser modules
// reach each other by the same relative paths as here.
var UI = map[string]fs.FS{
	"manager/ui":             shell,
	"manager/calendar/ui":    calendar.UI,
	"manager/connections/ui": connections.UI,
	"manager/feedback/ui":    feedback.UI,
	"manager/hall/ui":        hall.UI,
	"manager/people/ui":      people.UI,
	"manager/record/ui":      record.UI,
	"manager/regimes/ui":     regimes.UI,
	"manager/services/ui":    services.UI,
	"manager/setup/ui":       setup.UI,
}

// Deps is what the console is wired to; each page is handed its part.
type Deps struct {
	Centre    web.Centre
	Records   record.RuleHistory
	Feedback  feedback.Feedback
	Site      *assets.Site
	Name      string                   // of the centre
	Passports func() *passport.Library // the services in force
	// Confirm checks the manager's password again: what changes the rules of the
	// house asks for it (security, People and devices).
	Confirm func(login, password string) error
	// Agents gives the names of the staff by login.
	Agents func() map[string]string
	// Warnings are troubles of the server itself, as codes of assets/i18n
	// ("manager.wrong.CODE").
	Warnings func() []string
	Clock    func() time.Time
	Systems  connections.Systems // the connections to other systems
	// Messages tells whether a system is connected that sends visitors messages.
	Messages func() bool
	// Past is what the centre has recorded of the newest days before one.
	Past func(before civil.Day) (sim.Recorded, error)
}

// Surface is the console, ready to be mounted.
type Surface struct {
	site  *assets.Site
	name  string
	pages []web.Surface
}

// New makes the surface.
func New(d Deps) *Surface {
	return &Surface{site: d.Site, name: d.Name, pages: []web.Surface{
		hall.New(hall.Deps{
			Centre: d.Centre, Name: d.Name, Confirm: d.Confirm, Agents: d.Agents, Warnings: d.Warnings,
			Messages: d.Messages, Clock: d.Clock,
		}),
		regimes.New(regimes.Deps{
			Centre: d.Centre, Confirm: d.Confirm, Passports: d.Passports, Clock: d.Clock, Past: d.Past,
		}),
		calendar.New(calendar.Deps{Centre: d.Centre, Confirm: d.Confirm, Clock: d.Clock}),
		setup.New(setup.Deps{Centre: d.Centre, Confirm: d.Confirm, Passports: d.Passports}),
		record.New(record.Deps{Records: d.Records}),
		services.New(services.Deps{Centre: d.Centre, Confirm: d.Confirm, Passports: d.Passports}),
		connections.New(connections.Deps{Systems: d.Systems, Confirm: d.Confirm, Passports: d.Passports}),
		feedback.New(feedback.Deps{Centre: d.Centre, Feedback: d.Feedback, Agents: d.Agents, Clock: d.Clock}),
	}}
}

// Routes implements web.Surface.
func (s *Surface) Routes() []web.Route {
	routes := []web.Route{{
		Method: http.MethodGet, Path: "/manager", For: []web.Role{web.Anyone},
		Summary: "The manager's console, as a page.", Type: "text/html", Do: s.page,
	}}
	for _, page := range s.pages {
		routes = append(routes, page.Routes()...)
	}
	return routes
}

// Lives implements web.Surface.
func (s *Surface) Lives() (lives []web.Live) {
	for _, page := range s.pages {
		lives = append(lives, page.Lives()...)
	}
	return lives
}

// pageData is what the page knows before its first frame: the choices that the
// program's lists of roles and devices offer.
type pageData struct {
	Centre string     `json:"centre"`
	Roles  []web.Role `json:"roles"`
	Kinds  []web.Role `json:"kinds"`
}

func (s *Surface) page(c *gin.Context) error {
	return s.site.Page(c.Writer, assets.Page{
		Surface: "manager", Title: assets.Text(web.Language(c), "manager.title", nil), Lang: web.Language(c),
		Styles: []string{
			"css/staff.css", "css/bar.css", "manager/ui/style.css", "manager/ui/forms.css",
			"manager/ui/effect.css",
			"manager/hall/ui/hall.css",
			"manager/regimes/ui/regime.css", "manager/regimes/ui/trial.css",
			"css/notices.css", "manager/regimes/ui/notice.css",
			"manager/calendar/ui/calendar.css", "manager/setup/ui/setup.css",
			"manager/services/ui/passports.css",
			"manager/connections/ui/connections.css", "manager/feedback/ui/feedback.css",
			"manager/people/ui/people.css", "manager/people/ui/factor.css", "manager/record/ui/record.css",
		},
		Module: "manager/ui/app.js",
		Texts: []string{
			"common", "error", "manager", "regime", "trial", "calendar", "setup", "people", "record",
			"passports", "connections", "feedback", "notice", "factor",
		},
		Data: pageData{Centre: s.name, Roles: web.StaffRoles(), Kinds: web.DeviceKinds()},
	})
}
