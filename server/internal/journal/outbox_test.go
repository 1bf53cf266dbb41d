package journal_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"dost/server/application"
	"dost/server/centre"
	"dost/server/integration"
	"dost/server/internal/journal"
)

func connection(system string, active bool) journal.Connection {
	return journal.Connection{
		Connection: integration.Connection{System: system, URL: "https://" + system + ".example", Active: active}, Secret: "a canary of a secret",
	}
}

func TestASecretLiesSealedAndStaysUnlessItIsChanged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "centre.db")
	j := open(t, path)
	at := time.UnixMilli(1_800_000_000_000)
	if err := j.Connect(connection("esdas", true), at, "manager:m"); err != nil {
		t.Fatal(err)
	}
	moved := connection("esdas", false)
	moved.URL, moved.Secret = "https://elsewhere.example", ""
	if err := j.Connect(moved, at, "manager:m"); err != nil {
		t.Fatal(err)
	}
	nowhere := connection("mas", true)
	nowhere.Secret = ""
	if err := j.Connect(nowhere, at, "manager:m"); !errors.Is(err, journal.ErrUnknown) {
		t.Errorf("a connection without any secret: %v", err)
	}
	all, err := j.Connections()
	if err != nil || len(all) != 1 || all[0].Secret != "a canary of a secret" || all[0].URL != "https://elsewhere.example" || all[0].Active {
		t.Errorf("%+v, %v", all, err)
	}
	if changes, err := j.Changes(10); err != nil || len(changes) != 2 || changes[0].What != "connection-set" || changes[0].Subject != "esdas" {
		t.Errorf("recorded %+v, %v", changes, err)
	}
	for _, name := range []string{path, path + "-wal"} {
		if bytes.Contains(journal.Contents(t, name), []byte("canary")) {
			t.Errorf("%s holds the secret in the clear", filepath.Base(name))
		}
	}
}

// A message stands in the transaction of its record: with it or not at all, once
// per connected system, and composed of the application when it is sent.
func TestAMessageComesWithItsRecord(t *testing.T) {
	j, path := fresh(t)
	h := newHouse(t)
	add(t, j, h.opening()...)
	at := time.UnixMilli(1_800_000_000_000)
	for _, system := range []string{"esdas", "mas"} {
		if err := j.Connect(connection(system, true), at, "manager:m"); err != nil {
			t.Fatal(err)
		}
	}
	tell := func(entries []centre.Entry, systems ...string) []centre.Entry {
		for i := range entries {
			if entries[i].Person != nil {
				entries[i].HandOvers = systems
			}
		}
		return entries
	}
	add(t, j, tell(h.visit(somebody), "esdas", "e-sosial")...)
	add(t, j, tell(h.visit(somebody), "esdas", "mas")...)
	want := map[string]int{"esdas": 2, "mas": 1, "e-sosial": 0}
	for system, n := range want {
		waiting, err := j.Waiting(system, 0, 10)
		if err != nil || len(waiting) != n {
			t.Errorf("%s: %d messages wait, want %d (%v)", system, len(waiting), n, err)
		}
		for i, m := range waiting {
			if m.Position != uint64(i+1) || m.Kind != integration.Registered || m.ID == "" {
				t.Errorf("%s, message %d: %+v", system, i, m)
			}
		}
	}
	waiting, err := j.Waiting("esdas", 0, 10)
	if err != nil || len(waiting) != 2 {
		t.Fatal(err)
	}
	first, err := j.Compose(waiting[0], "T")
	if err != nil || first.Application == nil || first.Application.Applicant == nil || first.Application.Applicant.FIN != somebody.FIN {
		t.Errorf("composed %+v (%v)", first, err)
	}
	again, err := j.Compose(waiting[0], "T")
	if err != nil || first.ID != again.ID || *first.Application.Applicant != *again.Application.Applicant {
		t.Errorf("composed again %+v (%v)", again, err)
	}
	if err := j.Settle(waiting[0].ID, "", at); err != nil {
		t.Fatal(err)
	}
	if err := j.Settle(waiting[0].ID, "", at); !errors.Is(err, journal.ErrUnknown) {
		t.Errorf("settled twice: %v", err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	left, err := open(t, path).Waiting("esdas", 0, 10)
	if err != nil || len(left) != 1 || left[0] != waiting[1] {
		t.Errorf("after a restart %+v waits (%v)", left, err)
	}
}

var somebody = application.Person{Name: "Sınaq Şəxsi", FIN: "5ABC001"}
