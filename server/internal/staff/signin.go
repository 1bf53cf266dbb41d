package staff

import (
	"context"
	"errors"
	"fmt"

	"dost/server/internal/journal"
	"dost/server/problem"
	"dost/server/web"
)

// SignIn checks a login and its password, and of a manager with a second factor
// the code, and begins a session. address is where the try comes from. Refusals:
// wrong-password (also for a login that nobody has), second-factor-needed when only
// the code is missing, wrong-code, too-many-tries, busy.
func (s *Staff) SignIn(ctx context.Context, login, password, code, address string) (token string,
	caller web.Caller, err error) {
	account, err := s.check(ctx, login, password, address)
	if err != nil {
		return "", web.Caller{}, err
	}
	if caller = callerOf(account); caller.Role == web.Manager && s.factors.has(caller.ID) {
		if err := s.checkCode(caller.ID, code, caller.Actor()); err != nil {
			return "", web.Caller{}, s.suspect(err, caller.ID, address)
		}
	}
	if old := s.sessions.oldest(account.Login); old != nil {
		if err := s.endSession(old.key); err != nil {
			return "", web.Caller{}, err
		}
	}
	token = newToken()
	key, now := fingerprintOf(token), s.now()
	err = s.store.AddSession(journal.Session{Hash: key[:], Login: account.Login, Created: now, Seen: now},
		s.record(caller.Actor(), "signed-in", account.Login))
	if err != nil {
		return "", web.Caller{}, fmt.Errorf("signing in: %w", err)
	}
	s.sessions.add(key, caller, now, now)
	return token, caller, nil
}

// suspect records a right password with a wrong code: somebody may have learnt the
// password, and its owner and the other managers should know. It gives the refusal.
func (s *Staff) suspect(refusal error, login, address string) error {
	var e *problem.Error
	if !errors.As(refusal, &e) || e.Code != web.CodeWrongCode {
		return refusal
	}
	s.log.Warn("right password, wrong code", "login", login, "address", address)
	if err := s.store.Note(s.record(web.Caller{}.Actor(), "code-refused", login)); err != nil {
		s.log.Error("recording a wrong code", "error", err)
	}
	return refusal
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
