package regime_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"dost/server/i18n"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
)

// notice is a regime that only says something, for some directions or all.
func notice(t testing.TB, from, to, words string, whom ...queue.DirectionID) regime.Regime {
	t.Helper()
	return regime.Regime{
		Name: named(words), From: moment(t, from), To: moment(t, to),
		Scope: regime.Scope{Directions: whom}, Notices: []regime.Notice{{Text: named(words)}},
	}
}

// What a notice on its own must be, and how its fault is named.
func TestANoticeOnItsOwn(t *testing.T) {
	long := strings.Repeat("ə", regime.MaxNotice)
	for name, c := range map[string]struct {
		change   func(*regime.Regime)
		code     problem.Code
		language string
	}{
		"in three languages":   {change: func(*regime.Regime) {}},
		"as long as it may be": {change: func(r *regime.Regime) { r.Notices[0].Text = named(long) }},
		"one character longer": {change: func(r *regime.Regime) { r.Notices[0].Text.En = long + "s" },
			code: regime.CodeTooMuch, language: "en"},
		"without Azerbaijani": {change: func(r *regime.Regime) { r.Notices[0].Text.Az = "" },
			code: regime.CodeTextNeeded, language: "az"},
		"without Russian": {change: func(r *regime.Regime) { r.Notices[0].Text.Ru = "" },
			code: regime.CodeTextNeeded, language: "ru"},
		"with blanks for English": {change: func(r *regime.Regime) { r.Notices[0].Text.En = " \n" },
			code: regime.CodeTextNeeded, language: "en"},
		"in two lines": {change: func(r *regime.Regime) { r.Notices[0].Text.En = "One\ntwo" }},
		"with an escape sequence": {change: func(r *regime.Regime) { r.Notices[0].Text.En = "\x1b[31mred" },
			code: regime.CodeBadText},
		"with a zero byte": {change: func(r *regime.Regime) { r.Notices[0].Text.Ru = "a\x00b" },
			code: regime.CodeBadText},
		"written backwards": {change: func(r *regime.Regime) { r.Notices[0].Text.Az = "\u202e142" },
			code: regime.CodeBadText},
		"with such a name": {change: func(r *regime.Regime) { r.Name.En = "\u2067142" },
			code: regime.CodeBadText},
		"without any notice": {change: func(r *regime.Regime) { r.Notices = nil },
			code: regime.CodeRuleNeeded},
		"without a name": {change: func(r *regime.Regime) { r.Name = i18n.Text{} },
			code: regime.CodeNameNeeded},
		"that ends as it begins": {change: func(r *regime.Regime) { r.To = r.From },
			code: regime.CodeZeroLength},
		"that ends before": {change: func(r *regime.Regime) { r.To = r.From.Add(-1) },
			code: regime.CodeEndsBeforeBegins},
		"beside a rule, in one": {change: func(r *regime.Regime) {
			r.Rules.Closed, r.Notices[0].Text = true,
				i18n.Text{Az: long + long}
		}},
		"beside a rule, wordless": {change: func(r *regime.Regime) {
			r.Rules.Closed, r.Notices[0].Text = true,
				i18n.Text{En: "x"}
		}, code: regime.CodeTextNeeded, language: "az"},
		"only another way, no word": {change: func(r *regime.Regime) {
			r.Notices, r.Alternatives = nil,
				[]regime.Alternative{{Kind: regime.Phone, Value: "142", Text: named("142")}}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			r := notice(t, "2026-11-23 10:00", "2026-11-23 18:00", "Lift işləmir")
			c.change(&r)
			err := regime.Validate(r)
			var refused *problem.Error
			switch errors.As(err, &refused); {
			case (c.code == "") != (err == nil), refused != nil && refused.Code != c.code:
				t.Errorf("answered %v, want %q", err, c.code)
			case c.language != "" && (refused.Facts["language"] != c.language ||
				refused.Facts["field"] != "notices"):
				t.Errorf("the fault is placed at %v", refused.Facts)
			}
		})
	}
}

// A notice is told to its directions from its first moment to its last, and to
// nobody else. It decides nothing: no answer names it, nothing clashes with it.
func TestANoticeIsToldAndDecidesNothing(t *testing.T) {
	now := moment(t, "2026-11-20 12:00")
	c := newCentre(t)
	closed := closing(t, "2026-11-23 11:00", "2026-11-23 13:00")
	c.do(now, regime.Enact{Regime: closed})
	c.do(now, regime.Enact{Regime: notice(t, "2026-11-23 09:30", "2026-11-23 18:00", "for all")})
	c.do(now, regime.Enact{Regime: notice(t, "2026-11-23 10:00", "2026-11-23 12:00", "for two", directions[0],
		directions[2])})

	told := func(at string) (all []regime.ActiveNotice) {
		return c.book.ActiveNotices(moment(t, at),
			directions)
	}
	forAll, forTwo := regime.ActiveNotice{Text: named("for all")},
		regime.ActiveNotice{Text: named("for two"),
			Directions: []queue.DirectionID{directions[0], directions[2]}}
	for at, want := range map[string][]regime.ActiveNotice{
		"2026-11-23 09:29:59": nil,
		"2026-11-23 09:30":    {forAll},
		"2026-11-23 10:00":    {forAll, forTwo},
		"2026-11-23 11:59:59": {forAll, forTwo},
		"2026-11-23 12:00":    {forAll},
		"2026-11-23 18:00":    nil,
	} {
		if got := told(at); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: told %+v, want %+v", at, got, want)
		}
	}
	if v := c.book.At(moment(t, "2026-11-23 10:30"), regime.Query{Direction: directions[0]}); !v.Admit ||
		v.Regime != "" || len(v.Reasons) > 0 || len(v.Notices) != 2 {
		t.Errorf("between two notices: %s", said(v))
	}
	if clashes := c.book.Conflicts(now); len(clashes) > 0 {
		t.Errorf("a notice clashes: %+v", clashes)
	}
	v := c.book.At(moment(t, "2026-11-23 11:30"), regime.Query{Direction: directions[0]})
	if v.Admit || len(v.Reasons) != 1 || v.Reasons[0].Name != closed.Name {
		t.Errorf("under the closure: %s", said(v))
	}
}

// With a notice or without it, every answer is the same but for what is told.
func TestANoticeChangesWordsOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := bookOf(t, genHours().Draw(t, "hours"), genRegimes().Draw(t, "regimes"))
		at, q := genMoment().Draw(t, "at"), genQuery().Draw(t, "query")
		extra := genRegime().Draw(t, "notice")
		extra.Rules, extra.Waiting = regime.Rules{}, regime.Rebook
		with := c.book.With(extra)
		was, is := c.book.At(at, q), with.At(at, q)
		if more := len(is.Notices) - len(was.Notices); more != 0 && more != 1 {
			t.Fatalf("%d notices became %d", len(was.Notices), len(is.Notices))
		}
		was.Notices, is.Notices = nil, nil
		if said(was) != said(is) || was.Regime != is.Regime {
			t.Fatalf("without: %s %s\nwith: %s %s", was.Regime, said(was), is.Regime, said(is))
		}
		if a, b := c.book.Conflicts(decided), with.Conflicts(decided); len(a) != len(b) {
			t.Fatalf("%d conflicts became %d", len(a), len(b))
		}
	})
}

// The prepared notices inform and nothing else; the other templates have rules.
func TestPreparedNotices(t *testing.T) {
	found := 0
	for _, template := range regime.Templates() {
		ours := strings.HasPrefix(template.ID, "notice-")
		for _, r := range template.Regimes {
			if r.Informs() != ours {
				t.Errorf("%s: informs %v", template.ID, r.Informs())
			}
			for _, one := range r.Notices {
				gaps := strings.Count(one.Text.Az, regime.Gap)
				if gaps != strings.Count(one.Text.Ru, regime.Gap) ||
					gaps != strings.Count(one.Text.En, regime.Gap) {
					t.Errorf("%s: the gaps are not the same in the three languages: %+v", template.ID,
						one.Text)
				}
			}
		}
		if ours {
			found++
		}
	}
	if found < 6 {
		t.Errorf("only %d notices are prepared", found)
	}
}
