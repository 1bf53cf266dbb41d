package writer_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"dost/server/centre"
	"dost/server/event"
	"dost/server/internal/writer"
	"dost/server/problem"
	"dost/server/queue"
)

// faulty is a store whose appends wait or fail when a test says so.
type faulty struct {
	writer.Store
	lock   sync.Mutex
	gate   chan struct{} // appends wait here; nil = open
	before int           // so many appends fail with nothing durable
	after  int           // so many fail though they are durable
	reopen int           // so many reopenings fail
	sizes  []int         // commands per append
	whole  bool          // a forgetful one has found everything again
	inside atomic.Int32  // appends at the gate
}

var errDisk = errors.New("input/output error")

func (s *faulty) set(change func(*faulty)) {
	s.lock.Lock()
	defer s.lock.Unlock()
	change(s)
}

func take(n *int) bool {
	if *n > 0 {
		*n--
		return true
	}
	return false
}

func (s *faulty) Append(batch []centre.Entry) error {
	s.lock.Lock()
	gate, before, after := s.gate, take(&s.before), false
	if !before {
		after = take(&s.after)
	}
	s.sizes = append(s.sizes, len(batch))
	s.lock.Unlock()
	if gate != nil {
		s.inside.Add(1)
		<-gate
		s.inside.Add(-1)
	}
	if before {
		return errDisk
	}
	if err := s.Store.Append(batch); err != nil || !after {
		return err
	}
	return errDisk
}

func (s *faulty) Reopen() error {
	s.lock.Lock()
	fails := take(&s.reopen)
	s.lock.Unlock()
	if fails {
		return errDisk
	}
	return s.Store.Reopen()
}

func newFaulty(t *testing.T, opts writer.Options) (*writer.Writer, *faulty) {
	t.Helper()
	s := &faulty{Store: openJournal(t, filepath.Join(t.TempDir(), "journal.db"))}
	clock := &handClock{at: monday}
	c := begin(t, s, clock.now, opts)
	setUp(t, c)
	return c, s
}

func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !done(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("not within ten seconds: %s", what)
		}
	}
}

// TestGroupCommit holds one append back while forty commands come: they share few
// appends, and nobody sees or is told anything before it is durable.
func TestGroupCommit(t *testing.T) {
	c, s := newFaulty(t, quiet())
	gate := make(chan struct{})
	s.set(func(s *faulty) { s.gate, s.sizes = gate, nil })
	answered := make(chan string, 41)
	send := func(i int) {
		go func() {
			a, err := c.Do(context.Background(), issue("kiosk:K1", fmt.Sprint(i)))
			if err != nil {
				t.Error(err)
			}
			answered <- string(a.Body)
		}()
	}
	send(0)
	eventually(t, "the first append waits", func() bool { return s.inside.Load() == 1 })
	for i := range 40 {
		send(i + 1)
	}
	time.Sleep(20 * time.Millisecond)
	if len(answered) != 0 || tally(c).Issued != 0 {
		t.Errorf("%d answers and %d tickets to be seen before anything was durable", len(answered),
			tally(c).Issued)
	}
	close(gate)
	seen := map[string]bool{}
	for range 41 {
		seen[<-answered] = true
	}
	if len(seen) != 41 {
		t.Errorf("%d different numbers, want 41", len(seen))
	}
	s.set(func(s *faulty) {
		if len(s.sizes) > 8 {
			t.Errorf("41 orders took %d appends: %v", len(s.sizes), s.sizes)
		}
	})
}

// TestFullMailbox fills the mailbox while the store is slow: who finds no room is
// told "busy" at once and comes again; nothing is lost and nothing half done.
func TestFullMailbox(t *testing.T) {
	opts := quiet()
	opts.Mailbox = 8
	c, s := newFaulty(t, opts)
	gate := make(chan struct{})
	s.set(func(s *faulty) { s.gate = gate })
	var group sync.WaitGroup
	var done, busy atomic.Int32
	for i := range 40 {
		group.Go(func() {
			for {
				_, err := c.Do(context.Background(), issue("kiosk:K1", fmt.Sprint(i)))
				var refusal *problem.Error
				switch {
				case err == nil:
					done.Add(1)
					return
				case errors.As(err, &refusal) && refusal.Code == writer.CodeBusy &&
					refusal.Facts["retry_after"] != nil:
					busy.Add(1)
					time.Sleep(time.Millisecond)
				default:
					t.Error(err)
					return
				}
			}
		})
	}
	eventually(t, "somebody finds the mailbox full", func() bool { return busy.Load() > 0 })
	close(gate)
	group.Wait()
	if done.Load() != 40 || tally(c).Issued != 40 {
		t.Errorf("%d answered, %d tickets, want 40", done.Load(), tally(c).Issued)
	}
}

// TestFailingStore lets appends fail before and after they became durable, and
// the reopening too. Meanwhile every command is refused with "unavailable"; then
// service resumes by itself, and every key gets one ticket and one answer.
func TestFailingStore(t *testing.T) {
	for name, fail := range map[string]func(*faulty){
		"nothing durable":        func(s *faulty) { s.before = 1 },
		"durable all the same":   func(s *faulty) { s.after = 1 },
		"down for a while":       func(s *faulty) { s.before, s.reopen = 2, 5 },
		"again and again":        func(s *faulty) { s.before, s.after, s.reopen = 3, 3, 2 },
		"the disk and then more": func(s *faulty) { s.after, s.reopen = 4, 4 },
	} {
		t.Run(name, func(t *testing.T) {
			c, s := newFaulty(t, quiet())
			do(t, c, issue("kiosk:K1", "before"))
			s.set(fail)
			var refused atomic.Int32
			var lock sync.Mutex
			numbers := map[string]string{}
			var group sync.WaitGroup
			for i := range 30 {
				group.Go(func() {
					key := fmt.Sprint(i)
					for {
						a, err := c.Do(context.Background(), issue("kiosk:K1", key))
						if err == nil {
							lock.Lock()
							defer lock.Unlock()
							numbers[string(a.Body)] = key
							return
						}
						wantCode(t, err, writer.CodeUnavailable)
						refused.Add(1)
						time.Sleep(time.Millisecond)
					}
				})
			}
			group.Wait()
			if refused.Load() == 0 {
				t.Error("nobody was refused: the store did not fail")
			}
			if len(numbers) != 30 || tally(c).Issued != 31 {
				t.Errorf("%d numbers for 30 keys, %d tickets", len(numbers), tally(c).Issued)
			}
			if again := do(t, c, issue("kiosk:K1", "before")); !again.Replayed ||
				string(again.Body) != label(1) {
				t.Errorf("what was acknowledged before the fault: %+v", again)
			}
			if len(c.Troubles()) != 0 {
				t.Errorf("troubles afterwards: %v", c.Troubles())
			}
		})
	}
}

// TestFullDisk fills the journal's file to a limit that SQLite itself holds, under
// load: commands are refused, not lost, and once there is room again (the limit goes
// with the connection) service resumes by itself and nobody's key has two tickets.
func TestFullDisk(t *testing.T) {
	c, j, _ := newCentre(t)
	acknowledged := map[string]string{}
	key := 0
	for range 5 {
		err := j.Write(func(tx *sql.Tx) error {
			var pages int
			if err := tx.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
				return err
			}
			_, err := tx.Exec(fmt.Sprint("PRAGMA max_page_count = ", pages+3))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for full := false; !full; key++ {
			for {
				a, err := c.Do(t.Context(), issue("kiosk:K1", fmt.Sprint(key)))
				if err == nil {
					acknowledged[fmt.Sprint(key)] = string(a.Body)
					break
				}
				wantCode(t, err, writer.CodeUnavailable)
				full = true
				time.Sleep(time.Millisecond)
			}
		}
	}
	for key, label := range acknowledged {
		if a := do(t, c, issue("kiosk:K1", key)); !a.Replayed || string(a.Body) != label {
			t.Errorf("key %s was told %s, and then %+v", key, label, a)
		}
	}
	if got := tally(c).Issued; got != key {
		t.Errorf("%d tickets for %d keys", got, key)
	}
	if _, err := j.VerifyChain(t.Context(), nil, nil); err != nil {
		t.Error(err)
	}
}

// TestTroubleIsTold shows a store that stays down: the centre says so, refuses at
// once, and can be closed.
func TestTroubleIsTold(t *testing.T) {
	c, s := newFaulty(t, quiet())
	s.set(func(s *faulty) { s.before, s.reopen = 1, 1_000_000 })
	_, err := c.Do(context.Background(), issue("kiosk:K1", "a"))
	wantCode(t, err, writer.CodeUnavailable)
	eventually(t, "the trouble is told",
		func() bool { l := c.Troubles(); return len(l) == 1 && l[0].Code == "store-down" })
	begun := time.Now()
	_, err = c.Do(context.Background(), issue("kiosk:K1", "b"))
	wantCode(t, err, writer.CodeUnavailable)
	if took := time.Since(begun); took > time.Second {
		t.Errorf("the refusal took %v", took)
	}
}

// forgetful is a store that comes back with less than was acknowledged.
type forgetful struct{ faulty }

func (s *forgetful) Load(restore func([]byte) error, recall, apply func(event.Record) error) error {
	s.lock.Lock()
	whole := s.whole
	s.lock.Unlock()
	return s.Store.Load(restore, recall, func(r event.Record) error {
		if r.Seq > 4 && !whole {
			return nil
		}
		return apply(r)
	})
}

// TestLostRecords reopens a store that has lost acknowledged records: the centre
// stays down and says so, instead of giving their numbers out again. It does not end
// either: what would be started in its place knows nothing of them.
func TestLostRecords(t *testing.T) {
	s := &forgetful{faulty{Store: openJournal(t, filepath.Join(t.TempDir(), "journal.db"))}}
	clock := &handClock{at: monday}
	c := begin(t, s, clock.now, quiet())
	setUp(t, c)
	for i := range 10 {
		do(t, c, issue("kiosk:K1", fmt.Sprint(i)))
	}
	s.set(func(s *faulty) { s.before = 1 })
	_, err := c.Do(context.Background(), issue("kiosk:K1", "more"))
	wantCode(t, err, writer.CodeUnavailable)
	eventually(t, "the loss is told", func() bool {
		l := c.Troubles()
		return len(l) == 2 && l[0].Code == "store-down" && l[1].Code == "store-lost" && l[1].Detail != ""
	})
	_, err = c.Do(context.Background(), issue("kiosk:K1", "again"))
	wantCode(t, err, writer.CodeUnavailable)
	if c.Err() != nil {
		t.Errorf("the centre has ended: %v", c.Err())
	}
	s.set(func(s *faulty) { s.whole = true })
	eventually(t, "the records are found again", func() bool { return len(c.Troubles()) == 0 })
	if a := do(t, c, issue("kiosk:K1", "again")); string(a.Body) != label(11) {
		t.Errorf("the next is %s", a.Body)
	}
}

// A start tells of the records that it reads, and ends with the error that it is told.
func TestAStartTellsWhatItReadsAndCanBeEnded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	j := openJournal(t, path)
	clock := &handClock{at: monday}
	first, err := writer.New(j, clock.now, quiet())
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		envelope := centre.Envelope{Actor: "test", Command: queue.Configure{Config: queue.DefaultConfig()}}
		if _, err := first.Do(t.Context(), envelope); err != nil {
			t.Fatal(err)
		}
	}
	last := j.Head().Seq
	ended, told := errors.New("told to end"), []uint64{}
	options := quiet()
	options.Reached = func(seq uint64) error {
		if told = append(told, seq); seq == 3 {
			return ended
		}
		return nil
	}
	if _, err := writer.New(j, clock.now, options); !errors.Is(err, ended) || told[len(told)-1] != 3 {
		t.Fatalf("the start was told of %d and ended with %v", told, err)
	}
	told, options.Reached = nil, func(seq uint64) error { told = append(told, seq); return nil }
	second, err := writer.New(j, clock.now, options)
	if err != nil || told[len(told)-1] != last {
		t.Fatalf("%v: the last record is %d, and the start told of %d", err, last, told)
	}
	for _, w := range []*writer.Writer{second, first} {
		if err := w.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}
}
