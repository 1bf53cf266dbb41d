package passport_test

import (
	"encoding/json"
	"errors"
	"testing"

	"dost/server/passport"
)

// Whatever the bytes: no panic, an *Error or a bounded result that reads back
// from its JSON, and the same again for the same bytes.
func FuzzImport(f *testing.F) {
	for _, name := range fixtures {
		file, data := fixture(f, name)
		f.Add(file, data)
	}
	f.Add("a.txt", []byte(announcement))
	f.Add("a.html", []byte("<table><tr><td>1.<td>Xidmətin adı<td>"))
	f.Add("a.md", []byte("| 1. | **Xidmətin adı** |\n\\* [x](y) `z` \\"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		r, err := passport.Import(name, data)
		if err != nil {
			var e *passport.Error
			if !errors.As(err, &e) || e.Code == "" || e.Detail == "" {
				t.Fatalf("an error without a code: %v", err)
			}
			return
		}
		if len(r.Findings) > 500 {
			t.Errorf("%d findings", len(r.Findings))
		}
		for _, finding := range r.Findings {
			if finding.Code == "" || finding.Message == "" || finding.Field < 0 || finding.Field > 27 ||
				finding.Line < 0 {
				t.Errorf("a finding without sense: %+v", finding)
			}
		}
		first, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var back passport.Result
		if err := json.Unmarshal(first, &back); err != nil {
			t.Fatal(err)
		}
		again, _ := passport.Import(name, data)
		second, _ := json.Marshal(again)
		if string(first) != string(second) {
			t.Error("the same bytes read differently")
		}
		_ = r.Passport.Validate() // may refuse, must not panic
		if changes := passport.Diff(r.Passport, r.Passport); len(changes) > 0 {
			t.Errorf("differs from itself: %v", changes)
		}
	})
}

func BenchmarkImport160(b *testing.B) {
	type document struct {
		name string
		data []byte
	}
	var all []document
	for i := range 160 {
		name, data := fixture(b, fixtures[i%len(fixtures)])
		all = append(all, document{name, data})
	}
	for b.Loop() {
		for _, d := range all {
			if _, err := passport.Import(d.name, d.data); err != nil {
				b.Fatal(err)
			}
		}
	}
}
