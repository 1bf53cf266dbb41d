package passport

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// textLine is one line of the source on its way to a field.
type textLine struct {
	no      int    // 1-based in the source
	text    string // cleaned, without bullet, number and mark-up
	number  int    // of an ordered item or heading; 0 = none
	dotted  bool   // the number had its dot or bracket
	sub     bool   // the number was of a second level ("6.1")
	full    string // text with the number, for lines whose number has no dot
	gap     bool   // a blank line stands before
	cell    bool   // the line is a table's cell
	bullet  bool   // the line began with a bullet
	depth   int    // nesting of a bullet, 0 = top
	heading bool   // mark-up says heading, or the whole line is bold
	mark    mark   // a form's tick
}

// mark is what a form's box in front of an option says.
type mark int8

const (
	markNone mark = iota // no box at all
	markOff              // an empty box
	markOn               // a ticked box
)

var (
	signs = strings.NewReplacer(
		"“", `"`, "”", `"`, "„", `"`, "‟", `"`, "«", `"`, "»", `"`, "″", `"`, "＂", `"`,
		"‘", "'", "’", "'", "‚", "'", "ʼ", "'", "`", "'", "´", "'",
		"–", "-", "—", "-", "−", "-", "‐", "-", "‑", "-", "‒", "-", "―", "-",
		"…", "...", "ǝ", "ə", "Ǝ", "Ə", "ș", "ş", "Ș", "Ş",
	)
	lookAlikes = map[rune]rune{
		'А': 'A', 'В': 'B', 'Е': 'E', 'К': 'K', 'М': 'M', 'Н': 'H', 'О': 'O', 'Р': 'P', 'С': 'C', 'Т': 'T',
		'Х': 'X', 'У': 'Y',
		'а': 'a', 'е': 'e', 'о': 'o', 'р': 'p', 'с': 'c', 'х': 'x', 'у': 'y', 'к': 'k', 'і': 'i', 'І': 'I',
		'ј': 'j', 'Ј': 'J',
		'ѕ': 's', 'Ѕ': 'S', 'һ': 'h', 'Һ': 'H', 'ә': 'ə', 'Ә': 'Ə', 'ө': 'ö', 'Ө': 'Ö', 'ї': 'ı', 'Ү': 'Y',
		'ү': 'ü', 'т': 't', 'м': 'm', 'н': 'n',
		'Α': 'A', 'Β': 'B', 'Ε': 'E', 'Ζ': 'Z', 'Η': 'H', 'Ι': 'I', 'Κ': 'K', 'Μ': 'M', 'Ν': 'N', 'Ο': 'O',
		'Ρ': 'P', 'Τ': 'T', 'Υ': 'Y', 'Χ': 'X',
		'α': 'a', 'ο': 'o', 'ν': 'v', 'ι': 'i', 'ρ': 'p', 'υ': 'u',
	}
)

// clean normalises a text to what the rest of the importer expects: Unicode
// NFC, plain quotes, dashes and spaces, nothing invisible. odd tells whether
// combining forms or invisible signs had to go.
func clean(s string) (text string, odd bool) {
	if !norm.NFC.IsNormalString(s) {
		s, odd = norm.NFC.String(s), true
	}
	s = signs.Replace(s)
	var b strings.Builder
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || r == 0x3000:
			space = true
			continue
		case r == 0xAD || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r):
			odd = true
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	return b.String(), odd
}

// latinise reads look-alike letters of other alphabets as Latin where a word
// mixes them with Latin letters, or consists of nothing but look-alikes in a
// text that is otherwise Latin. It lists the words changed; whole tells that
// one of them was wholly foreign, which is less sure.
func latinise(s string) (text string, changed []string, whole bool) {
	if isASCIIOr(s, unicode.Latin) {
		return s, nil, false
	}
	var b strings.Builder
	rest := s
	for rest != "" {
		n := wordEnd(rest)
		if n == 0 {
			_, n = utf8.DecodeRuneInString(rest)
			b.WriteString(rest[:n])
			rest = rest[n:]
			continue
		}
		word := rest[:n]
		rest = rest[n:]
		fixed, mixed := latinWord(word)
		if fixed != word {
			changed = append(changed, fixed)
			whole = whole || !mixed
		}
		b.WriteString(fixed)
	}
	return b.String(), changed, whole
}

// wordEnd is the length in bytes of the letters and digits that s begins with.
func wordEnd(s string) int {
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) {
			return i
		}
	}
	return len(s)
}

func latinWord(word string) (fixed string, mixed bool) {
	foreign, alike, letters := 0, 0, 0
	for _, r := range word {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		letters++
		if unicode.Is(unicode.Cyrillic, r) || unicode.Is(unicode.Greek, r) {
			foreign++
			if _, ok := lookAlikes[r]; ok {
				alike++
			}
		}
	}
	mixed = foreign < letters
	if foreign == 0 || alike < foreign || !mixed && letters < 2 {
		return word, mixed
	}
	return strings.Map(func(r rune) rune {
		if l, ok := lookAlikes[r]; ok {
			return l
		}
		return r
	}, word), mixed
}

func isASCIIOr(s string, table *unicode.RangeTable) bool {
	for _, r := range s {
		if r >= 0x80 && unicode.IsLetter(r) && !unicode.Is(table, r) {
			return false
		}
	}
	return true
}

// mostlyForeign tells a text in another alphabet, whose words must be left alone.
func mostlyForeign(lines []textLine) bool {
	latin, foreign := 0, 0
	for _, l := range lines {
		for _, r := range l.text {
			switch {
			case unicode.Is(unicode.Latin, r):
				latin++
			case unicode.Is(unicode.Cyrillic, r), unicode.Is(unicode.Greek, r):
				foreign++
			}
		}
	}
	return foreign > latin/4
}
