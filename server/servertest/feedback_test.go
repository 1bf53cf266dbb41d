package servertest_test

import (
	"fmt"
	"net/http"
	"testing"

	. "dost/server/servertest"
)

// tight names what a phone or tablet cuts off, and buttons too small for a thumb.
const tight = `(() => {
	const out = [];
	if (document.documentElement.scrollWidth > innerWidth) out.push("wider than the screen");
	for (const e of document.querySelectorAll("button, h1, h2, h3, p, dd, span")) {
		const r = e.getBoundingClientRect();
		if (!r.width || e.classList.contains("unseen")) continue;
		if (r.left < -1 || r.right > innerWidth + 1 || (e.scrollWidth > e.clientWidth + 1 && e.tagName !== "SPAN")) out.push("cut off: " + e.textContent.trim().slice(0, 30));
		if (e.tagName === "BUTTON" && Math.min(r.width, r.height) < 48) out.push("small: " + e.textContent.trim().slice(0, 30));
	}
	return out.join("; ");
})()`

func roomy(t *testing.T, p *Page, screen string) {
	t.Helper()
	found, err := Eval[string](p, tight)
	if err != nil {
		t.Fatal(err)
	}
	if found != "" {
		t.Errorf("%s: %s", screen, found)
	}
	p.Shot(screen)
}

var languages = []string{"az", "ru", "en"}

// Somebody at the kiosk needs help and a volunteer comes, with a phone in the hand.
func TestAVolunteerIsCalledFromKioskAndDesk(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	b := OpenBrowser(t)
	kiosk := b.Open("kiosk", s.URL+"/kiosk#demo-kiosk", 1080, 1920)
	phone := b.Open("phone", s.URL+"/volunteer", 390, 844)
	phone.See("input[name=login]")
	for _, lang := range languages {
		phone.Click(".languages button[lang=" + lang + "]")
		roomy(t, phone, "volunteer-signin-"+lang)
	}
	phone.Type("input[name=login]", "volunteer1")
	phone.Type("input[name=password]", "demo-demo")
	phone.Click("form .primary")
	phone.See(".none")
	for _, lang := range languages {
		phone.Click(".languages button[lang=" + lang + "]")
		roomy(t, phone, "volunteer-rest-"+lang)
	}

	kiosk.See(".card .tap")
	wide := b.Open("kiosk", s.URL+"/kiosk#demo-kiosk", 1280, 800)
	helpFits(t, wide, "call")
	kiosk.Click(".languages button[lang=ru]")
	kiosk.Click(".ways .help")
	kiosk.See("[data-help=call]")
	fits(t, kiosk, "help-kiosk-ru")
	kiosk.Click("[data-help=call]")
	kiosk.See("[data-help=called]")
	fits(t, kiosk, "help-kiosk-called-ru")

	helpFits(t, wide, "called")

	agent := s.Agent(t, 3)
	ticket := s.Kiosk(t).Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": "benefits", "language": "az"}).Want(http.StatusCreated).JSON()
	agent.Post("/api/desk/help", M{"key": Key(), "ticket": ticket["id"]}).Want(http.StatusCreated)
	phone.See("[data-call]:nth-of-type(2)")
	for _, lang := range languages {
		phone.Click(".languages button[lang=" + lang + "]")
		roomy(t, phone, "volunteer-calls-"+lang)
	}
	phone.Click(".call [data-do=take]")
	phone.See(".mine")
	kiosk.Says("[data-help=coming]", "Volunteer 1")
	for _, lang := range languages {
		kiosk.Click(".languages button[lang=" + lang + "]")
		fits(t, kiosk, "help-kiosk-coming-"+lang)
		phone.Click(".languages button[lang=" + lang + "]")
		roomy(t, phone, "volunteer-mine-"+lang)
	}
	phone.Click("[data-do=done]")
	phone.See(".toast.good")
	phone.Gone(".mine")
	phone.Says("footer dd", "1")
	kiosk.See("[data-help=call]")

	desk := b.Open("desk", s.URL+"/desk", 1366, 768)
	desk.Type("input[name=login]", "agent3")
	desk.Type("input[name=password]", "demo-demo")
	desk.Click("form .primary")
	desk.See(".bar [data-help=cancel]")
	desk.Click(".languages button[lang=ru]")
	desk.Until("document.querySelector('.bar').scrollWidth <= innerWidth")
	desk.Shot("help-desk-called")
	desk.Click(".bar [data-help=cancel]")
	desk.See(".bar [data-help=call]")
	desk.Shot("help-desk")
	phone.See(".none")
}

// helpFits looks at the help screen in a state, in every way of showing.
func helpFits(t *testing.T, p *Page, state string) {
	t.Helper()
	for _, lang := range languages {
		for _, ways := range [][]int{nil, {2}, {2, 3}, {3}} {
			p.Click(".languages button[lang=" + lang + "]")
			turn := func() {
				for _, n := range ways {
					p.Click(fmt.Sprintf(".ways button:nth-child(%d)", n))
				}
			}
			turn()
			p.Click(".ways .help")
			p.See("[data-help=" + state + "]")
			fits(t, p, fmt.Sprintf("help-kiosk-wide-%s-%s-%v", state, lang, ways))
			turn()
		}
	}
}

// After the visit: five faces on the phone, and on the tablet beside the desk.
func TestFacesAfterTheVisit(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	b := OpenBrowser(t)
	kiosk, agent := s.Kiosk(t), s.Agent(t, 3)
	tablet := b.Open("tablet", s.URL+"/rate?desk=3#demo-display", 1280, 800)
	tablet.See(".rest")
	roomy(t, tablet, "rate-rest")
	for n, lang := range languages {
		phone := b.Open("phone", s.URL+"/t#"+visited(t, kiosk, agent, lang), 390, 844)
		phone.See(".faces button")
		phone.Until("document.documentElement.lang === '" + lang + "'")
		roomy(t, phone, "faces-phone-"+lang)
		tablet.Says(".number", fmt.Sprintf("B%03d", n+1))
		tablet.Until("document.documentElement.lang === '" + lang + "'")
		roomy(t, tablet, "faces-tablet-"+lang)
		if lang == "en" {
			tablet.Click(".faces [data-score='5']")
			phone.See(".faces.thanks[data-score='5']") // what one has said the other knows
			roomy(t, tablet, "faces-tablet-thanks")
			continue
		}
		phone.Click(fmt.Sprintf(".faces [data-score='%d']", n+2))
		phone.See(".faces.thanks")
		roomy(t, phone, "faces-phone-thanks-"+lang)
		tablet.See(".faces.thanks")
	}

	manager := b.Open("manager", s.URL+"/manager?lang=az", 1366, 768)
	manager.Type("input[name=login]", "manager")
	manager.Type("input[name=password]", "demo-demo")
	manager.Click("form .primary")
	manager.Click("a[href='#feedback']")
	manager.Says(".feedback .big", "3,3")
	for _, who := range []string{"volunteer1", "volunteer2"} {
		call := kiosk.Post("/api/kiosk/help", M{"key": Key()}).Want(http.StatusCreated).Text("id")
		v := s.Staff(t, who)
		v.Post("/api/volunteer/calls/"+call+"/take", M{"key": Key()}).Want(http.StatusOK)
		v.Post("/api/volunteer/calls/"+call+"/done", M{"key": Key()}).Want(http.StatusOK)
	}
	manager.Click("a[href='#hall']")
	manager.Click("a[href='#feedback']")
	manager.Says(".feedback [data-by=volunteer]", "Volunteer 2")
	for _, lang := range languages {
		manager.Click(".bar .languages button[lang=" + lang + "]")
		manager.Shot("feedback-manager-" + lang)
	}
}
