package hall

import (
	"time"

	"dost/server/queue"
	"dost/server/regime"
)

// Treated tells what a regime that began while a ticket waited makes of it: ok is
// false for a ticket that would be admitted now as well, or that the regime
// honours. No ticket is dropped by a regime: it can be called whatever this says.
func (s *State) Treated(t queue.Ticket, now time.Time) (r regime.Regime, ok bool) {
	if t.Status != queue.Waiting {
		return r, false
	}
	v := s.Regime.At(now, regime.Query{Direction: t.Direction, Service: t.Service, Group: t.Group})
	if v.Admit || v.Regime == "" {
		return r, false
	}
	r, ok = s.Regime.Regime(v.Regime)
	honoured := r.Waiting == "" || r.Waiting == regime.Honour
	return r, ok && !honoured && r.From.After(t.Arrival)
}
