package journal

import (
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"dost/server/application"
	"dost/server/passport"
)

// The shape of the search by name: the beginnings of a word that have digests of
// their own, in letters; a digest's length; and how many seals one search opens
// at most, which bounds its time whatever is asked.
const (
	shortStart, longStart = 3, 5
	digestSize            = 12
	maxOpened             = 600
)

// SearchName finds the applications whose applicant's name, or whose
// representative's, has words that begin with each of the query's, at most limit
// from a place on. Spelling without the right letters finds as well ("Memmedov").
func (j *Journal) SearchName(query string, from application.NameCursor, limit int) (application.NamePage, error) {
	words := strings.Fields(passport.Fold(query))
	if len(words) == 0 || limit <= 0 {
		return application.NamePage{}, nil
	}
	s := nameSearch{journal: j, words: words, limit: limit}
	// Whole words first: who is asked for by full name is found among the many
	// whose names begin alike.
	if !from.Begun {
		if err := s.collect(s.digests(func(w string) string { return w }), from); err != nil {
			return application.NamePage{}, err
		}
		from = application.NameCursor{Begun: true}
	}
	if slices.ContainsFunc(words, func(w string) bool { return letters(w) >= shortStart }) && !s.ended() {
		if err := s.collect(s.digests(start), from); err != nil {
			return application.NamePage{}, err
		}
	}
	return s.page(), nil
}

// nameSearch is one search under way. It looks for one match more than it gives, to
// know whether there are more.
type nameSearch struct {
	journal *Journal
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
		list = append(list, s.journal.keys.word(f))
	}
	return list
}

// collect opens the newest applications that bear all the digests, from a place on,
// and keeps those that truly match. Among the beginnings, those with whole words
// were found before.
func (s *nameSearch) collect(digests [][]byte, from application.NameCursor) (err error) {
	query := `SELECT p.application, p.sealed FROM name_words w JOIN people p ON p.application = w.application WHERE w.digest = ?`
	args := []any{digests[0]}
	if from.Before != 0 {
		query += ` AND w.application < ?`
		args = append(args, int64(from.Before))
	}
	for _, d := range digests[1:] {
		query += ` AND EXISTS (SELECT 1 FROM name_words o WHERE o.digest = ? AND o.application = w.application)`
		args = append(args, d)
	}
	rows, err := s.journal.Reader().Query(query+` ORDER BY w.application DESC`, args...)
	if err != nil {
		return fmt.Errorf("searching by name: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for !s.ended() && rows.Next() {
		var id application.ApplicationID
		var sealed []byte
		if err := rows.Scan(&id, &sealed); err != nil {
			return fmt.Errorf("searching by name: %w", err)
		}
		if sealed == nil {
			continue
		}
		s.opened++
		person, err := s.journal.keys.unseal(id, sealed)
		if err != nil {
			return err
		}
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

// word is the keyed digest of a form of a word.
func (k Keys) word(form string) []byte {
	mac := hmac.New(sha256.New, k.Lookup)
	mac.Write([]byte("word\x00" + form))
	return mac.Sum(nil)[:digestSize]
}

// words enters a person's name in the search.
func (k Keys) words(tx *sql.Tx, id application.ApplicationID, p application.Person) error {
	for _, form := range forms(p) {
		if _, err := tx.Exec(`INSERT INTO name_words (digest, application) VALUES (?, ?)`, k.word(form), int64(id)); err != nil {
			return fmt.Errorf("entering the applicant of %d in the search: %w", id, err)
		}
	}
	return nil
}

// wording enters the people in the search who were registered before there was
// one, a thousand a transaction. The caller holds mu, or is the only one who
// knows j.
func (j *Journal) wording() error {
	for {
		n, err := j.wordSome(1000)
		if err != nil || n == 0 {
			return err
		}
	}
}

func (j *Journal) wordSome(most int) (n int, err error) {
	tx, err := j.db.Begin()
	if err != nil {
		return 0, fmt.Errorf("entering people in the search: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	unworded, err := unworded(tx, most)
	if err != nil {
		return 0, err
	}
	for id, sealed := range unworded {
		p, err := j.keys.unseal(id, sealed)
		if err != nil {
			return 0, err
		}
		if err := j.keys.words(tx, id, p); err != nil {
			return 0, err
		}
		if _, err := tx.Exec(`UPDATE people SET worded = 1 WHERE application = ?`, int64(id)); err != nil {
			return 0, fmt.Errorf("entering people in the search: %w", err)
		}
	}
	return len(unworded), tx.Commit()
}

func unworded(tx *sql.Tx, most int) (map[application.ApplicationID][]byte, error) {
	rows, err := tx.Query(`SELECT application, sealed FROM people WHERE worded = 0 AND sealed IS NOT NULL LIMIT ?`, most)
	if err != nil {
		return nil, fmt.Errorf("reading who is not in the search: %w", err)
	}
	defer func() { _ = rows.Close() }()
	list := map[application.ApplicationID][]byte{}
	for rows.Next() {
		var id application.ApplicationID
		var sealed []byte
		if err := rows.Scan(&id, &sealed); err != nil {
			return nil, fmt.Errorf("reading who is not in the search: %w", err)
		}
		list[id] = sealed
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading who is not in the search: %w", err)
	}
	return list, nil
}
