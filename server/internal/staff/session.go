package staff

import (
	"sync"
	"sync/atomic"
	"time"

	"dost/server/internal/journal"
	"dost/server/web"
)

// How long a session lasts (security, People and devices), and how many one login may
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
