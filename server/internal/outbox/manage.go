package outbox

import (
	"fmt"
	"slices"
	"strings"

	"dost/server/integration"
	"dost/server/internal/journal"
)

// Standings are all connections and how they are doing, by system.
func (b *Outbox) Standings() ([]integration.Standing, error) {
	backlogs, err := b.store.Backlogs()
	if err != nil {
		return nil, fmt.Errorf("looking into the outbox: %w", err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	var list []integration.Standing
	for _, e := range b.endpoints {
		s := e.standing()
		for _, waits := range backlogs {
			if waits.System != s.System {
				continue
			}
			s.Waiting, s.Refused = waits.Waiting, waits.Refused
			if !waits.Since.IsZero() {
				s.Since = &waits.Since
			}
			if s.State == integration.Working && s.Waiting > 0 {
				s.State = integration.Behind
			}
		}
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b integration.Standing) int { return strings.Compare(a.System, b.System) })
	return list, nil
}

func (e *endpoint) standing() integration.Standing {
	e.mu.Lock()
	defer e.mu.Unlock()
	s := integration.Standing{Connection: e.connection.Connection, State: integration.Working,
		Trouble: e.trouble}
	switch {
	case !e.connection.Active:
		s.State = integration.Resting
	case e.trouble != "":
		s.State = integration.Broken
		until := e.until
		s.NextTry = &until
	}
	if !e.lastOK.IsZero() {
		at := e.lastOK
		s.LastOK = &at
	}
	return s
}

// Set stores a connection; an empty secret keeps the one that is there.
func (b *Outbox) Set(c integration.Connection, secret, actor string) error {
	b.mu.Lock()
	_, known := b.endpoints[c.System]
	b.mu.Unlock()
	if err := c.Validate(secret, known); err != nil {
		return err
	}
	if err := b.store.Connect(journal.Connection{Connection: c, Secret: secret}, b.Clock(),
		actor); err != nil {
		return fmt.Errorf("storing a connection: %w", err)
	}
	if err := b.reload(); err != nil {
		return err
	}
	b.Kick()
	return nil
}

// Resend lets what a system refused wait again, and tells how many messages.
func (b *Outbox) Resend(system, actor string) (int, error) {
	n, err := b.store.Resend(system, actor, b.Clock())
	if err != nil {
		return 0, fmt.Errorf("sending again: %w", err)
	}
	b.Kick()
	return n, nil
}

// Troubled tells whether some system failed several times in a row.
func (b *Outbox) Troubled() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, e := range b.endpoints {
		if e.broken() {
			return true
		}
	}
	return false
}

// Knows tells whether a system is connected, even if it rests.
func (b *Outbox) Knows(system string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.endpoints[system] != nil
}

// Speaks tells whether a system is connected and does not rest.
func (b *Outbox) Speaks(system string) bool {
	b.mu.Lock()
	e := b.endpoints[system]
	b.mu.Unlock()
	return e != nil && e.get().Active
}

// Connected are the systems that can be asked now, by name.
func (b *Outbox) Connected() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var list []string
	for system, e := range b.endpoints {
		if e.get().Active {
			list = append(list, system)
		}
	}
	slices.Sort(list)
	return list
}
