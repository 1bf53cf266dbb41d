package writer

import (
	"encoding/json"
	"fmt"
	"net/http"
	"runtime/debug"

	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/problem"
	"dost/server/queue"
)

// batch is what one append will make durable, and who waits for it.
type batch struct {
	meta    event.Meta
	entries []centre.Entry
	opened  bool // a business day began in it
}

// run is the writer: nobody else decides, appends or changes a state.
func (c *Writer) run() {
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
func (c *Writer) collect(first *submission) []*submission {
	list := append(make([]*submission, 0, 64), first)
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
func (c *Writer) finish() {
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

func (c *Writer) refuseAll(err error) {
	for {
		select {
		case w := <-c.mailbox:
			w.reply(centre.Answer{}, err)
		default:
			return
		}
	}
}

func (w *submission) reply(a centre.Answer, err error) {
	w.answer, w.err = a, err
	w.ready <- struct{}{}
}

// turn carries a list of commands from decision to reply.
func (c *Writer) turn(list []*submission) {
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
	b := &batch{meta: event.Meta{At: c.now()}}
	c.openDay(b)
	for _, w := range list {
		w.answer, w.err = c.decide(b, w)
	}
	if err := c.keep(b); err != nil {
		fail(list, unavailable())
		list = nil
		c.resume(err)
		return
	}
	if len(b.entries) > 0 {
		c.publish(b)
	}
	for _, w := range list {
		w.ready <- struct{}{}
	}
	list = nil // they are answered; what follows is the server's own affair
	if len(b.entries) > 0 {
		c.subscribers.signal()
		if b.opened || c.tentative.Queue.Seq() >= c.snapshotAt+c.spacing {
			c.snapshot()
		}
	}
}

// keep makes the batch durable. Where there is nothing to keep, what was kept before
// is answered again, or the clock has looked in: the store must be in its place even so.
func (c *Writer) keep(b *batch) error {
	if len(b.entries) == 0 {
		return c.store.InPlace()
	}
	return c.store.Append(b.entries)
}

// fail answers everybody in the list with an error.
func fail(list []*submission, err error) {
	for _, w := range list {
		w.reply(centre.Answer{}, err)
	}
}

// openDay lets the clock speak first when the business day has changed.
func (c *Writer) openDay(b *batch) {
	if civil.DayOf(b.meta.At) == c.tentative.Queue.Day() {
		return
	}
	b.meta.Actor = clockActor
	records, err := c.apply(b, queue.Tick{})
	if err != nil {
		c.log.Error("the clock could not open the business day", "error", err)
		return
	}
	if len(records) > 0 {
		b.entries = append(b.entries, centre.Entry{Records: records})
	}
}

// decide answers one command on the tentative state.
func (c *Writer) decide(b *batch, w *submission) (centre.Answer, error) {
	envelope := &w.envelope
	if err := w.ctx.Err(); err != nil {
		return centre.Answer{}, fmt.Errorf("the sender has left: %w", err) // not begun, nothing done
	}
	key := replyKey{caller: envelope.Actor, key: envelope.Key}
	if envelope.Key != "" {
		if r, known := c.replies.get(key); known {
			if !centre.SameRequest(r.fingerprint, envelope.Fingerprint) {
				return centre.Answer{}, &problem.Error{Code: CodeKeyReused,
					Detail: "the key came before with another request"}
			}
			return centre.Answer{Status: r.status, Body: r.body, Replayed: true}, nil
		}
	}
	b.meta.Actor = envelope.Actor
	records, err := c.apply(b, envelope.Command)
	if err != nil {
		return centre.Answer{}, err
	}
	answer := c.compose(envelope, records)
	var reply *centre.Reply
	if envelope.Key != "" {
		reply = &centre.Reply{
			Caller: envelope.Actor, Key: envelope.Key, Fingerprint: envelope.Fingerprint,
			Day: civil.DayOf(b.meta.At), Status: answer.Status, Body: answer.Body,
		}
		c.replies.add(reply, len(records) > 0)
	}
	if len(records) > 0 {
		b.entries = append(b.entries, centre.Entry{
			Records: records, Reply: reply, Person: envelope.Person, Contact: envelope.Contact,
			HandOvers: envelope.HandOvers,
		})
	}
	return answer, nil
}

// apply decides a command and brings the tentative state on by its events.
func (c *Writer) apply(b *batch, command centre.Command) ([]event.Record, error) {
	events, err := centre.Decide(c.tentative, b.meta, command)
	if err != nil {
		return nil, err
	}
	records := make([]event.Record, 0, len(events))
	for _, ev := range events {
		if opened, ok := ev.(queue.DayOpened); ok {
			b.opened = true
			c.replies.forget(c.tentative.Queue.Day(), opened.Day)
		}
		r := event.Record{Seq: c.tentative.Queue.Seq() + 1, At: b.meta.At, Actor: b.meta.Actor, Event: ev}
		c.tentative.Apply(r)
		records = append(records, r)
	}
	return records, nil
}

// compose makes the reply on the state right after the command. When that fails
// the command has been carried out all the same: it is a fault of the server, told
// as 500, and no reason to stop the centre.
func (c *Writer) compose(envelope *centre.Envelope, records []event.Record) (a centre.Answer) {
	if envelope.Answer == nil {
		return centre.Answer{Status: http.StatusNoContent}
	}
	defer func() {
		if broken := recover(); broken != nil {
			c.log.Error("composing an answer", "command", fmt.Sprintf("%T", envelope.Command), "panic",
				broken, "stack", string(debug.Stack()))
			a = internal()
		}
	}()
	status, body := envelope.Answer(c.tentative, records)
	if body == nil {
		return centre.Answer{Status: status}
	}
	encoded, err := json.Marshal(body)
	if err != nil {
		c.log.Error("composing an answer", "command", fmt.Sprintf("%T", envelope.Command), "error", err)
		return internal()
	}
	return centre.Answer{Status: status, Body: encoded}
}

func internal() centre.Answer {
	return centre.Answer{Status: http.StatusInternalServerError,
		Body: json.RawMessage(`{"code":"internal","status":500}`)}
}

// publish lets others see what has become durable.
func (c *Writer) publish(b *batch) {
	c.lock.Lock()
	defer c.lock.Unlock()
	for i := range b.entries {
		for _, r := range b.entries[i].Records {
			c.durable.Apply(r)
		}
	}
}

// snapshot keeps the state for a quick start. Losing one costs only time.
func (c *Writer) snapshot() {
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
func (c *Writer) failStop(reason error, stack []byte) {
	c.log.Error("the centre stops for good", "reason", reason, "stack", string(stack))
	if c.Err() != nil {
		return
	}
	c.down.Store(&trouble{err: reason, since: c.clock.clock()})
	c.reason = reason
	close(c.dead)
	c.subscribers.signal()
}
