package servertest_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"dost/server/regime"
	. "dost/server/servertest"
)

// A manager takes a prepared notice, is told in words what is wrong with it, and
// puts it up: kiosk, display, phone and desk show it within five seconds, and
// nothing else of theirs changes. At its end it is gone by itself; another is
// taken down by hand.
func TestANoticeFromTheConsoleToEveryScreen(t *testing.T) {
	t.Parallel()
	b := OpenBrowser(t)
	clock := &Clock{}
	morning := time.Date(2026, 11, 23, 10, 0, 0, 0, baku)
	clock.Set(morning)
	s := Start(t, Options{Clock: clock.Now})
	ticket := s.Kiosk(t).Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated)
	track := ticket.Text("track")
	agent := s.Agent(t, 3)
	desk := agent.Watch("/live/desk")

	display := b.Open("display", s.URL+"/display#demo-display", 1920, 1080)
	kiosk := b.Open("kiosk", s.URL+"/kiosk#demo-kiosk", 1080, 1920)
	phone := b.Open("phone", s.URL+"/t#"+track, 390, 844)
	display.See(".welcome")
	kiosk.See(".cards")
	phone.See(".track.waiting")

	p := console(s, b, "notices")
	p.See(`[data-part=now] .hint`)
	p.Click("[data-act=new]")
	p.Says("[data-language=az] small", fmt.Sprintf("%d simvol qalıb", regime.MaxNotice))
	p.Click("button[name=save]") // nothing is written yet: said where and in words
	p.Says(`[data-language=az] .trouble`, "Mətni yazın: Azərbaycanca")
	p.Until(`document.activeElement.name === "text-az"`)
	p.Click(`.prepared [data-id=notice-water]`)
	p.Click("button[name=save]")
	p.Says(".writing footer .trouble", "Boş qalan yeri doldurun")
	p.Click(`.prepared [data-id=notice-long-wait]`)
	p.Click("textarea[name=text-en]")
	p.Press(kb.End)
	p.Type("textarea[name=text-en]", strings.Repeat(" more and more", 6))
	p.Says(`[data-language=en] .over`, "simvol artıqdır")
	p.Shot("notice-form-too-long")
	p.Click(`.prepared [data-id=notice-long-wait]`)
	p.Click(`.notice-form [data-id=benefits]`)
	p.Click("input[name=until][value=date]")
	Fill(p, "input[name=to-time]", "09:59")
	p.Click("button[name=save]")
	p.Says(".when-of .trouble", "Bu vaxt artıq keçib")
	Fill(p, "input[name=to-time]", "10:10")
	p.Says(".hall-picture .hall-notices", "Сегодня ждать дольше обычного")
	p.See(".hall-picture .hall-notices .for b")
	p.Click(".kiosk-picture [role=tab]:nth-child(2)")
	p.Says(".strip-of", "Сегодня ждать")
	p.Shot("notice-form")
	p.Click("button[name=save]")
	p.See(".dialog .said")
	p.Shot("notice-confirm")
	p.Type(".dialog input[name=password]", "yox"+kb.Enter)
	p.Says(".dialog .trouble", "Parol səhvdir")
	p.Type(".dialog input[name=password]", password+kb.Enter)

	began := time.Now()
	const words = "Bu gün həmişəkindən çox gözləmək lazım gəlir"
	desk.Until("the notice at the desk",
		func(f M) bool { return len(f["notices"].([]any)) == 1 && direction(f, "benefits")["open"] == true })
	for _, screen := range []*Page{display, kiosk, phone} {
		screen.Until(fmt.Sprintf("document.body.innerText.includes(%q)", words))
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v until every screen told it", took)
	}
	p.Says(`[data-part=now] .notice-card`, words)
	for name, screen := range map[string]*Page{"display": display, "kiosk": kiosk, "phone": phone,
		"console": p} {
		screen.Shot("notice-" + name)
	}
	kiosk.Says(".notice", "Sosial müavinətlər: "+words)
	other := s.Kiosk(t).Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": "employment"}).Want(http.StatusCreated).Text("track")
	if f := s.Anyone(t).Watch("/live/track/"+other).Until("a frame",
		func(M) bool { return true }); f["notices"] != nil {
		t.Errorf("a ticket of another direction is told %v", f["notices"])
	}
	p.Click(`.pages a[href="#hall"]`)
	p.See(".hall .line")
	if regimes, err := Eval[bool](p, `document.querySelector(".regime-on") !== null`); err != nil || regimes {
		t.Errorf("the hall view lists the notice as a regime that limits (%v)", err)
	}
	p.Click(`.pages a[href="#regimes"]`)
	p.See(".month .day")
	if rows, err := Eval[bool](p,
		`document.querySelector(".standing .regime, .month .limited") !== null`); err != nil || rows {
		t.Errorf("the notice stands among the regimes (%v)", err)
	}

	clock.Set(time.Date(2026, 11, 23, 10, 10, 0, 0, baku))
	desk.Until("the desk without the notice", func(f M) bool { return len(f["notices"].([]any)) == 0 })
	for _, screen := range []*Page{display, kiosk, phone} {
		screen.Until(fmt.Sprintf("!document.body.innerText.includes(%q)", words))
	}
	display.Gone(".hall-notices")

	p.Click(`.pages a[href="#notices"]`)
	p.Click(`[data-part=past] [data-act=copy]`)
	p.Click("input[name=until][value=week]")
	p.Says(".writing footer", "29 noyabr 2026, bazar, 24:00")
	p.Click("button[name=save]")
	p.Type(".dialog input[name=password]", password+kb.Enter)
	display.Says(".hall-notices", words)
	p.Click(`[data-part=now] [data-act=edit]`)
	Fill(p, "textarea[name=text-az]", "Bu gün növbə çox uzundur.")
	p.Click("button[name=save]")
	p.Type(".dialog input[name=password]", password+kb.Enter)
	display.Says(".hall-notices", "Bu gün növbə çox uzundur.")
	p.Click(`[data-part=now] [data-act=end]`)
	p.Type(".dialog input[name=password]", password+kb.Enter)
	p.See(`[data-part=now] .hint`)
	display.Gone(".hall-notices")
	kiosk.Gone(".notice")
	p.Until(`document.querySelectorAll("[data-part=past] .notice-card").length === 2`)
}

// full is a notice as long as one may be, of real words.
func full(n int, words string) string {
	text := []rune(fmt.Sprintf("%d. %s", n, strings.Repeat(words+" ", 9)))
	return string(text[:regime.MaxNotice-1]) + "."
}

// Three notices as long as they may be stand on the display whole, and the newest
// call and the two before it keep capitals of 98 mm. A kiosk of either shape keeps
// the words of its cards, however it is shown.
func TestNoticesLeaveRoomForWhatPeopleCameFor(t *testing.T) {
	t.Parallel()
	b := OpenBrowser(t)
	s := Start(t, Options{})
	manager, kiosk, now := s.Staff(t, "manager"), s.Kiosk(t), time.Now()
	for i := range 3 {
		text := M{
			"az": full(i, "Hörmətli vətəndaşlar, mərkəzdə təmir işləri aparılır"),
			"ru": full(i, "Уважаемые граждане, в центре идут ремонтные работы"),
			"en": full(i, "Dear visitors, the centre is being repaired at present"),
		}
		enact(manager, M{"name": decree, "from": moment(now.Add(-time.Minute)),
			"to": moment(now.Add(time.Hour)), "rules": M{}, "notices": []M{{"text": text}}})
	}
	for i, n := range []int{1, 3, 5, 2} {
		agent := s.Agent(t, n, "benefits", "employment")
		for range 2 {
			kiosk.Post("/api/kiosk/tickets",
				M{"key": Key(), "direction": []string{"benefits", "employment"}[i%2]}).Want(
				http.StatusCreated)
		}
		agent.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK)
	}

	display := b.Open("display", s.URL+"/display#demo-display", 1920, 1080)
	display.Until(
		`document.querySelectorAll(".hall-notices li:not([hidden])").length === 3 && document.querySelector(".newest") !== null`)
	// once the third before it has been said
	display.Until(`document.querySelectorAll(".large.two .row").length === 2`)
	display.Shot("notice-three-full")
	const inside = `(inner, outer) => { const [i, o] = [inner.getBoundingClientRect(), outer.getBoundingClientRect()]; return i.top >= o.top - 1 && i.bottom <= o.bottom + 1 && i.left >= o.left - 1 && i.right <= o.right + 1 }`
	if small, err := Eval[string](display, `(() => { const inside = `+inside+`;
		const wrong = [...document.querySelectorAll(".hall-notices li")].filter((li) => [...li.querySelectorAll("p")].some((p) => !inside(p, li))).map((li) => "cut: " + li.innerText);
		if (document.querySelector(".hall-notices").dataset.cut !== "false") wrong.push("cut");
		for (const n of document.querySelectorAll(".newest .number, .row .number")) {
			const capital = parseFloat(getComputedStyle(n).fontSize) * 0.714 * 1210 / 1920; // mm on a 55" screen
			if (capital < 98 || !inside(n, n.closest(".newest, .row"))) wrong.push(n.innerText + ": " + capital + " mm");
		}
		return wrong.join("; ") })()`); err != nil || small != "" {
		t.Errorf("on the display: %s (%v)", small, err)
	}

	for name, size := range map[string][2]int64{"tall": {1080, 1920}, "wide": {1280, 800}} {
		p := b.Open(name, s.URL+"/kiosk#demo-kiosk", size[0], size[1])
		p.See(".notices .notice")
		for _, step := range []string{".languages [lang=az]", ".languages [lang=ru]",
			".ways button:nth-child(2)", ".ways button:nth-child(3)", ".ways button:nth-child(2)"} {
			p.Click(step)
			p.Settle()
			cut, err := Eval[string](p, `(() => { const inside = `+inside+`;
				return [...document.querySelectorAll(".card .tap")].flatMap((tap) => [...tap.querySelectorAll("b, .facts")].filter((e) => !inside(e, tap)).map((e) => e.innerText)).join("; ") })()`)
			if err != nil || cut != "" {
				t.Errorf("on the %s kiosk after %s the cards lose %q (%v)", name, step, cut, err)
				p.Shot("notice-kiosk-lost-" + name)
			}
		}
	}
}
