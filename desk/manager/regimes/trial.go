package regimes

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"dost/desk/manager/rules"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/web"
)

// MaxVisitors is how many visitors a day can be tried with: thrice the record of
// the largest centre (domain, Real figures).
const MaxVisitors = 5000

// trialRequest is what is to be tried.
type trialRequest struct {
	Day      time.Time      // its midnight in Baku; today is played from now on
	Draft    *regime.Regime // as the centre would take it; nil = what is decided against ordinary reception
	Visitors int            // without an appointment; 0 = as the centre expects
}

// TrialRequest is a day to be tried, with a draft or without.
type TrialRequest struct {
	Key      string         `json:"key,omitempty"`   // taken and not needed: nothing is changed
	Draft    *regime.Regime `json:"draft,omitempty"` // as in Question
	Day      string         `json:"day"`             // 2006-01-02, today or later
	Visitors int            `json:"visitors,omitempty"`
}

// TrialView is a day as it would go, as the median of several days with other
// visitors each. Without is the day without the draft; with no draft it is the day
// without any regime, and missing where none holds.
type TrialView struct {
	// why the draft cannot be tried; then there is nothing else
	Fault   *Fault        `json:"fault,omitempty"`
	Days    int           `json:"days,omitempty"` // played
	Rests   *TrialBasis   `json:"rests,omitempty"`
	Without *TrialOutlook `json:"without,omitempty"`
	With    *TrialOutlook `json:"with,omitempty"`
	FromNow bool          `json:"from_now,omitempty"` // the rest of today, with those who wait
}

// TrialBasis is what a trial's figures rest on.
type TrialBasis struct {
	Visitors int `json:"visitors"`
	Expected int `json:"expected"` // as many as the centre expects by itself
	// the busiest of so many; none = as many as the desks bear
	RecordedDays int    `json:"recorded_days,omitempty"`
	Desks        int    `json:"desks"`
	From         string `json:"from"` // the desks' day, "09:00"
	To           string `json:"to"`
	Service      int    `json:"service"` // mean time at the desk, seconds
}

// TrialOutlook is what the day comes to under one set of rules.
type TrialOutlook struct {
	All        TrialDirection   `json:"all"`
	Directions []TrialDirection `json:"directions"`
	Inside     Spread           `json:"inside"`   // most people with an open ticket at once
	Busy       Spread           `json:"busy"`     // of the desks' time, per cent
	Overtime   Spread           `json:"overtime"` // after closing time, seconds
}

// TrialDirection is what becomes of the visitors of a direction, or of all.
type TrialDirection struct {
	Direction queue.DirectionID `json:"direction,omitempty"`
	Received  Spread            `json:"received"`
	Booked    Spread            `json:"booked"` // of them by appointment
	Turned    Spread            `json:"turned"` // told to come another way
	Refusals  []TrialRefusal    `json:"why"`
	Wait      Spread            `json:"wait"`     // half are called within, seconds
	Most      Spread            `json:"most"`     // four of five are called within
	Within15  Spread            `json:"within15"` // per cent of those called, whatever was promised
	Levels    []TrialLevel      `json:"levels"`   // what was promised
	Longest   Spread            `json:"longest"`  // in line at once
	Late      Spread            `json:"late"`     // still waited at closing time
	FullFrom  string            `json:"full_from,omitempty"`
}

// TrialLevel is how a promise would be kept.
type TrialLevel struct {
	queue.Promise
	Directions []queue.DirectionID `json:"directions"` // that made it
	Share      Spread              `json:"share"`      // per cent of those called
}

// TrialRefusal is how many are told to come another way, and for what reason.
type TrialRefusal struct {
	Code     problem.Code `json:"code"`
	Visitors Spread       `json:"visitors"`
}

// Spread is a figure over the days played.
type Spread struct {
	Low    int `json:"low"`
	Median int `json:"median"`
	High   int `json:"high"`
}

func (s *Surface) trialRoutes() []web.Route {
	return []web.Route{{
		Method: http.MethodPost, Path: "/api/manager/regimes/try", For: managers,
		Summary: "Plays a day with invented visitors, with a draft and without. It changes nothing.",
		In:      TrialRequest{}, Out: TrialView{},
		Codes: []problem.Code{regime.CodeBadDay, regime.CodeBadNumber}, Do: s.try,
	}}
}

func (s *Surface) try(c *gin.Context) error {
	var in TrialRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	day, err := rules.Day(in.Day)
	if err != nil {
		return err
	}
	now := s.Clock()
	if day < civil.DayOf(now) {
		return web.Fail(regime.CodeBadDay, "the day is past", map[string]any{"field": "day"})
	}
	if in.Visitors < 0 || in.Visitors > MaxVisitors {
		return web.Fail(regime.CodeBadNumber, "so many visitors cannot be played",
			map[string]any{"field": "visitors", "limit": MaxVisitors})
	}
	order := trialRequest{Day: day.Begins(), Visitors: in.Visitors}
	if in.Draft != nil {
		var wrong *Fault
		if order.Draft, wrong = s.decided(*in.Draft, now); order.Draft == nil {
			web.JSON(c, http.StatusOK, TrialView{Fault: wrong})
			return nil
		}
	}
	trial, err := s.trials.try(c.Request.Context(), order)
	if err != nil {
		return err
	}
	web.JSON(c, http.StatusOK, trial)
	return nil
}

// decided is the draft as the centre would take it now, or why it would not. A
// name can still be missing: the trial does not need it.
func (s *Surface) decided(draft regime.Regime, now time.Time) (decided *regime.Regime, wrong *Fault) {
	if err := s.knows(draft); err != nil {
		return nil, fault(err)
	}
	var change event.Event
	s.Centre.Read(func(st *centre.State) {
		if wrong = fault(st.Knows(draft)); wrong == nil {
			change, wrong = decide(st.Regime, now, draft)
		}
	})
	return decidedBy(change), wrong
}
