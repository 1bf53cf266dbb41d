package servertest_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"dost/server/civil"
	. "dost/server/servertest"
)

// daysClock is a clock of Monday, 2 March 2026, that a test sets.
func daysClock() (set func(hour, minute int), now func() time.Time) {
	var c Clock
	return func(hour, minute int) { c.Set(time.Date(2026, 3, 2, hour, minute, 0, 0, civil.Baku)) }, c.Now
}

// A telephone call, a code, and the visitor who comes too early, in time, twice and
// too late: the whole way by browser, with the kiosk and the operator's page side by
// side.
func TestBookByTelephoneAndCheckIn(t *testing.T) {
	t.Parallel()
	at, now := daysClock()
	at(9, 0)
	s := Start(t, Options{Clock: now})
	b := OpenBrowser(t)

	desk := b.Open("operator", s.URL+"/operator", 1366, 768)
	desk.Type("input[name=login]", "operator")
	desk.Type("input[name=password]", "demo-demo")
	desk.Click(".signin .button.primary")
	book := func(phone, at string) string {
		desk.Type("input[name=phone]", phone)
		desk.Click(`button.time[data-at="2026-03-02T` + at + `:00+04:00"]`)
		// the choice of a time leads to the one button that is left
		desk.Until(`document.activeElement.matches(".confirm .go")`)
		desk.Shot("operator-chosen-" + at[:2])
		desk.Press("\r")
		desk.See(".done .code")
		code := desk.Text(".done .code")
		desk.Shot("operator-done-" + at[:2])
		desk.Press("\r") // the next call
		desk.See("input[name=phone]")
		return code
	}
	desk.Shot("operator-empty")
	first := book("050 123 45 67", "10:00")
	late := book("055 765 43 21", "10:15")
	desk.Says(".lists", first)
	if len(first) != 7 || first[3] != ' ' {
		t.Fatalf("the code is read out as %q", first)
	}

	kiosk := b.Open("kiosk", s.URL+"/kiosk#demo-kiosk", 1080, 1920)
	enter := func(digits string) {
		kiosk.Click(".announced")
		for _, d := range strings.ReplaceAll(digits, " ", "") {
			kiosk.Click(`.keys [data-key="` + string(d) + `"]`)
		}
		kiosk.Shot("kiosk-keys")
		kiosk.Click(`.keys [data-key="ok"]`)
	}
	enter(first)
	kiosk.See(`.note[data-code="too-early"]`)
	kiosk.Says(".when", "09:30")
	kiosk.Shot("kiosk-early")
	kiosk.Click(".back")

	at(9, 45)
	walkIn := s.Kiosk(t).Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": "social-services"}).Want(http.StatusCreated)
	enter(first)
	kiosk.See(".ticket .number")
	if n := kiosk.Text(".ticket .number"); n != "A002" {
		t.Errorf("the appointment gets %q of its direction's series, want A002 after %s", n,
			walkIn.Text("number"))
	}
	kiosk.Says(".ticket .next", "10:00")
	kiosk.Shot("kiosk-in-time")
	kiosk.Click(".ticket .go")

	// The second time the kiosk knows the visitor, also by telephone.
	enter("0501234567")
	kiosk.See(`.note[data-code="already-here"]`)
	kiosk.Shot("kiosk-again")
	kiosk.Click(".back")

	// From five minutes before the time the appointment goes before the walk-in.
	at(9, 56)
	agent := s.Agent(t, 1)
	agent.Watch("/live/desk").Until("the appointment is the next", func(f M) bool {
		for _, line := range f["waiting"].(M)["lines"].([]any) {
			if first := line.(M)["tickets"].([]any); len(first) > 0 && first[0].(M)["number"] == "A002" {
				return true
			}
		}
		return false
	})
	if called := agent.Post("/api/desk/next",
		M{"key": Key()}).Want(http.StatusOK).Text("number"); called != "A002" {
		t.Errorf("at 09:56 %s is called, want the appointment A002", called)
	}

	today := s.Staff(t, "manager").Watch("/live/manager")
	today.Until("the promise kept", func(f M) bool {
		d := f["today"].(M)
		return d["promised"] == 1.0 && d["within5"] == 1.0 && d["missed"] == 0.0
	})

	// Too late: under ordinary rules the visitor waits like a walk-in.
	at(10, 26)
	today.Until("who did not come", func(f M) bool { return f["today"].(M)["missed"] == 1.0 })
	enter(late)
	kiosk.See(".ticket .number")
	kiosk.Says(".ticket .next", "10:15")
	kiosk.Shot("kiosk-late")
	kiosk.Click(".ticket .go")

	// A code with a digit wrong is known for what it is, at once.
	enter("482910")
	kiosk.See(".said")
	kiosk.Shot("kiosk-wrong")
}
