package appointment

import (
	"time"

	"dost/server/problem"
	"dost/server/regime"
)

// Receives tells whether the rules of a book receive a booked visit at a moment, and
// if not why; the verdict is the regimes' own. A visit is received although regimes
// turn it away, or limit tickets to fewer than were booked, where all of these honour
// what was booked before them. No record number is needed to know that it was: Book
// and Move take no time that the rules do not admit, so that a visit which they turn
// away was given before they did.
func (s *State) Receives(book *regime.Book, b Booking, at time.Time) (why problem.Code, v regime.Verdict) {
	v = book.At(at, b.query())
	if !v.Admit && !honoured(book, v) {
		return v.Code, v
	}
	return s.beyond(book, &b, v), v
}

// honoured tells whether every regime that refuses honours what was booked before.
// The calendar and the ordinary hours honour nothing.
func honoured(book *regime.Book, v regime.Verdict) bool {
	for _, why := range v.Reasons {
		if r, ok := book.Regime(why.Regime); !ok || r.OfVisits() != regime.Honour {
			return false
		}
	}
	return true
}

// beyond tells which limit the visit is beyond, of those that do not honour what was
// booked before them: who was given a place first keeps it, so that none that is given
// later pushes another out. A place that becomes free afterwards takes no notification back:
// whoever is called is told of it.
func (s *State) beyond(book *regime.Book, b *Booking, v regime.Verdict) problem.Code {
	if v.Limits.PerHour == 0 && v.Limits.PerDay == 0 || !v.Admit {
		return ""
	}
	var hour, day int
	for _, why := range v.Reasons {
		if why.Rule != regime.RulePerHour && why.Rule != regime.RulePerDay {
			continue
		}
		r, ok := book.Regime(why.Regime)
		switch {
		case !ok || r.OfVisits() == regime.Honour:
		case why.Rule == regime.RulePerHour:
			hour = least(hour, r.Rules.TicketsPerHour)
		default:
			day = least(day, r.Rules.TicketsPerDay)
		}
	}
	from := b.At.Truncate(time.Hour)
	if hour > 0 && s.earlier(b, from, from.Add(time.Hour)) >= hour {
		return CodeHourlyLimit
	}
	from = Midnight(b.At)
	if day > 0 && s.earlier(b, from, from.AddDate(0, 0, 1)) >= day {
		return CodeDailyLimit
	}
	return ""
}

// earlier counts the visits of the direction within a time that were given their
// places before.
func (s *State) earlier(b *Booking, from, to time.Time) int {
	n := 0
	for _, other := range s.order[s.first(from):] {
		if !other.At.Before(to) {
			break
		}
		if other.Direction == b.Direction && other.takes() && other.placed() < b.placed() {
			n++
		}
	}
	return n
}

// least is the smaller of two limits, of which zero is none.
func least(a, b int) int {
	if a == 0 || b == 0 {
		return max(a, b)
	}
	return min(a, b)
}
