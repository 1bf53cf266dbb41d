package passport

import (
	"fmt"
	"strings"
)

// classWords are folded fragments of names and steps that speak for a class.
var classWords = []struct {
	class Classification
	words []string
}{
	{PresidentialGrant, []string{"prezidentinin teqaud", "president s stipend", "presidential s"}},
	{TargetedAid, []string{"unvanli", "targeted"}},
	{Adoption, []string{"ovladliga", "ovladliq", "adopti"}},
	{Certificates, []string{"arayis verilmesi", "arayislarin verilmesi", "arayisin verilmesi",
		"issuing of a certificate", "issue of a certificate"}},
	{InsuredRecords, []string{"sigortaolunan", "sigorta olunan", "ferdi ucot", "insured person"}},
	{LabourRelations, []string{"emek munasibet", "isegoturen", "emek muqavilesinin", "labour relations",
		"labor relations", "employer"}},
	{Disability, []string{"reabilitasiya", "protez", "elilliyin qiymetlendir", "elilliyin mueyyen edilmesi",
		"elillik uzre", "elillik istiqameti", "rehabilitation", "prosthe"}},
	{Employment, []string{"mesgulluq", "issiz", "isaxtaran", "ozunumesgulluq", "vakan", "jobseeker",
		"unemploy", "job seeker", "employment direction"}},
	{PensionsBenefits, []string{"muavinet", "pensiya", "teqaud", "kompensasiya", "benefit", "pension",
		"allowance", "compensation"}},
	{SocialServices, []string{"sosial xidmet", "putyovka", "sanatoriya", "social service", "voucher",
		"sanatorium"}},
}

// The weight of each witness: the direction that the first steps name is what
// the visitor really meets; name and ID come after it.
const (
	weightSteps = 3
	weightName  = 2
	weightID    = 2
)

// infer chooses among the options (all 11 when there are none) by the direction
// that the steps name, by the service's name, and by the ID, whose second pair
// is the classification's ordinal in the sources that follow the form. why says
// which of them spoke.
func (im *importer) infer(options []Classification) (best Classification, why string) {
	votes := map[Classification]int{}
	var witnesses []string
	vote := func(c Classification, weight int, witness string) {
		if c != "" {
			votes[c] += weight
			witnesses = append(witnesses, witness+" "+string(c))
		}
	}
	vote(classIn(im.ticketStep()), weightSteps, "steps say")
	vote(classIn(Fold(im.p.Name.Az)), weightName, "name says")
	if len(im.p.ID) >= 5 {
		if n := atoi(im.p.ID[3:5]); n >= 1 && n <= len(Classes()) {
			vote(Classes()[n-1].Code, weightID, "ID says")
		}
	}
	for _, c := range Classes() {
		allowed := len(options) == 0
		for _, o := range options {
			allowed = allowed || o == c.Code
		}
		if allowed && votes[c.Code] > votes[best] {
			best = c.Code
		}
	}
	if len(witnesses) > 0 {
		why = fmt.Sprintf(" (%s)", strings.Join(witnesses, ", "))
	}
	return best, why
}

// ticketStep is the folded wording of the step that names the direction.
func (im *importer) ticketStep() string {
	for _, s := range im.p.Steps {
		if s.Is(StepTicket) {
			return Fold(s.Text.Az)
		}
	}
	return ""
}

// classIn is the class that a folded wording speaks for first.
func classIn(folded string) Classification {
	for _, c := range classWords {
		for _, w := range c.words {
			if strings.Contains(folded, w) {
				return c.class
			}
		}
	}
	return ""
}

// executors takes the form's "01 - " off the names.
func (im *importer) executors() {
	im.p.Executors = []string{}
	for _, it := range chosen(im.items(keyExecutors)) {
		_, name := executor(it.text)
		im.p.Executors = append(im.p.Executors, name)
	}
}

// executor parts "01 - DSMF" into its code and name.
func executor(s string) (code, name string) {
	if len(s) > 4 && s[0] >= '0' && s[0] <= '9' && s[1] >= '0' && s[1] <= '9' {
		if rest := strings.TrimSpace(s[2:]); strings.HasPrefix(rest, "-") {
			return s[:2], strings.TrimSpace(rest[1:])
		}
	}
	return "", s
}

// executorHint says which body the ID's first pair points to.
func (im *importer) executorHint(items []item) reason {
	for _, it := range items {
		if code, name := executor(it.text); code != "" && strings.HasPrefix(im.p.ID, code+"-") {
			return reason{fmt.Sprintf(" (the ID begins with %s: %s?)", code, name), "executor",
				Facts{N: len(items), Text: code + " – " + name}}
		}
	}
	return reason{detail: "listed", facts: Facts{N: len(items)}}
}

// grounds reads field 9.
func (im *importer) grounds() {
	im.p.Grounds = []Ground{}
	seen := map[string]bool{}
	for _, it := range chosen(im.items(keyGrounds)) {
		wording := strings.TrimRight(it.text, ".")
		g := Ground{ID: slug(wording, 5), Text: im.text(wording)}
		if k, ok := recognise(knownGrounds, wording); ok {
			g.ID, g.Text = k.id, translated(g.Text, k.text)
		}
		g.ID = unique(seen, g.ID, "ground")
		im.p.Grounds = append(im.p.Grounds, g)
	}
}
