package journal

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// acquire takes the lock that keeps a second server from the same journal. The
// kernel lets it go when the process ends, however it ends.
func acquire(name string) (*os.File, error) {
	// #nosec G304 -- beside the journal that the operator names
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("making the lock file: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		if errors.Is(err, syscall.EWOULDBLOCK) {
			err = ErrInUse
		}
		return nil, errors.Join(fmt.Errorf("locking: %w", err), f.Close())
	}
	return f, nil
}

// begun stands in the lock file once a journal lies beside it.
const begun = "a journal was begun beside this file; while it says so, no other is begun in its place\n"

// wasBegun tells whether a journal has been here before.
func wasBegun(lock *os.File) (bool, error) {
	info, err := lock.Stat()
	if err != nil {
		return false, fmt.Errorf("reading the lock file: %w", err)
	}
	return info.Size() > 0, nil
}

// noteBegun lets wasBegun tell so from now on, also after a power cut.
func noteBegun(lock *os.File) error {
	if was, err := wasBegun(lock); err != nil || was {
		return err
	}
	_, err := lock.WriteString(begun)
	if err := errors.Join(err, lock.Sync()); err != nil {
		return fmt.Errorf("writing the lock file: %w", err)
	}
	return nil
}
