package passport_test

import (
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"testing"
	"time"

	"dost/server/event"
	"dost/server/i18n"
	"dost/server/passport"
	"dost/server/problem"
	"dost/server/queue"
)

// shelving runs commands as a centre does: every event is written and read again
// before it is applied.
type shelving struct {
	t         *testing.T
	catalogue *passport.Catalogue
	queue     *queue.State
	seq       uint64
}

func newShelving(t *testing.T) *shelving {
	t.Helper()
	s := &shelving{t: t, catalogue: passport.NewCatalogue(), queue: queue.New()}
	s.queue.Apply(event.Record{Seq: 1, At: time.Unix(0, 0), Actor: "house",
		Event: queue.Configured{Config: queue.DefaultConfig()}})
	s.seq = 1
	return s
}

// do gives the code of the refusal; "" = done.
func (s *shelving) do(c passport.Command) problem.Code {
	s.t.Helper()
	events, err := s.catalogue.Decide(s.queue, c)
	if err != nil {
		var refused *problem.Error
		if !errors.As(err, &refused) {
			s.t.Fatalf("refused without a code: %v", err)
		}
		return refused.Code
	}
	for _, e := range events {
		body, err := json.Marshal(e)
		if err != nil {
			s.t.Fatal(err)
		}
		read, err := passport.Events.Decode(e.Kind(), body)
		if err != nil {
			s.t.Fatal(err)
		}
		s.seq++
		s.catalogue.Apply(event.Record{Seq: s.seq, At: time.Unix(int64(s.seq), 0).UTC(), Actor: "manager:m",
			Event: read})
	}
	return ""
}

func benefit(version, minutes int) passport.Passport {
	return passport.Passport{
		ID: "05-02-77-01", Version: version, Name: i18n.Text{Az: "Müavinətin təyin edilməsi"},
		Classification: passport.PensionsBenefits, Direction: passport.DirectionBenefits,
		OperatorMinutes: minutes,
	}
}

func TestAVersionIsAddedAndNeverChanged(t *testing.T) {
	s := newShelving(t)
	doubt := passport.Finding{Field: 14, Line: 90, Level: passport.Question, Code: passport.FoundUnitUnmarked,
		Message: "unit not marked"}
	if code := s.do(passport.Publish{Passport: benefit(2, 10), Open: []passport.Finding{doubt},
		Source: "benefit.txt"}); code != "" {
		t.Fatalf("a version over one that comes with the program: %s", code)
	}
	before := s.catalogue.Versions("05-02-77-01")
	for version, want := range map[int]problem.Code{2: passport.CodePassportChanged,
		1: passport.CodePassportChanged, 0: passport.CodePassportChanged} {
		if code := s.do(passport.Publish{Passport: benefit(version, 12)}); code != want {
			t.Errorf("version %d after 2: %q, want %q", version, code, want)
		}
	}
	if code := s.do(passport.Publish{Passport: benefit(3, 10),
		Open: []passport.Finding{doubt}}); code != passport.CodePassportSame {
		t.Errorf("the same again: %q", code)
	}
	if code := s.do(passport.Publish{Passport: benefit(3, 10)}); code != "" {
		t.Errorf("the same with its doubt settled: %q", code)
	}
	if code := s.do(passport.Publish{Passport: benefit(4, 15)}); code != "" {
		t.Errorf("a further version: %q", code)
	}
	if len(before) != 1 || before[0].Passport.OperatorMinutes != 10 || before[0].Source != "benefit.txt" ||
		before[0].Open[0] != doubt {
		t.Errorf("the version in use changed: %+v", before)
	}
	if all := s.catalogue.Versions("05-02-77-01"); len(all) != 3 || all[2].Passport.OperatorMinutes != 15 ||
		all[2].Actor != "manager:m" || len(all[1].Open) != 0 {
		t.Errorf("the versions are %+v", all)
	}
}

func TestAnUnusablePassportIsRefused(t *testing.T) {
	s := newShelving(t)
	p := benefit(1, 5)
	p.ID = "5-2"
	if code := s.do(passport.Publish{Passport: p}); code != passport.CodeInvalidPassport {
		t.Errorf("a malformed ID: %q", code)
	}
	if s.catalogue.Rev() != 0 || len(s.catalogue.IDs()) != 0 {
		t.Error("something was stored")
	}
}

func TestTheManagerSaysWhichDirectionAClassGoesTo(t *testing.T) {
	s := newShelving(t)
	table := passport.DefaultDirections()
	table[passport.PensionsBenefits] = passport.DirectionSocialServices

	lacking := maps.Clone(table)
	delete(lacking, passport.Adoption)
	strange := maps.Clone(table)
	delete(strange, passport.Adoption)
	strange["horoscopes"] = passport.DirectionBenefits
	nowhere := maps.Clone(table)
	nowhere[passport.Adoption] = "moon"
	for name, c := range map[string]struct {
		command passport.AssignDirections
		want    problem.Code
	}{
		"a class is missing":     {passport.AssignDirections{Table: lacking}, passport.CodeBadTable},
		"a class is unknown":     {passport.AssignDirections{Table: strange}, passport.CodeBadTable},
		"a direction is unknown": {passport.AssignDirections{Table: nowhere}, queue.CodeUnknownDirection},
		"another table was seen": {passport.AssignDirections{Rev: 7, Table: table},
			passport.CodePassportChanged},
	} {
		if code := s.do(c.command); code != c.want {
			t.Errorf("%s: %q, want %q", name, code, c.want)
		}
	}
	if code := s.do(passport.AssignDirections{Table: table}); code != "" {
		t.Fatal(code)
	}
	all := s.catalogue.Overlay([]passport.Passport{benefit(1, 5)})
	if all[0].Direction != passport.DirectionSocialServices {
		t.Errorf("the service goes to %s", all[0].Direction)
	}
	_, mark := s.catalogue.Directions()
	if code := s.do(passport.AssignDirections{Rev: mark.Seq,
		Table: passport.DefaultDirections()}); code != "" {
		t.Errorf("back to the first table: %q", code)
	}
}

func TestTheShelfLiesOverWhatComesWithTheProgram(t *testing.T) {
	s := newShelving(t)
	shipped := []passport.Passport{benefit(1, 5), benefit(2, 6)}
	s.do(passport.Publish{Passport: benefit(2, 20)})
	library, err := passport.NewLibrary(s.catalogue.Overlay(shipped))
	if err != nil {
		t.Fatal(err)
	}
	first, _ := library.Version("05-02-77-01", 1)
	second, _ := library.Version("05-02-77-01", 2)
	if first.OperatorMinutes != 5 || second.OperatorMinutes != 20 {
		t.Errorf("version 1 has %d minutes, version 2 has %d", first.OperatorMinutes, second.OperatorMinutes)
	}
}

func TestASnapshotOfTheShelfReadsAsItWas(t *testing.T) {
	s := newShelving(t)
	table := passport.DefaultDirections()
	table[passport.Certificates] = passport.DirectionBenefits
	s.do(passport.Publish{Passport: benefit(1, 10), Source: "a.txt"})
	s.do(passport.AssignDirections{Table: table})
	text, err := json.Marshal(s.catalogue)
	if err != nil {
		t.Fatal(err)
	}
	var again passport.Catalogue
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	second, err := json.Marshal(&again)
	if err != nil || string(second) != string(text) {
		t.Errorf("written again it differs: %v\n%s\n%s", err, text, second)
	}
	if !reflect.DeepEqual(again.Versions("05-02-77-01"), s.catalogue.Versions("05-02-77-01")) {
		t.Error("the versions differ")
	}
	got, mark := again.Directions()
	if !maps.Equal(got, table) || mark.Seq != 3 || again.Rev() != 3 {
		t.Errorf("table %v of record %d, rev %d", got, mark.Seq, again.Rev())
	}
	// The snapshot of a centre that knew no catalogue has nothing to say of it.
	var none passport.Catalogue
	if err := json.Unmarshal([]byte(`{}`), &none); err != nil || len(none.IDs()) != 0 {
		t.Fatal("an empty shelf does not read", err)
	}
	if table, _ := none.Directions(); !maps.Equal(table, passport.DefaultDirections()) {
		t.Error("an empty shelf has another table than every centre begins with")
	}
}
