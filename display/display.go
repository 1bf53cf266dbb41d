// Package display is the screen of the hall: the last calls, large and spoken,
// the state of the directions, notices. It shows ticket numbers and desks, and
// nothing else about anyone.
package display

import (
	"embed"

	"github.com/gin-gonic/gin"

	"dost/assets"
	"dost/server/web"
)

// UI is the surface's own part of the site, below "display/".
//
//go:embed ui
var UI embed.FS

// Topic is what every display watches.
const Topic = "display"

// Deps are what the display needs of the server.
type Deps struct {
	Site   *assets.Site
	Centre string // the centre's name, shown beside the wordmark
}

// Surface is the display as the server mounts it.
type Surface struct{ deps Deps }

// New makes the surface.
func New(d Deps) *Surface { return &Surface{deps: d} }

// Routes is the page. Anyone may open it: it is an empty shell until its device
// is paired, and gets its frames only then.
func (s *Surface) Routes() []web.Route {
	return []web.Route{{
		Method: "GET", Path: "/display", For: []web.Role{web.Anyone},
		Summary: "The screen of the hall", Type: "text/html; charset=utf-8", Do: s.page,
	}}
}

// Lives is the one topic of all displays.
func (s *Surface) Lives() []web.Live {
	return []web.Live{{
		Path: "/live/display", For: []web.Role{web.Display},
		Summary: "The last calls, the state of the directions, notices",
		Topic:   func(*gin.Context) (string, error) { return Topic, nil },
		Frame:   s.frame,
		Schema:  Frame{},
	}}
}

// The page is Azerbaijani whatever the browser asks for: a screen in a hall has
// no reader of its own. Russian and English stand beside it.
func (s *Surface) page(c *gin.Context) error {
	return s.deps.Site.Page(c.Writer, assets.Page{
		Surface: "display",
		Title:   assets.Text("az", "display.title", nil),
		Lang:    "az",
		Styles:  []string{"css/pairing.css", "css/notices.css", "display/style.css"},
		Module:  "display/app.js",
		Texts:   []string{"common", "error", "display", "pairing"},
		Class:   "display",
	})
}
