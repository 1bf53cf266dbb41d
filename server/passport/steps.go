package passport

import (
	"regexp"
	"sort"
	"strings"
)

// kindForms type a step by the folded wording of its sentence. Finite verbs
// only: "qeydiyyata alınması üçün" is a purpose, not a registration.
var kindForms = []struct {
	kind StepKind
	form *regexp.Regexp
}{
	{StepDecision, regexp.MustCompile(
		`(bitmesine|basa catmasina)( en)?( az| azi| gec)?( \S+)? ?\S* is gunu (qalmis|qalana)|at least (one|1) (working|business) day before|(one|1) working day before the (end|expiry)`)},
	{StepPrint, regexp.MustCompile(
		`(iki|2) nusxe|cap edil|cap olun|cap edir|(two|2) copies|is printed|prints`)},
	{StepTicket, regexp.MustCompile(
		`novbe (bileti |nomresi )?(gotur|alir)|elektron novbe(ye)? (gotur|yazil|alir)|takes? (a |the )?(queue )?(ticket|number)|takes? (a |his |their )?(place in the )?queue|gets? a (queue )?ticket`)},
	{StepDesk, regexp.MustCompile(
		`masa(ya|sina) (yaxinlas|gelir|kecir|devet)|(approach|goes to|comes to|proceeds to|invited to)\S* (the )?(\S+ ){0,3}desk`)},
	{StepDocuments, regexp.MustCompile(
		`sened(i|ler|leri|lerini)( \S+){0,9} (teqdim edir|teqdim edilir|teqdim olunur|verir)|tamligi(ni)? yoxla|senedler(i|in)? yoxla|(submit|present|hand|provide)s?( over)?( \S+){0,5} documents?|completeness of( \S+){0,3} documents|documents( \S+){0,4} (is|are) (checked|verified|submitted|presented)|checks (that |whether )?(the |all )?documents`)},
	{StepLookUp, regexp.MustCompile(
		`(altsistem|reyestr|portal|sistem|bazas|mas)\S*( \S+){0,60} (yoxlanilir|yoxlayir|axtaris|nezerden kecir|arasdirilir|deqiqlesdirilir|melumat(lari)? elde edi)|melumat(lar|lari|lara)?( \S+){0,6} (yoxlanilir|yoxlayir)|(check|verif|look|search|examin)\S*( \S+){0,30} (subsystem|register|registry|portal|database)|(subsystem|register|registry|portal|database)\S*( \S+){0,30} (is|are) (checked|verified|searched|examined)|through the( \S+){1,8} subsystem( \S+){0,20} (checks|verifies)`)},
	{StepRefuse, regexp.MustCompile(
		`imtina (edir|edilir|olunur)|imtina (edilmesi|olunmasi) (haqqinda|barede)( \S+){0,5} (cavab|qerar|bildiris)|(is|are) (refused|rejected)|\brefuses\b|gives? a (reasoned )?(written )?refusal`)},
	{StepOffer, regexp.MustCompile(`teklif (edir|edilir|olunur|verir)|\boffers\b|is offered`)},
	{StepBackOffice, regexp.MustCompile(
		`(arxa ofis|struktur bolme|aidiyyeti|dsmf|icraci|nazirliyin)\S*( \S+){0,8} (gonderilir|gonderir|yonlendirilir|yonlendirir|oturulur|oturur)|(sent|sends|forward\S*|transfer\S*)( \S+){0,12} (back office|structural|ministry|relevant (unit|division|department))`)},
	{StepList, regexp.MustCompile(
		`(novbe|gozleme) siyahi(si|sin)\S*( \S+){0,3} (elave|daxil|sal|yaz)|novbeye (salinir|elave|goturulur)|(waiting|queue) list`)},
	{StepAttach, regexp.MustCompile(
		`muraciete (elave edil|elave edir|qosul|qosur)|erizeye (elave edil|elave edir|qosul|qosur)|(is|are) (attached|added) to the (application|request)|attach(es)?( \S+){0,8} to the (application|request)`)},
	{StepApply, regexp.MustCompile(
		`erize(sini|ni|si)? (yazir|yazilir|doldurur|doldurulur|tertib)|erize formasi\S*( \S+){0,5} (doldur\S*)|(writes?|fills?( in| out)?|complet\S+|filling( in| out)?)( \S+){0,5} (application|request)`)},
	{StepRegister, regexp.MustCompile(
		`qeyd(e|iyyata|iyyatina) (alinir|alir|edilir)|qeydiyyatdan (kecir\S*|alinir)|karguzarliq (edilerek|edilir|edir)|(is|are) registered|\bregisters\b`)},
	{StepHelp, regexp.MustCompile(
		`(komek|komeklik|yardim) (edir|edilir|gosterilir|gosterir|olunur)|konullu|\b(helps|assists)\b|volunteers?|is (helped|assisted)`)},
	{StepNotify, regexp.MustCompile(
		`melumat( \S+){0,2} verilir|melumatlandiril|xeber (verilir|verir)|bildiris( \S+){0,3} gonder|(kabinet|kabinetin)\S*( \S+){0,9} yerlesdiril|mobil nomre\S*( \S+){0,3} gonder|sms|(is|are) (informed|notified)|\b(informs|notifies)\b|(personal )?(cabinet|account)`)},
}

var (
	// What was done before is no action of this step: "… yoxlanıldıqdan sonra".
	afterwards = regexp.MustCompile(`^.*?(diqdan|dikden|duqdan|dukden) sonra |^after [^,]*, `)
	stepClause = regexp.MustCompile(
		`^((?:[^()]|\(\p{Lu}{2,8}\))+?\p{L}*(?:dıqda|dikdə|duqda|dükdə|təqdirdə|hallarda|halda)),?\s+(\S.+)$`)
	stepIf   = regexp.MustCompile(`^((?:If|When|In case|Where)\s[^,()]{5,200}),\s+(.+)$`)
	acronyms = regexp.MustCompile(`\b(MAS|ESDAS|TSERAS|VEMTAS)\b`)
	portal   = regexp.MustCompile(`(?i)\be-?sosial`)
)

// kindsOf lists the kinds that a sentence speaks of, in its order; a decision's
// deadline comes first wherever it stands.
func kindsOf(text string) []StepKind {
	folded := Fold(text[:min(len(text), maxEntry)])
	if m := afterwards.FindString(folded); m != "" && len(m) < len(folded) {
		folded = folded[len(m):]
	}
	type hit struct {
		kind StepKind
		at   int
	}
	var hits []hit
	for _, k := range kindForms {
		if loc := k.form.FindStringIndex(folded); loc != nil {
			at := loc[1]
			if k.kind == StepDecision {
				at = -1
			}
			hits = append(hits, hit{k.kind, at})
		}
	}
	sort.SliceStable(hits, func(i, j int) bool { return hits[i].at < hits[j].at })
	var kinds []StepKind
	for _, h := range hits {
		kinds = append(kinds, h.kind)
	}
	return kinds
}

// steps reads the guide: numbered steps, entries below them, and the headings of
// procedures between them.
func (im *importer) steps() {
	im.p.Steps = []Step{}
	items := im.items(keySteps)
	seen := map[string]bool{}
	procedure, last := "", 0
	for i, it := range items {
		if isProcedure(items, i) {
			name := strings.TrimRight(it.text, ": ")
			r := Procedure{ID: unique(seen, slug(name, 6), "procedure"), Name: im.text(name)}
			im.p.Procedures = append(im.p.Procedures, r)
			procedure = r.ID
			continue
		}
		number := it.number
		switch {
		case it.sub || number == 0 && last > 0 && it.depth > 0 && i > 0:
			number = max(last, 1)
		case number == 0:
			number = last + 1
		case number != last+1 && number != 1 && number != last:
			im.doubt(FoundStepNumbers, 23, it.line, "", "step %d follows step %d", number, last).tell("gap",
				Facts{N: number, Of: last})
		case number == last && !it.sub && last > 0:
			im.doubt(FoundStepNumbers, 23, it.line, "", "step %d stands twice", number).tell("twice",
				Facts{N: number})
		}
		last = number
		im.step(it, number, procedure, i+1 < len(items) && items[i+1].sub)
	}
	im.shareOpening()
}

// isProcedure tells a heading between steps: an unnumbered line that ends with
// a colon or is marked up, and has a numbered step below it.
func isProcedure(items []item, i int) bool {
	it := items[i]
	if it.number > 0 || it.sub || i+1 == len(items) || items[i+1].number == 0 && !it.heading {
		return false
	}
	return it.heading || strings.HasSuffix(it.text, ":")
}

// step types one entry. head is true for a sentence that only introduces the
// entries below it.
func (im *importer) step(it item, number int, procedure string, head bool) {
	s := Step{Number: number, Kind: StepOther, Procedure: procedure}
	text := strings.TrimRight(it.text, " ")
	kinds := kindsOf(text)
	if len(kinds) > 0 {
		s.Kind, s.Also = kinds[0], kinds[1:]
	}
	if len(s.Also) == 0 {
		s.Also = nil
	}
	s.Subsystem = im.stepSubsystem(&s, text)
	im.condition(&s, text)
	switch {
	case s.Kind == StepOther && !(head && strings.HasSuffix(text, ":")):
		im.doubt(FoundStepUntyped, 23, it.line, "a step of no kind",
			"step %d: what is done is not recognised: %s", number, text).tell("step",
			Facts{N: number, Text: text})
	case s.Is(StepLookUp) && s.Subsystem == "":
		im.doubt(FoundLookUpWhere, 23, it.line, "", "step %d: a look-up that names no subsystem",
			number).tell("step", Facts{N: number})
	}
	im.p.Steps = append(im.p.Steps, s)
	im.stepLines = append(im.stepLines, it.line)
	for _, id := range otherSubsystems(&s, text) {
		s.Kind, s.Also, s.Subsystem = StepLookUp, nil, id
		im.p.Steps = append(im.p.Steps, s)
		im.stepLines = append(im.stepLines, it.line)
	}
}

// otherSubsystems lists what a look-up asks beside its first subsystem: a step
// of its own each, under the same number.
func otherSubsystems(s *Step, text string) (ids []string) {
	if !s.Is(StepLookUp) || s.Subsystem == "" || s.Subsystem == PortalESosial {
		return nil
	}
	seen := map[string]bool{s.Subsystem: true}
	for _, m := range namedList.FindAllString(text, -1) {
		for _, q := range quoted(m) {
			if id, known := subsystemID(q); known && !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// namedList is a list of quoted names before the word "subsystems".
var namedList = regexp.MustCompile(`(?:"[^"]+"\s*(?:\([^()]*\)\s*)?(?:,|və|and)?\s*)+(?:altsistem|subsystem)`)

// condition takes the leading clause off a step, unless the clause is where the
// step's only action stands.
func (im *importer) condition(s *Step, text string) {
	s.Text = im.text(upperFirst(text))
	if len(text) > maxEntry {
		return
	}
	for _, form := range []*regexp.Regexp{stepClause, stepIf} {
		m := form.FindStringSubmatch(text)
		if m == nil || len(kindsOf(m[2])) == 0 && s.Kind != StepOther {
			continue
		}
		condition, rest := m[1], m[2]
		if more := form.FindStringSubmatch(rest); more != nil && joinsClause(rest) {
			condition, rest = condition+" "+more[1], more[2]
		}
		s.Condition, s.Text = im.text(upperFirst(condition)), im.text(upperFirst(rest))
		return
	}
}

// joinsClause tells a rest that begins with "and": the condition goes on.
func joinsClause(rest string) bool {
	f := Fold(rest)
	return strings.HasPrefix(f, "ve ") || strings.HasPrefix(f, "and ")
}

// stepSubsystem names the subsystem that a step works with: the first that it
// quotes or abbreviates, else the e-sosial portal where it looks or notifies.
func (im *importer) stepSubsystem(s *Step, text string) string {
	folded := Fold(text)
	if strings.Contains(folded, "altsistem") || strings.Contains(folded, "subsystem") ||
		acronyms.MatchString(text) || s.Is(StepLookUp) {
		for _, q := range quoted(text) {
			if id, known := subsystemID(q); known {
				return id
			}
		}
		if a := acronyms.FindString(text); a != "" {
			id, _ := subsystemID(a)
			return id
		}
		if s.Is(StepLookUp) {
			if id, ok := subsystemBefore(folded); ok {
				return id
			}
			if m := quotedBefore.FindStringSubmatch(text); m != nil {
				id, _ := subsystemID(m[1])
				im.names[id] = m[1]
				return id
			}
		}
	}
	if portal.MatchString(text) && (s.Is(StepLookUp) || s.Is(StepNotify) || s.Is(StepDecision)) {
		return PortalESosial
	}
	return ""
}

var quotedBefore = regexp.MustCompile(`"([^"]+)"\s*(?:\([^()]*\)\s*)?(?:AS\b|altsistem|subsystem)`)

var unquoted = regexp.MustCompile(`((?:\S+ ){1,4})(?:altsistem|subsystem)`)

// subsystemBefore finds a known name without quotation marks before the word
// "subsystem".
func subsystemBefore(folded string) (string, bool) {
	for _, m := range unquoted.FindAllStringSubmatch(folded, -1) {
		if id, known := subsystemID(m[1]); known {
			return id, true
		}
	}
	return "", false
}

// shareOpening lets the opening steps of the first procedure (ticket, desk,
// papers) hold for all: the published guides write them once.
func (im *importer) shareOpening() {
	if len(im.p.Procedures) < 2 {
		return
	}
	first, n := im.p.Procedures[0].ID, 0
	for i := range im.p.Steps {
		s := &im.p.Steps[i]
		opening := s.Kind == StepTicket || s.Kind == StepDesk || s.Kind == StepDocuments
		if !opening || s.Procedure != first {
			break
		}
		s.Procedure = ""
		n++
	}
	for i := n; i < len(im.p.Steps); i++ {
		if im.p.Steps[i].Is(StepTicket) && im.p.Steps[i].Procedure != first {
			// Each procedure has its own opening: nothing is shared.
			for j := range n {
				im.p.Steps[j].Procedure = first
			}
			return
		}
	}
	if n > 0 {
		im.doubt(FoundSharedSteps, 23, im.stepLines[0], "for all procedures",
			"the first %d steps stand under the first of %d procedures", n,
			len(im.p.Procedures)).tell("opening", Facts{N: n, Of: len(im.p.Procedures)})
	}
}
