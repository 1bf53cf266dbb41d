package library

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"time"

	"dost/server/centre"
	"dost/server/internal/folder"
	"dost/server/internal/keys"
	"dost/server/internal/writer"
	"dost/server/passport"
	"dost/server/queue"
)

// Catalogue is the passports of a centre whose server is stopped.
type Shelf struct {
	centre  *writer.Writer
	shipped []passport.Passport
	close   func() error
}

// OpenShelf opens the passports of a stopped centre; a running one refuses. The
// caller closes it.
func OpenShelf(dataDir string, log *slog.Logger) (*Shelf, error) {
	if err := os.MkdirAll(dataDir, 0o700); err != nil {
		return nil, fmt.Errorf("making the data folder: %w", err)
	}
	k, err := keys.Open(folder.Keys(dataDir))
	if err != nil {
		return nil, err
	}
	j, err := folder.OpenJournal(dataDir, k)
	if err != nil {
		return nil, err
	}
	c, err := writer.New(j, time.Now, writer.Options{Log: log, Heartbeat: -1})
	if err != nil {
		return nil, errors.Join(err, j.Close())
	}
	s := &Shelf{centre: c, close: func() error {
		return errors.Join(c.Close(context.Background()), j.Close())
	}}
	if s.shipped, err = shipped(); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

// InForce is the newest version of a service's passport.
func (s *Shelf) InForce(id string) (p passport.Passport, ok bool) {
	s.centre.Read(func(st *centre.State) {
		if stored := st.Passports.Versions(id); len(stored) > 0 {
			p, ok = stored[len(stored)-1].Passport, true
		}
	})
	if ok {
		return p, true
	}
	for _, p := range s.shipped {
		if p.ID == id {
			return p, true
		}
	}
	return p, false
}

// Directions is the centre's table from classification to direction.
func (s *Shelf) Directions() (table map[passport.Classification]queue.DirectionID) {
	s.centre.Read(func(st *centre.State) {
		inForce, _ := st.Passports.Directions()
		table = maps.Clone(inForce)
	})
	return table
}

// Shelve stores a passport as the next version.
func (s *Shelf) Shelve(ctx context.Context, actor string, v passport.Publish) error {
	if _, err := s.centre.Do(ctx, centre.Envelope{Actor: actor, Command: v}); err != nil {
		return fmt.Errorf("storing passport %s: %w", v.Passport.ID, err)
	}
	return nil
}

// Close ends the work on the centre's data.
func (s *Shelf) Close() error { return s.close() }
