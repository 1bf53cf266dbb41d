package web

import (
	"net/netip"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/time/rate"
)

// Rate is how many requests a second one source may send, after a burst. The
// zero Rate is no limit.
type Rate struct {
	PerSecond float64
	Burst     int
}

// maxSources bounds the memory of a limiter. When it is full, sources that have
// been quiet long enough to have their whole burst again are forgotten, which
// changes nothing for them; if none is, all are.
const maxSources = 10_000

// limiter keeps one token bucket per source. A nil limiter lets all pass.
type limiter struct {
	rate Rate

	mu      sync.Mutex
	sources map[string]*rate.Limiter
}

func newLimiter(r Rate) *limiter {
	if r.PerSecond <= 0 {
		return nil
	}
	return &limiter{rate: Rate{r.PerSecond, max(1, r.Burst)}, sources: map[string]*rate.Limiter{}}
}

// wait is zero when the source may go on, else how long it has to wait.
func (l *limiter) wait(source string, now time.Time) time.Duration {
	if l == nil {
		return 0
	}
	l.mu.Lock()
	bucket := l.sources[source]
	if bucket == nil {
		if len(l.sources) >= maxSources {
			l.forget(now)
		}
		bucket = rate.NewLimiter(rate.Limit(l.rate.PerSecond), l.rate.Burst)
		l.sources[source] = bucket
	}
	l.mu.Unlock()
	if bucket.AllowN(now, 1) {
		return 0
	}
	return time.Duration(float64(time.Second) / l.rate.PerSecond)
}

// forget drops the full buckets; l.mu is held.
func (l *limiter) forget(now time.Time) {
	for source, bucket := range l.sources {
		if bucket.TokensAt(now) >= float64(l.rate.Burst) {
			delete(l.sources, source)
		}
	}
	if len(l.sources) >= maxSources {
		clear(l.sources)
	}
}

// limit refuses a caller that is over its rate: by actor when signed in, by
// address on the routes for anyone.
func (k *kit) limit(c *gin.Context, caller Caller, forAnyone bool) error {
	var wait time.Duration
	switch {
	case caller.Role != "":
		wait = k.callers.wait(caller.Actor(), time.Now())
	case forAnyone && k.addresses != nil:
		wait = k.addresses.wait(Address(c), time.Now())
	}
	if wait > 0 {
		return Fail(CodeTooManyRequests, "too many requests from here", map[string]any{"retry_after": wait})
	}
	return nil
}

// Address is where the request comes from, to count by: an IPv4 address, or the
// /64 network of an IPv6 one, since a visitor has all of it. Forwarded headers
// count only from proxies that the engine trusts.
func Address(c *gin.Context) string {
	a, err := netip.ParseAddr(c.ClientIP())
	if err != nil {
		return "unknown"
	}
	if a = a.Unmap(); a.Is6() {
		if p, err := a.Prefix(64); err == nil {
			return p.String()
		}
	}
	return a.String()
}
