package journal_test

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dost/server/application"
	"dost/server/centre"
	"dost/server/event"
	"dost/server/internal/journal"
)

// TestSettings asserts what durability hangs on, on both pools: a driver's or a
// module's default must not slip in.
func TestSettings(t *testing.T) {
	j, _ := fresh(t)
	want := map[string]string{"synchronous": "2", "journal_mode": "wal", "foreign_keys": "1",
		"busy_timeout": "5000", "mmap_size": "0"}
	ask := func(name string, query func(string) *sql.Row) {
		for pragma, value := range want {
			var got string
			if err := query("PRAGMA " + pragma).Scan(&got); err != nil || got != value {
				t.Errorf("%s: PRAGMA %s is %q (%v), want %q", name, pragma, got, err, value)
			}
		}
	}
	ask("readers", func(q string) *sql.Row { return j.Reader().QueryRow(q) })
	err := j.Write(func(tx *sql.Tx) error {
		ask("writer", func(q string) *sql.Row { return tx.QueryRow(q) })
		var version string
		if err := tx.QueryRow("SELECT sqlite_version()").Scan(&version); err != nil {
			return err
		}
		t.Logf("SQLite %s", version)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := j.Reader().Exec("DELETE FROM events"); err == nil {
		t.Error("a reader could write")
	}
}

// TestReplayEqualsLife tells a day with a visit, closes the journal and opens it:
// the state is the same to the last byte.
func TestReplayEqualsLife(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	h := newHarness(t)
	j := open(t, path)
	add(t, j, h.opening()...)
	add(t, j, h.visit(application.Person{Name: "Sınaq Nümunəyev", FIN: "1ABCDE2"})...)
	add(t, j, h.issue(), h.issue())
	head := j.Head()
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	j = open(t, path)
	if j.Head() != head {
		t.Errorf("the head is %v after reopening, was %v", j.Head(), head)
	}
	state, replayed := load(t, j)
	if got, want := (&harness{t: t, state: state}).json(), h.json(); got != want {
		t.Errorf("replayed:\n%s\nlived:\n%s", got, want)
	}
	if uint64(replayed) != head.Seq {
		t.Errorf("replayed %d records of %d", replayed, head.Seq)
	}
}

// TestSnapshotEqualsReplay starts from snapshots: the newest that holds serves,
// a damaged one or one of another format is passed over, and the state is the
// same each time.
func TestSnapshotEqualsReplay(t *testing.T) {
	j, _ := fresh(t)
	h := newHarness(t)
	add(t, j, h.opening()...)
	for range 5 {
		add(t, j, h.visit(application.Person{Name: "Sınaq Nümunəyev", FIN: "1ABCDE2"})...)
		if err := j.SaveSnapshot(h.state.Queue.Seq(), []byte(h.json())); err != nil {
			t.Fatal(err)
		}
		add(t, j, h.issue())
	}
	check := func(what string, least, most int) {
		t.Helper()
		state, replayed := load(t, j)
		if got := (&harness{t: t, state: state}).json(); got != h.json() {
			t.Errorf("%s: the state differs:\n%s\n%s", what, got, h.json())
		}
		if replayed < least || replayed > most {
			t.Errorf("%s: replayed %d records, want %d to %d", what, replayed, least, most)
		}
	}
	check("newest snapshot", 1, 1)
	change(t, j, `UPDATE snapshots SET state = x'00' WHERE seq = (SELECT max(seq) FROM snapshots)`)
	check("the newest is damaged", 2, 12)
	change(t, j, `UPDATE snapshots SET format = format + 1`)
	check("all of another format", int(j.Head().Seq), int(j.Head().Seq))
	var kept int
	if err := j.Reader().QueryRow(`SELECT count(*) FROM snapshots`).Scan(&kept); err != nil || kept != 3 {
		t.Errorf("%d snapshots are kept (%v), want 3", kept, err)
	}
	if err := j.SaveSnapshot(h.state.Queue.Seq()+1, nil); err == nil {
		t.Error("a snapshot of records that are not durable was kept")
	}
}

// change meddles with the journal the way nobody should.
func change(t *testing.T, j *journal.Journal, statement string) {
	t.Helper()
	if err := j.Write(func(tx *sql.Tx) error { _, err := tx.Exec(statement); return err }); err != nil {
		t.Fatal(err)
	}
}

// TestChainTellsChanges changes, drops and cuts records; each is found, and a
// rewriting of the end is found by a head that was kept elsewhere.
func TestChainTellsChanges(t *testing.T) {
	for name, meddle := range map[string]string{
		"an actor":       `UPDATE events SET actor = 'agent:agent2' WHERE seq = 5`,
		"a moment":       `UPDATE events SET at = at + 1 WHERE seq = 5`,
		"a body":         `UPDATE events SET body = replace(body, 'az', 'ru') WHERE seq = 5`,
		"a missing row":  `DELETE FROM events WHERE seq = 5`,
		"the last chain": `UPDATE events SET chain = zeroblob(32) WHERE seq = (SELECT max(seq) FROM events)`,
	} {
		t.Run(name, func(t *testing.T) {
			j, _ := fresh(t)
			h := newHarness(t)
			add(t, j, h.opening()...)
			add(t, j, h.issue(), h.issue(), h.issue())
			kept := j.Head()
			if head, err := j.VerifyChain(context.Background(), &kept, nil); err != nil || head != kept {
				t.Fatalf("untouched: %v, %v", head, err)
			}
			change(t, j, meddle)
			_, err := j.VerifyChain(context.Background(), nil, nil)
			wantError(t, err, journal.ErrChanged)
		})
	}
	t.Run("a cut end", func(t *testing.T) {
		j, _ := fresh(t)
		h := newHarness(t)
		add(t, j, h.opening()...)
		kept := j.Head()
		change(t, j, `DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)`)
		if _, err := j.VerifyChain(context.Background(), nil, nil); err != nil {
			t.Fatalf("the rest still fits: %v", err)
		}
		_, err := j.VerifyChain(context.Background(), &kept, nil)
		wantError(t, err, journal.ErrChanged)
	})
	t.Run("a gap in the numbers", func(t *testing.T) {
		j, _ := fresh(t)
		h := newHarness(t)
		add(t, j, h.opening()...)
		add(t, j, h.issue(), h.issue(), h.issue())
		if err := j.VerifyNumbers(context.Background()); err != nil {
			t.Fatal(err)
		}
		change(t, j,
			`UPDATE events SET body = replace(body, '"number":2', '"number":3') WHERE kind = 'queue.issued'`)
		wantError(t, j.VerifyNumbers(context.Background()), journal.ErrChanged)
		change(t, j, `DELETE FROM events WHERE body LIKE '%"number":3%' AND kind = 'queue.issued'`)
		change(t, j,
			`INSERT INTO events SELECT 99, at, day, actor, kind, replace(body, '"number":1', '"number":3'), chain, NULL, NULL, NULL, NULL, NULL FROM events WHERE kind = 'queue.issued'`)
		wantError(t, j.VerifyNumbers(context.Background()), journal.ErrChanged)
	})
}

// TestAllOrNothing breaks a batch in its middle: nothing of it is there, further
// appends are refused, and after Reopen the day goes on.
func TestAllOrNothing(t *testing.T) {
	j, _ := fresh(t)
	h := newHarness(t)
	add(t, j, h.opening()...)
	before := j.Head()
	good, gap := h.issue(), h.issue()
	bad := gap
	bad.Records = []event.Record{gap.Records[0]}
	bad.Records[0].Seq += 7
	if err := j.Append([]centre.Entry{good, bad}); err == nil {
		t.Fatal("a gap in the history was accepted")
	}
	wantError(t, j.Append([]centre.Entry{good}), journal.ErrDown)
	wantError(t, j.Load(nil, nil, nil), journal.ErrDown)
	if err := j.Reopen(); err != nil {
		t.Fatal(err)
	}
	if j.Head() != before {
		t.Fatalf("the head moved to %d by a failed append", j.Head().Seq)
	}
	add(t, j, good, gap)
	if _, err := j.VerifyChain(context.Background(), nil, nil); err != nil {
		t.Error(err)
	}
}

// TestRefusedFiles opens what is not a journal, a journal of a later program, and
// a journal that another server works on. None of them is changed.
func TestRefusedFiles(t *testing.T) {
	t.Run("a text", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "journal.db")
		text := strings.Repeat("this is a letter, not a journal\n", 200)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := journal.Open(path, keys)
		wantError(t, err, journal.ErrNotJournal)
		if after, err := os.ReadFile(path); err != nil || string(after) != text {
			t.Error("the file was changed")
		}
	})
	t.Run("another database", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "journal.db")
		db, err := sql.Open("sqlite3", path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec("CREATE TABLE songs (title TEXT)"); err != nil {
			t.Fatal(err)
		}
		_ = db.Close()
		_, err = journal.Open(path, keys)
		wantError(t, err, journal.ErrNotJournal)
		_, err = journal.Inspect(path, keys)
		wantError(t, err, journal.ErrNotJournal)
	})
	t.Run("a newer schema", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "journal.db")
		j := open(t, path)
		change(t, j, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9000, 1)`)
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
		_, err := journal.Open(path, keys)
		wantError(t, err, journal.ErrNewer)
		if !strings.Contains(err.Error(), "9000") {
			t.Errorf("the message does not name the schema: %v", err)
		}
	})
	t.Run("in use", func(t *testing.T) {
		_, path := fresh(t)
		_, err := journal.Open(path, keys)
		wantError(t, err, journal.ErrInUse)
	})
	t.Run("an empty file", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "journal.db")
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		open(t, path)
	})
	t.Run("short keys", func(t *testing.T) {
		if _, err := journal.Open(filepath.Join(t.TempDir(), "j.db"), journal.Keys{}); err == nil {
			t.Error("a journal without keys was opened")
		}
	})
}

// TestBackup copies the journal under way, restores it, and finds the same
// history in it and the mark that it is a copy.
func TestBackup(t *testing.T) {
	j, _ := fresh(t)
	h := newHarness(t)
	add(t, j, h.opening()...)
	add(t, j, h.visit(application.Person{Name: "Sınaq Nümunəyev", FIN: "1ABCDE2"})...)
	head := j.Head()
	file := filepath.Join(t.TempDir(), "copy.db")
	at := time.Date(2026, 11, 16, 18, 0, 0, 0, time.UTC)
	if err := j.Backup(context.Background(), file, at); err != nil {
		t.Fatal(err)
	}
	wantError(t, j.Backup(context.Background(), file, at), os.ErrExist)
	add(t, j, h.issue())

	restored := open(t, file)
	if restored.Head() != head {
		t.Errorf("the copy ends at %d, want %d", restored.Head().Seq, head.Seq)
	}
	if _, err := restored.VerifyChain(context.Background(), &head, nil); err != nil {
		t.Error(err)
	}
	seq, made, ok, err := restored.Restored()
	if err != nil || !ok || seq != head.Seq || !made.Equal(at) {
		t.Errorf("the copy says %d, %v, %v, %v", seq, made, ok, err)
	}
	if _, _, ok, err := j.Restored(); ok || err != nil {
		t.Errorf("the journal at work says that it is a copy (%v)", err)
	}
}

// TestInspect reads beside a working server and cannot write.
func TestInspect(t *testing.T) {
	j, path := fresh(t)
	h := newHarness(t)
	add(t, j, h.opening()...)
	watcher, err := journal.Inspect(path, keys)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := watcher.Close(); err != nil {
			t.Error(err)
		}
	}()
	add(t, j, h.issue())
	head, err := watcher.VerifyChain(context.Background(), nil, nil)
	if err != nil || head != j.Head() {
		t.Errorf("verified up to %d (%v), want %d", head.Seq, err, j.Head().Seq)
	}
	wantError(t, watcher.Append([]centre.Entry{h.issue()}), journal.ErrDown)
	wantError(t, watcher.Write(nil), journal.ErrDown)
	wantError(t, watcher.Reopen(), journal.ErrDown)
}
