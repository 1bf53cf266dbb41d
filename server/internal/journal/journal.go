// Package journal keeps a centre's one history in a SQLite file, its log: every record
// with its place in a hash chain and, on its row, what was answered to which key; and
// what stands nowhere else: people's names under seal, staff and devices, connections,
// and snapshots for a quick start. What can be derived from the records follows the log
// in a file of its own (package projection).
//
// There is one writer. What Append has returned nil for survives a crash and a
// power cut (WAL with synchronous=FULL; promises 2 and 11). After
// the first failed write the journal refuses everything until Reopen has closed
// the file, opened it again and checked it (promises 13).
//
// SQL stands in this package and in package projection only.
package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"

	"dost/server/civil"
	"dost/server/problem"
)

// Errors of opening and writing.
var (
	// ErrNotJournal: the file is there, but is not a journal of a centre.
	ErrNotJournal = errors.New("the file is not a centre's journal")
	// ErrNewer: a later version of the program wrote the file.
	ErrNewer = errors.New("the journal was written by a newer version of this program; install that version")
	// ErrInUse: another process writes to the journal.
	ErrInUse = errors.New("another process is using the journal")
	// ErrDown: a write failed, or the journal is closed. It is a refusal: whoever
	// asked may come again in a moment.
	ErrDown error = &problem.Error{
		Code: "unavailable", Detail: "the journal is not open for writing",
		Facts: map[string]any{"retry_after": 2},
	}
)

// Keys seal people's data. Both are 32 bytes.
type Keys struct {
	Identity []byte // AES-256-GCM, over name, FIN and phone
	Lookup   []byte // HMAC-SHA-256, to find a person by FIN or phone
}

// Head is the end of the history: the last record and the chain up to it. Kept
// elsewhere (the day-end slip, the agency) it proves later that nothing before
// it was changed.
type Head struct {
	Seq   uint64
	Chain [32]byte
}

// Journal is an open journal. Its methods may be called by many goroutines.
type Journal struct {
	path string
	keys Keys
	lock *os.File // held from Open to Close; nil when only inspecting

	mu     sync.Mutex // guards all below, and orders the writers
	db     *sql.DB    // one connection: the writer's
	hot    hot        // the same, as Append uses it
	head   Head
	day    civil.Day // of the last record
	failed error     // the first failed write since the last (re)opening
	known  bool      // the failed write was not of the history, whose end is therefore known
	closed bool
	life   string            // of the log
	tell   func([]Row, Head) // each batch that has become durable; nil = nobody

	files atomic.Pointer[files] // as they were opened; nil before

	readers sync.RWMutex // guards pool
	pool    *sql.DB
}

// Open opens the journal at path, makes it if there is none, and brings its
// schema up to date. The folder must exist. The caller closes it.
func Open(path string, keys Keys) (*Journal, error) {
	if len(keys.Identity) != 32 || len(keys.Lookup) != 32 {
		return nil, errors.New("journal: the keys for people's data are 32 bytes each")
	}
	lock, err := acquire(path + ".lock")
	if err != nil {
		return nil, fmt.Errorf("opening journal %s: %w", path, err)
	}
	j := &Journal{path: path, keys: keys, lock: lock, failed: ErrDown}
	begun, err := wasBegun(lock)
	if err == nil {
		err = admit(path, begun, Head{})
	}
	if err == nil {
		err = j.open()
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("opening journal %s: %w", path, err), lock.Close())
	}
	if err := noteBegun(lock); err != nil {
		return nil, errors.Join(fmt.Errorf("opening journal %s: %w", path, err), j.Close())
	}
	return j, nil
}

// open connects writer and readers and checks what is on the disk. The caller
// holds mu, or is the only one who knows j, and has the file admitted.
func (j *Journal) open() (err error) {
	j.db = connect(j.path, writing)
	defer func() {
		if err != nil {
			err = errors.Join(err, j.db.Close())
		}
	}()
	if err := migrate(j.db); err != nil {
		return err
	}
	if err := j.probe(); err != nil {
		return err
	}
	if j.head, j.day, err = lastRecord(j.db); err != nil {
		return err
	}
	if j.life, err = lifeOf(j.db); err != nil {
		return err
	}
	pool := connect(j.path, reading)
	if err := pool.Ping(); err != nil {
		return errors.Join(fmt.Errorf("opening the readers' pool: %w", err), pool.Close())
	}
	opened, err := lookUp(j.path)
	if before := j.files.Load(); err == nil && before != nil && *before != opened {
		err = ErrMoved // just now
	}
	if err != nil {
		return errors.Join(err, pool.Close())
	}
	for _, suffix := range suffixes { // SQLite makes them as the umask has it
		if err := os.Chmod(j.path+suffix, 0o600); err != nil {
			return errors.Join(fmt.Errorf("keeping %s%s from others: %w", j.path, suffix, err), pool.Close())
		}
	}
	j.files.Store(&opened)
	j.readers.Lock()
	before := j.pool
	j.pool = pool
	j.readers.Unlock()
	if before != nil {
		_ = before.Close() // of a store that failed: it says nothing new
	}
	j.failed, j.known = nil, false
	return nil
}

// probe shows that the disk takes writes, all the way into the main file. After a
// failed sync the kernel may hold pages that it no longer means to write; the
// checkpoint writes them again and syncs them, so that what is read from here on
// is what is durable.
func (j *Journal) probe() error {
	if _, err := j.db.Exec("UPDATE about SET probe = probe + 1"); err != nil {
		return fmt.Errorf("trying a write: %w", err)
	}
	var busy, pages, moved int
	if err := j.db.QueryRow("PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved); err != nil {
		return fmt.Errorf("trying a checkpoint: %w", err)
	}
	// A reader of another process (a backup under way) may keep the log from
	// being emptied; its pages are durable in the log all the same.
	return nil
}

// Reopen closes the journal and opens it again, with the same checks as Open.
// After a sign of corruption the whole file is checked as well, which takes about
// a second per gigabyte. On an error the journal stays down; call it again.
//
// Until it succeeds, what is kept can still be read, where the disk lets it.
func (j *Journal) Reopen() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.reopen()
}

// reopen is Reopen for who holds mu.
func (j *Journal) reopen() error {
	if j.lock == nil || j.closed {
		return fmt.Errorf("reopening journal: %w", ErrDown)
	}
	cause := j.failed
	err := j.reconnect()
	if err != nil {
		if j.failed = err; corrupt(cause) {
			j.failed = cause // the doubt about the file stays until it was checked
		}
		return fmt.Errorf("reopening journal %s: %w", j.path, err)
	}
	if corrupt(cause) {
		if err := check(j.db); err != nil {
			j.failed = err
			return fmt.Errorf("checking journal %s: %w", j.path, err)
		}
	}
	return nil
}

// reconnect closes what is open and opens what lies in the folder, if it holds all
// that was acknowledged. While no journal lies there the readers keep theirs.
func (j *Journal) reconnect() error {
	if j.files.Load() != nil { // else they were left before
		moved := j.InPlace()
		if moved == nil {
			j.disconnect()
			if err := holds(j.path, j.head); err != nil {
				return err
			}
			return j.open()
		}
		if size, err := sizeOf(j.path); err != nil || size == 0 {
			return errors.Join(moved, err)
		}
		if err := j.leave(); err != nil {
			return err
		}
	}
	if err := admit(j.path, true, j.head); err != nil {
		return err
	}
	return j.open()
}

// disconnect closes the writer's connection and forgets what failed to close:
// after an I/O error closing fails as well, and says nothing new. The readers stay:
// on a full disk they could not be opened again, and people must find what is kept.
func (j *Journal) disconnect() {
	if j.db != nil {
		j.hot.close()
		_ = j.db.Close()
	}
	j.failed = ErrDown
}

// Close ends all work on the journal. Closing twice is harmless.
func (j *Journal) Close() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.readers.Lock()
	defer j.readers.Unlock()
	if j.closed {
		return nil
	}
	j.closed, j.failed = true, ErrDown
	err := j.pool.Close()
	if j.lock != nil { // not one for inspection
		j.hot.close()
		err = errors.Join(err, j.db.Close(), j.lock.Close())
	}
	if err != nil {
		return fmt.Errorf("closing journal: %w", err)
	}
	return nil
}

// Reader is the pool for reading. Read shortly and close rows. Do not keep it:
// after a reopening there is another.
func (j *Journal) Reader() *sql.DB {
	j.readers.RLock()
	defer j.readers.RUnlock()
	return j.pool
}

// Write runs f in a transaction of the one writer and commits it. It is for
// what is not history: accounts, sessions, devices. f must be quick, and must not
// call the journal. Once begun it is not cut short by any request's context.
//
// A failure of the disk puts the journal down, as one of Append does, with
// ErrDown; but since the end of the history is not in doubt, the next Write tries
// to reopen it: nobody waits for an order of the queue to sign in again.
func (j *Journal) Write(f func(*sql.Tx) error) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.failed != nil {
		if !j.known {
			return fmt.Errorf("writing: %w", ErrDown)
		}
		if err := j.reopen(); err != nil {
			return fmt.Errorf("writing: %w", errors.Join(ErrDown, err))
		}
	}
	err := j.transact(f)
	if err == nil {
		err = j.InPlace()
	}
	if !ofTheDisk(err) {
		return err
	}
	j.failed, j.known = err, true
	return fmt.Errorf("writing: %w", errors.Join(ErrDown, err))
}

func (j *Journal) transact(f func(*sql.Tx) error) error {
	tx, err := j.db.BeginTx(context.Background(), nil)
	if err != nil {
		return fmt.Errorf("beginning to write: %w", err)
	}
	if err := f(tx); err != nil {
		_ = tx.Rollback() // f's error is the one to tell
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("committing: %w", err)
	}
	return nil
}

// Head is the end of the history as it is durable now.
func (j *Journal) Head() Head {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.head
}
