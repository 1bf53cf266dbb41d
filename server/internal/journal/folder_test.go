package journal_test

import (
	"maps"
	"os"
	process "os/exec" // exec is a statement here
	"path/filepath"
	"testing"

	"dost/server/application"
	"dost/server/internal/journal"
)

// folder reads all files of one.
func folder(t testing.TB, dir string) map[string]string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, entry := range list {
		if !entry.IsDir() {
			all[entry.Name()] = string(journal.Contents(t, filepath.Join(dir, entry.Name())))
		}
	}
	return all
}

// untouched fails if a file was changed, came or went. The lock file says nothing, and
// SQLite may make the index of a log that came without one.
func untouched(t testing.TB, dir string, before map[string]string) {
	t.Helper()
	after := folder(t, dir)
	for _, all := range []map[string]string{before, after} {
		delete(all, "centre.db.lock")
	}
	if _, indexed := before["centre.db-shm"]; !indexed {
		delete(after, "centre.db-shm")
	}
	if !maps.Equal(before, after) {
		for name := range before {
			if after[name] != before[name] {
				t.Errorf("%s had %d bytes and has %d others", name, len(before[name]), len(after[name]))
			}
		}
		t.Errorf("there were %d files, and are %d", len(before), len(after))
	}
}

// life is a journal that is written, and killed when a test says so.
type life struct {
	*harness
	j    *journal.Journal
	path string
}

func begin(t testing.TB) *life {
	l := &life{harness: newHarness(t), path: filepath.Join(t.TempDir(), "centre.db")}
	l.j = open(t, l.path)
	add(t, l.j, l.opening()...)
	add(t, l.j, l.visit(application.Person{Name: "Sınaq Nümunəyev", FIN: "1ABCDE2"})...)
	return l
}

// issues makes n tickets durable, each by itself.
func (l *life) issues(n int) {
	l.t.Helper()
	for range n {
		add(l.t, l.j, l.issue())
	}
}

// backup makes one and gives its file.
func (l *life) backup() string {
	l.t.Helper()
	file := filepath.Join(l.t.TempDir(), "backup.db")
	if err := l.j.Backup(l.t.Context(), file, l.at); err != nil {
		l.t.Fatal(err)
	}
	return file
}

// killed is a folder as a kill leaves it now: the files, their log not written back.
func (l *life) killed() (path string) {
	l.t.Helper()
	dir := l.t.TempDir()
	for _, suffix := range []string{"", "-wal", "-shm"} {
		put(l.t, l.path+suffix, filepath.Join(dir, "centre.db"+suffix))
	}
	return filepath.Join(dir, "centre.db")
}

// put copies a file over another, as a person does.
func put(t testing.TB, from, to string) {
	t.Helper()
	if out, err := process.Command("cp", from, to).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

func rename(t testing.TB, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}
