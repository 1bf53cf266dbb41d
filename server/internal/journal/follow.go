package journal

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"dost/server/centre"
	"dost/server/event"
)

// Row is a record with what its row in the log says beside it.
type Row struct {
	event.Record
	Told []string // the systems that it is told to, as they were connected then
	Life string   // of the log, when the record was written
}

// Follow has every batch told as soon as it is durable: its rows in their order, and the
// head behind them. tell is called by the writer, who waits for it: it must be quick and
// must not call the journal. It replaces the one before; nil ends it.
func (j *Journal) Follow(tell func(rows []Row, head Head)) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.tell = tell
}

// After are the rows after a head, most of them at most, with the head behind the last.
// They are checked against the chain: a head that is not of this log is ErrChanged.
func (j *Journal) After(ctx context.Context, from Head, most int) (list []Row, head Head, err error) {
	rows, err := j.Reader().QueryContext(ctx, `SELECT seq, at, day, actor, kind, body, chain, told,
			(SELECT life FROM lives WHERE first <= seq ORDER BY first DESC LIMIT 1)
		FROM events WHERE seq > ? ORDER BY seq LIMIT ?`, int64(from.Seq), most)
	if err != nil {
		return nil, from, fmt.Errorf("reading the log after record %d: %w", from.Seq, err)
	}
	defer func() { _ = rows.Close() }()
	var r row
	var chain, body sql.RawBytes
	var told sql.NullString
	for head = from; rows.Next(); {
		out := Row{}
		err := rows.Scan(&r.seq, &r.at, &r.day, &r.actor, &r.kind, &body, &chain, &told, &out.Life)
		if err != nil {
			return nil, from, fmt.Errorf("reading the log after record %d: %w", head.Seq, err)
		}
		r.body = body
		link := r.link(head.Chain)
		if r.seq != head.Seq+1 || !bytes.Equal(link[:], chain) {
			return nil, from, fmt.Errorf("%w: record %d does not follow on %d", ErrChanged, r.seq, head.Seq)
		}
		head = Head{Seq: r.seq, Chain: link}
		ev, err := centre.Events.Decode(r.kind, r.body)
		if err != nil {
			return nil, from, fmt.Errorf("record %d: %w", r.seq, err)
		}
		out.Record = event.Record{Seq: r.seq, At: time.UnixMilli(r.at).UTC(), Actor: r.actor, Event: ev}
		if told.Valid {
			out.Told = strings.Split(told.String, ",")
		}
		list = append(list, out)
	}
	if err := rows.Err(); err != nil {
		return nil, from, fmt.Errorf("reading the log after record %d: %w", head.Seq, err)
	}
	return list, head, nil
}

// Holds tells whether the history runs through a head.
func (j *Journal) Holds(h Head) (bool, error) {
	if h.Seq == 0 {
		return true, nil
	}
	var chain []byte
	err := j.Reader().QueryRow(`SELECT chain FROM events WHERE seq = ?`, int64(h.Seq)).Scan(&chain)
	if err != nil && !none(err) {
		return false, fmt.Errorf("reading record %d: %w", h.Seq, err)
	}
	return bytes.Equal(chain, h.Chain[:]), nil
}

// Record is one record of the history.
func (j *Journal) Record(seq uint64) (event.Record, error) {
	row := j.Reader().QueryRow(`SELECT seq, at, actor, kind, body FROM events WHERE seq = ?`, int64(seq))
	r, err := scanRecord(row)
	if err != nil {
		return r, fmt.Errorf("reading record %d: %w", seq, err)
	}
	return r, nil
}

// beginLife has the next record begin another life of the log.
func beginLife(tx *sql.Tx) (life string, err error) {
	if _, err := tx.Exec(`INSERT OR REPLACE INTO lives (first, life)
		SELECT coalesce(max(seq), 0) + 1, lower(hex(randomblob(12))) FROM events`); err != nil {
		return "", fmt.Errorf("beginning a life of the log: %w", err)
	}
	return lifeOf(tx)
}

// lifeOf is the present life of the log.
func lifeOf(db interface {
	QueryRow(query string, args ...any) *sql.Row
}) (life string, err error) {
	if err := db.QueryRow(`SELECT life FROM lives ORDER BY first DESC LIMIT 1`).Scan(&life); err != nil {
		return "", errors.Join(ErrChanged, fmt.Errorf("reading the log's life: %w", err))
	}
	return life, nil
}
