package servertest_test

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	. "dost/server/servertest"
)

// openDesk opens an agent's screen, takes the desk and brings the next visitor of a
// direction to it, by keys only.
func openDesk(t *testing.T, s *Server, b *Browser, n int, language string) *Page {
	t.Helper()
	p := b.Open(fmt.Sprint("desk ", n), s.URL+"/desk?lang="+language, 1366, 768)
	p.Type("input[autocomplete=username]", fmt.Sprint("agent", n))
	p.Type("input[type=password]", "demo-demo")
	p.Press(kb.Enter)
	p.Click(fmt.Sprintf(".place:nth-of-type(%d)", n))
	p.Click(".choose .primary")
	p.See(".work")
	return p
}

// serve calls the next visitor and says that he has come.
func serve(p *Page) {
	p.Until(
		"document.querySelector('.step')?.dataset.kind === 'next' && !document.querySelector('.step').disabled")
	p.Press(kb.F2)
	p.See(".visitor.called")
	p.Until("!document.querySelector('.step').disabled")
	pause(p)
	p.Press(kb.F2)
	p.See(".services input")
}

// pause lets the half second pass in which a second press counts as none.
func pause(p *Page) {
	p.Until(
		"(window.pausedAt ??= performance.now(), performance.now() - window.pausedAt > 600 && (delete window.pausedAt, true))")
}

// findService finds a service by typing and opens it.
func findService(p *Page, words, id string) {
	p.Type(".services input", words)
	p.Until(fmt.Sprintf(
		"document.querySelector('.services li[aria-selected=true] small')?.textContent === %q", id))
	p.Press(kb.Enter)
	p.See(".guide .row:focus")
}

// ticket takes a ticket at the kiosk.
func ticket(t *testing.T, s *Server, direction, language string) M {
	t.Helper()
	return s.Kiosk(t).Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": direction, "language": language}).Want(http.StatusCreated).JSON()
}

// keepPaper keeps a paper for a person to look at, where DOST_SHOTS names a folder.
func keepPaper(t *testing.T, name string, r Reply) {
	t.Helper()
	if !bytes.HasPrefix(r.Want(http.StatusOK).Body, []byte("%PDF-")) {
		t.Fatalf("%s is no PDF: %.60s", name, r.Body)
	}
	if dir := os.Getenv("DOST_SHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".pdf"), r.Body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// The benefit for victims of radiation (source 001): papers, look-ups, the back
// office, and the confirmation in two copies — by the keyboard alone.
func TestABenefitFromDocumentsToTwoCopies(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	b := OpenBrowser(t)
	ticket(t, s, "benefits", "ru")
	p := openDesk(t, s, b, 3, "az")
	serve(p)
	findService(p, "radiasiya", "05-02-01-03")
	p.Shot("benefit-az")
	for _, key := range []string{"1", "1", "4", "4"} { // the four papers: have, have, not needed twice
		p.Press(key)
	}
	n, _ := Eval[int](p, "document.querySelectorAll('.lookups .row').length")
	for range n {
		p.See(".lookups .row:focus")
		p.Press("1")
	}
	p.Until("document.activeElement?.name === 'name'")
	p.Press("Sınaq Şəxsi Oğlu")
	p.Press(kb.Tab)
	p.Press("5abcde7")
	p.Press(kb.Tab)
	p.Press("0501234567")
	p.Shot("benefit-filled-az")
	p.Press(kb.Tab) // who applies
	p.Press(kb.Tab) // the decision: sent on is first, as the passport's steps lead
	p.See(".row[data-row=outcome]:focus")
	p.Press("1")
	p.Until("document.activeElement?.matches('.application .register')")
	p.Press(kb.Enter)
	p.Says("article.registered .number", "DEMO-2")
	p.Shot("benefit-done-az")

	id, _ := Eval[string](p, "document.querySelector('article.registered').dataset.application")
	agent := s.Staff(t, "agent3")
	agent.Post("/api/desk/applications/"+id+"/print", M{"key": Key()}).Want(http.StatusOK)
	keepPaper(t, "benefit", agent.Get("/api/desk/applications/"+id+"/confirmation.pdf"))
	a := agent.Get("/api/desk/applications/" + id).Want(http.StatusOK).JSON()
	if a["stage"] != "sent-on" || a["outcome"] != "sent-on" || len(a["prints"].([]any)) != 2 ||
		a["back"].(M)["from"] == "" {
		t.Errorf("the application is %v", a)
	}

	// The registry finds it by the beginning of a name without its diacritics, and
	// the back office's decision is recorded there.
	r := b.Open("registry", s.URL+"/registry?lang=ru", 1366, 768)
	r.Type("input[name=q]", "sexsi")
	r.Says(".rows tbody", "Sınaq Şəxsi")
	r.Press(kb.Enter)
	r.See(".dossier [data-stage=decided]")
	r.Shot("registry-ru")
	r.Click(".dossier [data-stage=decided]")
	r.See("dialog .answer")
	r.Press("1")
	r.See(".dossier > .stage.decided")
	r.Click("[data-tab=deadlines]")
	r.See(".columns")
	r.Shot("board-ru")
}

// The sanatorium voucher (source 000): to the waiting list, up the list as others
// leave it, and the offer that is accepted.
func TestASanatoriumVoucherToItsTurn(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	b := OpenBrowser(t)
	ticket(t, s, "social-services", "en")
	p := openDesk(t, s, b, 1, "en")
	serve(p)
	findService(p, "sanatoriya", "01-09-07-00")
	for range 2 {
		p.Press("1")
	}
	p.Type("input[name=name]", "Nümunə Adı")
	p.Type("input[name=fin]", "1AAAAA1")
	p.See("select[name=list-kind]")
	Choose(p, "select[name=list-kind]", "treatment")
	Choose(p, "select[name=list-privilege]", "disability")
	p.Shot("voucher-en")
	p.Click(".application .register")
	p.Says("article.registered dd", "1")

	// A second person, with the better privilege, in the same visit.
	agent := s.Staff(t, "agent1")
	frame := agent.Watch("/live/desk").Until("a visitor", func(f M) bool { return f["active"] != nil })
	second := agent.Post("/api/desk/applications", M{
		"key": Key(), "ticket": frame["active"].(M)["id"], "service": "01-09-07-00", "outcome": "listed",
		"applicant":      M{"name": "İkinci Nümunə", "fin": "2AAAAA2", "representative": "Ana Nümunə"},
		"representative": "parent",
		"documents":      []M{}, "checks": []M{}, "list": M{"kind": "treatment", "privilege": "war"},
	}).Want(http.StatusCreated).JSON()
	p.Says("article.registered dd", "2") // the first is second now

	manager := b.Open("manager's registry", s.URL+"/registry?lang=en#lists", 1366, 768)
	manager.Says(".entries tbody tr:nth-child(1)", second["number"].(string))
	manager.Shot("list-en")
	manager.Click("[data-kind=offer]")
	manager.Type("dialog input", "Naftalan, 5 January")
	manager.Press(kb.Enter)
	manager.See(".stage.offered")
	manager.Shot("offered-en")
	place := s.Anyone(t).Get("/v/" + second["code"].(string)).Want(http.StatusOK).JSON()
	if place["place"].(M)["place"] != 1.0 || place["place"].(M)["until"] == "" ||
		bytes.Contains([]byte(fmt.Sprint(place)), []byte("Nümunə")) {
		t.Errorf("the phone is told %v", place)
	}
	manager.Click("[data-kind=accept]")
	manager.Gone(".stage.offered")
	manager.Says(".entries tbody tr:nth-child(1) .number", "1")
	p.Says("article.registered dd", "1")
	a := agent.Get("/api/desk/applications/" + second["id"].(string)).Want(http.StatusOK).JSON()
	if a["stage"] != "decided" || a["representative"] != "parent" || len(a["history"].([]any)) != 2 {
		t.Errorf("the accepted application is %v", a)
	}
	keepPaper(t, "list", agent.Get("/api/desk/lists/list.pdf?service=01-09-07-00&kind=treatment"))
	agent.Post("/api/desk/applications/"+second["id"].(string)+"/print", M{"key": Key()}).Want(http.StatusOK)
	keepPaper(t, "voucher", agent.Get("/api/desk/applications/"+second["id"].(string)+"/confirmation.pdf"))
}

// The jobseeker (source 003): registered; refused as unemployed, with its ground and
// a reason on paper; and the registration cancelled.
func TestAJobseekerIsRegisteredRefusedAndCancelled(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	b := OpenBrowser(t)
	ticket(t, s, "employment", "ru")
	p := openDesk(t, s, b, 5, "ru")
	serve(p)
	findService(p, "issiz", "05-04-05-00")
	p.See(".row[data-row=procedure]:focus")
	p.Shot("jobseeker-ru")
	p.Press("1")
	p.See(".documents .row:focus")
	p.Press("1")
	nameApplicant(p, "İş Axtaran", "3AAAAA3")
	p.Click(".application .register")
	p.See("article.registered")
	registered, _ := Eval[string](p, "document.querySelector('article.registered').dataset.application")

	// In the same visit: refused as unemployed, work was offered and declined.
	findService(p, "issiz", "05-04-05-00")
	p.Press("2")
	p.See(".documents .row:focus")
	p.Press("1")
	p.See(".lookups .row:focus")
	p.Press("2")
	nameApplicant(p, "İş Axtaran", "3AAAAA3")
	p.Click(".row[data-row=offer] label[data-value=declined]")
	p.Click(".row[data-row=outcome] label[data-value=refused]")
	Choose(p, "select[name=ground]", "no-legal-basis")
	p.Type("textarea[name=reason]", "Münasib işdən üzrsüz səbəbdən imtina edilib.")
	p.Shot("refusal-ru")
	p.Click(".application .register")
	p.Until("document.querySelectorAll('article.registered').length === 2")
	p.Shot("refused-ru")
	refused, _ := Eval[string](p,
		"[...document.querySelectorAll('article.registered')].at(-1).dataset.application")
	agent := s.Staff(t, "agent5")
	agent.Post("/api/desk/applications/"+refused+"/print", M{"key": Key()}).Want(http.StatusOK)
	keepPaper(t, "refusal", agent.Get("/api/desk/applications/"+refused+"/confirmation.pdf"))
	if a := agent.Get("/api/desk/applications/" + refused).JSON(); a["stage"] != "refused" ||
		a["offer"] != "declined" || a["ground"] != "no-legal-basis" || a["procedure"] != "unemployed" {
		t.Errorf("the refusal is %v", a)
	}

	// The registration is cancelled, which needs its reason.
	agent.Post("/api/desk/applications/"+registered+"/advance",
		M{"key": Key(), "stage": "cancelled"}).Problem(http.StatusBadRequest, "reason-needed")
	agent.Post("/api/desk/applications/"+registered+"/advance",
		M{"key": Key(), "stage": "cancelled", "note": "İş Axtaran özü istədi"}).Problem(http.StatusBadRequest,
		"bad-application")
	r := b.Open("registry", s.URL+"/registry?lang=az", 1366, 768)
	r.Type("input[name=q]", "3AAAAA3")
	r.Until("document.querySelectorAll('.rows tbody tr').length === 2")
	r.Click(".rows tbody tr:nth-child(2) .link")
	r.Click(".dossier [data-stage=cancelled]")
	r.See("dialog .answer")
	r.Press("1")
	r.See(".dossier > .stage.cancelled")
	r.Shot("cancelled-az")
}

// A paper is missing: the visitor goes with a list and a code, and comes back near
// the front, once.
func TestWhoLacksAPaperComesBackNearTheFront(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	b := OpenBrowser(t)
	ticket(t, s, "benefits", "ru")
	p := openDesk(t, s, b, 3, "az")
	serve(p)
	findService(p, "radiasiya", "05-02-01-03")
	for _, key := range []string{"1", "2", "4", "2"} {
		p.Press(key)
	}
	p.See(".bring .register")
	p.Press(kb.F11)
	p.See(".bring .code")
	p.Shot("bring-az")
	code := p.Text(".bring .code b")
	p.Click("button.step") // the paper's window is in front: its own keys would go there
	p.See("dialog .answer")
	p.Click("dialog .answer") // not served is offered first
	p.See(".visitor.nobody")

	for range 3 {
		ticket(t, s, "benefits", "az")
	}
	p.Type("input[name=return]", code)
	p.Press(kb.Enter)
	p.Says(".waiting ul li:nth-child(1) b", "B005")
	p.Shot("back-az")
	s.Staff(t, "agent3").Post("/api/desk/returns/redeem",
		M{"key": Key(), "code": code}).Problem(http.StatusConflict, "return-used")
	s.Staff(t, "agent3").Post("/api/desk/returns/redeem",
		M{"key": Key(), "code": "000 000"}).Problem(http.StatusNotFound, "unknown-return")

	// At the kiosk, too, the code is used up.
	k := b.Open("kiosk", s.URL+"/kiosk?lang=en#demo-kiosk", 1080, 1920)
	k.Click(".announced")
	k.See(".keys")
	touch(k, code)
	k.Click("[data-key=ok]")
	k.See(".said")
	k.Shot("kiosk-used-en")

	// The same list on paper and on the phone; neither says who it is for.
	agent := s.Staff(t, "agent3")
	p.Press(kb.F2)
	p.See(".visitor.called")
	frame := agent.Watch("/live/desk").Until("the visitor called",
		func(f M) bool { return f["active"] != nil })
	id := frame["active"].(M)["id"].(string)
	agent.Post("/api/desk/tickets/"+id+"/arrive", M{"key": Key()}).Want(http.StatusOK)
	paper := agent.Post("/api/desk/returns",
		M{"key": Key(), "ticket": id, "service": "05-02-01-03",
			"documents": []string{"identity", "tsek-decision"}}).Want(http.StatusCreated).JSON()
	keepPaper(t, "bring", agent.Get("/api/desk/returns/"+paper["code"].(string)+"/paper.pdf?lang=ru"))
	shown := s.Anyone(t).Get("/b/" + paper["code"].(string)).Want(http.StatusOK).JSON()
	if len(shown["documents"].([]any)) != 2 || shown["good"] != true || shown["return"] != paper["return"] {
		t.Errorf("the phone is told %v", shown)
	}
	agent.Post("/api/desk/tickets/"+id+"/finish",
		M{"key": Key(), "outcome": "not-served"}).Want(http.StatusOK)
	k.Click(".back")
	k.Click(".announced")
	k.See(".keys")
	touch(k, paper["return"].(string))
	k.Shot("kiosk-return-en")
	k.Click("[data-key=ok]")
	k.Says(".ticket .number", "B006")
	p.Says(".waiting ul li:nth-child(1) b", "B006")
	for _, language := range []string{"az", "ru", "en"} {
		phone := b.Open("phone", s.URL+"/b/"+paper["code"].(string)+"?lang="+language, 390, 844)
		phone.Says(".back .code", " ")
		phone.Shot("phone-" + language)
	}
	s.Anyone(t).Get("/b/ABCDEF").Problem(http.StatusBadRequest, "code-malformed")
}

// touch types digits on the kiosk's own keys.
func touch(p *Page, digits string) {
	for _, digit := range strings.ReplaceAll(digits, " ", "") {
		p.Click("[data-key='" + string(digit) + "']")
	}
}

// nameApplicant names the applicant.
func nameApplicant(p *Page, name, fin string) {
	p.Type("input[name=name]", name)
	p.Type("input[name=fin]", fin)
}
