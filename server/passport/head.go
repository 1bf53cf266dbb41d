package passport

import (
	"fmt"
	"regexp"
	"strings"

	"dost/server/problem"
)

var (
	idExact = regexp.MustCompile(`(?:^|[^\d-])(\d{2}-\d{2}-\d{2}-\d{2})(?:[^\d-]|$)`)
	idLoose = regexp.MustCompile(
		`(?:^|[^\dOoIl])([\dOoIl]{2})\s?[-./ _]\s?([\dOoIl]{2})\s?[-./ _]\s?([\dOoIl]{2})\s?[-./ _]\s?([\dOoIl]{2})(?:[^\dOoIl]|$)`)
	idBlock = regexp.MustCompile(`(?:^|\D)(\d{2})(\d{2})(\d{2})(\d{2})(?:\D|$)`)
	digits  = strings.NewReplacer("O", "0", "o", "0", "I", "1", "l", "1")
)

// idExample is the pattern that the form prints beside the heading.
const idExample = "11-22-33-44"

// name takes field 1, or the page's title where it is empty.
func (im *importer) name(preamble []textLine) {
	items := im.items(keyName)
	var parts []string
	at := 0
	for _, it := range items {
		parts = append(parts, it.text)
		at = it.line
	}
	name := strings.TrimRight(strings.Join(parts, " "), " .")
	if len(name) > 1 && strings.HasPrefix(name, `"`) && strings.HasSuffix(name, `"`) &&
		strings.Count(name, `"`) == 2 {
		name = strings.Trim(name, `"`)
	}
	title, titleLine := titleOf(preamble)
	switch {
	case name == "" && title != "":
		im.doubt(FoundTitleDiffers, 1, titleLine, title,
			"field 1 is empty; the page has a title").tell("empty", Facts{Text: title})
		name = title
	case title != "" && Fold(title) != Fold(name) && overlap(title, name) > 0.5:
		im.doubt(FoundTitleDiffers, 1, at, name, "field 1 and the page's title differ: %s",
			title).quote(title)
	}
	im.p.Name = im.text(name)
}

// titleOf is the longest line before the first field that can be a title.
func titleOf(preamble []textLine) (title string, no int) {
	for _, l := range preamble {
		f := Fold(l.text)
		if strings.Contains(f, "tesdiq edil") || strings.Contains(f, "pasport") ||
			strings.Contains(f, "approved") || len(f) > 300 {
			continue
		}
		if len(l.text) > len(title) && len(f) >= 20 {
			title, no = strings.TrimRight(l.text, " ."), l.no
		}
	}
	return title, no
}

// id reads field 2, forgiving the way it is written; where the field has none,
// the whole document is searched.
func (im *importer) id(lines []textLine) {
	var own []textLine
	if s := im.by[keyID]; s != nil {
		own = append(own, s.lines...)
		im.items(keyID)
	}
	if im.idIn(own, FoundIDForm) {
		return
	}
	if im.idIn(lines, FoundIDElsewhere) {
		return
	}
	at := 0
	if s := im.by[keyID]; s != nil {
		at = s.line
	}
	im.doubt(FoundNumberUnread, 2, at, "", "no ID of the form NN-NN-NN-NN").tell("id", Facts{})
}

// idIn takes the first ID of the lines. elsewhere is the code to report when
// finding it there, or in another form, is itself a doubt.
func (im *importer) idIn(lines []textLine, code problem.Code) bool {
	for _, l := range lines {
		for _, m := range idExact.FindAllStringSubmatch(l.full, -1) {
			if m[1] == idExample {
				continue
			}
			switch {
			case im.p.ID == "":
				im.p.ID = m[1]
				if code == FoundIDElsewhere {
					im.doubt(code, 2, l.no, m[1], "the ID stands outside field 2").quote(m[1])
				}
			case im.p.ID != m[1] && code == FoundIDForm:
				im.doubt(FoundIDAmbiguous, 2, l.no, im.p.ID, "another ID, %s", m[1]).quote(m[1])
			}
		}
	}
	if im.p.ID != "" {
		return true
	}
	if code != FoundIDForm {
		return false
	}
	for _, l := range lines {
		m := idLoose.FindStringSubmatch(l.full)
		if m == nil {
			m = idBlock.FindStringSubmatch(l.full)
		}
		if m == nil {
			continue
		}
		id := digits.Replace(fmt.Sprintf("%s-%s-%s-%s", m[1], m[2], m[3], m[4]))
		if id == idExample {
			continue
		}
		im.p.ID = id
		im.doubt(code, 2, l.no, id, "the ID is written %s", l.full).quote(l.full)
		return true
	}
	return false
}

// classification reads field 3; where the form's mark is lost it is inferred
// from name, ID and steps.
func (im *importer) classification() {
	items := chosen(im.items(keyClass))
	at := 0
	if s := im.by[keyClass]; s != nil {
		at = s.line
	}
	var options []Classification
	for _, it := range items {
		class, like := classOf(it.text)
		switch {
		case like >= 0.8:
			options = append(options, class)
			if like < 0.9 {
				im.note(FoundClassUnknown, 3, it.line, string(class), "an unusual wording: %s",
					it.text).quote(it.text)
			}
		default:
			im.doubt(FoundClassUnknown, 3, it.line, "", "none of the 11 classifications: %s",
				it.text).quote(it.text)
		}
	}
	switch len(options) {
	case 1:
		im.p.Classification = options[0]
	default:
		class, why := im.infer(options)
		im.p.Classification = class
		im.form = im.form || len(options) > 1
		if len(options) == 0 {
			im.doubt(FoundClassUnmarked, 3, at, string(class), "no known classification is given%s", why)
		} else {
			im.doubt(FoundClassUnmarked, 3, at, string(class), "%d classifications listed, none marked%s",
				len(options), why).tell("listed", Facts{N: len(options)})
		}
	}
	im.p.Direction = DefaultDirections()[im.p.Classification]
}
