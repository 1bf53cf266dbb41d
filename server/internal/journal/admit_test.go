package journal_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dost/server/internal/journal"
)

// mixedUp fails unless both ways of opening refuse the folder and leave it as it is.
func mixedUp(t *testing.T, path string, want error) {
	t.Helper()
	before := folder(t, filepath.Dir(path))
	for range 2 {
		_, err := journal.Open(path, keys)
		wantError(t, err, want)
		if !strings.Contains(err.Error(), "restore") {
			t.Errorf("it does not say what to do: %v", err)
		}
		if _, err := journal.Inspect(path, keys); err == nil {
			t.Error("it is open to readers")
		}
	}
	untouched(t, filepath.Dir(path), before)
}

// A backup is put over the journal of a killed server, whose log is left: the start
// touches nothing. With the log out of the way the backup serves.
func TestABackupBesideTheLogOfAnotherFile(t *testing.T) {
	l := begin(t)
	l.issues(20)
	backup, head := l.backup(), l.j.Head()
	l.issues(1)
	path := l.killed()
	put(t, backup, path)
	mixedUp(t, path, journal.ErrMixed)
	for _, suffix := range []string{"-wal", "-shm"} {
		rename(t, path+suffix, filepath.Join(t.TempDir(), "log"+suffix))
	}
	if got := open(t, path).Head(); got != head {
		t.Errorf("the backup ends at %d, want %d", got.Seq, head.Seq)
	}
}

// A backup of a former version looks like a journal at work. Where it is laid under a log
// that makes it whole again, nothing is lost by going on; every other is refused.
func TestAFormerBackupBesideALogLosesNothing(t *testing.T) {
	for _, since := range []int{1, 300} {
		l := begin(t)
		l.issues(20)
		backup := l.backup()
		alter(t, backup, `PRAGMA user_version = 0`)
		if since > 1 { // the log no longer reaches back to the backup
			l.issues(since)
			if err := l.j.Reopen(); err != nil {
				t.Fatal(err)
			}
		}
		l.issues(1)
		acknowledged := l.j.Head()
		path := l.killed()
		put(t, backup, path)
		j, err := journal.Open(path, keys)
		if err != nil {
			wantError(t, err, journal.ErrMixed)
			continue
		}
		if got := j.Head(); got != acknowledged {
			t.Errorf("%d records later it opens and ends at %d; %d was acknowledged", since, got.Seq,
				acknowledged.Seq)
		}
		if err := j.Close(); err != nil {
			t.Error(err)
		}
	}
}

// alter changes a file with another connection than the journal's.
func alter(t testing.TB, file, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite3", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

// An older copy of the main file beside the log of today, and the other way round.
func TestACopyFromAnotherTimeBesideTheLog(t *testing.T) {
	l := begin(t)
	l.issues(50)
	older := l.killed()
	if err := l.j.Reopen(); err != nil { // writes the log back into the file
		t.Fatal(err)
	}
	l.issues(200)
	if err := l.j.Reopen(); err != nil {
		t.Fatal(err)
	}
	l.issues(3)
	now := l.killed()

	// The file of today, the log of then.
	path := filepath.Join(t.TempDir(), "centre.db")
	put(t, now, path)
	put(t, older+"-wal", path+"-wal")
	mixedUp(t, path, journal.ErrMixed)

	// The file of then, the log of today.
	path = filepath.Join(t.TempDir(), "centre.db")
	put(t, older, path)
	put(t, now+"-wal", path+"-wal")
	put(t, now+"-shm", path+"-shm")
	mixedUp(t, path, journal.ErrMixed)
}

// A kill leaves file and log that do belong together, also in the first moments of a
// backup at work.
func TestAKillLeavesWhatBelongsTogether(t *testing.T) {
	l := begin(t)
	l.issues(20)
	head := l.j.Head()
	if got := open(t, l.killed()).Head(); got != head {
		t.Errorf("it ends at %d, want %d", got.Seq, head.Seq)
	}
	backup := l.backup()
	restored := &life{harness: l.harness, j: open(t, backup), path: backup}
	restored.issues(3)
	head = restored.j.Head()
	path := restored.killed()
	if err := os.Remove(path + "-shm"); err != nil { // copied without it: SQLite makes it anew
		t.Fatal(err)
	}
	j := open(t, path)
	if got := j.Head(); got != head {
		t.Errorf("the restored one ends at %d, want %d", got.Seq, head.Seq)
	}
	if _, _, ok, err := j.Restored(); err != nil || !ok {
		t.Errorf("it is no longer known for a backup (%v)", err)
	}
}

// A journal that is gone is not begun again, with the numbers from 1.
func TestAMissingJournalIsNotBegunAnew(t *testing.T) {
	closed := func(t *testing.T) string {
		l := begin(t)
		if err := l.j.Close(); err != nil {
			t.Fatal(err)
		}
		return l.path
	}
	t.Run("deleted", func(t *testing.T) {
		path := closed(t)
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		mixedUp(t, path, journal.ErrMissing)
	})
	t.Run("emptied", func(t *testing.T) {
		path := closed(t)
		if err := os.Truncate(path, 0); err != nil {
			t.Fatal(err)
		}
		mixedUp(t, path, journal.ErrMissing)
	})
	t.Run("its log alone", func(t *testing.T) {
		path := begin(t).killed()
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		mixedUp(t, path, journal.ErrMissing)
	})
}

// Another program's database is refused as it is: it gets no log.
func TestAnotherDatabaseIsNotTouched(t *testing.T) {
	path := filepath.Join(t.TempDir(), "centre.db")
	alter(t, path, "CREATE TABLE songs (title TEXT)")
	before := folder(t, filepath.Dir(path))
	_, err := journal.Open(path, keys)
	wantError(t, err, journal.ErrNotJournal)
	_, err = journal.Inspect(path, keys)
	wantError(t, err, journal.ErrNotJournal)
	untouched(t, filepath.Dir(path), before)
}

// Nobody but the server's user reads the journal and its backups, whatever the umask.
func TestTheJournalIsPrivate(t *testing.T) {
	l := begin(t)
	l.issues(1)
	for _, name := range []string{l.path, l.path + "-wal", l.path + "-shm", l.backup()} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", filepath.Base(name), info.Mode(), err)
		}
	}
}
