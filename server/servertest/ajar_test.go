package servertest_test

import (
	"net/http"
	"testing"

	. "dost/server/servertest"
)

// In the hours of the old a visitor of 70 gets a ticket by touching a card that is open
// to her; whoever else touches it learns why not. While only appointments are received
// the door is not "closed": the kiosk says how to get one, and how soon.
func TestADoorThatIsOpenToSomeFitsEveryKiosk(t *testing.T) {
	t.Parallel()
	b := OpenBrowser(t)
	s, c := workingDay(t)
	ends := func(hour int) string { return moment(ofMarch(2, hour, 0)) }
	enact(s.Staff(t, "manager"), M{"name": decree, "from": moment(c.Now()), "to": ends(11),
		"rules": M{"only_groups": []string{"senior", "disability"}}})
	s.Kiosk(t).Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": "benefits"}).Problem(http.StatusConflict, "not-eligible")
	pages := map[string]*Page{}
	for name, size := range map[string][2]int64{"standing": {1080, 1920}, "lying": {1280, 800}} {
		p := b.Open(name, s.URL+"/kiosk#demo-kiosk", size[0], size[1])
		pages[name] = p
		for _, language := range []string{"ru", "en", "az"} {
			p.Click(`.languages button[lang=` + language + `]`)
			p.See(".card.some .way")
			fits(t, p, "ajar-"+name+"-"+language)
			if cut, err := Eval[bool](p,
				`[...document.querySelectorAll(".card .tap")].some((e) => e.scrollHeight > e.clientHeight + 1 || [...e.children].some((c) => c.offsetHeight && c.offsetTop < e.offsetTop))`); err != nil || cut {
				t.Errorf("%s in %s: a card is cut off (%v)", name, language, err)
			}
		}
		p.Says(".card .facts", "11:00-dək")
		p.Click(`.card [data-direction="benefits"]`)
		fits(t, p, "ajar-groups-"+name)
		p.Click(`[data-group=""]`)
		p.Says(".note .reason", "başqa ziyarətçi qrupları")
		p.Click(".back")
		p.Click(`.card [data-direction="benefits"]`)
		p.Click(`[data-group="senior"]`)
		p.See(".ticket .number")
		p.Click(".ticket .go")
	}

	c.Set(ofMarch(2, 11, 0))
	enact(s.Staff(t, "manager"), M{"name": decree, "from": ends(11), "to": ends(13),
		"rules": M{"channels": []string{"appointment"}}, "alternatives": remote})
	bookAt(s.Staff(t, "operator"), ofMarch(2, 11, 30), "az")
	for name, p := range pages {
		p.See(".card.shut .way")
		p.Click(`.card [data-direction="benefits"]`)
		p.Says(".by-telephone", "142")
		p.Says(".by-telephone span", "11:15")
		for _, language := range []string{"ru", "en", "az"} {
			p.Click(`.languages button[lang=` + language + `]`)
			fits(t, p, "by-telephone-"+name+"-"+language)
		}
		p.Click(".back")
	}

	c.Set(ofMarch(2, 13, 0))
	enact(s.Staff(t, "manager"), M{"name": decree, "from": ends(13), "to": ends(15),
		"rules": M{"only_services": []string{"05-02-01-03"}}, "alternatives": remote})
	p := pages["standing"]
	p.See(".card.some .way")
	for name, p := range pages {
		p.Click(`.card.shut [data-direction="employment"]`)
		fits(t, p, "services-only-"+name)
		p.Click(".back")
	}
	p.Click(`.card [data-direction="benefits"]`)
	p.Click(".service.open .go")
	p.Click(`[data-group=""]`)
	p.See(".ticket .number")
}

// remote are the other ways that a centre's regimes name.
var remote = []M{
	{"kind": "phone", "value": "142", "text": M{"az": "142 çağrı mərkəzi", "ru": "Колл-центр 142",
		"en": "Call centre 142"}},
	{"kind": "portal", "value": "https://e-sosial.az",
		"text": M{"az": "e-sosial.az portalı", "ru": "Портал e-sosial.az", "en": "Portal e-sosial.az"}},
	{"kind": "portal", "value": "https://www.e-gov.az",
		"text": M{"az": "e-gov.az portalı", "ru": "Портал e-gov.az", "en": "Portal e-gov.az"}},
	{"kind": "email", "value": "benefits@dost.example",
		"text": M{"az": "E-poçt", "ru": "Почта", "en": "E-mail"}, "directions": []string{"benefits"}},
}
