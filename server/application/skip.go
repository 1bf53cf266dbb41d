package application

import (
	"fmt"
	"time"

	"dost/server/civil"
	"dost/server/event"
)

// SkipSerials leaves numbers out, perDay of them for each day from since to the
// turn's, both included. It is for a journal that was put back from a backup of
// that day: what was registered after it bears numbers that are on paper. Numbers
// begin anew each year, so of an older backup only the days of this year count.
func SkipSerials(s *State, meta event.Meta, since time.Time, perDay int, reason string) event.Event {
	year, from := s.next(meta)
	if first := time.Date(year, time.January, 1, 12, 0, 0, 0, civil.Baku); since.Before(first) {
		since = first
	}
	days := 1 + int(Noon(civil.DayOf(meta.At)).Sub(Noon(civil.DayOf(since)))/(24*time.Hour))
	return SerialSkipped{Year: year, From: from, To: from - 1 + perDay*max(days, 1), Reason: reason}
}

func (s *State) applySerialSkipped(r event.Record, e SerialSkipped) {
	if follows := e.Year == s.year && e.From == s.serial+1 || e.Year > s.year && e.From == 1; !follows ||
		e.To < e.From {
		panic(fmt.Sprintf("application: record %d leaves out %d to %d of %d after %d of %d", r.Seq, e.From,
			e.To, e.Year, s.serial, s.year))
	}
	s.year, s.serial = e.Year, e.To
}
