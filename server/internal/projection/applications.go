package projection

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"dost/server/application"
	"dost/server/internal/journal"
)

// applications keeps every application as it was registered, its moves, what it waits for
// and the copies of its confirmation that were ordered. Nobody's name is here.
type applications struct{}

func (applications) Name() string { return "applications" }
func (applications) Version() int { return 1 }

func (applications) Reset(tx *sql.Tx) error {
	_, err := tx.Exec(`DROP TABLE IF EXISTS applications;
CREATE TABLE applications (
    id            INTEGER PRIMARY KEY, -- sequence number of the event that registered it
    number        TEXT    NOT NULL UNIQUE,
    day           INTEGER NOT NULL,
    service       TEXT    NOT NULL,
    agent         TEXT    NOT NULL,
    body          TEXT    NOT NULL,    -- JSON of the whole, as registered
    stage         TEXT    NOT NULL,
    awaits        TEXT    NOT NULL,
    awaits_by     INTEGER NOT NULL     -- business day, yyyymmdd; 0 = nothing with a date
) STRICT;
CREATE INDEX applications_awaits ON applications (awaits_by) WHERE awaits_by > 0;
DROP TABLE IF EXISTS steps;
CREATE TABLE steps (
    seq         INTEGER PRIMARY KEY,  -- of the event
    application INTEGER NOT NULL,
    stage       TEXT    NOT NULL,
    at          INTEGER NOT NULL,     -- milliseconds UTC
    actor       TEXT    NOT NULL,
    note        TEXT    NOT NULL,
    back_due    INTEGER NOT NULL
) STRICT;
CREATE INDEX steps_application ON steps (application);
DROP TABLE IF EXISTS prints;
CREATE TABLE prints (
    job         INTEGER PRIMARY KEY,   -- sequence number of the event that ordered it
    application INTEGER NOT NULL,
    copy        INTEGER NOT NULL,
    repeat      INTEGER NOT NULL,
    at          INTEGER NOT NULL       -- milliseconds UTC
) STRICT;
CREATE INDEX prints_application ON prints (application)`)
	return err
}

func (applications) Apply(tx *sql.Tx, rows []journal.Row) (err error) {
	for i := range rows {
		r := rows[i].Record
		switch e := r.Event.(type) {
		case application.Registered:
			err = insertApplication(tx, e.Application(r))
		case application.Advanced:
			err = step(tx, r, e)
		case application.PrintOrdered:
			err = insertPrint(tx, e.Application, e.Print(r))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// insertApplication keeps a registered application. Its record never changes; what it waits for
// stands beside it.
func insertApplication(tx *sql.Tx, a application.Application) error {
	body, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("writing application %s: %w", a.Number, err)
	}
	awaits, by := a.Next()
	if _, err := tx.Exec(`INSERT INTO applications
		(id, number, day, service, agent, body, stage, awaits, awaits_by)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		int64(a.ID), a.Number, int64(a.Day), a.Service, string(a.Agent), string(body),
		string(a.Stage()), string(awaits), int64(by)); err != nil {
		return fmt.Errorf("keeping application %s: %w", a.Number, err)
	}
	return nil
}

func insertPrint(tx *sql.Tx, id application.ApplicationID, p application.Print) error {
	if _, err := tx.Exec(`INSERT INTO prints (job, application, copy, repeat, at) VALUES (?, ?, ?, ?, ?)`,
		int64(p.Job), int64(id), int64(p.Copy), p.Repeat, p.At.UnixMilli()); err != nil {
		return fmt.Errorf("keeping print job %d: %w", p.Job, err)
	}
	return nil
}

// Application reads an application of any day with the copies ordered so far; ok
// is false when there is none.
func (s *Store) Application(id application.ApplicationID) (a application.Application, ok bool, err error) {
	return s.findApplication(`SELECT body FROM applications WHERE id = ?`, int64(id))
}

// ApplicationByNumber reads the application with that number ("DEMO-2026-000017").
func (s *Store) ApplicationByNumber(number string) (a application.Application, ok bool, err error) {
	return s.findApplication(`SELECT body FROM applications WHERE number = ?`, number)
}

func (s *Store) findApplication(query string, key any) (a application.Application, ok bool, err error) {
	var body []byte
	db, err := s.reader(applications{}.Name())
	if err != nil {
		return a, false, err
	}
	switch err := db.QueryRow(query, key).Scan(&body); {
	case none(err):
		return a, false, nil
	case err != nil:
		return a, false, fmt.Errorf("reading application %v: %w", key, err)
	}
	if err := json.Unmarshal(body, &a); err != nil {
		return a, false, fmt.Errorf("reading application %v: %w", key, err)
	}
	a.Prints, err = scanned(db, scanPrint, `SELECT job, copy, repeat, at FROM prints
		WHERE application = ? ORDER BY job`, int64(a.ID))
	if err != nil {
		return a, false, fmt.Errorf("reading the prints of %s: %w", a.Number, err)
	}
	a.Steps, err = scanned(db, scanStep, `SELECT stage, at, actor, note, back_due FROM steps
		WHERE application = ? ORDER BY seq`, int64(a.ID))
	if err != nil {
		return a, false, fmt.Errorf("reading the moves of %s: %w", a.Number, err)
	}
	return a, true, nil
}

func scanPrint(r row) (p application.Print, err error) {
	var at int64
	err = r.Scan(&p.Job, &p.Copy, &p.Repeat, &at)
	p.At = time.UnixMilli(at).UTC()
	return p, err
}
