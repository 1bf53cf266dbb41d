package staff

import (
	"context"
	"errors"
	"fmt"

	"dost/server/internal/journal"
	"dost/server/web"
)

// Accounts are all members of staff by login, closed ones too.
func (s *Staff) Accounts() ([]journal.Account, error) { return s.store.Accounts() }

// Changes are the newest audit records of staff and devices, newest first.
func (s *Staff) Changes(limit int) ([]journal.Change, error) { return s.store.Changes(limit) }

// AddAccount gives somebody a login. Refusals: bad-login, bad-name, bad-role,
// bad-password, login-taken.
func (s *Staff) AddAccount(ctx context.Context, login, name, role, password, actor string) (journal.Account,
	error) {
	folded, ok := Fold(login)
	if !ok {
		return journal.Account{}, web.Fail(CodeBadLogin, "a login has 1 to 32 of a-z 0-9 . _ -", nil)
	}
	name, err := checkName(name)
	if err != nil {
		return journal.Account{}, err
	}
	as, err := checkRole(role)
	if err != nil {
		return journal.Account{}, err
	}
	if err := checkPassword(password); err != nil {
		return journal.Account{}, err
	}
	hash, err := s.hasher.hash(ctx, password)
	if err != nil {
		return journal.Account{}, err
	}
	now := s.now()
	a := journal.Account{Login: folded, Name: name, Role: string(as), Hash: hash,
		Active: true, Demo: s.demo, Created: now, Changed: now}
	added := s.record(actor, "staff-added", folded)
	added.After = journal.Facts{"name": name, "role": a.Role}
	err = s.store.AddAccount(a, added)
	if errors.Is(err, journal.ErrTaken) {
		return journal.Account{}, web.Fail(CodeLoginTaken, "somebody has this login",
			map[string]any{"login": folded})
	}
	if err != nil {
		return journal.Account{}, fmt.Errorf("adding staff: %w", err)
	}
	return a, nil
}

// Edit is what shall change of an account; nil fields stay.
type Edit struct {
	Name, Role, Password *string
	Active               *bool
}

// EditAccount changes an account. A new role or password, and closing it, end its
// sessions. Refusals: unknown-account, last-manager (the centre would have none
// left), and those of AddAccount.
func (s *Staff) EditAccount(ctx context.Context, login string, e Edit, actor string) (journal.Account,
	error) {
	hash := ""
	if e.Password != nil {
		if err := checkPassword(*e.Password); err != nil {
			return journal.Account{}, err
		}
		var err error
		if hash, err = s.hasher.hash(ctx, *e.Password); err != nil {
			return journal.Account{}, err
		}
	}
	s.change.Lock()
	defer s.change.Unlock()
	before, err := s.store.Account(login)
	if errors.Is(err, journal.ErrUnknown) {
		return journal.Account{}, web.Fail(CodeUnknownAccount, "nobody has this login", nil)
	}
	if err != nil {
		return journal.Account{}, err
	}
	after, changes, err := s.edited(before, e, hash, actor)
	if err != nil || len(changes) == 0 {
		return after, err
	}
	if err := s.keepManager(before, after); err != nil {
		return journal.Account{}, err
	}
	ends := after.Role != before.Role || after.Hash != before.Hash || !after.Active
	if err := s.store.SetAccount(after, ends, changes...); err != nil {
		return journal.Account{}, fmt.Errorf("changing staff: %w", err)
	}
	if ends {
		_, gone := s.sessions.remove(func(one *session) bool { return one.caller.Load().ID == login })
		s.revoked(gone...)
	} else {
		s.sessions.rename(login, after.Name)
	}
	return after, nil
}

// edited is the account after the edit, with an audit record for each thing that
// is really new.
func (s *Staff) edited(a journal.Account, e Edit, hash, actor string) (journal.Account, []journal.Change,
	error) {
	var changes []journal.Change
	note := func(what string, before, after journal.Facts) {
		c := s.record(actor, what, a.Login)
		c.Before, c.After = before, after
		changes = append(changes, c)
	}
	a.Changed = s.now()
	if e.Name != nil {
		name, err := checkName(*e.Name)
		if err != nil {
			return a, nil, err
		}
		if name != a.Name {
			note("staff-renamed", journal.Facts{"name": a.Name}, journal.Facts{"name": name})
			a.Name = name
		}
	}
	if e.Role != nil {
		role, err := checkRole(*e.Role)
		if err != nil {
			return a, nil, err
		}
		if string(role) != a.Role {
			note("role-set-"+string(role), journal.Facts{"role": a.Role}, journal.Facts{"role": string(role)})
			a.Role = string(role)
		}
	}
	if hash != "" {
		a.Hash = hash
		note("password-set", nil, nil)
	}
	if e.Active != nil && *e.Active != a.Active {
		a.Active = *e.Active
		open, closed := journal.Facts{"state": "active"}, journal.Facts{"state": "closed"}
		if a.Active {
			note("staff-opened", closed, open)
		} else {
			note("staff-closed", open, closed)
		}
	}
	return a, changes, nil
}

// keepManager refuses the edit that would leave the centre without a manager.
func (s *Staff) keepManager(before, after journal.Account) error {
	manages := func(a journal.Account) bool { return a.Active && a.Role == string(web.Manager) }
	if !manages(before) || manages(after) {
		return nil
	}
	all, err := s.store.Accounts()
	if err != nil {
		return err
	}
	for _, a := range all {
		if manages(a) && a.Login != before.Login {
			return nil
		}
	}
	return web.Fail(CodeLastManager, "this is the centre's last manager", nil)
}
