package servertest_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"dost/server/civil"
	. "dost/server/servertest"
)

// listed puts n people on the list of treatment vouchers, the given privilege each,
// and gives their numbers. A visit has at most 20 applications.
func listed(t *testing.T, s *Server, agent *Client, name string, n int, privilege string) (numbers []string) {
	t.Helper()
	var visit string
	for i := range n {
		if i%20 == 0 {
			visit = visiting(t, s, agent, "social-services")
		}
		a := registered(agent, visit, "01-09-07-00", "listed", fmt.Sprintf("%dAAAAA%d", i/10%10, i%10), M{
			"list":      M{"kind": "treatment", "privilege": privilege},
			"applicant": M{"name": name, "fin": fmt.Sprintf("%dAAAAA%d", i/10%10, i%10)}})
		numbers = append(numbers, a["number"].(string))
		if i%20 == 19 || i == n-1 {
			agent.Post("/api/desk/tickets/"+visit+"/finish",
				M{"key": Key(), "outcome": "listed"}).Want(http.StatusOK)
		}
	}
	return numbers
}

// pages reads a list to its end, doing something between two pages, and gives the
// numbers in the order in which they came.
func pages(t *testing.T, read func(after string) Reply, rows string,
	between func(page int)) (numbers []string) {
	t.Helper()
	after := ""
	for page := 1; page < 50; page++ {
		got := read(after).Want(http.StatusOK).JSON()
		for _, row := range got[rows].([]any) {
			numbers = append(numbers, row.(M)["number"].(string))
		}
		next, more := got["next"].(string)
		if !more {
			return numbers
		}
		after = next
		between(page)
	}
	t.Fatal("the pages never end")
	return nil
}

// A waiting list longer than a page: while it is read, people with a privilege come
// before, one behind, and the very last of a page leaves. Everybody who stays is
// seen, nobody twice.
func TestALongWaitingListIsReadToItsEnd(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	agent := s.Agent(t, 1, "social-services")
	want := listed(t, s, agent, "Sınaq Şəxsi", 105, "")
	path := "/api/desk/lists/entries?service=01-09-07-00&kind=treatment"
	manager := s.Staff(t, "manager")
	got := pages(t, func(after string) Reply {
		return manager.Get(path + "&after=" + url.QueryEscape(after))
	}, "entries", func(page int) {
		switch page {
		case 1:
			listed(t, s, agent, "Müharibə Veteranı", 3, "war") // come first
			want = append(want, listed(t, s, agent, "Sonuncu Şəxs", 1, "")...)
		case 2: // the hundredth, who ended the page, takes the application back
			all := agent.Post("/api/desk/search",
				M{"q": want[99]}).Want(http.StatusOK).JSON()["applications"].([]any)
			agent.Post("/api/desk/applications/"+all[0].(M)["id"].(string)+"/advance",
				M{"key": Key(), "stage": "cancelled", "note": "özü istədi"}).Want(http.StatusOK)
		}
	})
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the pages hold\n%v, want\n%v", got, want)
	}
	last := manager.Get(path + "&after=nonsense").Want(http.StatusOK).JSON()
	if entries := last["entries"].([]any); len(entries) != 50 || last["total"] != 108.0 ||
		entries[3].(M)["place"] != 4.0 {
		t.Errorf("after nonsense comes not the beginning: %v", last["total"])
	}
}

// The search goes on as well, whoever is registered meanwhile; and on the screen the
// next page comes by the button, by its key, and by the arrow at the end.
func TestTheRegistryGoesOnBelow(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	agent := s.Agent(t, 1, "social-services")
	numbers := listed(t, s, agent, "Sınaq Şəxsi", 105, "")
	got := pages(t, func(after string) Reply {
		return agent.Post("/api/desk/search", M{"q": "sinaq", "after": after})
	}, "applications", func(int) { listed(t, s, agent, "Sınaq Yeni", 1, "war") })
	if len(got) != 105 || got[0] != numbers[104] || got[104] != numbers[0] {
		t.Errorf("the search finds %d: %v", len(got), got)
	}
	b := OpenBrowser(t)
	// The browser needs the agent's session: signing in happens at the desk.
	desk := b.Open("sign in", s.URL+"/desk?lang=az", 1366, 768)
	signIn(desk, "agent2")
	desk.Gone("input[name=password]")
	for language, words := range map[string]string{"az": "Göstərilib", "ru": "Показано", "en": "Shown"} {
		p := b.Open("lists "+language, s.URL+"/registry?lang="+language+"#lists", 1366, 768)
		p.Says(".more", words+": 50 / 108")
		p.Until("(document.querySelector('.more').scrollIntoView(), true)")
		p.Shot("more-" + language)
		if language != "az" {
			continue
		}
		p.Click(".more [data-kind=more]")
		p.Says(".more", "100 / 108")
		p.Until(
			"document.activeElement?.closest('tr') === document.querySelector('.entries tbody tr:nth-child(51)')")
		alt(p, "KeyM")
		p.Says(".more", "108 / 108")
		p.Gone(".more [data-kind=more]")
		// What changes elsewhere does not fold the list up again.
		p.Click(".list-bar [data-kind=offer]")
		p.Type("dialog input", "Naftalan")
		p.Press(kb.Enter)
		p.See(".stage.offered")
		p.Says(".more", "108 / 108")

		p.Click("[data-tab=search]")
		p.Type("input[name=q]", "sinaq")
		p.Until("document.querySelectorAll('.rows tbody tr').length === 30")
		for range 30 {
			p.Press(kb.ArrowDown)
		}
		p.Until(
			"document.querySelectorAll('.rows tbody tr').length === 60 && document.querySelector('.rows tr.at') === document.querySelector('.rows tbody tr:nth-child(31)')")
		p.Shot("more-search-az")
	}
}

// The board's columns go on as well, each by its own button, and their counts are of
// the whole: what is late is not out of sight because there is much of it.
func TestALongBoardGoesOnBelow(t *testing.T) {
	t.Parallel()
	c := ClockAt(time.Date(2026, 11, 16, 9, 30, 0, 0, civil.Baku))
	s := Start(t, Options{Clock: c.Now})
	agent := s.Agent(t, 3)
	var want, ids []string
	var visit string
	for i := range 70 {
		if i%20 == 0 { // a visit has at most so many applications
			if i > 0 {
				agent.Post("/api/desk/tickets/"+visit+"/finish",
					M{"key": Key(), "outcome": "registered"}).Want(http.StatusOK)
			}
			visit = visiting(t, s, agent, "benefits")
		}
		a := registered(agent, visit, "05-02-01-03", "registered", "1AAAAA1", nil)
		want, ids = append(want, a["number"].(string)), append(ids, a["id"].(string))
	}
	c.Advance(72 * time.Hour) // the front office had until Wednesday
	ticket(t, s, "benefits", "az")
	manager := s.Staff(t, "manager")
	got := pages(t, func(after string) Reply {
		return manager.Get("/api/desk/deadlines?agent=agent3&column=late&after=" + url.QueryEscape(after))
	}, "late", func(page int) {
		if page == 1 { // the last that was read is done meanwhile
			manager.Post("/api/desk/applications/"+ids[29]+"/advance",
				M{"key": Key(), "stage": "decided"}).Want(http.StatusOK)
		}
	})
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the column holds\n%v, want\n%v", got, want)
	}
	board := manager.Get("/api/desk/deadlines").Want(http.StatusOK).JSON()
	if load := board["agents"].([]any)[0].(M); load["late"] != 69.0 || len(board["late"].([]any)) != 30 ||
		board["next"] != nil {
		t.Errorf("the board counts %v", load)
	}
	b := OpenBrowser(t)
	p := b.Open("sign in", s.URL+"/manager?lang=az", 1366, 768)
	signIn(p, "manager")
	p.Gone("input[name=password]")
	for language, words := range map[string]string{"az": "Göstərilib", "ru": "Показано", "en": "Shown"} {
		p := b.Open("board "+language, s.URL+"/registry?role=manager&lang="+language+"#deadlines", 1366, 768)
		p.Says(".column.late .count", "69")
		p.Says(".column.late .more", words+": 30 / 69")
		p.Click(".column.late .more button")
		p.Says(".column.late .more", "60 / 69")
		p.Until("document.activeElement === document.querySelector('.column.late li:nth-child(31) .card')")
		p.Click(".column.late .more button")
		p.Gone(".column.late .more")
		p.Until("document.querySelectorAll('.column.late li').length === 69")
		p.Shot("board-" + language)
	}
}
