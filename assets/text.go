package assets

import (
	"dost/server/i18n"

	"encoding/json"
	"fmt"
	"path"
	"strings"
	"sync"
)

// wording is language → i18n file ("kiosk") → key → text.
type wording map[string]map[string]map[string]string

// texts reads all wording once. A file that is not a flat object of strings is
// a broken build, which the tests refuse.
var texts = sync.OnceValue(func() wording {
	all := wording{}
	for _, lang := range i18n.Languages {
		all[lang] = map[string]map[string]string{}
		entries, err := files.ReadDir("i18n/" + lang)
		if err != nil {
			panic(fmt.Sprintf("assets: no wording in %q: %v", lang, err))
		}
		for _, e := range entries {
			name, isJSON := strings.CutSuffix(e.Name(), ".json")
			if !isJSON {
				continue
			}
			body, err := files.ReadFile(path.Join("i18n", lang, e.Name()))
			if err != nil {
				panic(fmt.Sprintf("assets: reading %s/%s: %v", lang, e.Name(), err))
			}
			keys := map[string]string{}
			if err := json.Unmarshal(body, &keys); err != nil {
				panic(fmt.Sprintf("assets: %s/%s: %v", lang, e.Name(), err))
			}
			all[lang][name] = keys
		}
	}
	return all
})

// merged is language → key → text over all files: keys are unique among files.
var merged = sync.OnceValue(func() map[string]map[string]string {
	flat := map[string]map[string]string{}
	for lang, byFile := range texts() {
		flat[lang] = map[string]string{}
		for _, keys := range byFile {
			for key, text := range keys {
				flat[lang][key] = text
			}
		}
	}
	return flat
})

// Text is the wording of a key in a language, with its {placeholders} filled
// from args. Without a wording it falls back to Azerbaijani, then to the key.
func Text(lang, key string, args map[string]string) string {
	text, ok := merged()[lang][key]
	if !ok {
		text, ok = merged()["az"][key]
	}
	if !ok {
		return key
	}
	for name, value := range args {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}

// Has tells whether the key has a wording in the language.
func Has(lang, key string) bool {
	_, ok := merged()[lang][key]
	return ok
}

// textsOf gathers the wording of the named i18n files for a page. Unknown names
// are an error: the page would show keys.
func textsOf(names []string) (map[string]map[string]string, error) {
	out := map[string]map[string]string{}
	for _, lang := range i18n.Languages {
		out[lang] = map[string]string{}
		for _, name := range names {
			keys, ok := texts()[lang][name]
			if !ok {
				return nil, fmt.Errorf("assets: no wording %q in %q", name, lang)
			}
			for key, text := range keys {
				out[lang][key] = text
			}
		}
	}
	return out, nil
}
