package passport

import (
	"html"
	"regexp"
	"strings"
)

var (
	mdHeading = regexp.MustCompile(`^\s{0,3}#{1,6}\s*(.*?)\s*#*\s*$`)
	mdBold    = regexp.MustCompile(`^\s*(?:\*\*|__)(.+?)(?:\*\*|__)\s*$`)
	mdStrong  = regexp.MustCompile(`(\*\*|__)(\S(?:.*?\S)?)(\*\*|__)`)
	mdEmph    = regexp.MustCompile(`(^|[\s("])[*_](\S(?:[^*_]*\S)?)[*_]([\s.,;:)"]|$)`)
	mdLink    = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)
	mdRule    = regexp.MustCompile(`^\s*([-*_=]\s*){3,}$`)
	mdCells   = regexp.MustCompile(`^\s*\|(.*)\|\s*$`)
	mdCellGap = regexp.MustCompile(`^[\s|:-]+$`)
	mdTag     = regexp.MustCompile(`</?[a-zA-Z][^>]{0,80}>`)
	mdEscape  = regexp.MustCompile("\\\\([\\\\`*_{}\\[\\]()#+.!|~-])")
	mdFence   = regexp.MustCompile("^\\s*(```|~~~)")
)

// An escaped sign must not act as mark-up, so it is hidden behind a private-use
// letter until the mark-up is gone.
const mdHidden = 0xE000

// markdownLines takes the mark-up off, remembering which lines were headings.
func markdownLines(text string) []textLine {
	var lines []textLine
	for i, s := range strings.Split(breaks.Replace(text), "\n") {
		if mdFence.MatchString(s) || mdRule.MatchString(s) {
			s = ""
		}
		indent := len(s) - len(strings.TrimLeft(s, " \t"))
		s = strings.TrimLeft(strings.TrimSpace(s), ">")
		if m := mdCells.FindStringSubmatch(s); m != nil {
			if mdCellGap.MatchString(m[1]) {
				continue
			}
			for _, cell := range strings.Split(m[1], "|") {
				if strings.TrimSpace(cell) != "" {
					l := markdownLine(i+1, 0, cell)
					l.cell = true
					lines = append(lines, l)
				}
			}
			continue
		}
		lines = append(lines, markdownLine(i+1, indent, s))
	}
	return lines
}

func markdownLine(no, indent int, s string) textLine {
	l := textLine{no: no, depth: indent}
	s = mdEscape.ReplaceAllStringFunc(s, func(e string) string { return string(mdHidden + rune(e[1])) })
	if m := mdHeading.FindStringSubmatch(s); m != nil {
		l.heading, s = true, m[1]
	}
	if m := mdBold.FindStringSubmatch(s); m != nil && !strings.Contains(m[1], "**") {
		l.heading, s = true, m[1]
	}
	s = mdLink.ReplaceAllString(s, "$1")
	s = mdStrong.ReplaceAllString(s, "$2")
	s = mdEmph.ReplaceAllString(s, "$1$2$3")
	s = html.UnescapeString(mdTag.ReplaceAllString(s, " "))
	l.text = strings.Map(func(r rune) rune {
		if r >= mdHidden && r < mdHidden+0x80 {
			return r - mdHidden
		}
		return r
	}, s)
	return l
}
