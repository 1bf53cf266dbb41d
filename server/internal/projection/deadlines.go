package projection

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"dost/server/application"
	"dost/server/civil"
	"dost/server/event"
)

// step keeps an application's move, and what it waits for after it.
func step(tx *sql.Tx, r event.Record, e application.Advanced) error {
	s := e.Step(r)
	if _, err := tx.Exec(`INSERT INTO steps (seq, application, stage, at, actor, note, back_due)
		VALUES (?, ?, ?, ?, ?, ?, ?)`, int64(r.Seq), int64(e.Application), string(s.Stage), s.At.UnixMilli(),
		s.By, s.Note, int64(s.BackDue)); err != nil {
		return fmt.Errorf("keeping a move of application %d: %w", e.Application, err)
	}
	var body []byte
	row := tx.QueryRow(`SELECT body FROM applications WHERE id = ?`, int64(e.Application))
	if err := row.Scan(&body); err != nil {
		return fmt.Errorf("reading application %d: %w", e.Application, err)
	}
	var a application.Application
	if err := json.Unmarshal(body, &a); err != nil {
		return fmt.Errorf("reading application %d: %w", e.Application, err)
	}
	a.Steps = []application.Step{s} // what it waits for follows from the last step alone
	awaits, by := a.Next()
	if _, err := tx.Exec(`UPDATE applications SET stage = ?, awaits = ?, awaits_by = ? WHERE id = ?`,
		string(a.Stage()), string(awaits), int64(by), int64(e.Application)); err != nil {
		return fmt.Errorf("moving application %d: %w", e.Application, err)
	}
	return nil
}

func scanStep(r row) (s application.Step, err error) {
	var at int64
	err = r.Scan(&s.Stage, &at, &s.By, &s.Note, &s.BackDue)
	s.At = time.UnixMilli(at).UTC()
	return s, err
}

// Deadlines are the applications of a query, the longest overdue first.
func (s *Store) Deadlines(q application.DeadlineQuery) ([]application.Deadline, error) {
	return queryAll(s, applications{}.Name(), func(r row) (d application.Deadline, err error) {
		err = r.Scan(&d.Application, &d.Number, &d.Service, &d.Agent, &d.Stage, &d.Awaits, &d.By)
		return d, err
	}, `SELECT id, number, service, agent, stage, awaits, awaits_by FROM applications
		WHERE awaits_by > 0 AND awaits_by > ? AND awaits_by <= ? AND (? = '' OR agent = ?)
			AND (awaits_by, id) > (?, ?)
		ORDER BY awaits_by, id LIMIT ?`,
		int64(q.After), int64(q.Until), string(q.Agent), string(q.Agent),
		int64(q.Cursor.By), int64(q.Cursor.Application), q.Limit)
}

// Loads count what waits for something until a day, by agent: late, due today and
// later.
func (s *Store) Loads(today, until civil.Day) ([]application.Workload, error) {
	return queryAll(s, applications{}.Name(), func(r row) (l application.Workload, err error) {
		err = r.Scan(&l.Agent, &l.Late, &l.Today, &l.Later)
		return l, err
	}, `SELECT agent, sum(awaits_by < ?), sum(awaits_by = ?), sum(awaits_by > ?) FROM applications
		WHERE awaits_by > 0 AND awaits_by <= ? GROUP BY agent ORDER BY agent`,
		int64(today), int64(today), int64(today), int64(until))
}
