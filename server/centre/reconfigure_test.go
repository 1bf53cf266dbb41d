package centre

import (
	"errors"
	"testing"
	"time"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
)

// centre is a furnished centre that is open at all hours.
func centre(t *testing.T, at time.Time) *State {
	t.Helper()
	s := New()
	order(t, s, at, queue.Configure{Config: queue.DefaultConfig()})
	order(t, s, at, regime.SetHours{Hours: regime.RoundTheClock()})
	return s
}

func order(t *testing.T, s *State, at time.Time, command Command) {
	t.Helper()
	meta := event.Meta{At: at, Actor: "manager:manager"}
	events, err := Decide(s, meta, command)
	if err != nil {
		t.Fatalf("%#v: %v", command, err)
	}
	for _, e := range events {
		s.Apply(event.Record{Seq: s.Queue.Seq() + 1, At: at, Actor: meta.Actor, Event: e})
	}
}

var ten = time.Date(2026, 3, 2, 10, 0, 0, 0, civil.Baku)

// Of two managers who change one configuration the second is told, and may look
// again and go on.
func TestTheSecondOfTwoReconfigurationsIsTold(t *testing.T) {
	s := centre(t, ten)
	seen := SetupRev(s.Queue.Config())
	config := queue.DefaultConfig()
	config.NoShowAfter = 5 * time.Minute
	order(t, s, ten, Reconfigure{Rev: seen, Config: config})

	_, err := Decide(s, event.Meta{At: ten}, Reconfigure{Rev: seen, Config: queue.DefaultConfig()})
	var refused *problem.Error
	if !errors.As(err, &refused) || refused.Code != CodeSetupChanged {
		t.Fatalf("the second gets %v", err)
	}
	if s.Queue.Config().NoShowAfter != 5*time.Minute {
		t.Error("the first manager's change is lost")
	}
	order(t, s, ten, Reconfigure{Rev: refused.Facts["rev"].(string), Config: queue.DefaultConfig()})
}

// A ticket from before a closure is somebody's to treat as the regime says; one
// that is honoured, came later, or is of a group still received is not.
func TestTicketsThatARegimeFindsWaiting(t *testing.T) {
	for _, one := range []struct {
		name    string
		waiting regime.Treatment
		rules   regime.Rules
		want    bool
	}{
		{"closed, to be told", regime.Notify, regime.Rules{Closed: true}, true},
		{"closed, to be rebooked", regime.Rebook, regime.Rules{Closed: true}, true},
		{"closed, honoured", regime.Honour, regime.Rules{Closed: true}, false},
		{"closed, nothing said", "", regime.Rules{Closed: true}, false},
		{"another group", regime.Notify, regime.Rules{OnlyGroups: []queue.GroupID{"pregnant"}}, true},
		{"its own group", regime.Notify, regime.Rules{OnlyGroups: []queue.GroupID{"senior"}}, false},
	} {
		s := centre(t, ten)
		order(t, s, ten, queue.Issue{Direction: "benefits", Group: "senior", Track: "t"})
		ticket := s.Queue.Tickets()[0]
		later := ten.Add(time.Hour)
		order(t, s, later, regime.Enact{Regime: regime.Regime{
			Name: i18n.Text{Az: "Rejim"}, From: later, To: later.Add(time.Hour), Rules: one.rules,
			Waiting: one.waiting,
		}})
		if _, ok := s.Treated(ticket, later.Add(time.Minute)); ok != one.want {
			t.Errorf("%s: %v, want %v", one.name, ok, one.want)
		}
		if _, ok := s.Treated(ticket, ten); ok {
			t.Errorf("%s: treated before it began", one.name)
		}
		if _, ok := s.Treated(ticket, later.Add(2*time.Hour)); ok {
			t.Errorf("%s: treated after its end", one.name)
		}
	}
}
