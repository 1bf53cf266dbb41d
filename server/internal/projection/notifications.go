package projection

import (
	"errors"
	"fmt"
	"time"

	"dost/server/application"
	"dost/server/appointment"
	"dost/server/civil"
	"dost/server/integration"
	"dost/server/internal/journal"
	"dost/server/notification"
)

// visitor is whom a message tells what, made of the records and of the sealed
// telephone. Without a telephone, or without one any more, it is ErrErased.
func (s *Store) visitor(m Message) (v integration.Visitor, err error) {
	cause, err := s.journal.Record(m.Seq)
	if err != nil {
		return v, err
	}
	n, ok := notification.Of(cause)
	switch {
	case !ok:
		return v, fmt.Errorf("record %d tells no visitor anything", m.Seq)
	case n.Application != 0:
		return s.offered(n)
	case n.Language == "":
		if n, err = s.completed(n); err != nil {
			return v, err
		}
	}
	contact, ok, err := s.journal.Contact(m.Booking)
	if err != nil {
		return v, err
	}
	if !ok || contact.Phone == "" {
		return v, fmt.Errorf("the telephone of booking %d: %w", m.Booking, journal.ErrErased)
	}
	n.VisitAt, n.Was = baku(n.VisitAt), baku(n.Was)
	return integration.Visitor{Phone: contact.Phone, Notification: n}, nil
}

// completed adds what only the booking's own record says.
func (s *Store) completed(n notification.Notification) (notification.Notification, error) {
	booked, err := s.journal.Record(n.Booking)
	if err != nil {
		return n, err
	}
	of, ok := notification.Of(booked)
	if !ok || of.Kind != notification.Booked {
		return n, fmt.Errorf("record %d is no booking", n.Booking)
	}
	return n.Completed(of), nil
}

func (s *Store) offered(n notification.Notification) (v integration.Visitor, err error) {
	id := application.ApplicationID(n.Application)
	a, ok, err := s.Application(id)
	if err != nil || !ok {
		return v, errors.Join(err, fmt.Errorf("application %d is not there", id))
	}
	p, ok, err := s.journal.Person(id)
	if err != nil {
		return v, err
	}
	if !ok || p.Phone == "" {
		return v, fmt.Errorf("the telephone of application %d: %w", id, journal.ErrErased)
	}
	n.Language, n.Number = a.Language, a.Number
	return integration.Visitor{Phone: p.Phone, Notification: n}, nil
}

// OfferTold is what became of the message about an offer of a waiting list that was
// made at a moment; "" = there was none.
func (s *Store) OfferTold(id application.ApplicationID, at time.Time) (d notification.Delivery, err error) {
	db, err := s.reader(outbox{}.Name())
	if err != nil {
		return "", err
	}
	err = db.QueryRow(`SELECT state FROM outbox
		WHERE application = ? AND system = 'visitor-messages' AND at = ? ORDER BY position DESC LIMIT 1`,
		int64(id), at.UnixMilli()).Scan(&d)
	if err != nil && !none(err) {
		return "", fmt.Errorf("reading what became of the offer to %d: %w", id, err)
	}
	return d, nil
}

// Undelivered is a notification that a message was to tell, and did not.
type Undelivered struct {
	Message  string
	Record   uint64 // of Notified
	Notified appointment.Notified
	At       time.Time
	Refused  bool // by the system; else it has not taken it
}

// Undelivered are the messages with a notification that the system of visitors' messages refused,
// or that wait since before a moment.
func (s *Store) Undelivered(before time.Time) ([]Undelivered, error) {
	all, err := queryAll(s, outbox{}.Name(), func(r row) (u Undelivered, err error) {
		var at int64
		err = r.Scan(&u.Message, &u.Record, &at, &u.Refused)
		u.At = time.UnixMilli(at).UTC()
		return u, err
	}, `SELECT message, seq, at, state = 'refused'
		FROM (SELECT message, seq, at, state FROM outbox WHERE state = 'refused' AND system = ?
			UNION ALL SELECT message, seq, at, state FROM outbox
				WHERE state = 'waiting' AND system = ? AND at < ?)
		ORDER BY seq`, integration.Messages, integration.Messages, before.UnixMilli())
	if err != nil {
		return nil, err
	}
	news := all[:0]
	for _, u := range all {
		caused, err := s.journal.Record(u.Record)
		if err != nil {
			return nil, err
		}
		var ok bool
		if u.Notified, ok = caused.Event.(appointment.Notified); ok {
			news = append(news, u)
		}
	}
	return news, nil
}

// baku is a moment on the centre's clock; the zero time stays.
func baku(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(civil.Baku)
}
