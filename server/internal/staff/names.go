package staff

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"dost/server/internal/journal"
)

// Names are what people are called, by login. Frames ask for them while the state is
// locked, many times a second, and they change a few times a year: so they are read
// anew every few seconds, beside, and never by who asks.
type Names struct {
	accounts func() ([]journal.Account, error)
	log      *slog.Logger
	known    atomic.Pointer[map[string]string]
}

const namesKept = 5 * time.Second

// NewNames reads the names once; Run keeps them fresh.
func NewNames(accounts func() ([]journal.Account, error), log *slog.Logger) *Names {
	n := &Names{accounts: accounts, log: log}
	n.known.Store(&map[string]string{})
	n.read()
	return n
}

// All gives every name known. The caller must not change it.
func (n *Names) All() map[string]string { return *n.known.Load() }

// Run keeps the names fresh until ctx ends.
func (n *Names) Run(ctx context.Context) {
	again := time.NewTicker(namesKept)
	defer again.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-again.C:
			n.read()
		}
	}
}

// read reads the names; on a failure the ones from before stay.
func (n *Names) read() {
	list, err := n.accounts()
	if err != nil {
		n.log.Warn("reading the names of the staff", "error", err)
		return
	}
	fresh := make(map[string]string, len(list))
	for _, a := range list {
		fresh[a.Login] = a.Name
	}
	n.known.Store(&fresh)
}
