package servertest_test

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	. "dost/server/servertest"
)

// console opens the manager's console, signed in, on one of its pages.
func console(s *Server, b *Browser, page string) *Page {
	p := b.Open("console", s.URL+"/manager#"+page, 1366, 768)
	p.Type(`input[name=login]`, "manager")
	p.Type(`input[name=password]`, password+kb.Enter)
	p.See(".pages")
	p.Click(`.bar .languages button[lang=az]`)
	return p
}

// Every page of the console, in each language, is there to be looked at.
func TestTheConsoleInThreeLanguages(t *testing.T) {
	t.Parallel()
	b := OpenBrowser(t)
	s := Start(t, Options{})
	manager, now := s.Staff(t, "manager"), time.Now()
	enact(manager, M{
		"name": decree, "basis": M{"number": "73", "date": 20260315}, "from": moment(now.Add(-time.Minute)),
		"to":    moment(now.Add(72 * time.Hour)),
		"scope": M{"directions": []string{"benefits"}},
		"rules": M{"channels": []string{"appointment"}, "capacity": M{"per_desk": 2}},
		"notices": []M{{"text": M{"az": "Qəbul məhduddur", "ru": "Приём ограничен",
			"en": "Reception is limited"}}},
	})
	p := console(s, b, "hall")
	for _, language := range []string{"az", "ru", "en"} {
		p.Speak(language)
		for page, sign := range map[string]string{
			"hall": ".hall .line", "regimes": ".month .day.limited", "calendar": ".mini-month",
			"setup":  ".setup tbody tr",
			"people": ".people tbody tr", "notices": ".notices .of-regime", "devices": ".devices tbody tr",
			"record": ".record li",
		} {
			p.Click(`.pages a[href="#` + page + `"]`)
			p.See(sign)
			p.Settle()
			p.Shot(page + "-" + language)
			if wide, err := Eval[bool](p, "document.documentElement.scrollWidth > innerWidth"); err != nil ||
				wide {
				t.Errorf("%s in %s is wider than the screen (%v)", page, language, err)
			}
			if raw, err := Eval[string](p,
				`(document.body.innerText.match(/\b(manager|regime|notice|calendar|setup|people|devices|record|hours)\.[a-z]+[a-z.-]*/)||[""])[0]`); err != nil || raw != "" {
				t.Errorf("%s in %s shows the key %s (%v)", page, language, raw, err)
			}
		}
		p.Click(`.pages a[href="#regimes"]`)
		p.Click(".acts .primary")
		p.See("input[name=name-az]")
		p.Shot("form-top-" + language)
		for _, rule := range []string{"capacity", "slots", "hours", "channels"} {
			p.Click("input[name=" + rule + "]")
		}
		p.Type("input[name=per_desk]", "2")
		p.Shot("form-rules-" + language)
		p.Click("button[name=save]") // without a name: the cursor goes to it, with the reason
		p.See(".writing [data-fault=name]")
		p.Until(`document.activeElement.name === "name-az"`)
		p.Shot("form-fault-" + language)
		p.Click(".writing .acts .button")
		p.See(".month")
	}
}
