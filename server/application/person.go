package application

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Person is an applicant. It travels beside events, never inside them.
type Person struct {
	Name string `json:"name"`          // as the identity document has it
	FIN  string `json:"fin,omitempty"` // 7 characters of 0-9 A-H J-N P-Z; "" = the person has none
	// Document stands in the FIN's place for a person who has none.
	Document IdentityDocument `json:"document,omitzero"`
	Phone    string           `json:"phone,omitempty"` // "+994501234567", optional
	// Representative is the name of who acted for the applicant; "" = nobody did.
	Representative string `json:"representative,omitempty"`
}

// MinName and MaxName bound a name, in characters.
const (
	MinName = 2
	MaxName = 120
	finSize = 7
)

// mobile are the prefixes of Azerbaijan's mobile numbers (domain, The alphabet).
var mobile = map[string]bool{
	"10": true, "16": true, "40": true, "44": true, "50": true, "51": true,
	"55": true, "60": true, "70": true, "77": true, "99": true,
}

// composed joins the letters that some keyboards send in two parts.
var composed = strings.NewReplacer(
	"I\u0307", "İ", "i\u0307", "i", "g\u0306", "ğ", "G\u0306", "Ğ", "o\u0308", "ö", "O\u0308", "Ö",
	"u\u0308", "ü", "U\u0308", "Ü", "s\u0327", "ş", "S\u0327", "Ş", "c\u0327", "ç", "C\u0327", "Ç",
	"и\u0306", "й", "И\u0306", "Й", "е\u0308", "ё", "Е\u0308", "Ё",
	"\u2019", "'", "\u02bc", "'", "\u2011", "-",
)

// Validate gives the person in normal form: the name with single spaces, the FIN
// in capitals, or else the document, the phone as +994 and nine digits. What is
// wrong comes back as bad-person with its field, never with what was typed.
func (p Person) Validate() (Person, error) {
	n := Person{
		Name: strings.Join(strings.Fields(composed.Replace(p.Name)), " "),
		FIN:  upper(strings.TrimSpace(p.FIN)),
	}
	if !isName(n.Name) {
		return Person{}, refuse(CodeBadPerson, "a name is 2 to 120 letters, spaces, hyphens and apostrophes",
			"field", "name")
	}
	if err := n.known(p); err != nil {
		return Person{}, err
	}
	if n.Representative = strings.Join(strings.Fields(composed.Replace(p.Representative)),
		" "); n.Representative != "" && !isName(n.Representative) {
		return Person{}, refuse(CodeBadPerson, "a name is 2 to 120 letters, spaces, hyphens and apostrophes",
			"field", "representative")
	}
	if strings.TrimSpace(p.Phone) != "" {
		phone, ok := normalPhone(p.Phone)
		if !ok {
			return Person{}, refuse(CodeBadPerson, "not a mobile number of Azerbaijan", "field", "phone")
		}
		n.Phone = phone
	}
	return n, nil
}

// known takes over by what the person is known: a FIN, or else a document.
func (n *Person) known(p Person) (err error) {
	if p.Document == (IdentityDocument{}) {
		if !isFIN(n.FIN) {
			return refuse(CodeBadPerson, "a FIN is 7 characters of 0-9, A-H, J-N and P-Z", "field", "fin")
		}
		return nil
	}
	if n.FIN != "" {
		return refuse(CodeBadPerson, "a person is known by a FIN or by a document, not by both", "field",
			"document")
	}
	n.Document, err = p.Document.Validate()
	return err
}

// In tells whether a free text names the person: by FIN or by the document's
// number, by the whole name or by the phone. Notes that do must not reach the journal (promises 12). p is in
// normal form.
func (p Person) In(text string) bool {
	text = strings.Join(strings.Fields(composed.Replace(text)), " ")
	if p.FIN != "" && strings.Contains(upper(text), p.FIN) || strings.Contains(fold(text), fold(p.Name)) {
		return true
	}
	if key := p.Document.Key(); key != "" && strings.Contains(foldNumber(legible(text)), key) {
		return true
	}
	if p.Representative != "" && strings.Contains(fold(text), fold(p.Representative)) {
		return true
	}
	return p.Phone != "" && strings.Contains(digits(text), p.Phone[len("+994"):])
}

func isName(s string) bool {
	if n := utf8.RuneCountInString(s); n < MinName || n > MaxName || !utf8.ValidString(s) {
		return false
	}
	letters, joined := 0, true // a name begins and ends with a letter
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) && unicode.In(r, unicode.Latin, unicode.Cyrillic):
			letters, joined = letters+1, false
		case (r == ' ' || r == '-' || r == '\'') && !joined:
			joined = true
		default:
			return false
		}
	}
	return letters >= MinName && !joined
}

// CheckFIN gives a FIN in normal form, or refuses it as CodeBadPerson.
func CheckFIN(s string) (string, error) {
	fin := upper(strings.TrimSpace(s))
	if !isFIN(fin) {
		return "", refuse(CodeBadPerson, "a FIN is 7 characters of 0-9, A-H, J-N and P-Z", "field", "fin")
	}
	return fin, nil
}

func isFIN(s string) bool {
	if len(s) != finSize {
		return false
	}
	for _, c := range []byte(s) {
		if digit := c >= '0' && c <= '9'; !digit && (c < 'A' || c > 'Z' || c == 'I' || c == 'O') {
			return false
		}
	}
	return true
}

// normalPhone reads +994 50 123 45 67, 994501234567, 050 123 45 67 and the like.
func normalPhone(s string) (string, bool) {
	rest, plus := strings.CutPrefix(strings.TrimSpace(s), "+")
	if strings.IndexFunc(rest, func(r rune) bool { return !strings.ContainsRune("0123456789 -()", r) }) >= 0 {
		return "", false
	}
	d := digits(rest)
	switch {
	case plus && len(d) == 12 && strings.HasPrefix(d, "994"):
		d = d[3:]
	case plus:
		return "", false
	case len(d) == 14 && strings.HasPrefix(d, "00994"):
		d = d[5:]
	case len(d) == 12 && strings.HasPrefix(d, "994"):
		d = d[3:]
	case len(d) == 10 && d[0] == '0':
		d = d[1:]
	}
	if len(d) != 9 || !mobile[d[:2]] {
		return "", false
	}
	return "+994" + d, true
}

// upper raises ASCII letters only: identifiers are cased as ASCII.
func upper(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, s)
}

// fold makes spellings of one name alike: every form of i is one letter.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case 'I', 'İ', 'ı', 'i':
			return 'i'
		}
		return unicode.ToLower(r)
	}, s)
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// Identifiers reads a text as a FIN or as a phone, in normal form; each is "" when
// the text is none.
func Identifiers(text string) (fin, phone string) {
	if f := upper(strings.TrimSpace(text)); isFIN(f) {
		fin = f
	}
	if p, ok := normalPhone(text); ok {
		phone = p
	}
	return fin, phone
}
