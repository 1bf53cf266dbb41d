package journal

import (
	"context"
	"fmt"

	"dost/server/event"
)

// LoadInspected is Load for a journal that is only inspected, also beside a working server:
// the history as far as it has come, checked against its chain.
func (j *Journal) LoadInspected(ctx context.Context, restore func(state []byte) error, recall,
	apply func(event.Record) error) error {
	if _, err := load(ctx, j.Reader(), restore, recall, apply); err != nil {
		return fmt.Errorf("reading the history: %w", err)
	}
	return nil
}
