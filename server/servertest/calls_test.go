package servertest_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/chromedp/chromedp/kb"

	. "dost/server/servertest"
)

// Eighty calls a day: each is the number and four times Enter, no mouse, no Tab. One
// visitor was told that the visit cannot take place, and is told that it does after all.
func TestCallsFollowOneAnotherByTheKeyboard(t *testing.T) {
	t.Parallel()
	b := OpenBrowser(t)
	s, c := workingDay(t)
	p := b.Open("operator", s.URL+"/operator?lang=az", 1366, 768)
	signIn(p, "operator")
	for i := range 3 {
		p.Until(`document.activeElement.matches("input[name=phone]")`)
		p.See(".week button.time:not(:disabled)")
		p.Press(fmt.Sprintf("05012345%02d", i) + kb.Enter)
		p.Until(`document.activeElement.matches("button.time")`)
		p.Press(kb.Enter)
		p.Until(`document.activeElement.matches(".confirm .go")`)
		p.Press(kb.Enter)
		p.See(".done .code")
		p.Press(kb.Enter)
	}
	c.Set(ofMarch(2, 9, 1))

	// A cancelled visit is said to be so, and trying again is not offered.
	operator, manager := s.Staff(t, "operator"), s.Staff(t, "manager")
	list := operator.Get("/api/operator/appointments?day=2026-03-02").Want(
		http.StatusOK).JSON()["appointments"].([]any)
	off := list[0].(M)
	operator.Post("/api/operator/appointments/"+off["id"].(string)+"/cancel",
		M{"key": Key(), "reason": "the caller asked"}).Want(http.StatusOK)
	kiosk := b.Open("kiosk", s.URL+"/kiosk#demo-kiosk", 1080, 1920)
	kiosk.Click(".announced")
	touch(kiosk, off["code"].(string))
	kiosk.Click(`.keys [data-key="ok"]`)
	kiosk.Says(`.note[data-code="appointment-ended"]`, "ləğv edilib")
	kiosk.Says(`.note[data-code="appointment-ended"]`, "142")
	kiosk.Shot("kiosk-cancelled")

	visit := bookAt(operator, ofMarch(3, 11, 0), "ru")
	id, rev := enact(manager, closedTuesday("notify"))
	operator.Post("/api/operator/appointments/"+visit+"/told", M{"key": Key()}).Want(http.StatusOK)
	manager.Post("/api/manager/regimes/"+id+"/withdraw",
		M{"key": Key(), "password": password, "rev": rev}).Want(http.StatusNoContent)
	told := b.Open("told", s.URL+"/operator?lang=az#told", 1366, 768)
	told.See(`.telling [data-news=received][aria-current]`)
	told.Until(`document.activeElement.closest(".telling") !== null`) // its keys work at once
	told.Says(".telling blockquote", "Теперь мы можем вас принять: 3 марта, вторник, 11:00")
	for _, language := range []string{"ru", "en", "az"} {
		told.Click(`.languages button[lang=` + language + `]`)
		told.Shot("told-received-" + language)
	}
	told.Click(`.telling [data-act=told]`)
	told.Gone(`.telling [data-news=received]`)
}
