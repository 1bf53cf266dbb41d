package journal

import (
	"os/exec"
	"testing"
	"time"
)

// Contents reads a file, also one that SQLite has open in this process: in another,
// since closing it here would drop SQLite's locks.
func Contents(t testing.TB, name string) []byte {
	t.Helper()
	text, err := exec.Command("cat", name).Output()
	if err != nil {
		t.Fatalf("reading %s: %v", name, err)
	}
	return text
}

// RestoreUpTo carries out the first n steps of a restore and ends as a killed process
// does. It names the last of them, and tells whether that was the end.
func RestoreUpTo(n int, path, file string, keys Keys, now time.Time) (last string, done bool, err error) {
	r := &restoration{path: path, file: file, keys: keys, now: now, try: func(*Journal) error { return nil }}
	steps, err := r.plan()
	if err != nil {
		return "", false, err
	}
	for _, s := range steps[:min(n, len(steps))] {
		if err := s.do(); err != nil {
			return s.what, false, err
		}
		last = s.what
	}
	return last, n >= len(steps), nil
}
