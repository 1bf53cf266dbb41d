package regime_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dost/server/civil"
	"dost/server/regime"
)

// At answers by the plainest reading of the rules, whatever the index does.
func TestAtMeansWhatTheRegimesSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hours, regimes := genHours().Draw(t, "hours"), genRegimes().Draw(t, "regimes")
		c := bookOf(t, hours, regimes)
		at, q := genMoment().Draw(t, "at"), genQuery().Draw(t, "query")
		v := c.book.At(at, q)
		if want := plainly(c.book, hours, regimes, at, q); v.Admit != want {
			t.Fatalf("admitted %v because %s; want %v", v.Admit, said(v), want)
		}
		if v.Admit == (v.Code != "") || !v.Admit && len(v.Reasons) == 0 {
			t.Fatalf("an answer without its why: %s", said(v))
		}
		if again := c.book.At(at.UTC(), q); said(again) != said(v) {
			t.Fatalf("asked twice, answered %s and %s", said(v), said(again))
		}
	})
}

// The order of entry cannot be seen in an answer.
func TestOrderOfEntryDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		regimes := genRegimes().Draw(t, "regimes")
		shuffled := rapid.Permutation(regimes).Draw(t, "shuffled")
		one, other := bookOf(t, regime.Ordinary(), regimes), bookOf(t, regime.Ordinary(), shuffled)
		at, q := genMoment().Draw(t, "at"), genQuery().Draw(t, "query")
		if a, b := said(one.book.At(at, q)), said(other.book.At(at, q)); a != b {
			t.Fatalf("entered in one order:\n%s\nin another:\n%s", a, b)
		}
	})
}

// A regime withdrawn leaves no trace in any answer.
func TestWithdrawingRestores(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := bookOf(t, regime.Ordinary(), genRegimes().Draw(t, "regimes"))
		moments := rapid.SliceOfN(genMoment(), 5, 5).Draw(t, "moments")
		q := genQuery().Draw(t, "query")
		answers := func() (all string) {
			for _, at := range moments {
				all += said(c.book.At(at, q)) + "\n"
			}
			return all
		}
		was := answers()
		id := c.do(decided, regime.Enact{Regime: genRegime().Draw(t, "extra")})
		answers()
		c.do(decided, regime.Withdraw{ID: id})
		if is := answers(); is != was {
			t.Fatalf("before:\n%safter:\n%s", was, is)
		}
	})
}

// Until is the first moment at which the answer turns: at it, and not before.
func TestUntilIsTheTurn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := bookOf(t, genHours().Draw(t, "hours"), genRegimes().Draw(t, "regimes"))
		at, q := genMoment().Draw(t, "at"), genQuery().Draw(t, "query")
		v := c.book.At(at, q)
		end := v.Until
		if end.IsZero() {
			end = at.AddDate(0, 0, 60) // never: so not in the weeks in which anything happens
		} else if turned := c.book.At(end, q); !end.After(at) || turned.Admit == v.Admit {
			t.Fatalf("until %v, when the answer is %s", end, said(turned))
		} else if last := c.book.At(end.Add(-1), q); last.Admit != v.Admit {
			t.Fatalf("until %v, but just before it is %s", end, said(last))
		}
		for between := at; between.Before(end); between = between.Add(15 * time.Minute) {
			if early := c.book.At(between, q); early.Admit != v.Admit {
				t.Fatalf("until %v, but already at %v: %s", v.Until, between, said(early))
			}
		}
	})
}

// Nothing changes before NextChange.
func TestNothingChangesBeforeNextChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := bookOf(t, genHours().Draw(t, "hours"), genRegimes().Draw(t, "regimes"))
		at, q := genMoment().Draw(t, "at"), genQuery().Draw(t, "query")
		next := c.book.NextChange(at)
		if next.IsZero() {
			next = at.AddDate(0, 0, 60)
		}
		if !next.After(at) {
			t.Fatalf("after %v the next change is %v", at, next)
		}
		was := said(c.book.At(at, q))
		for _, between := range []time.Time{at.Add(1), at.Add(next.Sub(at) / 3), next.Add(-1)} {
			if between.Before(next) && said(c.book.At(between, q)) != was {
				t.Fatalf("unannounced change at %v, before %v", between, next)
			}
		}
	})
}

// The preview of a day covers it without a gap and says what At says.
func TestPreviewAgreesWithAt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := bookOf(t, genHours().Draw(t, "hours"), genRegimes().Draw(t, "regimes"))
		at := genMoment().Draw(t, "at")
		for _, view := range c.book.Preview(civil.DayOf(at), directions) {
			start := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, civil.Baku)
			found := 0
			for _, segment := range view.Segments {
				if !segment.From.Equal(start) || !segment.To.After(start) {
					t.Fatalf("%s: a gap at %v: %v", view.Direction, start, segment)
				}
				start = segment.To
				if !at.Before(segment.From) && at.Before(segment.To) {
					found++
					if v := c.book.At(at,
						regime.Query{Direction: view.Direction}); said(v) != said(segment.Verdict) {
						t.Fatalf("%v: At says %s, the preview %s", at, said(v), said(segment.Verdict))
					}
				}
			}
			if found != 1 || !start.Equal(view.Segments[0].From.AddDate(0, 0, 1)) {
				t.Fatalf("%s: %v lies in %d segments, which end at %v", view.Direction, at, found, start)
			}
		}
	})
}

// A snapshot answers as the Book that it was taken of.
func TestSnapshotAnswersAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := bookOf(t, genHours().Draw(t, "hours"), genRegimes().Draw(t, "regimes"))
		text, err := json.Marshal(c.book)
		if err != nil {
			t.Fatal(err)
		}
		var again regime.Book
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatal(err)
		}
		at, q := genMoment().Draw(t, "at"), genQuery().Draw(t, "query")
		if a, b := fmt.Sprint(c.book.At(at, q)), fmt.Sprint(again.At(at, q)); a != b {
			t.Fatalf("the Book: %s\nits snapshot: %s", a, b)
		}
		twice, err := json.Marshal(&again)
		if err != nil || string(twice) != string(text) {
			t.Fatalf("written: %s\nread and written: %s, %v", text, twice, err)
		}
	})
}
