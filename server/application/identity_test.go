package application_test

import (
	"encoding/json"
	"strings"
	"testing"

	"dost/server/application"
)

// foreigner is a person without a FIN.
func foreigner(kind application.IdentityKind, number string) application.Person {
	return application.Person{Name: "Anna Nümunə",
		Document: application.IdentityDocument{Kind: kind, Number: number}}
}

// However a number is spaced, cased and typed, it is kept legibly and found under
// one key.
func TestADocumentStandsInTheFINsPlace(t *testing.T) {
	for number, want := range map[string]string{
		"MYİ 1234567":            "MYİ 1234567",
		"  myı\u00a01234567 ":    "MYI 1234567",
		"myi-1234567":            "MYI-1234567",
		"MYI\u20111234567":       "MYI-1234567",
		"ＭＹＩ１２３４５６７":             "MYI1234567",
		"MYI ۱۲۳۴۵۶۷":            "MYI 1234567",
		"МYI № 1234567":          "МYI № 1234567", // the first letter is Cyrillic
		"MY\u0049\u0307 1234567": "MYİ 1234567",
		"MYI\u200b1234567":       "MYI1234567",
	} {
		p, err := foreigner(application.ResidencePermit, number).Validate()
		if err != nil || p.Document.Number != want || p.FIN != "" {
			t.Errorf("%q became %+v, %v", number, p, err)
		}
		if key := p.Document.Key(); key != "MYI1234567" || application.DocumentKey(number) != key {
			t.Errorf("%q is found under %q, searched for as %q", number, key, application.DocumentKey(number))
		}
	}
	if p, err := foreigner(application.BirthCertificate, "ii-мю № 123456").Validate(); err != nil ||
		p.Document.Number != "II-МЮ № 123456" {
		t.Errorf("a certificate of another country became %+v, %v", p, err)
	}
	for _, kind := range application.IdentityKinds() {
		if _, err := foreigner(kind, "AB 123456").Validate(); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
	// What is sealed for others stays as it was.
	text, err := json.Marshal(application.Person{Name: "Ad Soyad", FIN: "5ABC123"})
	if err != nil || string(text) != `{"name":"Ad Soyad","fin":"5ABC123"}` {
		t.Errorf("a person with a FIN is written as %s, %v", text, err)
	}
}

func TestADocumentIsRefused(t *testing.T) {
	for name, d := range map[string]application.IdentityDocument{
		"no kind":        {Number: "AB 123456"},
		"another kind":   {Kind: "driving-licence", Number: "AB 123456"},
		"no number":      {Kind: application.ForeignPassport},
		"a short number": {Kind: application.ForeignPassport, Number: "A - 123"},
		"hardly a digit": {Kind: application.ForeignPassport, Number: "ABCDEF12"},
		"a long number":  {Kind: application.ForeignPassport, Number: "123456789012345"},
		"blown up with spaces": {Kind: application.ForeignPassport,
			Number: "123456" + strings.Repeat(" ", 40)},
		"another alphabet":    {Kind: application.ForeignPassport, Number: "مريم 123456"},
		"markup":              {Kind: application.ForeignPassport, Number: "<b>123456"},
		"a control character": {Kind: application.ForeignPassport, Number: "123\x00456"},
		"no text":             {Kind: application.ForeignPassport, Number: "123456\xff"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := application.Person{Name: "Anna Nümunə", Document: d}.Validate()
			refused(t, err, application.CodeBadPerson, "document")
			if p != (application.Person{}) || d.Number != "" && strings.Contains(err.Error(), d.Number) {
				t.Errorf("what was typed comes back: %+v, %v", p, err)
			}
		})
	}
	both := foreigner(application.ForeignPassport, "AB 123456")
	both.FIN = "5ABC123"
	_, err := both.Validate()
	refused(t, err, application.CodeBadPerson, "document")
}

func TestANoteThatHoldsTheDocumentsNumberIsNoticed(t *testing.T) {
	p, err := foreigner(application.ForeignPassport, "C01X 00T47").Validate()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{
		"pasport c01x00t47":           true,
		"№ С01Х 00Т47 (кириллицей)":   true,
		"anna  nümunə":                true,
		"Müqavilə 2024-cü ildən, C01": false,
		"":                            false,
	} {
		if got := p.In(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	if (application.Person{Name: "Ad Soyad", FIN: "5ABC123"}).In("heç nə") ||
		(application.Person{Name: "Ad Soyad"}).In("heç nə") {
		t.Error("an empty field is found in every text")
	}
}

func TestWhatIsNoNumberIsNotSearchedFor(t *testing.T) {
	for _, text := range []string{"", "17", "şəxsi", "ab12", "Nümunəli Şəfiqə 12345 67890"} {
		if key := application.DocumentKey(text); key != "" {
			t.Errorf("%q is searched for as %q", text, key)
		}
	}
}
