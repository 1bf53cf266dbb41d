package servertest_test

import (
	"net/http"
	"testing"
	"time"

	. "dost/server/servertest"
)

// Where no system sends messages, the operator calls: those whose visit was moved or
// cannot take place, nearest first, with the words to read out in the visitor's own
// language, by the keyboard alone; and the reminders apart. The manager's console
// counts those who do not know yet.
func TestVisitorsAreToldByTelephone(t *testing.T) {
	t.Parallel()
	c := ClockAt(aMonday)
	s := Start(t, Options{Clock: c.Now})
	phone, manager := s.Staff(t, "operator"), s.Staff(t, "manager")
	day := func(n, hour int) time.Time {
		return time.Date(2026, time.November, 23+n, hour, 0, 0, 0, aMonday.Location())
	}
	book := func(direction, language, number string, at time.Time) string {
		return phone.Post("/api/operator/appointments", M{
			"key": Key(), "direction": direction, "at": moment(at), "phone": number, "language": language,
		}).Want(http.StatusCreated).Text("id")
	}
	moved := book("benefits", "az", "+994505550101", day(1, 11))
	refused := book("benefits", "ru", "+994505550102", day(9, 12))
	reminded := book("social-services", "en", "+994505550103", day(2, 10).Add(30*time.Minute))
	close := func(name M, treatment string, from, to time.Time) {
		enact(manager, M{"name": name, "from": moment(from), "to": moment(to),
			"scope": M{"directions": []string{"benefits"}},
			"rules": M{"closed": true}, "booked": treatment})
	}
	c.Advance(24 * time.Hour)
	c.Advance(35 * time.Minute) // Tuesday 10:35
	phone, manager = s.Staff(t, "operator"), s.Staff(t, "manager")
	close(M{"az": "Elektrik kəsilib", "ru": "Отключено электричество", "en": "Power cut"}, "rebook", c.Now(),
		day(1, 14))
	close(M{"az": "Zalın təmiri", "ru": "Ремонт зала", "en": "Repairs of the hall"}, "notify", day(9, 0),
		day(9, 23))
	eventually(t, "two to be called and one reminded", func() bool {
		list := telling(phone)
		return len(list["urgent"].([]any)) == 2 && len(list["reminders"].([]any)) == 1 &&
			list["messages"] == false
	})

	b := OpenBrowser(t)
	desk := b.Open("operator", s.URL+"/operator?lang=az#told", 1366, 768)
	desk.Type("input[name=login]", "operator")
	desk.Type("input[name=password]", "demo-demo")
	desk.Click(".signin .button.primary")
	desk.Says(`[data-list="urgent"] .count`, "2")
	desk.Says(`[data-list="reminders"] .count`, "1")
	first := `.telling li:first-child[data-booking="` + moved + `"].chosen`
	desk.See(first)
	desk.Says(first+" blockquote",
		"Görüşünüzün vaxtı dəyişib: 24 noyabr, çərşənbə axşamı, saat 11:00 əvəzinə 24 noyabr, çərşənbə axşamı, saat 14:00")
	desk.Says(first+" .news", "Elektrik kəsilib")
	desk.Says(first+" .phone", "050 555 01 01")
	desk.Shot("telling-urgent-az")

	// The visit of today is the manager's to worry about at once; the one of next week
	// when half an hour has passed.
	console := b.Open("manager", s.URL+"/manager?lang=az", 1366, 768)
	console.Type("input[name=login]", "manager")
	console.Type("input[name=password]", "demo-demo\r")
	console.Says(`.warning:has(a[href="/operator#told"])`, ": 1.")
	console.Shot("telling-console-az")

	// Nobody answers: the row goes to the end, and says so.
	desk.Click(first)
	desk.Press("2")
	desk.See(`.telling li:last-child[data-booking="` + moved + `"]`)
	desk.Says(`.telling li[data-booking="`+moved+`"] .state`, "1")
	top := `.telling li:first-child[data-booking="` + refused + `"].chosen`
	desk.See(top)
	desk.Says(top+" blockquote[lang=ru]",
		"К сожалению, приём 2 декабря, среда, 12:00 не состоится. Причина: Ремонт зала")
	desk.Shot("telling-no-answer-az")
	desk.Click(".languages button[lang=ru]")
	desk.Shot("telling-urgent-ru")

	// Told, by the key; the next one takes the place, and only the keys were needed.
	desk.Click(top)
	desk.Press("1")
	desk.Says(`[data-list="urgent"] .count`, "1")
	desk.See(`.telling li.chosen[data-booking="` + moved + `"]`)
	desk.Until(`document.activeElement.dataset.booking === "` + moved + `"`)
	desk.Press("1")
	desk.See(".lists .nothing")
	desk.Shot("telling-none-ru")

	desk.Click(`[data-list="reminders"]`)
	desk.See(`.telling li.chosen[data-booking="` + reminded + `"]`)
	desk.Shot("telling-reminders-ru")
	desk.Click(".telling .chosen [data-act=told]")
	desk.See(".lists .nothing")
	eventually(t, "nobody left", func() bool {
		list := telling(phone)
		return len(list["urgent"].([]any))+len(list["reminders"].([]any)) == 0
	})
}

// The manager connects the SMS gateway like any other system, tries it, and gives a
// program that books its pairing code.
func TestTheGatewayIsConnectedOnTheConsole(t *testing.T) {
	t.Parallel()
	s, systems := Start(t, Options{}), NewStandIn(t)
	b := OpenBrowser(t)
	p := b.Open("manager", s.URL+"/manager?lang=az#connections", 1366, 768)
	p.Type("input[name=login]", "manager")
	p.Type("input[name=password]", "demo-demo\r")
	gateway := "tr[data-system=visitor-messages]"
	p.Click(gateway + " [data-act=set]")
	p.Type("dialog input[name=url]", systems.URL+"/visitor-messages")
	p.Type("dialog input[name=secret]", StandInSecret)
	p.Shot("gateway-dialog-az")
	p.Type("dialog input[name=password]", "demo-demo")
	p.Click("dialog .primary")
	p.See(gateway + ".working")
	p.Click(gateway + " [data-act=try]")
	p.See(".toast.good")
	p.Shot("gateway-az")
	p.Click(".bar .languages button[lang=ru]")
	p.Click(gateway + " [data-act=set]")
	p.See("dialog input[name=url]")
	p.Shot("gateway-dialog-ru")

	d := b.Open("devices", s.URL+"/manager?lang=ru#devices", 1366, 768)
	d.Click("[data-act=pair]")
	d.Click("dialog .choice:nth-child(4)")
	d.Type("dialog input[name=device-name]", "Портал")
	d.Shot("booking-program-pair-ru")
	d.Type("dialog input[name=password]", "demo-demo")
	d.Click("dialog .primary")
	d.Says("dialog .hint", "POST /api/pair")
	d.Shot("booking-program-code-ru")
}

// The operator's lists of who is to be told are held to the same rules as every screen.
func TestTheListOfWhoIsToBeToldIsAccessible(t *testing.T) {
	t.Parallel()
	look := axe(t)
	s := Start(t, Options{})
	phone := s.Staff(t, "operator")
	tomorrow := time.Now().Add(26 * time.Hour).Truncate(time.Hour)
	phone.Post("/api/operator/appointments", M{
		"key": Key(), "direction": "benefits", "at": moment(tomorrow), "phone": canaryPhone, "language": "ru",
	}).Want(http.StatusCreated)
	enact(s.Staff(t, "manager"), M{"name": decree, "from": moment(tomorrow.Add(-time.Hour)),
		"to": moment(tomorrow.Add(time.Hour)), "rules": M{"closed": true}, "booked": "notify"})
	p := OpenBrowser(t).Open("operator", s.URL+"/operator#told", 1366, 768)
	signIn(p, "operator")
	p.See(".telling .chosen blockquote")
	look(p, "who is to be told")
	p.Click(`[data-list="reminders"]`)
	p.See(".lists .nothing")
	look(p, "nobody is to be reminded")
}
