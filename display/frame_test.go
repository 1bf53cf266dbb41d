package display_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"dost/display"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/web"
)

func (r *rig) shown() display.Frame {
	r.t.Helper()
	body, _, _ := r.frame()
	var f display.Frame
	if err := json.Unmarshal(body, &f); err != nil {
		r.t.Fatal(err)
	}
	return f
}

func TestTheFrameShowsCallsAndDirections(t *testing.T) {
	r := newRig(t)
	r.receiveAlways()
	if f := r.shown(); len(f.Calls) != 0 || f.Closed != nil || len(f.Directions) != 3 || f.Centre != "Demo" {
		t.Fatalf("before the first ticket: %+v", f)
	}
	r.agents("2", "5")
	r.issue("social-services", "ru")
	r.issue("benefits", "en")
	r.issue("benefits", "az")
	r.call("2")
	seq := r.call("5")
	f := r.shown()
	if f.Seq != seq || f.Build != r.build {
		t.Errorf("head %+v, want seq %d", f.Head, seq)
	}
	var got []string
	for _, c := range f.Calls {
		got = append(got, c.Number+" "+c.Desk+" "+c.Side+" "+c.Language)
	}
	if want := []string{"B001 5 right en", "A001 2 left ru"}; !slices.Equal(got, want) {
		t.Errorf("calls %v, want %v", got, want)
	}
	if f.Calls[0].Seq <= f.Calls[1].Seq {
		t.Errorf("the newest call is not first: %+v", f.Calls)
	}
	for _, d := range f.Directions {
		if want := map[string]int{"A": 0, "B": 1, "D": 0}[d.Prefix]; d.Waiting != want || !d.Open {
			t.Errorf("direction %+v, want %d waiting and open", d, want)
		}
	}
}

func TestARecallIsAnnouncedAsACallOfItsOwn(t *testing.T) {
	r := newRig(t)
	r.receiveAlways()
	r.agents("1")
	r.issue("social-services", "az")
	r.call("1")
	desk, _ := r.state.Queue.DeskAt("1")
	r.ahead += queue.RecallGap
	r.do(queue.Recall{Agent: desk.Agent, Ticket: desk.Active})
	calls := r.shown().Calls
	if len(calls) != 2 || !calls[0].Recall || calls[1].Recall || calls[0].Number != calls[1].Number ||
		calls[0].Seq <= calls[1].Seq {
		t.Errorf("calls %+v, want the recall before the call", calls)
	}
}

func TestTheFrameKeepsTheNewestTwelveCalls(t *testing.T) {
	r := newRig(t)
	r.receiveAlways()
	r.agents("1")
	for range 15 {
		r.issue("benefits", "az")
		r.call("1")
		r.served("1")
	}
	calls := r.shown().Calls
	if len(calls) != queue.KeptCalls || calls[0].Number != "B015" || calls[11].Number != "B004" {
		t.Errorf("%d calls from %s to %s", len(calls), calls[0].Number, calls[len(calls)-1].Number)
	}
}

func TestAClosedDirectionAndAClosedCentre(t *testing.T) {
	r := newRig(t)
	r.receiveAlways()
	reason := i18n.Text{Az: "su basıb", Ru: "затопление", En: "a flood"}
	r.do(regime.CloseNow(regime.Scope{Directions: []queue.DirectionID{"benefits"}}, reason,
		r.now().Add(time.Hour)))
	f := r.shown()
	if f.Closed != nil {
		t.Errorf("one closed direction closes the centre: %+v", f.Closed)
	}
	for _, d := range f.Directions {
		if want := d.ID != "benefits"; d.Open != want || (d.Code == "") != want {
			t.Errorf("%s: open %v, code %q", d.ID, d.Open, d.Code)
		}
	}
	until := r.now().Add(2 * time.Hour).Truncate(time.Second)
	r.do(regime.CloseNow(regime.Scope{}, reason, until))
	c := r.shown().Closed
	if c == nil || c.Code != "closed" || c.Until == nil || !c.Until.Equal(until) ||
		!strings.Contains(c.Reason.Ru, "затопление") {
		t.Fatalf("the closed centre shows %+v", c)
	}
}

func TestNoticesStandOnce(t *testing.T) {
	r := newRig(t)
	r.receiveAlways()
	text := i18n.Text{Az: "Maska taxın", Ru: "Наденьте маску", En: "Wear a mask"}
	r.do(regime.Enact{Regime: regime.Regime{
		Name: text, From: r.now(), To: r.now().Add(time.Hour),
		Rules: regime.Rules{TicketsPerHour: 60}, Notices: []regime.Notice{{Text: text}},
	}})
	r.ahead += time.Minute
	if n := r.shown().Notices; len(n) != 1 || n[0].Text != text || n[0].ID == "" {
		t.Errorf("notices %+v", n)
	}
}

// Nothing that leads to a person leaves for the hall: not the tracking token, not
// the service, not the group of a visitor.
func TestTheFrameTellsNothingElseAboutAnyone(t *testing.T) {
	r := newRig(t)
	r.receiveAlways()
	r.agents("1")
	r.do(queue.Issue{Direction: "benefits", Service: "05-02-01-03", Group: "disability", Language: "az",
		Track: "canary-track"})
	r.call("1")
	body, _, _ := r.frame()
	for _, secret := range []string{"canary-track", "05-02-01-03", "disability", "agent1"} {
		if strings.Contains(string(body), secret) {
			t.Errorf("the frame holds %q: %s", secret, body)
		}
	}
}

func BenchmarkFrame(b *testing.B) {
	s := display.New(display.Deps{Centre: "Demo"}).Lives()[0]
	state := centre.New()
	config := queue.DefaultConfig()
	meta := event.Meta{At: time.Date(2026, 11, 23, 10, 0, 0, 0, civil.Baku), Actor: "bench"}
	for _, c := range []queue.AnyCommand{queue.Tick{}, queue.Configure{Config: config}} {
		events, err := centre.Decide(state, meta, c)
		if err != nil {
			b.Fatal(err)
		}
		for _, e := range events {
			state.Apply(event.Record{Seq: state.Queue.Seq() + 1, At: meta.At, Actor: meta.Actor, Event: e})
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		s.Frame(state, display.Topic, web.Head{Seq: 1, At: meta.At})
	}
}
