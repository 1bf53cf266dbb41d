package journal

import (
	"context"
	"fmt"
	"time"

	"dost/server/centre"
	"dost/server/event"
)

// Peek is Load for a journal that is only inspected, also beside a working server:
// the history as far as it has come, checked against its chain.
func (j *Journal) Peek(ctx context.Context, restore func(state []byte) error, apply func(event.Record) error) error {
	from, err := restoreFrom(j.Reader(), restore)
	if err == nil {
		_, err = walk(ctx, j.Reader(), from, handOn(apply))
	}
	if err != nil {
		return fmt.Errorf("reading the history: %w", err)
	}
	return nil
}

// handOn decodes each row into its record.
func handOn(apply func(event.Record) error) func(*row, Head) error {
	return func(r *row, _ Head) error {
		ev, err := centre.Events.Decode(r.kind, r.body)
		if err != nil {
			return fmt.Errorf("record %d: %w", r.seq, err)
		}
		return apply(event.Record{Seq: r.seq, At: time.UnixMilli(r.at).UTC(), Actor: r.actor, Event: ev})
	}
}
