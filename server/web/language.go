package web

import (
	"dost/server/i18n"

	"github.com/gin-gonic/gin"
	"golang.org/x/text/language"
)

// Language is the language that the request asks for: the query's lang, else the
// first of Accept-Language that the centre speaks, else Azerbaijani.
func Language(c *gin.Context) string {
	if asked := c.Query("lang"); i18n.Known(asked) {
		return asked
	}
	header := c.GetHeader("Accept-Language")
	if header == "" || len(header) > 256 {
		return i18n.Default()
	}
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil {
		return i18n.Default()
	}
	for _, tag := range tags {
		base, _ := tag.Base()
		if i18n.Known(base.String()) {
			return base.String()
		}
	}
	return i18n.Default()
}
