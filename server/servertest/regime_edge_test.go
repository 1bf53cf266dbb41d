package servertest_test

import (
	"net/http"
	"testing"
	"time"

	. "dost/server/servertest"
)

// The edges of a regime, as a manager meets them: each is refused by a code that
// names its field, or has a clear meaning.
func TestTheEdgesOfARegime(t *testing.T) {
	t.Parallel()
	clock := &Clock{}
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, baku)
	clock.Set(now)
	s := Start(t, Options{Clock: clock.Now})
	manager := s.Staff(t, "manager")
	at := func(d time.Duration) string { return moment(now.Add(d)) }
	const day = 24 * time.Hour
	regime := func(more M) M {
		r := M{"name": decree, "from": at(day), "to": at(2 * day), "rules": M{"closed": true}}
		for k, v := range more {
			r[k] = v
		}
		return r
	}
	for _, edge := range []struct {
		name, code, field string
		regime            M
	}{
		{"ends before it begins", "ends-before-begins", "to", regime(M{"to": at(day - time.Minute)})},
		{"zero length", "zero-length", "to", regime(M{"to": at(day)})},
		{"past", "regime-past", "", regime(M{"from": at(-2 * day), "to": at(-day)})},
		{"over ten years", "too-long", "to", regime(M{"to": at(3700 * day)})},
		{"no name", "name-needed", "name", regime(M{"name": M{"az": "", "ru": "Режим", "en": "Regime"}})},
		{"no rule", "rule-needed", "rules", regime(M{"rules": M{}})},
		{"a window of no length", "zero-length", "daily",
			regime(M{"daily": []M{{"from": "10:00", "to": "10:00"}}})},
		{"hours that overlap", "bad-hours", "hours",
			regime(M{"rules": M{"hours": []M{{"from": "09:00", "to": "13:00"},
				{"from": "12:00", "to": "18:00"}}}})},
		{"a share of nothing", "bad-number", "capacity", regime(M{"rules": M{"capacity": M{"share": 30}}})},
		{"a capacity below nothing", "bad-number", "fixed",
			regime(M{"rules": M{"capacity": M{"fixed": -1}}})},
		{"an eighth weekday", "bad-weekday", "weekdays", regime(M{"weekdays": []int{8}})},
		{"a channel that is none", "unknown-channel", "channels",
			regime(M{"rules": M{"channels": []string{"window"}}})},
		{"a treatment that is none", "unknown-treatment", "waiting", regime(M{"waiting": "drop"})},
		{"a direction that is none", "unknown-direction", "",
			regime(M{"scope": M{"directions": []string{"moon"}}})},
		{"a group that is none", "unknown-group", "only_groups",
			regime(M{"rules": M{"only_groups": []string{"moon"}}})},
		{"a service that is none", "unknown-service", "scope",
			regime(M{"scope": M{"services": []string{"99-99-99-99"}}})},
	} {
		r := manager.Post("/api/manager/regimes",
			M{"key": Key(), "password": password, "regime": edge.regime})
		if r.Status < 400 {
			t.Errorf("%s: was taken", edge.name)
			continue
		}
		if p := r.JSON(); p["code"] != edge.code || (edge.field != "" && p["field"] != edge.field) {
			t.Errorf("%s: %v at %v, want %s at %s", edge.name, p["code"], p["field"], edge.code, edge.field)
		}
		// The preview says the same before anybody presses save.
		seen := manager.Post("/api/manager/regimes/preview",
			M{"draft": edge.regime, "day": "2026-03-03"}).Want(http.StatusOK).JSON()
		if f, _ := seen["fault"].(M); f["code"] != edge.code {
			t.Errorf("%s: the preview says %v", edge.name, seen["fault"])
		}
	}
	if list := manager.Get("/api/manager/regimes").JSON()["regimes"].([]any); len(list) != 0 {
		t.Fatalf("refused regimes are kept: %v", list)
	}
	manager.Post("/api/manager/regimes",
		M{"key": Key(), "password": "wrong-wrong", "regime": regime(nil)}).Problem(http.StatusUnauthorized,
		"wrong-password")
}

// segments are a direction's stretches of a day as "00:00–10:00 closed".
func segments(t *testing.T, manager *Client, day string) (list []string) {
	t.Helper()
	seen := manager.Post("/api/manager/regimes/preview", M{"day": day}).Want(http.StatusOK).JSON()
	view := seen["directions"].([]any)[0].(M)
	for _, one := range view["segments"].([]any) {
		one := one.(M)
		state := "open"
		if code, ok := one["verdict"].(M)["code"].(string); ok {
			state = code
		}
		list = append(list, one["from"].(string)[11:16]+"–"+one["to"].(string)[11:16]+" "+state)
	}
	return list
}

// What meets, overlaps or crosses midnight has one clear meaning, and is listed
// where the manager should look at it.
func TestRegimesThatMeet(t *testing.T) {
	t.Parallel()
	clock := &Clock{}
	clock.Set(time.Date(2026, 3, 1, 10, 0, 0, 0, baku))
	s := Start(t, Options{Clock: clock.Now})
	manager := s.Staff(t, "manager")
	on := func(day, hour int) string { return moment(time.Date(2026, 3, day, hour, 0, 0, 0, baku)) }
	plain := func(from, to string, rules M) M {
		return M{"name": decree, "from": from, "to": to, "rules": rules}
	}
	appointments := M{"channels": []string{"appointment"}}

	// Back to back: no gap, and no conflict.
	enact(manager, plain(on(2, 9), on(2, 13), appointments))
	enact(manager, plain(on(2, 13), on(2, 18), M{"closed": true}))
	want(t, segments(t, manager, "2026-03-02"), "00:00–09:00 open", "09:00–13:00 appointment-only",
		"13:00–18:00 closed", "18:00–00:00 open")
	if c := manager.Get("/api/manager/regimes").JSON()["conflicts"].([]any); len(c) != 0 {
		t.Errorf("back to back is no conflict: %v", c)
	}
	// Overlapping: closed wins while both hold.
	enact(manager, plain(on(3, 9), on(3, 15), appointments))
	enact(manager, plain(on(3, 12), on(3, 18), M{"closed": true}))
	want(t, segments(t, manager, "2026-03-03"), "00:00–09:00 open", "09:00–12:00 appointment-only",
		"12:00–15:00 closed", "15:00–18:00 closed", "18:00–00:00 open")
	if c := manager.Get("/api/manager/regimes").JSON()["conflicts"].([]any); len(c) != 1 ||
		c[0].(M)["kind"] != "closed-wins" {
		t.Errorf("the overlap is told as %v", c)
	}
	// A nightly window belongs to the day on which it begins.
	night := plain(on(4, 0), on(6, 0), M{"closed": true})
	night["daily"] = []M{{"from": "22:00", "to": "06:00"}}
	enact(manager, night)
	want(t, segments(t, manager, "2026-03-05"), "00:00–06:00 closed", "06:00–22:00 open",
		"22:00–00:00 closed")
	// Ten years to the day are as long as it gets, and are shown until when.
	enact(manager, plain(on(10, 0), moment(time.Date(2036, 3, 10, 0, 0, 0, 0, baku)),
		M{"tickets_per_day": 80}))
	// One that began already begins now.
	r := manager.Post("/api/manager/regimes",
		M{"key": Key(), "password": password,
			"regime": plain(moment(clock.Now().Add(-time.Hour)), on(1, 18), appointments)}).Want(
		http.StatusCreated).JSON()
	if r["from"] != moment(clock.Now().In(baku)) || r["phase"] != "in-force" {
		t.Errorf("it holds from %v, %v", r["from"], r["phase"])
	}
}

func want(t *testing.T, got []string, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %v, want %v", got[i], want[i])
		}
	}
}

// Two managers with the same thing open: the second is told, and nothing of the
// first is lost; a repeated request changes nothing twice.
func TestTwoManagersAtOnce(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	first, now := s.Staff(t, "manager"), time.Now()
	first.Post("/api/manager/staff", M{"key": Key(), "login": "second", "name": "Second", "role": "manager",
		"password": "demo-demo", "new_password": "second-second"}).Want(http.StatusCreated)
	second := s.Anyone(t)
	second.Post("/api/session", M{"login": "second", "password": "second-second"}).Want(http.StatusOK)

	regime := M{"name": decree, "from": moment(now.Add(time.Hour)), "to": moment(now.Add(2 * time.Hour)),
		"rules": M{"closed": true}}
	id, rev := enact(first, regime)
	regime["to"] = moment(now.Add(5 * time.Hour))
	once := M{"key": Key(), "password": password, "rev": rev, "regime": regime}
	amended := first.Post("/api/manager/regimes/"+id+"/amend", once).Want(http.StatusOK)
	again := first.Post("/api/manager/regimes/"+id+"/amend", once).Want(http.StatusOK)
	if string(amended.Body) != string(again.Body) {
		t.Errorf("the same request again: %s, first: %s", again.Body, amended.Body)
	}
	second.Post("/api/manager/regimes/"+id+"/amend",
		M{"key": Key(), "password": "second-second", "regime": regime}).Problem(http.StatusBadRequest,
		"bad-number")
	second.Post("/api/manager/regimes/"+id+"/withdraw",
		M{"key": Key(), "password": "second-second"}).Problem(http.StatusBadRequest, "bad-number")
	p := second.Post("/api/manager/regimes/"+id+"/amend",
		M{"key": Key(), "password": "second-second", "rev": rev, "regime": regime}).Problem(
		http.StatusConflict, "regime-changed")
	second.Post("/api/manager/regimes/"+id+"/withdraw",
		M{"key": Key(), "password": "second-second", "rev": p["rev"]}).Want(http.StatusNoContent)
	first.Get("/api/manager/regimes/"+id).Problem(http.StatusNotFound, "unknown-regime")

	setup := first.Get("/api/manager/setup").Want(http.StatusOK).JSON()
	directions := setup["directions"].([]any)
	more := append(append([]any{}, directions...),
		M{"id": "pension", "prefix": "P", "name": M{"az": "Pensiya", "ru": "Пенсия", "en": "Pension"}})
	first.Post("/api/manager/setup", M{"key": Key(), "password": password, "rev": setup["rev"],
		"directions": more}).Want(http.StatusOK)
	second.Post("/api/manager/setup", M{"key": Key(), "password": "second-second", "rev": setup["rev"],
		"directions": directions}).Problem(http.StatusConflict, "setup-changed")

	record := first.Get("/api/manager/record").Want(http.StatusOK).JSON()["changes"].([]any)
	kinds := []string{"queue.configured", "regime.withdrawn", "regime.amended", "regime.enacted"}
	for i, kind := range kinds {
		if c := record[i].(M); c["kind"] != kind {
			t.Fatalf("change %d is %v, want %s", i, c["kind"], kind)
		}
	}
	if pair := record[0].(M)["setup"].(M); len(pair["before"].(M)["directions"].([]any)) != 3 ||
		len(pair["after"].(M)["directions"].([]any)) != 4 {
		t.Errorf("the record of the setup is %v", pair)
	}
	if by := record[1].(M)["actor"]; by != "manager:second" {
		t.Errorf("withdrawn by %v", by)
	}
}

// The preview counts the tickets that a draft would turn away, so that none is
// dropped without the manager's word.
func TestThePreviewCountsWaitingTickets(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	kiosk, manager, now := s.Kiosk(t), s.Staff(t, "manager"), time.Now()
	for range 3 {
		kiosk.Post("/api/kiosk/tickets", M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated)
	}
	kiosk.Post("/api/kiosk/tickets", M{"key": Key(), "direction": "benefits", "group": "senior"}).Want(
		http.StatusCreated)
	draft := M{"from": moment(now.Add(-time.Minute)), "to": moment(now.Add(time.Hour)),
		"rules": M{"only_groups": []string{"senior"}}, "name": decree}
	seen := manager.Post("/api/manager/regimes/preview",
		M{"draft": draft, "day": now.In(baku).Format(time.DateOnly)}).Want(http.StatusOK).JSON()
	hit := seen["hit"].([]any)
	if len(hit) != 1 || hit[0].(M)["direction"] != "benefits" || hit[0].(M)["waiting"] != 4.0 ||
		hit[0].(M)["touched"] != 3.0 {
		t.Errorf("the preview says %v", hit)
	}
	if seen["begins"] == nil || seen["fault"] != nil {
		t.Errorf("begins %v, fault %v", seen["begins"], seen["fault"])
	}
}

// Visits that are booked already are counted too: by appointment they are still
// received in a week of appointments, and not behind a closed door.
func TestThePreviewCountsAppointments(t *testing.T) {
	t.Parallel()
	clock := &Clock{}
	clock.Set(time.Date(2026, 3, 2, 10, 0, 0, 0, baku))
	s := Start(t, Options{Clock: clock.Now})
	manager, operator := s.Staff(t, "manager"), s.Staff(t, "operator")
	tomorrow := time.Date(2026, 3, 3, 0, 0, 0, 0, baku)
	operator.Post("/api/operator/appointments", M{
		"key": Key(), "direction": "benefits", "at": moment(tomorrow.Add(11 * time.Hour)),
		"phone": "050 123 45 67",
	}).Want(http.StatusCreated)
	for rule, touched := range map[string]float64{`{"closed":true}`: 1, `{"channels":["appointment"]}`: 0} {
		body := `{"day":"2026-03-03","draft":{"name":{"az":"Rejim","ru":"","en":""},"from":"` +
			moment(tomorrow) + `","to":"` + moment(tomorrow.AddDate(0, 0, 1)) + `","rules":` + rule + `}}`
		hit := manager.Send("POST", "/api/manager/regimes/preview", "application/json",
			[]byte(body)).Want(http.StatusOK).JSON()["hit"].([]any)
		if len(hit) != 1 || hit[0].(M)["booked"] != 1.0 || hit[0].(M)["booked_touched"] != touched ||
			hit[0].(M)["waiting"] != 0.0 {
			t.Errorf("%s meets %v", rule, hit)
		}
	}
}
