package journal

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dost/server/appointment"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/queue"
)

// contactsKept is how long after a visit's day its telephone is kept, so that
// somebody who was not there can be called back; then it is erased.
const contactsKept = 7 * 24 * time.Hour

// contact seals the telephone of who booked a visit.
func (w *writer) contact(id appointment.ID, day civil.Day, c appointment.Contact) error {
	sealed, err := w.journal.keys.sealContact(id, c)
	if err != nil {
		return err
	}
	if err := w.exec(`INSERT INTO contacts (booking, sealed, phone, day) VALUES (?, ?, ?, ?)`,
		int64(id), sealed, w.journal.keys.lookup("phone", c.Phone), int64(day)); err != nil {
		return fmt.Errorf("keeping the contact of booking %d: %w", id, err)
	}
	return nil
}

// visit keeps what the tables know of bookings in step with an entry's records.
func (w *writer) visit(records []event.Record, contact *appointment.Contact) error {
	for _, r := range records {
		switch e := r.Event.(type) {
		case appointment.WasBooked:
			if contact == nil {
				continue
			}
			if err := w.contact(appointment.ID(r.Seq), civil.DayOf(e.At), *contact); err != nil {
				return err
			}
			contact = nil
		case appointment.WasMoved:
			if err := w.exec(`UPDATE contacts SET day = ? WHERE booking = ?`, int64(civil.DayOf(e.At)),
				int64(e.ID)); err != nil {
				return fmt.Errorf("moving booking %d: %w", e.ID, err)
			}
		case queue.DayOpened:
			if err := w.eraseContacts(LastContacts(r.At)); err != nil {
				return err
			}
		}
	}
	if contact != nil {
		return errors.New("a contact comes without the booking of theirs")
	}
	return nil
}

// LastContacts is the business day before whose visits no telephone is kept any more
// when a day opens at a moment.
func LastContacts(at time.Time) civil.Day { return civil.DayOf(at.Add(-contactsKept)) }

// eraseContacts erases the telephones of visits before a day.
func (w *writer) eraseContacts(before civil.Day) error {
	if err := w.exec(`DELETE FROM contacts WHERE day < ?`, int64(before)); err != nil {
		return fmt.Errorf("erasing old contacts: %w", err)
	}
	return nil
}

// Contact opens the contact of a booking. ok is false when there is none, or none any
// more.
func (j *Journal) Contact(id appointment.ID) (c appointment.Contact, ok bool, err error) {
	var sealed []byte
	err = j.Reader().QueryRow(`SELECT sealed FROM contacts WHERE booking = ?`, int64(id)).Scan(&sealed)
	switch {
	case none(err):
		return c, false, nil
	case err != nil:
		return c, false, fmt.Errorf("reading the contact of booking %d: %w", id, err)
	}
	c, err = j.keys.unsealContact(id, sealed)
	return c, err == nil, err
}

// BookingsOf finds the bookings of a telephone in normal form, oldest first; those
// whose contact was erased are not found.
func (j *Journal) BookingsOf(phone string) ([]appointment.ID, error) {
	return queryAll(j, func(row scanner) (id appointment.ID, err error) {
		err = row.Scan(&id)
		return id, err
	}, `SELECT booking FROM contacts WHERE phone = ? ORDER BY booking`, j.keys.lookup("phone", phone))
}

// sealContact encrypts a contact, bound to its booking.
func (k Keys) sealContact(id appointment.ID, c appointment.Contact) ([]byte, error) {
	box, err := k.box()
	if err != nil {
		return nil, err
	}
	plain, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("sealing a contact: %w", err)
	}
	nonce := make([]byte, box.NonceSize(), box.NonceSize()+len(plain)+box.Overhead())
	_, _ = rand.Read(nonce) // never fails: it ends the program instead
	return box.Seal(nonce, nonce, plain, boundContact(id)), nil
}

func (k Keys) unsealContact(id appointment.ID, sealed []byte) (c appointment.Contact, err error) {
	box, err := k.box()
	if err != nil {
		return c, err
	}
	if len(sealed) < box.NonceSize() {
		return c, fmt.Errorf("the contact of booking %d is cut short", id)
	}
	plain, err := box.Open(nil, sealed[:box.NonceSize()], sealed[box.NonceSize():], boundContact(id))
	if err != nil {
		return c, fmt.Errorf("opening the contact of booking %d: %w", id, err)
	}
	if err := json.Unmarshal(plain, &c); err != nil {
		return c, fmt.Errorf("reading the contact of booking %d: %w", id, err)
	}
	return c, nil
}

// boundContact is the additional data of a contact's seal.
func boundContact(id appointment.ID) []byte {
	return binary.BigEndian.AppendUint64([]byte("contact "), uint64(id))
}
