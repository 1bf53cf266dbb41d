// Package startup answers for a centre from the first moment of its process: until its
// state is built, that it is starting and how far that is, and from then on by the
// centre itself, on the same connections.
package startup

import (
	"context"
	"sync/atomic"
)

// Progress is how far a start is: the records passed of those to be passed, over all
// tasks that read them. Its methods may be called by many goroutines; the zero value is
// a start of which nothing is known yet.
type Progress struct{ passed, all atomic.Uint64 }

// Task announces a reading of the records up to last: the journal into the state, or
// into one of its followers. What it gives is to be told each record reached, by one
// goroutine, and answers ctx's error once ctx has ended, with which the reading ends.
// Records may be skipped; a reading that begins after a snapshot says so by its first.
// It costs an atomic addition.
func (p *Progress) Task(ctx context.Context, last uint64) (reached func(seq uint64) error) {
	p.all.Add(last)
	var at uint64
	ended := ctx.Done()
	return func(seq uint64) error {
		p.passed.Add(seq - at)
		at = seq
		select {
		case <-ended:
			return ctx.Err()
		default:
			return nil
		}
	}
}

// Seen is how many records are passed, n, of how many, m; 0 of 0 while nothing is known.
func (p *Progress) Seen() (n, m uint64) {
	n = p.passed.Load() // before m, which never shrinks: n is never more
	return n, p.all.Load()
}
