package desk

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"dost/assets"
	"dost/server/application"
	"dost/server/i18n"
	"dost/server/passport"
	"dost/server/queue"
)

// crowded is as much as an application can hold.
func crowded(t testing.TB) Confirmation {
	c := sample(t, "ru")
	long := strings.TrimSpace(strings.Repeat("Əhmədağayev-Quluşzadə ", 6))[:110]
	c.Applicant.Name = strings.TrimSpace(strings.ToValidUTF8(long, ""))
	c.Application.Outcome, c.Application.Reason = queue.Refused, strings.Repeat("uzunsözsüzboşluq", 31)
	p := *c.Service
	p.Documents, c.Application.Documents = nil, nil
	for i := range 20 {
		id := fmt.Sprintf("document-%d", i)
		p.Documents = append(p.Documents, passport.Document{ID: id, Name: i18n.Text{
			Az: fmt.Sprintf("Sənəd %d: %s", i+1, strings.Repeat("çox uzun adlı arayışın əsli ", 3)),
			Ru: fmt.Sprintf("Документ %d: %s", i+1,
				strings.Repeat("оригинал справки с длинным названием ", 3))}})
		c.Application.Documents = append(c.Application.Documents,
			application.DocumentCheck{ID: id, State: application.Have})
	}
	c.Service = &p
	return c
}

func TestMuchContentGoesOnUnderTheSameHead(t *testing.T) {
	c := crowded(t)
	pdf := writePaper(t, c, 1, 2)
	pages := pagesOf(t, pdf)
	if len(pages)%2 != 0 || len(pages) < 4 {
		t.Fatalf("%d pages", len(pages))
	}
	n := len(pages) / 2
	for i, page := range pages[:n] {
		for _, want := range []string{"1/2 — müraciət edən", "DEMO-2026-000017",
			fmt.Sprintf("səhifə %d/%d", i+1, n)} {
			if !strings.Contains(page, want) {
				t.Errorf("page %d lacks %q:\n%s", i+1, want, page)
			}
		}
	}
	all := strings.Join(pages[:n], " ")
	for i := range 20 {
		if !strings.Contains(all, fmt.Sprintf("Sənəd %d:", i+1)) {
			t.Errorf("document %d is lost", i+1)
		}
	}
	// Every word lies inside the margins and above the foot of its page.
	boxes := tool(t, pdf, "pdftotext", func(file string) []string { return []string{"-bbox", file, "-"} })
	words := regexp.MustCompile(
		`<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">`).FindAllStringSubmatch(boxes,
		-1)
	if len(words) < 500 {
		t.Fatalf("only %d words have a box", len(words))
	}
	for _, w := range words {
		var box [4]float64
		for i := range box {
			if _, err := fmt.Sscan(w[i+1], &box[i]); err != nil {
				t.Fatal(err)
			}
		}
		const mm = 72 / 25.4
		if box[0] < (marginX-1)*mm || box[2] > (marginX+width+1)*mm || box[1] < marginTop*mm-6 ||
			box[3] > (bottom+2)*mm {
			t.Fatalf("a word leaves the page: %s", w[0])
		}
	}
}

// The wording of the dates' panel stays within its third, in every language.
func TestTheDatesStandApart(t *testing.T) {
	p, err := NewPaper(testSite)
	if err != nil {
		t.Fatal(err)
	}
	s := &sheet{Paper: p, pdf: p.document(sample(t, "az"))}
	s.font(styleLabel)
	for _, language := range i18n.Languages {
		for _, key := range []string{"registered", "decided", "decision-by", "due"} {
			words := assets.Text(language, "paper."+key, nil)
			if w := s.pdf.GetStringWidth(words); w > width/3-6 {
				t.Errorf("%s: %q is %.0f mm wide, the cell %.0f", language, words, w, width/3-6)
			}
		}
	}
}

// A letter that the font lacks would vanish without an error.
func TestNoLetterVanishes(t *testing.T) {
	p, err := NewPaper(testSite)
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range i18n.Languages {
		body, err := os.ReadFile("../assets/i18n/" + language + "/paper.json")
		if err != nil {
			t.Fatal(err)
		}
		if text := strings.ReplaceAll(string(body), "\n", " "); p.printable(text) != text {
			t.Errorf("%s: the font lacks a letter of the paper's wording", language)
		}
	}
	for given, want := range map[string]string{
		"Əğıİöşüç ЁёЪъ ₼ – «»“”’": "Əğıİöşüç ЁёЪъ ₼ – «»“”’",
		"Jiří Łuczak 王":           "Jiri ?uczak ?",
	} {
		if got := p.printable(given); got != want {
			t.Errorf("%q is printed as %q, want %q", given, got, want)
		}
	}
	c := sample(t, "az")
	c.Applicant.Name = "Zoë Dvořák"
	if page := pagesOf(t, writePaper(t, c, 1))[0]; !strings.Contains(page, p.printable("Zoë Dvořák")) {
		t.Errorf("an accented name is lost:\n%s", page)
	}
}
