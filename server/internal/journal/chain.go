package journal

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"

	"dost/server/civil"
	"dost/server/queue"
)

// row is a record as the events table holds it.
type row struct {
	seq   uint64
	at    int64 // milliseconds UTC
	day   civil.Day
	actor string
	kind  string
	body  []byte
}

// link is the chain with this row: SHA-256 over the chain before and the record's
// columns, each with its length, so that no two rows read the same. What the row says
// beside the record is not in it: answers are forgotten, and the chain must hold on.
func (r *row) link(before [32]byte) [32]byte {
	var room [512]byte // for nearly every record
	b := append(room[:0], before[:]...)
	b = binary.BigEndian.AppendUint64(b, r.seq)
	b = binary.BigEndian.AppendUint64(b, uint64(r.at))
	b = binary.BigEndian.AppendUint32(b, uint32(r.day))
	b = binary.AppendUvarint(b, uint64(len(r.actor)))
	b = append(b, r.actor...)
	b = binary.AppendUvarint(b, uint64(len(r.kind)))
	b = append(b, r.kind...)
	b = binary.AppendUvarint(b, uint64(len(r.body)))
	b = append(b, r.body...)
	return sha256.Sum256(b)
}

// ErrChanged is a record that is not what it was when it was written, or that is
// missing.
var ErrChanged = errors.New("the history was changed")

// walk reads the rows after a head in order, checks that each follows on the one
// before and carries the right chain, and hands them on. It ends at the last row
// and gives the head there.
func walk(ctx context.Context, db *sql.DB, from Head, each func(r *row, at Head) error) (Head, error) {
	rows, err := db.QueryContext(ctx,
		`SELECT seq, at, day, actor, kind, body, chain FROM events WHERE seq > ? ORDER BY seq`,
		int64(from.Seq))
	if err != nil {
		return from, fmt.Errorf("reading events: %w", err)
	}
	defer func() { _ = rows.Close() }()
	head := from
	var r row
	var chain, body sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&r.seq, &r.at, &r.day, &r.actor, &r.kind, &body, &chain); err != nil {
			return head, fmt.Errorf("reading the event after %d: %w", head.Seq, err)
		}
		r.body = body
		if r.seq != head.Seq+1 {
			return head, fmt.Errorf("%w: record %d is followed by %d", ErrChanged, head.Seq, r.seq)
		}
		link := r.link(head.Chain)
		if !bytes.Equal(link[:], chain) {
			return head, fmt.Errorf("%w: record %d does not fit its chain", ErrChanged, r.seq)
		}
		head = Head{Seq: r.seq, Chain: link}
		if err := each(&r, head); err != nil {
			return head, err
		}
	}
	if err := rows.Err(); err != nil {
		return head, fmt.Errorf("reading events after %d: %w", head.Seq, err)
	}
	return head, nil
}

// VerifyChain reads the whole history and checks that no record was changed, left
// out or added out of turn (promises 11). With a kept head it also checks
// that the history runs through it: only then a rewriting of everything, or a
// cut at the end, is seen. It reports progress by the record reached, and gives
// the head it found. It may run beside a working server.
func (j *Journal) VerifyChain(ctx context.Context, kept *Head, progress func(seq uint64)) (Head, error) {
	const step = 100_000
	head, err := walk(ctx, j.Reader(), Head{}, func(r *row, at Head) error {
		if kept != nil && at.Seq == kept.Seq && at.Chain != kept.Chain {
			return fmt.Errorf("%w: the chain at record %d is not the one that was kept", ErrChanged, r.seq)
		}
		if progress != nil && r.seq%step == 0 {
			progress(r.seq)
		}
		return nil
	})
	if err != nil {
		return head, fmt.Errorf("verifying the journal: %w", err)
	}
	if kept != nil && kept.Seq > head.Seq {
		return head, fmt.Errorf("verifying the journal: %w: it ends at record %d, before the kept record %d",
			ErrChanged, head.Seq, kept.Seq)
	}
	return head, nil
}

// VerifyNumbers checks that on every day the numbers of every direction run from 1
// without a gap or a repetition (promises 4).
func (j *Journal) VerifyNumbers(ctx context.Context) error {
	var day int
	var series string
	var count, distinct, highest int
	err := j.Reader().QueryRowContext(ctx, `SELECT day, series, count(*), count(DISTINCT number), max(number)
		FROM (SELECT day, body ->> 'direction' AS series, body ->> 'number' AS number FROM events WHERE kind = ?)
		GROUP BY day, series HAVING count(*) <> max(number) OR count(*) <> count(DISTINCT number) OR min(number) <> 1 LIMIT 1`,
		queue.Issued{}.Kind()).Scan(&day, &series, &count, &distinct, &highest)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return fmt.Errorf("verifying the numbers: %w", err)
	}
	return fmt.Errorf("verifying the numbers: %w: on %d %s has %d tickets of %d numbers up to %d", ErrChanged,
		day, series, count, distinct, highest)
}

// lastRecord is the end of the history and its business day.
func lastRecord(db *sql.DB) (Head, civil.Day, error) {
	var head Head
	var day civil.Day
	var chain []byte
	err := db.QueryRow(`SELECT seq, day, chain FROM events ORDER BY seq DESC LIMIT 1`).Scan(&head.Seq, &day,
		&chain)
	if errors.Is(err, sql.ErrNoRows) {
		return Head{}, 0, nil
	}
	if err != nil {
		return Head{}, 0, fmt.Errorf("reading the last record: %w", err)
	}
	copy(head.Chain[:], chain)
	return head, day, nil
}
