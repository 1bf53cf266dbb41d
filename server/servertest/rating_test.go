package servertest_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	. "dost/server/servertest"
)

// visited takes a ticket and is served at the agent's desk to the end; it gives the
// ticket's token.
func visited(t *testing.T, kiosk, agent *Client, language string) string {
	t.Helper()
	ticket := kiosk.Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": "benefits", "language": language}).Want(http.StatusCreated).JSON()
	id := ticket["id"].(string)
	agent.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK)
	agent.Post("/api/desk/tickets/"+id+"/arrive", M{"key": Key()}).Want(http.StatusOK)
	agent.Post("/api/desk/tickets/"+id+"/finish", M{"key": Key(), "outcome": "consulted"}).Want(http.StatusOK)
	return strings.TrimPrefix(ticket["track"].(string), "/t#")
}

func TestAVisitIsRatedOnce(t *testing.T) {
	t.Parallel()
	clock := morning()
	s := Start(t, Options{Clock: clock.Now})
	kiosk, agent, phone, manager := s.Kiosk(t), s.Agent(t, 3), s.Anyone(t), s.Staff(t, "manager")

	waiting := kiosk.Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": "employment"}).Want(http.StatusCreated).JSON()
	unfinished := strings.TrimPrefix(waiting["track"].(string), "/t#")
	phone.Post("/api/rate/"+unfinished, M{"key": Key(), "score": 5}).Problem(http.StatusConflict,
		"not-finished")

	token := visited(t, kiosk, agent, "ru")
	for _, score := range []int{0, 6, -1, 100} {
		phone.Post("/api/rate/"+token, M{"key": Key(), "score": score}).Problem(http.StatusBadRequest,
			"bad-score")
	}
	phone.Post("/api/rate/"+token, M{"score": 4}).Problem(http.StatusBadRequest, "key-missing")
	body := M{"key": "face-1", "score": 4}
	first := phone.Post("/api/rate/"+token, body).Want(http.StatusOK)
	if m := first.JSON(); m["score"] != 4.0 || m["first"] != true {
		t.Errorf("rated: %v", m)
	}
	if again := phone.Post("/api/rate/"+token,
		body).Want(http.StatusOK); string(again.Body) != string(first.Body) {
		t.Errorf("the same tap again: %s", again.Body)
	}
	phone.Post("/api/rate/"+token, M{"key": "face-1", "score": 5}).Problem(http.StatusConflict, "key-reused")
	if m := phone.Post("/api/rate/"+token,
		M{"key": Key(), "score": 1}).Want(http.StatusOK).JSON(); m["score"] != 4.0 || m["first"] != false {
		t.Errorf("a second rating: %v", m)
	}
	if m := phone.Get("/api/track/" + token).Want(http.StatusOK).JSON(); m["score"] != 4.0 {
		t.Errorf("the phone is shown %v", m)
	}
	phone.Post("/api/rate/"+visited(t, kiosk, agent, "az"), M{"key": Key(), "score": 1}).Want(http.StatusOK)
	late := visited(t, kiosk, agent, "az")

	sums := manager.Get("/api/manager/satisfaction").Want(http.StatusOK).JSON()
	for _, part := range []any{sums["today"], sums["period"], list(sums, "days")[0],
		list(sums, "directions")[0], list(sums, "agents")[0]} {
		p := part.(M)
		if spread := list(p, "spread"); p["count"] != 2.0 || p["mean"] != 2.5 || spread[0] != 1.0 ||
			spread[3] != 1.0 || spread[4] != 0.0 {
			t.Errorf("the manager sees %v", p)
		}
	}
	if d, a := list(sums, "directions")[0].(M),
		list(sums, "agents")[0].(M); d["direction"] != "benefits" || a["agent"] != "agent3" ||
		a["name"] != "Agent 3" {
		t.Errorf("counted for %v and %v", d, a)
	}
	if file := manager.Get("/api/manager/satisfaction.csv").Want(http.StatusOK); !strings.Contains(
		string(file.Body), "2026-11-20,benefits,agent3,2,2.50,1,0,0,1,0") {
		t.Errorf("the file reads %q", file.Body)
	}

	// A restart remembers what was rated; the next day it is too late.
	s.Stop()
	s = Start(t, Options{DataDir: s.Dir, Clock: clock.Now})
	if m := s.Anyone(t).Post("/api/rate/"+token,
		M{"key": Key(), "score": 2}).Want(http.StatusOK).JSON(); m["score"] != 4.0 {
		t.Errorf("after a restart: %v", m)
	}
	clock.Advance(24 * time.Hour)
	s.Anyone(t).Post("/api/rate/"+late, M{"key": Key(), "score": 5}).Problem(http.StatusNotFound,
		"unknown-ticket")
	next := s.Staff(t, "manager").Get("/api/manager/satisfaction").Want(http.StatusOK).JSON()
	if next["today"].(M)["count"] != 0.0 || next["period"].(M)["count"] != 2.0 {
		t.Errorf("the next day the manager sees %v", next)
	}
	s.Staff(t, "manager").Get("/api/manager/satisfaction?from=2026-12-01&to=2026-11-01").Problem(
		http.StatusBadRequest, "bad-range")
}

// The tablet beside a desk asks for a minute, and never whom it does not concern.
func TestTheTabletAsksAfterTheVisit(t *testing.T) {
	t.Parallel()
	clock := morning()
	s := Start(t, Options{Clock: clock.Now})
	kiosk, agent, tablet := s.Kiosk(t), s.Agent(t, 3), s.Display(t)
	tablet.Get("/live/rate/99").Problem(http.StatusNotFound, "unknown-desk")
	feed := tablet.Watch("/live/rate/3")
	rests := func(f M) bool { return f["visit"] == nil }
	asks := func(number string) func(M) bool {
		return func(f M) bool { v, _ := f["visit"].(M); return v["number"] == number }
	}
	feed.Until("rest", rests)
	token := visited(t, kiosk, agent, "ru")
	if v := feed.Until("B001", asks("B001"))["visit"].(M); v["token"] != token || v["language"] != "ru" {
		t.Errorf("the tablet asks about %v", v)
	}
	tablet.Post("/api/rate/"+token, M{"key": Key(), "score": 5}).Want(http.StatusOK)
	feed.Until("thanks", func(f M) bool { v, _ := f["visit"].(M); return v["score"] == 5.0 })
	clock.Advance(time.Minute)
	feed.Until("rest after a minute", rests)

	visited(t, kiosk, agent, "az")
	feed.Until("B002", asks("B002"))
	next := kiosk.Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated).JSON()["id"].(string)
	agent.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK)
	agent.Post("/api/desk/tickets/"+next+"/arrive", M{"key": Key()}).Want(http.StatusOK)
	feed.Until("rest when the next visitor sits down", rests)
}

// Phones outside the hall may rate, and still do nothing else.
func TestPhonesOutsideMayRate(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	token := visited(t, s.Kiosk(t), s.Agent(t, 3), "az")
	send := func(path, body string) int {
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		s.App.Public().ServeHTTP(w, r)
		return w.Code
	}
	if status := send("/api/rate/"+token, `{"key":"a","score":5}`); status != http.StatusOK {
		t.Errorf("rating from outside: %d", status)
	}
	for _, path := range []string{"/api/rate", "/api/desk/help", "/api/kiosk/help", "/api/session"} {
		if status := send(path, `{"key":"b"}`); status != http.StatusNotFound {
			t.Errorf("%s is open to the world: %d", path, status)
		}
	}
}
