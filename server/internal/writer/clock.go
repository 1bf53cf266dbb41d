package writer

import (
	"context"
	"time"

	"dost/server/centre"
	"dost/server/queue"
)

// clockActor is who the records of the clock are by.
const clockActor = "clock"

// tolerance is how far the clock may be behind the history without a word.
const tolerance = 2 * time.Second

// tick is the clock's own command.
func tick() centre.Envelope { return centre.Envelope{Actor: clockActor, Command: queue.Tick{}} }

// steadyClock is the centre's time. It follows the clock, but never goes back: when the
// clock is set back, time goes on from where it was, at the pace of the time that
// really passes, until the clock has caught up. So durations are right and the
// business day never returns (promises 14).
type steadyClock struct {
	clock   func() time.Time
	reading time.Time // the clock when at was given
	at      time.Time
}

// next is the time now, not before the floor, and how far the clock is behind it.
func (p *steadyClock) next(floor time.Time) (at time.Time, behind time.Duration) {
	reading := p.clock()
	wall := reading.Round(0) // compared without the monotonic part: that knows of no setting back
	at = wall
	if !p.reading.IsZero() {
		passed := max(0, reading.Sub(p.reading)) // monotonic, where the clock has it
		if on := p.at.Add(passed); on.After(at) {
			at = on
		}
	}
	if at.Before(floor) {
		at = floor
	}
	p.reading, p.at = reading, at
	return at, at.Sub(wall)
}

// now is the time of the writer's next turn, in milliseconds as the journal keeps
// it, and in UTC.
func (c *Writer) now() time.Time {
	at, behind := c.clock.next(c.tentative.Queue.Now())
	c.behind.Store(int64(behind))
	return time.UnixMilli(at.UnixMilli()).UTC()
}

// watchClock sends the writer a Tick at every heartbeat, and tells subscribers
// when a regime begins or ends: what screens show then changes without a record.
func (c *Writer) watchClock() {
	beat := time.NewTicker(c.opts.Heartbeat)
	defer beat.Stop()
	last := c.Now()
	for {
		select {
		case <-beat.C:
		case <-c.stopping:
			return
		case <-c.dead:
			return
		}
		select {
		case c.mailbox <- newSubmission(context.Background(), tick()):
		default: // so much is going on that every command looks at the clock anyway
		}
		now := c.Now()
		var next time.Time
		c.Read(func(s *centre.State) { next = s.Regime.NextChange(last) })
		if !next.IsZero() && !next.After(now) {
			c.subscribers.signal()
		}
		last = now
	}
}
