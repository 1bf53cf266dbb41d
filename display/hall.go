package display

import (
	"time"

	"dost/server/centre"
)

// Hall is how full the hall is, while a regime limits it, and who is called in from
// outside.
type Hall struct {
	Inside   int      `json:"inside"`
	Capacity int      `json:"capacity"`
	Outside  int      `json:"outside"`   // people who wait outside and are not called in
	CalledIn []string `json:"called_in"` // outside numbers, "X07", first called first
}

// hallOf is nil while nothing limits the hall and nobody is called in.
func hallOf(state *centre.State, at time.Time) *Hall {
	inside, capacity, limited := state.Room(at)
	h := Hall{Inside: inside, Capacity: capacity, Outside: state.Occupancy.Waiting(), CalledIn: []string{}}
	for _, o := range state.Occupancy.Line() {
		if !o.CalledAt.IsZero() {
			h.CalledIn = append(h.CalledIn, o.Label())
		}
	}
	if !limited && len(h.CalledIn) == 0 {
		return nil
	}
	return &h
}
