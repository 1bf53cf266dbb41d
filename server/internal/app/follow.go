package app

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"time"

	"dost/server/internal/keys"
	"dost/server/internal/projection"
)

// projectionsFile holds what follows the log; it may be thrown away.
const projectionsFile = "projections.db"

// followerStopped is the trouble of a follower that failed: nothing of the queue is
// touched by it.
const followerStopped = "follower-stopped"

// The forgetting of answers that nobody asks for any more: how often it is looked for, the
// rows of one transaction, and the pause between two, so that no order waits.
const (
	forgetEvery   = time.Minute
	forgetPortion = 500
	forgetPause   = 100 * time.Millisecond
)

// follow opens what follows the log and has it follow until ctx ends.
func (a *App) follow(ctx context.Context) (err error) {
	path := filepath.Join(a.options.DataDir, projectionsFile)
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

// Rebuild makes followers of a stopped centre's log anew, all where none is named; done
// is told of each, and the record up to which it holds the log.
func Rebuild(
	ctx context.Context, dataDir string, log *slog.Logger, names []string, done func(follower string, seq uint64),
) (err error) {
	k, err := keys.Open(KeysDir(dataDir))
	if err != nil {
		return err
	}
	j, err := OpenJournal(dataDir, k)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, j.Close()) }()
	s, err := projection.Open(filepath.Join(dataDir, projectionsFile), j, log)
	if err != nil {
		return err
	}
	return errors.Join(s.Rebuild(ctx, names, done), s.Close())
}
