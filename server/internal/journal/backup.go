package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// Inspect opens a journal for reading beside a working server: for a backup, for
// an audit. Whatever writes is refused with ErrDown.
func Inspect(path string, keys Keys) (*Journal, error) {
	if err := admitReader(path); err != nil {
		return nil, fmt.Errorf("opening journal %s: %w", path, err)
	}
	j := &Journal{path: path, keys: keys, failed: ErrDown, pool: connect(path, reading)}
	err := ours(j.pool)
	if err == nil {
		err = notNewer(j.pool)
	}
	if err == nil {
		j.head, j.day, err = lastRecord(j.pool)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("opening journal %s: %w", path, err), j.pool.Close())
	}
	return j, nil
}

// admitReader is admit for who only reads, and beside a working server: what that
// has open is its own. Of a stopped one, the last reader puts file and log together
// as a start does.
func admitReader(path string) error {
	if err := unfinished(filepath.Dir(path)); err != nil {
		return err
	}
	switch info, err := os.Stat(path); {
	case err != nil:
		return err
	case info.Size() == 0:
		return fmt.Errorf("%w: it is empty", ErrNotJournal)
	}
	m, err := read(path)
	if err != nil {
		return err
	}
	lock, err := acquire(path + ".lock")
	if errors.Is(err, ErrInUse) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(fits(path, m), lock.Close())
}

// Backup writes a copy of the journal as it stands at one moment to a new file,
// while the server works on. The copy is marked as one, and is complete on disk
// before it gets its name.
func (j *Journal) Backup(ctx context.Context, file string, now time.Time) (err error) {
	if _, err := os.Stat(file); err == nil {
		return fmt.Errorf("backing up to %s: %w", file, os.ErrExist)
	}
	part := file + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("backing up to %s: %w", file, err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(part) // what is half done is of no use
		}
	}()
	if err := copyInto(ctx, connect(j.path, copying), part); err != nil {
		return fmt.Errorf("backing up to %s: %w", file, err)
	}
	if err := mark(part, now); err != nil {
		return fmt.Errorf("backing up to %s: %w", file, err)
	}
	if err := settleFile(part, file); err != nil {
		return fmt.Errorf("backing up to %s: %w", file, err)
	}
	return nil
}

// copyInto lets SQLite write all that source holds at one moment to a new file, which
// only this user may read: people's names are in it, if under seal. It closes source.
func copyInto(ctx context.Context, source *sql.DB, file string) error {
	// #nosec G304 -- the operator names the file
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		err = f.Close()
	}
	if err == nil {
		_, err = source.ExecContext(ctx, `VACUUM INTO ?`, file)
	}
	if err := errors.Join(err, source.Close()); err != nil {
		return fmt.Errorf("copying: %w", err)
	}
	return nil
}

// mark writes into a copy of which record it is a backup, and checks the copy.
func mark(part string, now time.Time) error {
	db := connect(part, writing)
	_, err := db.Exec(
		`UPDATE about SET backup_of = (SELECT coalesce(max(seq), 0) FROM events), backup_at = ?`,
		now.UnixMilli())
	if err == nil {
		_, err = db.Exec(`PRAGMA user_version = ` + strconv.Itoa(finishedCopy))
	}
	if err == nil {
		err = check(db)
	}
	if err := errors.Join(err, db.Close()); err != nil {
		return fmt.Errorf("marking the copy: %w", err)
	}
	return nil
}

// settleFile syncs a finished file, gives it its name, and syncs that too.
func settleFile(part, file string) error {
	f, err := os.OpenFile(part, os.O_RDWR, 0o600) // #nosec G304 -- the operator names the file
	if err != nil {
		return fmt.Errorf("opening the copy: %w", err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("writing the copy out: %w", err)
	}
	if err := os.Rename(part, file); err != nil {
		return fmt.Errorf("naming the copy: %w", err)
	}
	return syncFolder(filepath.Dir(file))
}

// syncFolder makes the names in a folder durable.
func syncFolder(name string) error {
	dir, err := os.Open(name) // #nosec G304 -- the folder of a file that the operator names
	if err != nil {
		return fmt.Errorf("opening the folder: %w", err)
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// Restored tells whether this journal was a backup and has not been put to work
// since: of which record, and when it was made. Numbers given out after that
// record are on paper somewhere, though not in here.
func (j *Journal) Restored() (seq uint64, at time.Time, ok bool, err error) {
	var of, when *int64
	if err := j.Reader().QueryRow(`SELECT backup_of, backup_at FROM about`).Scan(&of, &when); err != nil {
		return 0, time.Time{}, false, fmt.Errorf("reading whether the journal is a backup: %w", err)
	}
	if of == nil || when == nil {
		return 0, time.Time{}, false, nil
	}
	return uint64(*of), time.UnixMilli(*when).UTC(), true, nil
}

// Restores is how often a backup was put back here, as far as what each of them kept
// still lies in the folder (Restore). The same backup put back twice begins with the
// same numbers: each time further ones must be left out.
func (j *Journal) Restores() int {
	kept, err := filepath.Glob(filepath.Join(filepath.Dir(j.path), keptFolder+"*"))
	if err != nil {
		return 0
	}
	return len(kept)
}

// PutToWork ends being a backup: its numbers have skipped ahead. Its next record begins
// another life of the log.
func (j *Journal) PutToWork() error {
	var life string
	err := j.Write(func(tx *sql.Tx) (err error) {
		if _, err := tx.Exec(`UPDATE about SET backup_of = NULL, backup_at = NULL`); err != nil {
			return fmt.Errorf("putting the restored journal to work: %w", err)
		}
		life, err = beginLife(tx)
		return err
	})
	if err == nil {
		j.mu.Lock()
		defer j.mu.Unlock()
		j.life = life
	}
	return err
}
