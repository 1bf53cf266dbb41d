package desk

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/application"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/integration"
	"dost/server/passport"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/web"
)

// advanceRequest moves an application to a further stage.
type advanceRequest struct {
	Key   string            `json:"key"`
	Stage application.Stage `json:"stage"`
	Note  string            `json:"note,omitempty"` // needed for a cancellation; nobody's name
}

// StageView is where an application stands after a move.
type StageView struct {
	ID     string            `json:"id"`
	Number string            `json:"number"`
	Stage  application.Stage `json:"stage"`
}

// StepView is one move of an application.
type StepView struct {
	Stage application.Stage `json:"stage"`
	At    time.Time         `json:"at"`
	By    string            `json:"by"` // a name for people; "clock" for the clock
	Note  string            `json:"note,omitempty"`
}

// ShareView is one office's part of the period; dates are YYYY-MM-DD, "" = none.
type ShareView struct {
	From string `json:"from"`
	Due  string `json:"due"`
	Done string `json:"done"`
	Late bool   `json:"late"`
}

func (s *Surface) advanceRoutes() []web.Route {
	return []web.Route{{Method: http.MethodPost, Path: "/api/desk/applications/:id/advance", For: staff,
		In: advanceRequest{}, Out: StageView{}, Do: s.advance,
		Summary: "Move an application on: sent-on, returned, decided, closed or cancelled",
		Codes: []problem.Code{application.CodeUnknownApplication, application.CodeWrongStage,
			application.CodeBadApplication, CodeUnknownService, queue.CodeReasonNeeded}}}
}

func (s *Surface) advance(c *gin.Context) error {
	var in advanceRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	a, today, err := s.find(c)
	if err != nil {
		return err
	}
	p, ok := s.passportOf(a)
	if !ok { // which systems are told of the move nobody could say
		return web.Fail(CodeUnknownService, "the centre no longer has that passport",
			map[string]any{"field": "service"})
	}
	in.Note = strings.TrimSpace(in.Note)
	command := application.Advance{
		Application: a.ID, Stage: in.Stage, Note: in.Note, Periods: application.PeriodsOf(p),
	}
	if command.Applicant, err = s.whose(a.ID); err != nil {
		return err
	}
	if !today {
		command.Earlier = &a
	}
	envelope, err := web.Envelope(c, in.Key, in, command, func(*centre.State, []event.Record) (int, any) {
		return http.StatusOK, StageView{ID: wire(a.ID), Number: a.Number, Stage: in.Stage}
	})
	if err != nil {
		return err
	}
	envelope.HandOvers = integration.HandOvers(p, a.Outcome, queue.Outcome(in.Stage))
	return web.Do(c, s.Centre, envelope)
}

// passportOf is the passport that guided the visit, or the newest one.
func (s *Surface) passportOf(a application.Application) (*passport.Passport, bool) {
	if p, ok := s.Passports().Version(a.Service, a.ServiceVersion); ok {
		return p, true
	}
	return s.Passports().Get(a.Service)
}

// history is the whole way of an application, from its registration on.
func (s *Surface) history(a application.Application) []StepView {
	begin := a
	begin.Steps = nil
	list := []StepView{{Stage: begin.Stage(), At: baku(a.RegisteredAt), By: s.nameOf(a.Agent),
		Note: a.Reason}}
	for _, step := range a.Steps {
		_, login, _ := strings.Cut(step.By, ":")
		who := step.By
		if login != "" {
			who = s.nameOf(queue.AgentID(login))
		}
		list = append(list, StepView{Stage: step.Stage, At: baku(step.At), By: who, Note: step.Note})
	}
	return list
}

func share(p application.Share, today civil.Day) ShareView {
	return ShareView{From: date(p.From), Due: date(p.Due), Done: date(p.Done), Late: p.Late(today)}
}

// after lists the stages that may follow; never nil.
func after(a application.Application) []application.Stage {
	return append([]application.Stage{}, slices.Clone(a.After())...)
}
