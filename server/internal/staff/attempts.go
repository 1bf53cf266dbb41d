package staff

import (
	"sync"
	"time"

	"dost/server/web"
)

// The growing delay on wrong tries: the first three cost nothing, then 1, 2, 4 …
// at most 60 seconds. Nobody is locked out: a stranger who guesses at somebody's
// login does so from another address, and delays only himself.
const (
	freeTries   = 3
	longestWait = time.Minute
	forgetAfter = 15 * time.Minute
	maxSources  = 10_000 // sources remembered
)

// attempts counts wrong tries by source.
type attempts struct {
	now func() time.Time

	mu      sync.Mutex
	sources map[string]attempt
}

type attempt struct {
	count int
	last  time.Time
	until time.Time // no further try before
}

func newAttempts(now func() time.Time) *attempts {
	return &attempts{now: now, sources: map[string]attempt{}}
}

// begin counts a try before its outcome is known, so that many at once do not
// slip through together; it refuses while the delay of the last one runs.
func (t *attempts) begin(source string) error {
	now := t.now()
	t.mu.Lock()
	defer t.mu.Unlock()
	one, ok := t.sources[source]
	if ok && now.Sub(one.last) > forgetAfter {
		one = attempt{}
	}
	if one.until.Sub(now) > longestWait { // the clock was set back: nobody waits for it to catch up
		one.until = now.Add(longestWait)
		t.sources[source] = one
	}
	if wait := one.until.Sub(now); wait > 0 {
		return web.Fail(web.CodeTooManyTries, "wait before trying again", map[string]any{"retry_after": wait})
	}
	if !ok && len(t.sources) >= maxSources {
		t.forget(now)
	}
	one.count++
	one.last = now
	if over := one.count - freeTries; over > 0 {
		one.until = now.Add(min(longestWait, time.Second<<min(over-1, 10)))
	}
	t.sources[source] = one
	return nil
}

// succeeded forgets the tries of a source that got it right.
func (t *attempts) succeeded(source string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.sources, source)
}

// undecided takes back a try that found no answer, right or wrong.
func (t *attempts) undecided(source string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	one, ok := t.sources[source]
	if one.count--; !ok || one.count <= 0 {
		delete(t.sources, source)
		return
	}
	one.until = time.Time{}
	t.sources[source] = one
}

// forget makes room: first what is old, then all whose delay is over, and if that
// is not enough, everything. t.mu is held.
func (t *attempts) forget(now time.Time) {
	for source, one := range t.sources {
		if now.Sub(one.last) > forgetAfter || !one.until.After(now) {
			delete(t.sources, source)
		}
	}
	if len(t.sources) >= maxSources {
		clear(t.sources)
	}
}
