package regime

import (
	"reflect"
	"slices"
	"time"

	"dost/server/i18n"
	"dost/server/queue"
)

// ConflictKind is what two regimes do to each other where they meet.
type ConflictKind string

// The kinds of conflicts, the gravest first.
const (
	NobodyLeft ConflictKind = "nobody-left" // together they admit nobody, though neither closes
	ClosedWins ConflictKind = "closed-wins" // one closes what the other leaves open
	Stricter   ConflictKind = "stricter"    // both change the same rule; the stricter wins
	Repeated   ConflictKind = "repeated"    // both say the same
)

// Conflict is a meeting of two regimes that the manager should look at. It is
// no error: the answer is defined by the precedence of the layers.
type Conflict struct {
	Kind   ConflictKind `json:"kind"`
	Rule   RuleName     `json:"rule"`
	First  string       `json:"first"`  // the regime that begins first
	Second string       `json:"second"` // the other
	From   time.Time    `json:"from"`   // when they meet: daily windows are not
	To     time.Time    `json:"to"`     // counted here, only whether they meet at all
	Text   i18n.Text    `json:"text"`
}

var conflictTexts = map[ConflictKind]i18n.Text{
	NobodyLeft: {Az: "Birlikdə heç kim qəbul edilmir", Ru: "Вместе не допускают никого",
		En: "Together they admit nobody"},
	ClosedWins: {Az: "Bağlı olması üstündür", Ru: "Закрытие сильнее", En: "Closed wins"},
	Stricter:   {Az: "Daha sərt olan tətbiq edilir", Ru: "Действует более строгое", En: "The stricter holds"},
	Repeated: {Az: "Eyni qayda iki dəfə yazılıb", Ru: "Одно и то же записано дважды",
		En: "The same rule is entered twice"},
}

// Conflicts lists the meetings of regimes that are not over after a moment, in
// order of their beginning. A regime that only informs meets nobody.
func (b *Book) Conflicts(after time.Time) []Conflict {
	b.mu.Lock()
	defer b.mu.Unlock()
	var found []Conflict
	for i, first := range b.order {
		if first.Informs() {
			continue
		}
		for _, second := range b.order[i+1:] {
			if !second.From.Before(first.To) {
				break // the order is by From
			}
			from, to := second.From, earlier(first.To, second.To)
			if to.After(after) && !second.Informs() && first.meets(second) {
				found = append(found, clashes(first, second, from, to)...)
			}
		}
	}
	return found
}

// clashes compares two regimes rule by rule; a closing one with all the rest.
func clashes(first, second *Regime, from, to time.Time) []Conflict {
	clash := func(kind ConflictKind, rule RuleName) Conflict {
		return Conflict{kind, rule, first.ID, second.ID, from, to, conflictTexts[kind]}
	}
	if first.Rules.Closed || second.Rules.Closed {
		if first.Rules.Closed && second.Rules.Closed {
			return []Conflict{clash(Repeated, RuleClosed)}
		}
		return []Conflict{clash(ClosedWins, RuleClosed)}
	}
	var found []Conflict
	for i := range layers {
		if l := &layers[i]; l.set(&first.Rules) && l.set(&second.Rules) {
			found = append(found, clash(l.compare(&first.Rules, &second.Rules), l.rule))
		}
	}
	return found
}

// compare tells how the layer of one regime stands to that of another.
func (l *layer) compare(a, b *Rules) ConflictKind {
	if l.rule == RuleHours {
		switch {
		case !spansMeet(a.Hours, b.Hours):
			return NobodyLeft
		case slices.Equal(a.Hours, b.Hours):
			return Repeated
		}
		return Stricter
	}
	var one, other, both Limits
	l.narrow(&one, a)
	l.narrow(&other, b)
	l.narrow(&both, a)
	l.narrow(&both, b)
	switch {
	case l.code != nil && l.code(&both) == queue.CodeClosed:
		return NobodyLeft
	case reflect.DeepEqual(one, other):
		return Repeated
	}
	return Stricter
}

// meets tells whether two regimes that overlap in time concern the same
// visitors at the same time of day.
func (r *Regime) meets(other *Regime) bool {
	return listsMeet(r.Scope.Directions, other.Scope.Directions) &&
		listsMeet(r.Scope.Services, other.Scope.Services) &&
		listsMeet(r.Scope.Groups, other.Scope.Groups) &&
		spansMeet(r.Daily, other.Daily) &&
		(listsMeet(r.Weekdays, other.Weekdays) || pastMidnight(r.Daily) || pastMidnight(other.Daily))
}

// listsMeet tells whether two lists share an entry; an empty one is everything.
func listsMeet[T comparable](a, b []T) bool {
	return len(a) == 0 || len(b) == 0 ||
		slices.ContainsFunc(a, func(v T) bool { return slices.Contains(b, v) })
}

// spansMeet tells whether two sets of windows share a time of day.
func spansMeet(a, b []Span) bool {
	if len(a) == 0 || len(b) == 0 {
		return true
	}
	for _, x := range a {
		for _, y := range b {
			from, to := x.minutes()
			start, end := y.minutes()
			for _, shift := range []Clock{-dayEnd, 0, dayEnd} {
				if from < end+shift && start+shift < to {
					return true
				}
			}
		}
	}
	return false
}

func pastMidnight(spans []Span) bool {
	return slices.ContainsFunc(spans, func(s Span) bool { return s.To <= s.From })
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
