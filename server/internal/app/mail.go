package app

import (
	"context"
	"fmt"
	"time"

	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/integration"
	"dost/server/internal/journal"
	"dost/server/internal/projection"
)

// mail is what the outbox and the courier work with: messages as they follow from the
// log, connections and telephones as the log's file has them. What became of a message
// outside is an order like any other, and so a record.
type mail struct {
	*projection.Store
	journal *journal.Journal
	centre  interface {
		Do(ctx context.Context, envelope centre.Envelope) (centre.Answer, error)
	}
}

// mailActor is who reports what became of messages.
const mailActor = "outbox"

func (m mail) Connections() ([]journal.Connection, error) { return m.journal.Connections() }

func (m mail) Connect(c journal.Connection, at time.Time, actor string) error {
	return m.journal.Connect(c, at, actor)
}

func (m mail) Contact(id appointment.ID) (appointment.Contact, bool, error) {
	return m.journal.Contact(id)
}

// Settle ends a message: sent, or with a trouble, refused by the system.
func (m mail) Settle(message, trouble string) error {
	return m.report(mailActor, integration.Settle{Message: message, Trouble: trouble})
}

// Drop ends a message that waits, or was refused, and is of no use any more.
func (m mail) Drop(message, why string) error {
	return m.report(mailActor, integration.Drop{Message: message, Why: why})
}

// Resend lets the messages that a system refused wait again: in their old places, under
// their old names. It tells how many.
func (m mail) Resend(system, actor string, at time.Time) (int, error) {
	backlogs, err := m.Backlogs()
	if err != nil {
		return 0, err
	}
	refused := 0
	for _, b := range backlogs {
		if b.System == system {
			refused = b.Refused
		}
	}
	if refused == 0 {
		return 0, nil
	}
	if err := m.report(actor, integration.Resend{System: system}); err != nil {
		return 0, err
	}
	return refused, m.journal.NoteResent(system, actor, at)
}

func (m mail) report(actor string, command integration.Command) error {
	if _, err := m.centre.Do(context.Background(),
		centre.Envelope{Actor: actor, Command: command}); err != nil {
		return fmt.Errorf("recording what became of a message: %w", err)
	}
	return nil
}
