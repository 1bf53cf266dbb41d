package journal

import (
	"errors"
	"fmt"
	"time"

	"dost/server/application"
	"dost/server/appointment"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/integration"
	"dost/server/notification"
)

// visitor is whom a message tells what, made of the records and of the sealed
// telephone. Without a telephone, or without one any more, it is ErrErased.
func (j *Journal) visitor(m Message) (v integration.Visitor, err error) {
	cause, err := j.record(m.Seq)
	if err != nil {
		return v, err
	}
	n, ok := notification.Of(cause)
	switch {
	case !ok:
		return v, fmt.Errorf("record %d tells no visitor anything", m.Seq)
	case n.Application != 0:
		return j.offered(n)
	case n.Language == "":
		booked, err := j.record(n.Booking)
		if err != nil {
			return v, err
		}
		of, ok := notification.Of(booked)
		if !ok || of.Kind != notification.Booked {
			return v, fmt.Errorf("record %d is no booking", n.Booking)
		}
		n = n.Completed(of)
	}
	contact, ok, err := j.Contact(m.Booking)
	if err != nil {
		return v, err
	}
	if !ok || contact.Phone == "" {
		return v, fmt.Errorf("the telephone of booking %d: %w", m.Booking, ErrErased)
	}
	n.VisitAt, n.Was = baku(n.VisitAt), baku(n.Was)
	return integration.Visitor{Phone: contact.Phone, Notification: n}, nil
}

func (j *Journal) offered(n notification.Notification) (v integration.Visitor, err error) {
	id := application.ApplicationID(n.Application)
	a, ok, err := j.Application(id)
	if err != nil || !ok {
		return v, errors.Join(err, fmt.Errorf("application %d is not there", id))
	}
	p, ok, err := j.Person(id)
	if err != nil {
		return v, err
	}
	if !ok || p.Phone == "" {
		return v, fmt.Errorf("the telephone of application %d: %w", id, ErrErased)
	}
	n.Language, n.Number = a.Language, a.Number
	return integration.Visitor{Phone: p.Phone, Notification: n}, nil
}

// record is one record of the history.
func (j *Journal) record(seq uint64) (event.Record, error) {
	r, err := scanRecord(j.Reader().QueryRow(`SELECT seq, at, actor, kind, body FROM events WHERE seq = ?`, int64(seq)))
	if err != nil {
		return r, fmt.Errorf("reading record %d: %w", seq, err)
	}
	return r, nil
}

// OfferTold is what became of the message about an offer of a waiting list that was
// made at a moment; "" = there was none.
func (j *Journal) OfferTold(id application.ApplicationID, at time.Time) (d notification.Delivery, err error) {
	err = j.Reader().QueryRow(`SELECT state FROM outbox WHERE application = ? AND system = 'visitor-messages' AND at = ? ORDER BY position DESC LIMIT 1`,
		int64(id), at.UnixMilli()).Scan(&d)
	if err != nil && !none(err) {
		return "", fmt.Errorf("reading what became of the offer to %d: %w", id, err)
	}
	return d, nil
}

// Untaken is news that a message was to tell, and did not.
type Untaken struct {
	Message string
	Record  uint64 // of Told
	Told    appointment.NewsTold
	At      time.Time
	Refused bool // by the system; else it has not taken it
}

// Untaken are the messages with news that the system of visitors' messages refused,
// or that wait since before a moment.
func (j *Journal) Untaken(before time.Time) ([]Untaken, error) {
	return list(j, func(row line) (u Untaken, err error) {
		var seq, at int64
		var body []byte
		if err = row.Scan(&u.Message, &seq, &at, &u.Refused, &body); err != nil {
			return u, err
		}
		u.Record, u.At = uint64(seq), time.UnixMilli(at).UTC()
		event, err := appointment.Events.Decode(appointment.NewsTold{}.Kind(), body)
		if err != nil {
			return u, fmt.Errorf("record %d: %w", seq, err)
		}
		u.Told, _ = event.(appointment.NewsTold)
		return u, nil
	}, `SELECT o.message, o.seq, o.at, o.state = 'refused', e.body
		FROM (SELECT message, seq, at, state FROM outbox WHERE state = 'refused' AND system = ?
			UNION ALL SELECT message, seq, at, state FROM outbox WHERE state = 'waiting' AND system = ? AND at < ?) o
		JOIN events e ON e.seq = o.seq WHERE e.kind = ? ORDER BY o.seq`,
		integration.Messages, integration.Messages, before.UnixMilli(), appointment.NewsTold{}.Kind())
}

// withdraw keeps a message from being sent whose news somebody tells by telephone.
func (w *writer) withdraw(e appointment.NewsCameBack, at time.Time) error {
	if e.Told == 0 {
		return nil
	}
	if _, err := w.tx.Exec(`UPDATE outbox SET state = 'withdrawn', trouble = ?, ended = ? WHERE seq = ? AND state IN ('waiting', 'refused')`,
		string(e.Why), at.UnixMilli(), int64(e.Told)); err != nil {
		return fmt.Errorf("withdrawing the message of record %d: %w", e.Told, err)
	}
	return nil
}

// baku is a moment on the centre's clock; the zero time stays.
func baku(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(civil.Baku)
}
