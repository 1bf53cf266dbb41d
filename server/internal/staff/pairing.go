package staff

import (
	"crypto/rand"
	"fmt"
	"strings"
	"sync"
	"time"

	"dost/server/internal/journal"
	"dost/server/web"
)

// A pairing code is 40 random bits, shown as eight characters that nobody mistakes
// for one another on a screen or by telephone: no 0 and O, no 1 and I. It is good
// once, for ten minutes, and only in the memory of the server that made it.
const (
	pairingLetters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
	pairingLength  = 8
	pairingLife    = 10 * time.Minute
	maxPairings    = 100
)

// pairing is a device that a manager has promised a place.
type pairing struct {
	kind    web.Role
	name    string
	actor   string // the manager
	expires time.Time
}

// pairings are the codes given out, with the tries at them by address.
type pairings struct {
	now   func() time.Time
	tries *attempts

	mu    sync.Mutex
	codes map[string]pairing
}

func newPairings(now func() time.Time) *pairings {
	return &pairings{now: now, tries: newAttempts(now), codes: map[string]pairing{}}
}

// Pairing gives a code by which one device can get its token.
func (s *Staff) Pairing(kind web.Role, name, actor string) (code string, expires time.Time, err error) {
	if kind, name, err = checkDevice(kind, name); err != nil {
		return "", time.Time{}, err
	}
	given := s.record(actor, "pairing-given", name)
	given.After = journal.Facts{"kind": string(kind), "name": name}
	if err := s.store.Note(given); err != nil {
		return "", time.Time{}, fmt.Errorf("recording a pairing code: %w", err)
	}
	return s.pairings.give(pairing{kind: kind, name: name, actor: actor})
}

func (p *pairings) give(one pairing) (string, time.Time, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for code, given := range p.codes {
		if !p.now().Before(given.expires) {
			delete(p.codes, code)
		}
	}
	if len(p.codes) >= maxPairings {
		return "", time.Time{}, web.Fail(web.CodeBusy, "too many codes are open; they end after ten minutes",
			nil)
	}
	var b [pairingLength]byte
	_, _ = rand.Read(b[:]) // never fails: the program ends if the system has no randomness
	for i := range b {
		b[i] = pairingLetters[b[i]%byte(len(pairingLetters))] // 32 divides 256: no letter is likelier
	}
	one.expires = p.now().Add(pairingLife)
	p.codes[string(b[:])] = one
	return string(b[:]), one.expires, nil
}

// take uses a code up.
func (p *pairings) take(code string) (pairing, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	one, ok := p.codes[code]
	delete(p.codes, code)
	return one, ok && p.now().Before(one.expires)
}

// back returns a code whose device could not be stored.
func (p *pairings) back(code string, one pairing) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.codes[code] = one
}

// Pair turns a pairing code into a device and its token. Spaces, hyphens and small
// letters in the code do no harm.
func (s *Staff) Pair(code, address string) (token string, caller web.Caller, err error) {
	if err := s.pairings.tries.begin(address); err != nil {
		return "", web.Caller{}, err
	}
	code = strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(code))
	one, ok := s.pairings.take(code)
	if !ok {
		return "", web.Caller{}, web.Fail(CodeUnknownPairing,
			"the code is wrong, used or older than ten minutes", nil)
	}
	s.pairings.tries.succeeded(address)
	token, caller, err = s.AddDevice(one.kind, one.name, one.actor)
	if err != nil {
		s.pairings.back(code, one)
	}
	return token, caller, err
}
