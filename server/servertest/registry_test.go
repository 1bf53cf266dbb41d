package servertest_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"dost/server/civil"
	. "dost/server/servertest"
)

// column are the numbers in a column of the deadlines board.
func column(board M, name string) (all []string) {
	for _, entry := range board[name].([]any) {
		all = append(all, entry.(M)["number"].(string))
	}
	return all
}

// registered registers an application and gives the answer.
func registered(agent *Client, ticket, service, outcome, fin string, more M) M {
	body := M{"key": Key(), "ticket": ticket, "service": service, "outcome": outcome, "documents": []M{},
		"checks":    []M{},
		"applicant": M{"name": "Sınaq Şəxsi", "fin": fin}}
	for k, v := range more {
		body[k] = v
	}
	return agent.Post("/api/desk/applications", body).Want(http.StatusCreated).JSON()
}

// visiting brings a visitor of a direction to the agent and gives the ticket's id.
func visiting(t *testing.T, s *Server, agent *Client, direction string) string {
	t.Helper()
	ticket(t, s, direction, "az")
	id := agent.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK).Text("id")
	agent.Post("/api/desk/tickets/"+id+"/arrive", M{"key": Key()}).Want(http.StatusOK)
	return id
}

// From Monday to the days after: what was registered comes up on the board before
// it is due, is sent on, decided a working day before the end, and an offer that
// nobody answers lapses by itself. All of it outlives a restart.
func TestTheBoardAndTheListsFollowTheCalendar(t *testing.T) {
	t.Parallel()
	c := ClockAt(time.Date(2026, 11, 16, 9, 30, 0, 0, civil.Baku))
	s := Start(t, Options{Clock: c.Now})
	dir := s.Dir
	agent := s.Agent(t, 3)
	visit := visiting(t, s, agent, "benefits")
	a := registered(agent, visit, "05-02-01-03", "registered", "1AAAAA1", nil)
	voucher := registered(agent, visit, "01-09-07-00", "listed", "2AAAAA2", M{"list": M{"kind": "holiday"}})
	agent.Post("/api/desk/lists/offer", M{"key": Key(), "service": "01-09-07-00", "kind": "holiday",
		"what": "Şəki"}).Want(http.StatusOK)
	agent.Post("/api/desk/tickets/"+visit+"/finish",
		M{"key": Key(), "outcome": "registered"}).Want(http.StatusOK)

	board := func(s *Server, query string) M {
		t.Helper()
		return s.Staff(t, "manager").Get("/api/desk/deadlines" + query).Want(http.StatusOK).JSON()
	}
	tomorrow := func(days int) {
		t.Helper()
		c.Set(c.Now().AddDate(0, 0, days))
		// The first order of the day opens it, as the clock would within a second.
		ticket(t, s, "benefits", "az")
	}
	// The front office has two working days: on Monday it is not on the board yet,
	// on Tuesday it is due on the next day, on Wednesday due, on Thursday late.
	number := a["number"].(string)
	for day, name := range []string{"", "tomorrow", "due_today", "late"} {
		if day > 0 {
			tomorrow(1)
		}
		b := board(s, "")
		for _, each := range []string{"late", "due_today", "tomorrow"} {
			list := column(b, each)
			if want := each == name; want != (len(list) == 1 && list[0] == number) {
				t.Errorf("on day %d the column %s holds %v", day, each, list)
			}
		}
	}
	if b := board(s, "?agent=agent1"); len(column(b, "late")) != 0 ||
		b["agents"].([]any)[0].(M)["late"] != 1.0 {
		t.Errorf("another agent's board: %v", b)
	}
	manager := s.Staff(t, "manager")
	path := "/api/desk/applications/" + a["id"].(string)
	manager.Post(path+"/advance", M{"key": Key(), "stage": "sent-on"}).Want(http.StatusOK)
	manager.Post(path+"/advance", M{"key": Key(), "stage": "sent-on"}).Problem(http.StatusConflict,
		"wrong-stage")
	view := manager.Get(path).Want(http.StatusOK).JSON()
	if front := view["front"].(M); front["late"] != true || front["done"] != "2026-11-19" ||
		view["awaits_by"] != a["decision_by"] {
		t.Errorf("after the late sending on: %v", view)
	}

	// The offer was good for five working days, to Monday the 23rd.
	s.Stop()
	s = Start(t, Options{DataDir: dir, Clock: c.Now})
	tomorrow(4)
	place := s.Staff(t, "manager").Get("/api/desk/lists/place?number=" + voucher["number"].(string)).Want(
		http.StatusOK).JSON()
	if place["until"] != "2026-11-23" {
		t.Errorf("on the last day the person is told %v", place)
	}
	tomorrow(1)
	var lapsed M
	eventually(t, "the offer lapses", func() bool {
		path := "/api/desk/applications/" + voucher["id"].(string)
		lapsed = s.Staff(t, "manager").Get(path).Want(http.StatusOK).JSON()
		return lapsed["stage"] == "closed"
	})
	if h := lapsed["history"].([]any); h[1].(M)["by"] != "clock" {
		t.Errorf("the history is %v", h)
	}
}

// The manager puts one privilege before the other, and the list follows on every
// screen; a phone that reads the confirmation's code is told the new place.
func TestTheManagerSetsTheOrderOfTheLists(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	b := OpenBrowser(t)
	agent := s.Agent(t, 1, "social-services")
	visit := visiting(t, s, agent, "social-services")
	list := func(privilege string) M { return M{"list": M{"kind": "treatment", "privilege": privilege}} }
	first := registered(agent, visit, "01-09-07-00", "listed", "1AAAAA1", list("disability"))
	second := registered(agent, visit, "01-09-07-00", "listed", "2AAAAA2", list("war"))
	registered(agent, visit, "01-09-07-00", "listed", "3AAAAA3", list(""))

	p := b.Open("manager", s.URL+"/manager?lang=az", 1366, 768)
	p.Type("input[autocomplete=username]", "manager")
	p.Type("input[type=password]", "demo-demo")
	p.Press(kb.Enter)
	p.Gone("input[type=password]")
	p.See("a[href='/registry?role=manager']")
	p.Shot("console-az")
	p = b.Open("registry", s.URL+"/registry?role=manager&lang=az#lists", 1366, 768)
	p.Says(".entries tbody tr:nth-child(1)", second["number"].(string))
	p.Click("[data-kind=rules]")
	p.See(".rules input[type=number]")
	p.Shot("rules-az")
	for row, rank := range []string{"2", "1"} {
		Fill(p, ".rules tbody tr:nth-child("+string(rune('1'+row))+") input[type=number]", rank)
	}
	p.Type(".rules input[name=password]", "demo-demo")
	p.Click(".rules .primary")
	p.Gone(".rules")
	p.Says(".entries tbody tr:nth-child(1)", first["number"].(string))
	p.Click(".entries tbody tr:nth-child(1) .link")
	p.See(".dossier .facts-list")
	p.Shot("registry-list-az")
	for _, language := range []string{"az", "ru", "en"} {
		phone := b.Open("phone", s.URL+"/v/"+second["code"].(string)+"?lang="+language, 390, 844)
		phone.Says("dl", "2 / 3")
		phone.Shot("verify-" + language)
	}
	p.Click("[data-tab=deadlines]")
	p.See(".columns")
	p.Click("[data-tab=search]")
	p.Type("input[name=q]", "sinaq")
	p.Until("document.querySelectorAll('.rows tbody tr').length === 3")
	p.Shot("search-az")
}

// The guide, the registry and the visitor's page are looked over like the other
// screens.
func TestTheGuideAndTheRegistryAreAccessible(t *testing.T) {
	t.Parallel()
	look := axe(t)
	s := Start(t, Options{})
	b := OpenBrowser(t)
	ticket(t, s, "social-services", "en")
	p := openDesk(t, s, b, 1, "en")
	serve(p)
	findService(p, "sanatoriya", "01-09-07-00")
	p.Press("2")
	p.See(".bring .register")
	look(p, "guide")
	agent := s.Staff(t, "agent1")
	frame := agent.Watch("/live/desk").Until("a visitor", func(f M) bool { return f["active"] != nil })
	visit := frame["active"].(M)["id"].(string)
	registered(agent, visit, "01-09-07-00", "listed", "1AAAAA1", M{"list": M{"kind": "treatment"}})
	paper := agent.Post("/api/desk/returns",
		M{"key": Key(), "ticket": visit, "service": "01-09-07-00",
			"documents": []string{"identity-card"}}).Want(http.StatusCreated)

	r := b.Open("registry", s.URL+"/registry?lang=en", 1366, 768)
	r.Type("input[name=q]", "1AAAAA1")
	r.Click(".rows .link")
	r.See(".dossier .facts-list")
	look(r, "search and dossier")
	r.Click("[data-tab=deadlines]")
	r.See(".columns")
	look(r, "deadlines")
	r.Click("[data-tab=lists]")
	r.See(".entries")
	look(r, "lists")
	phone := b.Open("phone", s.URL+"/b/"+paper.Text("code")+"?lang=en", 390, 844)
	phone.See(".papers")
	look(phone, "what to bring")
}
