package servertest_test

import (
	"net/http"
	"testing"
	"time"

	"dost/server/centre"
	"dost/server/i18n"
	"dost/server/regime"
	. "dost/server/servertest"
)

// A hall of three: the door counts, double taps and all; the kiosk and the display say
// that it is full; who waits outside is called in on the display when somebody leaves.
func TestTheDoorCountsAndCallsIn(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	limitHall(t, s, regime.Rules{Capacity: &regime.Capacity{Fixed: 3}})
	b := OpenBrowser(t)
	door := b.Open("door", s.URL+"/door#demo-door", 800, 1200)
	door.See(".keys .in")
	door.Shot("door-empty")
	door.Until(
		`(() => { const b = document.querySelector(".keys .in"); for (let i = 0; i < 5; i++) b.click(); return true })()`)
	door.Press("-")
	door.Says(".inside b", "4")
	board := s.Display(t).Watch("/live/display")
	board.Until("4 of 3", func(f M) bool {
		h, _ := f["hall"].(M)
		return h["inside"] == 4.0 && h["capacity"] == 3.0
	})
	door.See("main.full")

	kiosk := b.Open("kiosk", s.URL+"/kiosk#demo-kiosk", 1080, 1920)
	kiosk.See(".card.shut")
	kiosk.Shot("kiosk-full")
	kiosk.Click(".card.shut .tap")
	kiosk.Shot("kiosk-full-card")
	kiosk.Click(".go.outside")
	kiosk.Says(".note .number", "X01")
	kiosk.Shot("kiosk-outside")
	s.Kiosk(t).Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": "benefits"}).Problem(http.StatusConflict, "full")

	door.Says(".outside", "X01")
	door.Click(".keys .out")
	door.Click(".keys .out")
	display := b.Open("display", s.URL+"/display#demo-display", 1920, 1080)
	display.See(`[data-outside="X01"]`)
	display.Shot("display-come-in")
	door.See(".outside li.called")
	door.Shot("door-called")
	door.Click(".outside li .button.primary")
	door.Says(".inside b", "3")
	display.Gone(`[data-outside="X01"]`)
	kiosk.Click(".back")
	kiosk.See(".card.open") // who was let in is the third, and may take a ticket
	display.Shot("display-full")
}

// limitHall puts rules in force for the whole centre, as a manager would.
func limitHall(t *testing.T, s *Server, rules regime.Rules) {
	t.Helper()
	r := regime.Regime{Name: i18n.Text{Az: "Zalda yer məhduddur", Ru: "Число мест ограничено",
		En: "Places are limited"}, To: time.Now().Add(time.Hour), Rules: rules}
	if _, err := s.App.Do(t.Context(), centre.Envelope{Actor: "manager:manager",
		Command: regime.Enact{Regime: r}}); err != nil {
		t.Fatal(err)
	}
}
