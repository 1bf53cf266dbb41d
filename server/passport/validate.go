package passport

import (
	"fmt"
	"regexp"
	"strings"

	"dost/server/i18n"
)

var (
	idForm    = regexp.MustCompile(`^\d{2}-\d{2}-\d{2}-\d{2}$`)
	kebabForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

// maxNumber bounds every figure of a passport: a period or standard above it is
// a misprint.
const maxNumber = 10_000

// Validate says whether the passport can be used: a well-formed ID, a known
// classification, a direction, names for everything that people read, unique
// references. The error is an *Error with code invalid-passport whose fact
// "problems" lists every fault; what only looks odd is no fault.
func (p *Passport) Validate() error {
	c := checker{}
	c.head(p)
	c.grounds(p)
	c.documents(p)
	c.periods(p)
	c.guide(p)
	if len(c.problems) == 0 {
		return nil
	}
	return &Error{Code: CodeInvalidPassport, Detail: strings.Join(c.problems, "; "),
		Facts: map[string]any{"problems": c.problems}}
}

type checker struct{ problems []string }

func (c *checker) need(ok bool, format string, args ...any) {
	if !ok {
		c.problems = append(c.problems, fmt.Sprintf(format, args...))
	}
}

// key checks an ID that documents, grounds and the like are referred to by.
func (c *checker) key(seen map[string]bool, what, id string) {
	c.need(kebabForm.MatchString(id), "%s id %q is not kebab-case", what, id)
	c.need(!seen[id], "%s id %q stands twice", what, id)
	seen[id] = true
}

func (c *checker) text(what string, t i18n.Text) {
	c.need(strings.TrimSpace(t.Az) != "", "%s has no wording", what)
}

func (c *checker) head(p *Passport) {
	c.need(idForm.MatchString(p.ID), "id %q is not NN-NN-NN-NN", p.ID)
	c.need(p.Version >= 0, "version %d is negative", p.Version)
	c.text("name", p.Name)
	_, known := ClassOf(p.Classification)
	c.need(known, "classification %q is unknown", p.Classification)
	c.need(kebabForm.MatchString(string(p.Direction)), "direction %q is no direction id", p.Direction)
	_, known = i18n.Chosen(p.Language)
	c.need(known, "language %q is unknown", p.Language)
}

func (c *checker) grounds(p *Passport) {
	seen := map[string]bool{}
	for _, g := range p.Grounds {
		c.key(seen, "ground", g.ID)
		c.text("ground "+g.ID, g.Text)
	}
}

func (c *checker) documents(p *Passport) {
	seen := map[string]bool{}
	for _, d := range p.Documents {
		c.key(seen, "document", d.ID)
		c.text("document "+d.ID, d.Name)
		for _, a := range d.Alternatives {
			c.key(seen, "alternative", a.ID)
			c.text("alternative "+a.ID, a.Name)
		}
		c.need(len(d.Alternatives) != 1, "document %s has a single alternative", d.ID)
	}
}

func (c *checker) periods(p *Passport) {
	for _, f := range []struct {
		name string
		Period
	}{{"total", p.Total}, {"front", p.Front}, {"back", p.Back}} {
		c.need(f.Number >= 0 && f.Number <= maxNumber, "%s period %d is out of range", f.name, f.Number)
		switch f.Unit {
		case UnitUnknown, Minute, Hour, Day, Month:
		default:
			c.need(false, "%s period has the unknown unit %q", f.name, f.Unit)
		}
	}
	c.need(p.OperatorMinutes >= 0 && p.OperatorMinutes <= maxNumber, "operator standard %d is out of range",
		p.OperatorMinutes)
	for _, d := range []Degree{p.Electronic, p.Automated} {
		switch d {
		case DegreeUnknown, DegreeFull, DegreePartial, DegreeNone, DegreeImpossible:
		default:
			c.need(false, "degree %q is unknown", d)
		}
	}
}

func (c *checker) guide(p *Passport) {
	procedures, subsystems := map[string]bool{"": true}, map[string]bool{"": true}
	for _, r := range p.Procedures {
		c.key(procedures, "procedure", r.ID)
		c.text("procedure "+r.ID, r.Name)
	}
	for _, s := range p.Subsystems {
		c.key(subsystems, "subsystem", s.ID)
		c.need(strings.TrimSpace(s.Name) != "", "subsystem %s has no name", s.ID)
	}
	for i, s := range p.Steps {
		what := fmt.Sprintf("step %d", i+1)
		c.text(what, s.Text)
		for _, k := range append([]StepKind{s.Kind}, s.Also...) {
			c.need(stepKinds[k], "%s has the unknown kind %q", what, k)
		}
		c.need(procedures[s.Procedure], "%s names the unknown procedure %q", what, s.Procedure)
		c.need(subsystems[s.Subsystem] || s.Subsystem == PortalESosial, "%s names the unknown subsystem %q",
			what, s.Subsystem)
	}
}

var stepKinds = map[StepKind]bool{
	StepTicket: true, StepDesk: true, StepDocuments: true, StepLookUp: true, StepApply: true,
	StepHelp: true, StepAttach: true, StepRegister: true, StepOffer: true, StepRefuse: true,
	StepBackOffice: true, StepList: true, StepPrint: true, StepDecision: true, StepNotify: true,
	StepOther: true,
}

// Missing lists what people read and what has no wording yet in one of the
// three languages, as "documents.identity-card.name: ru". An empty list means a
// complete passport.
func (p *Passport) Missing() []string {
	var gaps []string
	p.eachText(func(path string, t i18n.Text) {
		az := t.Az
		if p.Language == "en" && t.Az == t.En {
			az = "" // the English wording stands in
		}
		for _, w := range []struct{ language, wording string }{{"az", az}, {"ru", t.Ru}, {"en", t.En}} {
			if strings.TrimSpace(w.wording) == "" {
				gaps = append(gaps, path+": "+w.language)
			}
		}
	})
	return gaps
}

// eachText visits every wording that is in use, in the order of the model.
func (p *Passport) eachText(visit func(path string, t i18n.Text)) {
	used := func(path string, t i18n.Text) {
		if t != (i18n.Text{}) {
			visit(path, t)
		}
	}
	visit("name", p.Name)
	used("short", p.Short)
	for _, g := range p.Grounds {
		visit("grounds."+g.ID, g.Text)
	}
	used("fee.note", p.Fee.Note)
	for _, d := range p.Documents {
		visit("documents."+d.ID+".name", d.Name)
		used("documents."+d.ID+".short", d.Short)
		used("documents."+d.ID+".condition", d.Condition)
		for _, a := range d.Alternatives {
			visit("documents."+d.ID+"."+a.ID, a.Name)
		}
	}
	for i, s := range p.Steps {
		visit(fmt.Sprintf("steps.%d.text", i+1), s.Text)
		used(fmt.Sprintf("steps.%d.condition", i+1), s.Condition)
	}
	for _, r := range p.Procedures {
		visit("procedures."+r.ID, r.Name)
	}
	for _, s := range p.Subsystems {
		used("subsystems."+s.ID+".what", s.What)
	}
	for i, d := range p.Doubts {
		visit(fmt.Sprintf("doubts.%d", i+1), d.Note)
	}
}
