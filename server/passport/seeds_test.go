package passport_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dost/server/passport"
)

// seedDir is where the five source documents lie beside a working copy. They are
// not part of the repository: the fixtures in testdata carry the same layouts
// and faults, and these tests add the documents themselves where they are.
const seedDir = "../../../shared/seeds"

// seed reads a source document, or tells that it is not there.
func seed(t testing.TB, number string) (name string, data []byte, ok bool) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(seedDir, number+"_*.txt"))
	if err != nil || len(files) == 0 {
		t.Logf("source document %s is not beside this working copy", number)
		return "", nil, false
	}
	data, err = os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Base(files[0]), data, true
}

var seeds = []struct {
	number, id string
	kinds      string // number:kind of every step
	lookUps    string
	doubts     string // field:code of every doubt
	notes      string
}{
	{"000", "01-09-07-00",
		"1:take-ticket 2:desk+documents 3:documents 4:look-up 5:look-up 6:application+help 7:attach 8:waiting-list 9:notify 10:notify",
		"employment-contract tseras",
		"",
		"0:not-translated 8:number-without-dot 22:field-missing"},
	{"001", "05-02-01-03",
		"1:take-ticket 2:desk 3:documents 4:look-up 5:documents+look-up 6:look-up 7:attach 8:register+send-back-office 9:print-copies 10:decision-by+notify",
		"social-payments e-sosial tseras",
		"",
		"0:not-translated 8:number-without-dot 22:field-missing 23:number-shifted"},
	{"002", "01-05-02-01",
		"1:take-ticket 2:desk 3:documents 4:look-up 5:documents+register 6:send-back-office 7:decision-by+notify",
		"social-payments",
		"3:class-unmarked 4:options-unmarked 6:options-unmarked 7:options-unmarked 8:options-unmarked 9:options-unmarked 10:options-unmarked 11:options-unmarked " +
			"12:unit-unmarked 14:unit-unmarked 16:unit-unmarked 19:fee-unmarked 20:options-unmarked 22:options-unmarked 24:options-unmarked 25:options-unmarked 26:degree-unmarked",
		"0:not-translated 21:document-or 23:note-kept-out"},
	{"003", "05-04-05-00",
		"1:take-ticket 2:desk 3:documents 4:application+help 5:register+notify 6:other 6:look-up 6:refuse 6:offer 6:send-back-office 6:refuse 7:application+help",
		"mas",
		"3:class-unmarked 4:options-unmarked 6:options-unmarked 7:options-unmarked 8:options-unmarked 9:options-unmarked 10:options-unmarked 11:options-unmarked " +
			"12:unit-unmarked 14:unit-unmarked 15:front-exceeds-total 16:unit-unmarked 19:fee-unmarked 20:options-unmarked 21:from-system 22:options-unmarked 23:steps-shared " +
			"24:options-unmarked 25:options-unmarked 26:degree-unmarked",
		"0:not-translated"},
}

func TestSeedsImportWithEveryFieldAndDoubt(t *testing.T) {
	for _, s := range seeds {
		name, data, ok := seed(t, s.number)
		if !ok {
			continue
		}
		r, err := passport.Import(name, data)
		if err != nil {
			t.Errorf("%s: %v", s.number, err)
			continue
		}
		sameFacts(t, s.number, r.Passport, shipped(t, s.id))
		if err := r.Passport.Validate(); err != nil {
			t.Errorf("%s: %v", s.number, err)
		}
		var kinds, lookUps []string
		for _, step := range r.Passport.Steps {
			names := []string{string(step.Kind)}
			for _, k := range step.Also {
				names = append(names, string(k))
			}
			kinds = append(kinds, fmt.Sprintf("%d:%s", step.Number, strings.Join(names, "+")))
		}
		for _, l := range r.Passport.LookUps() {
			lookUps = append(lookUps, l.Subsystem)
		}
		same(t, s.number+" steps", strings.Join(kinds, " "), s.kinds)
		same(t, s.number+" look-ups", strings.Join(lookUps, " "), s.lookUps)
		same(t, s.number+" doubts", codes(r, passport.Question), s.doubts)
		same(t, s.number+" notes", codes(r, passport.Note), s.notes)
	}
}

// codes lists the findings of a level by field.
func codes(r passport.Result, level passport.Level) string {
	var list []passport.Finding
	for _, f := range r.Findings {
		if f.Level == level {
			list = append(list, f)
		}
	}
	slices.SortStableFunc(list, func(a, b passport.Finding) int { return a.Field - b.Field })
	var s []string
	for _, f := range list {
		s = append(s, fmt.Sprintf("%d:%s", f.Field, f.Code))
	}
	return strings.Join(s, " ")
}

// misprints of the sources that the shipped passports put right.
var misprints = strings.NewReplacer("icazı vəsiqəsi", "icazə vəsiqəsi", "Monitoring", "Monitorinq",
	"Validəyn", "Valideyn", "sosial agentı", "sosial agenti")

// sameFacts compares an import with the shipped passport, which was written from
// the same source by hand: everything but the wording of the steps.
func sameFacts(t *testing.T, what string, got, want passport.Passport) {
	t.Helper()
	same(t, what+" id", got.ID, want.ID)
	same(t, what+" name", got.Name.Az, want.Name.Az)
	same(t, what+" classification", string(got.Classification), string(want.Classification))
	same(t, what+" direction", string(got.Direction), string(want.Direction))
	for _, l := range []struct {
		name      string
		got, want []string
	}{
		{"units", got.Units, want.Units}, {"legal basis", got.LegalBasis, want.LegalBasis},
		{"apply", got.ApplyBy, want.ApplyBy},
		{"channels", got.Channels, want.Channels}, {"answer", got.AnswerBy, want.AnswerBy},
		{"users", got.Users, want.Users},
		{"executors", got.Executors, want.Executors}, {"places", got.Places, want.Places},
		{"forms", got.DocumentForms, want.DocumentForms},
		{"systems", got.Systems, want.Systems},
	} {
		same(t, what+" "+l.name, strings.Join(l.got, "\n"), strings.Join(l.want, "\n"))
	}
	same(t, what+" periods", fmt.Sprint(got.Total, got.Front, got.Back, got.OperatorMinutes, got.Fee),
		fmt.Sprint(want.Total, want.Front, want.Back, want.OperatorMinutes, want.Fee))
	same(t, what+" degrees", fmt.Sprint(got.Electronic, got.Automated),
		fmt.Sprint(want.Electronic, want.Automated))
	same(t, what+" grounds", fmt.Sprint(got.Grounds), fmt.Sprint(want.Grounds))
	same(t, what+" documents", documents(got), documents(want))
	same(t, what+" subsystems", subsystems(got), subsystems(want))
	same(t, what+" procedures", fmt.Sprint(len(got.Procedures)), fmt.Sprint(len(want.Procedures)))
	if g := strings.TrimSuffix(misprints.Replace(got.Responsible),
		"i"); g != strings.TrimSuffix(want.Responsible, "i") {
		t.Errorf("%s responsible: %q, want %q", what, got.Responsible, want.Responsible)
	}
}

func documents(p passport.Passport) string {
	var s []string
	for _, d := range p.Documents {
		s = append(s, fmt.Sprintf("%s, %d alternatives, from system %v", misprints.Replace(d.Name.Az),
			len(d.Alternatives), d.FromSystem))
	}
	return strings.Join(s, "\n")
}

func subsystems(p passport.Passport) string {
	var s []string
	for _, sub := range p.Subsystems {
		s = append(s, fmt.Sprintf("%s %s %v", sub.ID, misprints.Replace(sub.Name), sub.LookUp))
	}
	return strings.Join(s, "\n")
}

func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
}

// The figures that the issue quotes stand at the right line of the source.
func TestSeedDoubtsSayWhereAndWhatWasAssumed(t *testing.T) {
	name, data, ok := seed(t, "003")
	if !ok {
		return
	}
	r, err := passport.Import(name, data)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, f := range r.Findings {
		all = append(all, f.String())
	}
	for _, want := range []string{
		"field 14, line 141: front-office period: unit not marked; assumed minute",
		"field 15, line 153: front office 20 > total 5 days: minutes?; assumed 20 minutes",
	} {
		if !slices.Contains(all, want) {
			t.Errorf("no finding %q in\n%s", want, strings.Join(all, "\n"))
		}
	}
}

func TestSeedOfAnnouncementIsRefused(t *testing.T) {
	name, data, ok := seed(t, "004")
	if !ok {
		return
	}
	_, err := passport.Import(name, data)
	wantCode(t, err, passport.CodeNotAPassport)
}
