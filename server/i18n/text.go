// Package i18n holds the languages of the server and wordings in all of them.
package i18n

import (
	"strings"
	"unicode"
)

// Text is a wording in the languages of the centre.
type Text struct {
	Az string `json:"az"`
	Ru string `json:"ru"`
	En string `json:"en"`
}

// In gives the wording in a language, Azerbaijani where there is none.
func (t Text) In(language string) string {
	switch {
	case language == "ru" && t.Ru != "":
		return t.Ru
	case language == "en" && t.En != "":
		return t.En
	}
	return t.Az
}

// Unprintable tells whether a text has what no screen and no paper can show:
// control characters other than the end of a line, or marks that turn the direction
// of writing, by which one text can be made to look like another.
func Unprintable(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r)
	})
}
