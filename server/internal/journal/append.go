package journal

import (
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"dost/server/application"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/integration"
)

// Append makes a batch of entries durable: all of it, in one transaction, or
// nothing. Records must follow on the last one without a gap. After an error it
// is not known whether the batch is durable; every further Append is refused with
// ErrDown until Reopen, and what Load then gives is the truth.
func (j *Journal) Append(batch []centre.Entry) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.failed != nil {
		return fmt.Errorf("appending: %w", errors.Join(ErrDown, j.failed))
	}
	w := writer{journal: j, hot: &j.hot, head: j.head, day: j.day}
	err := j.hot.on(j.db, func() error { return w.commit(batch) })
	if err == nil {
		err = j.InPlace()
	}
	if err != nil {
		j.failed = err
		return fmt.Errorf("appending after record %d: %w", j.head.Seq, err)
	}
	j.head, j.day = w.head, w.day
	if j.tell != nil {
		j.tell(w.rows, w.head)
	}
	return nil
}

// writer is one transaction of Append. It works without any request's context: a
// cancelled one would leave later statements to commit by themselves.
type writer struct {
	journal *Journal
	*hot
	head Head
	day  civil.Day
	rows []Row // as followers are told of them
}

func (w *writer) commit(batch []centre.Entry) (err error) {
	if err := w.run(w.begin); err != nil {
		return fmt.Errorf("beginning: %w", err)
	}
	defer func() {
		if err != nil {
			_ = w.run(w.rollback) // the first error is the one to tell
		}
	}()
	w.rows = make([]Row, 0, len(batch))
	for i := range batch {
		if err := w.entry(&batch[i]); err != nil {
			return err
		}
	}
	if err := w.run(w.hot.commit); err != nil {
		return fmt.Errorf("committing: %w", err)
	}
	return nil
}

// entry adds an entry's records, its answer on the row of the last.
func (w *writer) entry(e *centre.Entry) error {
	var app application.ApplicationID
	for i, r := range e.Records {
		told, err := w.told(r, e)
		if err != nil {
			return fmt.Errorf("record %d: %w", r.Seq, err)
		}
		var reply *centre.Reply
		if i == len(e.Records)-1 {
			reply = e.Reply
		}
		if err := w.record(r, told, reply); err != nil {
			return fmt.Errorf("record %d: %w", r.Seq, err)
		}
		if _, ok := r.Event.(application.Registered); ok {
			app = application.ApplicationID(r.Seq)
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
	return nil
}

// told are the systems that a record is told to: of those that the entry names, the
// ones that take such messages and are connected now, even if they rest. A manual system
// is told nothing, and whose turn has come only where a telephone is known. No record
// says which systems were connected, so the row does.
func (w *writer) told(r event.Record, e *centre.Entry) (systems []string, err error) {
	if len(e.HandOvers) == 0 {
		return nil, nil
	}
	subject, told := integration.SubjectOf(r)
	if !told {
		return nil, nil
	}
	for _, system := range e.HandOvers {
		if !subject.For(system) {
			continue
		}
		connected, err := w.holds(`SELECT EXISTS (SELECT 1 FROM connections WHERE system = ?)
			AND (? <> ? OR EXISTS (SELECT 1 FROM people WHERE application = ? AND phone IS NOT NULL))`,
			system, r.Event.Kind(), application.Offered{}.Kind(), int64(subject.Application))
		if err != nil {
			return nil, fmt.Errorf("looking whether %s is connected: %w", system, err)
		}
		if connected {
			systems = append(systems, system)
		}
	}
	return systems, nil
}

func (w *writer) record(r event.Record, told []string, reply *centre.Reply) error {
	if r.Seq != w.head.Seq+1 {
		return fmt.Errorf("it does not follow on record %d", w.head.Seq)
	}
	body, err := json.Marshal(r.Event)
	if err != nil {
		return fmt.Errorf("writing its event: %w", err)
	}
	row := row{
		seq: r.Seq, at: r.At.UnixMilli(), day: civil.DayOf(r.At), actor: r.Actor, kind: r.Event.Kind(),
		body: body,
	}
	if err := w.beginDay(&row); err != nil {
		return err
	}
	w.head.Chain = row.link(w.head.Chain)
	w.head.Seq = r.Seq
	if reply != nil && reply.Caller != r.Actor {
		return fmt.Errorf("%s is answered for an order of %s", reply.Caller, r.Actor)
	}
	w.bind(&row, told, reply)
	if err := w.add(); err != nil {
		return fmt.Errorf("adding it: %w", err)
	}
	w.rows = append(w.rows, Row{Record: r, Told: told, Life: w.journal.life})
	return nil
}

// bind puts a row into the places of insertEvent's arguments.
func (w *writer) bind(r *row, told []string, reply *centre.Reply) {
	for i, v := range [...]driver.Value{
		int64(r.seq), r.at, int64(r.day), r.actor, r.kind, string(r.body), w.head.Chain[:],
	} {
		w.args[i].Value = v
	}
	for i := 7; i < columns; i++ {
		w.args[i].Value = nil
	}
	if reply != nil {
		w.args[7].Value, w.args[8].Value, w.args[9].Value = reply.Key, reply.Fingerprint, int64(reply.Status)
		if reply.Body != nil {
			w.args[10].Value = []byte(reply.Body)
		}
	}
	if told != nil {
		w.args[11].Value = strings.Join(told, ",")
	}
}

// beginDay notes the first record of a business day.
func (w *writer) beginDay(r *row) error {
	if r.day < w.day {
		return fmt.Errorf("its day %d is before %d", r.day, w.day)
	}
	if r.day == w.day {
		return nil
	}
	if err := w.exec(`INSERT INTO days (day, first) VALUES (?, ?)`, int64(r.day), int64(r.seq)); err != nil {
		return fmt.Errorf("beginning a day: %w", err)
	}
	w.day = r.day
	return nil
}
