package journal

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"runtime"
	"time"

	"dost/server/centre"
	"dost/server/event"
	"dost/server/queue"
)

// replay is a history on its way from the file into a state: one goroutine reads and
// checks rows, others decode them, and the caller's applies them in their order. It
// takes as long as the slowest of the three instead of all together.
type replay struct {
	stretches chan *stretch // in order
	work      chan *stretch
	quit      chan struct{} // closed when nobody applies any more
	current   *stretch
	read      error // why reading ended; set before stretches is closed
}

// stretch is some rows that follow one another, and their records once they are
// decoded.
type stretch struct {
	rows    []row
	text    []byte // the rows' bodies
	records []event.Record
	err     error
	decoded chan struct{}
}

const stretchRows = 256

// play runs read, which hands over rows by the function given to it, and applies the
// records. The first error ends it.
func play(read func(each func(*row, Head) error) error, apply func(event.Record) error) error {
	workers := max(1, runtime.GOMAXPROCS(0)-1)
	p := &replay{stretches: make(chan *stretch, 4*workers), work: make(chan *stretch, 4*workers),
		quit: make(chan struct{})}
	for range workers {
		go func() {
			for s := range p.work {
				s.decode()
				close(s.decoded)
			}
		}()
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		defer close(p.stretches)
		defer close(p.work)
		if p.read = read(p.add); p.read == nil {
			p.read = p.pass()
		}
	}()
	defer func() { close(p.quit); <-ended }() // also when apply panics
	for s := range p.stretches {
		<-s.decoded
		for _, r := range s.records {
			if err := apply(r); err != nil {
				return err
			}
		}
		if s.err != nil {
			return s.err
		}
	}
	return p.read
}

// add takes a row; its columns are copied, since the next row takes their place.
func (p *replay) add(r *row, _ Head) error {
	s := p.current
	if s == nil {
		s = &stretch{rows: make([]row, 0, stretchRows), decoded: make(chan struct{})}
		p.current = s
	}
	from := len(s.text)
	s.text = append(s.text, r.body...)
	s.rows = append(s.rows, row{seq: r.seq, at: r.at, actor: r.actor, kind: r.kind,
		body: s.text[from:len(s.text):len(s.text)]})
	if len(s.rows) < stretchRows {
		return nil
	}
	return p.pass()
}

// pass hands the stretch on.
func (p *replay) pass() error {
	s := p.current
	if p.current = nil; s == nil {
		return nil
	}
	for _, to := range []chan *stretch{p.work, p.stretches} {
		select {
		case to <- s:
		case <-p.quit:
			return context.Canceled
		}
	}
	return nil
}

func (s *stretch) decode() {
	s.records = make([]event.Record, 0, len(s.rows))
	for i := range s.rows {
		r := &s.rows[i]
		ev, err := centre.Events.Decode(r.kind, r.body)
		if err != nil {
			s.err = fmt.Errorf("record %d: %w", r.seq, err)
			return
		}
		s.records = append(s.records, event.Record{Seq: r.seq, At: time.UnixMilli(r.at).UTC(), Actor: r.actor,
			Event: ev})
	}
}

// replayFrom applies every record after a head and gives the head at the end.
func replayFrom(ctx context.Context, db *sql.DB, from Head, apply func(event.Record) error) (end Head,
	err error) {
	err = play(func(each func(*row, Head) error) (err error) {
		end, err = walk(ctx, db, from, each)
		return err
	}, apply)
	return end, err
}

// applyFormer hands over what outlives the business days that are over, and gives
// the head at which the present one begins. Each row is checked against the chain of
// the row before it, so that none of them was changed by itself; that none is missing
// is for VerifyChain to say, as it is of what lies before a snapshot.
func applyFormer(ctx context.Context, db *sql.DB, recall func(event.Record) error) (Head, error) {
	begin, err := lastOpening(ctx, db)
	if err != nil || begin.Seq == 0 {
		return begin, err
	}
	var newest int64
	err = db.QueryRowContext(ctx, `SELECT seq FROM events
		WHERE seq <= ? AND kind IN (SELECT value FROM json_each(?)) ORDER BY seq DESC LIMIT 1`,
		int64(begin.Seq), asList(centre.Kinds(centre.Newest))).Scan(&newest)
	if err != nil && !none(err) {
		return begin, fmt.Errorf("looking for the last of a counter: %w", err)
	}
	return begin, play(func(each func(*row, Head) error) error {
		return former(ctx, db, begin.Seq, newest,
			each)
	}, recall)
}

// lastOpening is the head right before the business day that is open; zero when there
// is none, or nothing before it.
func lastOpening(ctx context.Context, db *sql.DB) (before Head, err error) {
	var chain []byte
	row := db.QueryRowContext(ctx, `SELECT seq, chain FROM events WHERE seq =
		(SELECT seq - 1 FROM events WHERE kind = ? ORDER BY seq DESC LIMIT 1)`, queue.DayOpened{}.Kind())
	err = row.Scan(&before.Seq, &chain)
	if err != nil && !none(err) {
		return Head{}, fmt.Errorf("looking for the last business day: %w", err)
	}
	copy(before.Chain[:], chain)
	return before, nil
}

// former reads the rows up to seq that are of no kind of which nothing outlives its
// day, so that a kind that is not known is met and refused; and the one of the record
// newest.
func former(ctx context.Context, db *sql.DB, seq uint64, newest int64, each func(*row, Head) error) error {
	over := append(centre.Kinds(centre.OfItsDay), centre.Kinds(centre.Newest)...)
	rows, err := db.QueryContext(ctx, `SELECT e.seq, e.at, e.day, e.actor, e.kind, e.body, e.chain, b.chain
		FROM events e LEFT JOIN events b ON b.seq = e.seq - 1
		WHERE e.seq <= ? AND (e.kind NOT IN (SELECT value FROM json_each(?)) OR e.seq = ?) ORDER BY e.seq`,
		int64(seq), asList(over), newest)
	if err != nil {
		return fmt.Errorf("reading the days before: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var r row
	var body, chain, before sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&r.seq, &r.at, &r.day, &r.actor, &r.kind, &body, &chain, &before); err != nil {
			return fmt.Errorf("reading the days before: %w", err)
		}
		r.body = body
		var earlier [32]byte
		copy(earlier[:], before)
		if link := r.link(earlier); !bytes.Equal(link[:], chain) || before == nil && r.seq != 1 {
			return fmt.Errorf("%w: record %d does not fit its chain", ErrChanged, r.seq)
		}
		if err := each(&r, Head{}); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("reading the days before: %w", err)
	}
	return nil
}

// asList is a list of kinds as json_each takes it.
func asList(kinds []string) string {
	text, err := json.Marshal(kinds)
	if err != nil {
		panic(err) // texts can be written
	}
	return string(text)
}
