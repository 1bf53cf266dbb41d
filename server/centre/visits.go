package centre

import (
	"time"

	"dost/server/appointment"
	"dost/server/notification"
)

// Visits is what a regime has done to visits booked before it, of those that are from
// today on.
type Visits struct {
	Moved    int `json:"moved"`    // into other slots
	Honoured int `json:"kept"`     // honoured: received at their time all the same
	Unplaced int `json:"unplaced"` // not received at their time, and in no other
	Untold   int `json:"untold"`   // of those moved and unplaced: their visitors are still to be told
}

// VisitsUnder counts for every regime, by its id.
func (s *State) VisitsUnder(now time.Time) map[string]Visits {
	counts := map[string]Visits{}
	count := func(regime string, of func(v *Visits)) {
		v := counts[regime]
		of(&v)
		counts[regime] = v
	}
	today := appointment.Midnight(now)
	for _, b := range s.Appointment.Between(today, today.Add(appointment.MaxAhead+48*time.Hour)) {
		if b.MovedBy != "" && b.Status != appointment.Cancelled {
			count(b.MovedBy, func(v *Visits) { v.Moved++ })
		}
		if b.Pending != nil && b.Pending.Kind != notification.Reminder {
			count(b.Pending.Regime, func(v *Visits) { v.Untold++ })
		}
		if b.Status != appointment.Booked {
			continue
		}
		at := b.At
		if at.Before(now) {
			at = now // what is under way is judged by the rules of now
		}
		switch why, verdict := s.Appointment.Receives(s.Regime, b, at); {
		case why == "" && !verdict.Admit:
			count(verdict.Regime, func(v *Visits) { v.Honoured++ })
		case why != "" && b.Pending != nil && b.Pending.Kind == notification.NotReceived:
			count(b.Pending.Regime, func(v *Visits) { v.Unplaced++ })
		case why != "":
			count(verdict.Regime, func(v *Visits) { v.Unplaced++ })
		}
	}
	return counts
}
