package passport

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold reduces a wording to what people type without the right keyboard: lower
// case, no diacritics (ə→e, ğ→g, ı→i, ö→o, ş→s, ü→u, ç→c, ё→е), every run of
// other signs one space. "Məşğulluq" and "mesgulluq" fold alike.
func Fold(s string) string {
	b := make([]byte, 0, len(s))
	gap := false
	for _, r := range s {
		switch {
		case r < 0x80:
			if r >= 'A' && r <= 'Z' {
				r += 'a' - 'A'
			}
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
				b = appendFolded(b, &gap, r)
			} else if !joins(r) {
				gap = true
			}
		case unicode.Is(unicode.Mn, r) || joins(r):
			// A combining mark or an invisible sign does not part a word.
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b = appendFolded(b, &gap, foldLetter(r))
		default:
			gap = true
		}
	}
	return string(b)
}

// joins tells the signs within a word: the apostrophe of "ma'lumat" in its
// shapes, the soft hyphen and the zero-width family.
func joins(r rune) bool {
	switch r {
	case '\'', '’', '‘', 'ʼ', 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF:
		return true
	}
	return false
}

func appendFolded(b []byte, gap *bool, r rune) []byte {
	if *gap && len(b) > 0 {
		b = append(b, ' ')
	}
	*gap = false
	return append(b, string(r)...)
}

func foldLetter(r rune) rune {
	switch r {
	case 'ə', 'Ə', 'ǝ', 'Ǝ', 'ә', 'Ә':
		return 'e'
	case 'ı', 'İ':
		return 'i'
	case 'ё', 'Ё':
		return 'е'
	}
	r = unicode.ToLower(r)
	// The decomposition of a precomposed letter begins with its base.
	if d := norm.NFD.PropertiesString(string(r)).Decomposition(); len(d) > 0 {
		for _, base := range string(d) {
			return base
		}
	}
	return r
}

// slug makes a kebab-case ASCII key of a wording's first words. Other scripts
// give an empty slug.
func slug(s string, words int) string {
	var parts []string
	for _, w := range strings.Fields(Fold(s)) {
		ascii := strings.Map(func(r rune) rune {
			if r < 0x80 {
				return r
			}
			return -1
		}, w)
		if ascii != "" && len(parts) < words {
			parts = append(parts, ascii)
		}
	}
	return strings.Join(parts, "-")
}

// upperFirst begins a wording with a capital, the Azerbaijani way (i→İ).
func upperFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	up := unicode.ToUpper(first)
	if first == 'i' {
		up = 'İ'
	}
	return string(up) + s[size:]
}
