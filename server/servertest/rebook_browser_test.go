package servertest_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	. "dost/server/servertest"
)

// A decree closes Tuesday. The manager sees before saving what becomes of the visits
// booked for it, and each of them; the operator finds them on Wednesday.
func TestAClosureMovesVisitsInTheBrowser(t *testing.T) {
	t.Parallel()
	b := OpenBrowser(t)
	s, _ := workingDay(t)
	operator := s.Staff(t, "operator")
	for hour := 10; hour < 16; hour++ {
		bookAt(operator, ofMarch(3, hour, 0), "az")
	}
	p := console(s, b, "regimes")
	p.Click(".acts .primary")
	p.Type("input[name=name-az]", "Su xəttində qəza")
	p.Type("input[name=name-ru]", "Авария на водопроводе")
	p.Type("input[name=name-en]", "A burst water main")
	days(p, "03.03.2026", "03.03.2026")
	p.Click("input[name=closed]")
	for _, language := range []string{"ru", "en", "az"} {
		p.Speak(language)
		p.See(`.writing footer .effect .booked`)
		p.Until(`(document.querySelector(".writing footer .effect").scrollIntoView({block: "end"}), true)`)
		p.Shot("rebook-form-" + language)
	}
	p.Says(".writing footer .effect .booked", "4 mart 2026, çərşənbə, 10:00")
	p.Says(".writing footer .effect .booked", "6 yazılış köçürülür")
	p.Click(`.writing footer [data-act=each]`)
	p.Until(`document.querySelectorAll(".writing footer .each li.moved").length === 6`)
	p.Shot("rebook-each")

	p.Click("button[name=save]:not(:disabled)")
	p.See(".dialog .said")
	p.Until(`!document.querySelector('.dialog input[name="waiting-now"]')`) // no ticket is touched
	p.Click(`.dialog input[name="booked-now"][value=notify]`)
	p.Says(".dialog .effect .booked", "6 yazılış qəbul olunmur")
	p.Click(`.dialog input[name="booked-now"][value=rebook]`)
	p.Says(".dialog .effect .booked", "6 yazılış köçürülür")
	p.Shot("rebook-saving")
	p.Type(".dialog input[name=password]", password+kb.Enter)
	p.See(`.regime .visits [data-visits=moved]`)
	p.Says(".regime .visits", "Köçürülən yazılışlar: 6")
	p.Says(".regime .visits", "Hələ xəbər verilməlidir: 6")
	for _, language := range []string{"ru", "en", "az"} {
		p.Speak(language)
		p.Until(`(document.querySelector(".regime .visits").scrollIntoView({block: "center"}), true)`)
		p.Shot("rebook-card-" + language)
	}
	list := operator.Get("/api/operator/appointments?day=2026-03-04").Want(
		http.StatusOK).JSON()["appointments"].([]any)
	if len(list) != 6 {
		t.Errorf("on Wednesday there are %d visits", len(list))
	}
}

// A ticket waits, the manager closes at once, and the visitor chooses another time on
// the phone; on its day the code is good at the kiosk.
func TestAVisitorChoosesAnotherTimeOnThePhone(t *testing.T) {
	t.Parallel()
	b := OpenBrowser(t)
	s, c := workingDay(t)
	booked := bookAt(s.Staff(t, "operator"), ofMarch(2, 15, 0), "az")
	ticket := s.Kiosk(t).Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": "benefits", "language": "az"}).Want(http.StatusCreated)
	phone := b.Open("phone", s.URL+"/t#"+ticket.Text("track"), 390, 844)
	phone.Says(".number", "B001")

	p := console(s, b, "hall")
	p.Click(".all .danger")
	p.Click(`.dialog .reasons button`)
	p.Says(".dialog .effect", "1 yazılış köçürülür")
	p.Says(".dialog .effect", "gözləyən 1 biletə təsir edir (cəmi 1)")
	p.Until(`(document.querySelector(".dialog .treatments").scrollIntoView({block: "end"}), true)`)
	for _, language := range []string{"ru", "en", "az"} {
		// The dialog covers the languages: they are chosen behind it.
		p.Until(`(document.querySelector('.bar .languages button[lang=` + language + `]').click(), true)`)
		p.Shot("rebook-closing-" + language)
	}
	p.Click(`.dialog input[name="waiting-closing"][value=rebook]`)
	p.Type(".dialog input[name=password]", password+kb.Enter)
	p.Gone(".dialog[open]")
	p.Says(".toasts", "Köçürülən yazılışlar: 1")
	if moved := s.Staff(t, "operator").Get("/api/operator/appointments?day=2026-03-03").Want(
		http.StatusOK).JSON()["appointments"].([]any); len(moved) != 1 || moved[0].(M)["id"] != booked {
		t.Errorf("the visit of the afternoon is not on Tuesday: %v", moved)
	}

	phone.See(`[data-act=exchange]`)
	phone.Shot("rebook-phone-told")
	phone.Click(`[data-act=exchange]`)
	for _, language := range []string{"ru", "en", "az"} {
		phone.Click(`.languages button[lang=` + language + `]`)
		phone.Shot("rebook-phone-times-" + language)
	}
	phone.Click(`.free-times [data-day="2026-03-04"]`)
	phone.Click(`.free-times [data-at="2026-03-04T11:30:00+04:00"]`)
	phone.Says(".sure", "4 mart 2026, çərşənbə, 11:30")
	phone.Type(".sure input[name=phone]", "050 123 45")
	phone.Click(`[data-act=take]`)
	phone.Says(".sure .trouble", "mobil telefon nömrəsi deyil")
	phone.Type(".sure input[name=phone]", " 67")
	for _, language := range []string{"ru", "en", "az"} {
		phone.Click(`.languages button[lang=` + language + `]`)
		phone.Until(`(document.querySelector(".sure [data-act=take]").scrollIntoView({block: "end"}), true)`)
		phone.Shot("rebook-phone-sure-" + language)
	}
	phone.Click(`[data-act=take]`)
	for _, language := range []string{"ru", "en", "az"} {
		phone.Click(`.languages button[lang=` + language + `]`)
		phone.See(`.rebooked[data-status=booked] .code`)
		phone.Shot("rebook-phone-done-" + language)
		if wide, err := Eval[bool](phone, "document.documentElement.scrollWidth > innerWidth"); err != nil ||
			wide {
			t.Errorf("in %s it is wider than the phone (%v)", language, err)
		}
	}
	code := strings.ReplaceAll(phone.Text(".rebooked .code"), " ", "")
	found := s.Staff(t, "operator").Post("/api/operator/find",
		M{"phone": "0501234567"}).Want(http.StatusOK).JSON()["appointments"].([]any)
	if len(found) != 1 || strings.ReplaceAll(found[0].(M)["code"].(string), " ", "") != code {
		t.Errorf("142 finds the telephone that was left with %v", found)
	}

	c.Set(ofMarch(4, 11, 10)) // the ticket's day is over; the phone has kept what it was given up for
	phone.Says(".track.gone .rebooked", "11:30")
	phone.Says(".track.gone", "142")
	phone.Shot("rebook-phone-kept")
	kiosk := b.Open("kiosk", s.URL+"/kiosk#demo-kiosk", 1080, 1920)
	kiosk.Click(".announced")
	for _, d := range code {
		kiosk.Click(`.keys [data-key="` + string(d) + `"]`)
	}
	kiosk.Click(`.keys [data-key="ok"]`)
	kiosk.See(".ticket .number")
	kiosk.Says(".ticket .next", "11:30")
	kiosk.Shot("rebook-kiosk")
}

// The agent offers another time to who stands at the desk.
func TestTheDeskGivesAnotherTimeInTheBrowser(t *testing.T) {
	t.Parallel()
	b := OpenBrowser(t)
	s, c := workingDay(t)
	for range 2 {
		s.Kiosk(t).Post("/api/kiosk/tickets",
			M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated)
	}
	c.Set(ofMarch(2, 9, 5))
	enact(s.Staff(t, "manager"), M{"name": decree, "from": moment(ofMarch(2, 9, 5)),
		"to": moment(ofMarch(3, 0, 0)), "rules": M{"closed": true}, "waiting": "rebook"})
	s.Agent(t, 3)
	p := b.Open("desk", s.URL+"/desk", 1366, 768)
	p.Type("input[name=login]", "agent3")
	p.Type("input[name=password]", password+kb.Enter)
	p.See(".waiting [data-act=exchange]")
	p.Click(".person .step")
	p.Click(`.moves [data-kind=exchange]`)
	for _, language := range []string{"ru", "en", "az"} {
		p.Until(`(document.querySelector('.languages button[lang=` + language + `]').click(), true)`)
		p.See(".dialog .free-times [data-at]")
		p.Shot("rebook-desk-times-" + language)
	}
	p.Click(`.dialog .free-times [data-at="2026-03-03T10:00:00+04:00"]`)
	p.Type(".dialog input[name=phone]", "055 765 43 2")
	p.Says(".leave-phone", "mobil telefon nömrəsi deyil")
	p.See(`.dialog [data-act=take]:disabled`)
	p.Type(".dialog input[name=phone]", "1")
	p.Shot("rebook-desk-phone")
	p.Click(`.dialog [data-act=take]`)
	p.See(".dialog .exchanged .code")
	if found := s.Staff(t, "operator").Post("/api/operator/find",
		M{"phone": "+994557654321"}).Want(http.StatusOK).JSON()["appointments"].([]any); len(found) != 1 {
		t.Errorf("142 finds the visitor at the desk with %v", found)
	}
	p.Shot("rebook-desk-code")
	p.Click(".dialog .exchanged button")
	p.Says(".visitor.nobody .number", "1")
}
