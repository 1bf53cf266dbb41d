package folder

import (
	"context"
	"errors"
	"fmt"

	"dost/server/centre"
	"dost/server/civil"
	"dost/server/internal/journal"
	"dost/server/queue"
	"dost/server/sim"
)

// Peek reads a centre's state and what it has recorded before a day, also beside
// its server; nothing is changed.
func Peek(ctx context.Context, dataDir string, before civil.Day) (*centre.State, sim.Recorded, error) {
	j, err := InspectJournal(dataDir)
	if err != nil {
		return nil, sim.Recorded{}, err
	}
	defer func() { _ = j.Close() }()
	st, err := stateOf(ctx, j)
	if err != nil {
		return nil, sim.Recorded{}, err
	}
	past, err := Recorded(j, before)
	return st, past, err
}

// Recorded is what a journal shows of the newest days before one.
func Recorded(j *journal.Journal, before civil.Day) (sim.Recorded, error) {
	past := sim.Recorded{Directions: map[queue.DirectionID]*sim.RecordedDirection{}}
	traffic, err := j.TrafficBefore(before, sim.RecentDays)
	if err != nil {
		return past, fmt.Errorf("looking at the centre's last days: %w", err)
	}
	for _, t := range traffic {
		if n := len(past.Days); n == 0 || past.Days[n-1].Day != t.Day {
			past.Days = append(past.Days, sim.RecordedDay{Day: t.Day})
		}
		past.Days[len(past.Days)-1].Visitors += t.Tickets
		d := past.Directions[t.Direction]
		if d == nil {
			d = &sim.RecordedDirection{}
			past.Directions[t.Direction] = d
		}
		d.Tickets, d.NoShows, d.Finished = d.Tickets+t.Tickets, d.NoShows+t.NoShows, d.Finished+t.Finished
		d.Quarters[t.Quarter] += float64(t.Tickets)
		d.Millis, d.Squares = d.Millis+float64(t.Millis), d.Squares+float64(t.Squares)
	}
	var groups, desks error
	past.Groups, groups = j.GroupsBefore(before, sim.RecentDays)
	past.Desks, desks = j.DesksBefore(before, sim.RecentDays)
	return past, errors.Join(groups, desks)
}
