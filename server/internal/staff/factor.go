package staff

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/pquerna/otp/totp"

	"dost/server/internal/journal"
	"dost/server/web"
)

// The codes of the second factor that the kit does not know of.
const (
	CodeFactorOn       = "factor-on"        // there is one already
	CodeFactorOff      = "factor-off"       // there is none
	CodeFactorNotBegun = "factor-not-begun" // nothing to prove: never begun, or too long ago
)

// factorNeeded names the rule that managers must have a second factor.
const factorNeeded = "factor-needed"

// provingLife is how long a secret that was shown waits for its first code.
const provingLife = 15 * time.Minute

// factors are who has a second factor, in short, so that no request asks the
// store. The zero value has none.
type factors struct {
	mu      sync.RWMutex
	on      map[string]bool // by login
	needed  bool            // of managers
	proving map[string]proving
}

// proving is a secret that was shown and that no code has proved yet.
type proving struct {
	secret string
	until  time.Time
}

func (s *Staff) loadFactors() error {
	logins, err := s.store.Factored()
	if err != nil {
		return err
	}
	value, err := s.store.StaffRule(factorNeeded)
	if err != nil {
		return err
	}
	s.factors.on, s.factors.proving = map[string]bool{}, map[string]proving{}
	s.factors.needed = value == "yes"
	for _, login := range logins {
		s.factors.on[login] = true
	}
	return nil
}

func (f *factors) has(login string) bool {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.on[login]
}

func (f *factors) set(login string, on bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.proving, login)
	if delete(f.on, login); on {
		f.on[login] = true
	}
}

// enrolling makes a manager who must have a second factor, and has none, one who
// can only set it up.
func (f *factors) enrolling(c web.Caller) web.Caller {
	f.mu.RLock()
	defer f.mu.RUnlock()
	if c.Role == web.Manager && f.needed && !f.on[c.ID] {
		c.Role = web.Enrolling
	}
	return c
}

// HasFactor says whether a login has a second factor.
func (s *Staff) HasFactor(login string) bool { return s.factors.has(login) }

// FactorNeeded says whether managers must have a second factor.
func (s *Staff) FactorNeeded() bool {
	s.factors.mu.RLock()
	defer s.factors.mu.RUnlock()
	return s.factors.needed
}

// NeedFactor sets whether managers must have a second factor. Who has none is led
// to it at once: their live sockets close, and their sessions can do nothing else.
func (s *Staff) NeedFactor(needed bool, actor string) error {
	s.change.Lock()
	defer s.change.Unlock()
	was := s.FactorNeeded()
	if was == needed {
		return nil
	}
	yes := map[bool]string{true: "yes", false: "no"}
	c := s.record(actor, "factor-rule-set", "managers")
	c.Before, c.After = journal.Facts{"needed": yes[was]}, journal.Facts{"needed": yes[needed]}
	if err := s.store.SetStaffRule(factorNeeded, yes[needed], c); err != nil {
		return fmt.Errorf("setting the rule of the second factor: %w", err)
	}
	s.factors.mu.Lock()
	s.factors.needed = needed
	s.factors.mu.Unlock()
	accounts, err := s.store.Accounts()
	if err != nil || !needed {
		return err
	}
	for _, a := range accounts {
		if a.Role == string(web.Manager) && !s.factors.has(a.Login) {
			s.revoked(callerOf(a))
		}
	}
	return nil
}

// BeginFactor gives a new secret for the app of a manager who has none, as text
// and as the address that a QR code carries. It is kept only once a code from the
// app has proved that it arrived: see ProveFactor. Refusal: factor-on.
func (s *Staff) BeginFactor(login string) (secret, address string, err error) {
	if s.factors.has(login) {
		return "", "", web.Fail(CodeFactorOn, "there is a second factor: switch it off first", nil)
	}
	// A colon would end the issuer's name in the address.
	issuer := strings.TrimSpace("DOST " + strings.ReplaceAll(s.centre, ":", " "))
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: login, Period: stepSeconds})
	if err != nil {
		return "", "", fmt.Errorf("making a secret: %w", err)
	}
	s.factors.mu.Lock()
	defer s.factors.mu.Unlock()
	s.factors.proving[login] = proving{key.Secret(), s.now().Add(provingLife)}
	return key.Secret(), key.URL(), nil
}

// ProveFactor takes the first code from the app and switches the second factor on.
// It gives the recovery codes, this once. Sessions other than the one of that token
// end: they began without it. Refusals: factor-not-begun, wrong-code, too-many-tries, factor-on.
func (s *Staff) ProveFactor(login, code, token, actor string) ([]string, error) {
	s.factors.mu.RLock()
	p, begun := s.factors.proving[login]
	s.factors.mu.RUnlock()
	if !begun || !s.now().Before(p.until) {
		return nil, web.Fail(CodeFactorNotBegun, "begin anew: no secret waits for its first code", nil)
	}
	// Who took over the session did not see the secret, and must not guess at it.
	if err := s.codes.begin(login); err != nil {
		return nil, err
	}
	step, ok := stepOfCode(p.secret, typed(code), s.now(), 0)
	if !ok {
		return nil, web.Fail(web.CodeWrongCode, "the app shows another code", nil)
	}
	s.codes.succeeded(login)
	codes, keep := newRecovery(), fingerprintOf(token)
	c := s.record(actor, "factor-on", login)
	c.After = recoveryLeft(len(codes))
	err := s.store.SetFactor(journal.Factor{Login: login, Secret: p.secret, Step: step, Since: s.now()},
		codes, keep[:], c)
	if errors.Is(err, journal.ErrTaken) {
		return nil, web.Fail(CodeFactorOn, "there is a second factor already", nil)
	}
	if err != nil {
		return nil, fmt.Errorf("switching the second factor on: %w", err)
	}
	s.factors.set(login, true)
	s.sessions.remove(func(one *session) bool { return one.caller.Load().ID == login && one.key != keep })
	return codes, nil
}

// EndFactor switches one's own second factor off, by a code. Refusals: factor-off
// and those of the code.
func (s *Staff) EndFactor(login, code, actor string) error {
	if !s.factors.has(login) {
		return web.Fail(CodeFactorOff, "there is no second factor", nil)
	}
	if err := s.checkCode(login, code, actor); err != nil {
		return err
	}
	return s.endFactor(login, "factor-off", false, actor)
}

// ResetFactor takes away the second factor of somebody who lost phone and recovery
// codes; their sessions end. Refusals: unknown-account, factor-off.
func (s *Staff) ResetFactor(login, actor string) error {
	if _, err := s.store.Account(login); errors.Is(err, journal.ErrUnknown) {
		return web.Fail(CodeUnknownAccount, "nobody has this login", nil)
	} else if err != nil {
		return err
	}
	if err := s.endFactor(login, "factor-reset", true, actor); err != nil {
		return err
	}
	_, gone := s.sessions.remove(func(one *session) bool { return one.caller.Load().ID == login })
	s.revoked(gone...)
	return nil
}

func (s *Staff) endFactor(login, what string, endSessions bool, actor string) error {
	f, err := s.store.Factor(login)
	if err == nil {
		c := s.record(actor, what, login)
		c.Before = recoveryLeft(f.Left)
		err = s.store.EndFactor(login, endSessions, c)
	}
	if errors.Is(err, journal.ErrUnknown) {
		return web.Fail(CodeFactorOff, "there is no second factor", nil)
	}
	if err != nil {
		return fmt.Errorf("ending a second factor: %w", err)
	}
	s.factors.set(login, false)
	return nil
}

// RenewRecovery gives new recovery codes, by a code from the phone; the old ones
// are void. Refusals: factor-off and those of the code.
func (s *Staff) RenewRecovery(login, code, actor string) ([]string, error) {
	if !s.factors.has(login) {
		return nil, web.Fail(CodeFactorOff, "there is no second factor", nil)
	}
	if err := s.checkCode(login, code, actor); err != nil {
		return nil, err
	}
	f, err := s.store.Factor(login)
	if err != nil {
		return nil, err
	}
	codes := newRecovery()
	c := s.record(actor, "recovery-codes-renewed", login)
	c.Before, c.After = recoveryLeft(f.Left), recoveryLeft(len(codes))
	if err := s.store.SetRecovery(login, codes, c); err != nil {
		return nil, fmt.Errorf("renewing the recovery codes: %w", err)
	}
	return codes, nil
}

// recoveryLeft is what a record tells of a second factor.
func recoveryLeft(n int) journal.Facts { return journal.Facts{"recovery": strconv.Itoa(n)} }
