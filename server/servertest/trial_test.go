package servertest_test

import (
	"net/http"
	"testing"
	"time"

	"dost/desk/manager/regimes"

	. "dost/server/servertest"
)

// eve is the evening on which a decree arrives: Friday, 27 February 2026.
func eve() time.Time { return time.Date(2026, 2, 27, 18, 5, 0, 0, baku) }

func try(t *testing.T, c *Client, question M) (answer regimes.TrialView) {
	t.Helper()
	c.Post("/api/manager/regimes/try", question).Want(http.StatusOK).Into(&answer)
	return answer
}

// whole is the answer of a trial that the machine was quick enough to play to its end.
func whole(t *testing.T, c *Client, question M) string {
	t.Helper()
	for range 50 {
		var answer regimes.TrialView
		reply := c.Post("/api/manager/regimes/try", question).Want(http.StatusOK)
		if reply.Into(&answer); answer.Days == 21 {
			return string(reply.Body)
		}
	}
	t.Fatal("no trial came to its end in its time")
	return ""
}

// A draft is tried for a day to come: with it fewer are received and the wait is
// another; nothing is changed by it, and the same question has the same answer.
func TestADraftIsTriedBeforeItHolds(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{Clock: eve})
	c := s.Staff(t, "manager")
	draft := M{
		"name": M{"az": ""}, "from": "2026-03-02T00:00:00+04:00", "to": "2026-03-03T00:00:00+04:00",
		"scope": M{"directions": []string{"benefits"}}, "rules": M{"tickets_per_day": 30},
	}
	before := s.App.Seq()
	question := M{"draft": draft, "day": "2026-03-02", "visitors": 300}
	trial := try(t, c, question)
	if trial.Days%2 == 0 || trial.Without == nil || trial.With == nil || trial.Rests.Visitors != 300 ||
		trial.Rests.Desks != 6 || trial.Rests.From != "09:00" {
		t.Fatalf("%+v", trial)
	}
	tried, ruled := trial.With.Directions[1], trial.Without.Directions[1]
	if tried.Direction != "benefits" || tried.Received.High != 30 || tried.Turned.Low < 60 ||
		tried.FullFrom == "" || tried.Refusals[0].Code != "daily-limit" {
		t.Errorf("with the draft: %+v", tried)
	}
	if ruled.Turned.High != 0 || ruled.FullFrom != "" || ruled.Wait.Median <= tried.Wait.Median {
		t.Errorf("without: %+v", ruled)
	}
	if a, b := trial.With.Directions[2],
		trial.Without.Directions[2]; a.Received != b.Received || a.Wait != b.Wait {
		t.Errorf("a direction that it does not concern has changed: %+v, %+v", a, b)
	}
	question["visitors"] = 20 // so few that all days are played in time
	if first, second := whole(t, c, question), whole(t, c, question); first != second {
		t.Errorf("the same question has two answers:\n%s\n%s", first, second)
	}
	if s.App.Seq() != before {
		t.Error("trying has changed the centre")
	}

	if bare := try(t, c, M{"day": "2026-03-02"}); bare.Without != nil || bare.With == nil ||
		bare.Rests.Expected != bare.Rests.Visitors || bare.Rests.RecordedDays != 0 {
		t.Errorf("a day without any regime: %+v", bare)
	}
	enact(c, M{"name": decree, "from": "2026-03-02T00:00:00+04:00", "to": "2026-03-03T00:00:00+04:00",
		"rules": M{"closed": true}})
	if ruled := try(t, c, M{"day": "2026-03-02"}); ruled.Without == nil ||
		ruled.With.All.Received.High != 0 || ruled.Without.All.Turned.High != 0 {
		t.Errorf("a regime decided is compared with ordinary reception: %+v", ruled)
	}

	draft["rules"] = M{}
	if wrong := try(t, c, M{"draft": draft, "day": "2026-03-02"}); wrong.Fault == nil || wrong.With != nil {
		t.Errorf("a draft without a rule: %+v", wrong)
	}
	for _, bad := range []M{{"day": "9999-12-31"}, {"day": "0000-01-01"}} {
		c.Post("/api/manager/regimes/preview", bad).Problem(http.StatusBadRequest, "bad-day")
	}
	for _, bad := range []M{{"day": "02.03.2026"}, {"day": "2026-02-26"}, {"day": "9999-12-31"}} {
		c.Post("/api/manager/regimes/try", bad).Problem(http.StatusBadRequest, "bad-day")
	}
	for _, n := range []int{-1, 5001} {
		c.Post("/api/manager/regimes/try",
			M{"day": "2026-03-02", "visitors": n}).Problem(http.StatusBadRequest, "bad-number")
	}
}

// Today is tried from now on, with those who wait.
func TestTheRestOfTodayIsTried(t *testing.T) {
	t.Parallel()
	at, now := daysClock()
	at(12, 0)
	s := Start(t, Options{Clock: now})
	kiosk, c := s.Kiosk(t), s.Staff(t, "manager")
	s.Agent(t, 3)
	for range 30 {
		kiosk.Post("/api/kiosk/tickets", M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated)
	}
	closed := M{"name": decree, "from": "2026-03-02T12:00:00+04:00", "to": "2026-03-03T00:00:00+04:00",
		"rules": M{"closed": true}}
	trial := try(t, c, M{"draft": closed, "day": "2026-03-02"})
	if !trial.FromNow || trial.Rests.Desks != 1 || trial.With.All.Received.Median != 30 ||
		trial.With.All.Turned.Low == 0 || trial.Without.All.Received.Low <= 30 {
		t.Errorf("with %+v, without %+v", trial.With.All, trial.Without.All)
	}
}

// The manager writes a draft, tries its day, changes how many come, and reads what
// would be: in the three languages.
func TestTheManagerTriesADay(t *testing.T) {
	t.Parallel()
	b := OpenBrowser(t)
	s := Start(t, Options{Clock: eve})
	p := console(s, b, "regimes")
	p.Click(".acts .primary")
	p.Type("input[name=name-az]", "Məhdud qəbul")
	days(p, "02.03.2026", "02.03.2026")
	p.Click("input[name=capacity]")
	p.Type("input[name=per_desk]", "1")
	p.Click("input[name=forecast]")
	p.Click(".trial button[name=try]")
	p.See(`[data-trial=benefits] [data-figure=turned] .loss`)
	p.Says(".trial .sum", "qəbul olunar")
	p.Says("[data-figure=level-everyone-15-80] th", "15 dəqiqəyə çağırılır")
	for _, language := range []string{"az", "ru", "en"} {
		p.Speak(language)
		p.Shot("trial-" + language)
		if _, err := Eval[bool](p,
			`(document.querySelector("[data-trial=all]").scrollIntoView({block: "center"}), true)`); err != nil {
			t.Error(err)
		}
		p.Shot("trial-all-" + language)
		if wide, err := Eval[bool](p, "document.documentElement.scrollWidth > innerWidth"); err != nil ||
			wide {
			t.Errorf("the trial in %s is wider than the screen (%v)", language, err)
		}
	}
	Fill(p, ".trial input[name=visitors]", "600")
	p.See(".trial .stale")
	p.Click(".trial button[name=try]")
	p.Says(".trial .rests", "600 visitors")
	Fill(p, ".trial input[name=visitors]", "9999")
	p.Says(".trial .trouble", "5000")
	p.See(".trial button[name=try]:disabled")

	// Beside the month the same button plays the day as it is decided.
	p.Click(".writing .acts .button")
	p.See(".month")
	p.Click(".foresight .trial button[name=try]")
	p.Says(".trial .sum", "Nobody") // it is evening
	p.Click(`.foresight .turn button:last-child`)
	p.Click(".foresight .trial button[name=try]")
	p.See(`[data-trial=all] [data-figure=received]`)
	p.Shot("trial-decided")
}

// A trial is looked over by axe-core like every other screen.
func TestATrialIsAccessible(t *testing.T) {
	t.Parallel()
	look := axe(t)
	b := OpenBrowser(t)
	s := Start(t, Options{Clock: eve})
	c := s.Staff(t, "manager")
	enact(c, M{"name": decree, "from": "2026-02-28T00:00:00+04:00", "to": "2026-03-03T00:00:00+04:00",
		"rules": M{"tickets_per_day": 30}})
	p := console(s, b, "regimes")
	p.See(".month")
	p.Click(`.foresight .turn button:last-child`)
	p.Click(".foresight .trial button[name=try]")
	p.See(`[data-trial=benefits] .loss`)
	p.Shot("trial-of-what-is-decided")
	look(p, "a day tried")
}
