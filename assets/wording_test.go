package assets_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"dost/assets"
	"dost/server/i18n"
)

// table is file → key → text, of one language.
type table map[string]map[string]string

func tableOf(t *testing.T, lang string) table {
	t.Helper()
	names, err := filepath.Glob("i18n/" + lang + "/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no wording in %s: %v", lang, err)
	}
	all := table{}
	for _, name := range names {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		keys := map[string]string{}
		if err := json.Unmarshal(body, &keys); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all[strings.TrimSuffix(filepath.Base(name), ".json")] = keys
	}
	return all
}

var placeholder = regexp.MustCompile(`\{(\w+)\}`)

func placeholders(text string) []string {
	names := placeholder.FindAllString(text, -1)
	slices.Sort(names)
	return slices.Compact(names)
}

func TestEveryWordingIsInThreeLanguages(t *testing.T) {
	az := tableOf(t, "az")
	home := map[string]string{}
	for name, keys := range az {
		for key := range keys {
			if other, twice := home[key]; twice {
				t.Errorf("%s stands in %s.json and %s.json", key, other, name)
			}
			home[key] = name
		}
	}
	for _, lang := range i18n.Languages[1:] {
		other := tableOf(t, lang)
		if a, b := slices.Sorted(maps.Keys(az)), slices.Sorted(maps.Keys(other)); !slices.Equal(a, b) {
			t.Errorf("az has the files %v, %s has %v", a, lang, b)
		}
		for name, keys := range az {
			for key, text := range keys {
				translated, ok := other[name][key]
				if !ok {
					t.Errorf("%s has no %s", lang, key)
				} else if a, b := placeholders(text), placeholders(translated); !slices.Equal(a, b) {
					t.Errorf("%s: az fills %v, %s fills %v", key, a, lang, b)
				}
			}
			for key := range other[name] {
				if _, ok := keys[key]; !ok {
					t.Errorf("az has no %s, which %s has", key, lang)
				}
			}
		}
	}
}

func TestEveryWordingIsInItsOwnAlphabet(t *testing.T) {
	tables := map[string]table{}
	for _, lang := range i18n.Languages {
		tables[lang] = tableOf(t, lang)
	}
	cyrillic := func(s string) bool {
		return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) })
	}
	for name, keys := range tables["az"] {
		for key, az := range keys {
			ru, en := tables["ru"][name][key], tables["en"][name][key]
			for _, text := range []string{az, ru, en} {
				if strings.TrimSpace(text) != text || text == "" {
					t.Errorf("%s is empty or has spaces at an end: %q", key, text)
				}
			}
			if az == ru && ru == en {
				continue // a proper name, the same everywhere
			}
			if cyrillic(az) || cyrillic(en) {
				t.Errorf("%s has Cyrillic letters where none belong: %q, %q", key, az, en)
			}
			// "ID" is Russian as well
			words := strings.ReplaceAll(placeholder.ReplaceAllString(ru, ""), "ID", "")
			if strings.ContainsFunc(words, unicode.IsLetter) && !cyrillic(words) {
				t.Errorf("%s is not Russian: %q", key, ru)
			}
			if strings.ContainsAny(en, "əğıİşƏĞŞ") && !strings.Contains(en, "MEİS") &&
				!strings.Contains(en, "Bakı") {
				t.Errorf("%s is not English: %q", key, en)
			}
		}
	}
}

// counted is a figure with a noun of many after it, which is wrong beside 1, and in Russian
// beside 2 and 21 as well: "within 1 minutes", "за 3 минут".
var counted = regexp.MustCompile(
	`\{n\} (?:minutes|hours|days|services|visits|visitors|tickets|people|desks|` +
		`минут|часов|дней|услуг|записей|посетителей|талонов|человек|столов)(?:\P{L}|$)`)

// neverFew are the wordings whose figure is never 1 nor ends in 1 to 4: fixed bounds.
var neverFew = []string{"setup.wrong.promise", "setup.wrong.head-start"}

// Wordings do without the forms of number: "{n} min", "services: {n}".
func TestNoWordingCountsANoun(t *testing.T) {
	for _, wrong := range []string{"Called within {n} minutes", "за {n} минут", "запросы: {n} услуг"} {
		if !counted.MatchString(wrong) {
			t.Errorf("%q is let through", wrong)
		}
	}
	for _, lang := range []string{"en", "ru"} {
		for _, room := range []string{"manager", "setup", "connections", "desk", "record", "trial"} {
			for key, text := range tableOf(t, lang)[room] {
				if counted.MatchString(text) && !slices.Contains(neverFew, key) {
					t.Errorf("%s: %s is wrong beside 1, 2, 3 or 21: %q", lang, key, text)
				}
			}
		}
	}
}

func TestTextFallsBackAndFills(t *testing.T) {
	for _, c := range []struct{ lang, key, want string }{
		{"ru", "common.about-minutes", "около 7 мин"},
		{"de", "common.about-minutes", "təxminən 7 dəq"},
		{"az", "no.such.key", "no.such.key"},
	} {
		if got := assets.Text(c.lang, c.key, map[string]string{"n": "7"}); got != c.want {
			t.Errorf("Text(%s, %s) is %q, not %q", c.lang, c.key, got, c.want)
		}
	}
	if assets.Has("az", "no.such.key") || !assets.Has("az", "common.close") {
		t.Error("Has is wrong")
	}
}
