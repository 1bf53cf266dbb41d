package sim

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
)

// seeds are the days that a property is held on: 30, or DOST_SIM_SEEDS. The first
// is DOST_SIM_SEED, so that one that failed can be played alone.
func seeds(t *testing.T) (first, count uint64) {
	t.Helper()
	number := func(name string, otherwise uint64) uint64 {
		text := os.Getenv(name)
		if text == "" {
			return otherwise
		}
		n, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return n
	}
	return number("DOST_SIM_SEED", 1), number("DOST_SIM_SEEDS", 30)
}

// each plays a property for every seed; a failure names it.
func each(t *testing.T, property func(t *testing.T, seed uint64)) {
	first, count := seeds(t)
	for seed := first; seed < first+count; seed++ {
		t.Run(fmt.Sprintf("seed-%d", seed), func(t *testing.T) { property(t, seed) })
		if t.Failed() {
			t.Fatalf("play it alone: DOST_SIM_SEED=%d DOST_SIM_SEEDS=1 go test ./server/sim -run '%s'", seed,
				t.Name())
		}
	}
}

// anyCentre is a centre with up to four random regimes on Monday, and bookings made
// before them.
func anyCentre(t *testing.T, seed uint64) *centre.State {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 4)) // #nosec G404 -- a test's dice
	s := demoCentre()
	saturday := monday.Add(-36 * time.Hour)
	s.Apply(event.Record{Seq: 2, At: saturday, Event: queue.DayOpened{Day: civil.DayOf(saturday)}})
	for range random.IntN(30) {
		events, err := centre.Decide(s, event.Meta{At: saturday, Actor: "operator:142"}, appointment.Book{
			Direction: s.Queue.Config().Directions[random.IntN(3)].ID,
			At:        monday.Add(9*time.Hour + time.Duration(random.IntN(36))*15*time.Minute),
			Draw:      random.Uint32(),
		})
		if err != nil {
			continue // the slot is taken
		}
		s.Apply(event.Record{Seq: s.Queue.Seq() + 1, At: saturday, Event: events[0]})
	}
	for i := range random.IntN(5) {
		r := anyRegime(random)
		r.ID = fmt.Sprintf("r%d", i)
		if _, err := regime.Decide(s.Regime, event.Meta{At: r.From}, regime.Enact{Regime: r}); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		s.Regime = s.Regime.With(r)
	}
	return s
}

func anyRegime(random *rand.Rand) regime.Regime {
	from := monday.Add(time.Duration(random.IntN(14)) * time.Hour)
	r := regime.Regime{Name: i18n.Text{Az: "Sınaq"}, From: from,
		To: from.Add(time.Duration(1+random.IntN(20)) * time.Hour)}
	if random.IntN(2) == 0 {
		r.Scope.Directions = []queue.DirectionID{
			[]queue.DirectionID{"benefits", "employment"}[random.IntN(2)]}
	}
	start := regime.Clock(60 * (8 + random.IntN(8)))
	rules := []func(*regime.Rules){
		func(r *regime.Rules) { r.Closed = true },
		func(r *regime.Rules) { r.Hours = []regime.Span{{From: start, To: start + 120}} },
		func(r *regime.Rules) { r.Channels = []regime.Channel{regime.Appointment} },
		func(r *regime.Rules) { r.OnlyGroups = []queue.GroupID{"senior", "disability"} },
		func(r *regime.Rules) { r.Capacity = &regime.Capacity{Fixed: 1 + random.IntN(15)} },
		func(r *regime.Rules) { r.Capacity = &regime.Capacity{PerDesk: 1 + random.IntN(3)} },
		func(r *regime.Rules) { r.TicketsPerHour = 1 + random.IntN(15) },
		func(r *regime.Rules) { r.TicketsPerDay = 1 + random.IntN(80) },
		func(r *regime.Rules) { r.ForecastClosing = true },
		func(r *regime.Rules) {
			r.Slots = &regime.Slots{Minutes: 15, Early: random.IntN(30), Late: random.IntN(10),
				PerSlot: 1 + random.IntN(4), LateCancelled: random.IntN(2) == 0}
		},
	}
	for range 1 + random.IntN(3) {
		rules[random.IntN(len(rules))](&r.Rules)
	}
	return r
}

// The invariants hold at every record of a day under random regimes, and everybody
// who came is accounted for.
func TestTheInvariantsHoldAtEveryStep(t *testing.T) {
	issued, appointments, refused := 0, 0, map[problem.Code]bool{}
	each(t, func(t *testing.T, seed uint64) {
		s := anyCentre(t, seed)
		p := Default(s, civil.DayOf(monday))
		p.Visitors = 100 + int(seed%5)*60 // #nosec G115 -- small
		own := s.Rehearsal()
		d := newPlay(own, &p, monday, seed)
		judge := newReferee(t)
		d.watch = judge.watch
		d.begin()
		if err := d.run(context.Background()); err != nil {
			t.Fatal(err)
		}
		judge.counters(own)
		day := d.result()
		nobodyIsLost(t, &p, day)
		issued, appointments = issued+day.All.Tickets, appointments+day.All.Promised
		for _, r := range day.All.Refused {
			refused[r.Code] = true
		}
	})
	if issued < 1000 || appointments < 20 || len(refused) < 5 {
		if _, count := seeds(t); count >= 30 {
			t.Errorf("%d tickets, %d appointments, refusals %v: the test shows little", issued, appointments,
				refused)
		}
	}
}

func nobodyIsLost(t *testing.T, p *Profile, day Day) {
	t.Helper()
	for _, f := range append(day.Directions, day.All) {
		turned := 0
		for _, r := range f.Refused {
			turned += r.Visitors
		}
		if f.Came != f.Tickets+f.Turned || f.Turned != turned || f.Tickets != f.Served+f.NoShows+f.Unserved {
			t.Errorf(
				"%q: %d came, %d got a ticket, %d went (%v); %d were served, %d did not answer, %d waited in vain",
				f.Direction, f.Came, f.Tickets, f.Turned, f.Refused, f.Served, f.NoShows, f.Unserved)
		}
	}
	if all := day.All; all.Came+all.Missed < p.Visitors {
		t.Errorf("%d came and %d missed their visit, of %d visitors", all.Came, all.Missed, p.Visitors)
	}
}

// One seed gives one day, to the byte; another seed another.
func TestTheSameSeedGivesTheSameDay(t *testing.T) {
	each(t, func(t *testing.T, seed uint64) {
		s := anyCentre(t, seed)
		p := Default(s, civil.DayOf(monday))
		issued := 0
		history := func(seed uint64) (days, records string) {
			var all []event.Record
			d := newPlay(s.Rehearsal(), &p, monday, seed)
			d.watch = func(_ *centre.State, r event.Record) { all = append(all, r) }
			d.begin()
			if err := d.run(context.Background()); err != nil {
				t.Fatal(err)
			}
			day := d.result()
			issued = day.All.Tickets
			return text(t, day), text(t, all)
		}
		day, records := history(seed)
		if again, same := history(seed); again != day || same != records {
			t.Error("played twice, the day differs")
		}
		if _, other := history(seed + 1000); issued > 0 && other == records {
			t.Error("another seed gives the same day")
		}
	})
}

func text(t *testing.T, value any) string {
	t.Helper()
	body, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// A stricter capacity never makes more people be in the hall at once. (A day whose
// hall never fills is the same day under any looser capacity; and where it fills,
// the capacity itself is the most.)
func TestAStricterCapacityNeverFillsTheHallMore(t *testing.T) {
	each(t, func(t *testing.T, seed uint64) {
		most := -1
		for _, people := range []int{1, 2, 4, 8, 16, 32, 64} {
			s := anyCentre(t, seed)
			s.Regime = s.Regime.With(regime.Regime{
				Name: i18n.Text{Az: "Tutum"}, From: monday, To: monday.AddDate(0, 0, 1),
				Rules: regime.Rules{Capacity: &regime.Capacity{Fixed: people}},
			})
			p := Default(s, civil.DayOf(monday))
			day, err := Play(context.Background(), s.Rehearsal(), p, monday, seed)
			if err != nil {
				t.Fatal(err)
			}
			if day.Inside > people || day.Inside < most {
				t.Errorf("%d people with a capacity of %d, %d with a stricter one", day.Inside, people, most)
			}
			most = day.Inside
		}
	})
}
