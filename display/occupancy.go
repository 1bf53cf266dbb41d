package display

import (
	"time"

	"dost/server/centre"
	"dost/server/view"
)

// OccupancyView is how full the hall is, while a regime limits it, and who is called in from
// outside.
type OccupancyView struct {
	view.Occupancy
	CalledIn []string `json:"called_in"` // outside numbers, "X07", first called first
}

// occupancyOf is nil while nothing limits the hall and nobody is called in.
func occupancyOf(state *centre.State, at time.Time) *OccupancyView {
	o, limited := view.OccupancyOf(state, at)
	h := OccupancyView{o, []string{}}
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
