package web

import (
	"slices"

	"github.com/gin-gonic/gin"
	"golang.org/x/text/language"
)

// languages are those of the centre; the first is the default.
var languages = []string{"az", "ru", "en"}

// Language is the language that the request asks for: the query's lang, else the
// first of Accept-Language that the centre speaks, else Azerbaijani.
func Language(c *gin.Context) string {
	if asked := c.Query("lang"); slices.Contains(languages, asked) {
		return asked
	}
	header := c.GetHeader("Accept-Language")
	if header == "" || len(header) > 256 {
		return languages[0]
	}
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil {
		return languages[0]
	}
	for _, tag := range tags {
		base, _ := tag.Base()
		if slices.Contains(languages, base.String()) {
			return base.String()
		}
	}
	return languages[0]
}
