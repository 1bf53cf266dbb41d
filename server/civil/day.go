// Package civil holds the business day: the date in Baku, whatever the machine's
// zone is (parts, trap 8).
package civil

import "time"

// Day is a business day in Asia/Baku, as yyyymmdd.
type Day int

// Baku is the centre's zone: UTC+4 without daylight saving (domain, DOST).
var Baku = time.FixedZone("Asia/Baku", 4*60*60)

// DayOf is the business day that holds the moment t.
func DayOf(t time.Time) Day {
	y, m, d := t.In(Baku).Date()
	return Day(y*10000 + int(m)*100 + d)
}
