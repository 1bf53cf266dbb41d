package projection

import (
	"fmt"

	"dost/server/civil"
	"dost/server/queue"
)

// Traffic is what came in a quarter of an hour of a day for a direction, and how
// the visits of those who came then went.
type Traffic struct {
	Day       civil.Day
	Direction queue.DirectionID
	Quarter   int // of the day in Baku, 0 to 95
	Tickets   int // without those cancelled
	NoShows   int
	Finished  int
	Millis    int64 // of the service, over Finished
	Squares   int64 // of the same
}

// pastDays are the newest days before one that had any ticket.
const pastDays = `WITH past AS (SELECT DISTINCT day FROM tickets WHERE day < ? ORDER BY day DESC LIMIT ?)`

// TrafficBefore is the traffic of the newest days before a day that had any, at
// most so many.
func (s *Store) TrafficBefore(day civil.Day, days int) ([]Traffic, error) {
	traffic, err := queryAll(s, tickets{}.Name(), func(r row) (t Traffic, err error) {
		err = r.Scan(&t.Day, &t.Direction, &t.Quarter, &t.Tickets,
			&t.NoShows, &t.Finished, &t.Millis, &t.Squares)
		return t, err
	}, pastDays+` SELECT day, series, quarter, count(*), sum(status = 'no-show'), sum(took IS NOT NULL),
			coalesce(sum(took), 0), coalesce(sum(took * took), 0)
		FROM (SELECT day, series, status, (arrival / 900000 + 16) % 96 AS quarter,
			CASE WHEN status = 'finished' THEN max(0, ended - served - held_ms) END AS took
			FROM tickets WHERE day IN past AND status <> 'cancelled')
		GROUP BY day, series, quarter ORDER BY day, series, quarter`, int64(day), days)
	if err != nil {
		return nil, fmt.Errorf("reading the traffic of past days: %w", err)
	}
	return traffic, nil
}

// GroupsBefore counts the tickets of those days by group.
func (s *Store) GroupsBefore(day civil.Day, days int) (map[queue.GroupID]int, error) {
	counts, err := counted[queue.GroupID](s, pastDays+` SELECT grp, count(*) FROM tickets
		WHERE day IN past AND status <> 'cancelled' GROUP BY grp`, day, days)
	if err != nil {
		return nil, fmt.Errorf("counting the groups of past days: %w", err)
	}
	return counts, nil
}

// DesksBefore counts on how many of those days each desk served somebody.
func (s *Store) DesksBefore(day civil.Day, days int) (map[queue.DeskID]int, error) {
	counts, err := counted[queue.DeskID](s, pastDays+` SELECT desk, count(DISTINCT day) FROM tickets
		WHERE day IN past AND desk <> '' GROUP BY desk`, day, days)
	if err != nil {
		return nil, fmt.Errorf("counting the desks of past days: %w", err)
	}
	return counts, nil
}

func counted[K ~string](s *Store, query string, day civil.Day, days int) (map[K]int, error) {
	type one struct {
		key K
		n   int
	}
	rows, err := queryAll(s, tickets{}.Name(), func(r row) (o one, err error) {
		err = r.Scan(&o.key, &o.n)
		return o, err
	}, query, int64(day), days)
	counts := map[K]int{}
	for _, r := range rows {
		counts[r.key] = r.n
	}
	return counts, err
}
