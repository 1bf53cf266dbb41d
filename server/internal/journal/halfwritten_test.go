package journal_test

import (
	"os"
	"path/filepath"
	"testing"

	"dost/server/internal/journal"
)

// The disk was full while the log was written back: the main file alone is no sound
// file, and with its log nothing is missing. The start asks both.
func TestAHalfWrittenFileStartsWithItsLog(t *testing.T) {
	l := begin(t)
	l.issues(30)
	if err := l.j.Reopen(); err != nil { // the main file has pages of its own
		t.Fatal(err)
	}
	l.issues(60)
	head := l.j.Head()
	path := l.killed()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	log, err := os.ReadFile(path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	// As a checkpoint does that ends half way: some pages of the log are in the file.
	const page, frame, header = 4096, 24 + 4096, 32
	for at := header; at+frame <= len(log)/2; at += frame {
		n := int(log[at])<<24 | int(log[at+1])<<16 | int(log[at+2])<<8 | int(log[at+3])
		for len(text) < n*page {
			text = append(text, make([]byte, page)...)
		}
		copy(text[(n-1)*page:], log[at+24:at+frame])
	}
	half := filepath.Join(t.TempDir(), "centre.db")
	for name, content := range map[string][]byte{half: text, half + "-wal": log} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	j, err := journal.Open(half, keys)
	if err != nil {
		t.Fatalf("it does not start: %v", err)
	}
	defer func() { _ = j.Close() }()
	if got := j.Head(); got != head {
		t.Errorf("it ends at %d, want %d", got.Seq, head.Seq)
	}
}
