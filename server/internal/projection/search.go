package projection

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"dost/server/application"
	"dost/server/internal/journal"
	"dost/server/passport"
)

// The shape of the search by name: the beginnings of a word that have digests of
// their own, in letters; and how many seals one search opens
// at most, which bounds its time whatever is asked.
const (
	shortStart, longStart = 3, 5
	maxOpened             = 600
)

// SearchName finds the applications whose applicant's name, or whose
// representative's, has words that begin with each of the query's, at most limit
// from a place on. Spelling without the right letters finds as well ("Memmedov").
func (s *Store) SearchName(query string, from application.NameCursor, limit int) (application.NamePage,
	error) {
	words := strings.Fields(passport.Fold(query))
	if len(words) == 0 || limit <= 0 {
		return application.NamePage{}, nil
	}
	db, err := s.reader(names{}.Name())
	if err != nil {
		return application.NamePage{}, err
	}
	n := nameSearch{journal: s.journal, db: db, words: words, limit: limit}
	// Whole words first: who is asked for by full name is found among the many
	// whose names begin alike.
	if !from.Begun {
		if err := n.collect(n.digests(func(w string) string { return w }), from); err != nil {
			return application.NamePage{}, err
		}
		from = application.NameCursor{Begun: true}
	}
	if slices.ContainsFunc(words, func(w string) bool { return letters(w) >= shortStart }) && !n.ended() {
		if err := n.collect(n.digests(start), from); err != nil {
			return application.NamePage{}, err
		}
	}
	return n.page(), nil
}

// nameSearch is one search under way. It looks for one match more than it gives, to
// know whether there are more.
type nameSearch struct {
	journal *journal.Journal
	db      *sql.DB
	words   []string
	limit   int
	opened  int
	last    application.NameCursor // the last seal opened
	found   []application.Match
	places  []application.NameCursor // of those found
}

func (s *nameSearch) ended() bool { return len(s.found) > s.limit || s.opened >= maxOpened }

func (s *nameSearch) page() application.NamePage {
	switch {
	case len(s.found) > s.limit:
		return application.NamePage{Matches: s.found[:s.limit], Next: s.places[s.limit-1], More: true}
	case s.opened >= maxOpened: // the rest was not looked at
		return application.NamePage{Matches: s.found, Next: s.last, More: true}
	}
	return application.NamePage{Matches: s.found}
}

// digests are the distinct digests of a form of each word, those of longer words
// first: they are the rarer ones.
func (s *nameSearch) digests(form func(string) string) [][]byte {
	forms := make([]string, 0, len(s.words))
	for _, w := range s.words {
		forms = append(forms, form(w))
	}
	slices.SortFunc(forms, func(a, b string) int { return len(b) - len(a) })
	var list [][]byte
	for _, f := range slices.Compact(forms) {
		list = append(list, s.journal.WordDigest(f))
	}
	return list
}

// collect opens the newest applications that bear all the digests, from a place on,
// and keeps those that truly match. Among the beginnings, those with whole words
// were found before.
func (s *nameSearch) collect(digests [][]byte, from application.NameCursor) (err error) {
	query := `SELECT application FROM name_words w WHERE digest = ?`
	args := []any{digests[0]}
	if from.Before != 0 {
		query += ` AND application < ?`
		args = append(args, int64(from.Before))
	}
	for _, d := range digests[1:] {
		query += ` AND EXISTS (SELECT 1 FROM name_words o
			WHERE o.digest = ? AND o.application = w.application)`
		args = append(args, d)
	}
	rows, err := s.db.Query(query+` ORDER BY application DESC`, args...)
	if err != nil {
		return fmt.Errorf("searching by name: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for !s.ended() && rows.Next() {
		var id application.ApplicationID
		if err := rows.Scan(&id); err != nil {
			return fmt.Errorf("searching by name: %w", err)
		}
		person, ok, err := s.journal.Person(id)
		if errors.Is(err, journal.ErrErased) || err == nil && !ok {
			continue
		}
		if err != nil {
			return err
		}
		s.opened++
		s.last = application.NameCursor{Begun: from.Begun, Before: id}
		if matches(person, s.words, strings.HasPrefix) && !(from.Begun && matches(person, s.words, same)) {
			s.found = append(s.found, application.Match{Application: id, Person: person})
			s.places = append(s.places, s.last)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("searching by name: %w", err)
	}
	return nil
}

// matches tells whether each word fits a word of the name.
func matches(p application.Person, words []string, fits func(name, word string) bool) bool {
	name := nameWords(p)
	for _, w := range words {
		if !slices.ContainsFunc(name, func(n string) bool { return fits(n, w) }) {
			return false
		}
	}
	return true
}

func same(a, b string) bool { return a == b }

func nameWords(p application.Person) []string {
	return strings.Fields(passport.Fold(p.Name + " " + p.Representative))
}

func letters(s string) int { return utf8.RuneCountInString(s) }

// start is the form under which the beginning of a word is found; the word itself
// where it is too short to have one.
func start(word string) string {
	switch n := letters(word); {
	case n >= longStart:
		return first(word, longStart) + "…"
	case n >= shortStart:
		return first(word, shortStart) + "…"
	}
	return word
}

func first(word string, n int) string { return string([]rune(word)[:n]) }

// forms are all forms under which a name's words are found.
func forms(p application.Person) []string {
	var list []string
	for _, w := range nameWords(p) {
		list = append(list, w)
		for _, n := range []int{shortStart, longStart} {
			if letters(w) >= n {
				list = append(list, first(w, n)+"…")
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
