package journal

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"
)

const insertEvent = `INSERT INTO events
	(seq, at, day, actor, kind, body, chain, key, fingerprint, status, answer, told)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

// columns of insertEvent.
const columns = 12

// hot is the writer's one connection as Append uses it: below database/sql, which would
// cost as much again as adding a row. Statements are prepared once; arguments have one
// place in memory.
type hot struct {
	conn                            *sqlite3.SQLiteConn
	begin, commit, rollback, insert driver.Stmt
	args                            [columns]driver.NamedValue
}

// on runs f on the connection of db, which has but one.
func (h *hot) on(db *sql.DB, f func() error) error {
	c, err := db.Conn(context.Background())
	if err != nil {
		return fmt.Errorf("taking the writer's connection: %w", err)
	}
	err = c.Raw(func(raw any) error {
		conn, ok := raw.(*sqlite3.SQLiteConn)
		if !ok {
			return fmt.Errorf("the writer's connection is a %T", raw)
		}
		if conn != h.conn {
			if err := h.prepare(conn); err != nil {
				return err
			}
		}
		return f()
	})
	return errors.Join(err, c.Close())
}

// prepare makes the statements on a new connection.
func (h *hot) prepare(conn *sqlite3.SQLiteConn) (err error) {
	h.close()
	for _, s := range []struct {
		to   *driver.Stmt
		text string
	}{
		{&h.begin, "BEGIN IMMEDIATE"}, {&h.commit, "COMMIT"}, {&h.rollback, "ROLLBACK"},
		{&h.insert, insertEvent},
	} {
		if *s.to, err = conn.Prepare(s.text); err != nil {
			return fmt.Errorf("preparing a statement: %w", err)
		}
	}
	h.conn = conn
	for i := range h.args {
		h.args[i].Ordinal = i + 1
	}
	return nil
}

// close lets the statements go; the connection would outlive its closing with them.
func (h *hot) close() {
	for _, s := range []driver.Stmt{h.begin, h.commit, h.rollback, h.insert} {
		if s != nil {
			_ = s.Close() // the connection is closed next and says what there is to say
		}
	}
	*h = hot{}
}

// run runs a statement without arguments.
func (h *hot) run(s driver.Stmt) error {
	_, err := s.(driver.StmtExecContext).ExecContext(context.Background(), nil)
	return err
}

// add runs insert with args. As a query the driver binds all of them and takes the first
// step, which adds the row, in one call to SQLite, instead of one for each.
func (h *hot) add() error {
	rows, err := h.insert.(driver.StmtQueryContext).QueryContext(context.Background(), h.args[:])
	if err != nil {
		return err
	}
	return rows.Close()
}

// exec runs a statement that is not prepared: the seldom ones.
func (h *hot) exec(statement string, args ...driver.Value) error {
	_, err := h.conn.Exec(statement, args)
	return err
}

// holds asks a question whose answer is 0 or 1.
func (h *hot) holds(question string, args ...driver.Value) (bool, error) {
	rows, err := h.conn.Query(question, args)
	if err != nil {
		return false, err
	}
	answer := make([]driver.Value, 1)
	if err := errors.Join(rows.Next(answer), rows.Close()); err != nil {
		return false, err
	}
	return answer[0] == int64(1), nil
}
