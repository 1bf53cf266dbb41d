// Package rules is how the console writes the centre's rules: a day, an exception of the
// calendar, a configuration. The page that changes one and the record of changes show the
// same.
package rules

import (
	"time"

	"dost/server/civil"
	"dost/server/regime"
	"dost/server/web"
)

// Years of the calendar that can be asked for.
const (
	FirstYear = 1992
	LastYear  = 2100
)

// Day reads a business day as it is on the wire ("2006-01-02"), of a year that the
// calendar shows; anything else is refused as regime.CodeBadDay.
func Day(text string) (civil.Day, error) {
	t, err := time.ParseInLocation(time.DateOnly, text, civil.Baku)
	if err != nil || t.Year() < FirstYear || t.Year() > LastYear {
		return 0, web.Fail(regime.CodeBadDay, "a day is written 2006-01-02", map[string]any{"field": "day"})
	}
	return civil.DayOf(t), nil
}
