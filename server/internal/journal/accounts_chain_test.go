package journal

import (
	"database/sql"
	"errors"
	"testing"
)

// Whoever changes the record of what was done to staff, takes a line out or puts
// one in, is found out; and a record that began before the chain is held by it.
func TestTheRecordOfStaffIsChained(t *testing.T) {
	for name, tamper := range map[string]string{
		"nothing":                        ``,
		"another actor":                  `UPDATE account_changes SET actor = 'manager:x' WHERE id = 3`,
		"another before":                 `UPDATE account_changes SET before = '{"name":"x"}' WHERE id = 3`,
		"no before":                      `UPDATE account_changes SET before = NULL WHERE id = 3`,
		"one line taken out":             `DELETE FROM account_changes WHERE id = 3`,
		"the first line taken out":       `DELETE FROM account_changes WHERE id = 1`,
		"one put in":                     `INSERT INTO account_changes (at, actor, what, subject) VALUES (1, 'manager:m', 'staff-added', 'x')`,
		"one of before the chain":        `UPDATE account_changes SET subject = 'x' WHERE id = 1`,
		"a chain that begins once more":  `UPDATE account_changes SET chain = NULL WHERE id = 4`,
		"one of before the chain is out": `DELETE FROM account_changes WHERE id = 2`,
	} {
		t.Run(name, func(t *testing.T) {
			j := accounts(t)
			write := func(changes ...Change) {
				t.Helper()
				if err := j.Write(func(tx *sql.Tx) error {
					for _, c := range changes {
						if err := c.write(tx); err != nil {
							return err
						}
					}
					return nil
				}); err != nil {
					t.Fatal(err)
				}
			}
			spoil := func(statement string) {
				t.Helper()
				if err := j.Write(func(tx *sql.Tx) error {
					_,
						err := tx.Exec(statement)
					return err
				}); err != nil {
					t.Fatal(err)
				}
			}
			write(changed("staff-added"), changed("signed-in"))
			spoil(`UPDATE account_changes SET chain = NULL`) // as an older program left them
			renamed := changed("staff-renamed")
			renamed.Before, renamed.After = Facts{"name": "a"}, Facts{"name": "b"}
			write(renamed, changed("staff-closed"))
			if tamper != "" {
				spoil(tamper)
			}
			n, _, err := j.VerifyChanges(t.Context())
			if tamper == "" {
				if err != nil || n != 4 {
					t.Errorf("%d changes, %v", n, err)
				}
			} else if !errors.Is(err, ErrChanged) {
				t.Errorf("found %v", err)
			}
		})
	}
}
