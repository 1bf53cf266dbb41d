package passport

import (
	"strings"
	"unicode"
)

// item is one entry of a field, joined from the lines that it was broken over.
type item struct {
	line    int
	number  int
	depth   int
	sub     bool // below the numbered entry before it
	heading bool
	text    string
	mark    mark
}

// itemsOf reads a section as a list: bulleted, numbered or bare lines. Notes
// ("Qeyd: …") are kept apart.
func itemsOf(s *section) (items []item, notes []textLine) {
	ordered := false
	for _, l := range s.lines {
		text := l.text
		if l.number > 0 && !l.dotted {
			text = l.full
		}
		if isNote(text) {
			notes = append(notes, textLine{no: l.no, text: text})
			continue
		}
		if n := len(items); n > 0 && continues(&items[n-1], &l, text) {
			items[n-1].text += " " + text
			continue
		}
		it := item{line: l.no, number: l.number, text: text, mark: l.mark, heading: l.heading, depth: l.depth}
		ordered = ordered || l.number > 0
		it.sub = l.sub || ordered && l.number == 0 && l.bullet
		items = append(items, it)
	}
	for i := range items {
		items[i].text = strings.TrimSpace(strings.TrimRight(items[i].text, ";, "))
	}
	return items, notes
}

// continues tells a line that goes on with the entry before: no sign of its own,
// no blank line between, beginning in lower case after an unfinished entry.
func continues(prev *item, l *textLine, text string) bool {
	if l.bullet || l.number > 0 || l.gap || l.heading || l.mark != markNone || text == "" {
		return false
	}
	if strings.HasSuffix(prev.text, ";") || strings.HasSuffix(prev.text, ":") ||
		strings.HasSuffix(prev.text, ".") {
		return false
	}
	if len([]rune(prev.text)) < 25 {
		return false
	}
	for _, r := range text {
		return unicode.IsLower(r) || r == '('
	}
	return false
}

func isNote(text string) bool {
	f := Fold(text)
	for _, start := range []string{"qeyd ", "note ", "notes ", "elave qeyd ", "primecanie "} {
		if strings.HasPrefix(f, start) && strings.ContainsAny(text[:min(len(text), 16)], ":-.") {
			return true
		}
	}
	return false
}

// texts are the wordings of the chosen items: the ticked ones where there is
// any tick, else all.
func texts(items []item) []string {
	list := []string{}
	for _, it := range chosen(items) {
		list = append(list, strings.TrimRight(it.text, "."))
	}
	return list
}

// chosen keeps the ticked items where there is any tick.
func chosen(items []item) []item {
	var ticked []item
	for _, it := range items {
		if it.mark == markOn {
			ticked = append(ticked, it)
		}
	}
	if ticked != nil {
		return ticked
	}
	return items
}

// ticked tells whether a form's ticks survived in the list; boxes that are all
// empty are no ticks.
func ticked(items []item) bool {
	for _, it := range items {
		if it.mark == markOn {
			return true
		}
	}
	return false
}

// parts splits entries that stand in one line: what a list separates by
// semicolons, and a form's options that it separates by strokes or commas.
func parts(key fieldKey, items []item) []item {
	separators := ""
	switch key {
	case keyTotal, keyFront, keyBack, keyFee, keyElectronic, keyAutomated:
		separators = "/|,;"
	case keyUnits, keyApply, keyChannels, keyAnswer, keyGrounds, keyUsers, keyExecutors, keyPlaces, keyForms,
		keySystems, keySubsystems:
		separators = ";"
	}
	var out []item
	for _, it := range items {
		split := strings.FieldsFunc(it.text, func(r rune) bool { return strings.ContainsRune(separators, r) })
		if len(split) < 2 || figure.MatchString(it.text) && separators != ";" {
			out = append(out, it)
			continue
		}
		for _, s := range split {
			if s = strings.TrimSpace(s); s != "" {
				one := it
				one.text = s
				out = append(out, one)
			}
		}
	}
	return out
}
