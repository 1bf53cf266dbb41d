package journal_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dost/server/application"
	"dost/server/internal/journal"
)

// evening is when the restores of these tests are made.
var evening = time.Date(2026, 11, 16, 18, 30, 0, 0, time.UTC)

func nothingMore(*journal.Journal) error { return nil }

// restored shows that the journal at path is the backup that ended at head.
func restored(t *testing.T, path string, head journal.Head) {
	t.Helper()
	j, err := journal.Open(path, keys)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := j.Close(); err != nil {
			t.Error(err)
		}
	}()
	if got := j.Head(); got != head {
		t.Errorf("it ends at %d, want %d", got.Seq, head.Seq)
	}
	if seq, _, ok, err := j.Restored(); err != nil || !ok || seq != head.Seq {
		t.Errorf("numbers would not skip ahead: %d, %v, %v", seq, ok, err)
	}
}

// A restore is killed before and after each of its steps, over the folder of a killed
// server: a start finds the old journal whole, or refuses with what to do; a restore
// from the beginning, also with another backup, comes to the end; and all that was in
// the folder is kept, byte by byte.
func TestARestoreIsKilledAtEachStep(t *testing.T) {
	l := begin(t)
	l.issues(10)
	first, then := l.backup(), l.j.Head()
	l.issues(10)
	backup, head := l.backup(), l.j.Head()
	l.issues(1)
	now := l.j.Head()
	refused := 0
	for n := 0; ; n++ {
		path := l.killed()
		dir := filepath.Dir(path)
		for _, name := range []string{"projections.db", "projections.db-wal"} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		old := folder(t, dir)
		last, done, err := journal.RestoreUpTo(n, path, first, keys, evening)
		if err != nil {
			t.Fatalf("%s: %v", last, err)
		}
		whole := true
		for name, text := range old {
			kept, err := os.ReadFile(filepath.Join(dir, name))
			whole = whole && err == nil && string(kept) == text
		}
		if done {
			restored(t, path, then)
			if refused < 3 {
				t.Errorf("only %d starts were refused", refused)
			}
			return
		}
		if before := folder(t, dir); n%2 == 1 || !whole { // else the old log stays as the kill left it
			j, err := journal.Open(path, keys)
			switch {
			case err == nil && whole && j.Head() == now:
				if err := j.Close(); err != nil {
					t.Fatal(err)
				}
				old = folder(t, dir)
			case errors.Is(err, journal.ErrUnfinished):
				refused++
				_, err := journal.Inspect(path, keys)
				wantError(t, err, journal.ErrUnfinished)
				untouched(t, dir, before)
			default:
				t.Fatalf("after %q: the old journal is whole: %v, and a start says: %v", last, whole, err)
			}
		}
		kept, end, err := journal.Restore(path, backup, keys, evening.Add(time.Hour), nothingMore)
		if err != nil || end != head {
			t.Fatalf("after %q a restore from the beginning ends at %d: %v", last, end.Seq, err)
		}
		for name, text := range old {
			if got, err := os.ReadFile(filepath.Join(kept, name)); name != "centre.db.lock" &&
				(err != nil || string(got) != text) {
				t.Errorf("after %q: %s is not kept as it was (%v)", last, name, err)
			}
		}
		if folders, _ := filepath.Glob(filepath.Join(dir, "before-restore-*")); len(folders) != 1 {
			t.Errorf("after %q the folders are %v", last, folders)
		}
		restored(t, path, head)
	}
}

// Twice in a row, with two backups; then back to what lay there first, whose log was
// never written into its file.
func TestARestoreCanBeUndone(t *testing.T) {
	l := begin(t)
	l.issues(10)
	backup, head := l.backup(), l.j.Head()
	l.issues(5)
	now := l.j.Head()
	path := l.killed()
	first, _, err := journal.Restore(path, backup, keys, evening, nothingMore)
	if err != nil {
		t.Fatal(err)
	}
	restored(t, path, head)
	second, _, err := journal.Restore(path, backup, keys, evening, nothingMore) // within the same second
	if err != nil || second == first {
		t.Fatalf("%s, %v", second, err)
	}
	restored(t, path, head)
	if _, _, err := journal.Restore(path, filepath.Join(first, "centre.db"), keys, evening,
		nothingMore); err != nil {
		t.Fatal(err)
	}
	restored(t, path, now)
}

// On another machine there is nothing to keep.
func TestARestoreIntoAnEmptyFolder(t *testing.T) {
	l := begin(t)
	l.issues(3)
	path := filepath.Join(t.TempDir(), "centre.db")
	kept, _, err := journal.Restore(path, l.backup(), keys, evening, nothingMore)
	if err != nil || kept != "" {
		t.Fatalf("%q, %v", kept, err)
	}
	restored(t, path, l.j.Head())
	for _, name := range []string{path, path + ".lock"} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
}

// What cannot come to a good end is refused before anything is moved, and leaves
// nothing behind.
func TestARestoreThatCannotSucceedChangesNothing(t *testing.T) {
	l := begin(t)
	l.issues(10)
	whole := l.backup()
	file := func(change func(file string)) string {
		name := filepath.Join(t.TempDir(), "backup.db")
		put(t, whole, name)
		change(name)
		return name
	}
	other := journal.Keys{Identity: bytes.Repeat([]byte{8}, 32), Lookup: keys.Lookup}
	finder := journal.Keys{Identity: keys.Identity, Lookup: bytes.Repeat([]byte{8}, 32)}
	for name, c := range map[string]struct {
		file string
		keys journal.Keys
		try  error
		want string
	}{
		"no file":      {filepath.Join(t.TempDir(), "none.db"), keys, nil, "no such file"},
		"a folder":     {t.TempDir(), keys, nil, "no file"},
		"an empty one": {file(func(f string) { _ = os.Truncate(f, 0) }), keys, nil, "empty"},
		"a letter": {file(func(f string) {
			_ = os.WriteFile(f, []byte(strings.Repeat("a letter ", 999)),
				0o600)
		}),
			keys, nil, "not a centre's journal"},
		"cut short": {file(func(f string) { _ = os.Truncate(f, 40960) }), keys, nil, ""},
		"a record changed": {file(func(f string) {
			alter(t, f,
				`UPDATE events SET actor = 'nobody' WHERE seq = 3`)
		}),
			keys, nil, "changed"},
		"of a newer program": {file(func(
			f string) {
			alter(t, f, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9000, 1)`)
		}),
			keys, nil, "newer"},
		"without history": {file(func(f string) { alter(t, f, `DELETE FROM events`) }), keys, nil,
			"not a centre's journal"},
		"other keys":        {whole, other, nil, "keys"},
		"other lookup keys": {whole, finder, nil, "keys"},
		"a further doubt":   {whole, keys, errors.New("a doubt"), "a doubt"},
	} {
		t.Run(name, func(t *testing.T) {
			path := l.killed()
			before := folder(t, filepath.Dir(path))
			_, _, err := journal.Restore(path, c.file, c.keys, evening,
				func(*journal.Journal) error { return c.try })
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("it says %v", err)
			}
			untouched(t, filepath.Dir(path), before)
			if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "before-*")); len(left) > 0 {
				t.Errorf("it leaves %v", left)
			}
		})
	}
	t.Run("under a running server", func(t *testing.T) {
		_, _, err := journal.Restore(l.path, whole, keys, evening, nothingMore)
		wantError(t, err, journal.ErrInUse)
		l.issues(1)
	})
}

// A copy that somebody made without the program does not say that it is one; its
// numbers skip ahead all the same.
func TestACopyMadeByOtherMeansIsABackup(t *testing.T) {
	l := begin(t)
	l.issues(3)
	if err := l.j.Close(); err != nil {
		t.Fatal(err)
	}
	copied, path := filepath.Join(t.TempDir(), "monday.db"), filepath.Join(t.TempDir(), "centre.db")
	put(t, l.path, copied)
	if _, _, err := journal.Restore(path, copied, keys, evening, nothingMore); err != nil {
		t.Fatal(err)
	}
	restored(t, path, l.j.Head())
	j := open(t, path)
	if _, at, _, err := j.Restored(); err != nil || !at.Equal(l.at) {
		t.Errorf("it is of %v (%v), want its last record's %v", at, err, l.at)
	}
	if p, ok, err := j.Person(firstApplication(t, j)); err != nil || !ok || p.Name == "" {
		t.Errorf("the applicant: %v, %v, %v", p, ok, err)
	}
}

func firstApplication(t *testing.T, j *journal.Journal) application.ApplicationID {
	t.Helper()
	ids, err := j.ApplicationsOf("1ABCDE2", "")
	if err != nil || len(ids) != 1 {
		t.Fatal(fmt.Sprint(ids), err)
	}
	return ids[0]
}
