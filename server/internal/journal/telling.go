package journal

import (
	"fmt"
	"time"

	"dost/server/application"
	"dost/server/appointment"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/integration"
)

// visitor is whom a message tells what, made of the records and of the sealed
// telephone. Without a telephone, or without one any more, it is ErrErased.
func (j *Journal) visitor(m Message) (v integration.Visitor, err error) {
	caused, err := j.record(m.Seq)
	if err != nil {
		return v, err
	}
	switch e := caused.Event.(type) {
	case application.Offered:
		return j.offered(m.Application, e)
	case appointment.NewsTold:
		v = integration.Visitor{About: integration.About(e.News), Language: e.Language, Code: appointment.Spoken(e.Code), VisitAt: baku(e.At), Was: baku(e.Was)}
	case appointment.WasBooked:
		v = ofBooking(e, integration.Booked)
	case appointment.WasMoved:
		booked, err := j.booked(m.Booking)
		if err != nil {
			return v, err
		}
		v = ofBooking(booked, integration.Moved)
		v.VisitAt = baku(e.At)
	case appointment.WasCancelled:
		booked, err := j.booked(m.Booking)
		if err != nil {
			return v, err
		}
		v = ofBooking(booked, integration.Cancelled)
		if !e.At.IsZero() { // the first journals do not say it
			v.VisitAt = baku(e.At)
		}
	default:
		return v, fmt.Errorf("record %d tells no visitor anything", m.Seq)
	}
	contact, ok, err := j.Contact(m.Booking)
	if err != nil {
		return v, err
	}
	if !ok || contact.Phone == "" {
		return v, fmt.Errorf("the telephone of booking %d: %w", m.Booking, ErrErased)
	}
	v.Phone = contact.Phone
	return v, nil
}

func ofBooking(e appointment.WasBooked, about integration.About) integration.Visitor {
	return integration.Visitor{About: about, Language: e.Language, Code: appointment.Spoken(e.Code), VisitAt: baku(e.At)}
}

func (j *Journal) offered(id application.ApplicationID, e application.Offered) (v integration.Visitor, err error) {
	a, ok, err := j.Application(id)
	if err != nil || !ok {
		return v, fmt.Errorf("application %d is not there: %w", id, err)
	}
	p, ok, err := j.Person(id)
	if err != nil {
		return v, err
	}
	if !ok || p.Phone == "" {
		return v, fmt.Errorf("the telephone of application %d: %w", id, ErrErased)
	}
	return integration.Visitor{Phone: p.Phone, About: integration.Offered, Language: a.Language, Application: a.Number, AnswerBy: e.Until}, nil
}

// record is one record of the history.
func (j *Journal) record(seq uint64) (event.Record, error) {
	r, err := scanRecord(j.Reader().QueryRow(`SELECT seq, at, actor, kind, body FROM events WHERE seq = ?`, int64(seq)))
	if err != nil {
		return r, fmt.Errorf("reading record %d: %w", seq, err)
	}
	return r, nil
}

// booked is the event that made a booking.
func (j *Journal) booked(id appointment.ID) (appointment.WasBooked, error) {
	r, err := j.record(uint64(id))
	if err != nil {
		return appointment.WasBooked{}, err
	}
	e, ok := r.Event.(appointment.WasBooked)
	if !ok {
		return e, fmt.Errorf("record %d is no booking", id)
	}
	return e, nil
}

// OfferTold is what became of the message about an offer of a waiting list that was
// made at a moment; "" = there was none.
func (j *Journal) OfferTold(id application.ApplicationID, at time.Time) (d integration.Delivery, err error) {
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
