package passport

import (
	"fmt"
	"strings"
)

// section is a field's lines as they stand below its heading or headings.
type section struct {
	key     fieldKey
	line    int // of the first heading
	printed int // the number printed before it; 0 = none
	lines   []textLine
	remarks []textLine // what stood in the heading beside its wording
}

// How like a known wording a line must be to count as a heading. A number that
// fits, or mark-up, lowers the bar; below sure a finding says so.
const (
	likeAlone    = 0.70
	likeMarked   = 0.60
	likeNumbered = 0.52
	likeSure     = 0.72
	likeExact    = 0.90
)

// found is a heading found at a line.
type found struct {
	key     fieldKey
	score   float64
	span    int    // lines that it covers
	printed int    // its number; 0 = none
	dotted  bool   // the number had its dot
	value   string // content on the heading's own line, after a colon or dash
	rest    string // a remark in the heading
}

// outline splits the document into sections. It stops where a second passport
// begins. preamble is what stands before the first heading.
func outline(lines []textLine, fs *findings) (sections []*section, preamble []textLine) {
	byKey := map[fieldKey]*section{}
	var cur *section
	for i := 0; i < len(lines); {
		h, ok := headingAt(lines, i, cur, byKey)
		if !ok {
			if isUnknown(&lines[i], cur) {
				fs.doubt(FoundHeadingUnknown, 0, lines[i].no, "none of it",
					"none of the 27 fields, left out with what follows: %s",
					lines[i].text).quote(lines[i].text)
				cur = &section{key: cur.key, printed: lines[i].number, lines: lines[i : i+1 : i+1]}
				i++
				continue
			}
			if cur == nil {
				preamble = append(preamble, lines[i])
			} else {
				cur.lines = append(cur.lines, lines[i])
			}
			i++
			continue
		}
		no := lines[i].no
		if h.key == keyName && len(sections) >= 10 && byKey[keyName] != nil {
			fs.doubt(FoundSecondPassport, 0, no, "the first passport only", "a second passport begins here")
			break
		}
		s := byKey[h.key]
		if s == nil {
			s = &section{key: h.key, line: no, printed: h.printed}
			byKey[h.key] = s
			sections = append(sections, s)
		} else if !expectsTwo(h.key) {
			fs.doubt(FoundFieldTwice, fieldSpecs[h.key].number, no, "both parts together",
				"%s: a second heading", fieldSpecs[h.key].title)
		}
		reportHeading(h, &lines[i], fs)
		if h.value != "" {
			v := textLine{no: no, text: h.value}
			v.shape()
			s.lines = append(s.lines, v)
		}
		if h.rest != "" {
			s.remarks = append(s.remarks, textLine{no: no, text: h.rest})
		}
		cur = s
		i += h.span
	}
	return sections, preamble
}

// isUnknown tells a line that is numbered as the next field but is worded like
// none: it must not pass for an entry of the field above.
func isUnknown(l *textLine, cur *section) bool {
	if cur == nil || !l.dotted || l.bullet || l.sub || l.lonely() || inSequence(l, cur) ||
		l.mark != markNone {
		return false
	}
	for _, above := range cur.lines {
		if above.number > 0 && above.dotted && !above.lonely() {
			return false // a numbered list with a gap
		}
	}
	return l.number == fieldSpecs[cur.key].last+1 || cur.printed > 0 && l.number == cur.printed+1
}

// expectsTwo tells the periods, whose unit and number have a heading each.
func expectsTwo(key fieldKey) bool {
	return key == keyTotal || key == keyFront || key == keyBack
}

func reportHeading(h found, first *textLine, fs *findings) {
	spec, no := &fieldSpecs[h.key], first.no
	if h.span > 1 && !(first.cell && first.lonely() && h.span == 2) {
		fs.note(FoundHeadingSplit, spec.number, no, "", "%s: the heading is split over %d lines", spec.title,
			h.span).tell("lines", Facts{N: h.span})
	}
	if h.printed > 0 && !h.dotted {
		fs.note(FoundNumberDot, spec.number, no, fmt.Sprintf("heading %d", h.printed),
			"%s: the number has no dot", spec.title)
	}
	if h.score < likeSure {
		fs.doubt(FoundHeadingUnsure, spec.number, no, spec.title, "the heading is not worded as usual")
	}
}

// headingAt looks for a heading that begins at line i, over up to three lines.
func headingAt(lines []textLine, i int, cur *section, seen map[fieldKey]*section) (best found, ok bool) {
	first := &lines[i]
	if first.mark != markNone || first.lonely() && wantsNumber(cur) && !first.dotted {
		return found{}, false
	}
	text := ""
	for span := 1; span <= 3 && i+span <= len(lines); span++ {
		l := &lines[i+span-1]
		if span > 1 && (l.number > 0 || l.bullet || l.mark != markNone) {
			break
		}
		text = strings.TrimSpace(text + " " + l.unnumbered())
		h, good := judge(text, first, span)
		if !good {
			h, good = byNumber(text, first, span, cur)
		}
		// A longer span must be clearly better: the next line may be content.
		if good && h.score > best.score+0.05 {
			best, ok = h, true
		}
	}
	if ok && inSequence(first, cur) && best.score < likeExact {
		return found{}, false
	}
	if ok && first.number == 0 && seen[best.key] != nil && !expectsTwo(best.key) {
		return found{}, false // an entry that resembles the heading of a field above
	}
	if ok && best.span > 1 && !first.lonely() && betterWithout(lines, i, best) {
		return found{}, false
	}
	return best, ok
}

// betterWithout tells whether the heading reads better when it begins one line
// later: then the line before is the end of the field above.
func betterWithout(lines []textLine, i int, best found) bool {
	text := ""
	for span := 1; span < best.span; span++ {
		text = strings.TrimSpace(text + " " + lines[i+span].unnumbered())
		if h, good := judge(text, &lines[i+1], span); good && h.score >= best.score {
			return true
		}
	}
	return false
}

// judge compares a text with the known headings, as a whole and as "heading:
// value".
func judge(text string, first *textLine, span int) (found, bool) {
	h := found{span: span, printed: first.number, dotted: first.dotted}
	head, value := headAndValue(text)
	h.key, h.score, h.rest = likeness(head)
	h.value = value
	if at := strings.Index(text, " - "); value == "" && at >= 6 {
		if key, score, rest := likeness(text[:at]); score > likeExact-0.05 && score > h.score {
			h.key, h.score, h.rest, h.value = key, score, rest, strings.TrimSpace(text[at+3:])
		}
	}
	spec := &fieldSpecs[h.key]
	bar := likeAlone
	switch {
	case first.number > 0 && first.number >= spec.number-2 && first.number <= spec.last+2:
		bar = likeNumbered
	case first.heading && !first.bullet:
		bar = likeMarked
	case first.bullet:
		bar = likeExact
	}
	return h, h.score >= bar
}

// headAndValue parts "heading: value". A colon within a remark in brackets, or
// with nothing but a form's stars behind it, parts nothing.
func headAndValue(text string) (head, value string) {
	head, value, ok := strings.Cut(text, ":")
	if !ok || strings.Count(head, "(") > strings.Count(head, ")") || strings.Trim(value, " *.") == "" {
		return text, ""
	}
	return head, strings.TrimSpace(value)
}

// maxBrief is the longest heading, in bytes, that counts by number and keyword
// alone ("5. Hüquqi əsas: …").
const maxBrief = 80

// byNumber accepts a brief heading that is worded in a way of its own, if its
// number is that of a field still to come and it has the field's keyword.
func byNumber(text string, first *textLine, span int, cur *section) (found, bool) {
	head, value := headAndValue(text)
	if first.number == 0 || span > 1 || len(head) > maxBrief || first.lonely() {
		return found{}, false
	}
	for key := range fieldSpecs {
		spec := &fieldSpecs[key]
		if first.number < spec.number || first.number > spec.last || !spec.admits(Fold(head)) {
			continue
		}
		if cur != nil && spec.number <= fieldSpecs[cur.key].number {
			continue
		}
		return found{key: fieldKey(key), score: likeNumbered, span: 1, printed: first.number,
			dotted: first.dotted, value: value}, true
	}
	return found{}, false
}

// wantsNumber tells a section that still lacks its figure, in which a line with
// nothing but a number is content, not the beginning of a heading.
func wantsNumber(cur *section) bool {
	if cur == nil {
		return false
	}
	switch cur.key {
	case keyTotal, keyFront, keyBack, keyOperator:
		for _, l := range cur.lines {
			if l.lonely() {
				return false
			}
		}
		return true
	}
	return false
}

// inSequence tells a numbered line that goes on with the list above it.
func inSequence(l *textLine, cur *section) bool {
	if cur == nil || l.number == 0 {
		return false
	}
	switch cur.key {
	case keyLegal, keyDocuments, keySteps, keyUsers, keyGrounds:
	default:
		return false
	}
	for i := len(cur.lines) - 1; i >= 0; i-- {
		if n := cur.lines[i].number; n > 0 {
			return l.number == n+1
		}
	}
	return l.number == 1
}
