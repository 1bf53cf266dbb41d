package servertest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"dost/server/civil"
	. "dost/server/servertest"
)

// baku is the centre's zone.
var baku = civil.Baku

// The manager enters March 2020 by hand from the decree on the evening before it
// holds (source 004), and goes home. Kiosk and display turn at the boundary by
// themselves; on the 20th, when both regimes hold, closed wins.
func TestMarch2020ByHand(t *testing.T) {
	t.Parallel()
	b := OpenBrowser(t)
	clock := &Clock{}
	clock.Set(time.Date(2020, 3, 14, 18, 5, 0, 0, baku))
	s := Start(t, Options{Clock: clock.Now})
	p := console(s, b, "regimes")

	p.Click(".acts .primary")
	p.Type("input[name=name-az]", "Xüsusi iş rejimi")
	p.Type("input[name=name-ru]", "Особый режим работы")
	p.Type("input[name=name-en]", "Special regime")
	p.Type("input[name=basis-number]", "73")
	p.Type("input[name=basis-date]", "13.03.2020")
	days(p, "15.03.2020", "20.03.2020")
	p.Click("input[name=channels]")
	p.Click(`[data-id=appointment]`) // off again
	p.Click(`[data-id=pick-up]`)
	p.Click(".add-notice")
	p.Type("textarea[name=notice-0-az]", "Sağlamlığınız üçün qəbul məhdudlaşdırılıb")
	p.Type("textarea[name=notice-0-ru]", "Ради вашего здоровья приём ограничен")
	p.Type("textarea[name=notice-0-en]", "For your health, reception is limited")
	for _, way := range []string{"phone", "e-sosial", "e-gov", "pick-up"} {
		p.Click(`[data-id="regime.other.` + way + `"]`)
	}
	p.Type("input[name=mail-benefits]", "benefits@dost.example")
	p.Says(`.foresight [data-direction=benefits]`, "Yalnız hazır sənədlər")
	p.Shot("form-limited")
	confirmRegime(p, "march-confirm")
	p.Says(".toasts", "15 mart 2020")
	p.Shot("march-saved")

	p.Click(".acts .primary")
	p.Type("input[name=name-az]", "Novruz, qeyri-iş günləri")
	days(p, "20.03.2020", "29.03.2020")
	p.Click("input[name=closed]")
	p.Says(".foresight .conflicts", "Bağlı olması üstündür")
	confirmRegime(p, "")
	p.See(`.month [data-day="2020-03-25"].day.closed`)
	p.See(`.month [data-day="2020-03-16"].day.limited`)
	p.Shot("march-month")

	kiosk := b.Open("kiosk", s.URL+"/kiosk#demo-kiosk", 1080, 1920)
	display := b.Open("display", s.URL+"/display#demo-display", 1920, 1080)
	shows := func(p *Page, words string) {
		p.Until(
			fmt.Sprintf("document.body.innerText.includes(%q)", words))
	}
	menu := s.Kiosk(t).Watch("/live/kiosk")
	open := func(want bool, code any) func(M) bool {
		return func(f M) bool { d := direction(f, "benefits"); return d["open"] == want && d["code"] == code }
	}
	menu.Until("open on the 14th", open(true, nil))

	clock.Set(time.Date(2020, 3, 15, 0, 0, 1, 0, baku))
	menu.Until("ready documents only on the 15th", open(false, "pick-up-only"))
	shows(kiosk, "Xüsusi iş rejimi")
	shows(display, "Sağlamlığınız üçün qəbul məhdudlaşdırılıb")
	kiosk.Shot("kiosk-15-march")
	display.Shot("display-15-march")

	clock.Set(time.Date(2020, 3, 20, 11, 0, 0, 0, baku))
	menu.Until("closed on the 20th", open(false, "closed"))
	shows(kiosk, "Novruz, qeyri-iş günləri")
	kiosk.Shot("kiosk-20-march")
	display.Shot("display-20-march")

	clock.Set(time.Date(2020, 3, 30, 9, 0, 0, 0, baku))
	menu.Until("open again on the 30th", open(true, nil))
}

// days writes the first and the last day into the form.
func days(p *Page, from, to string) {
	for name, day := range map[string]string{"from-day": from, "to-day": to} {
		p.Click("input[name=" + name + "]")
		p.Press(kb.End)
		for range 10 {
			p.Press(kb.Backspace)
		}
		p.Type("input[name="+name+"]", day)
	}
}

// confirmRegime presses save, reads it all once more, and gives the password.
func confirmRegime(p *Page, shot string) {
	p.Click("button[name=save]:not(:disabled)")
	p.See(".dialog .said")
	if shot != "" {
		p.Shot(shot)
	}
	p.Type(".dialog input[name=password]", password+kb.Enter)
	p.See(".regimes .standing .regime")
}
