package passport

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"dost/server/event"
	"dost/server/problem"
	"dost/server/queue"
)

// Catalogue holds the versions of passports that a centre stored itself, beside
// those that come with the program, and its table from classification to
// direction. Versions are only ever added: an application keeps the version that
// it was made under. Only Apply changes a Catalogue; it is not safe for concurrent use.
type Catalogue struct {
	rev      uint64
	versions map[string][]Stored // by ID, oldest first
	table    map[Classification]queue.DirectionID
	mapped   Mark // zero: the table was never changed
}

// Stored is one version in the catalogue.
type Stored struct {
	Passport Passport `json:"passport"`
	// Open are the doubts of the import that nobody has settled yet.
	Open   []Finding `json:"open,omitempty"`
	Source string    `json:"source,omitempty"` // the file's name, without its folder; "" = written by hand
	Mark
}

// Mark says of which record something is, whose and when.
type Mark struct {
	Seq   uint64    `json:"seq"`
	At    time.Time `json:"at"`
	Actor string    `json:"actor"`
}

// NewCatalogue is an empty catalogue with the directions of DefaultDirections.
func NewCatalogue() *Catalogue {
	return &Catalogue{versions: map[string][]Stored{}, table: DefaultDirections()}
}

// Command is an instruction about passports.
type Command interface {
	queue.AnyCommand
	command()
}

// The commands.
type (
	// Publish stores a passport as the next version of its ID: its Version is one
	// more than the version in force that the sender saw (0 = none). If another one
	// was stored meanwhile it is refused. Versions that come with the program are
	// known to the sender, not to the catalogue, so numbers may leave gaps here.
	Publish struct {
		Passport Passport
		Open     []Finding
		Source   string
	}
	// AssignDirections replaces the table from classification to direction, which names each of
	// the 11 classes and only directions of the centre. Rev is the sequence number
	// of the table that the sender saw, 0 for the one that every centre begins with.
	AssignDirections struct {
		Rev   uint64
		Table map[Classification]queue.DirectionID
	}
)

func (Publish) command()          {}
func (AssignDirections) command() {}

func (Publish) IsCommand()          {}
func (AssignDirections) IsCommand() {}

// The refusals of Decide, beside invalid-passport.
const (
	// a newer version, or another table, was stored meanwhile
	CodePassportChanged problem.Code = "passport-changed"
	CodePassportSame    problem.Code = "passport-same" // nothing differs from the version in force
	CodeBadTable        problem.Code = "bad-table"     // a class is missing or unknown
	CodeTooManyVersions problem.Code = "too-many"      // MaxVersions or MaxShelved reached
)

// The bounds of a catalogue: whatever is beyond is refused, so that the state of a
// centre stays small enough to be kept whole.
const (
	MaxShelved  = 400 // services; DOST gives 160
	MaxVersions = 100 // of one service
	maxSource   = 120 // characters of a file's name
)

// The events. Their kinds are stable: journals hold them.
type (
	// Published is a new version of a passport.
	Published struct {
		Passport Passport  `json:"passport"`
		Open     []Finding `json:"open,omitempty"`
		Source   string    `json:"source,omitempty"`
	}
	// DirectionsAssigned is a new table from classification to direction, with the one before.
	DirectionsAssigned struct {
		Before map[Classification]queue.DirectionID `json:"before"`
		After  map[Classification]queue.DirectionID `json:"after"`
	}
)

// Kind names the event in journals.
func (Published) Kind() string { return "passport.shelved" }

// Kind names the event in journals.
func (DirectionsAssigned) Kind() string { return "passport.mapped" }

// Events are those of the package, as journals hold them.
var Events = event.Codec{
	Published{}.Kind():          event.Read[Published],
	DirectionsAssigned{}.Kind(): event.Read[DirectionsAssigned],
}

// Decide answers a command: its events, or a *problem.Error. It changes nothing.
// The queue is asked which directions the centre has.
func (s *Catalogue) Decide(q *queue.State, c Command) ([]event.Event, error) {
	switch c := c.(type) {
	case Publish:
		return s.publish(c)
	case AssignDirections:
		return s.assignDirections(q, c)
	}
	return nil, fmt.Errorf("passport: unknown command %T", c)
}

func (s *Catalogue) publish(c Publish) ([]event.Event, error) {
	p := c.Passport
	if err := p.Validate(); err != nil {
		return nil, refusal(err)
	}
	have := s.versions[p.ID]
	switch {
	case p.Version < 1 || len(have) > 0 && p.Version <= have[len(have)-1].Passport.Version:
		return nil, refuse(CodePassportChanged, "the version does not follow on the one in force", "id", p.ID,
			"version", p.Version)
	case len(have) >= MaxVersions:
		return nil, refuse(CodeTooManyVersions, "the passport has too many versions", "max", MaxVersions)
	case len(have) == 0 && len(s.versions) >= MaxShelved:
		return nil, refuse(CodeTooManyVersions, "too many passports", "max", MaxShelved)
	case len(have) > 0 && len(Diff(have[len(have)-1].Passport, p)) == 0 &&
		slices.Equal(have[len(have)-1].Open, c.Open):
		return nil, refuse(CodePassportSame, "nothing differs from the version in force", "id", p.ID,
			"version", p.Version-1)
	}
	source := []rune(strings.ToValidUTF8(c.Source, ""))
	return []event.Event{Published{
		Passport: p, Open: slices.Clone(c.Open[:min(len(c.Open), maxFindings)]),
		Source: string(source[:min(len(source), maxSource)]),
	}}, nil
}

func (s *Catalogue) assignDirections(q *queue.State, c AssignDirections) ([]event.Event, error) {
	if c.Rev != s.mapped.Seq {
		return nil, refuse(CodePassportChanged, "the table was changed meanwhile", "rev", s.mapped.Seq)
	}
	if len(c.Table) != len(Classes()) {
		return nil, refuse(CodeBadTable, "the table names each of the 11 classes once", "classes",
			len(c.Table))
	}
	for _, class := range Classes() {
		id, ok := c.Table[class.Code]
		if !ok {
			return nil, refuse(CodeBadTable, "a class is missing", "class", class.Code)
		}
		if _, known := q.Direction(id); !known {
			return nil, refuse(queue.CodeUnknownDirection, "no such direction", "class", class.Code,
				"direction", id)
		}
	}
	if maps.Equal(c.Table, s.table) {
		return nil, nil
	}
	return []event.Event{DirectionsAssigned{Before: maps.Clone(s.table), After: maps.Clone(c.Table)}}, nil
}

// Apply brings the catalogue one record on. It ignores events of other packages.
func (s *Catalogue) Apply(r event.Record) {
	mark := Mark{Seq: r.Seq, At: r.At, Actor: r.Actor}
	switch e := r.Event.(type) {
	case Published:
		s.put(Stored{Passport: e.Passport, Open: e.Open, Source: e.Source, Mark: mark})
	case DirectionsAssigned:
		s.table, s.mapped = maps.Clone(e.After), mark
	default:
		return
	}
	s.rev = r.Seq
}

// Clone is a catalogue of its own that goes on from here. The versions are shared: they
// are never changed.
func (s *Catalogue) Clone() *Catalogue {
	return &Catalogue{rev: s.rev, versions: maps.Clone(s.versions), table: s.table, mapped: s.mapped}
}

// put adds a version. The list is made anew, so that what Stored gave out stays.
func (s *Catalogue) put(v Stored) {
	id := v.Passport.ID
	s.versions[id] = append(slices.Clone(s.versions[id]), v)
}

// Rev is the sequence number of the record that last changed the catalogue; 0 = none.
func (s *Catalogue) Rev() uint64 { return s.rev }

// Directions is the table in force and the record it is of. The caller must not
// change it.
func (s *Catalogue) Directions() (map[Classification]queue.DirectionID, Mark) {
	return s.table, s.mapped
}

// Versions are the versions of a passport in the catalogue, oldest first. The caller
// must not change them.
func (s *Catalogue) Versions(id string) []Stored { return s.versions[id] }

// IDs lists the services in the catalogue, sorted.
func (s *Catalogue) IDs() []string { return slices.Sorted(maps.Keys(s.versions)) }

// Overlay lays the catalogue over the passports that come with the program: all versions
// of all services, each with the direction of the table. Where both hold the same
// version of a service, the catalogue's is the one that visits were made under.
func (s *Catalogue) Overlay(shipped []Passport) []Passport {
	var all []Passport
	for _, p := range shipped {
		taken := slices.ContainsFunc(s.versions[p.ID],
			func(v Stored) bool { return v.Passport.Version == p.Version })
		if !taken {
			all = append(all, p)
		}
	}
	for _, id := range s.IDs() {
		for _, v := range s.versions[id] {
			all = append(all, v.Passport)
		}
	}
	for i := range all {
		if d, ok := s.table[all[i].Classification]; ok {
			all[i].Direction = d
		}
	}
	return all
}

func refuse(code problem.Code, detail string, facts ...any) *problem.Error {
	e := &problem.Error{Code: code, Detail: detail, Facts: map[string]any{}}
	for i := 0; i+1 < len(facts); i += 2 {
		e.Facts[facts[i].(string)] = facts[i+1]
	}
	return e
}
