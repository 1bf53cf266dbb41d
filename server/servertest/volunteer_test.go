package servertest_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	. "dost/server/servertest"
)

func morning() *Clock {
	return ClockAt(time.Date(2026, 11, 20, 10, 0, 0, 0, baku))
}

func list(m M, field string) []any {
	l, _ := m[field].([]any)
	return l
}

// Two volunteers tap at the same moment: one goes, the other is told who.
func TestOneVolunteerTakesACall(t *testing.T) {
	t.Parallel()
	clock := morning()
	s := Start(t, Options{Clock: clock.Now})
	kiosk, manager := s.Kiosk(t), s.Staff(t, "manager")
	team := []*Client{s.Staff(t, "volunteer1"), s.Staff(t, "volunteer2")}
	page, screen := team[0].Watch("/live/volunteer"), kiosk.Watch("/live/kiosk/help")
	screen.Until("no call", func(f M) bool { return f["call"] == nil })

	call := kiosk.Post("/api/kiosk/help", M{"key": Key(), "language": "ru"}).Want(http.StatusCreated).JSON()
	frame := page.Until("the call", func(f M) bool { return len(list(f, "calls")) == 1 })
	shown := frame["calls"].([]any)[0].(M)
	if shown["language"] != "ru" || shown["place"].(M)["name"] != "Demo kiosk" ||
		shown["since"] != "2026-11-20T10:00:00+04:00" {
		t.Errorf("the volunteers read %v", shown)
	}
	kiosk.Post("/api/kiosk/help", M{"key": Key()}).Problem(http.StatusConflict, "already-called")

	clock.Advance(40 * time.Second)
	path := "/api/volunteer/calls/" + call["id"].(string)
	var first atomic.Int32
	var race sync.WaitGroup
	for i, v := range team {
		race.Go(func() {
			switch r := v.Post(path+"/take", M{"key": Key()}); r.Status {
			case http.StatusOK:
				first.Add(int32(i) + 1)
			case http.StatusConflict:
				if p := r.JSON(); p["code"] != "call-taken" ||
					!strings.HasPrefix(fmt.Sprint(p["by"]), "Volunteer ") {
					t.Errorf("the second is told %v", p)
				}
			default:
				t.Errorf("taking: %d %s", r.Status, r.Body)
			}
		})
	}
	race.Wait()
	winner := int(first.Load())
	if winner != 1 && winner != 2 {
		t.Fatalf("the call was taken %d times over", winner)
	}
	mine, other := team[winner-1], team[2-winner]
	coming := screen.Until("who comes", func(f M) bool {
		c,
			_ := f["call"].(M)
		return c["by"] != nil
	})["call"].(M)
	if coming["by"] != fmt.Sprintf("Volunteer %d", winner) {
		t.Errorf("the kiosk says that %v comes", coming["by"])
	}
	kiosk.Post("/api/kiosk/help/cancel", M{"key": Key()}).Problem(http.StatusConflict, "call-taken")
	other.Post(path+"/done", M{"key": Key()}).Problem(http.StatusConflict, "not-your-call")

	clock.Advance(3 * time.Minute)
	given := mine.Post(path+"/done", M{"key": Key()}).Want(http.StatusOK).JSON()
	if given["waited"] != 40.0 || given["helped"] != 180.0 {
		t.Errorf("the help took %v", given)
	}
	screen.Until("no call", func(f M) bool { return f["call"] == nil })
	mine.Post(path+"/take", M{"key": Key()}).Problem(http.StatusNotFound, "unknown-call")

	days := list(manager.Get("/api/manager/volunteers").Want(http.StatusOK).JSON(), "days")
	if len(days) != 1 {
		t.Fatalf("the manager sees %v", days)
	}
	if d := days[0].(M); d["day"] != "2026-11-20" || d["calls"] != 1.0 || d["waited"] != 40.0 ||
		d["helped"] != 180.0 || d["volunteer"] != fmt.Sprintf("volunteer%d", winner) {
		t.Errorf("the manager sees %v", d)
	}
	file := manager.Get("/api/manager/volunteers.csv?lang=en").Want(http.StatusOK)
	if want := fmt.Sprintf("2026-11-20,volunteer%d,1,40,180\n", winner); !strings.HasSuffix(string(file.Body),
		want) || !strings.HasPrefix(string(file.Body), "\uFEFFDay,") {
		t.Errorf("the file reads %q", file.Body)
	}
}

// What a volunteer and a desk may change their minds about, and what they may not.
func TestACallCanBeGivenBackAndCancelled(t *testing.T) {
	t.Parallel()
	clock := morning()
	s := Start(t, Options{Clock: clock.Now})
	kiosk, one, two := s.Kiosk(t), s.Staff(t, "volunteer1"), s.Staff(t, "volunteer2")
	s.Staff(t, "agent2").Post("/api/desk/help", M{"key": Key()}).Problem(http.StatusConflict, "no-desk")
	agent := s.Agent(t, 2)
	ticket := kiosk.Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": "benefits", "language": "ru"}).Want(http.StatusCreated).JSON()
	agent.Post("/api/desk/help", M{"key": Key(), "ticket": "77777"}).Problem(http.StatusNotFound,
		"unknown-ticket")
	call := agent.Post("/api/desk/help",
		M{"key": Key(), "ticket": ticket["id"]}).Want(http.StatusCreated).JSON()
	if call["number"] != "B001" || call["language"] != "ru" || call["place"].(M)["id"] != "2" {
		t.Errorf("the desk's call is %v", call)
	}
	second := kiosk.Post("/api/kiosk/help", M{"key": Key(), "language": "en"}).Want(http.StatusCreated).JSON()
	path, other := "/api/volunteer/calls/"+call["id"].(string), "/api/volunteer/calls/"+second["id"].(string)
	one.Post(path+"/give-back", M{"key": Key()}).Problem(http.StatusConflict, "not-your-call")
	one.Post(path+"/take", M{"key": Key()}).Want(http.StatusOK)
	if p := one.Post(other+"/take", M{"key": Key()}).Problem(http.StatusConflict,
		"already-helping"); p["call"] != call["id"] {
		t.Errorf("in hand is %v", p["call"])
	}
	one.Post(path+"/give-back", M{"key": Key()}).Want(http.StatusNoContent)
	agent.Post("/api/desk/help/cancel", M{"key": Key()}).Want(http.StatusNoContent)
	agent.Post("/api/desk/help/cancel", M{"key": Key()}).Problem(http.StatusConflict, "no-call")

	// Whoever takes a call and does not come must not leave the place without help.
	two.Post(other+"/take", M{"key": Key()}).Want(http.StatusOK)
	kiosk.Post("/api/kiosk/help", M{"key": Key()}).Problem(http.StatusConflict, "already-called")
	clock.Advance(5 * time.Minute)
	kiosk.Post("/api/kiosk/help", M{"key": Key()}).Want(http.StatusCreated)

	// What is open survives a restart, and ends with the day.
	s.Stop()
	s = Start(t, Options{DataDir: s.Dir, Clock: clock.Now})
	if f := s.Staff(t, "volunteer2").Watch("/live/volunteer").Until("a frame",
		func(M) bool { return true }); f["mine"] == nil || len(list(f, "calls")) != 1 {
		t.Errorf("after a restart the volunteer sees %v", f)
	}
	clock.Advance(24 * time.Hour)
	s.Kiosk(t).Post("/api/kiosk/help/cancel", M{"key": Key()}).Problem(http.StatusConflict, "no-call")
	if f := s.Staff(t, "volunteer2").Watch("/live/volunteer").Until("a frame",
		func(M) bool { return true }); f["mine"] != nil || len(list(f, "calls")) != 0 {
		t.Errorf("the next morning the volunteer sees %v", f)
	}
}
