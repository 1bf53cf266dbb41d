package journal_test

import (
	"bytes"
	"os"
	"slices"
	"testing"

	"dost/server/application"
	"dost/server/internal/journal"
)

// canary is a person of whom nothing may be legible outside the sealed columns;
// stranger is one without a FIN.
var (
	canary   = application.Person{Name: "Kanareyka Sınaqova", FIN: "7KANAR7", Phone: "+994501234567"}
	stranger = application.Person{Name: "Kanareyka Yad",
		Document: application.IdentityDocument{Kind: application.ForeignPassport, Number: "KN 7654321"}}
)

// TestPeopleAreSealed registers a person and reads every byte of every file of
// the journal: no name, no FIN, no document, no phone (promises 12). With the keys the
// person is found again; with other keys not.
func TestPeopleAreSealed(t *testing.T) {
	j, path := fresh(t)
	h := newHarness(t)
	add(t, j, h.opening()...)
	add(t, j, h.visit(canary)...)
	add(t, j, h.visit(stranger)...)
	if err := j.SaveSnapshot(h.state.Queue.Seq(), []byte(h.json())); err != nil {
		t.Fatal(err)
	}
	legible(t, path, false)

	ids, err := j.ApplicationsOf(canary.FIN, "")
	if err != nil || len(ids) != 1 {
		t.Fatalf("found by FIN: %v, %v", ids, err)
	}
	if byPhone, err := j.ApplicationsOf("", canary.Phone); err != nil || !slices.Equal(byPhone, ids) {
		t.Errorf("found by phone: %v, %v", byPhone, err)
	}
	if none, err := j.ApplicationsOf("7KANAR8", ""); err != nil || len(none) != 0 {
		t.Errorf("another FIN finds %v, %v", none, err)
	}
	if p, ok, err := j.Person(ids[0]); err != nil || !ok || p != canary {
		t.Errorf("opened: %v, %v, %v", p, ok, err)
	}
	byDocument, err := j.ApplicationsOfDocument(stranger.Document.Key())
	if err != nil || len(byDocument) != 1 || byDocument[0] == ids[0] {
		t.Fatalf("found by the document: %v, %v", byDocument, err)
	}
	if p, ok, err := j.Person(byDocument[0]); err != nil || !ok || p != stranger {
		t.Errorf("opened: %v, %v, %v", p, ok, err)
	}
	// A FIN and a document's number of the same letters are two people's.
	for kind, find := range map[string]func(string) ([]application.ApplicationID, error){
		"a FIN":      func(s string) ([]application.ApplicationID, error) { return j.ApplicationsOf(s, "") },
		"a document": j.ApplicationsOfDocument,
	} {
		other := map[string]string{"a FIN": stranger.Document.Key(), "a document": canary.FIN}[kind]
		if found, err := find(other); err != nil || len(found) != 0 {
			t.Errorf("searched for as %s, %s finds %v, %v", kind, other, found, err)
		}
	}
	if _, ok, err := j.Person(99999); ok || err != nil {
		t.Errorf("nobody: %v, %v", ok, err)
	}
	thief, err := journal.Inspect(path, journal.Keys{Identity: bytes.Repeat([]byte{8}, 32),
		Lookup: keys.Lookup})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = thief.Close() }()
	if _, ok, err := thief.Person(ids[0]); ok || err == nil {
		t.Error("another key opened the seal")
	}
}

// TestErasedIsGone erases on schedule: only those before the day, and for good.
func TestErasedIsGone(t *testing.T) {
	j, _ := fresh(t)
	h := newHarness(t)
	add(t, j, h.opening()...)
	add(t, j, h.visit(canary)...)
	add(t, j, h.visit(stranger)...)
	ids, err := j.ApplicationsOf(canary.FIN, "")
	if err != nil || len(ids) != 1 {
		t.Fatalf("found by FIN: %v, %v", ids, err)
	}
	today := h.state.Queue.Day()
	if n, err := j.ErasePeople(today, h.at); n != 0 || err != nil {
		t.Errorf("erased %d of today, %v", n, err)
	}
	if n, err := j.ErasePeople(today+1, h.at); n != 2 || err != nil {
		t.Errorf("erased %d of before tomorrow, %v", n, err)
	}
	_, _, err = j.Person(ids[0])
	wantError(t, err, journal.ErrErased)
	if found, err := j.ApplicationsOf(canary.FIN, ""); err != nil || len(found) != 0 {
		t.Errorf("still found: %v, %v", found, err)
	}
	if found, err := j.ApplicationsOfDocument(stranger.Document.Key()); err != nil || len(found) != 0 {
		t.Errorf("still found by the document: %v, %v", found, err)
	}
}

// legible reads all files of the journal for the canary.
func legible(t *testing.T, path string, want bool) {
	t.Helper()
	size := 0
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if _, err := os.Stat(path + suffix); err != nil {
			continue // put back into the main file
		}
		content := journal.Contents(t, path+suffix)
		size += len(content)
		for _, word := range []string{canary.Name, "Kanareyka", canary.FIN, canary.Phone, canary.Phone[4:],
			stranger.Document.Number, stranger.Document.Key()} {
			if bytes.Contains(content, []byte(word)) != want {
				t.Errorf("%q in journal%s: %v", word, suffix, !want)
			}
		}
	}
	if size == 0 {
		t.Error("there was nothing to read")
	}
}
