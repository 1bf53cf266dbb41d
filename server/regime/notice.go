package regime

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"dost/server/i18n"
	"dost/server/problem"
	"dost/server/queue"
)

// MaxNotice is how many characters a notice on its own may have in each
// language: three of that length can be read on the hall's display at once.
const MaxNotice = 100

// Informs tells whether the regime has no rule: it only speaks to visitors, by
// notices and other ways. It decides nothing, so no answer ever names it; when
// it ends, nothing but its words is gone.
func (r *Regime) Informs() bool {
	return !slices.ContainsFunc(layers, func(l layer) bool { return l.set(&r.Rules) })
}

// ActiveNotice is a notice of the regimes in force and whom it concerns.
type ActiveNotice struct {
	Text       i18n.Text
	Directions []queue.DirectionID // none = all that were asked about
}

// ActiveNotices are the notices for the visitors of these directions at a moment, each
// once: first those for everybody, then those for some.
func (b *Book) ActiveNotices(at time.Time, directions []queue.DirectionID) []ActiveNotice {
	var told []ActiveNotice
	for _, d := range directions {
		for _, text := range b.At(at, Query{Direction: d}).Notices {
			i := slices.IndexFunc(told, func(t ActiveNotice) bool { return t.Text == text })
			if i < 0 {
				i, told = len(told), append(told, ActiveNotice{Text: text})
			}
			if !slices.Contains(told[i].Directions, d) {
				told[i].Directions = append(told[i].Directions, d)
			}
		}
	}
	for i := range told {
		if len(told[i].Directions) == len(directions) {
			told[i].Directions = nil
		}
	}
	slices.SortStableFunc(told, func(a, b ActiveNotice) int {
		return cmp.Compare(min(1, len(a.Directions)), min(1, len(b.Directions)))
	})
	return told
}

// checkNotices wants words in every notice. Beside a rule Azerbaijani will do,
// for the rule itself is told in three languages; a regime that only informs is
// nothing but its words, so it has them in all three, short enough for the hall.
func checkNotices(r *Regime) *problem.Error {
	for i, notice := range r.Notices {
		for _, one := range []struct{ language, words string }{{"az", notice.Text.Az}, {"ru", notice.Text.Ru},
			{"en", notice.Text.En}} {
			switch {
			case strings.TrimSpace(one.words) == "" && (one.language == "az" || r.Informs()):
				return refuse(CodeTextNeeded, "a notice needs its words", "field", "notices", "index", i,
					"language", one.language)
			case r.Informs() && utf8.RuneCountInString(one.words) > MaxNotice:
				return refuse(CodeTooMuch, "the notice is too long for the display", "field", "notices",
					"index", i, "language", one.language, "limit", MaxNotice)
			}
		}
	}
	return nil
}
