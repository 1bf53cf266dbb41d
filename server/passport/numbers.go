package passport

// reportNumbers compares the printed numbers with the form's, and tells which
// fields are missing.
func reportNumbers(sections []*section, fs *findings) {
	seen := map[int]bool{}
	var shifted *section
	bare := unnumbered(sections)
	if bare {
		fs.note(FoundNumberMissing, 0, sections[0].line, "the fields by their wording",
			"no heading has a number").tell("all", Facts{})
	}
	for _, s := range sections {
		spec := &fieldSpecs[s.key]
		for n := spec.number; n <= spec.last; n++ {
			seen[n] = true
		}
		switch {
		case s.printed == 0 && bare:
		case s.printed == 0:
			fs.note(FoundNumberMissing, spec.number, s.line, spec.title, "the heading has no number")
		case s.printed != spec.number && s.printed != spec.last:
			if shifted == nil || fieldSpecs[shifted.key].number-shifted.printed != spec.number-s.printed {
				fs.note(FoundNumberShifted, spec.number, s.line, spec.title,
					"%s is printed as field %d, not %d, and what follows likewise",
					spec.title, s.printed, spec.number).tell("printed", Facts{N: s.printed, Of: spec.number})
			}
			shifted = s
			continue
		}
		shifted = nil
	}
	for key := range fieldSpecs {
		spec := &fieldSpecs[key]
		if seen[spec.number] {
			continue
		}
		seen[spec.number] = true
		if fieldKey(key) == keyForms {
			fs.note(FoundFieldMissing, spec.number, lineAfter(sections, spec.number), "none",
				"%s: the field is missing, as on the web pages", spec.title).tell("web", Facts{})
			continue
		}
		fs.doubt(FoundFieldMissing, spec.number, lineAfter(sections, spec.number), "",
			"%s: the field is missing", spec.title)
	}
}

// unnumbered tells a document whose headings have no numbers at all.
func unnumbered(sections []*section) bool {
	for _, s := range sections {
		if s.printed > 0 {
			return false
		}
	}
	return true
}

// lineAfter is where a missing field would have stood: the heading that follows
// it, 0 at the end.
func lineAfter(sections []*section, number int) int {
	for _, s := range sections {
		if fieldSpecs[s.key].number > number {
			return s.line
		}
	}
	return 0
}
