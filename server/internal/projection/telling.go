package projection

import (
	"fmt"
	"time"

	"dost/server/application"
	"dost/server/appointment"
	"dost/server/civil"
	"dost/server/integration"
	"dost/server/internal/journal"
)

// visitor is whom a message tells what, made of the records and of the sealed
// telephone. Without a telephone, or without one any more, it is ErrErased.
func (s *Store) visitor(m Message) (v integration.Visitor, err error) {
	caused, err := s.journal.Record(m.Seq)
	if err != nil {
		return v, err
	}
	switch e := caused.Event.(type) {
	case application.Offered:
		return s.offered(m.Application, e)
	case appointment.NewsTold:
		v = integration.Visitor{
			About: integration.About(e.News), Language: e.Language, Code: appointment.Spoken(e.Code),
			VisitAt: baku(e.At), Was: baku(e.Was),
		}
	case appointment.WasBooked:
		v = ofBooking(e, integration.Booked)
	case appointment.WasMoved:
		booked, err := s.booked(m.Booking)
		if err != nil {
			return v, err
		}
		v = ofBooking(booked, integration.Moved)
		v.VisitAt = baku(e.At)
	case appointment.WasCancelled:
		booked, err := s.booked(m.Booking)
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
	contact, ok, err := s.journal.Contact(m.Booking)
	if err != nil {
		return v, err
	}
	if !ok || contact.Phone == "" {
		return v, fmt.Errorf("the telephone of booking %d: %w", m.Booking, journal.ErrErased)
	}
	v.Phone = contact.Phone
	return v, nil
}

func ofBooking(e appointment.WasBooked, about integration.About) integration.Visitor {
	code := appointment.Spoken(e.Code)
	return integration.Visitor{About: about, Language: e.Language, Code: code, VisitAt: baku(e.At)}
}

func (s *Store) offered(id application.ApplicationID, e application.Offered) (v integration.Visitor, err error) {
	a, ok, err := s.Application(id)
	if err != nil || !ok {
		return v, fmt.Errorf("application %d is not there: %w", id, err)
	}
	p, ok, err := s.journal.Person(id)
	if err != nil {
		return v, err
	}
	if !ok || p.Phone == "" {
		return v, fmt.Errorf("the telephone of application %d: %w", id, journal.ErrErased)
	}
	return integration.Visitor{
		Phone: p.Phone, About: integration.Offered, Language: a.Language, Application: a.Number, AnswerBy: e.Until,
	}, nil
}

// booked is the event that made a booking.
func (s *Store) booked(id appointment.ID) (appointment.WasBooked, error) {
	r, err := s.journal.Record(uint64(id))
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
func (s *Store) OfferTold(id application.ApplicationID, at time.Time) (d integration.Delivery, err error) {
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
func (s *Store) Untaken(before time.Time) ([]Untaken, error) {
	all, err := list(s, outbox{}.Name(), func(r row) (u Untaken, err error) {
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
		if u.Told, ok = caused.Event.(appointment.NewsTold); ok {
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
