package projection

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"dost/server/application"
	"dost/server/civil"
	"dost/server/internal/journal"
)

// names keeps keyed digests of the words of people's names and of their beginnings, so
// that a search by name opens only the seals of those it may find. What the table tells
// who has the file but not the key: which applications share a word or its beginning, and
// how common each is. It never tells the word.
type names struct{ journal *journal.Journal }

func (names) Name() string { return "names" }
func (names) Version() int { return 1 }

func (names) Reset(tx *sql.Tx) error {
	_, err := tx.Exec(`DROP TABLE IF EXISTS name_words;
CREATE TABLE name_words (
    digest      BLOB    NOT NULL,     -- 12 bytes of HMAC-SHA-256
    application INTEGER NOT NULL,
    PRIMARY KEY (digest, application)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_words_application ON name_words (application)`)
	return err
}

// Apply reads the sealed person beside an application's record. One that was erased
// meanwhile has no words.
func (f names) Apply(tx *sql.Tx, rows []journal.Row) error {
	for i := range rows {
		if _, ok := rows[i].Event.(application.Registered); !ok {
			continue
		}
		id := application.ApplicationID(rows[i].Seq)
		person, known, err := f.journal.Person(id)
		if errors.Is(err, journal.ErrErased) || err == nil && !known {
			continue
		}
		if err != nil {
			return err
		}
		for _, form := range forms(person) {
			if _, err := tx.Exec(`INSERT INTO name_words (digest, application) VALUES (?, ?)`,
				f.journal.WordDigest(form), int64(id)); err != nil {
				return fmt.Errorf("entering the applicant of %d in the search: %w", id, err)
			}
		}
	}
	return nil
}

// ErasePeople erases the data of everyone whose application was registered before the
// day, and tells how many: first out of the search, whose file and log it overwrites, then
// out of the log's file (journal.ErasePeople). A kill in between leaves them to be erased
// at the next time, and nothing of the erased to be found.
func (s *Store) ErasePeople(before civil.Day, now time.Time) (int64, error) {
	last, err := s.journal.LastPersonBefore(before)
	if err != nil || last == 0 {
		return 0, err
	}
	if _, err := s.reader(names{}.Name()); err != nil {
		return 0, err // a search that is behind would enter them again
	}
	if err := s.forgetNames(last); err != nil {
		return 0, err
	}
	return s.journal.ErasePeople(before, now)
}

func (s *Store) forgetNames(last application.ApplicationID) error {
	s.work.Lock()
	defer s.work.Unlock()
	if _, err := s.db.Exec(`DELETE FROM name_words WHERE application <= ?`, int64(last)); err != nil {
		return fmt.Errorf("taking people out of the search: %w", err)
	}
	var busy, pages, moved int
	if err := s.db.QueryRow(`PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &moved); err != nil {
		return fmt.Errorf("emptying the log after erasing: %w", err)
	}
	return nil
}
