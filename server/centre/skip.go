package centre

import (
	"fmt"
	"time"

	"dost/server/application"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/queue"
)

// Skipped is how many numbers of each direction are skipped after a restore from
// a backup. The record day gave one direction of the largest centre about 411
// numbers (domain, Real figures): no day since the backup gave more.
const Skipped = 500

// SkippedApplications is how many numbers of applications are skipped for each day
// since the backup: the record day brought the largest centre 1,646 visitors
// (domain, Real figures), of whom a part applied for something.
const SkippedApplications = 2000

// Skip gives out the next Count numbers of every direction and voids them at
// once, with the reason. It is for a journal that was put back from a backup:
// numbers given out since then are on paper, and must not be given out again
// (promises 1). A void ticket is a row like any other, so that the counter
// stays the highest number and the number of tickets (promises 4). The
// business day must be open.
//
// Numbers of tickets begin anew each day, those of applications each year: of the
// latter SkippedApplications are left out for every day since the backup was made.
type Skip struct {
	Count  int
	Times  int       // the backup is put back for the n-th time; 0 = the first
	Since  time.Time // when the backup was made
	Reason string
}

func (s *State) skip(meta event.Meta, c Skip) ([]event.Event, error) {
	if civil.DayOf(meta.At) != s.Queue.Day() {
		return nil, fmt.Errorf("centre: numbers of %d are skipped on %d", civil.DayOf(meta.At), s.Queue.Day())
	}
	var events []event.Event
	for _, d := range s.Queue.Config().Directions {
		issued := s.Queue.Tally(d.ID).Issued
		for n := issued + 1; n <= issued+c.Count; n++ {
			events = append(events, queue.Issued{
				Direction: d.ID, Number: n, Label: queue.Label(d.Prefix, n), Language: "az", Rank: meta.At,
			})
			id := queue.TicketID(s.Queue.Seq() + uint64(len(events)))
			events = append(events, queue.Voided{Ticket: id, Reason: c.Reason})
		}
	}
	return append(events, application.SkipSerials(s.Application, meta, c.Since,
		SkippedApplications*max(1, c.Times), c.Reason)), nil
}
