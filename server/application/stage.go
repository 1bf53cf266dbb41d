package application

import (
	"time"

	"dost/server/civil"
	"dost/server/queue"
)

// Stage is where an application stands on its way.
type Stage string

// The stages. Refused, closed and cancelled are final.
const (
	StageRegistered Stage = "registered" // taken in; the front office works on it
	StageSentOn     Stage = "sent-on"    // with the back office
	StageReturned   Stage = "returned"   // back from the back office, to be completed
	StageListed     Stage = "listed"     // on a waiting list
	StageRefused    Stage = "refused"
	StageDecided    Stage = "decided"   // the decision is in the applicant's cabinet
	StageClosed     Stage = "closed"    // nothing remains to be done
	StageCancelled  Stage = "cancelled" // the applicant took it back, or a registration was ended
)

// ways are the stages that may follow a stage.
var ways = map[Stage][]Stage{
	StageRegistered: {StageSentOn, StageDecided, StageClosed, StageCancelled},
	StageSentOn:     {StageDecided, StageReturned, StageCancelled},
	StageReturned:   {StageSentOn, StageDecided, StageCancelled},
	StageListed:     {StageCancelled},
	StageDecided:    {StageClosed, StageCancelled},
}

// Step is one move of an application, with who made it and when.
type Step struct {
	Stage   Stage     `json:"stage"`
	At      time.Time `json:"at"`
	By      string    `json:"by"`                 // "agent:agent3", "manager:manager", "clock"
	Note    string    `json:"note,omitempty"`     // at most MaxNote characters; nobody's name or FIN
	BackDue civil.Day `json:"back_due,omitempty"` // counted anew when it is sent on
}

// Stage is where the application stands now.
func (a *Application) Stage() Stage {
	if n := len(a.Steps); n > 0 {
		return a.Steps[n-1].Stage
	}
	switch a.Outcome {
	case queue.SentOn:
		return StageSentOn
	case queue.Listed:
		return StageListed
	case queue.Refused:
		return StageRefused
	}
	return StageRegistered
}

// After lists the stages to which the application may go now; nil at its end.
func (a *Application) After() []Stage { return ways[a.Stage()] }

// Share is one office's part of an application's period.
type Share struct {
	From civil.Day // first day; 0 = has not begun
	Due  civil.Day // last day; 0 = the passport states none
	Done civil.Day // when it ended; 0 = runs, or has not begun
}

// Late tells whether the share ended after its last day, or runs past it.
func (s Share) Late(today civil.Day) bool {
	if s.Due == 0 || s.From == 0 {
		return false
	}
	if s.Done != 0 {
		return s.Done > s.Due
	}
	return today > s.Due
}

// Shares are the front and the back office's parts, tracked apart: the front
// office's ends when the application first leaves it, the back office's begins
// then and ends with the decision.
func (a *Application) Shares() (front, back Share) {
	front, back = Share{From: a.Day, Due: a.FrontDue}, Share{Due: a.BackDue}
	reach := func(stage Stage, day civil.Day) {
		switch stage {
		case StageSentOn:
			back.From, back.Done = day, 0
		case StageRegistered, StageReturned:
			return
		default:
			if back.From != 0 && back.Done == 0 {
				back.Done = day
			}
		}
		if front.Done == 0 {
			front.Done = day
		}
	}
	if a.Outcome != queue.Registered {
		reach(Stage(a.Outcome), a.Day)
	}
	for _, step := range a.Steps {
		reach(step.Stage, civil.DayOf(step.At))
		if step.BackDue != 0 {
			back.Due = step.BackDue
		}
	}
	return front, back
}

// Awaited is what a deadline asks for.
type Awaited string

// What applications wait for.
const (
	AwaitNothing  Awaited = ""
	AwaitSendOn   Awaited = "send-on"  // to the back office, within the front office's share
	AwaitDecision Awaited = "decision" // in the applicant's cabinet
)

// Next is what the application waits for and the last day for it; AwaitNothing
// when it waits for nothing that has a date.
func (a *Application) Next() (Awaited, civil.Day) {
	switch a.Stage() {
	case StageRegistered:
		if a.BackDue != 0 && a.FrontDue != 0 {
			return AwaitSendOn, min(a.FrontDue, a.DecisionBy)
		}
	case StageSentOn, StageReturned:
	default:
		return AwaitNothing, 0
	}
	if a.DecisionBy == 0 {
		return AwaitNothing, 0
	}
	return AwaitDecision, a.DecisionBy
}
