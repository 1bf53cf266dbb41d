package projection

import (
	"database/sql"
	"fmt"
	"time"

	"dost/server/internal/journal"
	"dost/server/queue"
)

// tickets keeps every ticket of every day as it stands. How a ticket goes on is its own
// affair (queue.Ticket.Apply): nothing of the engine's rules is here.
type tickets struct{}

func (tickets) Name() string { return "tickets" }
func (tickets) Version() int { return 1 }

func (tickets) Reset(tx *sql.Tx) error {
	_, err := tx.Exec(`DROP TABLE IF EXISTS tickets;
CREATE TABLE tickets (
    id           INTEGER PRIMARY KEY, -- sequence number of the event that issued it
    day          INTEGER NOT NULL,    -- business day in Baku, yyyymmdd
    series       TEXT    NOT NULL,    -- the direction whose counter gave the number
    number       INTEGER NOT NULL,
    label        TEXT    NOT NULL,
    direction    TEXT    NOT NULL,
    service      TEXT    NOT NULL,
    grp          TEXT    NOT NULL,
    language     TEXT    NOT NULL,
    rule         TEXT    NOT NULL,
    status       TEXT    NOT NULL,
    arrival      INTEGER NOT NULL,    -- this and the times below: milliseconds UTC
    first_called INTEGER,
    called       INTEGER,
    served       INTEGER,
    ended        INTEGER,
    held         INTEGER,             -- since when it is held
    held_ms      INTEGER NOT NULL DEFAULT 0, -- how long it was held before
    recalls      INTEGER NOT NULL DEFAULT 0,
    outcome      TEXT    NOT NULL DEFAULT '',
    desk         TEXT    NOT NULL DEFAULT '',
    agent        TEXT    NOT NULL DEFAULT '',
    UNIQUE (day, series, number)
) STRICT`)
	return err
}

const (
	insertTicket = `INSERT INTO tickets
		(id, day, series, number, label, direction, service, grp, language, rule, status, arrival)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	upsertTicket = `INSERT INTO tickets
		(id, day, series, number, label, direction, service, grp, language, rule, status, arrival,
			first_called, called, served, ended, held, held_ms, recalls, outcome, desk, agent)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET direction = excluded.direction, status = excluded.status,
			first_called = excluded.first_called, called = excluded.called, served = excluded.served,
			ended = excluded.ended, held = excluded.held, held_ms = excluded.held_ms,
			recalls = excluded.recalls, outcome = excluded.outcome, desk = excluded.desk, agent = excluded.agent`
	selectTickets = `SELECT id, day, series, number, label, direction, service, grp, language, rule, status,
			arrival, first_called, called, served, ended, held, held_ms, recalls, outcome, desk, agent FROM tickets`
)

func (tickets) Apply(tx *sql.Tx, rows []journal.Row) error {
	run := ticketRun{tx: tx, tickets: map[queue.TicketID]*touchedTicket{}}
	for i := range rows {
		r := &rows[i]
		var err error
		switch e := r.Event.(type) {
		case queue.DayOpened:
			err = run.endDay(r.At)
		case queue.OfTicket:
			err = run.follow(e, r.Seq, r.At)
		}
		if err != nil {
			return fmt.Errorf("record %d: %w", r.Seq, err)
		}
	}
	return run.write()
}

// ticketRun is one portion of rows: the tickets that it touches, each read and written
// once, however often it moves.
type ticketRun struct {
	tx      *sql.Tx
	tickets map[queue.TicketID]*touchedTicket
	order   []*touchedTicket
}

type touchedTicket struct {
	queue.Ticket
	fresh bool // not in the table yet
}

func (run *ticketRun) follow(e queue.OfTicket, seq uint64, at time.Time) error {
	id := e.TicketID(seq)
	t := run.tickets[id]
	if _, issued := e.(queue.Issued); issued {
		t = run.touch(queue.Ticket{ID: id}, true)
	}
	if t == nil {
		stored, err := scanTicket(run.tx.QueryRow(selectTickets+` WHERE id = ?`, int64(id)))
		if err != nil {
			return fmt.Errorf("reading ticket %d: %w", id, err)
		}
		t = run.touch(stored, false)
	}
	t.Apply(e, seq, at)
	return nil
}

func (run *ticketRun) touch(t queue.Ticket, fresh bool) *touchedTicket {
	touched := &touchedTicket{t, fresh}
	run.tickets[t.ID] = touched
	run.order = append(run.order, touched)
	return touched
}

// endDay ends what the newest day with a ticket left open: no earlier one has any.
func (run *ticketRun) endDay(at time.Time) error {
	if err := run.write(); err != nil {
		return err
	}
	stored, err := scanned(run.tx, scanTicket, selectTickets+` WHERE day = (SELECT max(day) FROM tickets)`)
	if err != nil {
		return err
	}
	for _, t := range stored {
		if t.EndWithDay(at) {
			run.touch(t, false)
		}
	}
	return run.write()
}

// write writes the tickets as they stand now and forgets them.
func (run *ticketRun) write() error {
	if len(run.order) == 0 {
		return nil
	}
	insert, err := run.tx.Prepare(insertTicket)
	if err != nil {
		return fmt.Errorf("keeping tickets: %w", err)
	}
	defer func() { _ = insert.Close() }()
	for _, t := range run.order {
		if err := t.write(run.tx, insert); err != nil {
			return fmt.Errorf("keeping ticket %d: %w", t.ID, err)
		}
	}
	run.order = nil
	clear(run.tickets)
	return nil
}

// write takes the short way for a ticket that is new and has only waited: the many.
func (t *touchedTicket) write(tx *sql.Tx, insert *sql.Stmt) error {
	args := []any{
		int64(t.ID), int64(t.Day), string(t.Series), int64(t.Number), t.Label, string(t.Direction),
		t.Service, string(t.Group), t.Language, t.Rule, string(t.Status), t.Arrival.UnixMilli(),
	}
	if t.fresh && t.Status == queue.Waiting && t.FirstCalledAt.IsZero() && t.Desk == "" {
		_, err := insert.Exec(args...)
		return err
	}
	_, err := tx.Exec(upsertTicket, append(args,
		milliseconds(t.FirstCalledAt), milliseconds(t.CalledAt), milliseconds(t.ServedAt),
		milliseconds(t.EndedAt), milliseconds(t.HeldAt), t.HeldFor.Milliseconds(), int64(t.Recalls),
		string(t.Outcome), string(t.Desk), string(t.Agent))...)
	return err
}

// scanTicket reads what is kept of a ticket: all that Follow needs to bring on what is
// kept, and nothing of its place in line.
func scanTicket(r row) (t queue.Ticket, err error) {
	var arrival, heldFor int64
	var first, called, served, ended, held sql.NullInt64
	err = r.Scan(&t.ID, &t.Day, &t.Series, &t.Number, &t.Label, &t.Direction, &t.Service, &t.Group,
		&t.Language,
		&t.Rule, &t.Status, &arrival, &first, &called, &served, &ended, &held, &heldFor, &t.Recalls,
		&t.Outcome, &t.Desk, &t.Agent)
	t.Arrival = time.UnixMilli(arrival).UTC()
	t.FirstCalledAt, t.CalledAt, t.ServedAt = moment(first), moment(called), moment(served)
	t.EndedAt, t.HeldAt = moment(ended), moment(held)
	t.HeldFor = time.Duration(heldFor) * time.Millisecond
	return t, err
}
