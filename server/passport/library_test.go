package passport_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"dost/server/passport"
	"dost/server/problem"
)

func library(t testing.TB) *passport.Library {
	t.Helper()
	var all []passport.Passport
	for _, id := range shippedIDs {
		all = append(all, shipped(t, id))
	}
	l, err := passport.NewLibrary(all)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Məşğulluq":             "mesgulluq",
		"MƏŞĞULLUQ":             "mesgulluq",
		"İŞSİZ şəxs":            "issiz sexs",
		"ILIQ ılıq":             "iliq iliq",
		"Övladlığa-götürmə":     "ovladliga goturme",
		"çağrı  (mərkəzi)":      "cagri merkezi",
		"Mәşğulluq":             "mesgulluq", // a Cyrillic ә
		"o\u0308vlad":           "ovlad",     // a decomposed ö
		"Ёлка":                  "елка",
		"zero\u200bwidth":       "zerowidth",
		"":                      "",
		"  – ":                  "",
		"İ\u0307":               "i",
		"01-09-07-00":           "01 09 07 00",
		"Sosial müavinətlər №2": "sosial muavinetler 2",
	} {
		if got := passport.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSearchForgives(t *testing.T) {
	l := library(t)
	cases := []struct{ query, first string }{
		{"mesgulluq", "05-04-05-00"},
		{"MƏŞĞULLUQ", "05-04-05-00"},
		{"issiz", "05-04-05-00"},
		{"işsiz kimi qeydiyyat", "05-04-05-00"},
		{"безработный", "05-04-05-00"},
		{"jobseeker", "05-04-05-00"},
		{"putyovka", "01-09-07-00"},
		{"путевка", "01-09-07-00"},
		{"санаторий", "01-09-07-00"},
		{"sanatorum", "01-09-07-00"}, // a letter forgotten
		{"snaatoriya", "01-09-07-00"},
		{"radiasiya", "05-02-01-03"},
		{"cernobil", "05-02-01-03"}, // only its documents say so
		{"cezadan azad", "01-05-02-01"},
		{"0105", "01-05-02-01"},
		{"05-04", "05-04-05-00"},
		{"05-02-01-03", "05-02-01-03"},
		{"09 07", "01-09-07-00"},
	}
	for _, c := range cases {
		hits := l.Search(c.query, 0)
		if len(hits) == 0 || hits[0].Passport.ID != c.first {
			t.Errorf("%q finds %v, want %s first", c.query, ids(hits), c.first)
		}
	}
	for _, nothing := range []string{"zzzz", "pensiya kapitalı", "99-99"} {
		if hits := l.Search(nothing, 0); len(hits) > 0 {
			t.Errorf("%q finds %v", nothing, ids(hits))
		}
	}
	if all := l.Search("  ", 3); len(all) != 3 || all[0].Passport.ID != "01-05-02-01" {
		t.Errorf("an empty query lists %v", ids(all))
	}
}

// Both benefits are found by the word they share, and both words narrow it down.
func TestSearchRanksAndNarrows(t *testing.T) {
	l := library(t)
	if got := ids(l.Search("birdefelik", 0)); got != "01-05-02-01 05-02-01-03" {
		t.Errorf("the shared word finds %s", got)
	}
	if got := ids(l.Search("birdəfəlik radiasiya", 0)); got != "05-02-01-03" {
		t.Errorf("both words find %s", got)
	}
}

func ids(hits []passport.Hit) string {
	var s []string
	for _, h := range hits {
		s = append(s, h.Passport.ID)
	}
	return strings.Join(s, " ")
}

func TestLibraryKeepsOldVersions(t *testing.T) {
	first, second := shipped(t, "01-09-07-00"), shipped(t, "01-09-07-00")
	second.Version, second.OperatorMinutes = 2, 12
	l, err := passport.NewLibrary([]passport.Passport{second, first})
	if err != nil {
		t.Fatal(err)
	}
	if p, _ := l.Get(first.ID); p.Version != 2 {
		t.Errorf("Get gives version %d", p.Version)
	}
	if p, ok := l.Version(first.ID, 1); !ok || p.OperatorMinutes != 10 {
		t.Errorf("version 1: %v %v", ok, p)
	}
	if got := l.In(passport.DirectionSocialServices); len(got) != 1 || got[0].Version != 2 {
		t.Errorf("the direction lists %d", len(got))
	}
	if len(l.In("no-such")) != 0 || len(l.All()) != 1 {
		t.Error("an unknown direction has services, or a version is listed twice")
	}
}

func TestLibraryRefusesTheUnfit(t *testing.T) {
	p := shipped(t, "01-09-07-00")
	_, err := passport.NewLibrary([]passport.Passport{p, p})
	wantCode(t, err, passport.CodeDuplicateID)
	p.Direction = ""
	_, err = passport.NewLibrary([]passport.Passport{p})
	wantCode(t, err, passport.CodeInvalidPassport)
}

func wantCode(t *testing.T, err error, code problem.Code) {
	t.Helper()
	var e *passport.Error
	if !errors.As(err, &e) || e.Code != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

// many makes a library of 160 services out of the four shipped ones.
func many(t testing.TB) *passport.Library {
	t.Helper()
	var all []passport.Passport
	for i := range 160 {
		p := shipped(t, shippedIDs[i%4])
		p.ID = fmt.Sprintf("%02d-%02d-01-00", i/10, i%10)
		all = append(all, p)
	}
	l, err := passport.NewLibrary(all)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func BenchmarkSearch160(b *testing.B) {
	l := many(b)
	for b.Loop() {
		l.Search("birdefelik muavinetin radiasya", 10)
	}
}
