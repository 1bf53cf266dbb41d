package journal

import (
	"fmt"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/rating"
	"dost/server/volunteer"
)

// rated counts a visitor's score in.
func (w *writer) rated(r event.Record, e rating.Given) error {
	if _, err := w.tx.Exec(`INSERT INTO ratings (day, direction, agent, score, visits) VALUES (?, ?, ?, ?, 1)
		ON CONFLICT (day, direction, agent, score) DO UPDATE SET visits = visits + 1`,
		int64(civil.DayOf(r.At)), string(e.Direction), string(e.Agent), int64(e.Score)); err != nil {
		return fmt.Errorf("counting a rating: %w", err)
	}
	return nil
}

// helped counts a volunteer's help in.
func (w *writer) helped(r event.Record, e volunteer.Done) error {
	if _, err := w.tx.Exec(`INSERT INTO helped (day, volunteer, calls, waited, helped) VALUES (?, ?, 1, ?, ?)
		ON CONFLICT (day, volunteer) DO UPDATE SET calls = calls + 1, waited = waited + excluded.waited, helped = helped + excluded.helped`,
		int64(civil.DayOf(r.At)), e.Volunteer, int64(e.Waited), int64(e.Helped)); err != nil {
		return fmt.Errorf("counting help: %w", err)
	}
	return nil
}

// Ratings are the scores given from one day to another, both included, in the order
// of days.
func (j *Journal) Ratings(from, to civil.Day) ([]rating.Count, error) {
	return list(j, func(row line) (c rating.Count, err error) {
		err = row.Scan(&c.Day, &c.Direction, &c.Agent, &c.Score, &c.Visits)
		return c, err
	}, `SELECT day, direction, agent, score, visits FROM ratings WHERE day BETWEEN ? AND ?
		ORDER BY day, direction, agent, score`, int64(from), int64(to))
}

// Helped is what volunteers did from one day to another, both included, in the order
// of days.
func (j *Journal) Helped(from, to civil.Day) ([]volunteer.Total, error) {
	return list(j, func(row line) (t volunteer.Total, err error) {
		err = row.Scan(&t.Day, &t.Volunteer, &t.Calls, &t.Waited, &t.Helped)
		return t, err
	}, `SELECT day, volunteer, calls, waited, helped FROM helped WHERE day BETWEEN ? AND ?
		ORDER BY day, volunteer`, int64(from), int64(to))
}
