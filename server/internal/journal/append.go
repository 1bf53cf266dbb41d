package journal

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dost/server/application"
	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/queue"
	"dost/server/rating"
	"dost/server/volunteer"
)

const (
	insertEvent = `INSERT INTO events (seq, at, day, actor, kind, body, chain) VALUES (?, ?, ?, ?, ?, ?, ?)`
	insertReply = `INSERT INTO replies (caller, key, fingerprint, day, status, body) VALUES (?, ?, ?, ?, ?, ?)`
	insertFresh = `INSERT INTO tickets (id, day, series, number, label, direction, service, grp, language, rule, status, arrival)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	upsertTicket = `INSERT INTO tickets (id, day, series, number, label, direction, service, grp, language, rule, status, arrival,
			first_called, called, served, ended, held_ms, recalls, outcome, desk, agent)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET direction = excluded.direction, status = excluded.status,
			first_called = excluded.first_called, called = excluded.called, served = excluded.served,
			ended = excluded.ended, held_ms = excluded.held_ms, recalls = excluded.recalls,
			outcome = excluded.outcome, desk = excluded.desk, agent = excluded.agent`
)

// statements are the frequent ones, prepared on the writer's connection.
type statements struct{ event, reply, fresh, ticket *sql.Stmt }

func prepare(db *sql.DB) (s statements, err error) {
	for _, p := range []struct {
		to  **sql.Stmt
		sql string
	}{{&s.event, insertEvent}, {&s.reply, insertReply}, {&s.fresh, insertFresh}, {&s.ticket, upsertTicket}} {
		if *p.to, err = db.Prepare(p.sql); err != nil { //nolint:sqlclosecheck // close, below, closes all four
			return s, fmt.Errorf("preparing a statement: %w", err)
		}
	}
	return s, nil
}

func (s *statements) close() {
	for _, p := range []*sql.Stmt{s.event, s.reply, s.fresh, s.ticket} {
		if p != nil {
			_ = p.Close() // the connection is closed next and says what there is to say
		}
	}
}

// Append makes a batch of orders durable: all of it, in one transaction, or
// nothing. Records must follow on the last one without a gap. After an error it
// is not known whether the batch is durable; every further Append is refused with
// ErrDown until Reopen, and what Load then gives is the truth.
func (j *Journal) Append(batch []centre.Entry) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.failed != nil {
		return fmt.Errorf("appending: %w", errors.Join(ErrDown, j.failed))
	}
	w := writer{journal: j, head: j.head, day: j.day}
	err := w.commit(batch)
	if err == nil {
		err = j.InPlace()
	}
	if err != nil {
		j.failed = err
		return fmt.Errorf("appending after record %d: %w", j.head.Seq, err)
	}
	j.head, j.day = w.head, w.day
	return nil
}

// writer is one transaction of Append. It works without any request's context: a
// cancelled one would leave later statements to commit by themselves.
type writer struct {
	journal *Journal
	tx      *sql.Tx
	stmts   statements // of the transaction
	head    Head
	day     civil.Day
}

func (w *writer) commit(batch []centre.Entry) (err error) {
	ctx := context.Background()
	if w.tx, err = w.journal.db.BeginTx(ctx, nil); err != nil {
		return fmt.Errorf("beginning: %w", err)
	}
	defer func() {
		if err != nil {
			_ = w.tx.Rollback() // the first error is the one to tell
		}
	}()
	s := &w.journal.stmts
	w.stmts = statements{event: w.tx.Stmt(s.event), reply: w.tx.Stmt(s.reply), fresh: w.tx.Stmt(s.fresh), ticket: w.tx.Stmt(s.ticket)}
	before := w.head.Seq
	for i := range batch {
		if err := w.entry(&batch[i]); err != nil {
			return err
		}
	}
	if err := w.tickets(batch, before); err != nil {
		return err
	}
	if err := w.tx.Commit(); err != nil {
		return fmt.Errorf("committing: %w", err)
	}
	return nil
}

func (w *writer) entry(e *centre.Entry) error {
	var app application.ApplicationID
	for _, r := range e.Records {
		if err := w.record(r); err != nil {
			return fmt.Errorf("record %d: %w", r.Seq, err)
		}
		if _, ok := r.Event.(application.Registered); ok {
			app = application.ApplicationID(r.Seq)
		}
		if err := w.project(r, e.HandOvers); err != nil {
			return fmt.Errorf("record %d: %w", r.Seq, err)
		}
	}
	if err := w.visit(e.Records, e.Contact); err != nil {
		return err
	}
	if e.Person != nil {
		if app == 0 {
			return errors.New("a person comes without the application of theirs")
		}
		if err := w.person(app, *e.Person); err != nil {
			return err
		}
	}
	if e.Reply != nil {
		if _, err := w.stmts.reply.Exec(e.Reply.Caller, e.Reply.Key, e.Reply.Fingerprint, int64(e.Reply.Day), int64(e.Reply.Status), []byte(e.Reply.Body)); err != nil {
			return fmt.Errorf("keeping the answer to a key: %w", err)
		}
	}
	return nil
}

// project brings what reports and other systems read up to the record.
func (w *writer) project(r event.Record, handOvers []string) error {
	switch event := r.Event.(type) {
	case queue.DayOpened:
		return w.closeDays(event.Day, r.At)
	case application.Registered:
		if err := w.application(event.Application(r)); err != nil {
			return err
		}
		return w.handOvers(handOvers, r)
	case application.Advanced:
		if err := w.step(r, event); err != nil {
			return err
		}
		return w.handOvers(handOvers, r)
	case appointment.NewsCameBack:
		return w.withdraw(event, r.At)
	case appointment.WasBooked, appointment.WasMoved, appointment.WasCancelled, appointment.NewsTold, application.Offered:
		return w.handOvers(handOvers, r)
	case rating.Given:
		return w.rated(r, event)
	case volunteer.Done:
		return w.helped(r, event)
	case application.PrintOrdered:
		return w.print(event.Application, event.Print(r))
	}
	return nil
}

func (w *writer) record(r event.Record) error {
	if r.Seq != w.head.Seq+1 {
		return fmt.Errorf("it does not follow on record %d", w.head.Seq)
	}
	body, err := json.Marshal(r.Event)
	if err != nil {
		return fmt.Errorf("writing its event: %w", err)
	}
	row := row{seq: r.Seq, at: r.At.UnixMilli(), day: civil.DayOf(r.At), actor: r.Actor, kind: r.Event.Kind(), body: body}
	if row.day < w.day {
		return fmt.Errorf("its day %d is before %d", row.day, w.day)
	}
	if row.day > w.day {
		if _, err := w.tx.Exec(`INSERT INTO days (day, first) VALUES (?, ?)`, int64(row.day), int64(r.Seq)); err != nil {
			return fmt.Errorf("beginning a day: %w", err)
		}
		w.day = row.day
	}
	w.head.Chain = row.link(w.head.Chain)
	w.head.Seq = r.Seq
	if _, err := w.stmts.event.Exec(int64(row.seq), row.at, int64(row.day), row.actor, row.kind, string(row.body), w.head.Chain[:]); err != nil {
		return fmt.Errorf("adding it: %w", err)
	}
	return nil
}

// closeDays ends what earlier days left open and forgets the answers that are
// older than the business day before this one.
func (w *writer) closeDays(day civil.Day, at time.Time) error {
	if _, err := w.tx.Exec(`UPDATE tickets SET status = ?, outcome = ?, ended = ?
		WHERE day = (SELECT max(day) FROM days WHERE day < ?) AND status NOT IN (?, ?, ?)`,
		string(queue.Finished), string(queue.NotServed), at.UnixMilli(), int64(day),
		string(queue.Finished), string(queue.Cancelled), string(queue.Absent)); err != nil {
		return fmt.Errorf("ending the day before: %w", err)
	}
	if _, err := w.tx.Exec(`DELETE FROM replies WHERE day < (SELECT max(day) FROM days WHERE day < ?)`, int64(day)); err != nil {
		return fmt.Errorf("forgetting old keys: %w", err)
	}
	return nil
}

// tickets writes each ticket of the batch once, as it stands after the batch.
// Those issued in it and still waiting, the many, take the short way.
func (w *writer) tickets(batch []centre.Entry, before uint64) error {
	last := make(map[queue.TicketID]*queue.Ticket, len(batch))
	for i := range batch {
		for k := range batch[i].Tickets {
			t := &batch[i].Tickets[k]
			last[t.ID] = t
		}
	}
	for i := range batch {
		for k := range batch[i].Tickets {
			t := &batch[i].Tickets[k]
			if last[t.ID] != t {
				continue
			}
			if err := w.ticket(t, uint64(t.ID) > before); err != nil {
				return fmt.Errorf("ticket %d: %w", t.ID, err)
			}
		}
	}
	return nil
}

func (w *writer) ticket(t *queue.Ticket, fresh bool) error {
	if fresh && t.Status == queue.Waiting && t.FirstCalledAt.IsZero() && t.Desk == "" {
		_, err := w.stmts.fresh.Exec(int64(t.ID), int64(t.Day), string(t.Series), int64(t.Number), t.Label, string(t.Direction),
			t.Service, string(t.Group), t.Language, t.Rule, string(t.Status), t.Arrival.UnixMilli())
		return err
	}
	_, err := w.stmts.ticket.Exec(int64(t.ID), int64(t.Day), string(t.Series), int64(t.Number), t.Label, string(t.Direction),
		t.Service, string(t.Group), t.Language, t.Rule, string(t.Status), t.Arrival.UnixMilli(),
		milliseconds(t.FirstCalledAt), milliseconds(t.CalledAt), milliseconds(t.ServedAt), milliseconds(t.EndedAt),
		t.HeldFor.Milliseconds(), int64(t.Recalls), string(t.Outcome), string(t.Desk), string(t.Agent))
	return err
}

// milliseconds is a moment as a column holds it; NULL for none.
func milliseconds(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}
