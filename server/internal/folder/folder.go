// Package folder is a centre's data folder: where what lies in it, and how it is opened
// by the server and, while that is stopped, by the commands.
package folder

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"dost/server/internal/journal"
	"dost/server/internal/keys"
	"dost/server/internal/staff"
)

// The layout of a data folder.
const (
	journalFile     = "centre.db"
	projectionsFile = "projections.db" // what follows the log; it may be thrown away
	keysFolder      = "keys"
)

// Keys is where a centre's keys lie.
func Keys(dataDir string) string { return filepath.Join(dataDir, keysFolder) }

// Projections is where what follows the log lies.
func Projections(dataDir string) string { return filepath.Join(dataDir, projectionsFile) }

// OpenKeys reads a centre's keys. They are made with the journal, never after it: new
// ones would open nothing in it.
func OpenKeys(dataDir string) (keys.Keys, error) {
	if info, err := os.Stat(journalIn(dataDir)); err == nil && info.Size() > 0 {
		return keys.Existing(Keys(dataDir))
	}
	return keys.Open(Keys(dataDir))
}

func journalIn(dataDir string) string { return filepath.Join(dataDir, journalFile) }

// sealing are the keys that the journal needs.
func sealing(k keys.Keys) journal.Keys {
	return journal.Keys{Identity: k.Identity, Lookup: k.Lookup}
}

// OpenJournal opens a centre's journal alone, for the commands that need no
// running centre.
func OpenJournal(dataDir string, k keys.Keys) (*journal.Journal, error) {
	return journal.Open(journalIn(dataDir), sealing(k))
}

// InspectJournal opens a centre's journal for reading, also beside its server.
func InspectJournal(dataDir string) (*journal.Journal, error) {
	k, err := keys.Existing(Keys(dataDir))
	if err != nil {
		return nil, err
	}
	return journal.Inspect(journalIn(dataDir), sealing(k))
}

// OpenStaff opens the staff of a centre whose server is stopped; done closes it.
func OpenStaff(dataDir string) (s *staff.Staff, done func() error, err error) {
	if err := os.MkdirAll(dataDir, 0o700); err != nil {
		return nil, nil, fmt.Errorf("making the data folder: %w", err)
	}
	k, err := OpenKeys(dataDir)
	if err != nil {
		return nil, nil, err
	}
	j, err := OpenJournal(dataDir, k)
	if err != nil {
		return nil, nil, err
	}
	if s, err = staff.New(j, staff.Options{}); err != nil {
		return nil, nil, errors.Join(err, j.Close())
	}
	return s, j.Close, nil
}
