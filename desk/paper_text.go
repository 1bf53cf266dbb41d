package desk

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"

	"dost/assets"
	"dost/server/application"
	"dost/server/civil"
)

// longDate writes a day with its month's name: "4 dekabr 2026".
func longDate(lang string, d civil.Day) string {
	t := application.Noon(d)
	return fmt.Sprintf("%d %s %d", t.Day(),
		assets.Text(lang, "paper.month."+strconv.Itoa(int(t.Month())), nil), t.Year())
}

// moment writes a day and the time on the centre's clock.
func moment(lang string, t time.Time) string {
	return longDate(lang, civil.DayOf(t)) + ", " + baku(t).Format("15:04")
}

// phone writes +994501234567 in the groups that people read.
func phone(s string) string {
	if len(s) != len("+994501234567") {
		return s
	}
	return strings.Join([]string{s[:4], s[4:6], s[6:9], s[9:11], s[11:]}, " ")
}

// printable replaces letters that the paper's font lacks, which would come out as
// nothing: an accented letter by its bare one, any other by a question mark.
func (p *Paper) printable(s string) string {
	var buffer sfnt.Buffer
	has := func(r rune) bool {
		glyph, err := p.glyphs.GlyphIndex(&buffer, r)
		return err == nil && glyph != 0
	}
	missing := func(r rune) bool { return r > '~' && !has(r) }
	if strings.IndexFunc(s, missing) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFC.String(s) {
		switch bare := []rune(norm.NFD.String(string(r)))[0]; {
		case !missing(r):
			b.WriteRune(r)
		case bare != r && !missing(bare):
			b.WriteRune(bare)
		default:
			b.WriteByte('?')
		}
	}
	return b.String()
}
