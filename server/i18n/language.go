package i18n

import (
	"slices"
	"strings"
)

// Languages are those of every page, paper and voice, the default first. It is the
// one list of them: a language is added here, as a field of Text, and as a folder of
// assets/i18n and assets/voice.
var Languages = []string{"az", "ru", "en"}

// Default is the language of whoever chose none.
func Default() string { return Languages[0] }

// Chosen is the language that somebody chose, the default where none was; ok is false
// for one that the server does not speak.
func Chosen(language string) (chosen string, ok bool) {
	if language == "" {
		return Default(), true
	}
	return language, Known(language)
}

// Known tells whether the server speaks a language.
func Known(language string) bool { return slices.Contains(Languages, language) }

// Listed names the languages in a sentence: "az, ru, en".
func Listed() string { return strings.Join(Languages, ", ") }
