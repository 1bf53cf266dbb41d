package journal_test

import (
	"database/sql"
	"errors"
	"testing"

	"dost/server/centre"
	"dost/server/internal/journal"
	"dost/server/problem"
)

func exec(statement string, args ...any) func(*sql.Tx) error {
	return func(tx *sql.Tx) error {
		_, err := tx.Exec(statement, args...)
		return err
	}
}

// accounts is how many there are, as readers see it.
func accounts(t *testing.T, j *journal.Journal) int {
	t.Helper()
	list, err := j.Accounts()
	if err != nil {
		t.Fatalf("reading: %v", err)
	}
	return len(list)
}

// TestAWriteOnAFullDisk lets a sign-in, not a command, be the first to find the disk
// full: it is refused in words, nothing is appended before the journal was reopened,
// and once there is room the next sign-in needs nobody's help.
func TestAWriteOnAFullDisk(t *testing.T) {
	j, _ := fresh(t)
	h := newHarness(t)
	add(t, j, h.opening()...)
	next := h.issue()
	full := func() {
		t.Helper()
		// The limit goes with the connection, as the room comes back with the reopening.
		if err := j.Write(exec(`PRAGMA max_page_count = 1`)); err != nil { // = as many as there are
			t.Fatal(err)
		}
		err := j.Write(exec(
			`INSERT INTO account_changes (at, actor, what, subject, before) VALUES (0, 'a', 'b', 'c', hex(zeroblob(1000000)))`))
		var refusal *problem.Error
		if !errors.Is(err, journal.ErrDown) || !errors.As(err, &refusal) || refusal.Code != "unavailable" {
			t.Fatalf("a write on a full disk: %v", err)
		}
	}
	full()
	wantError(t, j.Append([]centre.Entry{next}), journal.ErrDown)
	if err := j.Reopen(); err != nil {
		t.Fatal(err)
	}
	add(t, j, next)
	full()
	if err := j.Write(exec(`UPDATE about SET probe = probe + 1`)); err != nil {
		t.Errorf("a write once there is room: %v", err)
	}
	add(t, j, h.issue())
}

// TestAWrongStatementIsNoFault refuses what a statement did wrong and goes on.
func TestAWrongStatementIsNoFault(t *testing.T) {
	j, _ := fresh(t)
	h := newHarness(t)
	if err := j.Write(exec(`INSERT INTO nowhere VALUES (1)`)); err == nil || errors.Is(err, journal.ErrDown) {
		t.Errorf("a wrong statement: %v", err)
	}
	add(t, j, h.opening()...)
}

// TestReadingGoesOnWhileTheStoreIsDown breaks the probe of a reopening: commands and
// sign-ins are refused, but what is kept can be looked up.
func TestReadingGoesOnWhileTheStoreIsDown(t *testing.T) {
	j, path := fresh(t)
	h := newHarness(t)
	add(t, j, h.opening()...)
	if err := j.AddAccount(journal.Account{Login: "aysel", Role: "agent"}, journal.Change{}); err != nil {
		t.Fatal(err)
	}
	if err := j.Write(exec(
		`CREATE TRIGGER broken BEFORE UPDATE ON about BEGIN SELECT RAISE(ABORT, 'no'); END`)); err != nil {
		t.Fatal(err)
	}
	good, gap := h.issue(), h.issue()
	if err := j.Append([]centre.Entry{gap}); err == nil {
		t.Fatal("a gap in the history was accepted")
	}
	if err := j.Reopen(); err == nil {
		t.Fatal("the store was taken for sound")
	}
	if n := accounts(t, j); n != 1 {
		t.Errorf("%d accounts are seen, want 1", n)
	}
	wantError(t, j.Append([]centre.Entry{good}), journal.ErrDown)
	wantError(t, j.Write(exec(`UPDATE accounts SET name = 'Aysel'`)), journal.ErrDown)

	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`DROP TRIGGER broken`); err != nil {
		t.Fatal(err)
	}
	if err := j.Reopen(); err != nil {
		t.Fatal(err)
	}
	add(t, j, good, gap)
	if n := accounts(t, j); n != 1 {
		t.Errorf("%d accounts are seen afterwards, want 1", n)
	}
}
