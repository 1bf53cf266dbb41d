package journal

import (
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"dost/server/exchange"
	"dost/server/queue"
	"dost/server/reception"
)

// Message is a row of the outbox: what a system is to be told, not yet composed.
type Message struct {
	ID          string // random, the receiver's key
	System      string
	Position    uint64
	Seq         uint64 // of the record that caused it
	Application reception.ApplicationID
	Kind        exchange.Kind
	At          time.Time
}

// Connection is how a system is reached, with its secret.
type Connection struct {
	exchange.Connection
	Secret string
}

// Backlog is what the outbox holds for a system.
type Backlog struct {
	System  string
	Waiting int
	Since   time.Time // of the oldest that waits
	Refused int
}

// handOvers keeps a message for every connected system that the order names, in
// the transaction of the record that causes it. A manual system gets none.
func (w *writer) handOvers(systems []string, r queue.Record) error {
	var kind exchange.Kind
	var application reception.ApplicationID
	switch e := r.Event.(type) {
	case reception.Registered:
		kind, application = exchange.Registered, reception.ApplicationID(r.Seq)
	case reception.Advanced:
		kind, application = exchange.Advanced, e.Application
	default:
		return nil
	}
	for _, system := range systems {
		if _, err := w.tx.Exec(`INSERT INTO outbox (message, system, position, seq, application, kind, at)
			SELECT ?, system, 1 + coalesce((SELECT max(position) FROM outbox o WHERE o.system = c.system), 0), ?, ?, ?, ?
			FROM connections c WHERE system = ?`,
			rand.Text(), int64(r.Seq), int64(application), string(kind), r.At.UnixMilli(), system); err != nil {
			return fmt.Errorf("keeping a message to %s: %w", system, err)
		}
	}
	return nil
}

// Connections lists the connected systems by name.
func (j *Journal) Connections() ([]Connection, error) {
	return list(j, func(row line) (c Connection, err error) {
		var sealed []byte
		if err = row.Scan(&c.System, &c.URL, &sealed, &c.Active); err != nil {
			return c, err
		}
		c.Secret, err = j.keys.unsealSecret(c.System, sealed)
		return c, err
	}, `SELECT system, url, secret, active FROM connections ORDER BY system`)
}

// Connect stores a connection and who changed it; an empty secret keeps the one
// that is there.
func (j *Journal) Connect(c Connection, at time.Time, actor string) error {
	sealed, err := j.keys.sealSecret(c.System, c.Secret)
	if err != nil {
		return err
	}
	return j.Write(func(tx *sql.Tx) error {
		statement := `INSERT INTO connections (system, url, secret, active, changed_at) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (system) DO UPDATE SET url = excluded.url, secret = excluded.secret, active = excluded.active, changed_at = excluded.changed_at`
		args := []any{c.System, c.URL, sealed, c.Active, at.UnixMilli()}
		if c.Secret == "" {
			statement = `UPDATE connections SET url = ?, active = ?, changed_at = ? WHERE system = ?`
			args = []any{c.URL, c.Active, at.UnixMilli(), c.System}
		}
		record := Change{At: at, Actor: actor, What: "connection-set", Subject: c.System, After: c.facts()}
		was := Connection{}
		switch err := tx.QueryRow(`SELECT url, active FROM connections WHERE system = ?`, c.System).Scan(&was.URL, &was.Active); {
		case err == nil:
			record.Before = was.facts()
		case !none(err):
			return fmt.Errorf("connecting %s: %w", c.System, err)
		}
		done, err := tx.Exec(statement, args...)
		if err := one(done, err, ErrUnknown); err != nil {
			return fmt.Errorf("connecting %s: %w", c.System, err)
		}
		return record.write(tx)
	})
}

// facts are what the record says of a connection; of its secret only that it is
// a new one.
func (c Connection) facts() Facts {
	f := Facts{"url": c.URL, "state": "resting"}
	if c.Active {
		f["state"] = "connected"
	}
	if c.Secret != "" {
		f["secret"] = "new"
	}
	return f
}

// Waiting are the oldest messages to a system that wait, at most limit.
func (j *Journal) Waiting(system string, limit int) ([]Message, error) {
	return list(j, func(row line) (m Message, err error) {
		var at int64
		err = row.Scan(&m.ID, &m.System, &m.Position, &m.Seq, &m.Application, &m.Kind, &at)
		m.At = time.UnixMilli(at).UTC()
		return m, err
	}, `SELECT message, system, position, seq, application, kind, at FROM outbox
		WHERE system = ? AND state = 'waiting' ORDER BY position LIMIT ?`, system, limit)
}

// Settle ends a message: sent, or with a trouble, refused by the system.
func (j *Journal) Settle(message, trouble string, at time.Time) error {
	state := "sent"
	if trouble != "" {
		state = "refused"
	}
	return j.Write(func(tx *sql.Tx) error {
		done, err := tx.Exec(`UPDATE outbox SET state = ?, trouble = ?, ended = ? WHERE message = ? AND state = 'waiting'`,
			state, trouble, at.UnixMilli(), message)
		if err := one(done, err, ErrUnknown); err != nil {
			return fmt.Errorf("settling message %s: %w", message, err)
		}
		return nil
	})
}

// Resend lets the messages that a system refused wait again, behind no other: in
// their old places, under their old ids.
func (j *Journal) Resend(system, actor string, at time.Time) (n int64, err error) {
	err = j.Write(func(tx *sql.Tx) error {
		done, err := tx.Exec(`UPDATE outbox SET state = 'waiting', trouble = '', ended = NULL WHERE system = ? AND state = 'refused'`, system)
		if err != nil {
			return fmt.Errorf("resending to %s: %w", system, err)
		}
		if n, err = done.RowsAffected(); err != nil || n == 0 {
			return err
		}
		return Change{At: at, Actor: actor, What: "messages-resent", Subject: system}.write(tx)
	})
	return n, err
}

// Backlogs are what waits for each system, or was refused by it.
func (j *Journal) Backlogs() ([]Backlog, error) {
	return list(j, func(row line) (b Backlog, err error) {
		var since sql.NullInt64
		err = row.Scan(&b.System, &b.Waiting, &since, &b.Refused)
		if since.Valid {
			b.Since = time.UnixMilli(since.Int64).UTC()
		}
		return b, err
	}, `SELECT system, sum(state = 'waiting'), min(CASE state WHEN 'waiting' THEN at END), sum(state = 'refused')
		FROM (SELECT system, state, at FROM outbox WHERE state = 'waiting' UNION ALL SELECT system, state, at FROM outbox WHERE state = 'refused')
		GROUP BY system ORDER BY system`)
}

// Compose makes the message that is sent. The same row gives the same message,
// but that an applicant whose data were erased meanwhile is left out.
func (j *Journal) Compose(m Message, centre string) (exchange.Message, error) {
	out := exchange.Message{ID: m.ID, System: m.System, Position: m.Position, Kind: m.Kind, Centre: centre, At: m.At.In(queue.Baku)}
	a, ok, err := j.Application(m.Application)
	if err != nil || !ok {
		return out, errors.Join(err, fmt.Errorf("composing message %s: application %d is not there", m.ID, m.Application))
	}
	told := exchange.Application{
		Number: a.Number, Service: a.Service, ServiceVersion: a.ServiceVersion, Procedure: a.Procedure, Outcome: a.Outcome,
		Stage: reception.Stage(a.Outcome), DueOn: a.DueOn, DecisionBy: a.DecisionBy,
	}
	for _, s := range a.Steps {
		if m.Kind == exchange.Advanced && s.At.Equal(m.At) {
			told.Stage, told.Note = s.Stage, s.Note
		}
	}
	switch p, ok, err := j.Person(m.Application); {
	case errors.Is(err, ErrErased):
	case err != nil:
		return out, err
	case ok:
		told.Applicant = &p
	}
	out.Application = &told
	return out, nil
}

func (k Keys) sealSecret(system, secret string) ([]byte, error) {
	box, err := k.box()
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, box.NonceSize())
	_, _ = rand.Read(nonce) // never fails: it ends the program instead
	return box.Seal(nonce, nonce, []byte(secret), []byte("connection "+system)), nil
}

func (k Keys) unsealSecret(system string, sealed []byte) (string, error) {
	box, err := k.box()
	if err != nil {
		return "", err
	}
	if len(sealed) < box.NonceSize() {
		return "", fmt.Errorf("the secret of %s is cut short", system)
	}
	plain, err := box.Open(nil, sealed[:box.NonceSize()], sealed[box.NonceSize():], []byte("connection "+system))
	if err != nil {
		return "", fmt.Errorf("opening the secret of %s: %w", system, err)
	}
	return string(plain), nil
}
