package queue

import "time"

// State is the centre's queue as it stands after a record. Only Apply changes
// it. It is not safe for concurrent use: the centre guards it.
type State struct{}

// New is the state before the first record.
func New() *State { panic("todo") }

// Decide answers a command: the events that it causes (never none on success),
// or an *Error. It does not change s.
func Decide(s *State, turn Turn, c Command) ([]Event, error) { panic("todo") }

// Apply brings the state one record on. It panics on a record out of sequence
// or a broken invariant: such a journal must not be served from.
func (s *State) Apply(r Record) { panic("todo") }

// Decode reads an event from its kind and JSON body, as the journal keeps it.
func Decode(kind string, body []byte) (Event, error) { panic("todo") }

// MarshalJSON and UnmarshalJSON are the snapshot: a state read back equals the
// state written.
func (s *State) MarshalJSON() ([]byte, error) { panic("todo") }
func (s *State) UnmarshalJSON(b []byte) error { panic("todo") }

// Seq is the sequence number of the last record applied, Now its time, Day the
// business day.
func (s *State) Seq() uint64    { panic("todo") }
func (s *State) Now() time.Time { panic("todo") }
func (s *State) Day() Day       { panic("todo") }

// Config is the configuration in force. The caller must not change it.
func (s *State) Config() *Config { panic("todo") }

// Direction, Group and Place look up the configuration.
func (s *State) Direction(id DirectionID) (Direction, bool) { panic("todo") }
func (s *State) Group(id GroupID) (Group, bool)             { panic("todo") }
func (s *State) Place(id DeskID) (DeskPlace, bool)          { panic("todo") }

// Ticket is a copy of a ticket of today.
func (s *State) Ticket(id TicketID) (Ticket, bool) { panic("todo") }

// Tracked finds a ticket of today by its tracking token.
func (s *State) Tracked(token string) (Ticket, bool) { panic("todo") }

// Desks are all desks in the configuration's order.
func (s *State) Desks() []Desk { panic("todo") }

// DeskOf is the desk where the agent sits.
func (s *State) DeskOf(agent AgentID) (Desk, bool) { panic("todo") }

// DeskAt is the desk with that id.
func (s *State) DeskAt(id DeskID) (Desk, bool) { panic("todo") }

// WaitingIn counts who waits in a direction's line (not those kept for one desk).
func (s *State) WaitingIn(d DirectionID) int { panic("todo") }

// Line lists the first n waiting tickets in the direction, in the order in which
// Call would take them if nobody else came.
func (s *State) Line(d DirectionID, n int) []Ticket { panic("todo") }

// LineOf lists the first n tickets that wait for this one desk.
func (s *State) LineOf(d DeskID, n int) []Ticket { panic("todo") }

// HeldIn lists held tickets of the directions.
func (s *State) HeldIn(ds []DirectionID) []Ticket { panic("todo") }

// Recent lists the tickets that ended or did not show at a desk today, newest
// first, at most n: the agent's "my day", and what can be requeued.
func (s *State) Recent(d DeskID, n int) []Ticket { panic("todo") }

// Ahead counts who stands before a waiting ticket; 0 for others.
func (s *State) Ahead(id TicketID) int { panic("todo") }

// Estimate is the expected wait of a visitor with that many ahead.
func (s *State) Estimate(d DirectionID, ahead int) Estimate { panic("todo") }

// Longest is how long the first arrival of the direction has waited at now.
func (s *State) Longest(d DirectionID, now time.Time) time.Duration { panic("todo") }

// Calls are the newest KeptCalls announcements, newest first, without those
// undone.
func (s *State) Calls() []Announcement { panic("todo") }

// Tally is today's count of a direction.
type Tally struct {
	Issued, Waiting, Active, Held, Finished, NoShow, Cancelled int
	Within15, Within30, CalledUp                               int           // first calls, and how many waited at most 15 and 30 min
	WaitTotal, ServiceTotal                                    time.Duration // over CalledUp and Finished
}

// Tally counts today's tickets of a direction.
func (s *State) Tally(d DirectionID) Tally { panic("todo") }

// CanUndo tells what Undo would take back for the desk at now: the move's event
// kind and the deadline; ok is false when there is nothing.
func (s *State) CanUndo(d DeskID, now time.Time) (kind string, until time.Time, ok bool) {
	panic("todo")
}
