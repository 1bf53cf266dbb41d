package sim

import (
	"testing"
	"time"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/queue"
)

// lately is a centre's record of n days: ever more visitors for benefits, 200 visits
// of ten minutes each, and two desks.
func lately(n int) Recorded {
	r := Recorded{
		Directions: map[queue.DirectionID]*RecordedDirection{"benefits": {
			Tickets: 200, NoShows: 10, Finished: 190, Millis: 190 * 600_000, Squares: 190 * 600_000 * 600_000,
		}},
		Groups: map[queue.GroupID]int{"": 150, "senior": 50},
		Desks:  map[queue.DeskID]int{"3": n, "4": n/2 + 1, "5": 1},
	}
	r.Directions["benefits"].Quarters[40] = 200
	for i := range n {
		r.Days = append(r.Days, RecordedDay{civil.DayOf(monday.AddDate(0, 0, i-n)), 30 + i})
	}
	return r
}

// What the centre has recorded itself takes the place of the published figures, as
// soon as there are days enough.
func TestAProfileIsTakenFromTheCentresOwnDays(t *testing.T) {
	p := Default(demoCentre(), civil.DayOf(monday))
	if few := p.From(lately(EnoughDays - 1)); few.Basis != Published || few.Visitors != p.Visitors {
		t.Errorf("%d days are too few: %+v", EnoughDays-1, few)
	}
	own := p.From(lately(20))
	if own.Basis != Recently || own.RecordedDays != 20 || own.Visitors != 49 || own.NoShow != 0.05 {
		t.Errorf("%s, %d days, %d visitors, %.2f do not answer", own.Basis, own.RecordedDays, own.Visitors,
			own.NoShow)
	}
	if staffed := own.Staffed(); len(staffed) != 2 || staffed[0] != "3" || staffed[1] != "4" {
		t.Errorf("desks %v", staffed)
	}
	for _, d := range own.Demands {
		if benefits := d.Direction == "benefits"; benefits != (d.Weight > 0) || benefits &&
			(d.Service.Mean != 10*time.Minute || d.Service.Deviation > time.Second) {
			t.Errorf("%+v", d)
		}
	}
	for _, g := range own.Groups {
		if want := map[queue.GroupID]float64{"senior": 0.25}[g.Group]; g.Of != want {
			t.Errorf("group %s is %.2f of them, not %.2f", g.Group, g.Of, want)
		}
	}
	for _, v := range draw(&own, nil, monday, 1) {
		if at := v.at / (15 * minute); at != 40 || own.Demands[v.demand].Direction != "benefits" {
			t.Fatalf("somebody comes in quarter %d for %s", at, own.Demands[v.demand].Direction)
		}
	}
	if p.Demands[0].Weight == 0 {
		t.Error("the published profile has changed")
	}
}

// The distribution has the mean that was asked for.
func TestServicesLastAsLongAsRecorded(t *testing.T) {
	p := Default(demoCentre(), civil.DayOf(monday))
	p.Visitors = 4000
	sum := int64(0)
	for _, v := range draw(&p, nil, monday, 1) {
		if v.service < shortest || v.service > longest {
			t.Fatalf("a service of %d ms", v.service)
		}
		sum += v.service
	}
	if mean := time.Duration(sum/4000) * time.Millisecond; (mean - publishedMean).Abs() > 15*time.Second {
		t.Errorf("mean service %v, not %v", mean, publishedMean)
	}
}

// A centre without a direction, a desk or a visitor has a quiet day.
func TestNothingToPlayIsNoFault(t *testing.T) {
	for _, config := range []queue.Config{{}, {Directions: queue.DefaultConfig().Directions}} {
		s := demoCentre()
		s.Apply(event.Record{Seq: 2, Event: queue.Configured{Config: config}})
		p := Default(s, civil.DayOf(monday))
		day, err := Trial{From: monday, Profile: p}.play(t.Context(), s, 1)
		if err != nil || day.All.Served > 0 || day.All.Came != day.All.Tickets+day.All.Turned {
			t.Errorf("%+v, %v", day.All, err)
		}
	}
}
