package queue

import (
	"fmt"
	"iter"
	"time"

	"dost/server/civil"
)

// State is the centre's queue as it stands after a record. Only Apply changes
// it. It is not safe for concurrent use: the centre guards it.
type State struct {
	seq uint64
	now time.Time
	day civil.Day

	config Config
	groups map[GroupID]Group

	// The lines and the desks, in the configuration's order, and by id.
	directionList []*direction
	lines         map[DirectionID]*direction
	deskList      []*desk
	desks         map[DeskID]*desk

	tickets  ticketIndex
	issued   []*ticket // the same, in the order of issue
	spare    []ticket  // for the tickets to come
	tracks   map[string]*ticket
	seats    map[AgentID]*desk
	held     []*ticket              // in the order in which they were held
	calls    []Announcement         // oldest first, at most keptCalls
	returned map[TicketID]bool      // tickets whose rank was lent to a later one
	prefixes map[string]DirectionID // whose numbers bear the prefix today
}

// keptCalls is how many announcements the state remembers: more than a frame
// carries, so that undone calls leave no gap in it.
const keptCalls = 4 * KeptCalls

// direction is a line with what is counted of it today.
type direction struct {
	Direction
	line
	issued  int // the counter: highest number and number of tickets of the series
	tally   tally
	samples samples
}

// desk is a desk with what only the engine knows of it.
type desk struct {
	Desk
	off   bool
	serve []*direction // of Desk.Directions
	own   line         // tickets transferred to this desk
	ended []*ticket    // ended or absent here today, oldest first
	last  move         // what Undo would take back
}

// move is a desk's last move with the ticket as it stood before.
type move struct {
	Seq    uint64    `json:"seq"` // 0 = none
	At     time.Time `json:"at"`
	Kind   string    `json:"kind"`
	Before Ticket    `json:"before"`
}

// New is the state before the first record: no day, nothing configured.
func New() *State {
	s := &State{}
	s.begin(0)
	s.configure(Config{})
	return s
}

// begin empties the state for a business day, and every desk.
func (s *State) begin(day civil.Day) {
	s.day = day
	s.directionList, s.deskList = nil, nil
	s.lines, s.desks = nil, nil
	s.tickets, s.issued = ticketIndex{}, nil
	s.tracks = map[string]*ticket{}
	s.seats = map[AgentID]*desk{}
	s.held, s.calls = nil, nil
	s.returned = map[TicketID]bool{}
	s.prefixes = map[string]DirectionID{}
}

// opened is the state as DayOpened would leave it; s stays as it is.
func (s *State) opened(day civil.Day, at time.Time) *State {
	next := &State{seq: s.seq + 1, now: at}
	next.begin(day)
	next.configure(s.config)
	return next
}

// clamp makes a time fit for the state: UTC, whole milliseconds (what the
// journal keeps), and never before the state's Now.
func (s *State) clamp(t time.Time) time.Time {
	t = exact(t)
	if t.Before(s.now) {
		return s.now
	}
	return t
}

func exact(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// Seq is the sequence number of the last record applied; 0 before the first.
func (s *State) Seq() uint64 { return s.seq }

// PassOver goes on after the record seq without having seen all records up to it:
// those left out are of business days that are over, and nothing of them lasts. The
// next record is of no earlier time than any of them.
func (s *State) PassOver(seq uint64) {
	if seq < s.seq {
		panic(fmt.Sprintf("queue: records up to %d are passed over after %d", seq, s.seq))
	}
	s.seq = seq
}

// Now is the time of the last record applied, in UTC.
func (s *State) Now() time.Time { return s.now }

// Day is the business day that is open; 0 before the first.
func (s *State) Day() civil.Day { return s.day }

// Config is the configuration in force. The caller must not change it.
func (s *State) Config() *Config { return &s.config }

// Direction looks up the configuration.
func (s *State) Direction(id DirectionID) (Direction, bool) {
	if d := s.lines[id]; d != nil {
		return d.Direction, true
	}
	return Direction{}, false
}

// Group looks up the configuration.
func (s *State) Group(id GroupID) (Group, bool) {
	g, ok := s.groups[id]
	return g, ok
}

// DeskConfig looks up the configuration.
func (s *State) DeskConfig(id DeskID) (DeskConfig, bool) {
	for _, p := range s.config.Desks {
		if p.ID == id {
			return p, true
		}
	}
	return DeskConfig{}, false
}

// Ticket is a copy of a ticket of today.
func (s *State) Ticket(id TicketID) (Ticket, bool) {
	if e := s.tickets.at(id); e != nil {
		return e.Ticket, true
	}
	return Ticket{}, false
}

// Tickets are copies of all tickets of today in the order of issue.
func (s *State) Tickets() []Ticket {
	list := make([]Ticket, len(s.issued))
	for i, e := range s.issued {
		list[i] = e.Ticket
	}
	return list
}

// EachTicket gives the tickets of today in the order of issue, one by one.
func (s *State) EachTicket() iter.Seq[Ticket] {
	return func(yield func(Ticket) bool) {
		for _, e := range s.issued {
			if !yield(e.Ticket) {
				return
			}
		}
	}
}

// spareTickets is how many tickets memory is asked for at once.
const spareTickets = 40

func (s *State) newTicket() *ticket {
	if len(s.spare) == 0 {
		s.spare = make([]ticket, spareTickets)
	}
	e := &s.spare[0]
	s.spare = s.spare[1:]
	return e
}

// Tracked finds a ticket of today by its tracking token.
func (s *State) Tracked(token string) (Ticket, bool) {
	if e := s.tracks[token]; e != nil {
		return e.Ticket, true
	}
	return Ticket{}, false
}

// Desks are all desks in the configuration's order.
func (s *State) Desks() []Desk {
	list := make([]Desk, len(s.deskList))
	for i, k := range s.deskList {
		list[i] = k.Desk
	}
	return list
}

// Staffed is how many desks an agent sits at, also those that pause.
func (s *State) Staffed() int { return len(s.seats) }

// DeskOf is the desk where the agent sits.
func (s *State) DeskOf(agent AgentID) (Desk, bool) {
	if k := s.seats[agent]; k != nil {
		return k.Desk, true
	}
	return Desk{}, false
}

// DeskAt is the desk with that id.
func (s *State) DeskAt(id DeskID) (Desk, bool) {
	if k := s.desks[id]; k != nil {
		return k.Desk, true
	}
	return Desk{}, false
}
