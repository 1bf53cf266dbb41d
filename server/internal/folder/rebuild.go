package folder

import (
	"context"
	"errors"
	"log/slog"

	"dost/server/internal/keys"
	"dost/server/internal/projection"
)

// Rebuild makes followers of a stopped centre's log anew, all where none is named; done
// is told of each, and the record up to which it holds the log.
func Rebuild(
	ctx context.Context, dataDir string, log *slog.Logger, names []string,
	done func(follower string, seq uint64),
) (err error) {
	k, err := keys.Open(Keys(dataDir))
	if err != nil {
		return err
	}
	j, err := OpenJournal(dataDir, k)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, j.Close()) }()
	s, err := projection.Open(Projections(dataDir), j, log)
	if err != nil {
		return err
	}
	return errors.Join(s.Rebuild(ctx, names, done), s.Close())
}
