package journal

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"

	"dost/server/centre"
	"dost/server/event"
)

// keptSnapshots are enough to fall back on when the newest does not read.
const keptSnapshots = 3

// Load hands over the history, shortest way first: the newest snapshot of the present
// format whose digest holds and that restore accepts, then every record after it, in
// order and checked against the chain. When no snapshot serves, it is what outlives
// the business days that are over, by recall, and every record from the last
// DayOpened on; without recall, every record from the first. restore must replace
// what it restored before; state is its own copy.
func (j *Journal) Load(restore func(state []byte) error, recall, apply func(event.Record) error) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.failed != nil {
		return fmt.Errorf("loading: %w", ErrDown)
	}
	head, err := load(context.Background(), j.db, restore, recall, apply)
	if err != nil {
		return fmt.Errorf("loading: %w", err)
	}
	if head != j.head {
		return fmt.Errorf("loading: %w: it ends at record %d, not at %d", ErrChanged, head.Seq, j.head.Seq)
	}
	return nil
}

// load is Load on a connection; it gives the head that it came to. The record that
// follows on those recalled is recalled itself.
func load(
	ctx context.Context, db *sql.DB, restore func(state []byte) error, recall, apply func(event.Record) error,
) (Head, error) {
	from, err := restoreFrom(db, restore)
	if err != nil {
		return from, err
	}
	if from.Seq > 0 || recall == nil {
		return replayFrom(ctx, db, from, apply)
	}
	if from, err = applyFormer(ctx, db, recall); err != nil {
		return from, err
	}
	first := from.Seq + 1
	return replayFrom(ctx, db, from, func(r event.Record) error {
		if r.Seq == first {
			return recall(r)
		}
		return apply(r)
	})
}

// restoreFrom finds the snapshot to start from and gives the head it stands at.
func restoreFrom(db *sql.DB, restore func(state []byte) error) (Head, error) {
	rows, err := db.Query(`SELECT s.seq, s.state, s.digest, e.chain FROM snapshots s JOIN events e ON e.seq = s.seq
		WHERE s.format = ? ORDER BY s.seq DESC`, int64(centre.Format))
	if err != nil {
		return Head{}, fmt.Errorf("reading snapshots: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var head Head
		var state, digest, chain []byte
		if err := rows.Scan(&head.Seq, &state, &digest, &chain); err != nil {
			return Head{}, fmt.Errorf("reading a snapshot: %w", err)
		}
		if sum := sha256.Sum256(state); !bytes.Equal(sum[:], digest) || restore(state) != nil {
			continue
		}
		copy(head.Chain[:], chain)
		return head, nil
	}
	return Head{}, rows.Err()
}

// SaveSnapshot keeps the state as it stands after record seq, which must be
// durable, and lets the oldest snapshots go. Losing one costs only time, so an
// error here does not bring the journal down.
func (j *Journal) SaveSnapshot(seq uint64, state []byte) error {
	digest := sha256.Sum256(state)
	return j.Write(func(tx *sql.Tx) error {
		if seq > j.head.Seq {
			return fmt.Errorf("keeping a snapshot: record %d is not durable", seq)
		}
		if _, err := tx.Exec(
			`INSERT OR REPLACE INTO snapshots (seq, format, state, digest) VALUES (?, ?, ?, ?)`,
			int64(seq), int64(centre.Format), state, digest[:]); err != nil {
			return fmt.Errorf("keeping a snapshot: %w", err)
		}
		if _, err := tx.Exec(
			`DELETE FROM snapshots WHERE seq NOT IN (SELECT seq FROM snapshots ORDER BY seq DESC LIMIT ?)`,
			keptSnapshots); err != nil {
			return fmt.Errorf("letting old snapshots go: %w", err)
		}
		return nil
	})
}

// none tells that a query found nothing.
func none(err error) bool { return errors.Is(err, sql.ErrNoRows) }
