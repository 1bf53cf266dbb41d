package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dost/server/internal/app"
	"dost/server/internal/config"
)

const march = `{"name":{"az":"Sınaq","ru":"Проба","en":"Trial"},"from":"2020-03-16T00:00:00+04:00","to":"2020-03-17T00:00:00+04:00","rules":{"tickets_per_day":40}}`

// A day is played from a centre's data without changing them, beside its server as
// well.
func TestADayIsPlayedFromTheDataOfACentre(t *testing.T) {
	dir := t.TempDir()
	a, err := app.Open(t.Context(), app.Options{DataDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.Close(context.Background()); err != nil {
			t.Error(err)
		}
	}()
	file := filepath.Join(t.TempDir(), "regime.json")
	if err := os.WriteFile(file, []byte(march), 0o600); err != nil {
		t.Fatal(err)
	}
	before := a.Seq()
	c := &config.Command{Simulate: config.Simulate{Data: dir, Day: "2020-03-16", Regime: file, Visitors: 200,
		Seeds: 3, Seed: 9}}
	answer, err := play(context.Background(), c.Simulate)
	if err != nil {
		t.Fatal(err)
	}
	if answer.Ruled.All.Received.Median != 200 || answer.Tried == nil ||
		answer.Tried.All.Received.High > 3*40 || answer.Tried.All.Turned.Low < 80 {
		t.Errorf("as ruled %+v, with the regime %+v", answer.Ruled.All.Received, answer.Tried.All)
	}
	if a.Seq() != before {
		t.Error("the centre has changed")
	}
	var out strings.Builder
	if err := answer.print(&out); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"2020-03-16, 3 days from seed 9", "with the regime",
		"turned away, daily-limit"} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("the table lacks %q:\n%s", part, out.String())
		}
	}
}

func TestWhatCannotBeTriedIsSaid(t *testing.T) {
	file := filepath.Join(t.TempDir(), "regime.json")
	for text, want := range map[string]string{
		`{"rules":`:    "reading the regime",
		`{"rulez":{}}`: "rulez",
		`{"name":{"az":"Sınaq"},"from":"2020-03-16T00:00:00+04:00","to":"2020-03-15T00:00:00+04:00","rules":{"closed":true}}`: "cannot be tried",
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := play(context.Background(), config.Simulate{Regime: file, Seeds: 1}); err == nil ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("%s: says %v, not %q", text, err, want)
		}
	}
	if _, err := play(context.Background(), config.Simulate{Template: "none", Seeds: 1}); err == nil {
		t.Error("an unknown template is played")
	}
}
