package assets_test

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// sources reads every Go and JavaScript file of the project but tests and other
// people's modules: path from the root → text.
func sources(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir("..", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := filepath.ToSlash(strings.TrimPrefix(p, ".."+string(filepath.Separator)))
		if d.IsDir() {
			if slices.Contains([]string{".git", "node_modules", "testdata", "bin", "data"}, d.Name()) ||
				name == "assets/lib" {
				return filepath.SkipDir
			}
			return nil
		}
		if (strings.HasSuffix(p, ".go") && !strings.HasSuffix(p, "_test.go")) || strings.HasSuffix(p, ".js") {
			body, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			all[name] = string(body)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var (
	jsKey    = regexp.MustCompile(`\b(?:t|has)\(\s*"([^".]+\.[^"]+)"`)
	jsEither = regexp.MustCompile(`\bt\([^"()]*\?\s*"([^"]+)"\s*:\s*"([^"]+)"`)
	goKey    = regexp.MustCompile(`\bassets\.(?:Text|Has)\([^,]+,\s*"([^"]+)"\s*[,)]`)
	literal  = regexp.MustCompile(
		"\"([a-z][a-z0-9]*\\.[a-z0-9.-]*)\"|`([a-z][a-z0-9]*\\.[a-z0-9.-]*)(?:`|\\$\\{)")
	// By the server's naming CodeX is a refusal; FoundX and FindingX are remarks.
	code = regexp.MustCompile(`\bCode[A-Z]\w*\s+(?:problem\.)?Code\s*=\s*"([a-z][a-z-]*)"`)
)

func keysIn(name, text string) []string {
	var keys []string
	patterns := []*regexp.Regexp{jsKey, jsEither}
	if strings.HasSuffix(name, ".go") {
		patterns = []*regexp.Regexp{goKey}
	}
	for _, pattern := range patterns {
		for _, m := range pattern.FindAllStringSubmatch(text, -1) {
			keys = append(keys, m[1:]...)
		}
	}
	return keys
}

func TestEveryKeyThatIsAskedForExists(t *testing.T) {
	known := map[string]bool{}
	for _, keys := range tableOf(t, "az") {
		for key := range keys {
			known[key] = true
		}
	}
	found, codes := 0, 0
	for name, text := range sources(t) {
		for _, key := range keysIn(name, text) {
			found++
			if !known[key] && !strings.HasSuffix(key, ".") {
				t.Errorf("%s asks for %q, which no file of i18n has", name, key)
			}
		}
		for _, m := range code.FindAllStringSubmatch(text, -1) {
			codes++
			if !known["error."+m[1]] {
				t.Errorf("%s can refuse with %q, and error.json has no words for it", name, m[1])
			}
		}
	}
	if found < 50 || codes < 50 {
		t.Errorf("only %d keys and %d codes were found in the sources: the search is blind", found, codes)
	}
}

// A key counts as used when it stands in a source as a whole, or begins with a
// literal that a source completes: "error." + code, `desk.state.${s}`.
func TestEveryKeyIsUsed(t *testing.T) {
	used, prefixes := map[string]bool{}, []string{}
	for _, text := range sources(t) {
		for _, m := range literal.FindAllStringSubmatch(text, -1) {
			key := m[1] + m[2]
			used[key] = true
			if strings.HasSuffix(key, ".") || strings.HasSuffix(key, "-") || strings.HasSuffix(m[0], "${") {
				prefixes = append(prefixes, key)
			}
		}
	}
	for name, keys := range tableOf(t, "az") {
		for key := range keys {
			if !used[key] && !slices.ContainsFunc(prefixes,
				func(p string) bool { return strings.HasPrefix(key, p) }) {
				t.Errorf("%s.json holds %s, which nothing shows", name, key)
			}
		}
	}
}

var (
	pageLiteral = regexp.MustCompile(`(?s)assets\.Page\{(.*?)\n?\t*\}\)`)
	pageModule  = regexp.MustCompile(`Module:\s*"([^"]+)"`)
	pageTexts   = regexp.MustCompile(`Texts:\s*\[\]string\{([^}]*)\}`)
	imported    = regexp.MustCompile(`\b(?:from|import)\s*\(?"((?:\./|\.\./|shared/)[^"]+\.js)"`)
)

// moduleFile is where an import leads: a page's module names are addresses below
// /a/BUILD/, a surface's own files lie in its ui folder.
func moduleFile(from, name string) string {
	if shared, ok := strings.CutPrefix(name, "shared/"); ok {
		return "assets/js/" + shared
	}
	return path.Join(path.Dir(from), name)
}

func TestEveryPageIsHandedTheWordsOfItsModules(t *testing.T) {
	all, words := sources(t), tableOf(t, "az")
	home := map[string]string{}
	for file, keys := range words {
		for key := range keys {
			home[key] = file
		}
	}
	pages := 0
	for name, text := range all {
		if !strings.HasSuffix(name, ".go") {
			continue
		}
		literals := pageLiteral.FindAllStringSubmatch(text, -1)
		if pages := strings.Count(text, "assets.Page{"); len(literals) != pages {
			t.Errorf("%s writes %d pages, of which %d are read", name, pages, len(literals))
		}
		for _, literal := range literals {
			module, texts := pageModule.FindStringSubmatch(literal[1]),
				pageTexts.FindStringSubmatch(literal[1])
			if module == nil || texts == nil {
				t.Errorf("%s: a page names no module or no texts as a literal: nothing can be said of it",
					name)
				continue
			}
			pages++
			for file, keys := range reached(t, all, entryOf(module[1])) {
				for _, key := range keys {
					if h := home[key]; h != "" && !strings.Contains(texts[1], `"`+h+`"`) {
						t.Errorf("%s: page %s is not handed %q, and its module %s asks for %s", name,
							module[1], h, file, key)
					}
				}
			}
		}
	}
	if pages < 3 {
		t.Errorf("only %d pages were found: the search is blind", pages)
	}
}

// entryOf is the file of a page's module: "kiosk/app.js" lies in kiosk/ui/,
// "js/home.js" in assets/js/, and the console's addresses are as its folders are.
func entryOf(module string) string {
	dir, file := path.Split(module)
	dir = strings.TrimSuffix(dir, "/")
	switch dir {
	case "js":
		return "assets/js/" + file
	case "manager/ui":
		return "desk/" + dir + "/" + file
	case "operator", "door", "volunteers":
		return "desk/" + dir + "/ui/" + file
	}
	return dir + "/ui/" + file
}

// reached follows imports from a module: file → the keys that it asks for. A module
// that is not there is an error, since nothing is known of its words.
func reached(t *testing.T, all map[string]string, entry string) map[string][]string {
	t.Helper()
	seen, open := map[string][]string{}, []string{entry}
	for len(open) > 0 {
		file := open[0]
		open = open[1:]
		if _, done := seen[file]; done {
			continue
		}
		if _, there := all[file]; !there {
			t.Errorf("%s, which the page of %s needs, is not there: no word of it is checked", file, entry)
		}
		seen[file] = keysIn(file, all[file])
		for _, m := range imported.FindAllStringSubmatch(all[file], -1) {
			open = append(open, moduleFile(file, m[1]))
		}
	}
	return seen
}
