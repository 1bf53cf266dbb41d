package passport

import (
	"slices"

	"dost/server/i18n"
)

// Adopt gives a new version of a passport the IDs and translations that the old
// one already has, wherever the source's wording is the same but for case, signs
// and diacritics. So a re-import neither loses a translator's work nor makes an
// application's document IDs mean something else. Figures and wordings of the
// source are never touched.
func Adopt(old, imported Passport) Passport {
	p := imported
	p.Name = adopted(old.Name, p.Name)
	if Fold(old.Name.Az) == Fold(p.Name.Az) && p.Short == (i18n.Text{}) {
		p.Short = old.Short
	}
	p.Grounds = slices.Clone(p.Grounds)
	for i := range p.Grounds {
		for _, g := range old.Grounds {
			if Fold(g.Text.Az) == Fold(p.Grounds[i].Text.Az) {
				p.Grounds[i].ID, p.Grounds[i].Text = g.ID, adopted(g.Text, p.Grounds[i].Text)
			}
		}
	}
	p.Documents = slices.Clone(p.Documents)
	for i := range p.Documents {
		for _, o := range old.Documents {
			if Fold(o.Name.Az) == Fold(p.Documents[i].Name.Az) {
				adoptDocument(o, &p.Documents[i])
			}
		}
	}
	p.Procedures, p.Steps = slices.Clone(p.Procedures), slices.Clone(p.Steps)
	for i := range p.Procedures {
		for _, o := range old.Procedures {
			if Fold(o.Name.Az) == Fold(p.Procedures[i].Name.Az) {
				p.renameProcedure(p.Procedures[i].ID, o.ID)
				p.Procedures[i] = Procedure{ID: o.ID, Name: adopted(o.Name, p.Procedures[i].Name)}
			}
		}
	}
	for i := range p.Steps {
		for _, o := range old.Steps {
			p.Steps[i].Text = adopted(o.Text, p.Steps[i].Text)
			p.Steps[i].Condition = adopted(o.Condition, p.Steps[i].Condition)
		}
	}
	p.Subsystems = slices.Clone(p.Subsystems)
	for i := range p.Subsystems {
		for _, o := range old.Subsystems {
			if o.ID == p.Subsystems[i].ID {
				p.Subsystems[i].What = adopted(o.What, p.Subsystems[i].What)
			}
		}
	}
	return p
}

// adopted takes the old translations for the same wording.
func adopted(old, new i18n.Text) i18n.Text {
	if old.Az == "" || Fold(old.Az) != Fold(new.Az) {
		return new
	}
	if new.Ru == "" {
		new.Ru = old.Ru
	}
	if new.En == "" {
		new.En = old.En
	}
	return new
}

func adoptDocument(old Document, d *Document) {
	d.ID, d.Name = old.ID, adopted(old.Name, d.Name)
	if d.Short == (i18n.Text{}) {
		d.Short = old.Short
	}
	d.Condition = adopted(old.Condition, d.Condition)
	if d.Condition == (i18n.Text{}) {
		d.Condition = old.Condition
	}
	d.Alternatives = slices.Clone(d.Alternatives)
	for i := range d.Alternatives {
		for _, a := range old.Alternatives {
			if Fold(a.Name.Az) == Fold(d.Alternatives[i].Name.Az) || a.ID == d.Alternatives[i].ID {
				d.Alternatives[i].ID, d.Alternatives[i].Name = a.ID, adopted(a.Name, d.Alternatives[i].Name)
			}
		}
	}
}

func (p *Passport) renameProcedure(from, to string) {
	for i := range p.Steps {
		if p.Steps[i].Procedure == from {
			p.Steps[i].Procedure = to
		}
	}
}
