package application

import (
	"encoding/json"
	"fmt"
	"slices"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/queue"
)

// State is what is known of applications after a record: those of the business day
// and the counter of the year. Only Apply changes it; it is not safe for
// concurrent use.
type State struct {
	seq          uint64
	year, serial int // of the last number given or left out
	applications map[ApplicationID]*Application
	order        []ApplicationID // of today, oldest first
	byNumber     map[string]ApplicationID
	ofTicket     map[queue.TicketID][]ApplicationID
	earlier      map[ApplicationID]tally  // copies ordered today of earlier days' applications
	steps        map[ApplicationID][]Step // moves made today of earlier days' applications
	returns      map[string]Return        // of today, by code
	returnOf     map[queue.TicketID]string

	// Waiting lists outlive the day.
	rules   *Rules // nil = DefaultRules
	entries map[ApplicationID]*ListEntry
	lists   map[ListID][]ApplicationID // in their order
}

// tally counts the orders of copy 1 and copy 2.
type tally [2]int

func (t tally) total() int { return t[0] + t[1] }

// New is the state before the first record.
func New() *State {
	s := &State{entries: map[ApplicationID]*ListEntry{}, lists: map[ListID][]ApplicationID{}}
	s.forget()
	return s
}

// forget begins a business day: older applications are the journal's.
func (s *State) forget() {
	s.applications = map[ApplicationID]*Application{}
	s.order = nil
	s.byNumber = map[string]ApplicationID{}
	s.ofTicket = map[queue.TicketID][]ApplicationID{}
	s.earlier = map[ApplicationID]tally{}
	s.steps = map[ApplicationID][]Step{}
	s.returns = map[string]Return{}
	s.returnOf = map[queue.TicketID]string{}
}

// next is the number that an application registered in this turn gets. The year
// never goes back, whatever the clock does.
func (s *State) next(meta event.Meta) (year, serial int) {
	if year = meta.At.In(civil.Baku).Year(); year > s.year {
		return year, 1
	}
	return s.year, s.serial + 1
}

// Apply brings the state one record on; it panics on a record out of sequence or
// a number out of turn, for such a journal must not be served from.
func (s *State) Apply(r event.Record) {
	if r.Seq != s.seq+1 {
		panic(fmt.Sprintf("application: record %d follows record %d", r.Seq, s.seq))
	}
	s.seq = r.Seq
	switch e := r.Event.(type) {
	case queue.DayOpened:
		s.forget()
	case Registered:
		s.applyRegistered(r, e)
	case PrintOrdered:
		if a, ok := s.applications[e.Application]; ok {
			a.Prints = append(a.Prints, e.Print(r))
			return
		}
		t := s.earlier[e.Application]
		t[e.Copy-1]++
		s.earlier[e.Application] = t
	case Advanced:
		s.applyAdvanced(r, e)
	case ReturnGiven:
		s.applyReturnGiven(e)
	case SerialSkipped:
		s.applySerialSkipped(r, e)
	default:
		s.applyList(r)
	}
}

// entry finds what an event of a waiting list names.
func (s *State) entry(r event.Record, id ApplicationID) *ListEntry {
	if e := s.entries[id]; e != nil {
		return e
	}
	panic(fmt.Sprintf("application: record %d names application %d, which is on no waiting list", r.Seq, id))
}

func (s *State) applyRegistered(r event.Record, e Registered) {
	if follows := e.Year == s.year && e.Serial == s.serial+1 || e.Year > s.year && e.Serial == 1; !follows {
		panic(fmt.Sprintf("application: record %d registers number %d of %d after %d of %d", r.Seq, e.Serial,
			e.Year, s.serial, s.year))
	}
	s.year, s.serial = e.Year, e.Serial
	a := e.Application(r)
	a = a.clone()
	s.keep(&a)
}

func (s *State) keep(a *Application) {
	s.applications[a.ID] = a
	s.order = append(s.order, a.ID)
	s.byNumber[a.Number] = a.ID
	s.ofTicket[a.Ticket] = append(s.ofTicket[a.Ticket], a.ID)
}

// Last is the newest number's year and serial, given or left out; zero before the
// first.
func (s *State) Last() (year, serial int) { return s.year, s.serial }

// PassOver goes on after the record seq without having seen all records up to it:
// those left out are of business days that are over. Nothing of them lasts but the
// counter, and where they may have moved it, the next event says to where.
func (s *State) PassOver(seq uint64, next event.Event) {
	s.seq = seq
	switch e := next.(type) {
	case Registered:
		s.year, s.serial = e.Year, e.Serial-1
	case SerialSkipped:
		s.year, s.serial = e.Year, e.From-1
	}
}

// Application is a copy of an application of today; older ones are the journal's.
func (s *State) Application(id ApplicationID) (Application, bool) {
	a, ok := s.applications[id]
	if !ok {
		return Application{}, false
	}
	return a.clone(), true
}

// ByNumber is a copy of the application of today with that number.
func (s *State) ByNumber(number string) (Application, bool) {
	id, ok := s.byNumber[number]
	if !ok {
		return Application{}, false
	}
	return s.Application(id)
}

// OfTicket are copies of the applications that a visit left today, oldest first.
func (s *State) OfTicket(t queue.TicketID) []Application {
	var list []Application
	for _, id := range s.ofTicket[t] {
		list = append(list, s.applications[id].clone())
	}
	return list
}

// Today are copies of the day's newest applications, newest first, at most n.
func (s *State) Today(n int) []Application {
	var list []Application
	for _, id := range slices.Backward(s.order) {
		if len(list) == n {
			break
		}
		list = append(list, s.applications[id].clone())
	}
	return list
}

// snapshot is the state's form at rest.
type snapshot struct {
	Seq          uint64                  `json:"seq"`
	Year         int                     `json:"year"`
	Serial       int                     `json:"serial"`
	Applications []*Application          `json:"applications"`
	Earlier      map[ApplicationID]tally `json:"earlier,omitempty"`

	Steps   map[ApplicationID][]Step `json:"steps,omitempty"`
	Returns map[string]Return        `json:"returns,omitempty"`
	Rules   *Rules                   `json:"rules,omitempty"`
	Entries []*ListEntry             `json:"entries,omitempty"` // list by list, in their order
}

// MarshalJSON and UnmarshalJSON are the snapshot: a state read back equals the
// state written.
func (s *State) MarshalJSON() ([]byte, error) {
	snap := snapshot{Seq: s.seq, Year: s.year, Serial: s.serial, Applications: []*Application{},
		Earlier: s.earlier,
		Steps:   s.steps, Returns: s.returns, Rules: s.rules}
	for _, list := range s.Lists() {
		for _, id := range s.lists[list] {
			snap.Entries = append(snap.Entries, s.entries[id])
		}
	}
	for _, id := range s.order {
		snap.Applications = append(snap.Applications, s.applications[id])
	}
	return json.Marshal(snap)
}

// UnmarshalJSON reads a snapshot in the place of what s held.
func (s *State) UnmarshalJSON(b []byte) error {
	var snap snapshot
	if err := json.Unmarshal(b, &snap); err != nil {
		return fmt.Errorf("application: read snapshot: %w", err)
	}
	s.forget()
	s.seq, s.year, s.serial = snap.Seq, snap.Year, snap.Serial
	for _, a := range snap.Applications {
		s.keep(a)
	}
	for id, t := range snap.Earlier {
		s.earlier[id] = t
	}
	for id, steps := range snap.Steps {
		s.steps[id] = steps
	}
	for _, r := range snap.Returns {
		s.applyReturnGiven(ReturnGiven{Return: r})
	}
	s.rules = snap.Rules
	s.entries, s.lists = map[ApplicationID]*ListEntry{}, map[ListID][]ApplicationID{}
	for _, e := range snap.Entries {
		s.entries[e.Application] = e
		s.lists[e.ListID] = append(s.lists[e.ListID], e.Application)
	}
	return nil
}
