package passport

import (
	"maps"
	"slices"
	"strings"

	"dost/server/i18n"
)

// What a word found in a place is worth; the beginning of a word is worth half,
// the inside of one a quarter.
const (
	worthName     = 40
	worthClass    = 12
	worthDocument = 8
	worthPhrase   = 60 // the query stands in the name as it was typed
	worthID       = 100
)

// index is the library as Search reads it. Services share most of their words,
// so a typed word is compared with each different word once.
type index struct {
	words   []string  // the different folded words of all passports, sorted
	entries []indexed // parallel to Library.newest
}

// indexed is one passport: which of the index's words it has, and their worth.
type indexed struct {
	id    string // digits only
	names []string
	words []weighted
}

type weighted struct{ word, worth int }

func newIndex(passports []*Passport) index {
	var x index
	worths := make([]map[string]int, len(passports))
	all := map[string]int{}
	for i, p := range passports {
		worths[i] = wordsOf(p)
		for w := range worths[i] {
			all[w] = 0
		}
	}
	x.words = slices.Sorted(maps.Keys(all))
	for n, w := range x.words {
		all[w] = n
	}
	for i, p := range passports {
		e := indexed{id: strings.ReplaceAll(p.ID, "-", "")}
		for _, t := range []i18n.Text{p.Name, p.Short} {
			e.names = append(e.names, Fold(t.Az), Fold(t.Ru), Fold(t.En))
		}
		for w, worth := range worths[i] {
			e.words = append(e.words, weighted{all[w], worth})
		}
		slices.SortFunc(e.words, func(a, b weighted) int { return a.word - b.word })
		x.entries = append(x.entries, e)
	}
	return x
}

// wordsOf gives the words by which a passport is found, with their worth.
func wordsOf(p *Passport) map[string]int {
	words := map[string]int{}
	add := func(t i18n.Text, worth int) {
		for _, s := range []string{t.Az, t.Ru, t.En} {
			for _, w := range strings.Fields(Fold(s)) {
				words[w] = max(words[w], worth)
			}
		}
	}
	add(p.Name, worthName)
	add(p.Short, worthName)
	for _, r := range p.Procedures {
		add(r.Name, worthName)
	}
	if class, ok := ClassOf(p.Classification); ok {
		add(class.Name, worthClass)
	}
	for _, d := range p.Documents {
		add(d.Name, worthDocument)
		add(d.Short, worthDocument)
	}
	return words
}

// question is a query compared with the index: the closeness of every word of
// the index to each typed word.
type question struct {
	phrase    string // "" for a single word
	closeness [][]int
}

func (x *index) ask(words []string, forgive bool) question {
	var q question
	if len(words) > 1 {
		q.phrase = strings.Join(words, " ")
	}
	for _, typed := range words {
		row := make([]int, len(x.words))
		for i, w := range x.words {
			row[i] = closeness(typed, w, forgive)
		}
		q.closeness = append(q.closeness, row)
	}
	return q
}

func (e *indexed) matchID(digits string) int {
	switch {
	case e.id == digits:
		return 3 * worthID
	case strings.HasPrefix(e.id, digits):
		return 2 * worthID
	case len(digits) >= 3 && strings.Contains(e.id, digits):
		return worthID
	}
	return 0
}

// match scores a passport; ok is false if one of the typed words is nowhere.
func (e *indexed) match(q question) (score int, ok bool) {
	for _, row := range q.closeness {
		best := 0
		for _, w := range e.words {
			best = max(best, w.worth*row[w.word]/4)
		}
		if best == 0 {
			return 0, false
		}
		score += best
	}
	for _, n := range e.names {
		if q.phrase != "" && strings.Contains(n, q.phrase) {
			score += worthPhrase
			break
		}
	}
	return score, true
}

// closeness compares a typed word with a word of the passport: 4 the same, 2 its
// beginning, 2 its stem with another ending (Azerbaijani and Russian words change
// at the end), 1 its inside, and with forgive 1 for a single wrong letter.
func closeness(q, w string, forgive bool) int {
	switch {
	case q == w:
		return 4
	case strings.HasPrefix(w, q):
		return 2
	case len(w) >= 5 && strings.HasPrefix(q, w):
		return 2
	case sameStem(q, w):
		return 2
	case len(q) >= 3 && strings.Contains(w, q):
		return 1
	case forgive && len(q) >= 4 && oneEdit([]rune(q), []rune(w)):
		return 1
	}
	return 0
}

// sameStem tells whether two long words agree but for an ending of at most
// three letters each.
func sameStem(a, b string) bool {
	x, y := []rune(a), []rune(b)
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return n >= 5 && len(x)-n <= 3 && len(y)-n <= 3
}

// oneEdit tells whether q is a beginning of w but for one letter that is wrong,
// missing, superfluous or swapped with its neighbour.
func oneEdit(q, w []rune) bool {
	i := 0
	for i < len(q) && i < len(w) && q[i] == w[i] {
		i++
	}
	begins := func(rest, of []rune) bool {
		return len(rest) <= len(of) && string(of[:len(rest)]) == string(rest)
	}
	if i >= len(q) || i >= len(w) {
		return i >= len(q)-1
	}
	return begins(q[i+1:], w[i+1:]) || begins(q[i:], w[i+1:]) || begins(q[i+1:], w[i:]) ||
		i+1 < len(q) && i+1 < len(w) && q[i] == w[i+1] && q[i+1] == w[i] && begins(q[i+2:], w[i+2:])
}
