package journal

import (
	"errors"
	"fmt"
	"syscall"
	"time"

	"dost/server/problem"
)

// Faults of the folder that a journal lies in. Each says what an operator can do;
// the codes are what screens and probes show beside "store-down".
var (
	// ErrMoved: the file written to is no longer the one in the folder.
	ErrMoved error = &problem.Error{
		Code:   "store-moved",
		Detail: "the journal that is open was moved, deleted or replaced in its folder; put it back",
	}
	// ErrLost: what lies in the folder lacks records that were acknowledged.
	ErrLost error = &problem.Error{
		Code: "store-lost", Detail: "the journal in the folder lacks records that were acknowledged; " +
			"put back the file that this server wrote, or stop it and use: server restore",
	}
	// ErrMixed: the file and the log beside it (FILE-wal) are not of one journal.
	ErrMixed error = &problem.Error{
		Code:   "store-mixed",
		Detail: "the journal and the log beside it do not belong together; nothing was touched",
	}
	// ErrMissing: a journal lay here, and is gone.
	ErrMissing error = &problem.Error{
		Code:   "store-moved",
		Detail: "there was a journal here, and it is missing; a new one is not begun in its place",
	}
)

// files are those that SQLite works on. It keeps them open from the first
// connection to the last, so that they stay the same files for so long, or somebody
// has moved, deleted or replaced one.
type files [3]identity

// identity is what a file is, whatever its name.
type identity struct{ device, inode uint64 }

// suffixes are of the names of files, in their order.
var suffixes = [len(files{})]string{"", "-wal", "-shm"}

// lookUp finds the files by their names, without opening them: were this process to
// close one, every lock that SQLite holds on it would be gone (POSIX), and the next
// program to look at the journal would delete the log under this one.
func lookUp(path string) (now files, err error) {
	for i, suffix := range suffixes {
		var info syscall.Stat_t
		if err := syscall.Stat(path+suffix, &info); err != nil {
			return files{}, fmt.Errorf("%w (%s%s: %w)", ErrMoved, path, suffix, err)
		}
		now[i] = identity{device: uint64(info.Dev), inode: info.Ino} //nolint:unconvert // narrower elsewhere
	}
	return now, nil
}

// InPlace tells whether what is written goes to the files that are in the folder:
// nil, or ErrMoved (promises 18). It asks for three names, which takes a
// few microseconds, waits for nobody, and may be called at any time.
func (j *Journal) InPlace() error {
	opened := j.files.Load()
	if opened == nil {
		return nil // none is open: whoever writes is told
	}
	now, err := lookUp(j.path)
	if err != nil {
		return err
	}
	for i := range opened {
		if opened[i] != now[i] {
			return fmt.Errorf("%w (%s%s is another file)", ErrMoved, j.path, suffixes[i])
		}
	}
	return nil
}

// leave closes every connection to files that are not in their place any more: one
// new connection beside old ones would share their index of a log that is another.
// SQLite writes the log back and deletes it only where the main file is still in
// place, so nothing of what has come instead is touched. The caller holds mu.
func (j *Journal) leave() error {
	j.disconnect()
	pool := j.Reader()
	_ = pool.Close() // of a store that failed: it says nothing new
	for patience := 200; pool.Stats().OpenConnections > 0; patience-- {
		if patience == 0 {
			return errors.New("somebody still reads from the files that were moved")
		}
		time.Sleep(10 * time.Millisecond)
	}
	j.files.Store(nil)
	return nil
}
