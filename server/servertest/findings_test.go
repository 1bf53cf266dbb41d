package servertest_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dost/assets"
	"dost/server/passport"
)

// told are the details that the importer gives to findings, as "code.detail", read
// from its source: no document has them all.
func told(t *testing.T) []string {
	t.Helper()
	code := regexp.MustCompile(`(?m)^\t(Found\w+)\s+problem\.Code = "([a-z-]+)"`)
	detail := regexp.MustCompile(`tell\(\s*"([a-z]+)"`)
	codes, pairs := map[string]string{}, map[string]bool{
		// These three units' reasons and two lists are told through a variable.
		"unit-unmarked.desk": true, "unit-unmarked.standard": true, "unit-unmarked.sum": true,
		"options-unmarked.listed": true, "options-unmarked.executor": true,
	}
	files, err := filepath.Glob("../passport/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var calls []string
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range code.FindAllStringSubmatch(string(source), -1) {
			codes[m[1]] = m[2]
		}
		calls = append(calls, regexp.MustCompile(`\.(?:doubt|note)\(`).Split(string(source), -1)[1:]...)
	}
	for _, call := range calls {
		if m := detail.FindStringSubmatch(call); m != nil {
			name, _, _ := strings.Cut(call, ",")
			if codes[name] == "" {
				t.Errorf("a detail %q of an unknown code %q", m[1], name)
			}
			pairs[codes[name]+"."+m[1]] = true
		}
	}
	return slices.Sorted(maps.Keys(pairs))
}

// Whatever the importer finds is said in three languages, with what it is about.
func TestEveryFindingIsSaidInThreeLanguages(t *testing.T) {
	t.Parallel()
	languages := []string{"az", "ru", "en"}
	pairs := told(t)
	if len(pairs) < 20 {
		t.Fatalf("the source tells only %v", pairs)
	}
	for _, pair := range pairs {
		for _, language := range languages {
			if !assets.Has(language, "passport.finding."+pair) {
				t.Errorf("no passport.finding.%s in %s", pair, language)
			}
		}
	}
	files, err := os.ReadDir("../passport/testdata")
	if err != nil {
		t.Fatal(err)
	}
	met := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file.Name(), ".json") || file.Name() == "word-document.xml" || file.IsDir() {
			continue
		}
		result, err := passport.Import(file.Name(), document(t, file.Name()))
		if err != nil {
			t.Errorf("%s: %v", file.Name(), err)
			continue
		}
		for _, f := range result.Findings {
			met[string(f.Code)] = true
			for _, language := range languages {
				said(t, language, f)
			}
		}
	}
	if len(met) < 20 {
		t.Errorf("the fixtures bring up only %v", slices.Sorted(maps.Keys(met)))
	}
}

// said checks that a finding's sentences exist and that their places are filled.
func said(t *testing.T, language string, f passport.Finding) {
	t.Helper()
	if !assets.Has(language, "passport.finding."+string(f.Code)) {
		t.Errorf("no passport.finding.%s in %s", f.Code, language)
	}
	if f.Detail == passport.DetailText && f.Facts.Text == "" {
		t.Errorf("%s quotes nothing: %s", f.Code, f)
	}
	if f.Detail == "" || f.Detail == passport.DetailText {
		return
	}
	span := func(p passport.Period) string {
		if p == (passport.Period{}) {
			return ""
		}
		key := "passports.span." + string(p.Unit)
		if !assets.Has(language, key) {
			t.Errorf("no %s in %s", key, language)
		}
		return assets.Text(language, key, map[string]string{"n": strconv.Itoa(p.Number)})
	}
	text := assets.Text(language, "passport.finding."+string(f.Code)+"."+f.Detail, map[string]string{
		"text": f.Facts.Text, "n": strconv.Itoa(f.Facts.N), "of": strconv.Itoa(f.Facts.Of),
		"sum":  strconv.Itoa(f.Facts.Sum),
		"part": span(f.Facts.Part), "than": span(f.Facts.Than),
	})
	if strings.HasPrefix(text, "passport.") || strings.Contains(text, "{") {
		t.Errorf("%s.%s is said as %q in %s", f.Code, f.Detail, text, language)
	}
}
