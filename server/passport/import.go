package passport

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"dost/server/i18n"
)

// Import reads a service passport as it was published: text, Markdown, HTML or
// Word, in the layouts of the web page and of the ministry's form, Azerbaijani
// or English. The name's ending helps to tell the format.
//
// It never guesses silently: whatever is doubtful, missing or put right is a
// Finding with field and line and what was assumed. The passport may still need
// a hand before Validate accepts it (no ID, no classification). Its direction is
// that of DefaultDirections; a centre with a table of its own sets it again from
// the classification. A document that
// is no passport, or cannot be read, gives an *Error: too-large, empty, binary,
// unsupported-format, not-a-passport.
func Import(name string, data []byte) (Result, error) {
	format, raw, err := read(name, data)
	if err != nil {
		return Result{}, err
	}
	im := importer{by: map[fieldKey]*section{}, names: map[string]string{}}
	lines := prepare(raw, &im.findings)
	if len(lines) > maxFilled {
		return Result{}, &Error{Code: CodeTooLarge,
			Detail: fmt.Sprintf("%d lines of text; a passport has at most %d", len(lines), maxFilled),
			Facts:  map[string]any{"lines": len(lines), "limit_lines": maxFilled}}
	}
	sections, preamble := outline(lines, &im.findings)
	if err := isPassport(sections); err != nil {
		return Result{}, err
	}
	for _, s := range sections {
		im.by[s.key] = s
	}
	im.english = isEnglish(lines)
	im.place(sections)
	reportNumbers(sections, &im.findings)
	im.read(preamble, lines)
	sort.SliceStable(im.list, func(i, j int) bool { return im.list[i].Line < im.list[j].Line })
	return Result{Passport: im.p, Findings: append([]Finding{}, im.list...), Format: format, Form: im.form},
		nil
}

// isPassport asks for the core of a passport: several fields, and a name or ID.
func isPassport(sections []*section) error {
	core, named := len(sections), false
	for _, s := range sections {
		named = named || s.key == keyName || s.key == keyID
	}
	if core >= 6 && named {
		return nil
	}
	return &Error{Code: CodeNotAPassport,
		Detail: fmt.Sprintf("not a service passport: %d of its fields were found", core),
		Facts:  map[string]any{"fields_found": core}}
}

// isEnglish decides by the little words that every passport is full of.
func isEnglish(lines []textLine) bool {
	az, en := 0, 0
	for _, l := range lines {
		for _, w := range strings.Fields(Fold(l.text)) {
			switch w {
			case "xidmet", "xidmetin", "uzre", "ve", "olan", "edilmesi", "muddeti":
				az++
			case "the", "of", "service", "for", "and", "by":
				en++
			}
		}
	}
	return en > az
}

// importer carries one import along.
type importer struct {
	findings
	p         Passport
	by        map[fieldKey]*section
	english   bool
	names     map[string]string // of subsystems that only steps name, by ID
	stepLines []int             // source lines, parallel to p.Steps
	form      bool              // the ministry's form, whose options lost their ticks
}

// place gives the findings of the first pass, which knew lines only, the field
// that their line belongs to.
func (im *importer) place(sections []*section) {
	for i := range im.list {
		f := &im.list[i]
		if f.Code != FoundLookAlike && f.Code != FoundUnicode {
			continue
		}
		for _, s := range sections {
			if s.line <= f.Line {
				f.Field = fieldSpecs[s.key].number
			}
		}
	}
}

// items reads a field's list; notes between fields become findings.
func (im *importer) items(key fieldKey) []item {
	s := im.by[key]
	if s == nil {
		return nil
	}
	items, notes := itemsOf(s)
	items = parts(key, items)
	for _, n := range append(slices.Clone(s.remarks), notes...) {
		if key == keyDocuments && mayComeFromSystem(n.text) {
			continue // documents reads it
		}
		if strings.Trim(n.text, "*()-. ") == "" || formRemark(n.text) {
			continue
		}
		im.note(FoundNote, fieldSpecs[key].number, n.no, "", "a remark, kept out of the list: %s",
			strings.Trim(n.text, "*() ")).quote(strings.Trim(n.text, "*() "))
	}
	if len(items) == 0 {
		im.doubt(FoundFieldEmpty, fieldSpecs[key].number, s.line, "", "%s: nothing stands below the heading",
			fieldSpecs[key].title)
	}
	return items
}

// formRemark tells the form's own instructions, which say nothing of the service.
func formRemark(text string) bool {
	f := Fold(text)
	return strings.Contains(f, "yalniz 1 ni") || strings.Contains(f, "strukturun") ||
		strings.Contains(f, "example") || strings.Contains(f, "only one")
}

// text makes a wording of the source's language. An English page's wording
// stands in for the Azerbaijani one, so that no screen is ever blank.
func (im *importer) text(s string) i18n.Text {
	if im.english {
		return i18n.Text{Az: s, En: s}
	}
	return i18n.Text{Az: s}
}

// read fills the passport, field by field. Steps come before what is inferred
// from them.
func (im *importer) read(preamble, lines []textLine) {
	p := &im.p
	p.Language = "az"
	if im.english {
		p.Language = "en"
	}
	im.name(preamble)
	im.id(lines)
	im.steps()
	im.classification()
	p.Units = im.list1(keyUnits)
	p.LegalBasis = im.list1(keyLegal)
	p.ApplyBy = im.list1(keyApply)
	p.Channels = im.list1(keyChannels)
	p.AnswerBy = im.list1(keyAnswer)
	im.grounds()
	p.Users = im.list1(keyUsers)
	im.executors()
	im.periods()
	im.fee()
	p.Places = im.list1(keyPlaces)
	im.documents()
	if im.by[keyForms] != nil {
		p.DocumentForms = im.list1(keyForms)
	}
	p.Systems = im.list1(keySystems)
	im.subsystems()
	p.Electronic = im.degree(keyElectronic)
	p.Automated = im.degree(keyAutomated)
	if it := im.items(keyResponsible); len(it) > 0 {
		p.Responsible = strings.Join(texts(it), ", ")
	}
	im.options()
	im.translations()
}

// list1 reads a field that is a plain list.
func (im *importer) list1(key fieldKey) []string {
	list := texts(im.items(key))
	return list
}

// options reports the form's many-choice fields whose ticks are lost: the list
// may be all that the form offers.
func (im *importer) options() {
	if !im.form {
		return
	}
	for _, key := range []fieldKey{keyUnits, keyApply, keyChannels, keyAnswer, keyGrounds, keyUsers,
		keyExecutors, keyPlaces, keyForms, keySystems, keySubsystems} {
		s := im.by[key]
		if s == nil {
			continue
		}
		items, _ := itemsOf(s)
		items = parts(key, items)
		if len(items) < 2 || ticked(items) {
			continue
		}
		assumed := fmt.Sprintf("all %d", len(items))
		hint := reason{detail: "listed", facts: Facts{N: len(items)}}
		if key == keyExecutors {
			hint = im.executorHint(items)
		}
		im.doubt(FoundOptionsUnmarked, fieldSpecs[key].number, items[0].line, assumed,
			"%s: %d options listed, none marked%s", fieldSpecs[key].title, len(items), hint.text).
			tell(hint.detail, hint.facts)
	}
}

// translations reports once that wordings stand in one language.
func (im *importer) translations() {
	gaps := len(im.p.Missing())
	if gaps == 0 {
		return
	}
	if im.english {
		im.doubt(FoundTranslation, 0, 0, "the English wording until it is translated",
			"an English page: the Azerbaijani and Russian wordings are missing (%d)", gaps).tell("missing",
			Facts{N: gaps})
		return
	}
	im.note(FoundTranslation, 0, 0, "the Azerbaijani wording until it is translated",
		"%d Russian and English wordings are missing", gaps).tell("missing", Facts{N: gaps})
}
