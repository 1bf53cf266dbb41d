// Package volunteers is the surface of help in the hall: a button at kiosks and desks
// that calls a volunteer and shows whether one is coming, and the volunteers' own page
// on a phone.
package volunteers

import (
	"embed"
	"net/http"

	"github.com/gin-gonic/gin"

	"dost/assets"
	"dost/server/centre"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/volunteer"
	"dost/server/web"
)

// UI is the surface's own part of the site, below "volunteers/".
//
//go:embed ui
var UI embed.FS

// Deps is what the surface is wired to.
type Deps struct {
	Centre web.Centre
	Site   *assets.Site
	Name   string                   // of the centre
	Names  func() map[string]string // of the staff, by login
}

// Surface is the surface, ready to be mounted.
type Surface struct{ Deps }

// New makes the surface.
func New(d Deps) *Surface { return &Surface{d} }

var (
	kiosks     = []web.Role{web.Kiosk}
	agents     = []web.Role{web.Agent}
	volunteers = []web.Role{web.Volunteer}
)

// Routes implements web.Surface.
func (s *Surface) Routes() []web.Route {
	calling := []problem.Code{volunteer.CodeAlreadyCalled, queue.CodeBadLanguage}
	cancelling := []problem.Code{volunteer.CodeNoCall, volunteer.CodeCallTaken}
	ending := []problem.Code{volunteer.CodeUnknownCall, volunteer.CodeNotYourCall}
	return []web.Route{
		{Method: http.MethodGet, Path: "/volunteer", For: []web.Role{web.Anyone},
			Summary: "The volunteers' page, for a phone.", Type: "text/html", Do: s.page},
		{Method: http.MethodPost, Path: "/api/kiosk/help", For: kiosks,
			Summary: "Call a volunteer to this kiosk.",
			In:      KioskHelpRequest{}, Out: HelpRequestView{}, Status: http.StatusCreated, Codes: calling,
			Do: s.requestAtKiosk},
		{Method: http.MethodPost, Path: "/api/kiosk/help/cancel", For: kiosks,
			Summary: "Take the kiosk's call back, while nobody is coming.",
			In:      KeyRequest{}, Status: http.StatusNoContent, Codes: cancelling, Do: s.cancelAtKiosk},
		{Method: http.MethodPost, Path: "/api/desk/help", For: agents,
			Summary: "Call a volunteer to one's desk, for a visitor or for none.",
			In:      DeskHelpRequest{}, Out: HelpRequestView{}, Status: http.StatusCreated,
			Codes: append(calling, queue.CodeNoDesk, queue.CodeUnknownTicket), Do: s.requestAtDesk},
		{Method: http.MethodPost, Path: "/api/desk/help/cancel", For: agents,
			Summary: "Take the desk's call back, while nobody is coming.",
			In:      KeyRequest{}, Status: http.StatusNoContent, Codes: append(cancelling, queue.CodeNoDesk),
			Do: s.cancelAtDesk},
		{Method: http.MethodPost, Path: "/api/volunteer/calls/:id/take", For: volunteers,
			Summary: "Go to whoever called. Exactly one volunteer goes: the second is told who was first.",
			In:      KeyRequest{}, Out: HelpRequestView{},
			Codes: []problem.Code{volunteer.CodeUnknownCall, volunteer.CodeCallTaken,
				volunteer.CodeAlreadyHelping}, Do: s.take},
		{Method: http.MethodPost, Path: "/api/volunteer/calls/:id/give-back", For: volunteers,
			Summary: "Let another volunteer go.",
			In:      KeyRequest{}, Status: http.StatusNoContent, Codes: ending, Do: s.giveBack},
		{Method: http.MethodPost, Path: "/api/volunteer/calls/:id/done", For: volunteers,
			Summary: "Say that the help has been given, and count its time.",
			In:      KeyRequest{}, Out: HelpGivenView{}, Codes: ending, Do: s.done},
	}
}

// Lives implements web.Surface.
func (s *Surface) Lives() []web.Live {
	own := func(c *gin.Context) (string, error) { return web.CallerOf(c).ID, nil }
	return []web.Live{
		{Path: "/live/volunteer", For: volunteers,
			Summary: "Who needs help now, and the volunteer's own call.",
			Topic:   own, Schema: Frame{},
			Frame: func(st *centre.State, login string,
				head web.Head) any {
				return s.frame(st, login, head)
			}},
		{Path: "/live/kiosk/help", For: kiosks, Summary: "Whether a volunteer is coming to this kiosk.",
			Topic: own, Schema: OriginFrame{},
			Frame: func(st *centre.State, id string, head web.Head) any {
				return s.originFrame(st, volunteer.Origin{Kind: "kiosk", ID: id}, head)
			}},
		{Path: "/live/desk/help", For: agents, Summary: "Whether a volunteer is coming to the agent's desk.",
			Topic: own, Schema: OriginFrame{},
			Frame: func(st *centre.State, login string, head web.Head) any {
				d, _ := st.Queue.DeskOf(queue.AgentID(login))
				return s.originFrame(st, volunteer.Origin{Kind: "desk", ID: string(d.ID)}, head)
			}},
	}
}

func (s *Surface) page(c *gin.Context) error {
	return s.Site.Page(c.Writer, assets.Page{
		Surface: "volunteers", Title: assets.Text(web.Language(c), "volunteer.title", nil),
		Lang:   web.Language(c),
		Styles: []string{"css/staff.css", "volunteers/style.css"}, Module: "volunteers/app.js",
		Texts: []string{"common", "error", "volunteer"}, Data: map[string]string{"centre": s.Name},
	})
}
