package desk

import (
	"bytes"
	"crypto/ed25519"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"dost/server/application"
	"dost/server/civil"
	"dost/server/passport"
	"dost/server/queue"
	"dost/server/web/webtest"
)

var (
	testKey    = ed25519.NewKeyFromSeed([]byte("a seed for tests, 32 bytes long."))
	testPublic = testKey.Public().(ed25519.PublicKey)
)

const testSite = "https://dost.example.az"

// sample is a confirmation of source 001's benefit in a language.
func sample(t testing.TB, language string) Confirmation {
	p := webtest.Passport(t, "05-02-01-03")
	a := application.Application{
		ID: 17, Number: "DEMO-2026-000017", Centre: "DEMO", Year: 2026, Serial: 17,
		Details: application.Details{Ticket: 9, Service: p.ID, ServiceVersion: p.Version, Agent: "agent3",
			Outcome: queue.Registered},
		Desk: "3", Label: "B017", Language: language,
		RegisteredAt: time.Date(2026, 11, 20, 10, 5, 0, 0, civil.Baku), Day: 20261120,
		Deadlines: application.Deadlines{DueOn: 20261204, DecisionBy: 20261203},
	}
	states := []application.DocumentState{application.Have, application.FromSystem, application.Missing}
	for i, d := range p.Documents {
		a.Documents = append(a.Documents, application.DocumentCheck{ID: d.ID, State: states[i%len(states)]})
	}
	for _, l := range p.LookUps() {
		if l.Subsystem != passport.PortalESosial {
			a.Checks = append(a.Checks, application.LookUpCheck{Subsystem: l.Subsystem,
				State: application.Found, Note: "yalnız mərkəz üçün"})
		}
	}
	return Confirmation{
		Application: a, Service: p, Centre: "Nümunə mərkəzi", Agent: "Günel Agentzadə",
		Applicant: application.Person{Name: "Şəfiqə Nümunəli İlqar qızı", FIN: "5ABC12Z",
			Phone: "+994501234567"},
		Code: application.Sign(testKey, a.Claims()),
	}
}

func writePaper(t testing.TB, c Confirmation, copies ...int) []byte {
	t.Helper()
	p, err := NewPaper(testSite)
	if err != nil {
		t.Fatal(err)
	}
	pdf, err := p.Write(c, copies...)
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

// tool runs a program of the machine on a file with those bytes.
func tool(t testing.TB, input []byte, name string, args func(file string) []string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed (Debian: poppler-utils, zbar-tools): the paper is not read back", name)
	}
	file := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(file, input, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(name, args(file)...).Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(out)
}

// pagesOf is the text of each page, as poppler extracts it, spaces folded.
func pagesOf(t testing.TB, pdf []byte) []string {
	t.Helper()
	text := tool(t, pdf, "pdftotext", func(file string) []string { return []string{"-layout", file, "-"} })
	var pages []string
	for _, page := range strings.Split(strings.TrimSuffix(text, "\f"), "\f") {
		pages = append(pages, strings.Join(strings.Fields(page), " "))
	}
	return pages
}

func TestThePaperSaysWhatItMust(t *testing.T) {
	pages := pagesOf(t, writePaper(t, sample(t, "az"), 1, 2))
	if len(pages) != 2 {
		t.Fatalf("%d pages", len(pages))
	}
	for i, mark := range []string{"1/2 — müraciət edən", "2/2 — mərkəz"} {
		for _, want := range []string{
			mark, "DOST", "Nümunə mərkəzi", "DEMO-2026-000017", "05-02-01-03", "Şəfiqə Nümunəli İlqar qızı",
			"FİN 5ABC12Z",
			"+994 50 123 45 67", "20 noyabr 2026, 10:05", "3 dekabr 2026", "4 dekabr 2026", "Günel Agentzadə",
			"masa 3, növbə bileti B017",
			"təqdim edilib", "MEİS-dən alınıb", "təqdim edilməyib", "məlumat tapıldı", "142",
			"Müraciət edənin imzası", "Sosial agentin imzası",
			"https://dost.example.az/v/", shippedName(t),
		} {
			if !strings.Contains(pages[i], want) {
				t.Errorf("page %d lacks %q:\n%s", i+1, want, pages[i])
			}
		}
		if strings.Contains(pages[i], "yalnız mərkəz üçün") || strings.Contains(pages[i], "təkrar") {
			t.Errorf("page %d shows a note or a false mark:\n%s", i+1, pages[i])
		}
	}
}

func shippedName(t *testing.T) string { return webtest.Passport(t, "05-02-01-03").Name.Az[:40] }

func TestALanguageStandsBeneathAzerbaijani(t *testing.T) {
	for language, wants := range map[string][]string{
		"ru": {"1/2 — müraciət edən", "1/2 — заявителю", "Уведомление о приёме обращения", "Müraciət edən",
			"Заявитель", "Социальный агент", "142"},
		"en": {"Confirmation of an application", "Applicant", "Decision in e-sosial, at the latest",
			"Last day of the service period"},
	} {
		pages := pagesOf(t, writePaper(t, sample(t, language), 1))
		for _, want := range wants {
			if !strings.Contains(pages[0], want) {
				t.Errorf("%s: lacks %q:\n%s", language, want, pages[0])
			}
		}
	}
}

func TestTheCodeOnBothPagesIsReadByACamera(t *testing.T) {
	c := sample(t, "ru")
	pdf := writePaper(t, c, 1, 2)
	dir := t.TempDir()
	tool(t, pdf, "pdftoppm", func(file string) []string {
		return []string{"-r", "150", "-png", file, filepath.Join(dir, "page")}
	})
	images, err := filepath.Glob(filepath.Join(dir, "*.png"))
	if err != nil || len(images) != 2 {
		t.Fatalf("%d images, %v", len(images), err)
	}
	for _, image := range images {
		got := strings.TrimSpace(tool(t, nil, "zbarimg",
			func(string) []string { return []string{"-q", "--raw", image} }))
		if got != application.Address(testSite, c.Code) {
			t.Errorf("%s holds %q", filepath.Base(image), got)
		}
		claims, err := application.Read(testPublic, got)
		if err != nil || claims.Number() != c.Application.Number {
			t.Errorf("%s reads as %+v, %v", filepath.Base(image), claims, err)
		}
	}
	// The code typed from the paper's groups is the same.
	text := pagesOf(t, pdf)[0]
	typed := regexp.MustCompile(`(?:[A-Z2-7]{6} ){20,}[A-Z2-7]{1,6}`).FindString(text)
	if claims, err := application.Read(testPublic, typed); err != nil || claims.Serial != 17 {
		t.Errorf("typed from paper: %+v, %v from %q", claims, err, typed)
	}
}

func TestARepeatSaysSoWithItsDate(t *testing.T) {
	c := sample(t, "az")
	first := time.Date(2026, 11, 20, 10, 6, 0, 0, civil.Baku)
	c.Application.Prints = []application.Print{{Job: 20, Copy: 1, At: first}, {Job: 21, Copy: 2, At: first},
		{Job: 30, Copy: 1, Repeat: true, At: first.Add(26 * time.Hour)}}
	pages := pagesOf(t, writePaper(t, c, 1, 2))
	if want := "təkrar nüsxə · 21 noyabr 2026, 12:06"; !strings.Contains(pages[0], want) {
		t.Errorf("copy 1 lacks %q:\n%s", want, pages[0])
	}
	if strings.Contains(pages[1], "təkrar") {
		t.Errorf("copy 2 was ordered once:\n%s", pages[1])
	}
	if pages := pagesOf(t, writePaper(t, c, 2)); len(pages) != 1 ||
		!strings.Contains(pages[0], "2/2 — mərkəz") {
		t.Errorf("copy 2 alone: %q", pages)
	}
}

func TestARefusalHasItsGround(t *testing.T) {
	c := sample(t, "en")
	c.Application.Outcome, c.Application.Ground, c.Application.Reason = queue.Refused,
		c.Service.Grounds[0].ID, "Arayışın müddəti bitib"
	c.Application.Deadlines = application.Decided(20261120)
	page := pagesOf(t, writePaper(t, c, 1))[0]
	for _, want := range []string{"Müraciətdən imtina edildi", "The application was refused",
		"Əsas: " + c.Service.Grounds[0].Text.Az, "Arayışın müddəti bitib", "Qərar verilib"} {
		if !strings.Contains(page, want) {
			t.Errorf("lacks %q:\n%s", want, page)
		}
	}
	if strings.Contains(page, "son günü") {
		t.Errorf("a refusal has no period left:\n%s", page)
	}
}

func TestTheSameConfirmationGivesTheSameBytes(t *testing.T) {
	c := sample(t, "en")
	first := writePaper(t, c, 1, 2)
	for range 5 {
		if !bytes.Equal(writePaper(t, c, 1, 2), first) {
			t.Fatal("two writings of one confirmation differ")
		}
	}
	if bytes.Contains(first, []byte(c.Applicant.FIN)) {
		t.Error("the FIN stands in the file's clear parts")
	}
}

func TestErasedDataLeaveTheRestOfThePaper(t *testing.T) {
	c := sample(t, "az")
	c.Applicant = application.Person{}
	page := pagesOf(t, writePaper(t, c, 2))[0]
	if !strings.Contains(page, "silinib") || !strings.Contains(page, "DEMO-2026-000017") {
		t.Errorf("the paper of erased data:\n%s", page)
	}
}
