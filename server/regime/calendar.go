package regime

import (
	"sync"
	"time"

	"dost/server/civil"
	"dost/server/i18n"
	"dost/server/problem"
)

// DayKind is why a day is as it is.
type DayKind string

// The kinds of days.
const (
	Weekday  DayKind = "weekday"
	Weekend  DayKind = "weekend"
	Holiday  DayKind = "holiday"
	Moved    DayKind = "moved"     // a rest day moved here from a holiday
	Mourning DayKind = "mourning"  // 20 January
	Election DayKind = "election"  // voting day
	Excepted DayKind = "exception" // the Cabinet's or the manager's override
)

// DayInfo is a day of the working calendar with its reason.
type DayInfo struct {
	Date    string    `json:"date"` // 2006-01-02
	Working bool      `json:"working"`
	Short   bool      `json:"short"` // a working day an hour shorter (art. 108)
	Reason  i18n.Text `json:"reason"`
	Kind    DayKind   `json:"-"`
	Day     civil.Day `json:"-"`
}

// Override makes one day working or a day of rest, whatever the rule says: the
// Cabinet's exceptions. As a Command it replaces the day's earlier override.
type Override struct {
	Day     civil.Day `json:"day"`
	Working bool      `json:"working"`
	// Holiday makes a day of rest count as a holiday of art. 105: its eve is
	// shorter, and on a weekend or another holiday it gives a further day of
	// rest. So the feasts of a coming year are entered once announced.
	Holiday bool      `json:"holiday,omitempty"`
	Reason  i18n.Text `json:"reason"`
}

// Finding is a doubt about a year of the calendar.
type Finding struct {
	Code   problem.Code `json:"code"` // FindingFeastsUnknown, FindingBeforeTable
	Detail i18n.Text    `json:"detail"`
}

// Calendar is Azerbaijan's working calendar (Labour Code, art. 105, 106, 108)
// with overrides. It never changes, and is safe for concurrent use.
type Calendar struct {
	overrides map[civil.Day]Override
	mu        sync.Mutex
	years     map[int][]DayInfo
}

// NewCalendar is the calendar by rule, with these overrides on top. Of two
// overrides of one day the later in the list holds.
func NewCalendar(overrides ...Override) *Calendar {
	c := &Calendar{overrides: map[civil.Day]Override{}, years: map[int][]DayInfo{}}
	for _, o := range overrides {
		c.overrides[o.Day] = o
	}
	return c
}

// Day tells what the calendar says of one day.
func (c *Calendar) Day(d civil.Day) DayInfo {
	t := midnight(min(max(d, firstDay), lastDay))
	return c.year(t.Year())[t.YearDay()-1]
}

// Year lists every day of a year, and what is doubtful about it: for a year
// whose feasts are not announced yet the list holds the other holidays only.
func (c *Calendar) Year(y int) ([]DayInfo, []Finding) {
	y = min(max(y, int(firstDay)/10000), int(lastDay)/10000)
	return append([]DayInfo(nil), c.year(y)...), c.findings(y)
}

// AddWorkingDays is the n-th working day after from; before it, for n < 0; from
// itself for n = 0. Periods of services are counted by it, the day of the
// application not included.
func (c *Calendar) AddWorkingDays(from civil.Day, n int) civil.Day {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		from = daysOn(from, step)
		if c.Day(from).Working {
			n--
		}
	}
	return from
}

// WorkingDayBefore is the last working day before a day.
func (c *Calendar) WorkingDayBefore(d civil.Day) civil.Day { return c.AddWorkingDays(d, -1) }

// The calendar knows the days of the years 1 to 9999; others count as the
// nearest of these.
const (
	firstDay civil.Day = 1_01_01
	lastDay  civil.Day = 9999_12_31
)

// yearsKept bounds the memory of worked-out years.
const yearsKept = 64

func (c *Calendar) year(y int) []DayInfo {
	c.mu.Lock()
	defer c.mu.Unlock()
	if days, ok := c.years[y]; ok {
		return days
	}
	if len(c.years) >= yearsKept {
		clear(c.years)
	}
	days := c.workOut(y)
	c.years[y] = days
	return days
}

// workOut applies the rule day by day. It begins in December of the year
// before, because a holiday of 31 December can move a rest day into January.
func (c *Calendar) workOut(y int) []DayInfo {
	var days []DayInfo
	var owed []i18n.Text // rest days lost to holidays and not yet given, oldest first
	for t := time.Date(y-1, time.December, 1, 0, 0, 0, 0, civil.Baku); t.Year() <= y; t = t.AddDate(0, 0, 1) {
		day := civil.DayOf(t)
		info := DayInfo{Day: day, Date: t.Format(time.DateOnly)}
		info.Kind, info.Reason, owed = c.byRule(day, owed)
		info.Working = info.Kind == Weekday
		if o, ok := c.exception(day); ok && !(o.Holiday && info.Kind == Holiday) {
			info.Kind, info.Working, info.Reason = Excepted, o.Working, o.Reason
		}
		if info.Working && c.festive(daysOn(day, 1)) {
			info.Short = true
			info.Reason = eveReason(info)
		}
		if t.Year() == y {
			days = append(days, info)
		}
	}
	return days
}

// byRule tells what a day is without exceptions, and keeps account of the rest
// days still owed: "If weekly rest days and holidays overlap, the rest day moves
// to the working day right after" (art. 105 p. 5), and a feast that falls on
// another holiday gives one day more (art. 105 p. 6). The day of mourning and
// voting days are no holidays: they move nothing.
func (c *Calendar) byRule(day civil.Day, owed []i18n.Text) (DayKind, i18n.Text, []i18n.Text) {
	holidays := c.holidays(day)
	weekday := midnight(day).Weekday()
	weekend := weekday == time.Saturday || weekday == time.Sunday
	switch {
	case len(holidays) > 0:
		if weekend {
			owed = append(owed, movedReason(holidays[0]))
		}
		for _, second := range holidays[1:] {
			owed = append(owed, coincidenceReason(holidays[0], second))
		}
		return Holiday, join(holidays), owed
	case isMourning(day):
		return Mourning, textMourning, owed
	case elections[day] != (i18n.Text{}):
		return Election, elections[day], owed
	case weekend:
		return Weekend, textWeekend[weekday], owed
	case len(owed) > 0:
		return Moved, owed[0], owed[1:]
	}
	return Weekday, textWorking, owed
}

// exception is the override of a day: the manager's, else a built-in decision.
func (c *Calendar) exception(day civil.Day) (Override, bool) {
	if o, ok := c.overrides[day]; ok {
		return o, true
	}
	o, ok := decisions[day]
	return o, ok
}

// holidays are the names of the holidays on a day, the fixed ones first.
func (c *Calendar) holidays(day civil.Day) []i18n.Text {
	names := holidaysByLaw(day)
	if o, ok := c.overrides[day]; ok && o.Holiday {
		names = append(names, o.Reason)
	}
	return names
}

// festive days shorten their eve: holidays, the day of mourning, voting days,
// unless an exception made them working.
func (c *Calendar) festive(day civil.Day) bool {
	if o, ok := c.exception(day); ok && o.Working {
		return false
	}
	return len(c.holidays(day)) > 0 || isMourning(day) || elections[day] != (i18n.Text{})
}

// feastDays is how many days Ramazan and Qurban have in a year.
const feastDays = 4

func (c *Calendar) findings(y int) []Finding {
	var found []Finding
	if y < firstYear {
		found = append(found, Finding{FindingBeforeTable, textBeforeTable})
	}
	entered := 0
	for day, o := range c.overrides {
		if o.Holiday && int(day)/10000 == y {
			entered++
		}
	}
	if _, announced := feasts[y]; !announced && entered < feastDays {
		found = append(found, Finding{FindingFeastsUnknown, textFeastsUnknown})
	}
	return found
}
