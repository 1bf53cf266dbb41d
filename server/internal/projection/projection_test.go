package projection_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dost/server/centre"
	"dost/server/internal/journal"
	"dost/server/internal/projection"
)

// grown is a log with a few hundred records of a walk, closed.
func grown(t *testing.T, seed uint64) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "journal.db")
	r := open(t, path)
	w := newWalk(centre.New(), seed)
	add(t, r, w.opening()...)
	for range 15 {
		var batch []centre.Entry
		for range 20 {
			batch = append(batch, w.step())
		}
		add(t, r, batch...)
	}
	r.end()
	return path
}

// spoil runs statements on a file behind everybody's back.
func spoil(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// Whatever was in the file, or became of it, the followers end as the log has it.
func TestWhatDoesNotFitIsMadeAnew(t *testing.T) {
	whole := func(path string) error {
		return os.WriteFile(path, []byte("this is no database at all, whatever its name"), 0o600)
	}
	for name, damage := range map[string]func(t *testing.T, file string){
		"no file":        func(t *testing.T, file string) { t.Helper(); must(t, os.Remove(file)) },
		"not a database": func(t *testing.T, file string) { t.Helper(); must(t, whole(file)) },
		"another's file": func(t *testing.T,
			file string) {
			t.Helper()
			spoil(t, file, `PRAGMA application_id = 7`)
		},
		"another version": func(t *testing.T, file string) {
			t.Helper()
			spoil(t, file, `UPDATE cursors SET version = 99`, `DELETE FROM tickets`)
		},
		"another log": func(t *testing.T, file string) {
			t.Helper()
			spoil(t, file, `UPDATE cursors SET chain = zeroblob(32) WHERE follower = 'tickets'`,
				`UPDATE tickets SET label = 'X'`)
		},
		"ahead of the log": func(t *testing.T, file string) {
			t.Helper()
			spoil(t, file, `UPDATE cursors SET seq = seq + 100`, `UPDATE tickets SET label = 'X'`)
		},
		"a lost cursor": func(t *testing.T, file string) {
			t.Helper()
			spoil(t, file, `DELETE FROM cursors WHERE follower = 'applications'`)
		},
		"pages of nothing": func(t *testing.T, file string) {
			t.Helper()
			f, err := os.OpenFile(file, os.O_RDWR, 0)
			must(t, err)
			info, err := f.Stat()
			must(t, err)
			_, err = f.WriteAt(make([]byte, info.Size()-4096), 4096)
			must(t, errors.Join(err, f.Close()))
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := grown(t, 3)
			damage(t, beside(path))
			r := open(t, path)
			ctx, done := context.WithTimeout(t.Context(), 30*time.Second)
			defer done()
			for _, follower := range projection.Names() {
				for r.WaitFor(ctx, follower, r.log.Head().Seq) != nil && ctx.Err() == nil {
					time.Sleep(10 * time.Millisecond) // it stops, and begins anew
				}
			}
			rebuilt(t, path, r.log)
			if info, err := os.Stat(beside(path)); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("others may read the file: %v, %v", info, err)
			}
			if r.Troubled() {
				t.Errorf("%+v", r.Standings())
			}
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A follower that cannot go on stops alone: the others follow, who asks it is told so at
// once, and it catches up when the cause is gone.
func TestAFollowerStopsAlone(t *testing.T) {
	path := grown(t, 4)
	spoil(t, beside(path), `ALTER TABLE tickets RENAME TO hidden`)
	r := open(t, path)
	h := &harness{t: t, at: monday.AddDate(1, 0, 0)}
	state, err := stateOf(r.log)
	must(t, err)
	h.state = state
	add(t, r, h.issue())
	for _, follower := range projection.Names() {
		if err := r.WaitFor(t.Context(), follower,
			r.log.Head().Seq); (err != nil) != (follower == "tickets") {
			t.Errorf("%s: %v", follower, err)
		}
	}
	begun := time.Now()
	if _, err := r.TrafficBefore(h.state.Queue.Day(), 3); !errors.Is(err, projection.ErrBehind) {
		t.Errorf("tickets that stand still are read: %v", err)
	}
	for _, s := range r.Standings() {
		if stopped := s.Follower == "tickets"; stopped != (s.Failed != nil) || stopped != (s.Behind > 0) {
			t.Errorf("%+v", s)
		}
	}
	spoil(t, beside(path), `ALTER TABLE hidden RENAME TO tickets`)
	for r.WaitFor(t.Context(), "tickets", r.log.Head().Seq) != nil && time.Since(begun) < 20*time.Second {
		time.Sleep(10 * time.Millisecond)
	}
	rebuilt(t, path, r.log)
}

// The disk fails between a follower's rows and its cursor: neither is there, and nothing is
// there twice when the follower tries again.
func TestRowsAndCursorMoveTogether(t *testing.T) {
	path := grown(t, 6)
	r := open(t, path)
	state, err := stateOf(r.log)
	must(t, err)
	spoil(t, beside(path),
		`CREATE TRIGGER failing BEFORE INSERT ON cursors BEGIN SELECT RAISE(ABORT, 'the disk fails'); END`)
	w := newWalk(state, 7)
	var batch []centre.Entry
	for range 200 {
		batch = append(batch, w.step())
	}
	add(t, r, batch...)
	for _, follower := range projection.Names() {
		if err := r.WaitFor(t.Context(), follower, r.log.Head().Seq); !errors.Is(err, projection.ErrBehind) {
			t.Errorf("%s: %v", follower, err)
		}
	}
	spoil(t, beside(path), `DROP TRIGGER failing`)
	ctx, done := context.WithTimeout(t.Context(), 20*time.Second)
	defer done()
	for _, follower := range projection.Names() {
		for r.WaitFor(ctx, follower, r.log.Head().Seq) != nil && ctx.Err() == nil {
			time.Sleep(10 * time.Millisecond) // until it tries again
		}
	}
	rebuilt(t, path, r.log)
}

// A rebuilding names who it makes anew, and refuses a name that nobody has.
func TestRebuildMakesTheNamedAnew(t *testing.T) {
	path := grown(t, 5)
	spoil(t, beside(path), `DELETE FROM ratings`, `DELETE FROM applications`,
		`UPDATE tickets SET label = 'X'`)
	j, err := journal.Open(path, keys)
	must(t, err)
	defer func() { _ = j.Close() }()
	s, err := projection.Open(beside(path), j, discard)
	must(t, err)
	defer func() { _ = s.Close() }()
	var told []string
	tell := func(follower string, seq uint64) {
		if told = append(told, follower); seq != j.Head().Seq {
			t.Errorf("%s holds %d records of %d", follower, seq, j.Head().Seq)
		}
	}
	if err := s.Rebuild(t.Context(), []string{"tickets", "riders"}, tell); err == nil || len(told) > 0 {
		t.Errorf("a follower that there is not was made anew: %v", err)
	}
	must(t, s.Rebuild(t.Context(), []string{"tickets", "applications"}, tell))
	if got := strings.Join(told, " "); got != "tickets applications" {
		t.Errorf("made anew: %s", got)
	}
	must(t, s.Rebuild(t.Context(), nil, func(string, uint64) {}))
	rebuilt(t, path, j)
}
