package passport

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"dost/server/queue"
)

// Library is the set of passports that a centre works with. It never changes: a
// new version makes a new Library, and visits under way keep the version that
// they began with. It is safe for concurrent use; its passports must not be
// changed.
type Library struct {
	versions map[string][]*Passport // by ID, oldest first
	newest   []*Passport            // by ID
	index    index                  // what Search reads
}

// NewLibrary takes over the passports, one or more versions of each. It refuses
// an invalid passport, and the same version of the same ID twice.
func NewLibrary(passports []Passport) (*Library, error) {
	l := &Library{versions: map[string][]*Passport{}}
	for i := range passports {
		p := &passports[i]
		if err := p.Validate(); err != nil {
			return nil, fmt.Errorf("passport %s: %w", p.ID, err)
		}
		if _, twice := l.Version(p.ID, p.Version); twice {
			return nil, &Error{Code: CodeDuplicateID,
				Detail: fmt.Sprintf("passport %s version %d is there twice", p.ID, p.Version),
				Facts:  map[string]any{"id": p.ID, "version": p.Version}}
		}
		l.versions[p.ID] = append(l.versions[p.ID], p)
	}
	for _, vs := range l.versions {
		slices.SortFunc(vs, func(a, b *Passport) int { return a.Version - b.Version })
		l.newest = append(l.newest, vs[len(vs)-1])
	}
	slices.SortFunc(l.newest, func(a, b *Passport) int { return strings.Compare(a.ID, b.ID) })
	l.index = newIndex(l.newest)
	return l, nil
}

// Get gives the newest version of a passport.
func (l *Library) Get(id string) (*Passport, bool) {
	vs := l.versions[id]
	if len(vs) == 0 {
		return nil, false
	}
	return vs[len(vs)-1], true
}

// Version gives one version, for an application that was made under it.
func (l *Library) Version(id string, version int) (*Passport, bool) {
	for _, p := range l.versions[id] {
		if p.Version == version {
			return p, true
		}
	}
	return nil, false
}

// Versions lists all versions of a passport, oldest first.
func (l *Library) Versions(id string) []*Passport { return slices.Clone(l.versions[id]) }

// All lists the newest versions by ID.
func (l *Library) All() []*Passport { return slices.Clone(l.newest) }

// In lists the newest versions of a direction's services by ID.
func (l *Library) In(d queue.DirectionID) []*Passport {
	var list []*Passport
	for _, p := range l.newest {
		if p.Direction == d {
			list = append(list, p)
		}
	}
	return list
}

// Hit is a passport that a search found. A higher score is a better match.
type Hit struct {
	Passport *Passport
	Score    int
}

// Search finds services by words of the name, the classification or the
// documents in any of the three languages, or by digits of the ID; best first,
// then by ID, at most limit (0 = no limit). Diacritics and case do not matter.
// Every word must occur, if only as the beginning of one; where nothing fits,
// one wrong letter in a word is forgiven. An empty query lists everything.
func (l *Library) Search(query string, limit int) []Hit {
	words := strings.Fields(Fold(query))
	digits := idDigits(query)
	hits := l.collect(words, digits, false)
	if len(hits) == 0 {
		hits = l.collect(words, digits, true)
	}
	sort.SliceStable(hits, func(i, j int) bool { return hits[i].Score > hits[j].Score })
	if limit > 0 && len(hits) > limit {
		hits = hits[:limit]
	}
	return hits
}

func (l *Library) collect(words []string, digits string, forgive bool) []Hit {
	var hits []Hit
	asked := l.index.ask(words, forgive)
	for i := range l.index.entries {
		e := &l.index.entries[i]
		score, ok := 0, true
		if digits != "" {
			score = e.matchID(digits)
			ok = score > 0
		}
		if !ok || digits == "" {
			score, ok = e.match(asked)
		}
		if ok {
			hits = append(hits, Hit{Passport: l.newest[i], Score: score})
		}
	}
	return hits
}

// idDigits gives the digits of a query that can only be meant as an ID.
func idDigits(query string) string {
	var b strings.Builder
	for _, r := range query {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == '-' || r == '–' || r == '.' || r == ' ':
		default:
			return ""
		}
	}
	return b.String()
}
