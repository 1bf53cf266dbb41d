package journal

import (
	"crypto/rand"
	"database/sql"
	"fmt"
	"time"

	"dost/server/integration"
	"dost/server/notification"
)

// Connection is how a system is reached, with its secret.
type Connection struct {
	integration.Connection
	Secret string
}

// Connections lists the connected systems by name.
func (j *Journal) Connections() ([]Connection, error) {
	return queryAll(j, func(row scanner) (c Connection, err error) {
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
		switch err := tx.QueryRow(`SELECT url, active FROM connections WHERE system = ?`,
			c.System).Scan(&was.URL, &was.Active); {
		case err == nil:
			record.Before = was.facts()
		case !none(err):
			return fmt.Errorf("connecting %s: %w", c.System, err)
		}
		done, err := tx.Exec(statement, args...)
		if err := oneRow(done, err, ErrUnknown); err != nil {
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

// NoteResent records who had the messages that a system refused wait again.
func (j *Journal) NoteResent(system, actor string, at time.Time) error {
	return j.Write(Change{At: at, Actor: actor, What: "messages-resent", Subject: system}.write)
}

// FormerMessage is a message as the log kept it before messages followed from records:
// its name is random, and what had become of it no record tells.
type FormerMessage struct {
	ID       string
	System   string
	Position uint64
	Seq      uint64 // of the record that caused it
	integration.Subject
	At      time.Time
	State   notification.Delivery
	Trouble string
	Ended   time.Time // zero = it waits
}

// FormerMessages are all of them.
func (j *Journal) FormerMessages() ([]FormerMessage, error) {
	return queryAll(j, func(row scanner) (m FormerMessage, err error) {
		var at int64
		var ended sql.NullInt64
		err = row.Scan(&m.ID, &m.System, &m.Position, &m.Seq, &m.Application, &m.Booking, &m.Kind, &at,
			&m.State, &m.Trouble, &ended)
		if m.At = time.UnixMilli(at).UTC(); ended.Valid {
			m.Ended = time.UnixMilli(ended.Int64).UTC()
		}
		return m, err
	}, `SELECT message, system, position, seq, coalesce(application, 0), coalesce(booking, 0), kind, at,
			state, trouble, ended
		FROM former_messages ORDER BY system, position`)
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
