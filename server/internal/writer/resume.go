package writer

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"time"

	"dost/server/centre"
	"dost/server/event"
)

// longestRetry bounds the pause between two tries to reopen the store.
const longestRetry = 5 * time.Second

// unwatched is a reading of which nobody is told.
func unwatched(uint64) error { return nil }

// build makes both states and the memory of keys from what the store holds, and tells
// of each record that it has reached; an error of that ends it.
func (c *Writer) build(reached func(seq uint64) error) (err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("the journal's records contradict each other: %v", broken)
			c.log.Error("building the state", "error", err, "stack", string(debug.Stack()))
		}
	}()
	tentative := centre.New()
	var from uint64
	err = c.store.Load(func(state []byte) error {
		s := centre.New()
		if err := json.Unmarshal(state, s); err != nil {
			c.log.Warn("a snapshot does not read; an older one or the records serve", "error", err)
			return err
		}
		tentative, from = s, s.Queue.Seq()
		return nil
	}, func(r event.Record) error {
		tentative.ApplyFormer(r)
		return reached(r.Seq)
	}, func(r event.Record) error {
		tentative.Apply(r)
		return reached(r.Seq)
	})
	if err == nil {
		err = reached(tentative.Queue.Seq()) // a snapshot may have held it all
	}
	if err != nil {
		return fmt.Errorf("reading the journal: %w", err)
	}
	known := newReplies()
	if err := c.store.Replies(func(r centre.Reply) { known.add(&r, true) }); err != nil {
		return fmt.Errorf("reading the journal: %w", err)
	}
	if c.durable != nil && tentative.Queue.Seq() < c.durable.Queue.Seq() {
		return fmt.Errorf("%w: it ends at %d, and %d was seen", errLost, tentative.Queue.Seq(),
			c.durable.Queue.Seq())
	}
	seen := tentative.Clone()
	c.lock.Lock()
	c.durable = seen
	c.lock.Unlock()
	c.tentative, c.replies = tentative, known
	c.snapshotAt, c.spacing = from, c.opts.SnapshotEvery
	return nil
}

// resume tries to get the store back after a failed append until it works again
// or the centre is closed. Meanwhile every command is refused at once. The failed
// batch may be durable or not; what the store gives after reopening is the truth,
// and the keys in it tell the senders when they come again.
//
// A store that comes back with less than was acknowledged is not taken: the centre
// stays down, and does not end, since whoever starts in its place knows of nothing
// that is missing and gives the same numbers again.
func (c *Writer) resume(cause error) {
	since := c.clock.clock()
	c.down.Store(&trouble{err: cause, since: since})
	c.log.Error("the store failed; nothing is acknowledged until it works again", "error", cause)
	c.subscribers.signal()
	pause := c.opts.Retry
	for try := 1; ; try++ {
		if !c.pause(pause) {
			return
		}
		err := c.store.Reopen()
		if err == nil {
			err = c.build(unwatched)
		}
		if err == nil {
			c.down.Store(nil)
			c.log.Info("the store works again", "tries", try, "seq", c.tentative.Queue.Seq())
			c.subscribers.signal()
			return
		}
		c.down.Store(&trouble{err: err, since: since})
		c.subscribers.signal()
		c.log.Warn("the store does not work yet", "try", try, "error", err)
		pause = min(2*pause, longestRetry)
	}
}

// skipAhead lets a centre that was put back from a backup leave out the numbers
// that it may have given out after the backup was made. When the process ends in
// between, it skips once more: that costs nothing but numbers.
func (c *Writer) skipAhead() error {
	seq, at, restored, err := c.store.Restored()
	if err != nil || !restored {
		return err
	}
	times := max(1, c.store.Restores())
	c.log.Warn("the journal was put back from a backup; numbers skip ahead", "record", seq, "of", at, "by",
		centre.Skipped*times)
	envelope := centre.Envelope{Actor: "house",
		Command: centre.Skip{Count: centre.Skipped * times, Times: times, Since: at,
			Reason: "restored from a backup"}}
	if _, err := c.Do(context.Background(), envelope); err != nil {
		return fmt.Errorf("skipping numbers after a restore: %w", err)
	}
	return c.store.PutToWork()
}

// pause waits and refuses whatever comes; false when the centre is closing.
func (c *Writer) pause(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	for {
		select {
		case w := <-c.mailbox:
			w.reply(centre.Answer{}, unavailable())
		case <-timer.C:
			return true
		case <-c.stopping:
			return false
		}
	}
}
