package servertest_test

import (
	"fmt"
	"net/http"
	"testing"

	. "dost/server/servertest"
)

// misfits names what is cut off, too small for an old finger, or below the fold.
// 20 mm are at least 46 pixels on the portrait screen (2.27 a millimetre) and 78 on
// the landscape one (3.9).
const misfits = `(() => {
	const out = [], least = innerHeight > innerWidth ? 46 : 78;
	for (const e of document.querySelectorAll("button, h1, p, dd, li, img")) {
		const r = e.getBoundingClientRect(), what = e.textContent.trim().slice(0, 24);
		if (!r.width) continue;
		if (r.left < -1 || r.right > innerWidth + 1 || e.scrollWidth > e.clientWidth + 1) out.push("cut off: " + what);
		if (e.tagName === "BUTTON" && Math.min(r.height, r.width) < least) out.push("small: " + what);
	}
	const main = document.querySelector("main");
	if (main.scrollHeight > main.clientHeight + 1) out.push("longer than the screen");
	return out.join("; ");
})()`

func fits(t *testing.T, p *Page, screen string) {
	t.Helper()
	found, err := Eval[string](p, misfits)
	if err != nil {
		t.Fatal(err)
	}
	if found != "" {
		t.Errorf("%s: %s", screen, found)
	}
	p.Shot(screen)
}

func TestEveryKioskScreenFitsInEveryWayOfShowing(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	device := s.Kiosk(t)
	for range 12 {
		device.Post("/api/kiosk/tickets", M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated)
	}
	b := OpenBrowser(t)
	for _, size := range []struct{ width, height int64 }{{1080, 1920}, {1280, 800}} {
		p := b.Open("kiosk", s.URL+"/kiosk#demo-kiosk", size.width, size.height)
		for _, lang := range []string{"az", "ru", "en"} {
			for way, buttons := range map[string][]int{"plain": nil, "large": {2}, "low": {3},
				"large-low": {2, 3}} {
				name := fmt.Sprintf("kiosk-%d-%s-%s-", size.width, lang, way)
				p.Click(".languages button[lang=" + lang + "]")
				for _, n := range buttons {
					p.Click(fmt.Sprintf(".ways button:nth-child(%d)", n))
				}
				p.See(".card .tap")
				fits(t, p, name+"start")
				p.Click(".card:nth-child(1) .tap")
				p.See("[data-group='']")
				fits(t, p, name+"groups")
				p.Click("[data-group='']")
				p.Until(
					"[...document.querySelectorAll('.ticket img')].every((i) => i.complete) && document.querySelector('.ticket .number') !== null")
				fits(t, p, name+"ticket")
				p.Click(".ticket .go") // and all is as at first
			}
		}
	}
}

func TestTwoQuickTapsAreOneTicket(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	p := OpenBrowser(t).Open("kiosk", s.URL+"/kiosk#demo-kiosk", 1080, 1920)
	p.Click(".card:nth-child(3) .tap")
	p.See("[data-group='']")
	if _, err := Eval[bool](p,
		`(() => { const b = document.querySelector("[data-group='']"); b.click(); b.click(); return true; })()`); err != nil {
		t.Fatal(err)
	}
	p.Says(".ticket .number", "D001")
	menu := s.Kiosk(t).Get("/api/kiosk/menu").Want(http.StatusOK).JSON()
	if waiting := direction(menu, "employment")["waiting"]; waiting != float64(1) {
		t.Errorf("two taps made %v tickets", waiting)
	}
}

// The page's clock is moved on, so that a minute's quiet costs the test nothing.
func TestWhoeverWalksAwayLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	p := OpenBrowser(t).Open("kiosk", s.URL+"/kiosk#demo-kiosk", 1280, 800)
	wait := func(seconds int) {
		t.Helper()
		if _, err := Eval[bool](p, fmt.Sprintf("(window.skipped = (window.skipped ?? 0) + %d) > 0",
			seconds*1000)); err != nil {
			t.Fatal(err)
		}
	}
	p.See(".card .tap")
	if _, err := Eval[bool](p,
		`(() => { const real = performance.now.bind(performance); performance.now = () => real() + (window.skipped ?? 0); return true; })()`); err != nil {
		t.Fatal(err)
	}
	p.Click(".languages button[lang=ru]")
	p.Click(".card:nth-child(2) .tap")
	p.See("[data-group='']")
	wait(55)
	if warned, err := Eval[bool](p, "document.querySelector('.idle') !== null"); err != nil || warned {
		t.Errorf("the visitor was hurried after 55 s: %v", err)
	}
	wait(8)
	p.See(".idle")
	p.Shot("kiosk-idle")
	p.Click(".idle .go")
	p.Gone(".idle")
	p.See("[data-group='']") // the visitor goes on where he was
	wait(63)
	p.See(".idle")
	wait(20)
	p.See(".card .tap")
	p.Until("document.documentElement.lang === 'az' && document.querySelector('.idle') === null")
}
