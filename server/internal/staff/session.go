package staff

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"dost/server/internal/journal"
	"dost/server/web"
)

// How long a session lasts (RELIABILITY, Security), and how many one login may
// have: the oldest goes when another begins.
const (
	sessionIdle  = 15 * time.Minute
	sessionMost  = 12 * time.Hour
	sessionsEach = 10
)

// session is a sign-in that lasts. Its caller is replaced, never changed.
type session struct {
	key     fingerprint
	caller  atomic.Pointer[web.Caller]
	created time.Time
	seen    atomic.Int64 // milliseconds UTC
	written int64        // seen as stored; touched and New only
}

func (s *session) expired(now time.Time) bool {
	return now.Sub(time.UnixMilli(s.seen.Load())) > sessionIdle || now.Sub(s.created) > sessionMost
}

// sessions are those alive. The zero value has none.
type sessions struct {
	mu    sync.RWMutex
	alive map[fingerprint]*session
}

func (l *sessions) add(key fingerprint, caller web.Caller, created, seen time.Time) {
	s := &session{key: key, created: created, written: seen.UnixMilli()}
	s.caller.Store(&caller)
	s.seen.Store(seen.UnixMilli())
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.alive == nil {
		l.alive = map[fingerprint]*session{}
	}
	l.alive[key] = s
}

// identify finds a session that lasts, and counts it as seen.
func (l *sessions) identify(key fingerprint, now time.Time) (web.Caller, bool) {
	l.mu.RLock()
	s := l.alive[key]
	l.mu.RUnlock()
	if s == nil || s.expired(now) {
		return web.Caller{}, false
	}
	s.seen.Store(now.UnixMilli())
	return *s.caller.Load(), true
}

// remove ends sessions; the callers who have no other are given back.
func (l *sessions) remove(which func(*session) bool) (keys [][]byte, gone []web.Caller) {
	l.mu.Lock()
	defer l.mu.Unlock()
	left := map[string]web.Caller{}
	for key, s := range l.alive {
		if which(s) {
			caller := *s.caller.Load()
			left[caller.Actor()] = caller
			keys = append(keys, key[:])
			delete(l.alive, key)
		}
	}
	for _, s := range l.alive {
		delete(left, s.caller.Load().Actor())
	}
	for _, caller := range left {
		gone = append(gone, caller)
	}
	return keys, gone
}

func (l *sessions) expire(now time.Time) ([][]byte, []web.Caller) {
	return l.remove(func(s *session) bool { return s.expired(now) })
}

// oldest is a login's oldest session if it has as many as it may; else nil.
func (l *sessions) oldest(login string) *session {
	l.mu.RLock()
	defer l.mu.RUnlock()
	var (
		first *session
		count int
	)
	for _, s := range l.alive {
		if s.caller.Load().ID != login {
			continue
		}
		if count++; first == nil || s.created.Before(first.created) {
			first = s
		}
	}
	if count < sessionsEach {
		return nil
	}
	return first
}

// rename gives a login's sessions their person's new name.
func (l *sessions) rename(login, name string) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	for _, s := range l.alive {
		if caller := *s.caller.Load(); caller.ID == login {
			caller.Name = name
			s.caller.Store(&caller)
		}
	}
}

// touched are the sessions seen since they were last written.
func (l *sessions) touched() (list []journal.Session) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for key, s := range l.alive {
		if seen := s.seen.Load(); seen > s.written {
			s.written = seen
			list = append(list, journal.Session{Hash: key[:], Seen: time.UnixMilli(seen)})
		}
	}
	return list
}

// loadSessions takes up the sessions of before the restart.
func (s *Staff) loadSessions() error {
	stored, err := s.store.Sessions()
	if err != nil {
		return err
	}
	for _, one := range stored {
		account, err := s.store.Account(one.Login)
		if err != nil {
			return err
		}
		if len(one.Hash) != len(fingerprint{}) || !account.Active {
			continue
		}
		s.sessions.add(fingerprint(one.Hash), callerOf(account), one.Created, one.Seen)
	}
	return nil
}

func callerOf(a journal.Account) web.Caller {
	return web.Caller{Role: web.Role(a.Role), ID: a.Login, Name: a.Name}
}

// SignIn checks a login and its password and begins a session. address is where
// the try comes from. Refusals: wrong-password (also for a login that nobody has),
// too-many-tries, busy.
func (s *Staff) SignIn(ctx context.Context, login, password, address string) (token string, caller web.Caller, err error) {
	account, err := s.check(ctx, login, password, address)
	if err != nil {
		return "", web.Caller{}, err
	}
	if old := s.sessions.oldest(account.Login); old != nil {
		if err := s.endSession(old.key); err != nil {
			return "", web.Caller{}, err
		}
	}
	token, caller = newToken(), callerOf(account)
	key, now := fingerprintOf(token), s.now()
	err = s.store.AddSession(journal.Session{Hash: key[:], Login: account.Login, Created: now, Seen: now},
		s.record(caller.Actor(), "signed-in", account.Login))
	if err != nil {
		return "", web.Caller{}, fmt.Errorf("signing in: %w", err)
	}
	s.sessions.add(key, caller, now, now)
	return token, caller, nil
}

// Confirm checks the password of somebody who is signed in, before a change of
// weight. Refusals as SignIn's.
func (s *Staff) Confirm(login, password string) error {
	_, err := s.check(context.Background(), login, password, "confirm")
	return err
}

// check compares a password, at the same cost whether or not there is an account.
func (s *Staff) check(ctx context.Context, login, password, address string) (journal.Account, error) {
	wrong := web.Fail(web.CodeWrongPassword, "no open account has this login and password", nil)
	folded, ok := Fold(login)
	source := folded + " " + address
	if err := s.signIns.begin(source); err != nil {
		return journal.Account{}, err
	}
	var account journal.Account
	if ok {
		found, err := s.store.Account(folded)
		if err != nil && !errors.Is(err, journal.ErrUnknown) {
			s.signIns.undecided(source)
			return journal.Account{}, err
		}
		if found.Active {
			account = found
		}
	}
	if len(password) > 4*maxPassword {
		password = "" // longer than any password may be: not worth the hashing
	}
	same, err := s.hasher.matches(ctx, password, account.Hash)
	if err != nil {
		s.signIns.undecided(source)
		return journal.Account{}, err
	}
	if !same {
		return journal.Account{}, wrong
	}
	s.signIns.succeeded(source)
	return account, nil
}

// SignOut ends a session; an unknown token is none.
func (s *Staff) SignOut(token string) error { return s.endSession(fingerprintOf(token)) }

func (s *Staff) endSession(key fingerprint) error {
	caller, ok := s.sessions.identify(key, s.now())
	if !ok {
		return nil
	}
	// Out of memory first: a store that is down must not keep anybody signed in.
	_, gone := s.sessions.remove(func(one *session) bool { return one.key == key })
	s.revoked(gone...)
	if err := s.store.EndSession(key[:], s.record(caller.Actor(), "signed-out", caller.ID)); err != nil {
		return fmt.Errorf("signing out: %w", err)
	}
	return nil
}
