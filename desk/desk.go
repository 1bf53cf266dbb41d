// Package desk is the social agent's surface: sign in, take a desk, call and
// serve, lead the visit by the service's passport, take the application and hand
// over its confirmation; and the public page that tells a genuine confirmation
// from a changed one.
package desk

import (
	"crypto/ed25519"
	"embed"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"dost/assets"
	"dost/server/centre"
	"dost/server/event"
	"dost/server/passport"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/web"
)

// UI is the browser's side of the desk.
//
//go:embed ui
var UI embed.FS

// Deps is what the surface is built from. All fields but Agents are needed.
type Deps struct {
	Centre  web.Centre
	Records Applications
	Site    *assets.Site
	// Name is the centre's name as people read it; Code its short ASCII form in
	// the numbers of applications, 1 to 12 characters of A–Z, 0–9 and hyphens.
	Name, Code string
	// Passports gives the library in force at the moment of the call.
	Passports func() *passport.Library
	// Agents gives an agent's name for people; nil, or "", shows the login.
	Agents func(login queue.AgentID) string
	// Confirm checks a manager's password again: the rules of the waiting lists are
	// rules of the server.
	Confirm func(login, password string) error
	// Key signs confirmations.
	Key ed25519.PrivateKey
	// Public is the address under which visitors reach /v/, "https://host".
	Public string
	Clock  func() time.Time // the centre's time
	// Systems answer look-ups where they are connected; nil = all by hand.
	Systems Systems
}

// Surface is the desk as the server mounts it.
type Surface struct {
	Deps
	paper *Paper
}

// New makes the surface. It fails when a font of the paper cannot be read.
func New(d Deps) (*Surface, error) {
	paper, err := NewPaper(d.Public)
	if err != nil {
		return nil, err
	}
	return &Surface{Deps: d, paper: paper}, nil
}

var (
	agents   = []web.Role{web.Agent}
	staff    = []web.Role{web.Agent, web.Manager}
	everyone = []web.Role{web.Anyone}
)

// Routes are the endpoints of the desk and of the verification of confirmations.
func (s *Surface) Routes() []web.Route {
	routes := []web.Route{
		{Method: http.MethodGet, Path: "/desk", For: everyone, Summary: "The agent's screen",
			Type: "text/html", Do: s.page},
		{Method: http.MethodGet, Path: "/registry", For: everyone,
			Summary: "Applications, deadlines and waiting lists, for agents and managers", Type: "text/html",
			Do: s.registry},
		{Method: http.MethodPost, Path: "/api/desk", For: agents,
			Summary: "Take a desk, or take one's own anew", In: takeRequest{}, Out: SeatView{}, Do: s.take,
			Codes: []problem.Code{queue.CodeUnknownDesk, queue.CodeDeskTaken, queue.CodeUnknownDirection,
				queue.CodeTicketActive}},
		{Method: http.MethodDelete, Path: "/api/desk", For: agents, Summary: "Leave the desk",
			In: leaveRequest{}, Status: http.StatusNoContent, Do: s.leave,
			Codes: []problem.Code{queue.CodeNoDesk, queue.CodeStaleDesk, queue.CodeTicketActive}},
		{Method: http.MethodPost, Path: "/api/desk/pause", For: agents,
			Summary: "Pause the desk, with a reason", In: reasonRequest{}, Out: SeatView{}, Do: s.pause,
			Codes: []problem.Code{queue.CodeNoDesk, queue.CodeStaleDesk, queue.CodeReasonNeeded}},
		{Method: http.MethodPost, Path: "/api/desk/unpause", For: agents, Summary: "End the pause",
			In: moveRequest{}, Out: SeatView{}, Do: s.unpause,
			Codes: []problem.Code{queue.CodeNoDesk, queue.CodeStaleDesk}},
		{Method: http.MethodPost, Path: "/api/desk/next", For: agents,
			Summary: "Call the next visitor; 204 when nobody waits", In: moveRequest{}, Out: TicketView{},
			Do: s.next,
			Codes: []problem.Code{queue.CodeNoDesk, queue.CodeStaleDesk, queue.CodeTicketActive,
				queue.CodeDeskPaused}},
		{Method: http.MethodPost, Path: "/api/desk/undo", For: agents,
			Summary: "Take back the desk's last move within 10 s", In: moveRequest{}, Out: TicketView{},
			Do: s.undo,
			Codes: []problem.Code{queue.CodeNoDesk, queue.CodeStaleDesk, queue.CodeNothingToUndo,
				queue.CodeTooLate}},
	}
	routes = append(routes, s.moves()...)
	routes = append(routes, s.applicationRoutes()...)
	for _, more := range [][]web.Route{s.serviceRoutes(), s.searchRoutes(), s.advanceRoutes(),
		s.deadlineRoutes(), s.listRoutes(), s.returnRoutes(), s.rebookRoutes()} {
		routes = append(routes, more...)
	}
	routes = append(routes, s.lookUpRoutes()...)
	return append(routes, s.verifyRoutes()...)
}

// page is the shell of the agent's screen; signing in happens on it.
func (s *Surface) page(c *gin.Context) error {
	return s.Site.Page(c.Writer, assets.Page{
		Surface: "desk", Title: assets.Text(web.Language(c), "desk.title", nil), Lang: web.Language(c),
		Styles: []string{"css/staff.css", "css/bar.css", "css/freetimes.css", "desk/style.css"},
		Module: "desk/app.js", Texts: []string{"common", "error", "desk", "help", "connections"},
	})
}

// registry is the shell of the page on which applications are found and followed.
func (s *Surface) registry(c *gin.Context) error {
	return s.Site.Page(c.Writer, assets.Page{
		Surface: "registry", Title: assets.Text(web.Language(c), "registry.title", nil),
		Lang:   web.Language(c),
		Styles: []string{"css/staff.css", "css/bar.css", "desk/style.css", "desk/registry.css"},
		Module: "desk/registry.js", Texts: []string{"common", "error", "desk", "registry"},
		Data: map[string]any{"centre": s.Name},
	})
}

// agentOf is the agent who calls, as the engine knows him.
func agentOf(c *gin.Context) queue.AgentID { return queue.AgentID(web.CallerOf(c).ID) }

// nameOf is the agent's name for people.
func (s *Surface) nameOf(login queue.AgentID) string {
	if s.Agents != nil {
		if name := s.Agents(login); name != "" {
			return name
		}
	}
	return string(login)
}

// do sends one command to the centre and its answer to the agent.
func (s *Surface) do(c *gin.Context, key string, in any, command centre.Command, answer answer) error {
	envelope, err := web.Envelope(c, key, in, command, answer)
	if err != nil {
		return err
	}
	return web.Do(c, s.Centre, envelope)
}

// answer composes the reply to a command, on the state right after it.
type answer = func(*centre.State, []event.Record) (int, any)
