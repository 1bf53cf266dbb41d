// Package assets holds what screens and paper share: styles, scripts, fonts,
// wording, service passports and voice clips, embedded into the binary. A Site
// serves them under addresses that change with their content, and writes the
// HTML shell of every page under a strict content security policy.
package assets

import (
	"embed"
	"fmt"
	"io/fs"
)

//go:embed css fonts i18n js all:lib passports voice
var files embed.FS

// Font is a typeface for paper, as TrueType with glyf outlines:
// "NotoSans-Regular.ttf" or "NotoSans-Bold.ttf". Its digits are of one width. It
// covers Azerbaijani, Russian and English, figures, quotation marks, dashes and
// ₼; a test holds that. The caller must not change it. An unknown name panics:
// fonts are named by constants.
func Font(name string) []byte {
	b, err := files.ReadFile("fonts/" + name)
	if err != nil {
		panic(fmt.Sprintf("assets: no font %q is embedded", name))
	}
	return b
}

// Passports are the service passports as the server ships them.
func Passports() fs.FS {
	sub, err := fs.Sub(files, "passports")
	if err != nil {
		panic("assets: passports are not embedded")
	}
	return sub
}
