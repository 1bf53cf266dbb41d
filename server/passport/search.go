package passport

import (
	"strings"

	"dost/server/queue"
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

// entry is a passport as Search reads it: folded words with their worth.
type entry struct {
	id    string // digits only
	names []string
	words map[string]int
}

func newEntry(p *Passport) entry {
	e := entry{id: strings.ReplaceAll(p.ID, "-", ""), words: map[string]int{}}
	for _, t := range []queue.Text{p.Name, p.Short} {
		for _, s := range []string{t.Az, t.Ru, t.En} {
			e.names = append(e.names, Fold(s))
		}
		e.add(t, worthName)
	}
	for _, r := range p.Procedures {
		e.add(r.Name, worthName)
	}
	if class, ok := ClassOf(p.Classification); ok {
		e.add(class.Name, worthClass)
	}
	for _, d := range p.Documents {
		e.add(d.Name, worthDocument)
		e.add(d.Short, worthDocument)
	}
	return e
}

func (e *entry) add(t queue.Text, worth int) {
	for _, s := range []string{t.Az, t.Ru, t.En} {
		for _, w := range strings.Fields(Fold(s)) {
			e.words[w] = max(e.words[w], worth)
		}
	}
}

func (e *entry) matchID(digits string) int {
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

func (e *entry) match(words []string, forgive bool) (score int, ok bool) {
	for _, q := range words {
		best := 0
		for w, worth := range e.words {
			best = max(best, worth*closeness(q, w, forgive)/4)
		}
		if best == 0 {
			return 0, false
		}
		score += best
	}
	phrase := strings.Join(words, " ")
	for _, n := range e.names {
		if len(words) > 1 && strings.Contains(n, phrase) {
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
