package journal

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// ErrTaken is returned for a login or a device's token that is already there.
var ErrTaken = errors.New("already there")

// ErrUnknown is returned for a login or device that is not there.
var ErrUnknown = errors.New("not there")

// Account is a member of staff as stored.
type Account struct {
	Login            string // folded
	Name             string
	Role             string // of a member of staff, "agent"
	Hash             string // argon2id; "" = cannot sign in
	Active           bool
	Demo             bool // made by --demo, closed when the centre starts without it
	Created, Changed time.Time
}

// Facts are what a record says of a thing: "name", "role", "state" …, each in a
// word. No secret is among them.
type Facts map[string]string

// Change is an audit record of a change to staff or devices. It names no secret.
type Change struct {
	At            time.Time
	Actor         string // "manager:manager", "house"
	What          string // "staff-added", "password-set", "device-revoked"
	Subject       string // the login or the device's id
	Before, After Facts  // what changed; nil = was not there, or is no longer, or is a secret
}

// write records the change in the transaction of the change itself.
func (c Change) write(tx *sql.Tx) error {
	last, chain, err := lastChange(tx)
	if err != nil {
		return err
	}
	r := changeRow{id: last + 1, at: c.At.UnixMilli(), actor: c.Actor, what: c.What, subject: c.Subject,
		before: c.Before.column(), after: c.After.column()}
	chain = r.link(chain)
	_, err = tx.Exec(
		`INSERT INTO account_changes (id, at, actor, what, subject, before, after, chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		r.id, r.at, r.actor, r.what, r.subject, r.before, r.after, chain[:])
	if err != nil {
		return fmt.Errorf("recording %s of %s: %w", c.What, c.Subject, err)
	}
	return nil
}

// Note records what changed nothing in the store, and is worth knowing all the same.
func (j *Journal) Note(c Change) error { return j.Write(c.write) }

// column is the facts as stored: JSON, or NULL.
func (f Facts) column() (column sql.NullString) {
	if f == nil {
		return column
	}
	text, err := json.Marshal(f)
	if err != nil {
		panic(err) // text by text has no other form
	}
	return sql.NullString{String: string(text), Valid: true}
}

// factsOf reads a column of facts.
func factsOf(column sql.NullString) (f Facts, err error) {
	if column.Valid {
		err = json.Unmarshal([]byte(column.String), &f)
	}
	return f, err
}

const accountColumns = `login, name, role, hash, active, demo, created_at, changed_at`

// scanner is a row of an answer.
type scanner interface{ Scan(to ...any) error }

func scanAccount(row scanner) (Account, error) {
	var (
		a                Account
		created, changed int64
	)
	err := row.Scan(&a.Login, &a.Name, &a.Role, &a.Hash, &a.Active, &a.Demo, &created, &changed)
	a.Created, a.Changed = time.UnixMilli(created), time.UnixMilli(changed)
	return a, err
}

// Account is the account of a folded login, or ErrUnknown.
func (j *Journal) Account(login string) (Account, error) {
	a, err := scanAccount(j.Reader().QueryRow(
		`SELECT `+accountColumns+` FROM accounts WHERE login = ?`, login))
	if none(err) {
		return Account{}, ErrUnknown
	}
	if err != nil {
		return Account{}, fmt.Errorf("reading the account %q: %w", login, err)
	}
	return a, nil
}

// Accounts are all accounts by login, closed ones too.
func (j *Journal) Accounts() ([]Account, error) {
	return queryAll(j, scanAccount, `SELECT `+accountColumns+` FROM accounts ORDER BY login`)
}

// AddAccount stores a new account, or returns ErrTaken.
func (j *Journal) AddAccount(a Account, c Change) error {
	return j.Write(func(tx *sql.Tx) error {
		done, err := tx.Exec(`INSERT INTO accounts (`+accountColumns+`)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			a.Login, a.Name, a.Role, a.Hash, a.Active, a.Demo, a.Created.UnixMilli(), a.Changed.UnixMilli())
		if err := oneRow(done, err, ErrTaken); err != nil {
			return err
		}
		return c.write(tx)
	})
}

// SetAccount stores an account's name, role, hash and activity anew. When
// endSessions is set, its sessions end in the same transaction.
func (j *Journal) SetAccount(a Account, endSessions bool, changes ...Change) error {
	return j.Write(func(tx *sql.Tx) error {
		done, err := tx.Exec(`UPDATE accounts SET name = ?, role = ?, hash = ?, active = ?, changed_at = ?
			WHERE login = ?`, a.Name, a.Role, a.Hash, a.Active, a.Changed.UnixMilli(), a.Login)
		if err := oneRow(done, err, ErrUnknown); err != nil {
			return err
		}
		if endSessions {
			if _, err := tx.Exec(`DELETE FROM sessions WHERE login = ?`, a.Login); err != nil {
				return fmt.Errorf("ending the sessions of %q: %w", a.Login, err)
			}
		}
		for _, c := range changes {
			if err := c.write(tx); err != nil {
				return err
			}
		}
		return nil
	})
}

// OpenDemo stores a demo account, or opens it again if CloseDemo closed it; any
// other of that login stays as it is.
func (j *Journal) OpenDemo(a Account, c Change) error {
	return j.Write(func(tx *sql.Tx) error {
		done, err := tx.Exec(`INSERT INTO accounts (`+accountColumns+`) VALUES (?, ?, ?, ?, 1, 1, ?, ?)
			ON CONFLICT DO UPDATE SET hash = excluded.hash, active = 1 WHERE demo = 1 AND hash = ''`,
			a.Login, a.Name, a.Role, a.Hash, a.Created.UnixMilli(), a.Changed.UnixMilli())
		if err != nil {
			return fmt.Errorf("storing the demo account %q: %w", a.Login, err)
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return err
		}
		return c.write(tx)
	})
}

// CloseDemo closes what a demo left behind: its accounts lose their passwords and
// sessions, its devices their tokens. It records c only when there was something.
func (j *Journal) CloseDemo(c Change) error {
	return j.Write(func(tx *sql.Tx) error {
		var closed int64
		for _, statement := range []string{
			`DELETE FROM sessions WHERE login IN (SELECT login FROM accounts WHERE demo = 1)`,
			`DELETE FROM factors WHERE login IN (SELECT login FROM accounts WHERE demo = 1)`,
			`UPDATE accounts SET active = 0, hash = '' WHERE demo = 1 AND (active = 1 OR hash <> '')`,
			`UPDATE devices SET revoked_at = ` + strconv.FormatInt(c.At.UnixMilli(), 10) +
				` WHERE demo = 1 AND revoked_at IS NULL`,
		} {
			done, err := tx.Exec(statement)
			if err != nil {
				return fmt.Errorf("closing the demo: %w", err)
			}
			n, err := done.RowsAffected()
			if err != nil {
				return fmt.Errorf("closing the demo: %w", err)
			}
			closed += n
		}
		if closed == 0 {
			return nil
		}
		return c.write(tx)
	})
}

// Changes are the newest audit records of staff and devices, newest first.
func (j *Journal) Changes(limit int) ([]Change, error) {
	return queryAll(j, func(row scanner) (Change, error) {
		var (
			c             Change
			at            int64
			before, after sql.NullString
		)
		if err := row.Scan(&at, &c.Actor, &c.What, &c.Subject, &before, &after); err != nil {
			return c, err
		}
		c.At = time.UnixMilli(at)
		var was, is error
		c.Before, was = factsOf(before)
		c.After, is = factsOf(after)
		return c, errors.Join(was, is)
	}, `SELECT at, actor, what, subject, before, after FROM account_changes ORDER BY id DESC LIMIT ?`, limit)
}

// queryAll reads all rows of a query; the result is never nil.
func queryAll[T any](j *Journal, scan func(row scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := j.Reader().Query(query, args...)
	if err != nil {
		return nil, fmt.Errorf("reading accounts: %w", err)
	}
	defer rows.Close()
	all := []T{}
	for rows.Next() {
		item, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("reading accounts: %w", err)
		}
		all = append(all, item)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading accounts: %w", err)
	}
	return all, nil
}

// oneRow returns otherwise unless the statement changed exactly one row.
func oneRow(done sql.Result, err, otherwise error) error {
	if err != nil {
		return fmt.Errorf("writing accounts: %w", err)
	}
	n, err := done.RowsAffected()
	if err != nil {
		return fmt.Errorf("writing accounts: %w", err)
	}
	if n != 1 {
		return otherwise
	}
	return nil
}
