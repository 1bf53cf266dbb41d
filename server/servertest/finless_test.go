package servertest_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"dost/server/integration"
	. "dost/server/servertest"
)

// A visitor who lives here without a FIN: the agent says so by one key, the systems
// are left to the hand, and the application is registered by the permit of
// residence. The registry finds it by the permit's number, however it is typed.
func TestAVisitorWithoutAFINIsRegisteredAndFound(t *testing.T) {
	t.Parallel()
	s, systems := Start(t, Options{}), NewStandIn(t)
	systems.Connect(s.Staff(t, "manager"), "tseras")
	b := OpenBrowser(t)
	ticket(t, s, "benefits", "ru")
	p := openDesk(t, s, b, 3, "az")
	p.Shot("finless-rest-az")
	serve(p)
	findService(p, "radiasiya", "05-02-01-03")
	for _, key := range []string{"1", "1", "4", "4"} {
		p.Press(key)
	}
	p.See(".ask-systems input")
	p.Shot("finless-before-az")
	alt(p, "KeyN")
	p.Says(".ask-systems", "FİN olmadan")
	n, _ := Eval[int](p, "document.querySelectorAll('.lookups .row').length")
	p.Until("(document.querySelector('.lookups .row').focus(), true)")
	for range n {
		p.See(".lookups .row:focus")
		p.Press("3")
	}
	p.Until("document.activeElement?.name === 'name'")
	p.Press("Sınaq Əliağa oğlu")
	alt(p, "KeyN") // there is one after all …
	p.Until("document.activeElement?.name === 'fin'")
	alt(p, "KeyN") // … there is not
	p.Until("document.activeElement?.name === 'document-kind'")
	p.Press("y") // Yaşamaq üçün icazə vəsiqəsi
	p.Until("document.activeElement.value === 'residence-permit'")
	p.Press(kb.Tab)
	p.Press("123")
	p.Click(".application .register")
	p.Says(".fields .wrong small", "5–16")
	Fill(p, "input[name=document]", "")
	p.Click("input[name=document]")
	p.Press("myi 1234567")
	p.Shot("finless-az")
	p.Click(".application .register")
	p.Says("article.registered .number", "DEMO-2")
	id, _ := Eval[string](p, "document.querySelector('article.registered').dataset.application")

	agent := s.Staff(t, "agent3")
	a := agent.Get("/api/desk/applications/" + id).Want(http.StatusOK).JSON()
	applicant := a["applicant"].(M)
	if document := applicant["document"].(M); document["kind"] != "residence-permit" ||
		document["number"] != "MYI 1234567" || applicant["fin"] != nil {
		t.Errorf("the applicant is %v", applicant)
	}
	agent.Post("/api/desk/applications/"+id+"/print", M{"key": Key()}).Want(http.StatusOK)
	paper := agent.Get("/api/desk/applications/" + id + "/confirmation.pdf")
	keepPaper(t, "finless", paper)
	readPaper(t, s, paper.Body, a["number"].(string), "MYI 1234567")

	for _, language := range []string{"az", "ru", "en"} {
		r := b.Open("registry", s.URL+"/registry?lang="+language, 1366, 768)
		r.Type("input[name=q]", "MYİ-1234567")
		r.Says(".rows tbody", "Sınaq Əliağa oğlu")
		r.Press(kb.Enter)
		r.Says(".dossier .facts-list", "MYI 1234567")
		r.Shot("finless-registry-" + language)
	}
	for _, language := range []string{"ru", "en"} {
		q := b.Open("desk 3 "+language, s.URL+"/desk?lang="+language, 1366, 768)
		findService(q, "radiasiya", "05-02-01-03")
		alt(q, "KeyN")
		q.See("select[name=document-kind]")
		q.Until("(document.querySelector('.application').scrollIntoView(), true)")
		q.Shot("finless-" + language)
	}
}

// alt presses a key of the keyboard, whatever letter it bears, with Alt.
func alt(p *Page, code string) {
	p.Until("dispatchEvent(new KeyboardEvent('keydown', { code: '" + code +
		"', altKey: true, bubbles: true, cancelable: true })) || true")
}

// No system can be asked about who has no FIN: the answer is manual, and nothing is
// sent.
func TestTheSystemsAreNotAskedWithoutAFIN(t *testing.T) {
	t.Parallel()
	s, systems := Start(t, Options{}), NewStandIn(t)
	systems.Connect(s.Staff(t, "manager"), "tseras")
	systems.Know("", integration.LookUpAnswer{State: integration.Found})
	agent := s.Agent(t, 3)
	visit := visiting(t, s, agent, "benefits")
	ask := func(more M) Reply {
		body := M{"key": Key(), "ticket": visit, "service": "05-02-01-03", "subsystem": "tseras"}
		for k, v := range more {
			body[k] = v
		}
		return agent.Post("/api/desk/lookups", body)
	}
	permit := M{"kind": "residence-permit", "number": "MYI 1234567"}
	if got := ask(M{"document": permit}).Want(http.StatusOK); got.Text("state") != "manual" ||
		strings.Contains(string(got.Body), "1234567") {
		t.Errorf("the answer is %s", got.Body)
	}
	ask(nil).Problem(http.StatusBadRequest, "bad-person")
	ask(M{"document": M{"kind": "residence-permit", "number": "1"}}).Problem(http.StatusBadRequest,
		"bad-person")
	ask(M{"document": permit, "fin": "5ABCIO1"}).Problem(http.StatusBadRequest, "bad-person")
}
