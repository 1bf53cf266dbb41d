package passport

import (
	"regexp"
	"strings"

	"dost/server/i18n"
)

var (
	// A clause that says when: "… olduqda, …", "… üçün: …", "(if …)".
	clauseLead = regexp.MustCompile(
		`^([^()]{3,160}?\p{L}+(?:dıqda|dikdə|duqda|dükdə|təqdirdə|halda|hallarda|halında))(?:\s*[,:]|\s+-)\s*(.+)$`)
	clauseFor = regexp.MustCompile(`^([^()]{3,120}?\süçün)(?:\s*:|\s+-)\s*(.+)$`)
	clauseIf  = regexp.MustCompile(`^((?:If|When|In case|For)\s[^,():]{3,140})\s*[,:]\s*(.+)$`)
	clauseEnd = regexp.MustCompile(
		`^(.+?)\s*\(([^()]*(?:dıqda|dikdə|duqda|dükdə|təqdirdə|halda|hallarda|istisna|yalnız|üçün|\bif\b|\bwhen\b|\bonly\b|\bfor\b)[^()]*)\)$`)
	either = regexp.MustCompile(`\s*,?\s+(?:və ya|ve ya|yaxud|və yaxud|or)\s+`)
	papers = regexp.MustCompile(
		`^(?:vesiqe|arayis|sened|sehadetname|qerar|rey|pasport|suret|erize|muqavile|etibarname|kitabca|bildiris|cixaris|sertifikat|diplom|attestat|qebz|protokol|akt|hokm|lisenziya|sorgu|reyi|card|certificate|document|decision|opinion|passport|copy|application|contract|book|extract|diploma|permit|license|judgment|attorney)[a-z]*$`)
)

// documents reads field 21.
func (im *importer) documents() {
	im.p.Documents = []Document{}
	items := im.items(keyDocuments)
	seen := map[string]bool{}
	for i := 0; i < len(items); i++ {
		it := items[i]
		below := 0
		for i+1+below < len(items) && isBelow(it, items[i+1+below]) {
			below++
		}
		if strings.HasSuffix(it.text, ":") && below > 0 {
			im.group(it, items[i+1:i+1+below], seen)
			i += below
			continue
		}
		im.p.Documents = append(im.p.Documents, im.document(it, seen))
	}
	im.fromSystem()
}

// isBelow tells an entry nested under another.
func isBelow(parent, child item) bool {
	return child.number == 0 && (child.sub && parent.number > 0 || child.depth > parent.depth)
}

// group reads "one of the following:" as alternatives, and any other head as the
// condition of what stands below it.
func (im *importer) group(head item, below []item, seen map[string]bool) {
	wording := strings.TrimSpace(strings.TrimSuffix(head.text, ":"))
	f := " " + Fold(wording) + " "
	if len(below) > 1 && (strings.Contains(f, " biri ") || strings.Contains(f, " birini ") ||
		strings.Contains(f, " one of ") || strings.Contains(f, " any of ")) {
		d := Document{ID: unique(seen, slug(wording, 5), "document"), Name: im.text(wording)}
		for _, b := range below {
			d.Alternatives = append(d.Alternatives,
				im.alternative(upperFirst(strings.TrimRight(b.text, ".")), seen))
		}
		im.p.Documents = append(im.p.Documents, d)
		return
	}
	for _, b := range below {
		d := im.document(b, seen)
		if d.Condition.Az == "" {
			d.Condition = im.text(wording)
		}
		im.p.Documents = append(im.p.Documents, d)
	}
}

// document reads one entry: its condition, its alternatives, its name.
func (im *importer) document(it item, seen map[string]bool) Document {
	wording := upperFirst(strings.TrimRight(it.text, ". "))
	var d Document
	wording, condition := parted(wording)
	if condition != "" {
		d.Condition = im.text(condition)
	}
	d.Name = im.text(wording)
	id := slug(wording, 5)
	if k, ok := recognise(knownDocuments, wording); ok {
		id, d.Name = k.id, translated(d.Name, k.text)
	} else if im.identity(&d, wording, seen) {
		id = "identity"
	} else if parts := im.alternatives(it, wording); parts != nil {
		d.ID = unique(seen, id, "document")
		for _, p := range parts {
			d.Alternatives = append(d.Alternatives, im.alternative(p, seen))
		}
		return d
	}
	d.ID = unique(seen, id, "document")
	return d
}

// parted takes a condition off a document's wording.
func parted(s string) (name, condition string) {
	if len(s) > maxEntry {
		return s, ""
	}
	for _, form := range []*regexp.Regexp{clauseLead, clauseFor, clauseIf} {
		if m := form.FindStringSubmatch(s); m != nil {
			return upperFirst(m[2]), m[1]
		}
	}
	if m := clauseEnd.FindStringSubmatch(s); m != nil {
		return m[1], upperFirst(m[2])
	}
	return s, ""
}

// identity recognises the entry that most passports begin with: the identity
// card, or the residence permit of a foreigner or stateless person.
func (im *importer) identity(d *Document, wording string, seen map[string]bool) bool {
	f := Fold(wording)
	card := strings.HasPrefix(f, "sexsiyyet vesiqesi") || strings.HasPrefix(f, "identity card") ||
		strings.HasPrefix(f, "id card")
	permit := strings.Contains(f, "yasamaq ucun ica") || strings.Contains(f, "residence permit") ||
		strings.Contains(f, "permit")
	if !card || !permit || seen["identity-card"] {
		return false
	}
	second := knownDocuments[1]
	if strings.Contains(f, "muveqqeti") || strings.Contains(f, "temporary") {
		second = knownDocuments[2]
	}
	for _, k := range []phrase{knownDocuments[0], second} {
		d.Alternatives = append(d.Alternatives, Alternative{ID: unique(seen, k.id, "document"), Name: k.text})
	}
	d.Name.Ru = knownDocuments[0].text.Ru + " / " + second.text.Ru
	d.Name.En = knownDocuments[0].text.En + " / " + second.text.En
	return true
}

// alternatives parts a wording at "or" where a paper stands on either side. An
// "or" that stays within one name is reported: it may mean two papers.
func (im *importer) alternatives(it item, wording string) []string {
	at := either.FindAllStringIndex(wording, -1)
	if at == nil || len(wording) > maxEntry {
		return nil
	}
	var parts []string
	from := 0
	for _, loc := range at {
		if endsWithPaper(wording[from:loc[0]]) {
			parts = append(parts, wording[from:loc[0]])
			from = loc[1]
		}
	}
	parts = append(parts, wording[from:])
	if len(parts) < 2 || !endsWithPaper(parts[len(parts)-1]) {
		im.note(FoundDocumentOr, 21, it.line, "one document", "an \"or\" within a document: %s",
			wording).quote(wording)
		return nil
	}
	for i := range parts {
		parts[i] = upperFirst(strings.TrimSpace(parts[i]))
	}
	im.note(FoundDocumentOr, 21, it.line, strings.Join(parts, " | "), "any one of %d papers",
		len(parts)).tell("any", Facts{N: len(parts)})
	return parts
}

func endsWithPaper(s string) bool {
	if at := strings.LastIndex(s, "("); at > 0 && strings.HasSuffix(strings.TrimSpace(s), ")") {
		s = s[:at]
	}
	words := strings.Fields(Fold(s))
	return len(words) > 0 && papers.MatchString(words[len(words)-1])
}

func (im *importer) alternative(wording string, seen map[string]bool) Alternative {
	a := Alternative{ID: slug(wording, 5), Name: im.text(wording)}
	if k, ok := recognise(knownDocuments, wording); ok {
		a.ID, a.Name = k.id, translated(a.Name, k.text)
	}
	a.ID = unique(seen, a.ID, "alternative")
	return a
}

// mayComeFromSystem recognises the rule that papers are asked for only where
// MEİS cannot supply the data.
func mayComeFromSystem(s string) bool {
	f := Fold(s)
	system := strings.Contains(f, "meis") || strings.Contains(f, "ceis") ||
		strings.Contains(f, "merkezlesdirilmis elektron")
	return system && (strings.Contains(f, "mumkun olmadiqda") || strings.Contains(f, "mumkun olmadigi") ||
		strings.Contains(f, "not possible") || strings.Contains(f, "impossible") ||
		strings.Contains(f, "cannot"))
}

// fromSystem marks the documents that MEİS may supply: by the note below field
// 21, or by the guide, which is reported.
func (im *importer) fromSystem() {
	mark := func() {
		for i := range im.p.Documents {
			im.p.Documents[i].FromSystem = true
		}
	}
	if s := im.by[keyDocuments]; s != nil {
		_, notes := itemsOf(s)
		for _, n := range append(notes, s.remarks...) {
			if mayComeFromSystem(n.text) {
				mark()
				return
			}
		}
	}
	for i := range im.p.Steps {
		s := &im.p.Steps[i]
		if s.Is(StepDocuments) && mayComeFromSystem(s.Condition.Az+" "+s.Text.Az) {
			mark()
			im.doubt(FoundFromSystem, 21, im.stepLines[i], "for all documents",
				"that MEİS may supply documents stands in step %d only", s.Number).tell("step",
				Facts{N: s.Number})
			return
		}
	}
}

// subsystems reads field 25 and joins it with what the steps look up.
func (im *importer) subsystems() {
	im.p.Subsystems = []Subsystem{}
	seen := map[string]bool{}
	for _, it := range chosen(im.items(keySubsystems)) {
		name := strings.TrimRight(it.text, ".")
		id, known := subsystemID(name)
		if !known {
			im.note(FoundSubsystemNew, 25, it.line, id, "a subsystem that is not known: %s", name).quote(name)
		}
		if known && seen[id] {
			im.note(FoundSubsystemNew, 25, it.line, "one", "the subsystem %s stands twice",
				name).tell("twice", Facts{Text: name})
			continue
		}
		im.p.Subsystems = append(im.p.Subsystems, Subsystem{ID: unique(seen, id, "subsystem"), Name: name})
	}
	for i := range im.p.Steps {
		s := &im.p.Steps[i]
		if s.Subsystem == "" || s.Subsystem == PortalESosial {
			continue
		}
		sub := im.subsystem(s.Subsystem, im.stepLines[i])
		if s.Is(StepLookUp) && !sub.LookUp {
			sub.LookUp, sub.What = true, joined(s.Condition, s.Text)
		}
	}
}

// joined puts a condition before a text again.
func joined(condition, text i18n.Text) i18n.Text {
	if condition.Az == "" {
		return text
	}
	text.Az = condition.Az + ": " + text.Az
	if text.En != "" {
		text.En = condition.En + ": " + text.En
	}
	return text
}

// subsystem finds a listed subsystem, or adds one that only a step names.
func (im *importer) subsystem(id string, at int) *Subsystem {
	for i := range im.p.Subsystems {
		if im.p.Subsystems[i].ID == id {
			return &im.p.Subsystems[i]
		}
	}
	name := im.names[id]
	for _, k := range KnownSubsystems() {
		if k.ID == id {
			name = k.Name
		}
	}
	im.doubt(FoundSubsystemAdded, 25, at, name,
		"a step names a subsystem that field 25 does not list").quote(name)
	im.p.Subsystems = append(im.p.Subsystems, Subsystem{ID: id, Name: name})
	return &im.p.Subsystems[len(im.p.Subsystems)-1]
}
