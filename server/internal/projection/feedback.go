package projection

import (
	"database/sql"
	"fmt"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/internal/journal"
	"dost/server/rating"
	"dost/server/volunteer"
)

// feedback counts what visitors thought of their visits, and the help that volunteers
// gave in the hall. Nothing in it leads back to a ticket.
type feedback struct{}

func (feedback) Name() string { return "feedback" }
func (feedback) Version() int { return 1 }

func (feedback) Reset(tx *sql.Tx) error {
	_, err := tx.Exec(`DROP TABLE IF EXISTS ratings;
CREATE TABLE ratings (
    day       INTEGER NOT NULL,
    direction TEXT    NOT NULL,
    agent     TEXT    NOT NULL,
    score     INTEGER NOT NULL,       -- 1, the worst, to 5
    visits    INTEGER NOT NULL,
    PRIMARY KEY (day, direction, agent, score)
) STRICT, WITHOUT ROWID;
DROP TABLE IF EXISTS helped;
CREATE TABLE helped (
    day       INTEGER NOT NULL,
    volunteer TEXT    NOT NULL,       -- login
    calls     INTEGER NOT NULL,
    waited    INTEGER NOT NULL,       -- seconds from the calls until they were taken, all together
    helped    INTEGER NOT NULL,       -- seconds from there until they were done, all together
    PRIMARY KEY (day, volunteer)
) STRICT, WITHOUT ROWID`)
	return err
}

func (feedback) Apply(tx *sql.Tx, rows []journal.Row) (err error) {
	for i := range rows {
		switch e := rows[i].Event.(type) {
		case rating.Given:
			err = rated(tx, rows[i].Record, e)
		case volunteer.Done:
			err = helped(tx, rows[i].Record, e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// rated counts a visitor's score in.
func rated(tx *sql.Tx, r event.Record, e rating.Given) error {
	if _, err := tx.Exec(`INSERT INTO ratings (day, direction, agent, score, visits) VALUES (?, ?, ?, ?, 1)
		ON CONFLICT (day, direction, agent, score) DO UPDATE SET visits = visits + 1`,
		int64(civil.DayOf(r.At)), string(e.Direction), string(e.Agent), int64(e.Score)); err != nil {
		return fmt.Errorf("counting a rating: %w", err)
	}
	return nil
}

// helped counts a volunteer's help in.
func helped(tx *sql.Tx, r event.Record, e volunteer.Done) error {
	if _, err := tx.Exec(`INSERT INTO helped (day, volunteer, calls, waited, helped) VALUES (?, ?, 1, ?, ?)
		ON CONFLICT (day, volunteer) DO UPDATE
			SET calls = calls + 1, waited = waited + excluded.waited, helped = helped + excluded.helped`,
		int64(civil.DayOf(r.At)), e.Volunteer, int64(e.Waited), int64(e.Helped)); err != nil {
		return fmt.Errorf("counting help: %w", err)
	}
	return nil
}

// Ratings are the scores given from one day to another, both included, in the order
// of days.
func (s *Store) Ratings(from, to civil.Day) ([]rating.Count, error) {
	return queryAll(s, feedback{}.Name(), func(r row) (c rating.Count, err error) {
		err = r.Scan(&c.Day, &c.Direction, &c.Agent, &c.Score, &c.Visits)
		return c, err
	}, `SELECT day, direction, agent, score, visits FROM ratings WHERE day BETWEEN ? AND ?
		ORDER BY day, direction, agent, score`, int64(from), int64(to))
}

// Helped is what volunteers did from one day to another, both included, in the order
// of days.
func (s *Store) Helped(from, to civil.Day) ([]volunteer.Total, error) {
	return queryAll(s, feedback{}.Name(), func(r row) (t volunteer.Total, err error) {
		err = r.Scan(&t.Day, &t.Volunteer, &t.Calls, &t.Waited, &t.Helped)
		return t, err
	}, `SELECT day, volunteer, calls, waited, helped FROM helped WHERE day BETWEEN ? AND ?
		ORDER BY day, volunteer`, int64(from), int64(to))
}
