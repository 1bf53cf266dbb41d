package servertest_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	. "dost/server/servertest"
)

// The whole visit in four windows, as a newcomer would play it: kiosk tap, number,
// the desk's "next", the display shows and speaks it, arrival, application, the
// two-page confirmation read by other people's eyes, the end.
func TestTheWholeVisitInABrowser(t *testing.T) {
	t.Parallel()
	for _, v := range []struct{ lang, greet, bring string }{
		{"az", "Sosial müavinətlər", "müraciət"},
		{"ru", "Социальные пособия", "обращени"},
	} {
		t.Run(v.lang, func(t *testing.T) { visit(t, v.lang, v.greet, v.bring) })
	}
}

func visit(t *testing.T, lang, direction, word string) {
	s := Start(t, Options{})
	b := OpenBrowser(t)
	kiosk := b.Open("kiosk", s.URL+"/kiosk#demo-kiosk", 1080, 1920)
	hall := b.Open("display", s.URL+"/display#demo-display", 1920, 1080)
	desk := b.Open("desk", s.URL+"/desk?lang="+lang, 1366, 768)

	// The agent sits down at desk 3.
	desk.Type("input[name=login]", "agent3")
	desk.Type("input[name=password]", "demo-demo")
	desk.Click("button.primary")
	desk.Click(".place:nth-child(3)")
	desk.Click("form .primary")
	desk.See(".visitor.nobody")

	// The visitor takes a number: language, direction, "no": at most three touches.
	if lang != "az" {
		kiosk.Click(".languages button[lang=" + lang + "]")
	}
	kiosk.Says(".card:nth-child(2)", direction)
	kiosk.Shot("visit-" + lang + "-kiosk")
	kiosk.Click(".card:nth-child(2) .tap")
	kiosk.Click("[data-group='']")
	kiosk.Says(".ticket .number", "B001")
	kiosk.Until("document.querySelector('.ticket figure img').naturalWidth > 100")
	kiosk.Shot("visit-" + lang + "-ticket")

	// One key calls; the display shows it, and queues the announcement.
	desk.Says(".waiting", "B001")
	desk.Press(kb.F2)
	desk.Says(".visitor.called .number", "B001")
	hall.Says("main", "B001")
	hall.Until("Number(document.documentElement.dataset.announcedSeq) > 0")
	hall.Shot("visit-" + lang + "-display")
	desk.Click("button.step[data-kind=arrive]")
	desk.See(".visitor.serving")

	// The service, found without diacritics; its papers; the applicant.
	desk.Type("input[type=search]", "radiasiya qezasi")
	desk.Says("#found li:first-child", "05-02-01-03")
	desk.Click("#found li:first-child button")
	desk.Says(".service", "05-02-01-03")
	desk.Click(".documents li:nth-child(1) label.have")
	desk.Click(".documents li:nth-child(2) label.have")
	desk.Type("input[name=name]", "Sınaq Əliağa oğlu")
	desk.Type("input[name=fin]", "5ABCDE7")
	desk.Shot("visit-" + lang + "-desk")
	desk.Click(".application button.register")
	desk.See(".registered")
	id, err := Eval[string](desk, "document.querySelector('.registered').dataset.application")
	if err != nil || id == "" {
		t.Fatalf("no application on the screen: %v", err)
	}
	desk.Shot("visit-" + lang + "-registered")

	pdf := desk.Fetch("/api/desk/applications/" + id + "/confirmation.pdf")
	readPaper(t, s, pdf, desk.Text(".registered .number"), word)

	desk.Press(kb.F2)
	desk.See("dialog .answer")
	desk.Press("1")
	desk.See(".visitor.nobody")
	desk.Says(".recent", "B001")
}

// readPaper reads the confirmation as a person and a phone would: the words with
// poppler, the code with zbar.
func readPaper(t *testing.T, s *Server, pdf []byte, number, word string) {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "confirmation.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	words := tool(t, "pdftotext", "-layout", file, "-")
	for _, want := range []string{number, "Sınaq Əliağa oğlu", "05-02-01-03", "1/2 — müraciət edən",
		"2/2 — mərkəz", "142", word} {
		if !strings.Contains(words, want) {
			t.Errorf("the paper does not say %q:\n%s", want, words)
		}
	}
	if pages := regexp.MustCompile(`Pages:\s+2\b`); !pages.MatchString(tool(t, "pdfinfo", file)) {
		t.Error("the confirmation has not two pages")
	}
	tool(t, "pdftoppm", "-r", "150", "-png", file, filepath.Join(dir, "page"))
	var codes []string
	for page := 1; page <= 2; page++ {
		codes = append(codes, strings.TrimSpace(
			tool(t, "zbarimg", "-q", "--raw", filepath.Join(dir, fmt.Sprintf("page-%d.png", page)))))
	}
	if codes[0] == "" || codes[0] != codes[1] {
		t.Fatalf("the copies carry the codes %q", codes)
	}
	code := codes[0][strings.LastIndex(codes[0], "/")+1:]
	anyone := s.Anyone(t)
	if told := anyone.Get("/V/" + code).Want(200).JSON(); told["number"] != number {
		t.Errorf("the code tells of %v, the paper of %s", told, number)
	}
	forged := code[:20] + string('A'+(code[20]-'A'+1)%26) + code[21:]
	if r := anyone.Get("/v/" + forged); r.Status < 400 {
		t.Errorf("a changed code was accepted: %s", r.Body)
	}
}

// tool runs a program of the machine, or skips what needs it.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("no %s on this machine: reading the paper was left out", name)
	}
	out, err := exec.CommandContext(context.Background(), path, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(out)
}
