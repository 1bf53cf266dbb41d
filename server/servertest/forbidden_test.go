package servertest_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"dost/server/centre"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/internal/folder"
	"dost/server/internal/keys"
	"dost/server/queue"
	"dost/server/regime"
	. "dost/server/servertest"
)

// No ticket is ever issued that the rules forbid, while kiosks, desks and two
// managers work against one another through the real server. The judge reads the
// journal afterwards, record by record, and counts for himself.
func TestNoTicketIsIssuedThatTheRulesForbid(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	var (
		done    atomic.Bool
		work    sync.WaitGroup
		refused sync.Map // code → true
	)
	order := func(command centre.Command) (centre.Answer, error) {
		return s.App.Do(context.Background(), centre.Envelope{Actor: "manager:manager", Command: command})
	}
	slots := regime.Rules{Slots: &regime.Slots{Minutes: 15, Early: 30, Late: 10, PerSlot: 1000}}
	if _, err := order(regime.Enact{Regime: regime.Regime{Name: trial, To: time.Now().Add(time.Hour),
		Rules: slots}}); err != nil {
		t.Fatal(err)
	}
	for n := range 2 {
		random := rand.New(rand.NewPCG(seed, uint64(n))) // #nosec G404 -- a test's dice
		work.Go(func() {
			for !done.Load() {
				if _, err := order(regime.Enact{Regime: randomRegime(random)}); err != nil {
					t.Error(err)
					return
				}
				time.Sleep(time.Duration(random.IntN(30)) * time.Millisecond)
				for _, r := range inForce(s) {
					if random.IntN(4) > 0 {
						_, _ = order(regime.End{ID: r}) // the other manager may have been quicker
					}
				}
				time.Sleep(time.Duration(random.IntN(10)) * time.Millisecond)
			}
		})
	}
	for n := range 6 {
		kiosk := s.Kiosk(t)
		work.Go(func() {
			for i := 0; !done.Load(); i++ {
				direction := []string{"benefits", "social-services"}[(n+i)%2]
				r := kiosk.Post("/api/kiosk/tickets", M{"key": Key(), "direction": direction})
				if r.Status != http.StatusCreated {
					refused.Store(r.JSON()["code"], true)
				}
				time.Sleep(2 * time.Millisecond)
			}
		})
	}
	for n := range 3 {
		operator, kiosk := s.Staff(t, "operator"), s.Kiosk(t)
		work.Go(func() { bookAndCome(operator, kiosk, n, &done) })
	}
	for n := 1; n <= 3; n++ {
		agent := s.Agent(t, n, "benefits", "social-services")
		work.Go(func() {
			for !done.Load() {
				if r := agent.Post("/api/desk/next", M{"key": Key()}); r.Status == http.StatusOK {
					agent.Post("/api/desk/tickets/"+r.Text("id")+"/finish",
						M{"key": Key(), "outcome": "consulted"}).Want(http.StatusOK)
				}
			}
		})
	}
	// As long as it takes until every sort of rule has refused somebody: how many come
	// in a second is the machine's business.
	wanted := []any{"closed", "full", "appointment-only", "daily-limit"}
	shown := func() bool {
		var issued, came int
		s.App.Read(func(st *centre.State) {
			came = st.Appointment.Tally("", time.Now()).CheckedIn
			for _, d := range st.Queue.Config().Directions {
				issued += st.Queue.Tally(d.ID).Issued
			}
		})
		return issued >= 50 && came >= 3 && !slices.ContainsFunc(wanted, func(code any) bool {
			_, ok := refused.Load(code)
			return !ok
		})
	}
	began := time.Now()
	for time.Since(began) < 3*time.Second || !shown() && time.Since(began) < time.Minute {
		time.Sleep(50 * time.Millisecond)
	}
	done.Store(true)
	work.Wait()
	s.Stop()

	issued, appointments := judge(t, s.Dir)
	t.Logf("%d tickets, %d of them for appointments", issued, appointments)
	if issued < 50 || appointments < 3 {
		t.Errorf("%d tickets and %d appointments: the test shows nothing", issued, appointments)
	}
	for _, code := range wanted {
		if _, ok := refused.Load(code); !ok {
			t.Errorf("nobody was refused as %s: the test shows nothing of it", code)
		}
	}
}

var trial = i18n.Text{Az: "Sınaq", Ru: "Проба", En: "Trial"}

func randomRegime(random *rand.Rand) regime.Regime {
	r := regime.Regime{
		Name: trial, To: time.Now().Add(time.Hour),
		Booked: []regime.Treatment{regime.Honour, regime.Rebook, regime.Notify}[random.IntN(3)],
	}
	if random.IntN(2) == 0 {
		r.Scope.Directions = []queue.DirectionID{"benefits"}
	}
	switch random.IntN(5) {
	case 0:
		r.Rules.Closed = true
	case 1:
		r.Rules.Channels = []regime.Channel{regime.Appointment}
	case 2:
		r.Rules.TicketsPerDay = 1 + random.IntN(1200)
	case 3:
		r.Rules.TicketsPerHour = 1 + random.IntN(1200)
	case 4:
		r.Rules.Capacity = &regime.Capacity{Fixed: 1 + random.IntN(6), PerDesk: 2}
	}
	return r
}

func inForce(s *Server) (ids []string) {
	s.App.Read(func(st *centre.State) {
		for _, r := range st.Regime.InForce(time.Now()) {
			if r.Rules.Slots == nil {
				ids = append(ids, r.ID)
			}
		}
	})
	return ids
}

// bookAndCome books what can be booked and comes at once.
func bookAndCome(operator, kiosk *Client, n int, done *atomic.Bool) {
	for i := 1_000_000 * n; !done.Load(); i++ {
		at := time.Now().Add(15 * time.Minute).Truncate(15 * time.Minute)
		booked := operator.Post("/api/operator/appointments", M{
			"key": Key(), "direction": []string{"benefits", "social-services", "employment"}[i%3],
			"at": at.Format(time.RFC3339), "phone": fmt.Sprintf("050%07d", i),
		})
		if booked.Status == http.StatusCreated {
			for range 10 {
				if came := kiosk.Post("/api/kiosk/check-in",
					M{"key": Key(), "code": booked.Text("code")}); came.Status == http.StatusCreated {
					break
				}
				time.Sleep(5 * time.Millisecond)
			}
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// judge replays a centre's journal and looks at every ticket with the state as it was
// right before it: the regimes' own answer, and what a count by hand gives.
func judge(t *testing.T, dir string) (issued, appointments int) {
	t.Helper()
	k, err := keys.Open(folder.Keys(dir))
	if err != nil {
		t.Fatal(err)
	}
	j, err := folder.OpenJournal(dir, k)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = j.Close() }()
	st := centre.New()
	refuse := func([]byte) error { return errors.New("every record is judged") }
	err = j.Load(refuse, nil, func(r event.Record) error {
		if e, ok := r.Event.(queue.Issued); ok {
			issued++
			channel := regime.WalkIn
			if !e.Appointment.IsZero() {
				appointments++
				channel = regime.Appointment
			}
			if why := forbids(st, r.At, e.Direction, channel); why != "" {
				t.Errorf("record %d issues %s (%s): %s", r.Seq, e.Label, channel, why)
			}
		}
		st.Apply(r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return issued, appointments
}

func forbids(st *centre.State, at time.Time, d queue.DirectionID, channel regime.Channel) string {
	v := st.Regime.At(at, regime.Query{Direction: d, Channel: channel})
	if !v.Admit {
		for _, why := range v.Reasons {
			r, ok := st.Regime.Regime(why.Regime)
			if channel == regime.WalkIn || !ok || r.OfVisits() != regime.Honour {
				return string(v.Code)
			}
		}
		return "" // a visit booked before regimes that honour it
	}
	open, day, hour, desks := 0, 0, 0, 0
	for _, t := range st.Queue.Tickets() {
		if !slices.Contains([]queue.Status{queue.Finished, queue.Cancelled, queue.Absent}, t.Status) {
			open++
		}
		if t.Series != d || t.Status == queue.Cancelled {
			continue
		}
		day++
		counted := t.Arrival
		if !t.Appointment.IsZero() {
			counted = t.Appointment
		}
		if counted.Truncate(time.Hour).Equal(at.Truncate(time.Hour)) {
			hour++
		}
	}
	for _, k := range st.Queue.Desks() {
		if k.Agent != "" {
			desks++
		}
	}
	if people, limited := v.Limits.Capacity.For(desks); limited && open >= people {
		return fmt.Sprintf("%d people are in the hall, %d may be", open, people)
	}
	if limit := v.Limits.PerDay; limit > 0 && channel == regime.WalkIn && day >= limit {
		return fmt.Sprintf("%d tickets today, %d may be", day, limit)
	}
	if limit := v.Limits.PerHour; limit > 0 && channel == regime.WalkIn && hour >= limit {
		return fmt.Sprintf("%d tickets this hour, %d may be", hour, limit)
	}
	return ""
}
