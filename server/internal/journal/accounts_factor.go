package journal

import (
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Factor is somebody's second factor as stored.
type Factor struct {
	Login  string
	Secret string // as the app has it; sealed in the store
	Step   int64  // of the last code that was taken, in 30 seconds since 1970
	Since  time.Time
	Left   int // recovery codes not used yet; filled in by reading
}

// Factor is a login's second factor, or ErrUnknown.
func (j *Journal) Factor(login string) (Factor, error) {
	var (
		f      = Factor{Login: login}
		sealed []byte
		since  int64
	)
	err := j.Reader().QueryRow(`SELECT secret, step, since, (SELECT count(*) FROM recovery_codes c WHERE c.login = f.login)
		FROM factors f WHERE login = ?`, login).Scan(&sealed, &f.Step, &since, &f.Left)
	if none(err) {
		return Factor{}, ErrUnknown
	}
	if err != nil {
		return Factor{}, fmt.Errorf("reading the second factor of %q: %w", login, err)
	}
	f.Since = time.UnixMilli(since)
	f.Secret, err = j.keys.unsealText("factor "+login, sealed)
	return f, err
}

// Factored are the logins that have a second factor.
func (j *Journal) Factored() ([]string, error) {
	return queryAll(j, func(row scanner) (login string, err error) { return login, row.Scan(&login) },
		`SELECT login FROM factors ORDER BY login`)
}

// SetFactor stores a second factor with its recovery codes, or returns ErrTaken
// when there is one. Sessions of that login end in the same transaction, but for
// the one whose hash is keep: they began without it.
func (j *Journal) SetFactor(f Factor, recovery []string, keep []byte, c Change) error {
	sealed, err := j.keys.sealText("factor "+f.Login, f.Secret)
	if err != nil {
		return err
	}
	return j.Write(func(tx *sql.Tx) error {
		done, err := tx.Exec(
			`INSERT INTO factors (login, secret, step, since) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			f.Login, sealed, f.Step, f.Since.UnixMilli())
		if err := oneRow(done, err, ErrTaken); err != nil {
			return err
		}
		if err := j.keys.recovery(tx, f.Login, recovery); err != nil {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM sessions WHERE login = ? AND hash <> ?`, f.Login,
			keep); err != nil {
			return fmt.Errorf("ending the sessions of %q: %w", f.Login, err)
		}
		return c.write(tx)
	})
}

// EndFactor removes a second factor with its recovery codes, or returns
// ErrUnknown. When endSessions is set, the login's sessions end with it.
func (j *Journal) EndFactor(login string, endSessions bool, c Change) error {
	return j.Write(func(tx *sql.Tx) error {
		done, err := tx.Exec(`DELETE FROM factors WHERE login = ?`, login)
		if err := oneRow(done, err, ErrUnknown); err != nil {
			return err
		}
		if endSessions {
			if _, err := tx.Exec(`DELETE FROM sessions WHERE login = ?`, login); err != nil {
				return fmt.Errorf("ending the sessions of %q: %w", login, err)
			}
		}
		return c.write(tx)
	})
}

// TakeStep notes that the code of a step was used, or returns ErrTaken when the
// last step is no longer the one that the code was judged by: of two requests with
// one code, one gets in.
func (j *Journal) TakeStep(login string, last, step int64) error {
	return j.Write(func(tx *sql.Tx) error {
		done, err := tx.Exec(`UPDATE factors SET step = ? WHERE login = ? AND step = ?`, step, login, last)
		return oneRow(done, err, ErrTaken)
	})
}

// TakeRecovery uses a recovery code up, or returns ErrUnknown. after is what the
// record tells from how many codes are left.
func (j *Journal) TakeRecovery(login, code string, c Change, after func(left int) Facts) error {
	return j.Write(func(tx *sql.Tx) error {
		done, err := tx.Exec(`DELETE FROM recovery_codes WHERE login = ? AND hash = ?`, login,
			j.keys.lookup("recovery "+login, code))
		if err := oneRow(done, err, ErrUnknown); err != nil {
			return err
		}
		var left int
		if err := tx.QueryRow(`SELECT count(*) FROM recovery_codes WHERE login = ?`,
			login).Scan(&left); err != nil {
			return fmt.Errorf("counting the recovery codes of %q: %w", login, err)
		}
		c.Before, c.After = after(left+1), after(left)
		return c.write(tx)
	})
}

// SetRecovery puts new recovery codes in the place of the old.
func (j *Journal) SetRecovery(login string, codes []string, c Change) error {
	return j.Write(func(tx *sql.Tx) error {
		if _, err := tx.Exec(`DELETE FROM recovery_codes WHERE login = ?`, login); err != nil {
			return fmt.Errorf("removing the recovery codes of %q: %w", login, err)
		}
		if err := j.keys.recovery(tx, login, codes); err != nil {
			return err
		}
		return c.write(tx)
	})
}

// recovery stores the digests of recovery codes. They are keyed: who has the file
// without the keys cannot try codes against them.
func (k Keys) recovery(tx *sql.Tx, login string, codes []string) error {
	for _, code := range codes {
		if _, err := tx.Exec(`INSERT INTO recovery_codes (login, hash) VALUES (?, ?)`, login,
			k.lookup("recovery "+login, code)); err != nil {
			return fmt.Errorf("storing a recovery code of %q: %w", login, err)
		}
	}
	return nil
}

// StaffRule is a rule about the staff that managers set; "" when nobody set it.
func (j *Journal) StaffRule(name string) (value string, err error) {
	err = j.Reader().QueryRow(`SELECT value FROM staff_rules WHERE name = ?`, name).Scan(&value)
	if err != nil && !none(err) {
		return "", fmt.Errorf("reading the rule %q: %w", name, err)
	}
	return value, nil
}

// SetStaffRule stores a rule about the staff.
func (j *Journal) SetStaffRule(name, value string, c Change) error {
	return j.Write(func(tx *sql.Tx) error {
		_, err := tx.Exec(
			`INSERT INTO staff_rules (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value`, name, value)
		return errors.Join(err, c.write(tx))
	})
}
