package notification

import "time"

// Pending is what the visitor of a booking is still to be told. A booking has one at
// most; the newest is what counts.
type Pending struct {
	Kind   Kind      `json:"kind"`
	Since  time.Time `json:"since"`            // when it fell due
	Was    time.Time `json:"was,omitzero"`     // of a moved visit: the time that the visitor knows
	Regime string    `json:"regime,omitempty"` // that caused it
	Tried  int       `json:"tried,omitempty"`  // calls that nobody answered
	Failed Failure   `json:"failed,omitempty"` // why no message tells it; "" = none was tried
}

// ByHand tells whether it is a person's to tell: it cannot go as a message, or there
// is no system that sends them. Nothing pending is nobody's.
func (p *Pending) ByHand(messages bool) bool {
	return p != nil && (!messages || p.Failed != "")
}

// ByMessage tells whether it may go as a message now, to the visitor of a visit at that
// time.
func (p *Pending) ByMessage(visit, now time.Time) bool {
	return p != nil && p.Failed == "" && now.Before(visit) && Awake(p.Kind, visit, now)
}

// Pressing tells whether it must not wait for an operator any longer: a change, not a
// reminder, of a visit before soon, or of which the visitor does not know for too long.
func (p *Pending) Pressing(visit, soon, now time.Time) bool {
	return p != nil && p.Kind != Reminder && (now.Sub(p.Since) >= longPending || visit.Before(soon))
}

// longPending is how long the visitor of a changed visit may not know of it without a
// word to the manager.
const longPending = 30 * time.Minute

// Returned makes one of what comes back, because no message could tell it, and of what
// is pending already: the newer kind, but never a reminder before a change; and, as the
// time that the visitor knows, the oldest. heard is the last that the visitor has,
// reminded whether the time of the reminder has come.
//
// A refusal that was never heard, and is true no longer, is no notification, nor is then what
// takes it back. What remains pending may be nothing.
func Returned(back Pending, pending *Pending, heard Kind, reminded bool) (remains *Pending, stillHeard Kind) {
	if back.Kind == NotReceived && pending == nil && heard == Received {
		return nil, heard
	}
	older := back
	if back.Kind == NotReceived && pending != nil && pending.Kind == Received {
		pending = nil
		if older.Kind = Moved; older.Was.IsZero() {
			older.Kind = Reminder
		}
		if older.Kind == Reminder && !reminded {
			return nil, "" // its time is still to come
		}
	}
	n := older
	if pending != nil {
		n = *pending
		if n.Failed != "" && !older.Since.Before(n.Since) { // they come back in their order
			older, n = n, older
			n.Tried = older.Tried
		}
		if n.Kind == Reminder && older.Kind != Reminder {
			n.Kind, n.Regime = older.Kind, older.Regime
		}
		if n.Since = older.Since; !older.Was.IsZero() {
			n.Was = older.Was
		}
	}
	n.Failed = back.Failed
	return &n, ""
}
