package projection

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"dost/server/application"
	"dost/server/civil"
	"dost/server/integration"
	"dost/server/internal/journal"
)

// Message is a row of the outbox: what a system is to be told, not yet composed.
type Message struct {
	ID       string // the receiver's key
	System   string
	Position uint64
	Seq      uint64 // of the record that caused it
	integration.Subject
	At time.Time
}

// Backlog is what the outbox holds for a system.
type Backlog struct {
	System  string
	Waiting int
	Since   time.Time // of the oldest that waits
	Refused int
}

// Waiting are the oldest messages to a system that wait, at most limit of those
// behind a position; 0 = from the first.
func (s *Store) Waiting(system string, after uint64, limit int) ([]Message, error) {
	return queryAll(s, outbox{}.Name(), func(r row) (m Message, err error) {
		var at int64
		err = r.Scan(&m.ID, &m.System, &m.Position, &m.Seq, &m.Application, &m.Booking, &m.Kind, &at)
		m.At = time.UnixMilli(at).UTC()
		return m, err
	}, `SELECT message, system, position, seq, coalesce(application, 0), coalesce(booking, 0), kind, at
		FROM outbox WHERE system = ? AND state = 'waiting' AND position > ? ORDER BY position LIMIT ?`,
		system, int64(after), limit)
}

// Backlogs are what waits for each system, or was refused by it.
func (s *Store) Backlogs() ([]Backlog, error) {
	return queryAll(s, outbox{}.Name(), func(r row) (b Backlog, err error) {
		var since sql.NullInt64
		err = r.Scan(&b.System, &b.Waiting, &since, &b.Refused)
		b.Since = moment(since)
		return b, err
	}, `SELECT system, sum(state = 'waiting'), min(CASE state WHEN 'waiting' THEN at END),
			sum(state = 'refused')
		FROM (SELECT system, state, at FROM outbox WHERE state = 'waiting'
			UNION ALL SELECT system, state, at FROM outbox WHERE state = 'refused')
		GROUP BY system ORDER BY system`)
}

// Compose makes the message that is sent. The same row gives the same message,
// but that an applicant whose data were erased meanwhile is left out. A message to a
// visitor comes without its text, and is journal.ErrErased once the telephone is gone.
func (s *Store) Compose(m Message, centre string) (integration.Message, error) {
	out := integration.Message{
		ID: m.ID, System: m.System, Position: m.Position, Kind: m.Kind, Centre: centre,
		At: m.At.In(civil.Baku),
	}
	if m.Kind == integration.VisitorNotification {
		v, err := s.visitor(m)
		if err != nil {
			return out, fmt.Errorf("composing message %s: %w", m.ID, err)
		}
		out.Visitor = &v
		return out, nil
	}
	a, ok, err := s.Application(m.Application)
	if err != nil || !ok {
		missing := fmt.Errorf("composing message %s: application %d is not there", m.ID, m.Application)
		return out, errors.Join(err, missing)
	}
	told := integration.Application{
		Number: a.Number, Service: a.Service, ServiceVersion: a.ServiceVersion,
		Procedure: a.Procedure, Outcome: a.Outcome, Stage: application.Stage(a.Outcome), DueOn: a.DueOn,
		DecisionBy: a.DecisionBy,
	}
	for _, step := range a.Steps {
		if m.Kind == integration.Advanced && step.At.Equal(m.At) {
			told.Stage, told.Note = step.Stage, step.Note
		}
	}
	switch p, ok, err := s.journal.Person(m.Application); {
	case errors.Is(err, journal.ErrErased):
	case err != nil:
		return out, err
	case ok:
		told.Applicant = &p
	}
	out.Application = &told
	return out, nil
}
