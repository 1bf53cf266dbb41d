package application

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"dost/server/passport"
)

// IdentityKind is a kind of paper by which a person without a FIN is known.
type IdentityKind string

// The kinds of identity document. Foreigners and stateless persons who live in
// Azerbaijan have a permit of residence (temporary MYİ, permanent DYİ) or a
// certificate, newborn children only their birth certificate.
const (
	ResidencePermit      IdentityKind = "residence-permit"
	ForeignPassport      IdentityKind = "foreign-passport"
	RefugeeCertificate   IdentityKind = "refugee-certificate"
	StatelessCertificate IdentityKind = "stateless-certificate"
	BirthCertificate     IdentityKind = "birth-certificate"
)

// identities is the table of the kinds, with how many letters and digits a number
// of each has. The bounds are wide: other states number as they like, and a shorter
// number would be met by chance in notes and searches.
var identities = []struct {
	kind      IdentityKind
	min, most int
}{
	{ResidencePermit, 6, 12},
	{ForeignPassport, 5, 14},
	{RefugeeCertificate, 5, 14},
	{StatelessCertificate, 5, 14},
	{BirthCertificate, 5, 16},
}

// IdentityKinds are the kinds of identity document, in the order of the desk's form.
func IdentityKinds() []IdentityKind {
	kinds := make([]IdentityKind, 0, len(identities))
	for _, row := range identities {
		kinds = append(kinds, row.kind)
	}
	return kinds
}

// IdentityDocument is the paper by which a person without a FIN is known.
type IdentityDocument struct {
	Kind IdentityKind `json:"kind"`
	// Number is the series and number as the paper has them, in capitals:
	// "MYİ 1234567", "II-МЮ № 123456". At least three of its signs are digits.
	Number string `json:"number"`
}

const (
	maxNumber = 40 // characters of a number as it was typed
	minDigits = 3
	minKey    = 5  // the least of the table
	maxKey    = 16 // the most of the table
)

// Validate gives the document in normal form. What is wrong comes back as
// bad-person with the field document, never with what was typed.
func (d IdentityDocument) Validate() (IdentityDocument, error) {
	wrong := func(detail string) (IdentityDocument, error) {
		return IdentityDocument{}, refuse(CodeBadPerson, detail, "field", "document")
	}
	for _, row := range identities {
		if row.kind != d.Kind {
			continue
		}
		if utf8.RuneCountInString(d.Number) > maxNumber || !utf8.ValidString(d.Number) {
			return wrong("a document's number is too long")
		}
		number := legible(d.Number)
		if strings.IndexFunc(number, strange) >= 0 {
			return wrong(
				"a document's number has letters, digits, spaces, hyphens, dots, strokes and the sign of a number")
		}
		key := foldNumber(number)
		if n := utf8.RuneCountInString(key); n < row.min || n > row.most || len(digits(key)) < minDigits {
			return wrong("a document's number is too short or too long for its kind, or has hardly a digit")
		}
		return IdentityDocument{Kind: d.Kind, Number: number}, nil
	}
	return wrong("unknown kind of identity document")
}

// Key is the number as it is searched for: however it was spaced, cased, and typed
// on which keyboard, it is the same. "" for none.
func (d IdentityDocument) Key() string { return foldNumber(d.Number) }

// DocumentKey reads a text as the number of an identity document, in the form of
// Key; "" when it can be none.
func DocumentKey(text string) string {
	key := foldNumber(legible(text))
	if n := utf8.RuneCountInString(key); n < minKey || n > maxKey || len(digits(key)) < minDigits {
		return ""
	}
	return key
}

// legible writes a number with single spaces, in capitals and with European digits.
func legible(s string) string {
	parts := strings.Split(s, "№") // which is no letter; its compatible form would be two
	for i := range parts {
		parts[i] = norm.NFKC.String(parts[i])
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return r - '٠' + '0'
		case r >= '۰' && r <= '۹':
			return r - '۰' + '0'
		case unicode.Is(unicode.Pd, r):
			return '-'
		case r == 'i' || r == 'ı':
			return 'I'
		case unicode.Is(unicode.Cf, r): // invisible signs that copying brings along
			return -1
		}
		return unicode.ToUpper(r)
	}, strings.Join(parts, "№"))
	return strings.Join(strings.Fields(s), " ")
}

// strange tells what no number of a document has.
func strange(r rune) bool {
	switch {
	case r >= '0' && r <= '9', strings.ContainsRune(" -./№", r):
		return false
	case unicode.IsLetter(r):
		return !unicode.In(r, unicode.Latin, unicode.Cyrillic)
	}
	return true
}

// alike are the Cyrillic letters that look like Latin ones: series are typed with
// either.
var alike = strings.NewReplacer("а", "a", "в", "b", "е", "e", "к", "k", "м", "m", "н", "h", "о", "o", "р",
	"p",
	"с", "c", "т", "t", "у", "y", "х", "x", "і", "i", "ј", "j", "ѕ", "s")

func foldNumber(s string) string {
	return upper(alike.Replace(strings.ReplaceAll(passport.Fold(s), " ", "")))
}
