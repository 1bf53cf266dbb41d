package application

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"dost/server/civil"
	"dost/server/i18n"
)

// ListID names a waiting list: a service and, where it has several, the kind.
type ListID struct {
	Service string `json:"service"`
	Kind    string `json:"kind,omitempty"` // "treatment"; "" = the service has one list
}

// ListEntryStatus is where an entry of a waiting list stands.
type ListEntryStatus string

// An entry waits until it is offered; whatever is answered then takes it off the
// list, but for a decline that keeps the place.
const (
	EntryWaiting ListEntryStatus = "waiting"
	EntryOffered ListEntryStatus = "offered"
)

// ListEntry is one person's place on a waiting list; who it is stands in Person.
type ListEntry struct {
	Application ApplicationID `json:"application"`
	Number      string        `json:"number"`
	ListID
	Privilege string          `json:"privilege,omitempty"` // of the manager's table; "" = none
	Day       civil.Day       `json:"day"`                 // since when
	Status    ListEntryStatus `json:"status"`
	OfferedAt time.Time       `json:"offered_at,omitzero"`
	Until     civil.Day       `json:"until,omitempty"` // last day to answer the offer
	Offer     string          `json:"offer,omitempty"` // what is offered, in words
	Declined  int             `json:"declined,omitempty"`
}

// Privilege is a class of people who come earlier on waiting lists. The lower
// rank comes first; people without a privilege come last.
type Privilege struct {
	ID   string    `json:"id"`
	Name i18n.Text `json:"name"`
	Rank int       `json:"rank"` // 1 to 99
}

// Kind parts a service's waiting list in several.
type Kind struct {
	Service string    `json:"service"`
	ID      string    `json:"id"`
	Name    i18n.Text `json:"name"`
}

// Rules are what the manager sets for the waiting lists.
type Rules struct {
	Privileges []Privilege `json:"privileges"`
	Kinds      []Kind      `json:"kinds"`
	// AnswerDays is within how many working days an offer is answered, 1 to 60.
	AnswerDays int `json:"answer_days"`
}

// DefaultRules hold until the manager sets others. The kinds of voucher are
// those that the sanatorium passport tells apart (source 000, step 4).
func DefaultRules() Rules {
	return Rules{
		AnswerDays: 5,
		Privileges: []Privilege{
			{"war", i18n.Text{Az: "Müharibə əlilləri və veteranları", Ru: "Инвалиды и ветераны войны",
				En: "War veterans and disabled veterans"}, 1},
			{"disability", i18n.Text{Az: "Əlilliyi olan şəxslər", Ru: "Лица с инвалидностью",
				En: "Persons with a disability"}, 2},
		},
		Kinds: []Kind{
			{"01-09-07-00", "treatment",
				i18n.Text{Az: "Müalicə yollayışı", Ru: "Путёвка на лечение", En: "Treatment voucher"}},
			{"01-09-07-00", "holiday", i18n.Text{Az: "İstirahət yollayışı", Ru: "Путёвка на отдых",
				En: "Holiday voucher"}},
		},
	}
}

// The bounds of the rules.
const (
	MaxPrivileges = 30
	MaxKinds      = 60
	MaxAnswerDays = 60
)

func (r Rules) validate() error {
	if len(r.Privileges) > MaxPrivileges || len(r.Kinds) > MaxKinds || r.AnswerDays < 1 ||
		r.AnswerDays > MaxAnswerDays {
		return refuse(CodeBadRules, "too many privileges or kinds, or no days to answer")
	}
	seen := map[string]bool{}
	for _, p := range r.Privileges {
		if !ref(p.ID) || seen[p.ID] || blank(p.Name.Az) || !name(p.Name) || p.Rank < 1 || p.Rank > 99 {
			return refuse(CodeBadRules, "a privilege has an id of its own, a name and a rank of 1 to 99",
				"field", "privileges", "id", p.ID)
		}
		seen[p.ID] = true
	}
	clear(seen)
	for _, k := range r.Kinds {
		id := k.Service + " " + k.ID
		if !serviceForm.MatchString(k.Service) || !ref(k.ID) || seen[id] || blank(k.Name.Az) ||
			!name(k.Name) {
			return refuse(CodeBadRules, "a kind has a service, an id of its own and a name", "field", "kinds",
				"id", k.ID)
		}
		seen[id] = true
	}
	return nil
}

func name(t i18n.Text) bool { return text(t.Az) && text(t.Ru) && text(t.En) }

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// has tells whether the list exists: a service with kinds has no list without.
func (r Rules) has(l ListID) bool {
	kinds := false
	for _, k := range r.Kinds {
		if k.Service == l.Service {
			if k.ID == l.Kind {
				return true
			}
			kinds = true
		}
	}
	return !kinds && l.Kind == ""
}

// rank is a privilege's place in the order; a privilege that the rules no longer
// name ranks as none.
func (r Rules) rank(privilege string) int {
	for _, p := range r.Privileges {
		if p.ID == privilege {
			return p.Rank
		}
	}
	return 100
}

// before is the order of a list: by privilege, then by date.
func (r Rules) before(a, b *ListEntry) int {
	return cmp.Or(cmp.Compare(r.rank(a.Privilege), r.rank(b.Privilege)),
		cmp.Compare(a.Application, b.Application))
}

// Rules are the waiting lists' rules in force. The caller must not change them.
func (s *State) Rules() Rules {
	if s.rules == nil {
		return DefaultRules()
	}
	return *s.rules
}

// Lists are the lists that somebody is on, by service and kind.
func (s *State) Lists() []ListID {
	list := make([]ListID, 0, len(s.lists))
	for id := range s.lists {
		list = append(list, id)
	}
	slices.SortFunc(list, func(a, b ListID) int {
		return cmp.Or(cmp.Compare(a.Service, b.Service), cmp.Compare(a.Kind, b.Kind))
	})
	return list
}

// List are copies of the entries of a list in their order, at most n from the
// one at index from on.
func (s *State) List(id ListID, from, n int) []ListEntry {
	ids := s.lists[id]
	if from < 0 || from >= len(ids) || n <= 0 {
		return nil
	}
	var list []ListEntry
	for _, a := range ids[from:min(len(ids), from+n)] {
		list = append(list, *s.entries[a])
	}
	return list
}

// ListCursor names a place in a list's order: behind that application's. It holds
// although the application has left the list, and whoever came onto it since.
type ListCursor struct {
	Privilege   string
	Application ApplicationID // 0 = before all
}

// After are copies of the entries of a list behind a place, at most n, and how many
// entries stand before the first of them.
func (s *State) After(id ListID, place ListCursor, n int) (list []ListEntry, before int) {
	if place != (ListCursor{}) {
		behind := ListEntry{Application: place.Application, Privilege: place.Privilege}
		at, found := slices.BinarySearchFunc(s.lists[id], &behind, s.against())
		if before = at; found {
			before++
		}
	}
	return s.List(id, before, n), before
}

// Length is how many are on a list, and how many of them have an offer.
func (s *State) Length(id ListID) (all, offered int) {
	for _, a := range s.lists[id] {
		if s.entries[a].Status == EntryOffered {
			offered++
		}
	}
	return len(s.lists[id]), offered
}

// Position is an application's entry and its place in the list, counted from 1; ok
// is false when it is on none.
func (s *State) Position(id ApplicationID) (e ListEntry, place int, ok bool) {
	entry := s.entries[id]
	if entry == nil {
		return ListEntry{}, 0, false
	}
	at, _ := slices.BinarySearchFunc(s.lists[entry.ListID], entry, s.against())
	return *entry, at + 1, true
}

// against compares by the rules in force, for searching a list.
func (s *State) against() func(ApplicationID, *ListEntry) int {
	rules := s.Rules()
	return func(id ApplicationID, e *ListEntry) int { return rules.before(s.entries[id], e) }
}

// enlist puts an entry in its place.
func (s *State) enlist(e *ListEntry) {
	ids := s.lists[e.ListID]
	at, _ := slices.BinarySearchFunc(ids, e, s.against())
	s.entries[e.Application] = e
	s.lists[e.ListID] = slices.Insert(ids, at, e.Application)
}

// unlist takes an application off its list, if it is on one.
func (s *State) unlist(id ApplicationID) {
	e := s.entries[id]
	if e == nil {
		return
	}
	ids := s.lists[e.ListID]
	at, _ := slices.BinarySearchFunc(ids, e, s.against())
	if ids = slices.Delete(ids, at, at+1); len(ids) == 0 {
		delete(s.lists, e.ListID)
	} else {
		s.lists[e.ListID] = ids
	}
	delete(s.entries, id)
}

// reorder sorts every list anew, after other rules came into force.
func (s *State) reorder() {
	rules := s.Rules()
	for _, ids := range s.lists {
		slices.SortFunc(ids, func(a, b ApplicationID) int { return rules.before(s.entries[a], s.entries[b]) })
	}
}
