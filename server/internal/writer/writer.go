// Package writer is the one writer of a running centre. Commands wait in a bounded
// mailbox; one goroutine takes what is there, decides each on a tentative state,
// makes the whole batch durable in one append (group commit), and only then lets
// others see the state, answers the senders and tells the subscribers. What was
// answered is therefore always durable (promises 2).
//
// After a failed append nothing is acknowledged: the store is reopened and
// checked, both states are built anew from what it holds, and service resumes by
// itself (promises 13).
package writer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"dost/server/centre"
	"dost/server/event"
	"dost/server/problem"
)

// Store is what the centre needs of its journal.
type Store interface {
	// Load restores the newest snapshot and applies every record after it. Without a
	// snapshot it recalls what outlives the business days that are over, and applies
	// the records of the last one.
	Load(restore func(state []byte) error, recall, apply func(event.Record) error) error
	// Replies hands over the remembered answers.
	Replies(each func(centre.Reply)) error
	// Append makes all of the batch durable, or fails; then only Reopen helps.
	Append(batch []centre.Entry) error
	// SaveSnapshot keeps the state as it stands after record seq.
	SaveSnapshot(seq uint64, state []byte) error
	// Reopen closes the store, opens it again and checks it.
	Reopen() error
	// InPlace tells, at once and beside any other call, whether what is written goes
	// to the files that are in the folder.
	InPlace() error
	// Restored tells whether the store was put back from a backup, of which
	// record and of when, and has not been put to work since.
	Restored() (seq uint64, at time.Time, ok bool, err error)
	// Restores is how often a backup was put back, as far as it can be seen.
	Restores() int
	// PutToWork notes that numbers have skipped ahead after a restore.
	PutToWork() error
}

// Refusals of the centre itself. None of them leaves anything half done.
const (
	// CodeBusy: the mailbox is full. Come again in a moment.
	CodeBusy problem.Code = "busy"
	// CodeUnavailable: the store does not take writes, or the centre is stopping.
	CodeUnavailable problem.Code = "unavailable"
	// CodeKeyReused: the key came before with another request.
	CodeKeyReused problem.Code = "key-reused"
)

// Options have useful zero values.
type Options struct {
	Log           *slog.Logger
	Mailbox       int           // commands that may wait; 0 = 1024
	Batch         int           // commands in one append; 0 = 256
	SnapshotEvery uint64        // records between snapshots within a day; 0 = 50,000
	Heartbeat     time.Duration // how often the clock is looked at; 0 = 1 s, negative = never
	Retry         time.Duration // first pause before the store is reopened, doubled up to 5 s; 0 = 100 ms
	// Reached is told each record that New reads; its error ends New. nil = nobody asks.
	Reached func(seq uint64) error
}

// Writer is a running centre. Its methods may be called by many goroutines.
type Writer struct {
	store       Store
	opts        Options
	log         *slog.Logger
	mailbox     chan *submission
	subscribers subscribers

	lock    sync.RWMutex  // guards seen
	durable *centre.State // as durable; what others see

	// The writer's own.
	tentative  *centre.State // seen, and the batch being decided
	replies    *replies
	clock      steadyClock
	snapshotAt uint64 // sequence number of the last snapshot
	spacing    uint64 // records until the next

	down   atomic.Pointer[trouble] // why nothing is acknowledged; nil = working
	behind atomic.Int64            // how far the clock is behind the history, nanoseconds

	stopping chan struct{} // closed by Close
	stop     sync.Once
	done     chan struct{} // closed when the writer has ended
	dead     chan struct{} // closed at a fail-stop
	reason   error         // of the fail-stop; read after dead
	others   sync.WaitGroup
}

type trouble struct {
	err   error
	since time.Time
}

// submission is a command in the mailbox. ready has room for the one signal that
// answer and err are set.
type submission struct {
	ctx      context.Context
	envelope centre.Envelope
	answer   centre.Answer
	err      error
	ready    chan struct{}
}

// New builds the centre from its store, opens the business day and starts the
// writer. clock gives the present time; a clock that went back does not take the
// centre's time back with it.
func New(store Store, clock func() time.Time, opts Options) (*Writer, error) {
	opts.fill()
	c := &Writer{
		store: store, opts: opts, log: opts.Log,
		mailbox:  make(chan *submission, opts.Mailbox),
		clock:    steadyClock{clock: clock},
		stopping: make(chan struct{}), done: make(chan struct{}), dead: make(chan struct{}),
	}
	if err := c.build(c.opts.Reached); err != nil {
		return nil, fmt.Errorf("starting the centre: %w", err)
	}
	if at := c.now(); time.Duration(c.behind.Load()) > tolerance {
		c.log.Warn("the clock is behind the last record; the centre's time goes on from there", "clock",
			clock().UTC(), "time", at)
	}
	go c.run()
	if _, err := c.Do(context.Background(), tick()); err != nil {
		c.log.Error("opening the business day", "error", err) // the writer keeps trying
	}
	if err := c.skipAhead(); err != nil {
		c.stop.Do(func() { close(c.stopping) })
		<-c.done
		return nil, fmt.Errorf("starting the centre: %w", err)
	}
	if opts.Heartbeat > 0 {
		c.others.Go(c.watchClock)
	}
	return c, nil
}

func (o *Options) fill() {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Mailbox == 0 {
		o.Mailbox = 1024
	}
	if o.Batch == 0 {
		o.Batch = 256
	}
	if o.SnapshotEvery == 0 {
		o.SnapshotEvery = 50_000
	}
	if o.Heartbeat == 0 {
		o.Heartbeat = time.Second
	}
	if o.Retry == 0 {
		o.Retry = 100 * time.Millisecond
	}
	if o.Reached == nil {
		o.Reached = unwatched
	}
}

func newSubmission(ctx context.Context, envelope centre.Envelope) *submission {
	return &submission{ctx: ctx, envelope: envelope, ready: make(chan struct{}, 1)}
}

// Do carries out a command and returns its answer once it is durable. A refusal is
// a *problem.Error and has had no effect. When ctx ends while the command waits, it
// may still be carried out: its key tells, at the next try.
func (c *Writer) Do(ctx context.Context, envelope centre.Envelope) (centre.Answer, error) {
	if c.down.Load() != nil || c.closing() {
		return centre.Answer{}, unavailable()
	}
	w := newSubmission(ctx, envelope)
	select {
	case c.mailbox <- w:
	default:
		return centre.Answer{}, &problem.Error{Code: CodeBusy, Detail: "too many orders are waiting",
			Facts: map[string]any{"retry_after": 1}}
	}
	select {
	case <-w.ready:
		return w.answer, w.err
	case <-ctx.Done():
		return centre.Answer{}, fmt.Errorf("waiting for the centre: %w", ctx.Err())
	case <-c.done:
	}
	select { // answered in the writer's last moments, or never seen by it
	case <-w.ready:
		return w.answer, w.err
	default:
		return centre.Answer{}, unavailable()
	}
}

func (c *Writer) closing() bool {
	select {
	case <-c.stopping:
		return true
	default:
		return false
	}
}

func unavailable() error {
	return &problem.Error{Code: CodeUnavailable, Detail: "the centre cannot keep anything at the moment",
		Facts: map[string]any{"retry_after": 2}}
}

// Read lets f look at the state under a read lock. f must be quick, and must
// neither change nor keep what it sees.
func (c *Writer) Read(f func(s *centre.State)) {
	c.lock.RLock()
	defer c.lock.RUnlock()
	f(c.durable)
}

// Now is the centre's time: the clock's, but never before the last record's.
func (c *Writer) Now() time.Time {
	return c.clock.clock().Round(0).Add(time.Duration(c.behind.Load())).UTC()
}

// Changed gives a channel on which a signal waits whenever the state may have
// changed since the last one was taken; many changes may come as one signal. stop
// ends it.
func (c *Writer) Changed() (signal <-chan struct{}, stop func()) { return c.subscribers.subscribe() }

// Dead is closed when a broken invariant has stopped the centre for good. The
// process must then end; Err tells why.
func (c *Writer) Dead() <-chan struct{} { return c.dead }

// Err is why the centre stopped for good; nil while it has not.
func (c *Writer) Err() error {
	select {
	case <-c.dead:
		return c.reason
	default:
		return nil
	}
}

// Close refuses new commands, carries out those that wait, keeps a snapshot and
// ends. The store stays open: it is its owner's.
func (c *Writer) Close(ctx context.Context) error {
	c.stop.Do(func() { close(c.stopping) })
	select {
	case <-c.done:
	case <-ctx.Done():
		return fmt.Errorf("closing the centre: %w", ctx.Err())
	}
	c.others.Wait()
	return c.Err()
}

// Trouble is something that a manager should know of, by a stable code:
// "store-down" {since}, beside it the reason where the store has given one
// ("store-moved", "store-lost", "store-mixed"), "clock-behind" {seconds}.
type Trouble struct {
	Code   string
	Detail string // one English sentence for whoever runs the server; "" = the code says it
	Facts  map[string]any
}

// Troubles are what is wrong now; none is the rule. They look at the folder, too: the
// writer learns of it with its next turn.
func (c *Writer) Troubles() []Trouble {
	var list []Trouble
	t := c.down.Load()
	if t == nil {
		if err := c.store.InPlace(); err != nil {
			t = &trouble{err: err, since: c.clock.clock()}
		}
	}
	if t != nil {
		list = append(list, Trouble{Code: "store-down", Facts: map[string]any{"since": t.since}})
		var reason *problem.Error
		if errors.As(t.err, &reason) && reason.Code != CodeUnavailable {
			list = append(list, Trouble{Code: string(reason.Code), Detail: reason.Detail})
		}
	}
	if by := time.Duration(c.behind.Load()); by > tolerance {
		list = append(list, Trouble{Code: "clock-behind",
			Facts: map[string]any{"seconds": int(by.Seconds())}})
	}
	return list
}

// errLost: the store holds less than was acknowledged. No order is answered with it:
// it is the reason of a trouble, as the store's own "store-lost" is.
var errLost = &problem.Error{Code: "store-lost",
	Detail: "the journal has lost records that were acknowledged"}
