package projection

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dost/server/internal/journal"
)

// Run has the followers follow until ctx ends. On its way out it brings them to the end
// of the log, where that takes no longer than a moment.
func (s *Store) Run(ctx context.Context) {
	for {
		next := s.pass(ctx)
		if ctx.Err() != nil {
			last, done := context.WithTimeout(context.WithoutCancel(ctx), patience)
			defer done()
			s.pass(last)
			return
		}
		var again <-chan time.Time
		if next > 0 {
			again = time.After(next)
		}
		select {
		case <-ctx.Done():
		case <-s.urgent:
		case <-again:
		case <-s.inbox.arrived:
			select {
			case <-ctx.Done():
			case <-s.urgent:
			case <-time.After(linger):
			}
		}
	}
}

// CatchUp brings every follower to the end of the log: for a store without Run. The
// error is that of the first who failed.
func (s *Store) CatchUp(ctx context.Context) error {
	s.pass(ctx)
	for _, f := range s.Standings() {
		if f.Failed != nil {
			return fmt.Errorf("the follower %s stopped at record %d: %w", f.Follower, f.Seq, f.Failed)
		}
	}
	return ctx.Err()
}

// pass brings the followers to the end of the log, portion by portion, so that none of
// them keeps the others waiting. It gives the pause until one that failed is to be tried
// again; 0 = none has.
func (s *Store) pass(ctx context.Context) (next time.Duration) {
	s.work.Lock()
	defer s.work.Unlock()
	if err := s.reopen(); err != nil {
		s.log.Error("making the projections anew", "file", s.path, "error", err)
		return longestWait
	}
	for moved := true; moved && s.db != nil && ctx.Err() == nil; {
		moved = false
		fresh, end := s.inbox.take()
		var read stretch // that the log was last read for
		for _, t := range s.tracks {
			if s.db == nil || t.cursor.Seq >= end.Seq || time.Now().Before(t.retry) {
				continue
			}
			if err := s.follow(ctx, t, fresh, end, &read); err != nil {
				s.fail(t, err)
				continue
			}
			moved = true
		}
	}
	if s.db == nil {
		return firstRetry
	}
	for _, t := range s.tracks {
		if t.retry.IsZero() {
			continue
		}
		if wait := max(time.Until(t.retry), time.Millisecond); next == 0 || wait < next {
			next = wait
		}
	}
	return next
}

// follow brings a follower on by the newest rows, which end at the log's end, if it has
// come so far; else by a stretch that is read from the log, once for all that are at one
// place.
func (s *Store) follow(
	ctx context.Context, t *track, newest []journal.Row, end journal.Head, read *stretch,
) error {
	if reach := t.cursor.Seq + uint64(len(newest)); reach >= end.Seq {
		return s.advance(t, newest[reach-end.Seq:], end)
	}
	if read.from != t.cursor || read.rows == nil {
		if err := s.read(ctx, read, t.cursor); err != nil {
			return err
		}
	}
	return s.advance(t, read.rows, read.to)
}

// stretch is a piece of the log.
type stretch struct {
	from, to journal.Head
	rows     []journal.Row
}

func (s *Store) read(ctx context.Context, into *stretch, from journal.Head) (err error) {
	into.from = from
	into.rows, into.to, err = s.journal.After(ctx, from, portion)
	if err == nil && len(into.rows) == 0 {
		err = fmt.Errorf("%w: nothing follows on record %d", journal.ErrChanged, from.Seq)
	}
	return err
}

// advance applies rows and moves the cursor behind them, in one transaction.
func (s *Store) advance(t *track, rows []journal.Row, to journal.Head) error {
	tx, err := s.db.Begin()
	if err != nil {
		return fmt.Errorf("beginning: %w", err)
	}
	err = t.Apply(tx, rows)
	if err == nil {
		err = move(tx, t.Follower, to)
	}
	if err != nil {
		_ = tx.Rollback() // the first error is the one to tell
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("committing: %w", err)
	}
	s.settle(t, to, nil)
	return nil
}

// settle notes where a follower is now, and tells who waits for it.
func (s *Store) settle(t *track, at journal.Head, failed error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t.cursor, t.failed = at, failed
	if failed == nil {
		t.pause, t.retry = 0, time.Time{}
	} else {
		t.pause = min(max(2*t.pause, firstRetry), longestWait)
		t.retry = time.Now().Add(t.pause)
	}
	close(s.moved)
	s.moved = make(chan struct{})
}

// fail stops a follower for a while. One whose cursor turns out not to be of this log
// begins anew; a damaged file is thrown away, and all do.
func (s *Store) fail(t *track, cause error) {
	if errors.Is(cause, context.Canceled) || errors.Is(cause, context.DeadlineExceeded) {
		return
	}
	s.log.Error("a follower of the log stops", "follower", t.Name(), "record", t.cursor.Seq, "error", cause)
	s.settle(t, t.cursor, cause)
	switch {
	case errors.Is(cause, journal.ErrChanged):
		// If the log does run through the cursor, the log itself is broken behind it.
		fits, err := s.journal.Holds(t.cursor)
		if err == nil && !fits {
			err = s.reset(t)
		}
		if err != nil {
			s.log.Error("making a projection anew", "follower", t.Name(), "error", err)
		}
	case useless(cause):
		_ = s.db.Close() // it says nothing new
		s.db = nil
	}
}

// reopen makes the file anew that was found damaged.
func (s *Store) reopen() error {
	if s.db != nil {
		return nil
	}
	return errors.Join(remove(s.path), s.open())
}
