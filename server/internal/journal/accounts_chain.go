package journal

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
)

// The records of changes to staff, devices and connections are written beside the
// centre's history, and are a chain of their own: none can be changed, left out or
// put in without showing (promises 11).

// changeRow is such a record as the table holds it.
type changeRow struct {
	id                   int64
	at                   int64 // milliseconds UTC
	actor, what, subject string
	before, after        sql.NullString
	chain                []byte // nil = written before there was a chain
}

// link is the chain with this row: SHA-256 over the chain before and the row's
// columns, each with its length, so that no two rows read the same.
func (r *changeRow) link(before [32]byte) [32]byte {
	b := append([]byte{}, before[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(r.id))
	b = binary.BigEndian.AppendUint64(b, uint64(r.at))
	for _, text := range []string{r.actor, r.what, r.subject} {
		b = binary.AppendUvarint(b, uint64(len(text)))
		b = append(b, text...)
	}
	for _, facts := range []sql.NullString{r.before, r.after} {
		if !facts.Valid {
			b = append(b, 0)
			continue
		}
		b = binary.AppendUvarint(append(b, 1), uint64(len(facts.String)))
		b = append(b, facts.String...)
	}
	return sha256.Sum256(b)
}

// queryer is a transaction or a connection for reading.
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// walkChanges reads all records in order and checks their chain. Those of before
// there was one come first and have none; the chain holds them all the same. It
// gives the last record's number and the chain there.
func walkChanges(ctx context.Context, from queryer) (last int64, chain [32]byte, err error) {
	rows, err := from.QueryContext(ctx,
		`SELECT id, at, actor, what, subject, before, after, chain FROM account_changes ORDER BY id`)
	if err != nil {
		return 0, chain, fmt.Errorf("reading the changes of staff: %w", err)
	}
	defer func() { _ = rows.Close() }()
	chained := false
	for rows.Next() {
		var r changeRow
		if err := rows.Scan(&r.id, &r.at, &r.actor, &r.what, &r.subject, &r.before, &r.after,
			&r.chain); err != nil {
			return last, chain, fmt.Errorf("reading the change of staff after %d: %w", last, err)
		}
		if r.id != last+1 {
			return last, chain, fmt.Errorf("%w: change %d of staff is followed by %d", ErrChanged, last, r.id)
		}
		chain = r.link(chain)
		if chained = chained || r.chain != nil; chained && !bytes.Equal(chain[:], r.chain) {
			return last, chain, fmt.Errorf("%w: change %d of staff does not fit its chain", ErrChanged, r.id)
		}
		last = r.id
	}
	if err := rows.Err(); err != nil {
		return last, chain, fmt.Errorf("reading the changes of staff after %d: %w", last, err)
	}
	return last, chain, nil
}

// lastChange is the number and the chain that the next record follows on.
func lastChange(tx *sql.Tx) (last int64, chain [32]byte, err error) {
	var stored []byte
	err = tx.QueryRow(`SELECT id, chain FROM account_changes ORDER BY id DESC LIMIT 1`).Scan(&last, &stored)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return 0, chain, nil
	case err != nil:
		return 0, chain, fmt.Errorf("reading the last change of staff: %w", err)
	case stored == nil: // once, after the upgrade
		return walkChanges(context.Background(), tx)
	}
	copy(chain[:], stored)
	return last, chain, nil
}

// VerifyChanges checks that no record of a change to staff, devices or connections
// was changed, left out or put in, and gives how many there are and the chain at
// the last: kept elsewhere, it also shows a cut at the end.
func (j *Journal) VerifyChanges(ctx context.Context) (n int64, chain [32]byte, err error) {
	if n, chain, err = walkChanges(ctx, j.Reader()); err != nil {
		return n, chain, fmt.Errorf("verifying the changes of staff: %w", err)
	}
	return n, chain, nil
}
