package desk

import (
	"context"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"dost/server/application"
	"dost/server/centre"
	"dost/server/integration"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/web"
)

// Systems are the other systems, as an agent's look-ups reach them.
type Systems interface {
	// LookUp asks about a person. It takes at most three seconds and never fails:
	// what does not answer is left to the agent.
	LookUp(ctx context.Context, q integration.LookUpQuestion) integration.LookUpAnswer
	// Connected are the systems that can be asked now.
	Connected() []string
}

// lookUpRequest is one look-up: the person who is served, in a system that the
// service's passport names.
type lookUpRequest struct {
	Key       string `json:"key"`
	Ticket    string `json:"ticket"`
	Service   string `json:"service"`
	Version   int    `json:"service_version,omitempty"`
	Subsystem string `json:"subsystem"`
	FIN       string `json:"fin,omitempty"`
	// Document is that of a person without a FIN, about whom no system can be asked:
	// the answer is manual.
	Document *application.IdentityDocument `json:"document,omitempty"`
}

// LookUpView is the answer. State manual or silent leaves it to the agent.
type LookUpView struct {
	Subsystem string            `json:"subsystem"`
	State     integration.State `json:"state"`
	Note      string            `json:"note,omitempty"` // the system's own words
}

// connectedView lists the systems that answer by themselves.
type connectedView struct {
	Connected []string `json:"connected"`
}

func (s *Surface) lookUpRoutes() []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Path: "/api/desk/lookups", For: agents,
			Summary: "The systems that can be asked from the desk; the others by hand",
			Out:     connectedView{}, Do: s.connected},
		{Method: http.MethodPost, Path: "/api/desk/lookups", For: agents, In: lookUpRequest{},
			Out: LookUpView{}, Do: s.lookUp,
			Summary: "Ask a connected system about the person who is served; manual or silent after at most three seconds, manual without a FIN",
			Codes: []problem.Code{CodeUnknownService, queue.CodeUnknownTicket, queue.CodeNoDesk,
				queue.CodeTicketNotHere, application.CodeBadApplication, application.CodeBadPerson}},
	}
}

func (s *Surface) connected(c *gin.Context) error {
	out := connectedView{Connected: []string{}}
	if s.Systems != nil {
		out.Connected = append(out.Connected, s.Systems.Connected()...)
	}
	web.JSON(c, http.StatusOK, out)
	return nil
}

// lookUp asks while somebody is served at the agent's desk, and nothing but what
// the service's passport has him ask: nobody browses people's data.
func (s *Surface) lookUp(c *gin.Context) error {
	var in lookUpRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	if err := web.CheckKey(in.Key); err != nil {
		return err
	}
	fin, err := in.known()
	if err != nil {
		return err
	}
	p, err := s.passportIn(in.Service, in.Version)
	if err != nil {
		return err
	}
	if !integration.Asks(p, in.Subsystem) {
		return web.Fail(application.CodeBadApplication,
			"the service's passport does not have this system asked", map[string]any{"field": "subsystem"})
	}
	if err := s.servesNow(agentOf(c), in.Ticket); err != nil {
		return err
	}
	answer := integration.LookUpAnswer{State: integration.Manual}
	if s.Systems != nil && fin != "" {
		// The key names the question: a repeat is the same one.
		answer = s.Systems.LookUp(c.Request.Context(), integration.LookUpQuestion{
			ID: web.CallerOf(c).ID + "-" + in.Key, System: in.Subsystem, Service: p.ID, FIN: fin,
		})
	}
	web.JSON(c, http.StatusOK, LookUpView{Subsystem: in.Subsystem, State: answer.State, Note: answer.Note})
	return nil
}

// known gives the FIN in normal form; "" for a person who has a document instead.
func (in lookUpRequest) known() (string, error) {
	if in.Document == nil || in.FIN != "" {
		return application.CheckFIN(in.FIN)
	}
	_, err := in.Document.Validate()
	return "", err
}

// servesNow refuses unless the ticket is the one that is served at the agent's desk.
func (s *Surface) servesNow(agent queue.AgentID, ticket string) (err error) {
	id, bad := strconv.ParseUint(ticket, 10, 64)
	if bad != nil {
		return web.Fail(queue.CodeUnknownTicket, "no such ticket", map[string]any{"field": "ticket"})
	}
	s.Centre.Read(func(st *centre.State) {
		desk, seated := st.Queue.DeskOf(agent)
		t, known := st.Queue.Ticket(queue.TicketID(id))
		switch {
		case !seated:
			err = web.Fail(queue.CodeNoDesk, "the agent sits at no desk", nil)
		case !known:
			err = web.Fail(queue.CodeUnknownTicket, "no such ticket today", map[string]any{"field": "ticket"})
		case desk.Active != t.ID || t.Status != queue.Serving:
			err = web.Fail(queue.CodeTicketNotHere, "the person is not being served at this desk",
				map[string]any{"status": t.Status})
		}
	})
	return err
}
