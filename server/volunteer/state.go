package volunteer

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/queue"
)

// RequestID is the sequence number of the event that made the call.
type RequestID uint64

func (id RequestID) String() string { return strconv.FormatUint(uint64(id), 10) }

// Origin is where help is wanted.
type Origin struct {
	Kind string `json:"kind"`           // "kiosk", "desk"
	ID   string `json:"id"`             // of the device, or of the desk
	Name string `json:"name,omitempty"` // of a kiosk, for people; a desk's is its id
}

func (p Origin) same(o Origin) bool { return p.Kind == o.Kind && p.ID == o.ID }

// OpenRequest is a call that has not ended.
type OpenRequest struct {
	ID        RequestID      `json:"id"`
	Origin    Origin         `json:"place"`
	Language  string         `json:"language"`
	Ticket    queue.TicketID `json:"ticket,omitempty"`
	Number    string         `json:"number,omitempty"`
	Since     time.Time      `json:"since"`
	Volunteer string         `json:"volunteer,omitempty"` // "" = nobody has taken it
	TakenAt   time.Time      `json:"taken_at,omitzero"`
}

// Overdue tells whether the volunteer who took the call has not come within ComeWithin,
// so that the place may call again.
func (o OpenRequest) Overdue(at time.Time) bool {
	return o.Volunteer != "" && at.Sub(o.TakenAt) >= ComeWithin
}

// Total is what one volunteer did on one day. Times are in whole seconds.
type Total struct {
	Day       civil.Day `json:"day"`
	Volunteer string    `json:"volunteer"`
	Calls     int       `json:"calls"`
	Waited    int       `json:"waited"` // from call to taken, all together
	Helped    int       `json:"helped"` // from taken to done, all together
}

// State is the day's open calls and what has been done so far. Only Apply changes it.
type State struct {
	requests []OpenRequest // by ID
	today    map[string]Total
}

// New is a hall in which nobody needs help.
func New() *State { return &State{today: map[string]Total{}} }

// Today is what a volunteer has done today.
func (s *State) Today(volunteer string) Total { return s.today[volunteer] }

// Requests are the open calls, oldest first.
func (s *State) Requests() []OpenRequest { return slices.Clone(s.requests) }

// At is a place's newest open call.
func (s *State) At(p Origin) (OpenRequest, bool) {
	for _, c := range slices.Backward(s.requests) {
		if c.Origin.same(p) {
			return c, true
		}
	}
	return OpenRequest{}, false
}

// Of is the call that a volunteer has in hand.
func (s *State) Of(volunteer string) (OpenRequest, bool) {
	i := slices.IndexFunc(s.requests, func(c OpenRequest) bool { return c.Volunteer == volunteer })
	if i < 0 {
		return OpenRequest{}, false
	}
	return s.requests[i], true
}

func (s *State) find(id RequestID) int {
	return slices.IndexFunc(s.requests, func(c OpenRequest) bool { return c.ID == id })
}

// Apply brings the state one record on; a new business day empties it.
func (s *State) Apply(r event.Record) {
	switch e := r.Event.(type) {
	case queue.DayOpened:
		*s = *New()
	case HelpRequested:
		s.requests = append(s.requests, OpenRequest{
			ID: RequestID(r.Seq), Origin: e.Origin, Language: e.Language, Ticket: e.Ticket, Number: e.Number,
			Since: exact(r.At),
		})
	case Taken:
		if i := s.find(e.Call); i >= 0 {
			s.requests[i].Volunteer, s.requests[i].TakenAt = e.Volunteer, exact(r.At)
		}
	case GivenBack:
		if i := s.find(e.Call); i >= 0 {
			s.requests[i].Volunteer, s.requests[i].TakenAt = "", time.Time{}
		}
	case Done:
		s.end(e.Call)
		n := s.today[e.Volunteer]
		s.today[e.Volunteer] = Total{civil.DayOf(r.At), e.Volunteer, n.Calls + 1, n.Waited + e.Waited,
			n.Helped + e.Helped}
	case Cancelled:
		s.end(e.Call)
	}
}

func (s *State) end(id RequestID) {
	s.requests = slices.DeleteFunc(s.requests, func(c OpenRequest) bool { return c.ID == id })
	if len(s.requests) == 0 {
		s.requests = nil // one way to say none: a snapshot reads back as what it was
	}
}

// Clone is a state of its own that goes on from here.
func (s *State) Clone() *State {
	return &State{requests: slices.Clone(s.requests), today: maps.Clone(s.today)}
}

func exact(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

type snapshot struct {
	Calls []OpenRequest    `json:"calls,omitempty"`
	Today map[string]Total `json:"today,omitempty"`
}

// MarshalJSON writes the snapshot.
func (s *State) MarshalJSON() ([]byte, error) { return json.Marshal(snapshot{s.requests, s.today}) }

// UnmarshalJSON replaces the state by a snapshot's.
func (s *State) UnmarshalJSON(body []byte) error {
	var p snapshot
	if err := json.Unmarshal(body, &p); err != nil {
		return fmt.Errorf("volunteer: read snapshot: %w", err)
	}
	for i := range p.Calls {
		p.Calls[i].Since = exact(p.Calls[i].Since)
		if !p.Calls[i].TakenAt.IsZero() {
			p.Calls[i].TakenAt = exact(p.Calls[i].TakenAt)
		}
	}
	*s = *New()
	s.requests = p.Calls
	maps.Copy(s.today, p.Today)
	return nil
}
