package app

import (
	"context"
	"fmt"

	"dost/server/centre"
	"dost/server/queue"
	"dost/server/regime"
)

// furnish gives a new centre its first configuration: three directions, six
// desks, the groups with a head start; in a demo also hours round the clock. A
// centre that has a configuration keeps it.
func (a *App) furnish() error {
	var empty, always bool
	a.centre.Read(func(s *centre.State) {
		empty = len(s.Queue.Config().Directions) == 0
		always = s.Regime.Hours().Always
	})
	var orders []centre.Command
	if empty {
		orders = append(orders, queue.Configure{Config: queue.DefaultConfig()})
	}
	switch {
	case a.options.Demo && !always:
		orders = append(orders, regime.SetHours{Hours: regime.RoundTheClock()})
	case !a.options.Demo && always:
		// The data were a demo's before: outside it a centre keeps its hours.
		orders = append(orders, regime.SetHours{Hours: regime.Ordinary()})
	}
	for _, command := range orders {
		if _, err := a.centre.Do(context.Background(), centre.Order{Actor: "house", Command: command}); err != nil {
			return fmt.Errorf("furnishing the centre: %w", err)
		}
	}
	return nil
}
