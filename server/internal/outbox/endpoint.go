package outbox

import (
	"sync"
	"time"

	"dost/server/internal/journal"
)

// endpoint is one system: its connection and how it is doing. Messages and look-ups
// share the breaker: what one of them learns spares the other the wait.
type endpoint struct {
	mu         sync.Mutex
	connection journal.Connection
	sending    bool      // a goroutine sends its messages
	probing    bool      // one look-up tries whether it works again
	failures   int       // in a row
	until      time.Time // no try before; zero = at once
	trouble    string    // of the last failure; "" = none since the last success
	lastOK     time.Time
}

// set takes over a connection; a new address or secret begins with a clean slate.
func (e *endpoint) set(c journal.Connection) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if c != e.connection {
		e.failures, e.until, e.trouble = 0, time.Time{}, ""
	}
	e.connection = c
}

func (e *endpoint) get() journal.Connection {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.connection
}

// begin takes the line for sending, if it is due and nobody else sends.
func (e *endpoint) begin(now time.Time) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.sending || !e.connection.Active || now.Before(e.until) {
		return false
	}
	e.sending = true
	return true
}

func (e *endpoint) end() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.sending = false
}

// admit tells whether a look-up is worth trying: always while the line works; at
// the end of a pause one probes, and the others need not wait for it.
func (e *endpoint) admit(now time.Time) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.connection.Active {
		return false
	}
	if e.failures < opensAt {
		return true
	}
	if e.probing || now.Before(e.until) {
		return false
	}
	e.probing = true
	return true
}

func (e *endpoint) worked(now time.Time) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.failures, e.until, e.trouble, e.lastOK, e.probing = 0, time.Time{}, "", now, false
}

func (e *endpoint) gaveUp() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.probing = false
}

// failed notes a failure and sets the pause before the next try: doubled each
// time up to longestPause, and up to a quarter shorter or longer by chance, so
// that centres do not come back to a system all at once.
func (e *endpoint) failed(now time.Time, trouble string, chance float64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.failures++
	pause := min(firstPause<<min(e.failures-1, 20), longestPause)
	e.until = now.Add(time.Duration(float64(pause) * (0.75 + chance/2)))
	e.trouble, e.probing = trouble, false
}

func (e *endpoint) nextTry() time.Time {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.sending || !e.connection.Active || e.trouble == "" {
		return time.Time{}
	}
	return e.until
}

func (e *endpoint) broken() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.connection.Active && e.failures >= opensAt
}
