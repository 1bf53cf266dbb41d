// Package hall is the console's first page: the hall at a glance, what is wrong in it
// now, and closing at once.
package hall

import (
	"embed"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/centre"
	"dost/server/web"
)

// UI is the files of the page.
//
//go:embed ui
var UI embed.FS

// Deps is what the page is wired to.
type Deps struct {
	Centre web.Centre
	Name   string // of the centre
	// Confirm checks the manager's password again.
	Confirm func(login, password string) error
	// Agents gives the names of the staff by login.
	Agents func() map[string]string
	// Warnings are troubles of the server itself, as codes of assets/i18n
	// ("manager.wrong.CODE").
	Warnings func() []string
	// Messages tells whether a system is connected that sends visitors messages.
	Messages func() bool
	Clock    func() time.Time
}

// Surface is the page, ready to be mounted.
type Surface struct{ Deps }

// New makes the page.
func New(d Deps) *Surface { return &Surface{d} }

var managers = []web.Role{web.Manager}

// Routes implements web.Surface.
func (s *Surface) Routes() []web.Route {
	return []web.Route{
		{
			Method: http.MethodPost, Path: "/api/manager/closures", For: managers,
			Summary: "Closes directions, or the whole centre, at once and with a reason that kiosks and displays show.",
			In:      ClosureRequest{}, Out: ClosureView{}, Status: http.StatusCreated,
			Codes: closureCodes, Do: s.closeNow,
		},
		{
			Method: http.MethodPost, Path: "/api/manager/closures/:id/end", For: managers,
			Summary: "Ends a closure: its directions are open again, as far as nothing else closes them.",
			In:      ReopenRequest{}, Out: ClosureView{}, Codes: closureCodes, Do: s.reopen,
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
