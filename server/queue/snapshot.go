package queue

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"dost/server/civil"
	"dost/server/event"
)

// snapshot is a State on paper. What can be derived from tickets is left out.
type snapshot struct {
	Seq        uint64         `json:"seq"`
	Now        time.Time      `json:"now"`
	Day        civil.Day      `json:"day"`
	Config     Config         `json:"config"`
	Directions []lineSnapshot `json:"directions"` // in the configuration's order
	Desks      []deskSnapshot `json:"desks"`
	Tickets    columns        `json:"tickets"`
	Calls      []Announcement `json:"calls,omitempty"`
}

type lineSnapshot struct {
	Issued  int        `json:"issued"`
	Turns   []pastCall `json:"turns,omitempty"`
	Samples []sample   `json:"samples,omitempty"`
}

type deskSnapshot struct {
	Desk  Desk       `json:"desk"`
	Turns []pastCall `json:"turns,omitempty"` // of its own line
	Last  *move      `json:"last,omitempty"`
}

// MarshalJSON writes the snapshot: a state read back from it equals the state
// written, and goes on in the same way.
func (s *State) MarshalJSON() ([]byte, error) {
	p := snapshot{
		Seq: s.seq, Now: s.now, Day: s.day, Config: s.config,
		Tickets: inColumns(s.issued), Calls: s.calls,
	}
	for _, d := range s.directionList {
		p.Directions = append(p.Directions, lineSnapshot{d.issued, d.pastCalls, d.samples.list})
	}
	for _, k := range s.deskList {
		d := deskSnapshot{Desk: k.Desk, Turns: k.own.pastCalls}
		if k.last.Seq != 0 {
			d.Last = &k.last
		}
		p.Desks = append(p.Desks, d)
	}
	b, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("queue: write snapshot: %w", err)
	}
	return b, nil
}

// UnmarshalJSON replaces the state by a snapshot's. On an error the state is
// not changed.
func (s *State) UnmarshalJSON(b []byte) (err error) {
	var p snapshot
	if err := event.Strict(b, &p); err != nil {
		return fmt.Errorf("queue: read snapshot: %w", err)
	}
	if len(p.Directions) != len(p.Config.Directions) || len(p.Desks) != len(p.Config.Desks) {
		return fmt.Errorf("queue: read snapshot: %d directions and %d desks are configured, %d and %d stated",
			len(p.Config.Directions), len(p.Config.Desks), len(p.Directions), len(p.Desks))
	}
	// A snapshot that names what it does not hold breaks an invariant of the
	// state being built, not of the one in use: it is refused.
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("queue: read snapshot: %v", broken)
		}
	}()
	tickets, err := p.Tickets.entries()
	if err != nil {
		return fmt.Errorf("queue: read snapshot: %w", err)
	}
	n := New()
	n.restore(p, tickets)
	*s = *n
	return nil
}

func (s *State) restore(p snapshot, tickets []ticket) {
	s.seq, s.now = p.Seq, exact(p.Now)
	s.begin(p.Day)
	s.configure(p.Config)
	s.calls = p.Calls
	for i, d := range s.directionList {
		from := p.Directions[i]
		d.issued, d.pastCalls = from.Issued, from.Turns
		for _, x := range from.Samples {
			d.samples.add(x.Ticket, time.Duration(x.Millis)*time.Millisecond)
		}
	}
	for i, k := range s.deskList {
		from := p.Desks[i]
		if from.Desk.ID != k.ID {
			panic(fmt.Sprintf("desk %q stands in the place of %q", from.Desk.ID, k.ID))
		}
		k.Desk = from.Desk
		k.own.pastCalls = from.Turns
		if from.Last != nil {
			k.last = *from.Last
		}
		s.assign(k, k.Directions)
		if k.Agent != "" {
			s.seats[k.Agent] = k
		}
	}
	for i := range tickets {
		s.enter(&tickets[i])
	}
	entered := slices.SortedFunc(slices.Values(s.issued), byRevision)
	for _, t := range entered {
		s.index(t)
	}
}
