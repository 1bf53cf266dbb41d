package keys

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestKeysAreMadeOnceAndKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	first, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if !first.Confirmation.Equal(again.Confirmation) || !bytes.Equal(first.Identity, again.Identity) ||
		!bytes.Equal(first.Lookup, again.Lookup) {
		t.Fatal("the second start has other keys than the first")
	}
	if bytes.Equal(first.Identity, first.Lookup) {
		t.Fatal("sealing and looking up share one key")
	}
	for _, name := range []string{confirmationFile, identityFile, lookupFile} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s may be read by others: %v", name, info.Mode())
		}
	}
}

// A damaged key is never replaced: what it sealed would be lost for good.
func TestADamagedKeyStopsTheStart(t *testing.T) {
	for _, name := range []string{confirmationFile, identityFile, lookupFile} {
		dir := t.TempDir()
		if _, err := Open(dir); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte("rubbish"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir); err == nil {
			t.Errorf("%s was rubbish and nobody minded", name)
		}
		if text, _ := os.ReadFile(filepath.Join(dir, name)); string(text) != "rubbish" {
			t.Errorf("%s was replaced", name)
		}
	}
}
