package journal_test

import (
	"os"
	"testing"

	"dost/server/centre"
	"dost/server/internal/journal"
)

// refused shows that what is asked for now is not acknowledged.
func (l *life) refused() centre.Entry {
	l.t.Helper()
	next := l.issue()
	wantError(l.t, l.j.InPlace(), journal.ErrMoved)
	wantError(l.t, l.j.Append([]centre.Entry{next}), journal.ErrMoved)
	return next
}

// whole shows that all that was acknowledged is in the folder's own file.
func (l *life) whole(acknowledged journal.Head) {
	l.t.Helper()
	if err := l.j.Reopen(); err != nil {
		l.t.Fatal(err)
	}
	if err := l.j.InPlace(); err != nil {
		l.t.Error(err)
	}
	if err := l.j.Close(); err != nil {
		l.t.Fatal(err)
	}
	again := open(l.t, l.path)
	if _, err := again.VerifyChain(l.t.Context(), &acknowledged, nil); err != nil {
		l.t.Error(err)
	}
}

// The log is deleted under the journal: nothing is acknowledged that would go to the
// deleted file, and the reopening brings all that was before into the folder.
func TestTheLogIsDeletedUnderTheJournal(t *testing.T) {
	for _, suffix := range []string{"-wal", "-shm"} {
		l := begin(t)
		l.issues(5)
		acknowledged := l.j.Head()
		if err := os.Remove(l.path + suffix); err != nil {
			t.Fatal(err)
		}
		l.refused()
		l.whole(acknowledged)
	}
}

// What is no command is not acknowledged either: a sign-in, a device.
func TestAnAccountIsNotKeptInAFileThatIsGone(t *testing.T) {
	l := begin(t)
	if err := os.Remove(l.path + "-wal"); err != nil {
		t.Fatal(err)
	}
	account := journal.Account{Login: "aysel", Role: "agent"}
	wantError(t, l.j.AddAccount(account, journal.Change{}), journal.ErrDown)
	account.Login = "leyla" // the first may be there or not
	if err := l.j.AddAccount(account, journal.Change{}); err != nil {
		t.Fatalf("once it was reopened: %v", err)
	}
	l.whole(l.j.Head())
}

// The journal is renamed: it stays down, what is kept can still be read, and no new
// one is begun. Put back, it goes on.
func TestTheJournalIsRenamed(t *testing.T) {
	l := begin(t)
	l.issues(5)
	acknowledged := l.j.Head()
	rename(t, l.path, l.path+".away")
	l.refused()
	for range 3 {
		wantError(t, l.j.Reopen(), journal.ErrMoved)
		if n := accounts(t, l.j); n != 0 {
			t.Errorf("%d accounts", n)
		}
	}
	if _, err := os.Stat(l.path); err == nil {
		t.Fatal("another journal was begun")
	}
	rename(t, l.path+".away", l.path)
	l.whole(acknowledged)
}

// The journal is replaced by something that holds less: it stays down, and touches
// neither what has come nor the log that is left of its own. Put back, it goes on.
func TestTheJournalIsReplacedByLess(t *testing.T) {
	for name, less := range map[string]func(l *life) (file string){
		"a backup":        func(l *life) string { return l.backup() },
		"another journal": func(l *life) string { return begin(t).backup() },
		"a letter": func(l *life) string {
			file := l.path + ".letter"
			if err := os.WriteFile(file, []byte("a letter"), 0o600); err != nil {
				t.Fatal(err)
			}
			return file
		},
	} {
		for _, log := range []string{"with", "without"} {
			t.Run(name+" "+log+" the log", func(t *testing.T) {
				l := begin(t)
				file := less(l)
				l.issues(5)
				acknowledged := l.j.Head()
				kept := t.TempDir() + "/"
				for _, suffix := range []string{"", "-wal", "-shm"} {
					if err := os.Link(l.path+suffix, kept+"own"+suffix); err != nil {
						t.Fatal(err)
					}
				}
				rename(t, file, l.path)
				if log == "without" {
					for _, suffix := range []string{"-wal", "-shm"} {
						if err := os.Remove(l.path + suffix); err != nil {
							t.Fatal(err)
						}
					}
				}
				l.refused()
				before := journal.Contents(t, l.path)
				for range 2 {
					if err := l.j.Reopen(); err == nil {
						t.Fatal("the journal works on")
					}
				}
				if string(journal.Contents(t, l.path)) != string(before) {
					t.Error("what has come was changed")
				}
				for _, suffix := range []string{"", "-wal", "-shm"} {
					rename(t, kept+"own"+suffix, l.path+suffix)
				}
				l.whole(acknowledged)
			})
		}
	}
}

// A file that holds all that was acknowledged may take the journal's place.
func TestTheJournalIsReplacedByItsEqual(t *testing.T) {
	l := begin(t)
	l.issues(5)
	acknowledged := l.j.Head()
	rename(t, l.backup(), l.path)
	for _, suffix := range []string{"-wal", "-shm"} {
		if err := os.Remove(l.path + suffix); err != nil {
			t.Fatal(err)
		}
	}
	next := l.refused()
	if err := l.j.Reopen(); err != nil {
		t.Fatal(err)
	}
	add(t, l.j, next)
	l.whole(acknowledged)
}
