// Package library is the services in force at a centre: the passports that come with the
// program and, over them, those that the centre stored itself.
package library

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"dost/assets"
	"dost/server/centre"
	"dost/server/passport"
	"dost/server/web"
)

// Library is the services in force. It is made anew when the catalogue changes; whoever
// holds the one before keeps it.
type Library struct {
	shipped []passport.Passport
	read    func(func(*centre.State))
	log     *slog.Logger

	mu  sync.Mutex // one at a time makes it
	rev uint64     // of the catalogue that now is made of
	now atomic.Pointer[passport.Library]
}

// Open reads the passports that come with the program, and the catalogue of the state that
// read shows under its lock.
func Open(read func(func(*centre.State)), log *slog.Logger) (*Library, error) {
	l := &Library{read: read, log: log}
	var err error
	if l.shipped, err = shipped(); err != nil {
		return nil, err
	}
	first, err := passport.NewLibrary(l.shipped)
	if err != nil {
		return nil, fmt.Errorf("reading the passports that come with the program: %w", err)
	}
	l.now.Store(first)
	l.refresh()
	return l, nil
}

// shipped reads the service passports that come with the program.
func shipped() ([]passport.Passport, error) {
	files := assets.Passports()
	names, err := fs.Glob(files, "*.json")
	if err != nil {
		return nil, fmt.Errorf("listing the passports: %w", err)
	}
	var all []passport.Passport
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("reading passport %s: %w", name, err)
		}
		var p passport.Passport
		if err := json.Unmarshal(text, &p); err != nil {
			return nil, fmt.Errorf("reading passport %s: %w", name, err)
		}
		all = append(all, p)
	}
	return all, nil
}

// InForce is the library in force. It takes no lock: it is asked from within reads of
// the state.
func (l *Library) InForce() *passport.Library { return l.now.Load() }

// refresh brings the library up to the catalogue as it is durable now. It costs a
// comparison where nothing has changed.
func (l *Library) refresh() {
	l.mu.Lock()
	defer l.mu.Unlock()
	var all []passport.Passport
	var rev uint64
	l.read(func(s *centre.State) {
		if rev = s.Passports.Rev(); rev != l.rev {
			all = s.Passports.Overlay(l.shipped)
		}
	})
	if rev == l.rev {
		return
	}
	fresh, err := passport.NewLibrary(l.usable(all))
	if err != nil {
		l.log.Error("making the library of services; the one before stays", "error", err)
		return
	}
	l.now.Store(fresh)
	l.rev = rev
}

// usable leaves out what a stricter program no longer accepts: one old version
// must not keep the centre closed.
func (l *Library) usable(all []passport.Passport) []passport.Passport {
	good := all[:0]
	for _, p := range all {
		if err := p.Validate(); err != nil {
			l.log.Warn("a stored passport is no longer accepted", "id", p.ID, "version", p.Version, "error",
				err)
			continue
		}
		good = append(good, p)
	}
	return good
}

// Refreshing is the centre as those who store passports see it: once an order is
// answered, the library in force knows of it.
func (l *Library) Refreshing(c web.Centre) web.Centre { return refreshing{c, l} }

type refreshing struct {
	web.Centre
	library *Library
}

func (r refreshing) Do(ctx context.Context, envelope centre.Envelope) (centre.Answer, error) {
	answer, err := r.Centre.Do(ctx, envelope)
	if _, passports := envelope.Command.(passport.Command); passports {
		r.library.refresh()
	}
	return answer, err
}

// libraryCalm is between two looks at the catalogue, however much happens.
const libraryCalm = time.Second

// Follow keeps the library up to the catalogue, also where an order became durable
// while its sender was told otherwise (a store that failed and came back). Whoever
// stores a passport has it refreshed by the order itself.
func (l *Library) Follow(ctx context.Context, changed <-chan struct{}) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-changed:
			l.refresh()
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(libraryCalm):
		}
	}
}
