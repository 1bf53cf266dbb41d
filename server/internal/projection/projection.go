// Package projection keeps what can be derived from the log, in a file of its own:
// tickets as they stand, applications, ratings, words of names, messages to other
// systems. Each kind is a Follower with a cursor. Right after a commit of the log the
// followers are handed its rows in memory; what they missed they read from the log.
//
// The log alone is durable. This file may be thrown away at any moment and is made anew:
// a file that is damaged or of something else, a follower whose version has changed, a
// cursor that does not fit the log (which was put back from a backup) begin again at the
// first record. A follower that fails stops alone, says so (Standings), and tries again.
//
// Reading functions wait until their follower has come to the end of the log as it was
// when they were called: everybody sees what he has just written.
package projection

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"dost/server/internal/journal"
	"dost/server/problem"
)

// Follower derives something from the log. It must be deterministic: the same rows give
// the same tables, in whatever portions they come.
type Follower interface {
	// Name is stable: cursors hold it.
	Name() string
	// Version is raised whenever Reset or what Apply makes of a row changes: the
	// follower is then made anew.
	Version() int
	// Reset makes its tables anew, as they are before the first record. One whose
	// effects are elsewhere has none.
	Reset(tx *sql.Tx) error
	// Apply brings the tables on by the rows, which follow on those applied before. Its
	// cursor moves in the same transaction. What it keeps in memory must not outlive
	// the call: the transaction may yet fail.
	Apply(tx *sql.Tx, rows []journal.Row) error
}

// The shape of the work.
const (
	linger = 50 * time.Millisecond // rows wait so long for more, unless somebody waits for them
	// rows of one transaction, at most; so many in memory wait for no more
	portion     = 2000
	memory      = 20_000          // rows kept in memory, at most; beyond that the log is read
	patience    = 2 * time.Second // how long a reader waits for a follower
	firstRetry  = time.Second     // after a failure; doubled from try to try
	longestWait = time.Minute
)

// Store holds the followers and their file. Its methods may be called by many
// goroutines.
type Store struct {
	path    string
	log     *slog.Logger
	journal *journal.Journal
	live    bool // the followers follow; else the file is only inspected

	work sync.Mutex // held by who moves the followers
	db   *sql.DB    // the connection that writes

	readers sync.RWMutex // guards pool
	pool    *sql.DB

	inbox  inbox
	urgent chan struct{} // somebody waits, or much has come

	mu     sync.Mutex // guards what is below
	tracks []*track
	moved  chan struct{} // closed when a follower has moved or failed
}

// track is a follower on its way.
type track struct {
	Follower
	cursor journal.Head
	failed error     // nil = well
	retry  time.Time // not before
	pause  time.Duration
}

// Open opens the projections at path beside their log, makes what is missing and begins
// anew what does not fit. Nobody follows until Run, or CatchUp. The caller closes it
// before the journal.
func Open(path string, j *journal.Journal, log *slog.Logger) (*Store, error) {
	s := &Store{
		path: path, log: log, journal: j, live: true,
		urgent: make(chan struct{}, 1), moved: make(chan struct{}),
	}
	for _, f := range followers(s) {
		s.tracks = append(s.tracks, &track{Follower: f})
	}
	s.inbox.arrived = make(chan struct{}, 1)
	s.inbox.rest(j.Head())
	if err := s.open(); err != nil {
		if !useless(err) {
			return nil, fmt.Errorf("opening the projections %s: %w", path, err)
		}
		log.Warn("the projections are thrown away and made anew", "file", path, "reason", err)
		if err := errors.Join(remove(path), s.open()); err != nil {
			return nil, fmt.Errorf("opening the projections %s: %w", path, err)
		}
	}
	j.Follow(s.committed)
	return s, nil
}

// followers are all that follow the log.
func followers(s *Store) []Follower {
	return []Follower{tickets{}, applications{}, feedback{}, names{s.journal}, outbox{s.journal}}
}

// Names are the names of all followers.
func Names() (list []string) {
	for _, f := range followers(&Store{}) {
		list = append(list, f.Name())
	}
	return list
}

// open connects and brings every follower to its cursor. The caller holds work, or is
// the only one who knows s.
func (s *Store) open() (err error) {
	s.db = connect(s.path, false)
	defer func() {
		if err != nil {
			err = errors.Join(err, s.db.Close())
			s.db = nil
		}
	}()
	if err := recognize(s.db); err != nil {
		return err
	}
	for _, t := range s.tracks {
		if err := s.begin(t); err != nil {
			return err
		}
	}
	pool := connect(s.path, true)
	if err := pool.Ping(); err != nil {
		return errors.Join(fmt.Errorf("opening the readers' pool: %w", err), pool.Close())
	}
	for _, suffix := range suffixes { // SQLite makes them as the umask has it
		if err := os.Chmod(s.path+suffix, 0o600); err != nil {
			return errors.Join(fmt.Errorf("keeping the file from others: %w", err), pool.Close())
		}
	}
	s.readers.Lock()
	before := s.pool
	s.pool = pool
	s.readers.Unlock()
	if before != nil {
		_ = before.Close() // of a file that is no more
	}
	return nil
}

// Inspect opens the projections for reading, also beside a working server: as far as
// they have come. A file that is not there is os.ErrNotExist.
func Inspect(path string, j *journal.Journal) (*Store, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("opening the projections: %w", err)
	}
	s := &Store{path: path, journal: j, pool: connect(path, true)}
	if err := s.pool.Ping(); err != nil {
		return nil, errors.Join(fmt.Errorf("opening the projections %s: %w", path, err), s.pool.Close())
	}
	return s, nil
}

// Close ends all work on the projections. The followers must have stopped.
func (s *Store) Close() error {
	if !s.live {
		return s.pool.Close()
	}
	s.journal.Follow(nil)
	s.work.Lock()
	defer s.work.Unlock()
	err := s.pool.Close()
	if s.db != nil {
		err = errors.Join(err, s.db.Close())
	}
	if err != nil {
		return fmt.Errorf("closing the projections: %w", err)
	}
	return nil
}

// ErrBehind is a follower that has not come to the end of the log in time.
var ErrBehind error = &problem.Error{
	Code: "unavailable", Detail: "what is asked for is still being derived from the log",
	Facts: map[string]any{"retry_after": 2},
}

// WaitFor waits until a follower has come to a record. It is ErrBehind when the
// follower has failed, or ctx ends.
func (s *Store) WaitFor(ctx context.Context, follower string, seq uint64) error {
	for {
		cursor, moved, failed := s.where(follower)
		switch {
		case cursor >= seq:
			return nil
		case failed != nil:
			return fmt.Errorf("%w: %s stopped at record %d: %w", ErrBehind, follower, cursor, failed)
		}
		s.hurry()
		select {
		case <-moved:
		case <-ctx.Done():
			return fmt.Errorf("%w: %s is at record %d of %d", ErrBehind, follower, cursor, seq)
		}
	}
}

// where is how far a follower has come, a channel that is closed when it moves, and why it
// stopped, if it did.
func (s *Store) where(follower string) (cursor uint64, moved <-chan struct{}, failed error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.tracks {
		if t.Name() == follower {
			return t.cursor.Seq, s.moved, t.failed
		}
	}
	panic("projection: no follower is called " + follower)
}

// reader is the pool for reading what a follower keeps, once it has come to the present
// end of the log. Read shortly and close rows; do not keep it.
func (s *Store) reader(follower string) (*sql.DB, error) {
	if s.live {
		ctx, done := context.WithTimeout(context.Background(), patience)
		defer done()
		if err := s.WaitFor(ctx, follower, s.inbox.end().Seq); err != nil {
			return nil, err
		}
	}
	s.readers.RLock()
	defer s.readers.RUnlock()
	return s.pool, nil
}

// Standing is how a follower is doing.
type Standing struct {
	Follower string
	Seq      uint64 // the last record that it holds
	Behind   uint64 // records
	Failed   error  // why it stopped; nil = it has not
}

// Standings are all followers.
func (s *Store) Standings() (list []Standing) {
	end := s.inbox.end().Seq
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.tracks {
		at := t.cursor.Seq
		list = append(list, Standing{Follower: t.Name(), Seq: at, Behind: max(end, at) - at,
			Failed: t.failed})
	}
	return list
}

// Stopped is the trouble of a follower that failed, as a code: nothing of the queue is
// touched by it.
const Stopped = "follower-stopped"

// Troubled tells whether a follower has stopped.
func (s *Store) Troubled() bool {
	for _, f := range s.Standings() {
		if f.Failed != nil {
			return true
		}
	}
	return false
}
