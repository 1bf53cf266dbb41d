package centre

import (
	"dost/server/queue"
	"dost/server/regime"
)

// Initial are the commands that a start gives this state: to a new centre its first
// configuration (three directions, six desks, the groups with a head start); to a demo
// hours round the clock. A centre that has a configuration keeps it, and one that was a
// demo before gets ordinary hours.
func (s *State) Initial(demo bool) (commands []Command) {
	if len(s.Queue.Config().Directions) == 0 {
		commands = append(commands, queue.Configure{Config: queue.DefaultConfig()})
	}
	switch always := s.Regime.Hours().Always; {
	case demo && !always:
		commands = append(commands, regime.SetHours{Hours: regime.RoundTheClock()})
	case !demo && always:
		commands = append(commands, regime.SetHours{Hours: regime.Ordinary()})
	}
	return commands
}
