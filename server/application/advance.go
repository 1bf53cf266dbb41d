package application

import (
	"slices"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/queue"
)

// advance moves an application to a further stage.
func (s *State) advance(cal WorkingDays, meta event.Meta, c Advance) ([]event.Event, error) {
	if !text(c.Note) {
		return nil, badField("note", "the note is too long or holds control characters")
	}
	if err := unnamed(c.Applicant, "note", c.Note); err != nil {
		return nil, err
	}
	a, err := s.known(c.Application, c.Earlier)
	if err != nil {
		return nil, err
	}
	from := a.Stage()
	if !slices.Contains(ways[from], c.Stage) {
		return nil, refuse(CodeWrongStage, "the application cannot go there from here", "stage", string(from))
	}
	if c.Stage == StageCancelled && blank(c.Note) {
		return nil, refuse(queue.CodeReasonNeeded, "a cancellation needs its reason", "field", "note")
	}
	e := Advanced{Application: a.ID, From: from, Stage: c.Stage, Note: c.Note}
	if c.Stage == StageSentOn {
		e.BackDue = capped(after(cal, civil.DayOf(meta.At), within(c.Periods.Back, c.Periods.Total)), a.DueOn)
	}
	return []event.Event{e}, nil
}

// known is an application of today, or an earlier one as the journal holds it,
// with what was done to it today.
func (s *State) known(id ApplicationID, earlier *Application) (*Application, error) {
	if a, ok := s.applications[id]; ok {
		return a, nil
	}
	if earlier == nil || earlier.ID != id {
		return nil, refuse(CodeUnknownApplication, "no such application")
	}
	a := *earlier
	// The journal may have been read before today's moves came about.
	for _, step := range s.steps[id] {
		if n := len(a.Steps); n == 0 || a.Steps[n-1].At.Before(step.At) {
			a.Steps = append(slices.Clip(a.Steps), step)
		}
	}
	return &a, nil
}

func (s *State) applyAdvanced(r event.Record, e Advanced) {
	step := e.Step(r)
	if a, ok := s.applications[e.Application]; ok {
		a.Steps = append(a.Steps, step)
	} else {
		s.steps[e.Application] = append(s.steps[e.Application], step)
	}
	if e.Stage != StageListed {
		s.unlist(e.Application)
	}
}
