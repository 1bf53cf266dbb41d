package journal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"dost/server/application"
	"dost/server/civil"
)

// ErrErased is a person whose data were erased on schedule.
var ErrErased = errors.New("the person's data were erased")

// person seals an applicant's data beside their application.
func (w *writer) person(id application.ApplicationID, p application.Person) error {
	sealed, err := w.journal.keys.seal(id, p)
	if err != nil {
		return err
	}
	var phone []byte
	if p.Phone != "" {
		phone = w.journal.keys.lookup("phone", p.Phone)
	}
	if err := w.exec(`INSERT INTO people (application, sealed, fin, phone, day) VALUES (?, ?, ?, ?, ?)`,
		int64(id), sealed, w.journal.keys.known(p), phone, int64(w.day)); err != nil {
		return fmt.Errorf("keeping the applicant of %d: %w", id, err)
	}
	return nil
}

// Person opens the applicant's data of an application. ok is false when there
// are none; ErrErased when there were.
func (j *Journal) Person(id application.ApplicationID) (p application.Person, ok bool, err error) {
	var sealed []byte
	err = j.Reader().QueryRow(`SELECT sealed FROM people WHERE application = ?`, int64(id)).Scan(&sealed)
	switch {
	case none(err):
		return p, false, nil
	case err != nil:
		return p, false, fmt.Errorf("reading the applicant of %d: %w", id, err)
	case sealed == nil:
		return p, false, fmt.Errorf("the applicant of %d: %w", id, ErrErased)
	}
	p, err = j.keys.unseal(id, sealed)
	return p, err == nil, err
}

// opensPeople refuses keys that do not open the newest of the people who are kept, or
// do not find them.
func (j *Journal) opensPeople() error {
	var id application.ApplicationID
	var sealed, known []byte
	err := j.Reader().QueryRow(`SELECT application, sealed, fin FROM people WHERE sealed IS NOT NULL
		ORDER BY application DESC LIMIT 1`).Scan(&id, &sealed, &known)
	if none(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading the newest applicant: %w", err)
	}
	p, err := j.keys.unseal(id, sealed)
	if err == nil && known != nil && !hmac.Equal(known, j.keys.known(p)) {
		err = errors.New("the applicant is not found by the key for looking up")
	}
	if err != nil {
		return fmt.Errorf(
			"these keys are not the journal's; put the folder of keys back that was kept with the backup: %w",
			err)
	}
	return nil
}

// ApplicationsOf finds the applications of the person with that FIN or that
// phone, both in normal form, newest first. Erased people are not found.
func (j *Journal) ApplicationsOf(fin, phone string) ([]application.ApplicationID, error) {
	if fin != "" {
		return j.applicationsOf("fin", j.keys.lookup("fin", fin))
	}
	return j.applicationsOf("phone", j.keys.lookup("phone", phone))
}

// ApplicationsOfDocument finds the applications of people without a FIN by the
// number of their document (application.DocumentKey), newest first. Two states may
// have given one number to two people.
func (j *Journal) ApplicationsOfDocument(key string) ([]application.ApplicationID, error) {
	return j.applicationsOf("fin", j.keys.lookup("document", key))
}

func (j *Journal) applicationsOf(column string, mac []byte) ([]application.ApplicationID, error) {
	// #nosec G202 -- one of two constants
	query := `SELECT application FROM people WHERE ` + column + ` = ? ORDER BY application DESC`
	rows, err := j.Reader().Query(query, mac)
	if err != nil {
		return nil, fmt.Errorf("looking a person up: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var ids []application.ApplicationID
	for rows.Next() {
		var id application.ApplicationID
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("looking a person up: %w", err)
		}
		ids = append(ids, id)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("looking a person up: %w", err)
	}
	return ids, nil
}

// LastPersonBefore is the last application that was registered before the day and whose
// applicant is not erased; 0 = there is none. Applications are numbered as days go.
func (j *Journal) LastPersonBefore(day civil.Day) (last application.ApplicationID, err error) {
	if err := j.Reader().QueryRow(`SELECT coalesce(max(application), 0) FROM people
		WHERE day < ? AND erased_at IS NULL`, int64(day)).Scan(&last); err != nil {
		return 0, fmt.Errorf("looking for people to erase: %w", err)
	}
	return last, nil
}

// ErasePeople erases the data of everyone whose application was registered before
// the day, overwrites them in the file and in its log, and tells how many.
func (j *Journal) ErasePeople(before civil.Day, now time.Time) (int64, error) {
	var erased int64
	err := j.Write(func(tx *sql.Tx) error {
		result, err := tx.Exec(`UPDATE people SET sealed = NULL, fin = NULL, phone = NULL, erased_at = ?
			WHERE day < ? AND erased_at IS NULL`, now.UnixMilli(), int64(before))
		if err != nil {
			return fmt.Errorf("erasing people's data: %w", err)
		}
		erased, err = result.RowsAffected()
		return err
	})
	if err != nil || erased == 0 {
		return erased, err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.failed != nil {
		return erased, nil // the reopening empties the log
	}
	var busy, pages, moved int
	if err := j.db.QueryRow(`PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &moved); err != nil {
		return erased, fmt.Errorf("emptying the log after erasing: %w", err)
	}
	if busy != 0 {
		return erased, errors.New(
			"emptying the log after erasing: a reader is still using it; it empties later")
	}
	return erased, nil
}

// seal encrypts a person's data, bound to their application: a sealed blob moved
// to another row does not open.
func (k Keys) seal(id application.ApplicationID, p application.Person) ([]byte, error) {
	box, err := k.box()
	if err != nil {
		return nil, err
	}
	plain, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("sealing a person's data: %w", err)
	}
	nonce := make([]byte, box.NonceSize(), box.NonceSize()+len(plain)+box.Overhead())
	_, _ = rand.Read(nonce) // never fails: it ends the program instead
	return box.Seal(nonce, nonce, plain, bound(id)), nil
}

func (k Keys) unseal(id application.ApplicationID, sealed []byte) (p application.Person, err error) {
	box, err := k.box()
	if err != nil {
		return p, err
	}
	if len(sealed) < box.NonceSize() {
		return p, fmt.Errorf("the applicant's data of %d are cut short", id)
	}
	plain, err := box.Open(nil, sealed[:box.NonceSize()], sealed[box.NonceSize():], bound(id))
	if err != nil {
		return p, fmt.Errorf("opening the applicant's data of %d: %w", id, err)
	}
	if err := json.Unmarshal(plain, &p); err != nil {
		return p, fmt.Errorf("reading the applicant's data of %d: %w", id, err)
	}
	return p, nil
}

func (k Keys) box() (cipher.AEAD, error) {
	block, err := aes.NewCipher(k.Identity)
	if err != nil {
		return nil, fmt.Errorf("the identity key: %w", err)
	}
	box, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("the identity key: %w", err)
	}
	return box, nil
}

// bound is the additional data of a seal.
func bound(id application.ApplicationID) []byte {
	return binary.BigEndian.AppendUint64([]byte("person "), uint64(id))
}

// known is the digest in the column fin: of the FIN, or of the document's number
// where there is none. They never meet, for the kind is part of a digest.
func (k Keys) known(p application.Person) []byte {
	if p.FIN == "" {
		return k.lookup("document", p.Document.Key())
	}
	return k.lookup("fin", p.FIN)
}

// lookup is the keyed digest under which a FIN, a document or a phone is found.
func (k Keys) lookup(kind, value string) []byte {
	mac := hmac.New(sha256.New, k.Lookup)
	mac.Write([]byte(kind + "\x00" + value))
	return mac.Sum(nil)
}

// WordDigest is the keyed digest under which a form of a word of somebody's name is
// found: 12 bytes of HMAC-SHA-256.
func (j *Journal) WordDigest(form string) []byte {
	mac := hmac.New(sha256.New, j.keys.Lookup)
	mac.Write([]byte("word\x00" + form))
	return mac.Sum(nil)[:wordDigest]
}

// wordDigest is the length of a word's digest in bytes.
const wordDigest = 12
