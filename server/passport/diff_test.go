package passport_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dost/server/i18n"
	"dost/server/passport"
)

func TestDiffNamesEveryChange(t *testing.T) {
	cases := []struct {
		name   string
		change func(p *passport.Passport)
		want   string
	}{
		{"nothing", func(p *passport.Passport) { p.Version = 9; p.Doubts = nil }, ""},
		{"period", func(p *passport.Passport) { p.Total.Number = 12 }, `total: "10 day" became "12 day"`},
		{"unit", func(p *passport.Passport) { p.Front = passport.Period{Number: 20, Unit: passport.Minute} },
			`front: "2 day" became "20 minute"`},
		{"classification", func(p *passport.Passport) { p.Classification = passport.Disability },
			`classification: "pensions-benefits" became "disability"`},
		{"translation", func(p *passport.Passport) { p.Name.Ru = "Пособие" },
			`name.ru: "` + "%" + `" became "Пособие"`},
		{"law added", func(p *passport.Passport) { p.LegalBasis = append(p.LegalBasis, "Yeni qərar") },
			`legal_basis: added "Yeni qərar"`},
		{"channel removed", func(p *passport.Passport) { p.Channels = p.Channels[1:] },
			`channels: removed "\"DOST\" mərkəzləri"`},
		{"order", func(p *passport.Passport) { slices.Reverse(p.Places) }, `places: "%" became "%"`},
		{"ground removed", func(p *passport.Passport) { p.Grounds = p.Grounds[1:] },
			`grounds.incomplete-documents: removed "Sənədlərin natamamlığı"`},
		{"document gone", func(p *passport.Passport) { p.Documents = p.Documents[:3] },
			`documents.expert-council-opinion: removed "%"`},
		{"document condition", func(p *passport.Passport) { p.Documents[1].Condition = i18n.Text{} },
			`documents.tsek-decision.condition.az: removed "%"|documents.tsek-decision.condition.ru: removed "%"|documents.tsek-decision.condition.en: removed "%"`},
		{"alternative", func(
			p *passport.Passport) {
			p.Documents[0].Alternatives = p.Documents[0].Alternatives[:1]
		}, `documents.identity.permanent-residence-permit: removed "%"`},
		{"step kind", func(p *passport.Passport) { p.Steps[8].Also = nil },
			`steps.9.kind: "send-back-office+register" became "send-back-office"`},
		{"step inserted", func(p *passport.Passport) {
			p.Steps = slices.Insert(p.Steps, 2,
				passport.Step{Number: 2, Kind: passport.StepHelp, Text: i18n.Text{Az: "Könüllü kömək edir."}})
		}, `steps.3: added "Könüllü kömək edir."`},
		{"steps swapped", func(p *passport.Passport) { p.Steps[3], p.Steps[4] = p.Steps[4], p.Steps[3] },
			`steps: "%" became "%"`},
		{"look-up", func(p *passport.Passport) { p.Subsystems[0].LookUp = true },
			`subsystems.esdas.look_up: "false" became "true"`},
		{"degree", func(p *passport.Passport) { p.Automated = passport.DegreeFull },
			`automated: "partial" became "full"`},
		{"fee", func(p *passport.Passport) { p.Fee.Paid = true }, `fee.paid: "false" became "true"`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			old, changed := shipped(t, "05-02-01-03"), shipped(t, "05-02-01-03")
			c.change(&changed)
			var got []string
			for _, d := range passport.Diff(old, changed) {
				got = append(got, d.String())
			}
			if !alike(strings.Join(got, "|"), c.want) {
				t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), c.want)
			}
		})
	}
}

// alike compares with % for any run of letters.
func alike(got, want string) bool {
	parts := strings.Split(want, "%")
	if len(parts) == 1 {
		return got == want
	}
	if !strings.HasPrefix(got, parts[0]) || !strings.HasSuffix(got, parts[len(parts)-1]) {
		return false
	}
	for _, p := range parts {
		at := strings.Index(got, p)
		if at < 0 {
			return false
		}
		got = got[at+len(p):]
	}
	return true
}

// A re-import of a service keeps the IDs that applications refer to and the
// translations that people made, and changes the figures only.
func TestAdoptKeepsIDsAndTranslations(t *testing.T) {
	r := importFixture(t, "web-plain.txt")
	old := r.Passport
	old.Documents = slices.Clone(old.Documents)
	old.Documents[1].ID = "rehabilitation-programme"
	old.Documents[1].Name.Ru, old.Documents[1].Name.En = "Программа реабилитации", "Rehabilitation programme"
	old.Documents[1].Short = i18n.Text{Az: "Proqram", Ru: "Программа", En: "Programme"}
	old.Name.Ru = "Протезы"
	old.Steps = slices.Clone(old.Steps)
	old.Steps[1].Text.En = "Go to the desk."

	fresh := importFixture(t, "web-plain.txt").Passport
	fresh.Total.Number = 20
	got := passport.Adopt(old, fresh)
	var changes []string
	for _, c := range passport.Diff(old, got) {
		changes = append(changes, c.String())
	}
	if want := `total: "15 day" became "20 day"`; strings.Join(changes, "|") != want {
		t.Errorf("changes %v, want only %s", changes, want)
	}
	if fresh.Documents[1].ID == got.Documents[1].ID {
		t.Error("Adopt changed what it was given")
	}
}

func TestValidateNamesEveryFault(t *testing.T) {
	cases := []struct {
		fault string
		spoil func(p *passport.Passport)
	}{
		{`id "1-2"`, func(p *passport.Passport) { p.ID = "1-2" }},
		{`name has no wording`, func(p *passport.Passport) { p.Name.Az = " " }},
		{`classification "x"`, func(p *passport.Passport) { p.Classification = "x" }},
		{`direction ""`, func(p *passport.Passport) { p.Direction = "" }},
		{`document id "Ç"`, func(p *passport.Passport) { p.Documents[0].ID = "Ç" }},
		{`stands twice`, func(p *passport.Passport) { p.Grounds[1].ID = p.Grounds[0].ID }},
		{`a single alternative`, func(
			p *passport.Passport) {
			p.Documents[0].Alternatives = p.Documents[0].Alternatives[:1]
		}},
		{`total period -1`, func(p *passport.Passport) { p.Total.Number = -1 }},
		{`unknown unit "week"`, func(p *passport.Passport) { p.Back.Unit = "week" }},
		{`unknown kind "dance"`, func(p *passport.Passport) { p.Steps[0].Kind = "dance" }},
		{`unknown subsystem "nowhere"`, func(p *passport.Passport) { p.Steps[0].Subsystem = "nowhere" }},
		{`unknown procedure "none"`, func(p *passport.Passport) { p.Steps[0].Procedure = "none" }},
		{`degree "half"`, func(p *passport.Passport) { p.Electronic = "half" }},
		{`language "tr"`, func(p *passport.Passport) { p.Language = "tr" }},
	}
	for _, c := range cases {
		p := shipped(t, "05-02-01-03")
		c.spoil(&p)
		err := p.Validate()
		wantCode(t, err, passport.CodeInvalidPassport)
		if err == nil || !strings.Contains(err.Error(), c.fault) {
			t.Errorf("%v does not name %s", err, c.fault)
		}
	}
}

func ExampleFinding_String() {
	f := passport.Finding{Field: 14, Line: 92, Message: "unit not marked", Assumed: "minute"}
	fmt.Println(f)
	// Output: field 14, line 92: unit not marked; assumed minute
}
