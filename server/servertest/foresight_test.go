package servertest_test

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	. "dost/server/servertest"
)

// What visitors will see is asked of the server, and an answer may be lost or come
// late. What stands on the page is then never the day as it was before a regime was
// saved: the page says nothing until it knows, and asks again by itself.
func TestTheDayPreviewIsNeverOneOfBefore(t *testing.T) {
	t.Parallel()
	b := OpenBrowser(t)
	clock := &Clock{}
	clock.Set(time.Date(2026, 11, 20, 18, 0, 0, 0, baku))
	s := Start(t, Options{Clock: clock.Now})
	p := console(s, b, "regimes")
	p.See(".month .day")
	p.Click(`.month [data-day="2026-11-23"]`)
	p.See(`.foresight li.open`)

	regime := func(name, day, rule string) {
		p.Click(".acts .primary")
		p.Type("input[name=name-az]", name)
		days(p, day, day)
		p.Click("input[name=" + rule + "]")
		// The answers under way when the regime is saved never come, as on a bad line.
		if _, err := Eval[bool](p, `(() => { const f = window.fetch; let lost = 3; window.lost = () => lost;
			window.fetch = (path, o) => String(path).endsWith("/preview") && document.querySelector(".month") && lost-- > 0 ? Promise.reject(new TypeError("lost")) : f(path, o); return true })()`); err != nil {
			t.Fatal(err)
		}
		confirmRegime(p, "")
	}
	stale := `[...document.querySelectorAll(".foresight:not([aria-busy=true]) [data-direction=benefits] li")].some((li) => li.classList.contains("open"))`
	regime("Birinci", "23.11.2026", "closed")
	p.Until(`document.querySelector(".foresight li.closed") !== null || ` + stale)
	if old, err := Eval[bool](p, stale); err != nil || old {
		t.Errorf("the page shows the day as it was before the regime (%v)", err)
	}
	p.See(".foresight [data-direction=benefits] li.closed")

	p.Click(".acts .primary")
	p.Type("input[name=name-az]", "İkinci")
	days(p, "23.11.2026", "23.11.2026")
	p.Click("input[name=forecast]")
	p.Says(".foresight .conflicts", "Birinci")
	p.See(".writing .foresight [data-direction=benefits] li.closed")
	p.Press(kb.Escape)
}
