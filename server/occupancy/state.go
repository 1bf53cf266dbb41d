package occupancy

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"dost/server/event"
	"dost/server/queue"
)

// CallFor is how long a place is kept for somebody who is called in.
const CallFor = 5 * time.Minute

// Outside is somebody who waits outside, or is called in.
type Outside struct {
	Number   int       `json:"number"` // 1, 2, 3 … of the day
	Language string    `json:"language"`
	Since    time.Time `json:"since"`
	CalledAt time.Time `json:"called_at,omitzero"` // zero = still waiting
}

// Label is an outside number as people see it. X is no direction's prefix by
// default, and reads the same in the three languages' alphabets.
func (o Outside) Label() string { return fmt.Sprintf("X%02d", o.Number) }

// State is the hall's occupancy. Only Apply changes it.
type State struct {
	counted bool // somebody counts at the door today
	inside  int
	issued  int
	line    []Outside // those called in first, then by number
}

// New is a hall of which nothing is known.
func New() *State { return &State{} }

// Inside is how many people the door has counted; known is false on a day on which
// nobody has counted yet.
func (s *State) Inside() (people int, known bool) { return s.inside, s.counted }

// Line are those who wait outside and those called in, by number.
func (s *State) Line() []Outside { return slices.Clone(s.line) }

// Expected is how many people called in have not come yet.
func (s *State) Expected() int {
	n := 0
	for _, o := range s.line {
		if !o.CalledAt.IsZero() {
			n++
		}
	}
	return n
}

// Waiting is how many people wait outside and are not called in yet.
func (s *State) Waiting() int { return len(s.line) - s.Expected() }

func (s *State) find(number int) int {
	return slices.IndexFunc(s.line, func(o Outside) bool { return o.Number == number })
}

// Apply brings the state one record on; a new business day empties it.
func (s *State) Apply(r event.Record) {
	switch e := r.Event.(type) {
	case queue.DayOpened:
		*s = State{}
	case Counted:
		s.counted, s.inside = true, e.Inside
	case WaitsOutside:
		s.issued = e.Number
		s.line = append(s.line, Outside{Number: e.Number, Language: e.Language, Since: exact(r.At)})
	case CalledIn:
		if i := s.find(e.Number); i >= 0 {
			s.line[i].CalledAt = exact(r.At)
		}
	case LeftOutside:
		if i := s.find(e.Number); i >= 0 {
			s.line = slices.Delete(s.line, i, i+1)
		}
	}
}

// Clone is a state of its own that goes on from here.
func (s *State) Clone() *State {
	n := *s
	n.line = slices.Clone(s.line)
	return &n
}

func exact(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

type snapshot struct {
	Counted bool      `json:"counted"`
	Inside  int       `json:"inside"`
	Issued  int       `json:"issued"`
	Line    []Outside `json:"line,omitempty"`
}

// MarshalJSON writes the snapshot.
func (s *State) MarshalJSON() ([]byte, error) {
	return json.Marshal(snapshot{s.counted, s.inside, s.issued, s.line})
}

// UnmarshalJSON replaces the state by a snapshot's.
func (s *State) UnmarshalJSON(body []byte) error {
	var p snapshot
	if err := json.Unmarshal(body, &p); err != nil {
		return fmt.Errorf("occupancy: read snapshot: %w", err)
	}
	for i := range p.Line {
		p.Line[i].Since = exact(p.Line[i].Since)
		if !p.Line[i].CalledAt.IsZero() {
			p.Line[i].CalledAt = exact(p.Line[i].CalledAt)
		}
	}
	*s = State{p.Counted, p.Inside, p.Issued, p.Line}
	return nil
}
