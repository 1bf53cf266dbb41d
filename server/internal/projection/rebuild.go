package projection

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"dost/server/internal/journal"
)

// Rebuild makes followers anew from the log, all of them where none is named: for a
// stopped server. done is told of each, and how many records it holds.
func (s *Store) Rebuild(ctx context.Context, names []string, done func(follower string, seq uint64)) error {
	known := Names()
	for _, name := range names {
		if !slices.Contains(known, name) {
			return fmt.Errorf("no follower is called %q: there are %s", name, strings.Join(known, ", "))
		}
	}
	if len(names) == 0 {
		names = known
	}
	for _, t := range s.tracks {
		if !slices.Contains(names, t.Name()) {
			continue
		}
		if err := s.reset(t); err != nil {
			return err
		}
	}
	if err := s.CatchUp(ctx); err != nil {
		return err
	}
	for _, f := range s.Standings() {
		if slices.Contains(names, f.Follower) {
			done(f.Follower, f.Seq)
		}
	}
	return nil
}

// begin brings a follower to its cursor; one without a cursor, of another version, or
// whose cursor is not of this log begins anew.
func (s *Store) begin(t *track) error {
	var version int
	var cursor journal.Head
	var chain []byte
	row := s.db.QueryRow(`SELECT version, seq, chain FROM cursors WHERE follower = ?`, t.Name())
	err := row.Scan(&version, &cursor.Seq, &chain)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("reading the cursor of %s: %w", t.Name(), err)
	}
	copy(cursor.Chain[:], chain)
	fits := false
	if err == nil && version == t.Version() {
		if fits, err = s.journal.Holds(cursor); err != nil {
			return err
		}
	}
	if !fits {
		return s.reset(t)
	}
	s.settle(t, cursor, nil)
	return nil
}

// reset makes a follower's tables anew, before the first record.
func (s *Store) reset(t *track) error {
	tx, err := s.db.Begin()
	if err != nil {
		return fmt.Errorf("making %s anew: %w", t.Name(), err)
	}
	err = t.Reset(tx)
	if err == nil {
		err = move(tx, t.Follower, journal.Head{})
	}
	if err != nil {
		_ = tx.Rollback() // the first error is the one to tell
		return fmt.Errorf("making %s anew: %w", t.Name(), err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("making %s anew: %w", t.Name(), err)
	}
	s.settle(t, journal.Head{}, nil)
	return nil
}

// move writes a follower's cursor.
func move(tx *sql.Tx, f Follower, to journal.Head) error {
	if _, err := tx.Exec(`INSERT OR REPLACE INTO cursors (follower, version, seq, chain) VALUES (?, ?, ?, ?)`,
		f.Name(), int64(f.Version()), int64(to.Seq), to.Chain[:]); err != nil {
		return fmt.Errorf("moving the cursor: %w", err)
	}
	return nil
}
