package application

import (
	"time"

	"dost/server/civil"
	"dost/server/passport"
)

// WorkingDays is what deadlines need of the centre's calendar.
type WorkingDays interface {
	// AddWorkingDays is the n-th working day after d, n ≥ 1; d itself for 0.
	AddWorkingDays(d civil.Day, n int) civil.Day
	// WorkingDayBefore is the last working day before d.
	WorkingDayBefore(d civil.Day) civil.Day
}

// Deadlines are an application's dates; 0 where the passport states no period.
type Deadlines struct {
	// DueOn is the last day of the service's total period.
	DueOn civil.Day `json:"due_on,omitempty"`
	// DecisionBy is the last day on which the decision must be in the applicant's
	// e-sosial cabinet: the working day before DueOn at the latest (domain, The visit, step
	// 7), but never before the day of registration.
	DecisionBy civil.Day `json:"decision_by,omitempty"`
	// FrontDue and BackDue end the front and the back office's share.
	FrontDue civil.Day `json:"front_due,omitempty"`
	BackDue  civil.Day `json:"back_due,omitempty"`
}

// workday is how many hours of a period make a working day.
const workday = 8

// Due counts an application's deadlines from the day of its registration.
//
// Passports do not say what a "day" is: working days are counted, the day of
// registration not among them. An unmarked unit (sources 002 and 003) is read as
// days, except where a part would then outlast the whole: that part is minutes.
// No part ends after the whole. Months end on the same date, or on the first
// working day after it.
func Due(cal WorkingDays, registered civil.Day, p Periods) Deadlines {
	d := Deadlines{DueOn: after(cal, registered, p.Total)}
	if d.DueOn != 0 {
		d.DecisionBy = max(registered, cal.WorkingDayBefore(d.DueOn))
	}
	front := within(p.Front, p.Total)
	d.FrontDue = capped(after(cal, registered, front), d.DueOn)
	if p.Back.Number > 0 {
		begin := registered
		if d.FrontDue != 0 {
			begin = d.FrontDue
		}
		d.BackDue = capped(after(cal, begin, within(p.Back, p.Total)), d.DueOn)
	}
	return d
}

// Decided are the deadlines of an application that was answered on the spot.
func Decided(registered civil.Day) Deadlines {
	return Deadlines{DueOn: registered, DecisionBy: registered, FrontDue: registered}
}

// after is the day on which a period that begins on d ends; 0 for none.
func after(cal WorkingDays, d civil.Day, p passport.Period) civil.Day {
	if p.Number <= 0 {
		return 0
	}
	switch p.Unit {
	case passport.Minute:
		return cal.AddWorkingDays(d, p.Number/(workday*60))
	case passport.Hour:
		return cal.AddWorkingDays(d, p.Number/workday)
	case passport.Month:
		return cal.AddWorkingDays(shift(addMonths(d, p.Number), -1), 1)
	}
	return cal.AddWorkingDays(d, p.Number)
}

// within reads an unmarked part of a period in the light of the whole.
func within(part, whole passport.Period) passport.Period {
	if part.Unit == passport.UnitUnknown && whole.Number > 0 && part.Number > whole.Number &&
		(whole.Unit == passport.UnitUnknown || whole.Unit == passport.Day) {
		part.Unit = passport.Minute
	}
	return part
}

func capped(d, end civil.Day) civil.Day {
	if end != 0 && d > end {
		return end
	}
	return d
}

// addMonths is the same date n months on, or that month's last day.
func addMonths(d civil.Day, n int) civil.Day {
	y, m, day := int(d)/10000, time.Month(int(d)/100%100), int(d)%100
	last := time.Date(y, m+time.Month(n)+1, 0, 12, 0, 0, 0, civil.Baku).Day()
	return civil.DayOf(time.Date(y, m+time.Month(n), min(day, last), 12, 0, 0, 0, civil.Baku))
}

// shift moves a day by n calendar days.
func shift(d civil.Day, n int) civil.Day {
	return civil.DayOf(Noon(d).AddDate(0, 0, n))
}

// Noon is a moment within the day, for writing dates.
func Noon(d civil.Day) time.Time {
	return time.Date(int(d)/10000, time.Month(int(d)/100%100), int(d)%100, 12, 0, 0, 0, civil.Baku)
}
