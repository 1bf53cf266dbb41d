package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A restore keeps all that lay in the folder in a new one within it, keptFolder and
// the time. While the journal that is to come lies in there under the name of
// staged, the restore is not finished: what is in the folder is part of the old.
const (
	keptFolder = "before-restore-"
	staged     = "restored.db"
	trial      = "trial" // a folder in it, for the copy until it was tried
)

// ErrUnfinished: a restore was begun and not finished.
var ErrUnfinished = errors.New("a restore was begun here and not finished; nothing is opened before it is: " +
	"run again: server restore --data DIR FILE")

// unfinished refuses a folder between two journals.
func unfinished(dir string) error {
	kept, err := begunIn(dir)
	if err != nil || kept == "" {
		return err
	}
	return fmt.Errorf("%w (what lay here is being kept in %s)", ErrUnfinished, kept)
}

// begunIn is the folder of an unfinished restore; "" for none.
func begunIn(dir string) (string, error) {
	list, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("looking for an unfinished restore: %w", err)
	}
	for _, entry := range list {
		kept := filepath.Join(dir, entry.Name())
		if !strings.HasPrefix(entry.Name(), keptFolder) {
			continue
		}
		if size, err := sizeOf(filepath.Join(kept, staged)); err != nil || size > 0 {
			return kept, err
		}
	}
	return "", nil
}

// restoration puts the journal in file in the place of the one at path.
type restoration struct {
	path, file string
	keys       Keys
	now        time.Time
	try        func(*Journal) error
	kept       string // the folder that keeps what lay here
	head       Head   // of the restored journal
}

// step is a part of a restore. The process may be killed within any of them and
// between any two: then either the old journal is whole in its place, or unfinished
// refuses a start, and a restore from the beginning comes to the end.
type step struct {
	what string
	do   func() error
}

// Restore puts a backup, or any other journal of ours, in the place of whatever lies
// at path, while no server is running. Everything that lay there is moved to a
// folder beside it, whose name is returned ("" if there was nothing to keep), and
// never deleted. Before anything is moved, a copy of the file is checked, brought up
// to date as a start would, opened with these keys, and handed to try, which may
// check it further. Numbers skip ahead at the next start, as after any backup.
//
// A restore that was cut short is run again, with the same file or another.
func Restore(path, file string, keys Keys, now time.Time, try func(*Journal) error) (kept string, head Head,
	err error) {
	lock, err := acquire(path + ".lock")
	if errors.Is(err, ErrInUse) {
		return "", Head{}, fmt.Errorf("restoring to %s: %w: stop the server first", path, err)
	}
	if err != nil {
		return "", Head{}, fmt.Errorf("restoring to %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	r := &restoration{path: path, file: file, keys: keys, now: now, try: try}
	steps, err := r.plan()
	for _, s := range steps {
		if err = s.do(); err != nil {
			err = fmt.Errorf("%s: %w", s.what, err)
			break
		}
	}
	if err != nil {
		return r.kept, r.head, fmt.Errorf("restoring %s: %w", file, errors.Join(err, r.sweep()))
	}
	return r.kept, r.head, noteBegun(lock)
}

// plan lists the steps for the folder as it is. Until the copy is staged nothing has
// happened to the old journal; from then on the restore has to be finished.
func (r *restoration) plan() ([]step, error) {
	old, err := r.old()
	if err != nil {
		return nil, err
	}
	steps := []step{
		{"checking the file", r.check},
		{"clearing away what is left of a failed restore", r.sweep},
		{"making a folder for what lies here", r.makeRoom},
		{"copying the file", r.copy},
		{"trying the copy", r.rehearse},
		{"staging the copy", r.stage},
	}
	for _, name := range old {
		steps = append(steps, step{"keeping " + name, func() error { return r.keep(name) }})
	}
	return append(steps, step{"putting the copy in place", r.place}), nil
}

// old names the files of the journal that lies here: the main one, what SQLite has
// beside it, and what is made from it.
func (r *restoration) old() (names []string, err error) {
	list, err := os.ReadDir(filepath.Dir(r.path))
	if err != nil {
		return nil, fmt.Errorf("looking into the folder: %w", err)
	}
	base := filepath.Base(r.path)
	for _, entry := range list {
		name := entry.Name()
		if name == base || strings.HasPrefix(name, base+"-") || strings.HasPrefix(name, "projections.db") {
			names = append(names, name)
		}
	}
	return names, nil
}

// check refuses a file that is no sound journal of ours, without changing anything.
func (r *restoration) check() (err error) {
	info, err := os.Stat(r.file)
	switch {
	case err != nil:
		return fmt.Errorf("there is no such file: %w", err)
	case !info.Mode().IsRegular() || info.Size() == 0:
		return errors.New("it is empty, or no file at all")
	}
	m, err := read(r.file)
	if err != nil {
		return err
	}
	if !m.copy {
		if err := fits(r.file, m); err != nil {
			return err
		}
	}
	db := r.source(m)
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := notNewer(db); err != nil {
		return err
	}
	if err := check(db); err != nil {
		return err
	}
	if end, _, err := lastRecord(db); err != nil || end.Seq == 0 {
		return errors.Join(ErrNotJournal, err)
	}
	return nil
}

// source opens the file for reading: with its log, where it has one that is its own.
func (r *restoration) source(m main) *sql.DB {
	if size, err := sizeOf(r.file + "-wal"); m.copy || err == nil && size == 0 {
		return alone(r.file)
	}
	return whole(r.file)
}

// sweep clears away the trials of restores that came to nothing, and their folders
// unless they keep something.
func (r *restoration) sweep() error {
	dir := filepath.Dir(r.path)
	list, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("looking into the folder: %w", err)
	}
	for _, entry := range list {
		if !strings.HasPrefix(entry.Name(), keptFolder) {
			continue
		}
		kept := filepath.Join(dir, entry.Name())
		if err := os.RemoveAll(filepath.Join(kept, trial)); err != nil {
			return fmt.Errorf("clearing away: %w", err)
		}
		_ = os.Remove(kept) // only where it is empty
	}
	return nil
}

// makeRoom finds the folder of an unfinished restore, or makes one.
func (r *restoration) makeRoom() (err error) {
	dir := filepath.Dir(r.path)
	if r.kept, err = begunIn(dir); err != nil || r.kept != "" {
		return err
	}
	name := filepath.Join(dir, keptFolder+r.now.UTC().Format("20060102-150405"))
	r.kept = name
	for n := 2; ; n++ {
		if err = os.Mkdir(r.kept, 0o700); !errors.Is(err, fs.ErrExist) {
			break
		}
		r.kept = fmt.Sprintf("%s-%d", name, n)
	}
	if err != nil {
		return fmt.Errorf("making it: %w", err)
	}
	return syncFolder(dir)
}

// trial is the copy while it is tried, in a folder for all that opening it makes.
func (r *restoration) trial() string { return filepath.Join(r.kept, trial, filepath.Base(r.path)) }

// copy lets SQLite write the journal as one file, whatever it consists of.
func (r *restoration) copy() (err error) {
	m, err := read(r.file)
	if err != nil {
		return err
	}
	if err := os.Mkdir(filepath.Dir(r.trial()), 0o700); err != nil {
		return fmt.Errorf("making a folder for the trial: %w", err)
	}
	return copyInto(context.Background(), r.source(m), r.trial())
}

// rehearse does with the copy all that a start would, and reads all that it holds.
func (r *restoration) rehearse() error {
	j, err := Open(r.trial(), r.keys)
	if err != nil {
		return err
	}
	err = j.tryOut(r.try)
	r.head = j.Head()
	return errors.Join(err, j.Close())
}

func (j *Journal) tryOut(further func(*Journal) error) error {
	if _, err := j.VerifyChain(context.Background(), nil, nil); err != nil {
		return err
	}
	if err := j.opensPeople(); err != nil {
		return err
	}
	if err := further(j); err != nil {
		return err
	}
	// A copy made by other means does not say that it is one. Its numbers may have
	// been given out further, too.
	return j.Write(func(tx *sql.Tx) error {
		_, err := tx.Exec(`UPDATE about SET backup_of = seq, backup_at = at
			FROM (SELECT seq, at FROM events ORDER BY seq DESC LIMIT 1) WHERE backup_of IS NULL`)
		return err
	})
}

// stage makes the copy the journal that is to come.
func (r *restoration) stage() error {
	if err := settleFile(r.trial(), filepath.Join(r.kept, staged)); err != nil {
		return err
	}
	return r.sweep()
}

// keep moves a file of the old journal out of the way.
func (r *restoration) keep(name string) error {
	dir := filepath.Dir(r.path)
	if err := os.Rename(filepath.Join(dir, name), filepath.Join(r.kept, name)); err != nil {
		return fmt.Errorf("moving it: %w", err)
	}
	return errors.Join(syncFolder(r.kept), syncFolder(dir))
}

// place ends the restore.
func (r *restoration) place() error {
	if err := os.Rename(filepath.Join(r.kept, staged), r.path); err != nil {
		return fmt.Errorf("naming it: %w", err)
	}
	if err := errors.Join(syncFolder(r.kept), syncFolder(filepath.Dir(r.path))); err != nil {
		return err
	}
	if err := os.Remove(r.kept); err == nil { // only where it is empty
		r.kept = ""
	}
	return nil
}
