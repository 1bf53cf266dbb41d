package passport_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"

	"dost/server/passport"
	"dost/server/problem"
)

const announcement = `Mərkəzlərdə qəbul məhdudlaşdırılır

Bildiririk ki, bu həftə mərkəzlərdə vətəndaşların qəbulu xüsusi rejimdə aparılacaq.

1 saylı mərkəz:
2 saylı mərkəz:

Xidmətlərdən portal vasitəsilə istifadə etmək olar. Müraciətlər 142 – Çağrı mərkəzi vasitəsi ilə qəbul olunur.
`

func TestImportRefuses(t *testing.T) {
	_, page := fixture(t, "web-plain.txt")
	zeros := make([]byte, 3<<20)
	bomb := docx(t, append(append([]byte("<document>"), bytes.Repeat([]byte(" "), 9<<20)...),
		"</document>"...))
	cases := []struct {
		name string
		data []byte
		code problem.Code
	}{
		{"announcement.txt", []byte(announcement), passport.CodeNotAPassport},
		{"two-fields.txt", []byte("1. Xidmətin adı\nNümunə\n2. Xidmətin ID nömrəsi\n01-02-03-04\n"),
			passport.CodeNotAPassport},
		{"empty.txt", nil, passport.CodeEmpty},
		{"blank.md", []byte(" \n\t\n"), passport.CodeEmpty},
		{"large.txt", bytes.Repeat([]byte("1. Xidmətin adı\n"), 700_000), passport.CodeTooLarge},
		{"large.docx", zeros, passport.CodeTooLarge},
		{"many-lines.txt", bytes.Repeat([]byte("a\n"), 30_000), passport.CodeTooLarge},
		{"many-lines.html", bytes.Repeat([]byte("<p>a</p>"), 30_000), passport.CodeTooLarge},
		{"bomb.docx", bomb, passport.CodeTooLarge},
		{"long.txt", bytes.Repeat([]byte("Sətir\n"), 5_000), passport.CodeTooLarge},
		{"picture.txt", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), passport.CodeBinary},
		{"latin.txt", []byte("1. Xidm\xe9tin ad\xfd"), passport.CodeBinary},
		{"nul.txt", append(bytes.Clone(page), 0), passport.CodeBinary},
		{"named.docx", page, passport.CodeBinary},
		{"broken.docx", []byte("PK\x03\x04 and nothing else"), passport.CodeBinary},
		{"broken-xml.docx", docx(t, []byte("<document><p>")), passport.CodeBinary},
		{"sheet.xlsx", docx(t, []byte("<a/>")), passport.CodeUnsupportedFormat},
		{"scan.pdf", []byte("%PDF-1.7"), passport.CodeUnsupportedFormat},
		{"old.doc", []byte("\xD0\xCF\x11\xE0\xA1\xB1"), passport.CodeUnsupportedFormat},
		{"rich.txt", []byte(`{\rtf1\ansi Xidm`), passport.CodeUnsupportedFormat},
		{"page.png", page, passport.CodeUnsupportedFormat},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := passport.Import(c.name, c.data)
			wantCode(t, err, c.code)
		})
	}
}

// The same passport in another dress must read the same: what differs is only
// what the importer says about the dress.
func TestImportReadsTheSameInEveryDress(t *testing.T) {
	_, page := fixture(t, "web-plain.txt")
	text := string(page)
	want := importFixture(t, "web-plain.txt")
	cyrillic := strings.NewReplacer("Xidmətin a", "Xidmәtin а", "sosial", "sоsiаl", "Şəxs ", "Şəхs ", "Tam",
		"Таm")
	dresses := []struct {
		name, file string
		data       []byte
		reported   problem.Code // "" = nothing more to say
	}{
		{"CR LF", "a.txt", []byte(strings.ReplaceAll(text, "\n", "\r\n")), ""},
		{"byte order mark", "a.txt", []byte("\ufeff" + text), ""},
		{"UTF-16", "a.txt", wide(text), ""},
		{"no ending", "a", page, ""},
		{"decomposed letters", "a.txt", []byte(norm.NFD.String(text)), passport.FoundUnicode},
		{"zero-width signs", "a.txt", []byte(strings.ReplaceAll(text, "Xidmət", "Xid\u200bmət")),
			passport.FoundUnicode},
		{"no-break spaces", "a.txt", []byte(strings.ReplaceAll(text, " ", "\u00a0")), ""},
		{"other quotes", "a.txt", []byte(
			strings.NewReplacer("“", "«", "”", "»", `"DOST"`, "„DOST”").Replace(text)), ""},
		{"other bullets", "a.txt", []byte(strings.ReplaceAll(text, " • ", "– ")), ""},
		{"no bullets", "a.txt", []byte(strings.ReplaceAll(text, " • ", "")), ""},
		{"blank lines between", "a.txt", []byte(strings.ReplaceAll(text, "\n", "\n\n")), ""},
		{"Cyrillic look-alikes", "a.txt", []byte(cyrillic.Replace(text)), passport.FoundLookAlike},
		{"turned e", "a.txt", []byte(strings.ReplaceAll(text, "ə", "ǝ")), ""},
		{"brackets for dots", "a.txt", []byte(undotted(text, ") ")), ""},
		{"no dots", "a.txt", []byte(undotted(text, " ")), passport.FoundNumberDot},
		{"no numbers", "a.txt", []byte(undotted(text, "")), passport.FoundNumberMissing},
		{"capitals", "a.txt", []byte(capitals(text)), ""},
		{"Markdown", "a.md", []byte(markdown(text)), ""},
		{"Markdown as text", "a.txt", []byte(markdown(text)), ""},
		{"HTML", "a.html", []byte(htmlOf(text)), ""},
		{"HTML as text", "a.txt", []byte(htmlOf(text)), ""},
		{"Word", "a.docx", docx(t, []byte(wordOf(text))), ""},
	}
	for _, d := range dresses {
		t.Run(d.name, func(t *testing.T) {
			got, err := passport.Import(d.file, d.data)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range passport.Diff(want.Passport, got.Passport) {
				t.Error(c)
			}
			said := d.reported == ""
			for _, f := range got.Findings {
				said = said || f.Code == d.reported
			}
			if !said {
				t.Errorf("no finding %s in %v", d.reported, got.Findings)
			}
			if doubts := codes(got, passport.Question); doubts != codes(want, passport.Question) {
				t.Errorf("new doubts: %s", doubts)
			}
		})
	}
}

func wide(s string) []byte {
	b := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return b
}

// eachHeading rewrites the numbered headings of a text, not its numbered lists.
func eachHeading(text string, rewrite func(number, title string) string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		number, title, ok := strings.Cut(l, " ")
		if ok && strings.Trim(number, "0123456789.") == "" && number != "" &&
			(strings.Contains(title, "idmət") || strings.Contains(title, "MEİS-in")) {
			lines[i] = rewrite(strings.TrimSuffix(number, "."), title)
		}
	}
	return strings.Join(lines, "\n")
}

func undotted(text, sign string) string {
	return eachHeading(text, func(number, title string) string {
		if sign == "" {
			return title
		}
		return number + sign + title
	})
}

// capitals writes the headings in capitals, the Azerbaijani way.
func capitals(text string) string {
	return eachHeading(text, func(number, title string) string {
		return number + ". " + strings.ToUpper(strings.ReplaceAll(title, "i", "İ"))
	})
}

func markdown(text string) string {
	return strings.ReplaceAll(eachHeading(text, func(number, title string) string {
		return "\n### **" + number + `\. ` + title + `** \*` + "\n"
	}), " • ", "- ")
}

func htmlOf(text string) string {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html><html><body>\n")
	for _, l := range strings.Split(text, "\n") {
		if item, ok := strings.CutPrefix(l, " • "); ok {
			b.WriteString("<ul><li>" + item + "</li></ul>\n")
		} else if l != "" {
			b.WriteString("<p>" + l + "</p>\n")
		}
	}
	return b.String() + "</body></html>"
}

func wordOf(text string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="urn:w"><w:body>`)
	for _, l := range strings.Split(text, "\n") {
		b.WriteString("<w:p><w:r><w:t>" + strings.ReplaceAll(l, "&", "&amp;") + "</w:t></w:r></w:p>")
	}
	return b.String() + "</w:body></w:document>"
}
