package app

import (
	"context"
	"time"

	"dost/server/internal/folder"
	"dost/server/internal/projection"
)

// The forgetting of answers that nobody asks for any more: how often it is looked for, the
// rows of one transaction, and the pause between two, so that no order waits.
const (
	forgetEvery   = time.Minute
	forgetPortion = 500
	forgetPause   = 100 * time.Millisecond
)

// follow opens what follows the log and has it follow until ctx ends.
func (a *App) follow(ctx context.Context) (err error) {
	path := folder.Projections(a.options.DataDir)
	if a.projections, err = projection.Open(path, a.journal, a.options.Log); err != nil {
		return err
	}
	a.others.Go(func() { a.projections.Run(ctx) })
	a.others.Go(func() { a.forget(ctx) })
	return nil
}

// forget takes old answers off the log until ctx ends.
func (a *App) forget(ctx context.Context) {
	for {
		pause := forgetEvery
		more, err := a.journal.ForgetReplies(forgetPortion)
		switch {
		case err != nil:
			a.options.Log.Warn("forgetting old answers", "error", err)
		case more:
			pause = forgetPause
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}
