package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"
)

// finishedCopy stands as user_version in the header of a backup that nobody has
// worked on yet. Such a file has no log: it is complete by itself, and what lies
// beside it under the name of its log belongs to another.
const finishedCopy = 1

// seam is how many of the newest records are checked against their chain where the
// main file does not tell how far it reached before its log.
const seam = 10_000

// alone opens the main file as it is without its log; whole opens it with its log,
// and writes neither of them. Both leave every file of the folder as it is.
func alone(path string) *sql.DB {
	return look(path, url.Values{"mode": {"ro"}, "immutable": {"1"}})
}

func whole(path string) *sql.DB {
	how := url.Values{"mode": {"ro"}}
	if _, err := os.Stat(path + "-shm"); err == nil {
		how.Set("readonly_shm", "1") // else SQLite makes one
	}
	return look(path, how)
}

func look(path string, how url.Values) *sql.DB {
	db := sql.OpenDB(connector{name: nameOf(path, how), driver: &sqlite3.SQLiteDriver{}})
	db.SetMaxOpenConns(1)
	return db
}

// main is what a journal's main file tells by itself.
type main struct {
	copy bool // a finished copy
	last Head // its last record, where the chain proves that it is one
}

// admit decides whether the file at path may be opened for work, before anything
// can write to it, and before SQLite puts file and log together, which cannot be
// undone. Records up to must have to be there. A file that is not there will become
// a journal if none is expected.
func admit(path string, expected bool, must Head) error {
	if err := unfinished(filepath.Dir(path)); err != nil {
		return err
	}
	switch size, err := sizeOf(path); {
	case err != nil:
		return err
	case size == 0 && expected:
		return fmt.Errorf("%w: put %s back, or a backup: server restore", ErrMissing, path)
	case size == 0:
		// SQLite takes an empty file for a new one and deletes its log.
		if log, err := sizeOf(path + "-wal"); err != nil || log > 0 {
			return errors.Join(err, fmt.Errorf(
				"%w: its log is there, %s-wal: put %s back beside it, or a backup: server restore",
				ErrMissing, path, path))
		}
		return nil
	}
	m, err := read(path)
	if err != nil {
		return err
	}
	if err := fits(path, m); err != nil {
		return err
	}
	if must.Seq > 0 {
		if err := holds(path, must); err != nil {
			return err
		}
	}
	return m.takeUp(path)
}

// sizeOf gives 0 for a file that is not there.
func sizeOf(name string) (int64, error) {
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("looking for %s: %w", name, err)
	}
	return info.Size(), nil
}

// read recognizes a journal of ours by its main file, or refuses it as ErrNotJournal.
//
// A log that could not be written back, since the disk was full, leaves the main file
// half written: by itself it is no sound file then, and with its log it is. What it is
// is then asked of both, and fits sees whether they belong together.
func read(path string) (main, error) {
	m, err := recognized(alone(path))
	if corrupt(err) {
		if log, sizing := sizeOf(path + "-wal"); sizing == nil && log > 0 {
			return recognized(whole(path))
		}
	}
	return m, err
}

func recognized(db *sql.DB) (m main, err error) {
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := ours(db); err != nil {
		var e sqlite3.Error
		if errors.As(err, &e) && e.Code == sqlite3.ErrNotADB {
			return main{}, ErrNotJournal
		}
		return main{}, err
	}
	var version int
	if err := db.QueryRow(`PRAGMA user_version`).Scan(&version); err != nil {
		return main{}, fmt.Errorf("reading whether the file is a backup: %w", err)
	}
	return main{copy: version == finishedCopy, last: proven(db)}, nil
}

// proven is the last record of a main file read without its log, or none. While the
// log is being written back pages of different moments lie beside one another; only
// a record whose chain is right is known to be one.
func proven(db *sql.DB) Head {
	end, _, err := lastRecord(db)
	if err != nil || end.Seq == 0 {
		return Head{}
	}
	before, err := headAt(db, end.Seq-1)
	if err != nil {
		return Head{}
	}
	found, err := walk(context.Background(), db, before, func(*row, Head) error { return nil })
	if err != nil || found != end {
		return Head{}
	}
	return end
}

// headAt is the head as it was at a record; the zero Head for 0.
func headAt(db *sql.DB, seq uint64) (Head, error) {
	if seq == 0 {
		return Head{}, nil
	}
	var chain []byte
	if err := db.QueryRow(`SELECT chain FROM events WHERE seq = ?`, int64(seq)).Scan(&chain); err != nil {
		return Head{}, fmt.Errorf("reading record %d: %w", seq, err)
	}
	head := Head{Seq: seq}
	copy(head.Chain[:], chain)
	return head, nil
}

// fits refuses a log that is not this file's. SQLite cannot tell: it lays the pages
// of any log over any file. Seen are a backup, whatever lies beside it, and every
// mixture that breaks the size, a page, an index, or the chain of the records; an older copy
// of the same file is not seen if all that it lacks lies in the log again, or is no
// history (an account changed between the copy and the log).
//
// The check reads the whole file, about a second per gigabyte, and only where the
// journal was not closed in order.
func fits(path string, m main) (err error) {
	if size, err := sizeOf(path + "-wal"); err != nil || size == 0 {
		return err
	}
	if m.copy {
		return mixed(path, errors.New("the file is a backup, which has no log"))
	}
	db := whole(path)
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := sameSize(db, path+"-wal"); err != nil {
		return mixed(path, err)
	}
	if err := check(db); err != nil {
		return mixed(path, err)
	}
	var began bool
	if err := db.QueryRow(`SELECT count(*) > 0 FROM sqlite_schema WHERE name = 'events'`).Scan(
		&began); err != nil || !began {
		return err // ended in its first moments
	}
	end, _, err := lastRecord(db)
	if err != nil {
		return mixed(path, err)
	}
	from := m.last
	if from.Seq == 0 && end.Seq > seam {
		if from, err = headAt(db, end.Seq-seam); err != nil {
			return mixed(path, err)
		}
	}
	if err := reaches(db, from); err != nil {
		return mixed(path, err)
	}
	return nil
}

// sameSize refuses a log of a file of another size.
func sameSize(db *sql.DB, log string) error {
	want, err := pagesByLog(log)
	if err != nil || want == 0 {
		return err
	}
	var pages uint32
	if err := db.QueryRow(`PRAGMA page_count`).Scan(&pages); err != nil {
		return fmt.Errorf("reading the file's size: %w", err)
	}
	if pages != want {
		return fmt.Errorf("the file has %d pages, and the log is of one with %d", pages, want)
	}
	return nil
}

// reaches checks that the history runs through a head, and in a sound chain from
// there to its end.
func reaches(db *sql.DB, from Head) error {
	at, err := headAt(db, from.Seq)
	if err != nil {
		return err
	}
	if at != from {
		return fmt.Errorf("%w: record %d is another", ErrChanged, from.Seq)
	}
	_, err = walk(context.Background(), db, from, func(*row, Head) error { return nil })
	return err
}

func mixed(path string, because error) error {
	return fmt.Errorf(`%w (%w).
  To put a backup back, use: server restore --data DIR FILE. It keeps a copy of all that is here.
  If %s alone is what you want to go on with, move %s-wal and %s-shm to another folder first;
  what was written after that file was last put in order is in them, and only there`, ErrMixed, because, path, path, path)
}

// holds refuses a file that lacks what was acknowledged.
func holds(path string, acknowledged Head) (err error) {
	db := whole(path)
	defer func() { err = errors.Join(err, db.Close()) }()
	switch at, err := headAt(db, acknowledged.Seq); {
	case errors.Is(err, sql.ErrNoRows) || err == nil && at != acknowledged:
		return fmt.Errorf("%w (record %d)", ErrLost, acknowledged.Seq)
	default:
		return err
	}
}

// takeUp ends being a finished copy, in the main file itself: once it has a log, it
// must not look like one that has none.
func (m main) takeUp(path string) error {
	broken, err := sizeOf(path + "-journal") // by a crash in just this
	if err != nil || !m.copy && broken == 0 {
		return err
	}
	db := sql.OpenDB(connector{
		name: nameOf(path, url.Values{"mode": {"rw"}, "_journal_mode": {"DELETE"},
			"_synchronous": {"FULL"}}),
		driver: &sqlite3.SQLiteDriver{},
	})
	db.SetMaxOpenConns(1)
	_, err = db.Exec(`PRAGMA user_version = 0`)
	if err := errors.Join(err, db.Close()); err != nil {
		return fmt.Errorf("putting the copy to work: %w", err)
	}
	return nil
}
