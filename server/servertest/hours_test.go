package servertest_test

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	. "dost/server/servertest"
)

// A centre that was open at all hours gets a week with an hour for lunch: in four
// clicks, since the first day is written for all of them.
func TestAWeekWithALunchBreak(t *testing.T) {
	t.Parallel()
	b := OpenBrowser(t)
	s := Start(t, Options{})
	p := console(s, b, "calendar")
	p.Click(".two > aside section:last-child .button")
	p.Click("input[name=always]")
	p.Click(".weekday .add")
	p.Click(".weekday .copy")
	p.Shot("hours-lunch")
	p.Type(".dialog input[name=password]", password+kb.Enter)
	p.Gone(".dialog")
	p.Says(".two > aside section:last-child", "09:00–13:00, 14:00–18:00")
	if n, err := Eval[int](p,
		`document.querySelector(".two > aside").textContent.split("14:00–18:00").length - 1`); err != nil ||
		n != 5 {
		t.Errorf("%d days have a lunch break (%v)", n, err)
	}
}
