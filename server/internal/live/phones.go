package live

import (
	"context"
	"sync"
	"time"

	"dost/server/centre"
	"dost/server/internal/hub"
)

const (
	// pace is how often a phone's figures are looked at: how many are ahead and how
	// long it will take moves with everybody else's ticket.
	pace = time.Second
	// parts are how many portions of phones fill a pace, so that a thousand of them
	// never come at one moment.
	parts = 50
	// ownGap is how long the next look for tickets that were touched waits at least.
	ownGap = 25 * time.Millisecond
	// ownAtOnce bounds the phones that are told between two looks that their own
	// ticket was touched: a regime may touch all tickets at once.
	ownAtOnce = 64
	// lookAtOnce is how many tickets are looked at under one lock.
	lookAtOnce = 256
)

// phones are visitors who follow their tickets. A phone whose own ticket was touched
// is told at once; the others when their turn comes, once in a pace, and only if
// their figures have changed or the last turn told nothing.
type phones struct {
	composer
	hub audience

	mu    sync.Mutex
	names map[string]bool // of list
	list  []*phone        // in the order in which they came
}

// phone is one topic, of as many phones as have the ticket's link.
type phone struct {
	name    string
	touched func(*centre.State) uint64
	seen    uint64 // touched, when its frame was last composed for that
	silent  bool   // its last turn told nothing: the next is a sign of life
}

func newPhones(c composer, h audience) *phones {
	return &phones{composer: c, hub: h, names: map[string]bool{}}
}

// first composes the frame of somebody who has come, and follows the topic from
// then on. It looks at what was touched before it composes, so that nothing between
// the two is missed.
func (p *phones) first(name string) (hub.Frame, bool) {
	live, topic := p.viewOf(name)
	one := &phone{name: name, touched: func(s *centre.State) uint64 { return live.Touched(s, topic) }}
	p.read(func(s *centre.State) { one.seen = one.touched(s) })
	p.mu.Lock()
	if !p.names[name] {
		p.names[name] = true
		p.list = append(p.list, one)
	}
	p.mu.Unlock()
	return p.compose(name)
}

// run publishes until ctx ends.
func (p *phones) run(ctx context.Context, changed <-chan struct{}) {
	turns := round{}
	turn := time.NewTimer(pace)
	defer turn.Stop()
	signal, rest, more := changed, (<-chan time.Time)(nil), false
	for {
		select {
		case <-ctx.Done():
			return
		case <-turn.C:
			if turns.over() {
				turns = round{phones: p.present()}
			}
			p.tell(turns.next())
			turn.Reset(turns.pause())
			continue
		case <-rest:
			if signal, rest = changed, nil; !more {
				continue
			}
		case <-signal:
		}
		more = p.tellTouched()
		signal, rest = nil, time.After(ownGap)
	}
}

// tell gives phones their turn.
func (p *phones) tell(some []*phone) {
	for _, one := range some {
		f, ok := p.compose(one.name)
		switch {
		case !ok:
		case one.silent:
			p.hub.Repeat(one.name, f)
			one.silent = false
		default:
			one.silent = !p.hub.Publish(one.name, f)
		}
	}
}

// tellTouched tells the phones whose own ticket was touched since they were last
// told; more says that some are left for the next time.
func (p *phones) tellTouched() (more bool) {
	p.mu.Lock()
	list := p.list
	p.mu.Unlock()
	var touched []*phone
	for len(list) > 0 && len(touched) < ownAtOnce {
		some := list[:min(lookAtOnce, len(list))]
		list = list[len(some):]
		p.read(func(s *centre.State) {
			for _, one := range some {
				if last := one.touched(s); last > one.seen && len(touched) < ownAtOnce {
					one.seen = last
					touched = append(touched, one)
				}
			}
		})
	}
	for _, one := range touched {
		if f, ok := p.compose(one.name); ok {
			p.hub.Publish(one.name, f)
		}
	}
	return len(touched) == ownAtOnce
}

// present forgets the phones that have left, and gives the others. Who comes
// meanwhile is enrolled at the hub before first is asked, so nobody is forgotten
// who is there.
func (p *phones) present() []*phone {
	p.mu.Lock()
	defer p.mu.Unlock()
	watched := make(map[string]bool, len(p.list))
	for _, name := range p.hub.Topics() {
		watched[name] = true
	}
	there := make([]*phone, 0, len(p.list))
	for _, one := range p.list {
		if watched[one.name] {
			there = append(there, one)
		} else {
			delete(p.names, one.name)
		}
	}
	p.list = there
	return there
}

// round is one turn of each phone, spread over a pace.
type round struct {
	phones []*phone
	part   int
}

func (r *round) parts() int { return min(parts, len(r.phones)) }
func (r *round) over() bool { return r.part >= r.parts() }

// next are the phones whose turn it is.
func (r *round) next() []*phone {
	if r.over() {
		return nil
	}
	n, of := len(r.phones), r.parts()
	some := r.phones[r.part*n/of : (r.part+1)*n/of]
	r.part++
	return some
}

// pause is how long until the next turn.
func (r *round) pause() time.Duration { return pace / time.Duration(max(1, r.parts())) }
