package regime

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"dost/server/civil"
	"dost/server/event"
)

// Limits of a Book.
const (
	MaxRegimes = 1000 // in force or to come
	MaxYears   = 10   // the longest regime

	// keptFor is how long an ended regime stays in the Book. Its record stays
	// in the journal.
	keptFor = 2 * 365 * 24 * time.Hour
)

// Book holds the ordinary hours, the calendar's overrides and the regimes, and
// answers from them. Only Apply changes it. It is safe for concurrent use. New
// makes one; a zero Book can only be read from a snapshot.
type Book struct {
	mu        sync.Mutex
	hours     Hours
	overrides map[civil.Day]Override
	regimes   map[string]*Regime // by id; never changed in place
	order     []*Regime          // the same in canonical order

	// Worked out from the above.
	calendar *Calendar
	edges    []time.Time // every From and To, ascending
	plans    map[civil.Day]*plan
}

// New is the Book before the first record: ordinary hours and no regime.
func New() *Book {
	b := &Book{hours: Ordinary(), overrides: map[civil.Day]Override{}, regimes: map[string]*Regime{}}
	b.index()
	return b
}

// Apply brings the Book one record on. It ignores events of other packages.
func (b *Book) Apply(r event.Record) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := r.Event.(type) {
	case Enacted:
		e.Regime.ID = "r" + strconv.FormatUint(r.Seq, 10)
		b.forget(r.At)
		b.put(e.Regime, r.Seq)
	case Amended:
		b.put(e.After, r.Seq)
	case Ended:
		b.put(e.After, r.Seq)
	case Withdrawn:
		b.drop(e.Before.ID)
	case Overridden:
		delete(b.overrides, e.Day)
		if e.After != nil {
			b.overrides[e.Day] = *e.After
		}
	case HoursSet:
		b.hours = e.After
	default:
		return
	}
	b.index()
}

// put files a regime at its place, instead of the one with the same id.
func (b *Book) put(r Regime, seq uint64) {
	b.drop(r.ID)
	r = r.inZone()
	r.Rev = seq
	place, _ := slices.BinarySearchFunc(b.order, &r, before)
	b.order = slices.Insert(b.order, place, &r)
	b.regimes[r.ID] = &r
}

func (b *Book) drop(id string) {
	if r, ok := b.regimes[id]; ok {
		delete(b.regimes, id)
		b.order = slices.DeleteFunc(b.order, func(other *Regime) bool { return other == r })
	}
}

// forget drops the regimes that ended long ago.
func (b *Book) forget(now time.Time) {
	for _, r := range slices.Clone(b.order) {
		if r.To.Add(keptFor).Before(now) {
			b.drop(r.ID)
		}
	}
}

// index works out anew what the answers are looked up in.
func (b *Book) index() {
	b.calendar = NewCalendar(b.overridesByDay()...)
	b.edges = nil
	for _, r := range b.order {
		b.edges = append(b.edges, r.From, r.To)
	}
	slices.SortFunc(b.edges, time.Time.Compare)
	b.plans = map[civil.Day]*plan{}
}

// Hours are the ordinary opening hours. The caller must not change them.
func (b *Book) Hours() Hours {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.hours
}

// Calendar is the working calendar with the overrides in force. A later Apply
// gives the Book another calendar and leaves this one as it is.
func (b *Book) Calendar() *Calendar {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.calendar
}

// Overrides are the manager's overrides of the calendar, by day.
func (b *Book) Overrides() []Override {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.overridesByDay()
}

func (b *Book) overridesByDay() []Override {
	return slices.SortedFunc(maps.Values(b.overrides), func(x, y Override) int { return int(x.Day - y.Day) })
}

// Regime finds a regime by its id. The caller must not change its lists.
func (b *Book) Regime(id string) (Regime, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if r, ok := b.regimes[id]; ok {
		return *r, true
	}
	return Regime{}, false
}

// Regimes lists all regimes kept, those that begin first first.
func (b *Book) Regimes() []Regime {
	return b.list(func(*Regime) bool { return true })
}

// InForce lists the regimes in force at a moment, whomever they concern.
func (b *Book) InForce(at time.Time) []Regime {
	return b.list(func(r *Regime) bool { return r.holds(at) })
}

func (b *Book) list(wanted func(*Regime) bool) []Regime {
	b.mu.Lock()
	defer b.mu.Unlock()
	var list []Regime
	for _, r := range b.order {
		if wanted(r) {
			list = append(list, *r)
		}
	}
	return list
}

// With is another Book in which the draft is enacted, or replaces the regime
// of the same id: for a preview before it is decided. b stays as it is.
func (b *Book) With(draft Regime) *Book {
	other := b.copied()
	if draft.ID == "" {
		draft.ID = "draft"
	}
	other.put(draft, draft.Rev)
	other.index()
	return other
}

// After is another Book, one record on; b stays as it is.
func (b *Book) After(r event.Record) *Book {
	other := b.copied()
	other.Apply(r)
	return other
}

// copied is another Book that is yet to be indexed.
func (b *Book) copied() *Book {
	b.mu.Lock()
	defer b.mu.Unlock()
	return &Book{hours: b.hours, overrides: maps.Clone(b.overrides), regimes: maps.Clone(b.regimes),
		order: slices.Clone(b.order)}
}

// Plain is a query without what no regime that ends after a moment asks for: from
// then on both have the same answers.
func (b *Book) Plain(q Query, after time.Time) Query {
	b.mu.Lock()
	defer b.mu.Unlock()
	plain := Query{Direction: q.Direction, Channel: Appointment}
	for _, r := range b.order {
		if !r.To.After(after) {
			continue
		}
		if len(r.Scope.Services)+len(r.Rules.OnlyServices) > 0 {
			plain.Service = q.Service
		}
		if len(r.Scope.Groups)+len(r.Rules.OnlyGroups) > 0 {
			plain.Group = q.Group
		}
		if len(r.Rules.Channels) > 0 {
			plain.Channel = q.Channel
		}
	}
	return plain
}

// snapshot is the Book in JSON.
type snapshot struct {
	Hours     Hours      `json:"hours"`
	Overrides []Override `json:"overrides"`
	Regimes   []*Regime  `json:"regimes"`
}

// MarshalJSON writes the snapshot: a Book read back answers as the one written.
func (b *Book) MarshalJSON() ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return json.Marshal(snapshot{Hours: b.hours, Overrides: b.overridesByDay(), Regimes: b.order})
}

// UnmarshalJSON reads a snapshot and replaces all that the Book held.
func (b *Book) UnmarshalJSON(text []byte) error {
	var s snapshot
	if err := json.Unmarshal(text, &s); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.hours, b.overrides = s.Hours, map[civil.Day]Override{}
	b.regimes, b.order = map[string]*Regime{}, nil
	for _, o := range s.Overrides {
		b.overrides[o.Day] = o
	}
	for _, r := range s.Regimes {
		b.put(*r, r.Rev)
	}
	b.index()
	return nil
}
