// Package outbox speaks with the other systems: it sends the messages that follow from
// the log, each once and in order per system, through an outage of any
// length, and asks a system about a person while an agent waits.
//
// A message is sent until it is acknowledged; the receiver takes each id once.
// So a kill between sending and acknowledgement repeats the sending, not its
// effect.
package outbox

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"dost/server/integration"
	"dost/server/internal/journal"
	"dost/server/internal/projection"
	"dost/server/notification"
)

// Store is what the outbox needs of the server: the connections, the messages that follow
// from the log, and a record of what became of each. A message that was withdrawn while
// it was being sent stays withdrawn.
type Store interface {
	Connections() ([]journal.Connection, error)
	Connect(c journal.Connection, at time.Time, actor string) error
	Waiting(system string, after uint64, limit int) ([]projection.Message, error)
	Compose(m projection.Message, centre string) (integration.Message, error)
	Settle(message, trouble string) error
	Drop(message, why string) error
	Resend(system, actor string, at time.Time) (int, error)
	Backlogs() ([]projection.Backlog, error)
}

// Options of an outbox; zero values are useful but for Centre.
type Options struct {
	Centre string // the centre's code, as the other systems know it
	Clock  func() time.Time
	Log    *slog.Logger
	Client *http.Client   // nil = one with the limits below
	Chance func() float64 // in [0,1), for the jitter
	// Words gives the text of a message to a visitor; nil = none is sent.
	Words func(notification.Notification) string
}

// The limits of a connection.
const (
	lookUpWithin = 3 * time.Second  // an agent never waits longer
	sendWithin   = 10 * time.Second // one try of a message
	firstPause   = time.Second      // after a failed try; doubled from try to try
	longestPause = 5 * time.Minute
	opensAt      = 3        // failures in a row after which look-ups are not tried until the pause is over
	batch        = 50       // messages read at once
	maxAnswer    = 64 << 10 // bytes of an answer that are read
	poll         = 5 * time.Second
	calm         = 200 * time.Millisecond // between two looks at the outbox, however much happens
)

// Outbox is what sends. Its methods may be called by many goroutines.
type Outbox struct {
	Options
	store Store
	kick  chan struct{}

	mu        sync.Mutex
	endpoints map[string]*endpoint // by system
}

// New reads the connections.
func New(store Store, o Options) (*Outbox, error) {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Client == nil {
		o.Client = client()
	}
	if o.Chance == nil {
		o.Chance = rand.Float64
	}
	b := &Outbox{Options: o, store: store, kick: make(chan struct{}, 1), endpoints: map[string]*endpoint{}}
	return b, b.reload()
}

// client follows no redirection: a signed request goes where it was signed for.
func client() *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	transport.MaxIdleConnsPerHost = 4
	transport.MaxResponseHeaderBytes = 32 << 10
	return &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// reload takes over the connections as they are stored; what is known of the
// health of each stays where its address stays.
func (b *Outbox) reload() error {
	stored, err := b.store.Connections()
	if err != nil {
		return fmt.Errorf("reading the connections: %w", err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, c := range stored {
		e := b.endpoints[c.System]
		if e == nil {
			e = &endpoint{}
			b.endpoints[c.System] = e
		}
		e.set(c)
	}
	return nil
}

// Kick says that there may be something to send. It never waits.
func (b *Outbox) Kick() {
	select {
	case b.kick <- struct{}{}:
	default:
	}
}

// Run sends until ctx ends. changed, which may be nil, signals like Kick.
func (b *Outbox) Run(ctx context.Context, changed <-chan struct{}) {
	var sending sync.WaitGroup
	defer sending.Wait()
	for {
		b.start(ctx, &sending)
		if !sleep(ctx, calm) {
			return
		}
		look := time.NewTimer(poll)
		select {
		case <-ctx.Done():
			look.Stop()
			return
		case <-b.kick:
		case <-changed:
		case <-look.C:
		case <-b.soonest():
		}
		look.Stop()
	}
}

// Deliver sends all that is due now and returns when it has been tried: one round
// of Run, for tests and simulations with a clock of their own.
func (b *Outbox) Deliver(ctx context.Context) {
	var sending sync.WaitGroup
	b.start(ctx, &sending)
	sending.Wait()
}

// start lets every line that is due and idle send, each by itself: a slow system
// keeps no other waiting.
func (b *Outbox) start(ctx context.Context, sending *sync.WaitGroup) {
	if len(b.Connected()) == 0 {
		return // a centre that does everything by hand pays nothing
	}
	backlogs, err := b.store.Backlogs()
	if err != nil {
		b.Log.Error("looking into the outbox", "error", err)
		return
	}
	now := b.Clock()
	for _, backlog := range backlogs {
		b.mu.Lock()
		e := b.endpoints[backlog.System]
		b.mu.Unlock()
		if backlog.Waiting == 0 || e == nil || !e.begin(now) {
			continue
		}
		sending.Go(func() {
			defer e.end()
			b.drain(ctx, e)
		})
	}
}

// soonest fires when the first pause after a failure is over.
func (b *Outbox) soonest() <-chan time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	var first time.Time
	for _, e := range b.endpoints {
		if next := e.nextTry(); !next.IsZero() && (first.IsZero() || next.Before(first)) {
			first = next
		}
	}
	if first.IsZero() {
		return nil
	}
	return time.After(max(calm, first.Sub(b.Clock())))
}

func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
