package journal

import (
	"database/sql"
	"fmt"
	"time"
)

// Session is a sign-in as stored; Hash is the SHA-256 of its token.
type Session struct {
	Hash          []byte
	Login         string
	Created, Seen time.Time
}

// Sessions are all stored sessions, expired ones too.
func (j *Journal) Sessions() ([]Session, error) {
	return queryAll(j, func(row scanner) (Session, error) {
		var (
			s             Session
			created, seen int64
		)
		err := row.Scan(&s.Hash, &s.Login, &created, &seen)
		s.Created, s.Seen = time.UnixMilli(created), time.UnixMilli(seen)
		return s, err
	}, `SELECT hash, login, created_at, seen_at FROM sessions`)
}

// AddSession stores a sign-in with its audit record.
func (j *Journal) AddSession(s Session, c Change) error {
	return j.Write(func(tx *sql.Tx) error {
		_, err := tx.Exec(`INSERT INTO sessions (hash, login, created_at, seen_at) VALUES (?, ?, ?, ?)`,
			s.Hash, s.Login, s.Created.UnixMilli(), s.Seen.UnixMilli())
		if err != nil {
			return fmt.Errorf("storing a session of %q: %w", s.Login, err)
		}
		return c.write(tx)
	})
}

// EndSession removes a session with its audit record.
func (j *Journal) EndSession(hash []byte, c Change) error {
	return j.Write(func(tx *sql.Tx) error {
		if _, err := tx.Exec(`DELETE FROM sessions WHERE hash = ?`, hash); err != nil {
			return fmt.Errorf("ending a session of %q: %w", c.Subject, err)
		}
		return c.write(tx)
	})
}

// Touch notes when sessions and devices were last seen and removes the sessions
// that have expired, in one transaction: it runs once a minute, not per request.
func (j *Journal) Touch(seen []Session, expired [][]byte, devices map[string]time.Time) error {
	return j.Write(func(tx *sql.Tx) error {
		for _, s := range seen {
			if _, err := tx.Exec(`UPDATE sessions SET seen_at = ? WHERE hash = ?`, s.Seen.UnixMilli(),
				s.Hash); err != nil {
				return fmt.Errorf("noting a session as seen: %w", err)
			}
		}
		for _, hash := range expired {
			if _, err := tx.Exec(`DELETE FROM sessions WHERE hash = ?`, hash); err != nil {
				return fmt.Errorf("removing an expired session: %w", err)
			}
		}
		for id, at := range devices {
			if _, err := tx.Exec(`UPDATE devices SET seen_at = ? WHERE id = ?`, at.UnixMilli(),
				id); err != nil {
				return fmt.Errorf("noting the device %q as seen: %w", id, err)
			}
		}
		return nil
	})
}
