package passport

import (
	"fmt"
	"strings"

	"dost/server/i18n"
)

// Change is one difference between two versions of a passport.
type Change struct {
	Field int    `json:"field"` // 1–27 in the form's numbering; 0 = beside the fields
	Path  string `json:"path"`  // "documents.identity-card.name.az"
	Old   string `json:"old"`   // "" = added
	New   string `json:"new"`   // "" = removed
}

// String writes the change for the command line.
func (c Change) String() string {
	switch {
	case c.Old == "":
		return fmt.Sprintf("%s: added %q", c.Path, c.New)
	case c.New == "":
		return fmt.Sprintf("%s: removed %q", c.Path, c.Old)
	}
	return fmt.Sprintf("%s: %q became %q", c.Path, c.Old, c.New)
}

// Diff lists what differs from old to new, in the order of the fields. Entries
// of lists are paired by ID, steps by their wording and plain lists by their
// text; a list in another order differs once, at its path. Versions and doubts
// are not compared.
func Diff(old, new Passport) []Change {
	d := differ{}
	d.value(2, "id", old.ID, new.ID)
	d.text(1, "name", old.Name, new.Name)
	d.text(1, "short", old.Short, new.Short)
	d.value(3, "classification", string(old.Classification), string(new.Classification))
	d.value(3, "direction", string(old.Direction), string(new.Direction))
	d.list(4, "units", old.Units, new.Units)
	d.list(5, "legal_basis", old.LegalBasis, new.LegalBasis)
	d.list(6, "apply_by", old.ApplyBy, new.ApplyBy)
	d.list(7, "channels", old.Channels, new.Channels)
	d.list(8, "answer_by", old.AnswerBy, new.AnswerBy)
	d.grounds(old.Grounds, new.Grounds)
	d.list(10, "users", old.Users, new.Users)
	d.list(11, "executors", old.Executors, new.Executors)
	d.value(12, "total", old.Total.String(), new.Total.String())
	d.value(14, "front", old.Front.String(), new.Front.String())
	d.value(16, "back", old.Back.String(), new.Back.String())
	d.value(18, "operator_minutes", fmt.Sprint(old.OperatorMinutes), fmt.Sprint(new.OperatorMinutes))
	d.value(19, "fee.paid", fmt.Sprint(old.Fee.Paid), fmt.Sprint(new.Fee.Paid))
	d.text(19, "fee.note", old.Fee.Note, new.Fee.Note)
	d.list(20, "places", old.Places, new.Places)
	d.documents(old.Documents, new.Documents)
	d.list(22, "document_forms", old.DocumentForms, new.DocumentForms)
	d.procedures(old.Procedures, new.Procedures)
	d.steps(old.Steps, new.Steps)
	d.list(24, "systems", old.Systems, new.Systems)
	d.subsystems(old.Subsystems, new.Subsystems)
	d.value(26, "electronic", string(old.Electronic), string(new.Electronic))
	d.value(27, "automated", string(old.Automated), string(new.Automated))
	d.value(27, "responsible", old.Responsible, new.Responsible)
	return d.changes
}

// String writes a period for changes and the command line: "20 minute".
func (p Period) String() string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", p.Number, p.Unit))
}

type differ struct{ changes []Change }

func (d *differ) value(field int, path, old, new string) {
	if old != new {
		d.changes = append(d.changes, Change{field, path, old, new})
	}
}

func (d *differ) text(field int, path string, old, new i18n.Text) {
	d.value(field, path+".az", old.Az, new.Az)
	d.value(field, path+".ru", old.Ru, new.Ru)
	d.value(field, path+".en", old.En, new.En)
}

func (d *differ) list(field int, path string, old, new []string) {
	same := func(s string) string { return s }
	if !pair(old, new, same, func(i int, o, n *string) {
		switch {
		case n == nil:
			d.value(field, path, *o, "")
		case o == nil:
			d.value(field, path, "", *n)
		}
	}) {
		d.value(field, path, strings.Join(old, " | "), strings.Join(new, " | "))
	}
}

// pair walks two lists: entries of the same key together (a key that returns,
// in turn), those of one list alone with nil, the old list's first. It returns
// false if the shared entries stand in another order.
func pair[T any](old, new []T, key func(T) string, visit func(i int, o, n *T)) (ordered bool) {
	places := map[string][]int{}
	for j := range new {
		places[key(new[j])] = append(places[key(new[j])], j)
	}
	taken := make([]bool, len(new))
	ordered, last := true, -1
	for i := range old {
		k := key(old[i])
		if len(places[k]) == 0 {
			visit(i, &old[i], nil)
			continue
		}
		j := places[k][0]
		places[k] = places[k][1:]
		taken[j] = true
		ordered = ordered && j > last
		last = j
		visit(j, &old[i], &new[j])
	}
	for j := range new {
		if !taken[j] {
			visit(j, nil, &new[j])
		}
	}
	return ordered
}

// order reports keys that stand in another order.
func order[T any](d *differ, field int, path string, old, new []T, key func(T) string) {
	keys := func(list []T) string {
		var s []string
		for _, e := range list {
			s = append(s, key(e))
		}
		return strings.Join(s, " | ")
	}
	d.value(field, path, keys(old), keys(new))
}

func (d *differ) grounds(old, new []Ground) {
	key := func(g Ground) string { return g.ID }
	if !pair(old, new, key, func(_ int, o, n *Ground) {
		switch {
		case n == nil:
			d.value(9, "grounds."+o.ID, o.Text.Az, "")
		case o == nil:
			d.value(9, "grounds."+n.ID, "", n.Text.Az)
		default:
			d.text(9, "grounds."+n.ID, o.Text, n.Text)
		}
	}) {
		order(d, 9, "grounds", old, new, key)
	}
}

func (d *differ) documents(old, new []Document) {
	key := func(e Document) string { return e.ID }
	if !pair(old, new, key, func(_ int, o, n *Document) {
		switch {
		case n == nil:
			d.value(21, "documents."+o.ID, o.Name.Az, "")
		case o == nil:
			d.value(21, "documents."+n.ID, "", n.Name.Az)
		default:
			path := "documents." + n.ID
			d.text(21, path+".name", o.Name, n.Name)
			d.text(21, path+".short", o.Short, n.Short)
			d.text(21, path+".condition", o.Condition, n.Condition)
			d.value(21, path+".from_system", fmt.Sprint(o.FromSystem), fmt.Sprint(n.FromSystem))
			d.alternatives(path, o.Alternatives, n.Alternatives)
		}
	}) {
		order(d, 21, "documents", old, new, key)
	}
}

func (d *differ) alternatives(path string, old, new []Alternative) {
	pair(old, new, func(a Alternative) string { return a.ID }, func(_ int, o, n *Alternative) {
		switch {
		case n == nil:
			d.value(21, path+"."+o.ID, o.Name.Az, "")
		case o == nil:
			d.value(21, path+"."+n.ID, "", n.Name.Az)
		default:
			d.text(21, path+"."+n.ID, o.Name, n.Name)
		}
	})
}

func (d *differ) procedures(old, new []Procedure) {
	pair(old, new, func(p Procedure) string { return p.ID }, func(_ int, o, n *Procedure) {
		switch {
		case n == nil:
			d.value(23, "procedures."+o.ID, o.Name.Az, "")
		case o == nil:
			d.value(23, "procedures."+n.ID, "", n.Name.Az)
		default:
			d.text(23, "procedures."+n.ID, o.Name, n.Name)
		}
	})
}

func (d *differ) steps(old, new []Step) {
	key := func(s Step) string { return Fold(s.Text.Az) }
	if !pair(old, new, key, func(i int, o, n *Step) {
		path := fmt.Sprintf("steps.%d", i+1)
		switch {
		case n == nil:
			d.value(23, path, o.Text.Az, "")
		case o == nil:
			d.value(23, path, "", n.Text.Az)
		default:
			d.value(23, path+".number", fmt.Sprint(o.Number), fmt.Sprint(n.Number))
			d.value(23, path+".kind", kindNames(o), kindNames(n))
			d.text(23, path+".text", o.Text, n.Text)
			d.text(23, path+".condition", o.Condition, n.Condition)
			d.value(23, path+".subsystem", o.Subsystem, n.Subsystem)
			d.value(23, path+".procedure", o.Procedure, n.Procedure)
		}
	}) {
		order(d, 23, "steps", old, new, func(s Step) string { return s.Text.Az })
	}
}

func kindNames(s *Step) string {
	names := []string{string(s.Kind)}
	for _, k := range s.Also {
		names = append(names, string(k))
	}
	return strings.Join(names, "+")
}

func (d *differ) subsystems(old, new []Subsystem) {
	pair(old, new, func(s Subsystem) string { return s.ID }, func(_ int, o, n *Subsystem) {
		switch {
		case n == nil:
			d.value(25, "subsystems."+o.ID, o.Name, "")
		case o == nil:
			d.value(25, "subsystems."+n.ID, "", n.Name)
		default:
			path := "subsystems." + n.ID
			d.value(25, path+".name", o.Name, n.Name)
			d.value(25, path+".look_up", fmt.Sprint(o.LookUp), fmt.Sprint(n.LookUp))
			d.text(25, path+".what", o.What, n.What)
		}
	})
}
