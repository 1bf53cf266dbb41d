package writer_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"dost/server/centre"
	"dost/server/event"
	"dost/server/internal/writer"
	"dost/server/queue"
)

// TestManyTaps lets 32 kiosks send 400 commands with 250 different keys, so that
// many come twice, some at the same moment: one number for each key, the same
// answer each time, no number twice and none left out (promises 1, 3, 4).
func TestManyTaps(t *testing.T) {
	c, j, _ := newCentre(t)
	const orders, keys, workers = 400, 250, 32
	answers := make([]string, orders)
	work := make(chan int)
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for i := range work {
				a, err := c.Do(context.Background(), issue("kiosk:K1", fmt.Sprint("key-", i%keys)))
				if err != nil {
					t.Error(err)
				}
				answers[i] = string(a.Body)
			}
		})
	}
	for i := range orders {
		work <- i
	}
	close(work)
	group.Wait()

	seen := map[string]int{}
	for i, answer := range answers {
		if answers[i%keys] != answer {
			t.Errorf("key %d got %s and %s", i%keys, answers[i%keys], answer)
		}
		if i < keys {
			seen[answer]++
		}
	}
	for n := 1; n <= keys; n++ {
		if seen[label(n)] != 1 {
			t.Errorf("number %d was given out %d times", n, seen[label(n)])
		}
	}
	if got := tally(c).Issued; got != keys {
		t.Errorf("the counter is at %d, want %d", got, keys)
	}
	if err := j.VerifyNumbers(context.Background()); err != nil {
		t.Error(err)
	}
	if _, err := j.VerifyChain(context.Background(), nil, nil); err != nil {
		t.Error(err)
	}
}

// TestKeys replays, refuses a key that comes with another request, keeps the keys
// of two callers apart, remembers over a restart and one business day, and does
// not remember refusals.
func TestKeys(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	j := openJournal(t, path)
	clock := &handClock{at: monday}
	c := begin(t, j, clock.now, quiet())
	setUp(t, c)
	first := do(t, c, issue("kiosk:K1", "a"))
	if first.Replayed || first.Status != 201 || string(first.Body) != label(1) {
		t.Fatalf("first: %+v", first)
	}
	again := do(t, c, issue("kiosk:K1", "a"))
	if !again.Replayed || again.Status != 201 || string(again.Body) != label(1) {
		t.Errorf("again: %+v", again)
	}
	other := issue("kiosk:K1", "a")
	other.Fingerprint = "another request"
	_, err := c.Do(context.Background(), other)
	wantCode(t, err, writer.CodeKeyReused)
	if b := do(t, c, issue("kiosk:K2", "a")); b.Replayed || string(b.Body) != label(2) {
		t.Errorf("another kiosk: %+v", b)
	}
	refused := centre.Envelope{Actor: "agent:agent1", Key: "r", Fingerprint: "call",
		Command: queue.Call{Agent: "agent1"}}
	_, err = c.Do(context.Background(), refused)
	wantCode(t, err, queue.CodeNoDesk)
	do(t, c, centre.Envelope{Actor: "agent:agent1",
		Command: queue.OpenDesk{Agent: "agent1", Desk: "3", Directions: []queue.DirectionID{"benefits"}}})
	if a := do(t, c, refused); a.Replayed || a.Status != 204 || a.Body != nil {
		t.Errorf("after the refusal's cause is gone: %+v", a)
	}
	end(t, c)

	c = begin(t, j, clock.now, quiet())
	if a := do(t, c, issue("kiosk:K1", "a")); !a.Replayed || string(a.Body) != label(1) {
		t.Errorf("after a restart: %+v", a)
	}
	if a := do(t, c, refused); !a.Replayed || a.Status != 204 || a.Body != nil {
		t.Errorf("an empty answer after a restart: %+v", a)
	}
	clock.add(24 * time.Hour)
	if a := do(t, c, issue("kiosk:K1", "a")); !a.Replayed {
		t.Errorf("a day later: %+v", a)
	}
	clock.add(24 * time.Hour)
	if a := do(t, c, issue("kiosk:K1", "a")); a.Replayed || string(a.Body) != label(1) {
		t.Errorf("two days later: %+v", a)
	}
}

// TestAnswersComeFromTheCommand checks what an answer sees: the state right after
// its own command, though others of the batch follow.
func TestAnswersComeFromTheCommand(t *testing.T) {
	c, _, _ := newCentre(t)
	var group sync.WaitGroup
	for i := range 50 {
		group.Go(func() {
			envelope := issue("kiosk:K1", fmt.Sprint(i))
			envelope.Answer = func(s *centre.State, records []event.Record) (int, any) {
				if s.Queue.Seq() != records[len(records)-1].Seq {
					t.Error("the state is not the one right after the command")
				}
				return 201, s.Queue.Tally("benefits").Issued - records[0].Event.(queue.Issued).Number
			}
			if a, err := c.Do(context.Background(), envelope); err != nil || string(a.Body) != "0" {
				t.Errorf("%s, %v", a.Body, err)
			}
		})
	}
	group.Wait()
}

// TestFaultyAnswer composes an answer that panics: the command holds, its sender is
// told of a fault of the server, and everyone else is served.
func TestFaultyAnswer(t *testing.T) {
	c, _, _ := newCentre(t)
	for name, answer := range map[string]func(*centre.State, []event.Record) (int, any){
		"panics":       func(*centre.State, []event.Record) (int, any) { panic("no such template") },
		"does not fit": func(*centre.State, []event.Record) (int, any) { return 200, func() {} },
	} {
		envelope := issue("kiosk:K1", name)
		envelope.Answer = answer
		if a := do(t, c, envelope); a.Status != 500 {
			t.Errorf("%s: %+v", name, a)
		}
	}
	if a := do(t, c, issue("kiosk:K1", "next")); string(a.Body) != label(3) {
		t.Errorf("the next: %+v", a)
	}
}

// impossible is a command that no part knows.
type impossible struct{ queue.Command }

// TestBrokenInvariant makes a decision panic: the centre stops for good, and
// nothing of the batch is kept.
func TestBrokenInvariant(t *testing.T) {
	c, j, clock := newCentre(t)
	do(t, c, issue("kiosk:K1", "a"))
	_, err := c.Do(context.Background(), centre.Envelope{Actor: "x", Command: impossible{}})
	wantCode(t, err, writer.CodeUnavailable)
	select {
	case <-c.Dead():
	case <-time.After(5 * time.Second):
		t.Fatal("the centre did not stop")
	}
	if c.Err() == nil {
		t.Error("no reason is given")
	}
	_, err = c.Do(context.Background(), issue("kiosk:K1", "b"))
	wantCode(t, err, writer.CodeUnavailable)
	end(t, c)
	c = begin(t, j, clock.now, quiet())
	if a := do(t, c, issue("kiosk:K1", "b")); string(a.Body) != label(2) {
		t.Errorf("after a restart: %+v", a)
	}
}

// stranger is a command of no room.
type stranger struct{}

func (stranger) IsCommand() {}

// TestUnknownCommand is refused without harm.
func TestUnknownCommand(t *testing.T) {
	c, _, _ := newCentre(t)
	if _, err := c.Do(context.Background(), centre.Envelope{Actor: "x", Command: stranger{}}); err == nil {
		t.Error("it was carried out")
	}
	do(t, c, issue("kiosk:K1", "a"))
}

// TestLeaverIsNotServed sends a command whose sender has gone already.
func TestLeaverIsNotServed(t *testing.T) {
	c, _, _ := newCentre(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := c.Do(ctx, issue("kiosk:K1", "a")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if a := do(t, c, issue("kiosk:K1", "b")); string(a.Body) != label(1) {
		t.Errorf("a number was used for one who had gone: %s", a.Body)
	}
}

// TestChanged gives one signal for many changes, and none after the stop.
func TestChanged(t *testing.T) {
	c, _, _ := newCentre(t)
	signal, stop := c.Changed()
	for i := range 5 {
		do(t, c, issue("kiosk:K1", fmt.Sprint(i)))
	}
	arrived := func() bool {
		select {
		case <-signal:
			return true
		case <-time.After(50 * time.Millisecond):
			return false
		}
	}
	if !arrived() {
		t.Error("no signal after changes")
	}
	arrived() // the last change's own signal may come after its answer
	if arrived() {
		t.Error("a signal without a change")
	}
	_, _ = c.Do(context.Background(), centre.Envelope{Actor: "a", Command: queue.Call{Agent: "nobody"}})
	if arrived() {
		t.Error("a refusal signalled a change")
	}
	stop()
	do(t, c, issue("kiosk:K1", "last"))
	if arrived() {
		t.Error("a signal after the stop")
	}
}

// TestQuickStart closes a centre and starts it again: from the snapshot, without
// replaying the day.
func TestQuickStart(t *testing.T) {
	c, j, clock := newCentre(t)
	for i := range 20 {
		do(t, c, issue("kiosk:K1", fmt.Sprint(i)))
	}
	end(t, c)
	counting := &counter{Store: j}
	c = begin(t, counting, clock.now, quiet())
	if counting.replayed != 0 {
		t.Errorf("replayed %d records after a clean stop", counting.replayed)
	}
	if a := do(t, c, issue("kiosk:K1", "next")); string(a.Body) != label(21) {
		t.Errorf("the next is %s", a.Body)
	}
}

// counter counts what a start replays and how commands are grouped.
type counter struct {
	writer.Store
	replayed int
	appends  int
}

func (s *counter) Load(restore func([]byte) error, recall, apply func(event.Record) error) error {
	return s.Store.Load(restore, recall, func(r event.Record) error { s.replayed++; return apply(r) })
}

func (s *counter) Append(batch []centre.Entry) error {
	s.appends++
	return s.Store.Append(batch)
}

// TestRestore puts a centre back from a backup made before its last tickets: the
// numbers on paper since then are not given out again, those left out are void
// rows, and the next start skips nothing more (promises 1, 4).
func TestRestore(t *testing.T) {
	c, j, clock := newCentre(t)
	for i := range 3 {
		do(t, c, issue("kiosk:K1", fmt.Sprint(i)))
	}
	file := filepath.Join(t.TempDir(), "copy.db")
	if err := j.Backup(t.Context(), file, clock.now()); err != nil {
		t.Fatal(err)
	}
	lost := do(t, c, issue("kiosk:K1", "after the backup"))

	restored := openJournal(t, file)
	for _, want := range []int{3 + centre.Skipped + 1, 3 + centre.Skipped + 2} {
		c = begin(t, restored, clock.now, quiet())
		a := do(t, c, issue("kiosk:K1", fmt.Sprint("new", want)))
		if string(a.Body) != label(want) || string(a.Body) == string(lost.Body) {
			t.Errorf("the next number is %s, want %s", a.Body, label(want))
		}
		if y := tally(c); y.Issued != want || y.Cancelled != centre.Skipped ||
			y.Waiting != want-centre.Skipped {
			t.Errorf("counted %+v", y)
		}
		end(t, c)
	}
	if err := restored.VerifyNumbers(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := restored.VerifyChain(t.Context(), nil, nil); err != nil {
		t.Error(err)
	}
}
