// Package staff knows who may do what in a centre: people with a login, a role
// and a session, and devices with a token. It is the kit's Identifier and the
// surface of signing in, pairing, and the manager's lists of both.
//
// Secrets are kept as hashes only: argon2id for passwords, SHA-256 for the 256-bit
// tokens of sessions and devices. Every change leaves an audit record in its own
// transaction. Nothing is written while a request is served, but for sign-ins and
// changes: when somebody was last seen is written once a minute (see Run).
package staff

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"dost/server/internal/journal"
	"dost/server/web"
)

// Store keeps staff, sessions and devices; *journal.Journal is one.
type Store interface {
	Account(login string) (journal.Account, error)
	Accounts() ([]journal.Account, error)
	AddAccount(a journal.Account, c journal.Change) error
	SetAccount(a journal.Account, endSessions bool, changes ...journal.Change) error
	OpenDemo(a journal.Account, c journal.Change) error
	CloseDemo(c journal.Change) error

	Sessions() ([]journal.Session, error)
	AddSession(s journal.Session, c journal.Change) error
	EndSession(hash []byte, c journal.Change) error
	Touch(seen []journal.Session, expired [][]byte, devices map[string]time.Time) error

	Factor(login string) (journal.Factor, error)
	Factored() ([]string, error)
	SetFactor(f journal.Factor, recovery []string, keep []byte, c journal.Change) error
	EndFactor(login string, endSessions bool, c journal.Change) error
	TakeStep(login string, last, step int64) error
	TakeRecovery(login, code string, c journal.Change, after func(left int) journal.Facts) error
	SetRecovery(login string, codes []string, c journal.Change) error
	StaffRule(name string) (string, error)
	SetStaffRule(name, value string, c journal.Change) error

	Devices() ([]journal.Device, error)
	AddDevice(d journal.Device, c journal.Change) (id string, err error)
	OpenDemoDevice(d journal.Device, c journal.Change) error
	RevokeDevice(id string, c journal.Change) error

	Note(c journal.Change) error
	Changes(limit int) ([]journal.Change, error)
}

// Options of the staff. Zero values are the server's own.
type Options struct {
	Demo   bool             // opens the demo's accounts and devices; else they are closed
	HTTPS  bool             // people reach the server by TLS even if a proxy ends it
	Centre string           // its name, which the app on a manager's phone shows beside the code
	Now    func() time.Time // the clock; nil = time.Now
	Log    *slog.Logger     // nil = silent
}

// Staff is all of it. Its methods may be called by many goroutines.
type Staff struct {
	store  Store
	centre string
	demo   bool // whoever is added belongs to the demo too
	https  bool
	now    func() time.Time
	log    *slog.Logger
	hasher *hasher

	signIns *attempts // by login and address
	// of the second factor, by login: apart, so that no stranger's tries make room among them
	codes    *attempts
	pairings *pairings
	replies  *replies
	sessions sessions
	devices  devices
	factors  factors

	change   sync.Mutex // one change of accounts at a time: reading, judging, storing
	mu       sync.Mutex // guards onRevoke
	onRevoke []func(caller string)
}

// New reads staff and devices from the store. In a demo it opens the demo's
// accounts and devices (see demo.go); else it closes what a demo left behind.
func New(store Store, o Options) (*Staff, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Staff{
		store: store, centre: o.Centre, demo: o.Demo, https: o.HTTPS, now: o.Now, log: o.Log,
		hasher:   newHasher(),
		signIns:  newAttempts(o.Now),
		codes:    newAttempts(o.Now),
		pairings: newPairings(o.Now),
		replies:  newReplies(o.Now),
	}
	if err := s.settleDemo(o.Demo); err != nil {
		return nil, fmt.Errorf("staff: %w", err)
	}
	if err := s.loadFactors(); err != nil {
		return nil, fmt.Errorf("staff: %w", err)
	}
	if err := s.loadDevices(); err != nil {
		return nil, fmt.Errorf("staff: %w", err)
	}
	if err := s.loadSessions(); err != nil {
		return nil, fmt.Errorf("staff: %w", err)
	}
	return s, nil
}

// OnRevoke has f called with the actor ("agent:agent3", "kiosk:K1") of everyone
// who loses the right to call: signed out everywhere, expired, closed, revoked.
// It is for closing live sockets; f must not call back into the staff.
func (s *Staff) OnRevoke(f func(caller string)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onRevoke = append(s.onRevoke, f)
}

// revoked tells those who listen. No lock of the staff is held by the caller but
// change.
func (s *Staff) revoked(callers ...web.Caller) {
	s.mu.Lock()
	listeners := slices.Clone(s.onRevoke)
	s.mu.Unlock()
	for _, c := range callers {
		for _, f := range listeners {
			f(c.Actor())
		}
	}
}

// record is an audit record of now.
func (s *Staff) record(actor, what, subject string) journal.Change {
	return journal.Change{At: s.now(), Actor: actor, What: what, Subject: subject}
}

// sweepEvery is how soon an expired session loses its live sockets; flushEvery is
// how often last-seen times are written, so what a crash can lose of them.
const (
	sweepEvery = 15 * time.Second
	flushEvery = time.Minute
)

// Run ends expired sessions and writes who was last seen when, until ctx ends;
// then it writes once more.
func (s *Staff) Run(ctx context.Context) {
	sweep := time.NewTicker(sweepEvery)
	defer sweep.Stop()
	flushed := s.now()
	for {
		select {
		case <-ctx.Done():
			s.Sweep(true)
			return
		case <-sweep.C:
			due := s.now().Sub(flushed) >= flushEvery
			if due {
				flushed = s.now()
			}
			s.Sweep(due)
		}
	}
}

// Sweep is one round of Run: it ends expired sessions and, if flush is set, writes
// when the others and the devices were last seen. A failed write is logged and
// tried again in the next round; nobody is kept out by it.
func (s *Staff) Sweep(flush bool) {
	expired, gone := s.sessions.expire(s.now())
	s.revoked(gone...)
	var (
		seen    []journal.Session
		devices map[string]time.Time
	)
	if flush {
		seen, devices = s.sessions.touched(), s.devices.touched()
	}
	if len(expired)+len(seen)+len(devices) == 0 {
		return
	}
	if err := s.store.Touch(seen, expired, devices); err != nil {
		s.log.Warn("writing who was last seen", "error", err)
	}
}
