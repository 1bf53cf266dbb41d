package servertest_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"dost/server/civil"
	"dost/server/integration"
	. "dost/server/servertest"
)

// aMonday is a working day at ten in the morning.
var aMonday = time.Date(2026, time.November, 23, 10, 0, 0, 0, civil.Baku)

// serveOne takes a ticket, serves it and registers an application; it gives the
// application's number. Every call must be answered at once, whatever the other
// systems do.
func serveOne(t testing.TB, s *Server, agent *Client, n int, outcome string) string {
	t.Helper()
	begun := time.Now()
	ticket := s.Kiosk(t).Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated).Text("id")
	agent.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK)
	agent.Post("/api/desk/tickets/"+ticket+"/arrive", M{"key": Key()}).Want(http.StatusOK)
	body := M{
		"key": Key(), "ticket": ticket, "service": "05-02-01-03", "outcome": outcome,
		"applicant": M{"name": "Sınaq Şəxsi", "fin": fmt.Sprintf("5ABC%03d", n)}, "documents": []M{},
		"checks": []M{},
	}
	if outcome == "refused" {
		body["reason"] = "no-legal-basis"
	}
	number := agent.Post("/api/desk/applications", body).Want(http.StatusCreated).Text("number")
	agent.Post("/api/desk/tickets/"+ticket+"/finish", M{"key": Key(), "outcome": outcome}).Want(http.StatusOK)
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("the visit took %v", took)
	}
	return number
}

// eventually waits for what other goroutines bring about.
func eventually(t testing.TB, what string, true func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(
		20 * time.Millisecond) {
		if true() {
			return
		}
	}
	t.Fatalf("in 20 s it never came: %s", what)
}

func numbers(messages []integration.Message) (list []string) {
	for _, m := range messages {
		list = append(list, m.Application.Number)
	}
	return list
}

func standing(manager *Client, system string) M {
	connections := manager.Get("/api/manager/connections").Want(http.StatusOK).JSON()
	for _, one := range connections["systems"].([]any) {
		if found := one.(map[string]any); found["system"] == system {
			return found
		}
	}
	return nil
}

// The systems are down for an hour; the desk works on as if they were not; then
// they are up, and every message arrives once, in order.
func TestAnOutageOfAnHourLosesAndRepeatsNothing(t *testing.T) {
	t.Parallel()
	c := ClockAt(aMonday)
	s, systems := Start(t, Options{Clock: c.Now}), NewStandIn(t)
	systems.Clock = c.Now
	systems.Connect(s.Staff(t, "manager"))
	agent := s.Agent(t, 3)
	want := []string{serveOne(t, s, agent, 0, "registered")}
	eventually(t, "the first message", func() bool { return len(systems.Taken("esdas")) == 1 })

	systems.Down(true)
	for n := 1; n <= 12; n++ {
		want = append(want, serveOne(t, s, agent, n, []string{"registered", "sent-on"}[n%2]))
		c.Advance(5 * time.Minute)
	}
	manager := s.Staff(t, "manager")
	eventually(t, "broken, twelve waiting", func() bool {
		st := standing(manager, "esdas")
		return st["state"] == "broken" && st["waiting"] == 12.0
	})
	if got := len(systems.Taken("esdas")); got != 1 {
		t.Fatalf("while down it took %d messages", got)
	}

	systems.Down(false)
	c.Advance(6 * time.Minute) // over the longest pause
	want = append(want, serveOne(t, s, agent, 13, "registered"))
	for _, system := range []string{"esdas", "e-sosial"} {
		eventually(t, "all messages to "+system,
			func() bool { return len(systems.Taken(system)) >= len(want) })
		taken := systems.Taken(system)
		if fmt.Sprint(numbers(taken)) != fmt.Sprint(want) {
			t.Errorf("%s was told of\n%v, want\n%v", system, numbers(taken), want)
		}
		for i, m := range taken {
			if m.Position != uint64(i+1) || m.Application.Applicant == nil ||
				m.Kind != integration.Registered {
				t.Errorf("%s, message %d: %+v", system, i, m)
			}
		}
	}
	eventually(t, "working again", func() bool {
		st := standing(manager, "esdas")
		return st["state"] == "working" && st["waiting"] == 0.0
	})
	if _, repeats, forged := systems.Counts(); repeats != 0 || forged != 0 {
		t.Errorf("%d messages came twice, %d were forged", repeats, forged)
	}
}

// An acknowledgement is lost and the centre ends before it can try again: the
// message comes again under the same id, and is taken once.
func TestALostAcknowledgementRepeatsTheSendingNotItsEffect(t *testing.T) {
	t.Parallel()
	s, systems := Start(t, Options{}), NewStandIn(t)
	systems.Connect(s.Staff(t, "manager"), "esdas")
	agent := s.Agent(t, 3)
	systems.Swallow(1)
	first := serveOne(t, s, agent, 1, "registered")
	eventually(t, "the message", func() bool { return len(systems.Taken("esdas")) == 1 })
	s.Stop()

	again := Start(t, Options{DataDir: s.Dir})
	second := serveOne(t, again, again.Agent(t, 4, "benefits"), 2, "registered")
	eventually(t, "both messages", func() bool { return len(systems.Taken("esdas")) == 2 })
	if got := numbers(systems.Taken("esdas")); got[0] != first || got[1] != second {
		t.Errorf("told of %v, want %s and %s", got, first, second)
	}
	if _, repeats, _ := systems.Counts(); repeats != 1 {
		t.Errorf("the message came again %d times, want once", repeats)
	}
}

// What a system refuses for good is set aside, not in the way; a person may have
// it sent again.
func TestARefusedMessageIsSetAside(t *testing.T) {
	t.Parallel()
	s, systems := Start(t, Options{}), NewStandIn(t)
	manager := s.Staff(t, "manager")
	systems.Connect(manager, "esdas")
	agent := s.Agent(t, 3)
	systems.Refuse(http.StatusUnprocessableEntity)
	first := serveOne(t, s, agent, 1, "registered")
	eventually(t, "one refused", func() bool { return standing(manager, "esdas")["refused"] == 1.0 })
	systems.Refuse(0)
	second := serveOne(t, s, agent, 2, "registered")
	eventually(t, "the second", func() bool { return len(systems.Taken("esdas")) == 1 })
	manager.Post("/api/manager/connections/resend",
		M{"key": Key(), "password": "demo-demo", "system": "esdas"}).Want(http.StatusOK)
	eventually(t, "the first", func() bool { return len(systems.Taken("esdas")) == 2 })
	if got := numbers(systems.Taken("esdas")); got[0] != second || got[1] != first {
		t.Errorf("told of %v", got)
	}
}

// A system that rests, or was never connected, is told nothing and asked nothing;
// what was to be told before it rested waits.
func TestARestingSystemWaits(t *testing.T) {
	t.Parallel()
	s, systems := Start(t, Options{}), NewStandIn(t)
	manager, agent := s.Staff(t, "manager"), s.Agent(t, 3)
	serveOne(t, s, agent, 1, "registered") // by hand: no message, now or later
	systems.Connect(manager, "esdas")
	rest := M{"key": Key(), "password": "demo-demo", "system": "esdas", "url": systems.URL + "/esdas",
		"active": false}
	manager.Post("/api/manager/connections", rest).Want(http.StatusOK)
	number := serveOne(t, s, agent, 2, "registered")
	eventually(t, "one waiting", func() bool {
		st := standing(manager, "esdas")
		return st["waiting"] == 1.0 && st["state"] == "resting"
	})
	rest["key"], rest["active"] = Key(), true
	manager.Post("/api/manager/connections", rest).Want(http.StatusOK)
	eventually(t, "the message", func() bool { return len(systems.Taken("esdas")) == 1 })
	if got := numbers(systems.Taken("esdas")); got[0] != number {
		t.Errorf("told of %v, want %s", got, number)
	}
}

// The desk asks a connected system, and never waits for one that does not answer.
func TestTheDeskAsksAndFallsBackToTheAgent(t *testing.T) {
	t.Parallel()
	s, systems := Start(t, Options{}), NewStandIn(t)
	manager, agent := s.Staff(t, "manager"), s.Agent(t, 3)
	ticket := s.Kiosk(t).Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated).Text("id")
	ask := func(fin string) Reply {
		return agent.Post("/api/desk/lookups",
			M{"key": Key(), "ticket": ticket, "service": "05-02-01-03", "subsystem": "tseras", "fin": fin})
	}
	// nobody is served yet: nobody is looked up
	ask("5ABC001").Problem(http.StatusConflict, "ticket-elsewhere")
	agent.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK)
	agent.Post("/api/desk/tickets/"+ticket+"/arrive", M{"key": Key()}).Want(http.StatusOK)
	if got := ask("5ABC001").Want(http.StatusOK).Text("state"); got != "manual" {
		t.Errorf("not connected it is %q", got)
	}
	systems.Connect(manager, "tseras")
	systems.Know("5ABC001", integration.LookUpAnswer{State: integration.Found, Note: "II qrup,\nmüddətsiz"})
	if got := ask("5abc001").Want(http.StatusOK).JSON(); got["state"] != "found" ||
		got["note"] != "II qrup, müddətsiz" {
		t.Errorf("it knows him: %v", got)
	}
	if got := ask("5ABC002").Want(http.StatusOK).Text("state"); got != "not-found" {
		t.Errorf("it does not know her: %q", got)
	}
	ask("5ABCIO1").Problem(http.StatusBadRequest, "bad-person")
	agent.Post("/api/desk/lookups", M{"key": Key(), "ticket": ticket, "service": "05-02-01-03",
		"subsystem":                                      "mas", "fin": "5ABC001"}).
		Problem(http.StatusBadRequest, "bad-application") // the service has no business there

	systems.Delay(time.Minute)
	for n := range 4 {
		begun := time.Now()
		if got := ask("5ABC001").Want(http.StatusOK).Text("state"); got != "silent" {
			t.Errorf("it does not answer: %q", got)
		}
		took := time.Since(begun)
		// a system has three seconds to answer
		if took > 10*time.Second || n == 3 && took > 2500*time.Millisecond {
			t.Errorf("question %d was given up after %v", n+1, took)
		}
	}
}

// The console's page of connections and the guide's question to the systems, in
// a real browser and three languages.
func TestConnectionsInTheBrowser(t *testing.T) {
	t.Parallel()
	b := OpenBrowser(t)
	s, systems := Start(t, Options{}), NewStandIn(t)
	manager := s.Staff(t, "manager")
	systems.Know("5ABC001", integration.LookUpAnswer{State: integration.Found, Note: "Ödəniş təyin olunub"})

	p := console(s, b, "connections")
	p.Click(`tr[data-system=esdas] button[data-act=set]`)
	p.Type(`dialog input[name=url]`, systems.URL+"/esdas")
	p.Type(`dialog input[name=secret]`, StandInSecret)
	p.Shot("connections-dialog")
	p.Type(`dialog input[name=password]`, "demo-demo")
	p.Click(`dialog .primary`)
	p.See(`tr[data-system=esdas].working`)
	p.Click(`tr[data-system=esdas] button[data-act=try]`)
	p.See(`.toast.good`)

	systems.Connect(manager, "social-payments", "tseras")
	agent := s.Agent(t, 3)
	serveOne(t, s, agent, 1, "registered")
	systems.Down(true)
	serveOne(t, s, agent, 2, "registered")
	p.See(`tr[data-system=esdas].broken .waits`)
	for _, language := range []string{"az", "ru", "en"} {
		p.Speak(language)
		p.Shot("connections-" + language)
		if raw, err := Eval[string](p,
			`(document.body.innerText.match(/\b(connections|manager)\.[a-z]+[a-z.-]*/)||[""])[0]`); err != nil || raw != "" {
			t.Errorf("in %s the page shows the key %s (%v)", language, raw, err)
		}
	}
	systems.Down(false)
	p.See(`tr[data-system=esdas].working`)

	d := b.Open("desk", s.URL+"/desk", 1366, 768)
	d.Type(`input[name=login]`, "agent3")
	d.Type(`input[name=password]`, "demo-demo\r")
	ticket := s.Kiosk(t).Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": "benefits", "service": "05-02-01-03"}).Want(http.StatusCreated).Text(
		"id")
	agent.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK)
	agent.Post("/api/desk/tickets/"+ticket+"/arrive", M{"key": Key()}).Want(http.StatusOK)
	d.See(`.ask-systems`)
	d.Type(`input[name=ask-fin]`, "5abc001\r")
	d.Until(
		`[...document.querySelectorAll(".lookups .note")].filter((n) => n.value === "Ödəniş təyin olunub").length === 2`)
	d.Until(`document.querySelector(".application input[name=fin]").value === "5ABC001"`)
	for _, language := range []string{"az", "ru", "en"} {
		if _, err := Eval[bool](d, `(document.querySelector(".languages button[lang=`+language+
			`]")?.click(), document.querySelector(".ask-systems").scrollIntoView({block:"center"}), true)`); err != nil {
			t.Fatal(err)
		}
		d.Settle()
		d.Shot("desk-asks-" + language)
	}
	systems.Down(true)
	d.Click(`.ask-systems .button`)
	d.See(`.ask-systems .silent`)
	d.Shot("desk-silent")
}
