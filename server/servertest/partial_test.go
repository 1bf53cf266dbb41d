package servertest_test

import (
	"testing"
	"time"

	. "dost/server/servertest"
)

// In the hours of the old, and while some services only are given, the kiosk leads
// those who are received to their ticket, and says to the others who they are.
func TestAPartialOpeningAtTheKiosk(t *testing.T) {
	t.Parallel()
	b := OpenBrowser(t)
	clock := ClockAt(time.Date(2026, 11, 23, 10, 30, 0, 0, baku))
	s := Start(t, Options{Clock: clock.Now})
	manager := s.Staff(t, "manager")
	day := func(name string, directions []string, rules M) {
		enact(manager, M{
			"name": M{"az": name, "ru": name, "en": name}, "from": moment(clock.Now()),
			"to":    moment(clock.Now().Add(90 * time.Minute)),
			"scope": M{"directions": directions}, "rules": rules,
		})
	}
	day("Yaşlıların saatı", []string{"benefits"}, M{"only_groups": []string{"senior"}})
	day("İki xidmət", []string{"social-services", "employment"}, M{"only_services": []string{"01-09-07-00"}})

	kiosk := b.Open("kiosk", s.URL+"/kiosk#demo-kiosk", 1080, 1920)
	kiosk.See(".card.some [data-direction=benefits]")
	kiosk.Shot("partial-start")
	kiosk.Says("[data-direction=benefits]", "Yalnız: ")
	kiosk.Click("[data-direction=benefits]")
	kiosk.See(".groups [data-group=senior]")
	if n, err := Eval[int](kiosk, `document.querySelectorAll(".groups button").length`); err != nil ||
		n != 1 {
		t.Errorf("%d groups are offered in the hours of one (%v)", n, err)
	}
	kiosk.Shot("partial-groups")
	kiosk.Click(".none")
	kiosk.Says(".note.shut .reason", "başqa ziyarətçi qrupları")
	kiosk.Shot("partial-not-one-of-them")
	kiosk.Click(".back")
	kiosk.Click("[data-direction=benefits]")
	kiosk.Click("[data-group=senior]")
	kiosk.Says("main[data-screen=ticket]", "B001")
	kiosk.Click("main[data-screen=ticket] button")

	kiosk.Click("[data-direction=social-services]")
	kiosk.See(".details .go")
	kiosk.Shot("partial-services")
	kiosk.Click(".details .go")
	kiosk.Click(`.none[data-group=""]`)
	kiosk.Says("main[data-screen=ticket]", "A001")
	kiosk.Click("main[data-screen=ticket] button")

	kiosk.See(".card.shut [data-direction=employment]") // none of its services is given
	display := b.Open("display", s.URL+"/display#demo-display", 1920, 1080)
	display.Says(".directions", "Qəbul məhduddur")
	display.Says(".shut .greeting", "Qəbul hazırda məhduddur")
	display.Says(".shut .until", "Hamı üçün")
	display.Shot("partial-display")
}
