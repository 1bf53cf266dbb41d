package outbox

import (
	"sync"
	"time"

	"dost/server/internal/journal"
)

// line is one system: its connection and how it is doing. Messages and look-ups
// share the breaker: what one of them learns spares the other the wait.
type line struct {
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
func (l *line) set(c journal.Connection) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if c != l.connection {
		l.failures, l.until, l.trouble = 0, time.Time{}, ""
	}
	l.connection = c
}

func (l *line) get() journal.Connection {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.connection
}

// begin takes the line for sending, if it is due and nobody else sends.
func (l *line) begin(now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.sending || !l.connection.Active || now.Before(l.until) {
		return false
	}
	l.sending = true
	return true
}

func (l *line) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sending = false
}

// admit tells whether a look-up is worth trying: always while the line works; at
// the end of a pause one probes, and the others need not wait for it.
func (l *line) admit(now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.connection.Active {
		return false
	}
	if l.failures < opensAt {
		return true
	}
	if l.probing || now.Before(l.until) {
		return false
	}
	l.probing = true
	return true
}

func (l *line) worked(now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.failures, l.until, l.trouble, l.lastOK, l.probing = 0, time.Time{}, "", now, false
}

func (l *line) gaveUp() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.probing = false
}

// failed notes a failure and sets the pause before the next try: doubled each
// time up to longestPause, and up to a quarter shorter or longer by chance, so
// that centres do not come back to a system all at once.
func (l *line) failed(now time.Time, trouble string, chance float64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.failures++
	pause := min(firstPause<<min(l.failures-1, 20), longestPause)
	l.until = now.Add(time.Duration(float64(pause) * (0.75 + chance/2)))
	l.trouble, l.probing = trouble, false
}

func (l *line) nextTry() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.sending || !l.connection.Active || l.trouble == "" {
		return time.Time{}
	}
	return l.until
}

func (l *line) broken() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.connection.Active && l.failures >= opensAt
}
