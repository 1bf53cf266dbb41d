package servertest

import (
	"sync/atomic"
	"time"
)

// Clock is a centre's clock that a test sets, for Options.Clock. The zero Clock stands
// at the beginning of 1970.
type Clock struct{ nanoseconds atomic.Int64 }

// ClockAt is a clock that stands at a moment.
func ClockAt(t time.Time) *Clock {
	c := &Clock{}
	c.Set(t)
	return c
}

// Now is the moment at which the clock stands.
func (c *Clock) Now() time.Time { return time.Unix(0, c.nanoseconds.Load()) }

// Set puts the clock to a moment.
func (c *Clock) Set(t time.Time) { c.nanoseconds.Store(t.UnixNano()) }

// Advance puts the clock on.
func (c *Clock) Advance(d time.Duration) { c.nanoseconds.Add(int64(d)) }
