package passport

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	bulletForm  = regexp.MustCompile(`^(?:[•·▪◦‣●○∙*]\s*|[-]\s+)+`)
	dottedForm  = regexp.MustCompile(`^(\d{1,2})\s?[.)]\s*(\D.*)$`)
	levelForm   = regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})[.)]?\s+(\D.*)$`)
	bareForm    = regexp.MustCompile(`^(\d{1,2})\s+([\p{L}"(].*)$`)
	lonelyForm  = regexp.MustCompile(`^(\d{1,2})([.)]?)$`)
	letterForm  = regexp.MustCompile(`^[a-zəçğıöşü]\)\s+`)
	markOnForm  = regexp.MustCompile(`^(?:\[\s?[xX✓✔+vV]\s?\]|\(\s?[xX✓✔+]\s?\)|[☑☒✓✔✅◉])\s*`)
	markOffForm = regexp.MustCompile(`^(?:\[\s?\]|\(\s?\)|[☐□○❏⬜])\s*`)
	markEndForm = regexp.MustCompile(`\s*(?:(\[[xX✓✔+]\]|\([xX✓✔+]\)|[☑☒✓✔✅])|\[\s?\]|[☐❏⬜])$`)
	boxForm     = regexp.MustCompile(`\[\s?[xX✓✔+]?\s?\]|[☐☑☒❏⬜]`)
	footerForm  = regexp.MustCompile(`(?i)^(?:©|\(c\)\s|copyright\b)`)
)

// prepare cleans raw lines, drops the blank ones and reads bullets, numbers and
// ticks. It reports what it put right.
func prepare(raw []textLine, fs *findings) []textLine {
	foreign := mostlyForeign(raw)
	var out []textLine
	gap := false
	odd, oddLine := 0, 0
	for _, l := range options(raw) {
		if !foreign {
			l.text = latin(l, fs)
		}
		text, strange := clean(l.text)
		if strange {
			odd++
			if oddLine == 0 {
				oddLine = l.no
			}
		}
		l.text = text
		l.shape()
		if footerForm.MatchString(l.text) {
			continue
		}
		if l.text == "" && l.number == 0 {
			gap = true
			continue
		}
		l.gap = gap
		gap = false
		out = append(out, l)
	}
	if odd > 0 {
		fs.note(FoundUnicode, 0, oddLine, "the normal form",
			"combining letters or invisible signs in %d lines", odd).tell("lines", Facts{N: odd})
	}
	return out
}

// options parts lines that hold several boxes ("☐ ay ☑ gün") before each box,
// or behind it where the line begins with an option's text.
func options(raw []textLine) []textLine {
	var out []textLine
	for _, l := range raw {
		at := boxForm.FindAllStringIndex(l.text, -1)
		if len(at) < 2 {
			out = append(out, l)
			continue
		}
		leads := strings.Trim(l.text[:at[0][0]], " \t*-•") == ""
		from := 0
		for i, box := range at {
			to := box[1]
			if leads {
				to = len(l.text)
				if i+1 < len(at) {
					to = at[i+1][0]
				}
			}
			one := l
			one.text = l.text[from:to]
			out = append(out, one)
			from = to
		}
	}
	return out
}

// latin replaces look-alike letters and reports the words.
func latin(l textLine, fs *findings) string {
	text, changed, whole := latinise(l.text)
	switch {
	case whole:
		fs.doubt(FoundLookAlike, 0, l.no, strings.Join(changed, ", "),
			"words of another alphabet that look Latin").quote(strings.Join(changed, ", "))
	case len(changed) > 0:
		fs.note(FoundLookAlike, 0, l.no, strings.Join(changed, ", "),
			"letters of another alphabet within words").quote(strings.Join(changed, ", "))
	}
	return text
}

// shape takes bullet, box and number off the line's text.
func (l *textLine) shape() {
	s := l.text
	strip := func(form *regexp.Regexp) bool {
		if m := form.FindString(s); m != "" {
			s = strings.TrimSpace(s[len(m):])
			return true
		}
		return false
	}
	for range 2 { // a bullet before a box, or a box before a bullet
		if strip(markOnForm) {
			l.mark = markOn
		} else if strip(markOffForm) {
			l.mark = markOff
		}
		if !lonelyDash(s) && strip(bulletForm) {
			l.bullet = true
		}
	}
	if m := markEndForm.FindStringSubmatchIndex(s); m != nil && l.mark == markNone && m[0] > 0 {
		l.mark = markOff
		if m[2] >= 0 {
			l.mark = markOn
		}
		s = s[:m[0]]
	}
	if strip(letterForm) {
		l.bullet, l.depth = true, l.depth+1
	}
	l.full, l.text = s, s
	switch {
	case levelForm.MatchString(s):
		m := levelForm.FindStringSubmatch(s)
		l.number, l.text, l.dotted, l.sub = atoi(m[1]), m[3], true, true
	case dottedForm.MatchString(s):
		m := dottedForm.FindStringSubmatch(s)
		l.number, l.text, l.dotted = atoi(m[1]), m[2], true
	case bareForm.MatchString(s):
		l.number = atoi(bareForm.FindStringSubmatch(s)[1])
	case lonelyForm.MatchString(s):
		m := lonelyForm.FindStringSubmatch(s)
		l.number, l.dotted = atoi(m[1]), m[2] != ""
	}
}

// lonelyDash tells a dash that stands for "nothing".
func lonelyDash(s string) bool { return s == "-" || s == "*" }

// lonely tells a line that is only a number.
func (l *textLine) lonely() bool { return lonelyForm.MatchString(l.full) }

// unnumbered is the text without its number, with or without dot.
func (l *textLine) unnumbered() string {
	if m := bareForm.FindStringSubmatch(l.full); m != nil {
		return m[2]
	}
	if l.lonely() {
		return ""
	}
	return l.text
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
