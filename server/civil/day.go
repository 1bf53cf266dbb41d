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

// Begins is the midnight with which the day begins.
func (d Day) Begins() time.Time {
	return time.Date(int(d)/10000, time.Month(int(d)/100%100), int(d)%100, 0, 0, 0, 0, Baku)
}

// Date writes the day as "2006-01-02".
func (d Day) Date() string { return d.Begins().Format(time.DateOnly) }
