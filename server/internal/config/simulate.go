package config

import (
	"fmt"
	"time"
)

// Simulate plays a day. The bounds are those of package sim.
type Simulate struct {
	Data     string `type:"existingdir" placeholder:"DIR" help:"A centre's data: its configuration, regimes, bookings and last weeks. Without it the default centre is played."`
	Day      string `placeholder:"2006-01-02" help:"The day; without it the next working day."`
	Regime   string `type:"existingfile" placeholder:"FILE" help:"A regime to try, or a list of them, as JSON (the manager's API has the same form)."`
	Template string `placeholder:"ID" help:"A prepared regime to try, at its own dates: march-2020, may-2020, appointment-week, power-cut."`
	Visitors int    `placeholder:"N" help:"How many come without an appointment, up to 5000; without it as recorded, or as many as the desks bear."`
	Seeds    int    `default:"20" help:"How many days are played, each with other visitors, 1 to 1000 (${default})."`
	Seed     uint64 `default:"1" help:"The first day's seed (${default})."`
	JSON     bool   `help:"As JSON."`
}

// Validate is kong's.
func (s *Simulate) Validate() error {
	if s.Day != "" {
		if _, err := time.Parse(time.DateOnly, s.Day); err != nil {
			return fmt.Errorf("--day is written 2006-01-02, not %q", s.Day)
		}
	}
	if s.Seeds < 1 || s.Seeds > 1000 {
		return fmt.Errorf("--seeds must be 1 to 1000, not %d", s.Seeds)
	}
	if s.Visitors < 0 || s.Visitors > 5000 {
		return fmt.Errorf("--visitors must be at most 5000, not %d", s.Visitors)
	}
	return nil
}
