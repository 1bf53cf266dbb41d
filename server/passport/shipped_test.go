package passport_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"dost/server/passport"
	"dost/server/queue"
)

// shipped reads a passport that the product ships.
func shipped(t testing.TB, id string) passport.Passport {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "assets", "passports", id+".json"))
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	var p passport.Passport
	if err := d.Decode(&p); err != nil {
		t.Fatalf("%s: %v", id, err)
	}
	return p
}

var shippedIDs = []string{"01-09-07-00", "05-02-01-03", "01-05-02-01", "05-04-05-00"}

func TestShippedPassportsAreValidAndComplete(t *testing.T) {
	for _, id := range shippedIDs {
		p := shipped(t, id)
		if p.ID != id {
			t.Errorf("%s.json holds %s", id, p.ID)
		}
		if err := p.Validate(); err != nil {
			t.Errorf("%s: %v", id, err)
		}
		for _, gap := range p.Missing() {
			t.Errorf("%s: %s has no wording", id, gap)
		}
		if want := passport.DefaultDirections()[p.Classification]; p.Direction != want {
			t.Errorf("%s: direction %s, the table says %s", id, p.Direction, want)
		}
		for _, d := range p.Documents {
			if n := len([]rune(d.Label().In("ru"))); n > 50 {
				t.Errorf("%s: the short name of %s has %d letters", id, d.ID, n)
			}
		}
	}
}

// The figures of the table in domain, The service passport.
func TestShippedPassportsCarryTheFiguresOfTheirSources(t *testing.T) {
	day := func(n int) passport.Period { return passport.Period{Number: n, Unit: passport.Day} }
	cases := []struct {
		id                 string
		direction          queue.DirectionID
		total, front, back passport.Period
		operator           int
		documents, lookups int
		waits, prints      bool
	}{
		{"01-09-07-00", "social-services", day(2), day(2), day(0), 10, 2, 2, true, false},
		{"05-02-01-03", "benefits", day(10), day(2), day(8), 10, 4, 3, false, true},
		{"01-05-02-01", "benefits", day(10), day(2), day(8), 10, 3, 1, false, false},
		{"05-04-05-00", "employment", day(5), passport.Period{Number: 20, Unit: passport.Minute}, day(5), 20,
			1, 1, false, false},
	}
	for _, c := range cases {
		p := shipped(t, c.id)
		if p.Direction != c.direction || p.Total != c.total || p.Front != c.front || p.Back != c.back ||
			p.OperatorMinutes != c.operator {
			t.Errorf("%s: %s %v %v %v %d", c.id, p.Direction, p.Total, p.Front, p.Back, p.OperatorMinutes)
		}
		if len(p.Documents) != c.documents || len(p.LookUps()) != c.lookups {
			t.Errorf("%s: %d documents, %d look-ups", c.id, len(p.Documents), len(p.LookUps()))
		}
		if p.Has(passport.StepList) != c.waits || p.Has(passport.StepPrint) != c.prints {
			t.Errorf("%s: waiting list %v, two copies %v", c.id, p.Has(passport.StepList),
				p.Has(passport.StepPrint))
		}
	}
}
