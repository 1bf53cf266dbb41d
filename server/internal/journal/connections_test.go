package journal_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"dost/server/application"
	"dost/server/integration"
	"dost/server/internal/journal"
)

func connection(system string, active bool) journal.Connection {
	return journal.Connection{
		Connection: integration.Connection{System: system, URL: "https://" + system + ".example",
			Active: active}, Secret: "a canary of a secret",
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
	if err != nil || len(all) != 1 || all[0].Secret != "a canary of a secret" ||
		all[0].URL != "https://elsewhere.example" || all[0].Active {
		t.Errorf("%+v, %v", all, err)
	}
	if changes, err := j.Changes(10); err != nil || len(changes) != 2 ||
		changes[0].What != "connection-set" || changes[0].Subject != "esdas" {
		t.Errorf("recorded %+v, %v", changes, err)
	}
	for _, name := range []string{path, path + "-wal"} {
		if text, err := os.ReadFile(name); err == nil && bytes.Contains(text, []byte("canary")) {
			t.Errorf("%s holds the secret in the clear", filepath.Base(name))
		}
	}
}

var somebody = application.Person{Name: "Sınaq Şəxsi", FIN: "5ABC001"}
