package regimes

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"dost/server/centre"
	"dost/server/civil"
	"dost/server/regime"
	"dost/server/sim"
	"dost/server/web"
)

// The bounds of one trial: days played, the time that they may take together, and
// how long another manager waits for the one under way.
const (
	trialDays = 21 // odd, so that the middle of those received and of those turned away is one day
	trialTime = time.Second
	trialWait = 3 * time.Second
)

// trials plays days, one trial at a time, on a copy of the centre: its lock is held only
// while copying.
type trials struct {
	Deps
	turn chan struct{} // holds one token: whose turn it is

	mu       sync.Mutex // guards the two below
	past     sim.Recorded
	recorded civil.Day // the day for which past was read
}

func newTrials(d Deps) *trials {
	t := &trials{Deps: d, turn: make(chan struct{}, 1)}
	t.turn <- struct{}{}
	return t
}

// try plays the day that the order asks for.
func (t *trials) try(ctx context.Context, o trialRequest) (TrialView, error) {
	select {
	case <-t.turn:
		defer func() { t.turn <- struct{}{} }()
	case <-ctx.Done():
		return TrialView{}, fmt.Errorf("waiting for a trial: %w", ctx.Err())
	case <-time.After(trialWait):
		return TrialView{}, web.Fail(web.CodeBusy, "another trial is under way",
			map[string]any{"retry_after": 1})
	}
	now := t.Clock()
	past, err := t.lately(civil.DayOf(now))
	if err != nil {
		return TrialView{}, err
	}
	trial, expected, err := t.set(o, now, past)
	if err != nil {
		return TrialView{}, err
	}
	ctx, done := context.WithTimeout(ctx, trialTime)
	defer done()
	outlooks, err := trial.Run(ctx)
	if err != nil {
		return TrialView{}, fmt.Errorf("trying a regime: %w", err)
	}
	answer := TrialView{Days: outlooks[0].Days, Rests: rests(&trial, expected), With: onWire(&outlooks[0]),
		FromNow: trial.Onward}
	if len(outlooks) > 1 {
		answer.Without = onWire(&outlooks[1])
	}
	return answer, nil
}

// set copies the centre and puts the trial together; its first centre is the one
// with the draft. expected is how many visitors the centre expects by itself.
func (t *trials) set(o trialRequest, now time.Time, past sim.Recorded) (trial sim.Trial, expected int,
	err error) {
	var own *centre.State
	t.Centre.Read(func(s *centre.State) { own = s.Continuation() })
	trial = sim.Trial{From: o.Day, Seeds: trialDays, First: 1}
	if civil.DayOf(now) == civil.DayOf(o.Day) {
		trial.From, trial.Onward = now, own.Queue.Day() == civil.DayOf(now)
	}
	with, without := own, own
	if o.Draft == nil {
		bare := *own
		bare.Regime = own.Regime.Ordinary()
		without = &bare
	} else if with, err = sim.Ruled(own, now, enacting(*o.Draft)); err != nil {
		return trial, 0, err
	}
	trial.Centres = []*centre.State{with}
	if o.Draft != nil || touched(own.Regime, o.Day) {
		trial.Centres = append(trial.Centres, without)
	}
	p := sim.Default(own, civil.DayOf(o.Day)).From(past)
	if trial.Onward {
		p = p.Onward(own, now)
	}
	expected = p.Visitors
	if o.Visitors > 0 {
		p.Visitors = o.Visitors
	}
	if slices.ContainsFunc(with.Regime.Regimes(), asksForServices) {
		library := t.Passports()
		for i := range p.Demands {
			for _, service := range library.In(p.Demands[i].Direction) {
				p.Demands[i].Services = append(p.Demands[i].Services, service.ID)
			}
		}
	}
	trial.Profile = p
	return trial, expected, nil
}

// enacting is the command that makes a draft hold.
func enacting(draft regime.Regime) regime.Command {
	if draft.ID != "" {
		return regime.Amend{Regime: draft, Rev: draft.Rev}
	}
	return regime.Enact{Regime: draft}
}

// touched tells whether a regime's period touches the day.
func touched(b *regime.Book, day time.Time) bool {
	return slices.ContainsFunc(b.Regimes(), func(r regime.Regime) bool {
		return r.From.Before(day.AddDate(0, 0, 1)) && r.To.After(day)
	})
}

// asksForServices tells whether it matters to the regime for what visitors come.
func asksForServices(r regime.Regime) bool {
	return len(r.Scope.Services)+len(r.Rules.OnlyServices) > 0
}

// lately is what the centre has recorded of the days before today, read once a day.
func (t *trials) lately(today civil.Day) (sim.Recorded, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.recorded == today {
		return t.past, nil
	}
	past, err := t.Past(today)
	if err == nil {
		t.past, t.recorded = past, today
	}
	return past, err
}

// rests says what the figures rest on.
func rests(t *sim.Trial, expected int) *TrialBasis {
	p := &t.Profile
	b := &TrialBasis{Visitors: p.Visitors, Expected: expected, RecordedDays: p.RecordedDays,
		Desks: len(p.Staffed())}
	from, to := p.Hours()
	b.From, b.To = from.String(), to.String()
	b.Service = int(p.MeanService().Seconds())
	return b
}

func onWire(o *sim.Outlook) *TrialOutlook {
	w := &TrialOutlook{
		All: lineOnWire(&o.All, o.Days), Directions: []TrialDirection{},
		Inside: Spread(o.Inside), Busy: Spread(o.Utilisation), Overtime: Spread(o.Overtime),
	}
	for i := range o.Directions {
		w.Directions = append(w.Directions, lineOnWire(&o.Directions[i], o.Days))
	}
	return w
}

func lineOnWire(l *sim.DirectionOutlook, days int) TrialDirection {
	w := TrialDirection{
		Direction: l.Direction, Received: Spread(l.Received), Booked: Spread(l.Booked),
		Turned:   Spread(l.Turned),
		Refusals: []TrialRefusal{}, Wait: Spread(l.P50), Most: Spread(l.P80), Within15: Spread(l.Within15),
		Longest: Spread(l.Longest), Late: Spread(l.AtClosing),
	}
	w.Levels = []TrialLevel{}
	for _, of := range l.Levels {
		w.Levels = append(w.Levels, TrialLevel{
			Promise: of.Promise, Directions: of.Directions, Share: Spread(of.Share),
		})
	}
	for _, r := range l.Refused {
		w.Refusals = append(w.Refusals, TrialRefusal{Code: r.Code, Visitors: Spread(r.Visitors)})
	}
	if 2*l.FullDays > days { // on most days
		w.FullFrom = regime.Clock(l.FullFrom.Median).String()
	}
	return w
}
