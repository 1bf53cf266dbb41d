package app

import (
	"log/slog"
	"sync"
	"time"

	"dost/server/internal/journal"
)

// names are what people are called, by login. Frames ask for them many times a
// second and they change a few times a year, so they are read anew at most every
// few seconds.
type names struct {
	accounts func() ([]journal.Account, error)
	log      *slog.Logger

	mu    sync.Mutex
	read  time.Time
	known map[string]string
}

const namesKept = 5 * time.Second

// all gives every name known; on a failed read the ones from before.
func (n *names) all() map[string]string {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.known != nil && time.Since(n.read) < namesKept {
		return n.known
	}
	n.read = time.Now()
	list, err := n.accounts()
	if err != nil {
		n.log.Warn("reading the names of the staff", "error", err)
		return n.known
	}
	fresh := make(map[string]string, len(list))
	for _, a := range list {
		fresh[a.Login] = a.Name
	}
	n.known = fresh
	return fresh
}
