package journal

import (
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"dost/server/application"
	"dost/server/appointment"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/integration"
	"dost/server/notification"
)

// Message is a row of the outbox: what a system is to be told, not yet composed.
type Message struct {
	ID          string // random, the receiver's key
	System      string
	Position    uint64
	Seq         uint64                    // of the record that caused it
	Application application.ApplicationID // 0 = it is about a booking
	Booking     appointment.ID            // 0 = it is about an application
	Kind        integration.Kind
	At          time.Time
}

// Connection is how a system is reached, with its secret.
type Connection struct {
	integration.Connection
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
// the transaction of the record that causes it. A manual system gets none, and whose
// turn has come gets none where no telephone is known.
func (w *writer) handOvers(systems []string, r event.Record) error {
	m, ok := caused(r)
	if !ok {
		return nil
	}
	for _, system := range systems {
		if (m.Kind == integration.Told) != (system == integration.Messages) {
			continue // visitors are told by the one system, applications handed over to the others
		}
		if _, err := w.tx.Exec(`INSERT INTO outbox (message, system, position, seq, application, booking, kind, at)
			SELECT ?, system, 1 + coalesce((SELECT max(position) FROM outbox o WHERE o.system = c.system), 0), ?, nullif(?, 0), nullif(?, 0), ?, ?
			FROM connections c WHERE system = ? AND (? <> ? OR EXISTS (SELECT 1 FROM people WHERE application = ? AND phone IS NOT NULL))`,
			rand.Text(), int64(r.Seq), int64(m.Application), int64(m.Booking), string(m.Kind), r.At.UnixMilli(), system,
			r.Event.Kind(), application.Offered{}.Kind(), int64(m.Application)); err != nil {
			return fmt.Errorf("keeping a message to %s: %w", system, err)
		}
	}
	return nil
}

// caused is the message that a record causes, if any.
func caused(r event.Record) (m Message, ok bool) {
	switch e := r.Event.(type) {
	case application.Registered:
		return Message{Kind: integration.Registered, Application: application.ApplicationID(r.Seq)}, true
	case application.Advanced:
		return Message{Kind: integration.Advanced, Application: e.Application}, true
	}
	n, ok := notification.Of(r)
	return Message{
		Kind: integration.Told, Application: application.ApplicationID(n.Application), Booking: appointment.ID(n.Booking),
	}, ok
}

// Connections lists the connected systems by name.
func (j *Journal) Connections() ([]Connection, error) {
	return list(j, func(row line) (c Connection, err error) {
		var sealed []byte
		if err = row.Scan(&c.System, &c.URL, &sealed, &c.Active); err != nil {
			return c, err
		}
		c.Secret, err = j.keys.unsealText("connection "+c.System, sealed)
		return c, err
	}, `SELECT system, url, secret, active FROM connections ORDER BY system`)
}

// Connect stores a connection and who changed it; an empty secret keeps the one
// that is there.
func (j *Journal) Connect(c Connection, at time.Time, actor string) error {
	sealed, err := j.keys.sealText("connection "+c.System, c.Secret)
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

// Waiting are the oldest messages to a system that wait, at most limit of those
// behind a position; 0 = from the first.
func (j *Journal) Waiting(system string, after uint64, limit int) ([]Message, error) {
	return list(j, func(row line) (m Message, err error) {
		var at int64
		err = row.Scan(&m.ID, &m.System, &m.Position, &m.Seq, &m.Application, &m.Booking, &m.Kind, &at)
		m.At = time.UnixMilli(at).UTC()
		return m, err
	}, `SELECT message, system, position, seq, coalesce(application, 0), coalesce(booking, 0), kind, at FROM outbox
		WHERE system = ? AND state = 'waiting' AND position > ? ORDER BY position LIMIT ?`, system, int64(after), limit)
}

// Settle ends a message: sent, or with a trouble, refused by the system. One that
// waits no longer, since it was withdrawn meanwhile, is ErrUnknown.
func (j *Journal) Settle(message, trouble string, at time.Time) error {
	if trouble != "" {
		return j.settle(message, "refused", trouble, at)
	}
	return j.settle(message, "sent", "", at)
}

// Drop ends a message that waits, or was refused, and is of no use any more.
func (j *Journal) Drop(message, why string, at time.Time) error {
	return j.settle(message, "dropped", why, at)
}

func (j *Journal) settle(message, state, trouble string, at time.Time) error {
	return j.Write(func(tx *sql.Tx) error {
		done, err := tx.Exec(`UPDATE outbox SET state = ?, trouble = ?, ended = ? WHERE message = ? AND (state = 'waiting' OR ? = 'dropped' AND state = 'refused')`,
			state, trouble, at.UnixMilli(), message, state)
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
// but that an applicant whose data were erased meanwhile is left out. A message to a
// visitor comes without its text, and is ErrErased once the telephone is gone.
func (j *Journal) Compose(m Message, centre string) (integration.Message, error) {
	out := integration.Message{ID: m.ID, System: m.System, Position: m.Position, Kind: m.Kind, Centre: centre, At: m.At.In(civil.Baku)}
	if m.Kind == integration.Told {
		v, err := j.visitor(m)
		if err != nil {
			return out, fmt.Errorf("composing message %s: %w", m.ID, err)
		}
		out.Visitor = &v
		return out, nil
	}
	a, ok, err := j.Application(m.Application)
	if err != nil || !ok {
		return out, errors.Join(err, fmt.Errorf("composing message %s: application %d is not there", m.ID, m.Application))
	}
	told := integration.Application{
		Number: a.Number, Service: a.Service, ServiceVersion: a.ServiceVersion, Procedure: a.Procedure, Outcome: a.Outcome,
		Stage: application.Stage(a.Outcome), DueOn: a.DueOn, DecisionBy: a.DecisionBy,
	}
	for _, s := range a.Steps {
		if m.Kind == integration.Advanced && s.At.Equal(m.At) {
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

// sealText encrypts a secret, bound to what it is of: moved to another row it does
// not open.
func (k Keys) sealText(of, secret string) ([]byte, error) {
	box, err := k.box()
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, box.NonceSize())
	_, _ = rand.Read(nonce) // never fails: it ends the program instead
	return box.Seal(nonce, nonce, []byte(secret), []byte(of)), nil
}

func (k Keys) unsealText(of string, sealed []byte) (string, error) {
	box, err := k.box()
	if err != nil {
		return "", err
	}
	if len(sealed) < box.NonceSize() {
		return "", fmt.Errorf("the secret of %s is cut short", of)
	}
	plain, err := box.Open(nil, sealed[:box.NonceSize()], sealed[box.NonceSize():], []byte(of))
	if err != nil {
		return "", fmt.Errorf("opening the secret of %s: %w", of, err)
	}
	return string(plain), nil
}
