package journal

import (
	"encoding/json"
	"fmt"
	"time"

	"dost/server/application"
)

// application keeps a registered application. Its record never changes; what it
// waits for stands beside it.
func (w *writer) application(a application.Application) error {
	body, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("writing application %s: %w", a.Number, err)
	}
	awaits, by := a.Next()
	if _, err := w.tx.Exec(`INSERT INTO applications (id, number, day, registered, ticket, service, outcome, agent, due_on, decision_by, body,
			stage, awaits, awaits_by)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		int64(a.ID), a.Number, int64(a.Day), a.RegisteredAt.UnixMilli(), int64(a.Ticket), a.Service, string(a.Outcome),
		string(a.Agent), int64(a.DueOn), int64(a.DecisionBy), string(body),
		string(a.Stage()), string(awaits), int64(by)); err != nil {
		return fmt.Errorf("keeping application %s: %w", a.Number, err)
	}
	return nil
}

func (w *writer) print(id application.ApplicationID, p application.Print) error {
	if _, err := w.tx.Exec(`INSERT INTO prints (job, application, copy, repeat, at) VALUES (?, ?, ?, ?, ?)`,
		int64(p.Job), int64(id), int64(p.Copy), p.Repeat, p.At.UnixMilli()); err != nil {
		return fmt.Errorf("keeping print job %d: %w", p.Job, err)
	}
	return nil
}

// Application reads an application of any day with the copies ordered so far; ok
// is false when there is none.
func (j *Journal) Application(id application.ApplicationID) (a application.Application, ok bool, err error) {
	return j.findApplication(`SELECT body FROM applications WHERE id = ?`, int64(id))
}

// ApplicationByNumber reads the application with that number ("DEMO-2026-000017").
func (j *Journal) ApplicationByNumber(number string) (a application.Application, ok bool, err error) {
	return j.findApplication(`SELECT body FROM applications WHERE number = ?`, number)
}

func (j *Journal) findApplication(query string, key any) (a application.Application, ok bool, err error) {
	var body []byte
	switch err := j.Reader().QueryRow(query, key).Scan(&body); {
	case none(err):
		return a, false, nil
	case err != nil:
		return a, false, fmt.Errorf("reading application %v: %w", key, err)
	}
	if err := json.Unmarshal(body, &a); err != nil {
		return a, false, fmt.Errorf("reading application %v: %w", key, err)
	}
	rows, err := j.Reader().Query(`SELECT job, copy, repeat, at FROM prints WHERE application = ? ORDER BY job`, int64(a.ID))
	if err != nil {
		return a, false, fmt.Errorf("reading the prints of %s: %w", a.Number, err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var p application.Print
		var at int64
		if err := rows.Scan(&p.Job, &p.Copy, &p.Repeat, &at); err != nil {
			return a, false, fmt.Errorf("reading the prints of %s: %w", a.Number, err)
		}
		p.At = time.UnixMilli(at).UTC()
		a.Prints = append(a.Prints, p)
	}
	if err := rows.Err(); err != nil {
		return a, false, fmt.Errorf("reading the prints of %s: %w", a.Number, err)
	}
	if a.Steps, err = j.steps(a.ID); err != nil {
		return a, false, err
	}
	return a, true, nil
}
