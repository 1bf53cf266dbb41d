package folder

import (
	"context"
	"errors"
	"fmt"
	"os"

	"dost/server/centre"
	"dost/server/civil"
	"dost/server/internal/journal"
	"dost/server/internal/projection"
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
	past, err := lately(dataDir, j, before)
	return st, past, err
}

// lately is what a centre has recorded before a day, as far as that has been derived from
// its log.
func lately(dataDir string, j *journal.Journal, before civil.Day) (sim.Recorded, error) {
	s, err := projection.Inspect(Projections(dataDir), j)
	if errors.Is(err, os.ErrNotExist) {
		return sim.Recorded{}, nil
	}
	if err != nil {
		return sim.Recorded{}, err
	}
	past, err := Recorded(s, before)
	return past, errors.Join(err, s.Close())
}

// Recorded is what the tickets show of the newest days before one.
func Recorded(s *projection.Store, before civil.Day) (sim.Recorded, error) {
	past := sim.Recorded{Directions: map[queue.DirectionID]*sim.RecordedDirection{}}
	traffic, err := s.TrafficBefore(before, sim.RecentDays)
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
	past.Groups, groups = s.GroupsBefore(before, sim.RecentDays)
	past.Desks, desks = s.DesksBefore(before, sim.RecentDays)
	return past, errors.Join(groups, desks)
}
