package sim

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/queue"
	"dost/server/regime"
)

// monday is a working day without anything special.
var monday = time.Date(2026, 3, 2, 0, 0, 0, 0, civil.Baku)

// demoCentre is the default centre before its first ticket.
func demoCentre() *centre.State {
	s := centre.New()
	s.Apply(event.Record{Seq: 1, Event: queue.Configured{Config: queue.DefaultConfig()}})
	return s
}

// under is a centre in which the rules hold all Monday.
func under(rules regime.Rules) *centre.State {
	s := demoCentre()
	s.Regime = s.Regime.With(regime.Regime{Name: i18n.Text{Az: "Sınaq"}, From: monday,
		To: monday.AddDate(0, 0, 1), Rules: rules})
	return s
}

// played is Monday under the rules with so many visitors.
func played(t *testing.T, rules regime.Rules, visitors int, seed uint64) Day {
	t.Helper()
	p := Default(demoCentre(), civil.DayOf(monday))
	p.Visitors = visitors
	day, err := Play(context.Background(), under(rules).Rehearsal(), p, monday, seed)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

func TestAnOrdinaryDayServesWhoComes(t *testing.T) {
	p := Default(demoCentre(), civil.DayOf(monday))
	day := played(t, regime.Rules{}, p.Visitors, 1)
	all := day.All
	if all.Came != p.Visitors || all.Turned > 0 || all.Served+all.NoShows != all.Came {
		t.Errorf("%d came, %d were turned away, %d served, %d did not answer", all.Came, all.Turned,
			all.Served, all.NoShows)
	}
	if all.P50 > 15*time.Minute || all.P80 < all.P50 || all.P95 < all.P80 || day.Utilisation < 0.3 ||
		day.Utilisation > 1 {
		t.Errorf("waits %v %v %v, desks %.2f busy", all.P50, all.P80, all.P95, day.Utilisation)
	}
}

func TestAClosedDayTurnsEverybodyAway(t *testing.T) {
	day := played(t, regime.Rules{Closed: true}, 100, 1)
	if day.All.Came != 100 || day.All.Turned != 100 || len(day.All.Refused) != 1 ||
		day.All.Refused[0].Code != queue.CodeClosed {
		t.Errorf("%+v", day.All.Refused)
	}
	if day.Inside != 0 || day.Overtime != 0 || day.Utilisation != 0 {
		t.Errorf("%d inside, %v overtime", day.Inside, day.Overtime)
	}
}

// Who is told until when to wait comes again, and is received then.
func TestWhoIsToldATimeComesBack(t *testing.T) {
	late := played(t, regime.Rules{Hours: []regime.Span{{From: regime.HM(11, 0), To: regime.HM(18, 0)}}}, 200,
		3)
	if late.All.ToldLater < 10 || late.All.Turned < 10 || late.All.Tickets+late.All.Turned != 200 {
		t.Errorf("%d came again, %d left, %d received", late.All.ToldLater, late.All.Turned, late.All.Tickets)
	}
}

// Under appointments only, those who heard of it have booked; the promise is kept
// for nearly all of them.
func TestAppointmentsOnlyAreBookedBeforehand(t *testing.T) {
	rules := regime.Rules{Channels: []regime.Channel{regime.Appointment},
		Slots: &regime.Slots{Minutes: 15, Early: 30, Late: 10}}
	all := played(t, rules, 200, 1).All
	if all.Tickets < 60 || all.Booked < all.Tickets*9/10 || all.Missed < 20 || all.Came+all.Missed != 200 {
		t.Errorf("%d received, %d by appointment, %d missed, %d came", all.Tickets, all.Booked, all.Missed,
			all.Came)
	}
	if all.Kept < all.Promised*8/10 {
		t.Errorf("%d of %d appointments were called in time", all.Kept, all.Promised)
	}
}

func TestForecastClosingStopsTicketsBeforeTheDesksAreLate(t *testing.T) {
	open, stopped := played(t, regime.Rules{}, 330, 1), played(t, regime.Rules{ForecastClosing: true}, 330, 1)
	if open.Overtime < time.Hour || stopped.Overtime > open.Overtime/2 || stopped.All.FullFrom == nil ||
		open.All.FullFrom != nil {
		t.Errorf("overtime %v without the rule, %v with it; full from %v", open.Overtime, stopped.Overtime,
			stopped.All.FullFrom)
	}
}

// A day that goes on from now keeps who waits and who is served.
func TestTheRestOfTodayGoesOn(t *testing.T) {
	p := Default(demoCentre(), civil.DayOf(monday))
	p.Visitors = 300
	s := demoCentre().Rehearsal()
	morning := newPlay(s, &p, monday, 7)
	morning.begin()
	morning.until(clock(regime.HM(12, 0)))
	noon := monday.Add(12 * time.Hour)
	waiting := 0
	for _, d := range s.Queue.Config().Directions {
		y := s.Queue.Tally(d.ID)
		waiting += y.Waiting + y.Active
	}
	before, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	rest, err := Play(context.Background(), s.Continuation(), p.Onward(s, noon), noon, 8)
	if err != nil {
		t.Fatal(err)
	}
	if waiting < 10 || rest.All.Came < waiting || rest.All.Came > 300 || rest.All.Served+rest.All.NoShows+
		rest.All.Unserved != rest.All.Came {
		t.Errorf("%d waited at noon; of %d, %d were served, %d did not answer", waiting, rest.All.Came,
			rest.All.Served, rest.All.NoShows)
	}
	if after, err := json.Marshal(s); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the centre itself has changed (%v)", err)
	}
}

// until plays a part of the day.
func (d *play) until(noon int64) {
	for d.came < len(d.order) && d.visitors[d.order[d.came]].at < noon || d.agenda.heap[0].at < noon {
		d.nextEvent()
	}
}

func TestATrialEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	trial := Trial{Centres: []*centre.State{demoCentre()}, From: monday,
		Profile: Default(demoCentre(), civil.DayOf(monday)), Seeds: 20, First: 1}
	if _, err := trial.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// patience is a context that is done after it was asked so many times.
type patience struct {
	context.Context
	asks int
}

func (p *patience) Err() error {
	if p.asks--; p.asks < 0 {
		return context.DeadlineExceeded
	}
	return nil
}

// A trial that is cut short tells of an odd number of days, so that the middle of
// those received and of those turned away is one day.
func TestATrialCutShortKeepsAnOddNumberOfDays(t *testing.T) {
	trial := Trial{Centres: []*centre.State{demoCentre()}, From: monday,
		Profile: Default(demoCentre(), civil.DayOf(monday)), Seeds: 6, First: 1}
	asks := func(seeds int) int {
		trial.Seeds = seeds
		all := &patience{context.Background(), 1 << 30}
		if _, err := trial.Run(all); err != nil {
			t.Fatal(err)
		}
		return 1<<30 - all.asks
	}
	for played, kept := range map[int]int{1: 1, 2: 1, 3: 3, 4: 3} {
		enough := asks(played)
		trial.Seeds = 6
		outlooks, err := trial.Run(&patience{context.Background(), enough})
		if err != nil || outlooks[0].Days != kept {
			t.Errorf("cut in day %d: %d days are kept, want %d (%v)", played+1, outlooks[0].Days, kept, err)
		}
	}
}
