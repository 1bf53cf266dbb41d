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
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600) // #nosec G304 -- beside the journal that the operator names
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
