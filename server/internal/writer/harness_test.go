package writer_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/internal/journal"
	"dost/server/internal/writer"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
)

var keys = journal.Keys{Identity: bytes.Repeat([]byte{7}, 32), Lookup: bytes.Repeat([]byte{9}, 32)}

// monday is a working day, ten in the morning in Baku.
var monday = time.Date(2026, 11, 16, 10, 0, 0, 0, civil.Baku)

// handClock is a clock that a test sets.
type handClock struct {
	lock sync.Mutex
	at   time.Time
}

func (c *handClock) now() time.Time {
	c.lock.Lock()
	defer c.lock.Unlock()
	return c.at
}

func (c *handClock) set(at time.Time) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.at = at
}

func (c *handClock) add(d time.Duration) { c.set(c.now().Add(d)) }

// quiet options: no heartbeat that would come between, quick retries, no log.
func quiet() writer.Options {
	return writer.Options{Log: slog.New(slog.DiscardHandler), Heartbeat: -1, Retry: time.Millisecond}
}

// openJournal opens a journal that the test closes.
func openJournal(t testing.TB, path string) *journal.Journal {
	t.Helper()
	j, err := journal.Open(path, keys)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := j.Close(); err != nil {
			t.Error(err)
		}
	})
	return j
}

// begin starts a centre that the test closes.
func begin(t testing.TB, store writer.Store, clock func() time.Time, opts writer.Options) *writer.Writer {
	t.Helper()
	c, err := writer.New(store, clock, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { end(t, c) })
	return c
}

func end(t testing.TB, c *writer.Writer) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := c.Close(ctx); err != nil && c.Err() == nil {
		t.Error(err)
	}
}

// newCentre is a centre on a new journal, set up and open at all hours.
func newCentre(t testing.TB) (*writer.Writer, *journal.Journal, *handClock) {
	t.Helper()
	j := openJournal(t, filepath.Join(t.TempDir(), "journal.db"))
	clock := &handClock{at: monday}
	c := begin(t, j, clock.now, quiet())
	setUp(t, c)
	return c, j, clock
}

func setUp(t testing.TB, c *writer.Writer) {
	t.Helper()
	for _, command := range []centre.Command{queue.Configure{Config: queue.DefaultConfig()},
		regime.SetHours{Hours: regime.RoundTheClock()}} {
		if _, err := c.Do(context.Background(),
			centre.Envelope{Actor: "manager:manager", Command: command}); err != nil {
			t.Fatal(err)
		}
	}
}

// issue is a command for a ticket; its answer is the ticket's label.
func issue(actor, key string) centre.Envelope {
	return centre.Envelope{
		Actor: actor, Key: key, Fingerprint: "issue benefits",
		Command: queue.Issue{Direction: "benefits", Language: "az", Track: actor + "/" + key},
		Answer: func(_ *centre.State, records []event.Record) (int, any) {
			return 201, records[0].Event.(queue.Issued).Label
		},
	}
}

// label is the n-th ticket's, quoted as the answer has it.
func label(n int) string { return fmt.Sprintf("%q", queue.Label("B", n)) }

func do(t testing.TB, c *writer.Writer, envelope centre.Envelope) centre.Answer {
	t.Helper()
	a, err := c.Do(context.Background(), envelope)
	if err != nil {
		t.Fatalf("%T: %v", envelope.Command, err)
	}
	return a
}

func wantCode(t testing.TB, err error, code problem.Code) {
	t.Helper()
	var refusal *problem.Error
	if !errors.As(err, &refusal) || refusal.Code != code {
		t.Fatalf("got %v, want the refusal %s", err, code)
	}
}

func tally(c *writer.Writer) (tally queue.Tally) {
	c.Read(func(s *centre.State) { tally = s.Queue.Tally("benefits") })
	return tally
}
