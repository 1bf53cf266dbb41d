package centre

import (
	"encoding/json"
	"fmt"
	"net/http"
	"runtime/debug"

	"dost/server/hall"
	"dost/server/queue"
)

// batch is what one append will make durable, and who waits for it.
type batch struct {
	turn    queue.Turn
	entries []hall.Entry
	opened  bool // a business day began in it
}

// run is the writer: nobody else decides, appends or changes a state.
func (c *Centre) run() {
	defer close(c.done)
	for {
		select {
		case w := <-c.mailbox:
			c.turn(c.collect(w))
		case <-c.stopping:
			c.finish()
			return
		case <-c.dead:
			c.refuseAll(unavailable())
			return
		}
	}
}

// collect takes what waits in the mailbox, up to one batch.
func (c *Centre) collect(first *waiting) []*waiting {
	list := append(make([]*waiting, 0, 64), first)
	for len(list) < c.opts.Batch {
		select {
		case w := <-c.mailbox:
			list = append(list, w)
		default:
			return list
		}
	}
	return list
}

// finish carries out what still waits and keeps a snapshot for a quick start.
func (c *Centre) finish() {
	for {
		select {
		case w := <-c.mailbox:
			c.turn(c.collect(w))
		default:
			if c.down.Load() == nil && c.Err() == nil && c.tentative.Queue.Seq() > c.snapshotAt {
				c.snapshot()
			}
			return
		}
	}
}

func (c *Centre) refuseAll(err error) {
	for {
		select {
		case w := <-c.mailbox:
			w.reply(hall.Answer{}, err)
		default:
			return
		}
	}
}

func (w *waiting) reply(a hall.Answer, err error) {
	w.answer, w.err = a, err
	w.ready <- struct{}{}
}

// turn carries a list of orders from decision to reply.
func (c *Centre) turn(list []*waiting) {
	defer func() {
		if broken := recover(); broken != nil {
			c.failStop(fmt.Errorf("a broken invariant: %v", broken), debug.Stack())
			fail(list, unavailable())
		}
	}()
	if c.down.Load() != nil {
		fail(list, unavailable())
		return
	}
	b := &batch{turn: queue.Turn{At: c.now()}}
	c.openDay(b)
	for _, w := range list {
		w.answer, w.err = c.decide(b, w)
	}
	if len(b.entries) > 0 {
		if err := c.store.Append(b.entries); err != nil {
			fail(list, unavailable())
			list = nil
			c.resume(err)
			return
		}
		c.publish(b)
	}
	for _, w := range list {
		w.ready <- struct{}{}
	}
	list = nil // they are answered; what follows is the house's own affair
	if len(b.entries) > 0 {
		c.changes.signal()
		if b.opened || c.tentative.Queue.Seq() >= c.snapshotAt+c.spacing {
			c.snapshot()
		}
	}
}

// fail answers everybody in the list with an error.
func fail(list []*waiting, err error) {
	for _, w := range list {
		w.reply(hall.Answer{}, err)
	}
}

// openDay lets the clock speak first when the business day has changed.
func (c *Centre) openDay(b *batch) {
	if queue.DayOf(b.turn.At) == c.tentative.Queue.Day() {
		return
	}
	b.turn.Actor = clockActor
	records, err := c.apply(b, queue.Tick{})
	if err != nil {
		c.log.Error("the clock could not open the business day", "error", err)
		return
	}
	if len(records) > 0 {
		b.entries = append(b.entries, hall.Entry{Records: records, Tickets: hall.Touched(c.tentative, records)})
	}
}

// decide answers one order on the tentative state.
func (c *Centre) decide(b *batch, w *waiting) (hall.Answer, error) {
	o := &w.order
	if err := w.ctx.Err(); err != nil {
		return hall.Answer{}, fmt.Errorf("the sender has left: %w", err) // not begun, nothing done
	}
	key := replyKey{caller: o.Actor, key: o.Key}
	if o.Key != "" {
		if r, known := c.replies[key]; known {
			if !hall.SameRequest(r.Fingerprint, o.Fingerprint) {
				return hall.Answer{}, &queue.Error{Code: CodeKeyReused, Detail: "the key came before with another request"}
			}
			return hall.Answer{Status: r.Status, Body: r.Body, Replayed: true}, nil
		}
	}
	b.turn.Actor = o.Actor
	records, err := c.apply(b, o.Command)
	if err != nil {
		return hall.Answer{}, err
	}
	answer := c.compose(o, records)
	entry := hall.Entry{Records: records, Tickets: hall.Touched(c.tentative, records), Person: o.Person, Contact: o.Contact, HandOvers: o.HandOvers}
	if o.Key != "" {
		entry.Reply = &hall.Reply{
			Caller: o.Actor, Key: o.Key, Fingerprint: o.Fingerprint,
			Day: queue.DayOf(b.turn.At), Status: answer.Status, Body: answer.Body,
		}
		c.replies[key] = *entry.Reply
	}
	if len(records) > 0 || entry.Reply != nil {
		b.entries = append(b.entries, entry)
	}
	return answer, nil
}

// apply decides a command and brings the tentative state on by its events.
func (c *Centre) apply(b *batch, command any) ([]queue.Record, error) {
	events, err := hall.Decide(c.tentative, b.turn, command)
	if err != nil {
		return nil, err
	}
	records := make([]queue.Record, 0, len(events))
	for _, event := range events {
		if opened, ok := event.(queue.DayOpened); ok {
			b.opened = true
			c.forget(c.tentative.Queue.Day(), opened.Day)
		}
		r := queue.Record{Seq: c.tentative.Queue.Seq() + 1, At: b.turn.At, Actor: b.turn.Actor, Event: event}
		c.tentative.Apply(r)
		records = append(records, r)
	}
	return records, nil
}

// compose makes the reply on the state right after the command. When that fails
// the order has been carried out all the same: it is a fault of the house, told
// as 500, and no reason to stop the centre.
func (c *Centre) compose(o *hall.Order, records []queue.Record) (a hall.Answer) {
	if o.Answer == nil {
		return hall.Answer{Status: http.StatusNoContent}
	}
	defer func() {
		if broken := recover(); broken != nil {
			c.log.Error("composing an answer", "command", fmt.Sprintf("%T", o.Command), "panic", broken, "stack", string(debug.Stack()))
			a = internal()
		}
	}()
	status, body := o.Answer(c.tentative, records)
	if body == nil {
		return hall.Answer{Status: status}
	}
	encoded, err := json.Marshal(body)
	if err != nil {
		c.log.Error("composing an answer", "command", fmt.Sprintf("%T", o.Command), "error", err)
		return internal()
	}
	return hall.Answer{Status: status, Body: encoded}
}

func internal() hall.Answer {
	return hall.Answer{Status: http.StatusInternalServerError, Body: json.RawMessage(`{"code":"internal","status":500}`)}
}

// publish lets others see what has become durable.
func (c *Centre) publish(b *batch) {
	c.lock.Lock()
	defer c.lock.Unlock()
	for i := range b.entries {
		for _, r := range b.entries[i].Records {
			c.seen.Apply(r)
		}
	}
}

// snapshot keeps the state for a quick start. Losing one costs only time.
func (c *Centre) snapshot() {
	seq := c.tentative.Queue.Seq()
	state, err := json.Marshal(c.tentative)
	if err == nil {
		err = c.store.SaveSnapshot(seq, state)
	}
	if err != nil {
		c.log.Warn("keeping a snapshot", "seq", seq, "error", err)
	}
	c.snapshotAt = seq
	if c.spacing = c.opts.SnapshotEvery; len(state) > 1<<20 {
		// A state grown large is kept more seldom, so that the cost per record stays.
		c.spacing *= uint64(len(state)>>20) + 1
	}
}

// failStop ends the centre for good: what it holds in memory contradicts itself,
// and nothing may be served from it.
func (c *Centre) failStop(reason error, stack []byte) {
	c.log.Error("the centre stops for good", "reason", reason, "stack", string(stack))
	if c.Err() != nil {
		return
	}
	c.down.Store(&trouble{err: reason, since: c.pace.clock()})
	c.reason = reason
	close(c.dead)
	c.changes.signal()
}
