package servertest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"dost/server/civil"
	. "dost/server/servertest"
)

// workingDay is a centre at ordinary hours whose clock shows Monday, 2 March 2026.
func workingDay(t *testing.T) (s *Server, c *Clock) {
	c = ClockAt(ofMarch(2, 9, 0))
	s = Start(t, Options{Clock: c.Now})
	week := make([][]M, 7)
	for day := range week {
		week[day] = []M{}
		if day > 0 && day < 6 {
			week[day] = []M{{"from": "09:00", "to": "18:00"}}
		}
	}
	s.Staff(t, "manager").Post("/api/manager/calendar/hours",
		M{"key": Key(), "password": password, "hours": M{"week": week}}).Want(http.StatusOK)
	return s, c
}

// ofMarch is a time of March 2026.
func ofMarch(day, hour, minute int) time.Time {
	return time.Date(2026, 3, day, hour, minute, 0, 0, civil.Baku)
}

// closedTuesday is a closure of Tuesday, 3 March.
func closedTuesday(booked string) M {
	return M{
		"name": decree, "from": moment(ofMarch(3, 0, 0)), "to": moment(ofMarch(4, 0, 0)),
		"rules":   M{"closed": true},
		"waiting": "notify", "booked": booked,
	}
}

// hitOf is what the preview says of benefits.
func hitOf(t *testing.T, manager *Client, draft M, each bool) M {
	t.Helper()
	seen := manager.Post("/api/manager/regimes/preview",
		M{"draft": draft, "day": "2026-03-03", "visits": each}).Want(http.StatusOK).JSON()
	for _, h := range seen["hit"].([]any) {
		if h := h.(M); h["direction"] == "benefits" {
			return h
		}
	}
	t.Fatalf("the preview does not meet benefits: %v", seen["hit"])
	return nil
}

// What the preview says before a closure is decided is what it does, whichever
// treatment is chosen; and taking it back leaves nobody to be told.
func TestThePreviewTellsWhatBecomesOfVisits(t *testing.T) {
	t.Parallel()
	s, _ := workingDay(t)
	manager, operator := s.Staff(t, "manager"), s.Staff(t, "operator")
	for _, hour := range []int{10, 11, 15} {
		bookAt(operator, ofMarch(3, hour, 0), "az")
	}
	for booked, count := range map[string]string{"honour": "kept", "rebook": "moved", "notify": "unplaced"} {
		hit := hitOf(t, manager, closedTuesday(booked), true)
		if hit["booked"] != 3.0 || hit["booked_touched"] != 3.0 || hit[count] != 3.0 ||
			len(hit["visits"].([]any)) != 3 {
			t.Errorf("%s: %v", booked, hit)
		}
		for _, v := range hit["visits"].([]any) {
			if v := v.(M); strings.Contains(fmt.Sprint(v), "994") || v["code"] != nil {
				t.Errorf("the preview says who comes: %v", v)
			}
		}
	}
	if list := hitOf(t, manager, closedTuesday("rebook"), false)["visits"]; list != nil {
		t.Errorf("the list comes unasked: %v", list)
	}

	id, rev := enact(manager, closedTuesday("notify"))
	standing := manager.Get("/api/manager/regimes/" + id).Want(http.StatusOK).JSON()["visits"].(M)
	if standing["unplaced"] != 3.0 || standing["untold"] != 3.0 {
		t.Errorf("in force: %v", standing)
	}
	manager.Post("/api/manager/regimes/"+id+"/withdraw",
		M{"key": Key(), "password": password, "rev": rev}).Want(http.StatusNoContent)

	foreseen := hitOf(t, manager, closedTuesday("rebook"), false)
	id, _ = enact(manager, closedTuesday("rebook"))
	standing = manager.Get("/api/manager/regimes/" + id).Want(http.StatusOK).JSON()["visits"].(M)
	if standing["moved"] != 3.0 || standing["untold"] != 3.0 || standing["unplaced"] != 0.0 {
		t.Errorf("moved: %v", standing)
	}
	moved := operator.Get("/api/operator/appointments?day=2026-03-04").Want(
		http.StatusOK).JSON()["appointments"].([]any)
	if len(moved) != 3 || moved[0].(M)["at"] != foreseen["first"] || moved[2].(M)["at"] != foreseen["last"] {
		t.Errorf("foreseen from %v to %v, and on Wednesday there are %v", foreseen["first"], foreseen["last"],
			moved)
	}
}

// A ticket that waits when a regime begins which rebooks is exchanged once, whatever
// is tapped twice; what is called, or not rebooked, is not.
func TestATicketIsExchangedOnce(t *testing.T) {
	t.Parallel()
	s, c := workingDay(t)
	manager, kiosk, phone := s.Staff(t, "manager"), s.Kiosk(t), s.Anyone(t)
	issue := func() (token string) {
		return kiosk.Post("/api/kiosk/tickets",
			M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated).Text("track")
	}
	first, second := issue(), issue()
	phone.Get("/api/track/"+first+"/times").Problem(http.StatusConflict, "exchange-not-offered")
	c.Set(ofMarch(2, 9, 10))
	enact(manager, M{"name": decree, "from": moment(ofMarch(2, 9, 10)), "to": moment(ofMarch(4, 0, 0)),
		"rules": M{"closed": true}, "waiting": "rebook"})

	days := phone.Get("/api/track/" + first + "/times").Want(http.StatusOK).JSON()["days"].([]any)
	time0 := days[0].(M)["times"].([]any)[0]
	if days[0].(M)["date"] != "2026-03-04" || time0 != "2026-03-04T09:00:00+04:00" {
		t.Fatalf("offered: %v", days)
	}
	order := M{"key": Key(), "at": time0}
	done := phone.Post("/api/track/"+first+"/appointment", order).Want(http.StatusCreated)
	again := phone.Post("/api/track/"+first+"/appointment", order).Want(http.StatusCreated)
	if done.Text("code") != again.Text("code") || done.Text("at") != time0 {
		t.Errorf("tapped twice: %v and %v", done.JSON(), again.JSON())
	}
	phone.Post("/api/track/"+first+"/appointment", M{"key": Key(), "at": time0}).Problem(http.StatusConflict,
		"ticket-ended")
	tracked := phone.Get("/api/track/" + first).Want(http.StatusOK).JSON()
	if tracked["state"] != "cancelled" || tracked["rebooked"].(M)["code"] != done.Text("code") {
		t.Errorf("the page shows %v", tracked)
	}

	agent := s.Agent(t, 3)
	called := agent.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK)
	if called.Text("number") != "B002" {
		t.Errorf("called is %s", called.Text("number"))
	}
	phone.Post("/api/track/"+second+"/appointment", M{"key": Key(), "at": time0}).Problem(http.StatusConflict,
		"wrong-state")
	phone.Get("/api/track/nobody/times").Problem(http.StatusNotFound, "unknown-ticket")
}

// An agent gives another time to a visitor without a phone, from the line or at the
// desk; only what a regime has rebooked carries the offer.
func TestTheDeskExchangesATicket(t *testing.T) {
	t.Parallel()
	s, c := workingDay(t)
	kiosk, agent := s.Kiosk(t), s.Agent(t, 3)
	for range 3 {
		kiosk.Post("/api/kiosk/tickets", M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated)
	}
	frames := agent.Watch("/live/desk")
	line := func(f M) []any {
		for _, l := range f["waiting"].(M)["lines"].([]any) {
			if l := l.(M); l["direction"] == "benefits" {
				return l["tickets"].([]any)
			}
		}
		return nil
	}
	first := frames.Until("three wait", func(f M) bool { return len(line(f)) == 3 })
	if line(first)[0].(M)["exchange"] != nil {
		t.Error("another time is offered under ordinary rules")
	}
	c.Set(ofMarch(2, 9, 5))
	enact(s.Staff(t, "manager"), M{"name": decree, "from": moment(ofMarch(2, 9, 5)),
		"to": moment(ofMarch(3, 0, 0)), "rules": M{"closed": true}, "waiting": "rebook"})
	waits := line(frames.Until("the line offers another time",
		func(f M) bool { return len(line(f)) == 3 && line(f)[0].(M)["exchange"] == true }))[1].(M)

	path := fmt.Sprintf("/api/desk/tickets/%s", waits["id"])
	days := agent.Get(path + "/times").Want(http.StatusOK).JSON()["days"].([]any)
	times := days[0].(M)["times"].([]any)
	done := agent.Post(path+"/appointment", M{"key": Key(), "at": times[0]}).Want(http.StatusCreated)
	if done.Text("number") != waits["number"] || len(done.Text("code")) != 7 || done.Text("at") != times[0] {
		t.Errorf("from the line: %v", done.JSON())
	}
	agent.Post(path+"/appointment", M{"key": Key(), "at": times[1]}).Problem(http.StatusConflict,
		"ticket-ended")

	called := agent.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK).Text("id")
	frames.Until("the visitor called may have another time",
		func(f M) bool { a, ok := f["active"].(M); return ok && a["exchange"] == true })
	path = "/api/desk/tickets/" + called
	s.Agent(t, 4).Get(path+"/times").Problem(http.StatusConflict, "ticket-elsewhere")
	agent.Post(path+"/appointment", M{"key": Key(), "at": times[1]}).Want(http.StatusCreated)
	frames.Until("the desk is free", func(f M) bool { return f["active"] == nil })
}

// Phones outside the hall rebook a ticket, whatever they tap at once: with one key or
// with many, while the desk calls, a ticket is given up once or called, never both.
func TestAnExchangeAndACallNeverBothHappen(t *testing.T) {
	t.Parallel()
	s, c := workingDay(t)
	kiosk, agent := s.Kiosk(t), s.Agent(t, 3)
	const tickets = 8
	var tokens []string
	for range tickets {
		tokens = append(tokens, kiosk.Post("/api/kiosk/tickets",
			M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated).Text("track"))
	}
	c.Set(ofMarch(2, 9, 5))
	enact(s.Staff(t, "manager"), M{"name": decree, "from": moment(ofMarch(2, 9, 5)),
		"to": moment(ofMarch(3, 0, 0)), "rules": M{"closed": true}, "waiting": "rebook"})

	var taps sync.WaitGroup
	for i, token := range tokens {
		for tap := range 6 {
			key := fmt.Sprintf("phone%d-%d", i, tap/3) // three taps with one key, three with another
			taps.Go(func() {
				body := fmt.Sprintf(`{"key":%q,"at":%q}`, key, moment(ofMarch(3, 10+i%6, 0)))
				r := httptest.NewRequest(http.MethodPost, "/api/track/"+token+"/appointment",
					strings.NewReader(body))
				r.Header.Set("Content-Type", "application/json")
				w := httptest.NewRecorder()
				s.App.Public().ServeHTTP(w, r)
				if w.Code != http.StatusCreated && w.Code != http.StatusConflict {
					t.Errorf("a tap is answered %d %s", w.Code, w.Body)
				}
			})
		}
	}
	called := 0
	for range 2 {
		if r, err := agent.Try(http.MethodPost, "/api/desk/next", "application/json",
			[]byte(fmt.Sprintf(`{"key":%q}`, Key()))); err == nil && r.Status == http.StatusOK {
			called++
			agent.Post("/api/desk/tickets/"+r.Text("id")+"/finish",
				M{"key": Key(), "outcome": "consulted"}).Want(http.StatusOK)
		}
	}
	taps.Wait()
	given := 0
	for _, token := range tokens {
		page := s.Anyone(t).Get("/api/track/" + token).Want(http.StatusOK).JSON()
		if has := page["rebooked"] != nil; has != (page["state"] == "cancelled") {
			t.Errorf("a ticket is %s, its appointment %v", page["state"], page["rebooked"])
		} else if has {
			given++
		}
	}
	list := s.Staff(t, "operator").Get("/api/operator/appointments?day=2026-03-03").Want(
		http.StatusOK).JSON()["appointments"].([]any)
	if given+called != tickets || len(list) != given {
		t.Errorf("of %d tickets %d are given up, %d called, and %d appointments made", tickets, given, called,
			len(list))
	}
}

// A day that the Cabinet makes one of rest has no treatment of its own: whom it does
// not receive is to be told, and the manager hears how many; taken back before they
// are, nobody is.
func TestADayOfRestHasItsVisitorsTold(t *testing.T) {
	t.Parallel()
	s, _ := workingDay(t)
	manager, operator := s.Staff(t, "manager"), s.Staff(t, "operator")
	for _, hour := range []int{10, 11} {
		bookAt(operator, ofMarch(3, hour, 0), "az")
	}
	day := M{"key": Key(), "password": password, "date": "2026-03-03", "working": false,
		"reason": M{"az": "Nazirlər Kabineti", "ru": "Кабинет министров", "en": "Cabinet"}}
	if set := manager.Post("/api/manager/calendar/days",
		day).Want(http.StatusOK).JSON(); set["untold"] != 2.0 || set["working"] != false {
		t.Errorf("the day of rest: %v", set)
	}
	urgent := func() int {
		return len(operator.Get("/api/operator/telling").Want(http.StatusOK).JSON()["urgent"].([]any))
	}
	if n := urgent(); n != 2 {
		t.Errorf("%d are to be told", n)
	}
	manager.Post("/api/manager/calendar/days/restore",
		M{"key": Key(), "password": password, "date": "2026-03-03"}).Want(http.StatusOK)
	if n := urgent(); n != 0 {
		t.Errorf("taken back, and %d are to be told", n)
	}
}
