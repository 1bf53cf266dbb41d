package regime

import (
	"slices"
	"time"
	"unicode/utf8"

	"dost/server/civil"
	"dost/server/i18n"
	"dost/server/problem"
)

// Limits of one regime.
const (
	maxText    = 1000    // characters of a name, a notice, a reason
	maxList    = 500     // entries of a list
	maxSpans   = 12      // windows of a day
	maxNumber  = 100_000 // people, tickets, m²
	maxMinutes = 24 * 60
)

// Validate tells what is wrong with a regime in itself, as a *problem.Error, or
// nil. The first fault found is told, with the field that has it.
func Validate(r Regime) error {
	if refused := check(r); refused != nil {
		return refused
	}
	return nil
}

func check(r Regime) *problem.Error {
	for _, fault := range []func(*Regime) *problem.Error{
		checkName, checkPeriod, checkWindows, checkLists, checkNumbers, checkTexts, checkContent,
		checkNotices,
	} {
		if refused := fault(&r); refused != nil {
			return refused
		}
	}
	return nil
}

func checkName(r *Regime) *problem.Error {
	if r.Name.Az == "" {
		return refuse(CodeNameNeeded, "a regime needs a name", "field", "name")
	}
	if r.Basis.Date != 0 && !isDay(r.Basis.Date) {
		return refuse(CodeBadDay, "the decree's date is no day", "field", "basis")
	}
	return nil
}

func checkPeriod(r *Regime) *problem.Error {
	switch {
	case r.To.Equal(r.From):
		return refuse(CodeZeroLength, "the regime ends as it begins", "field", "to")
	case r.To.Before(r.From):
		return refuse(CodeEndsBeforeBegins, "the regime ends before it begins", "field", "to")
	case r.To.After(r.From.AddDate(MaxYears, 0, 0)):
		return refuse(CodeTooLong, "the regime is longer than ten years", "field", "to", "years", MaxYears)
	case !r.To.Before(midnight(lastDay)), r.From.Before(midnight(firstDay)):
		return refuse(CodeBadDay, "the regime lies outside the calendar", "field", "from")
	}
	return nil
}

func checkWindows(r *Regime) *problem.Error {
	if refused := checkSpans(r.Daily, "daily", 0); refused != nil {
		return refused
	}
	for _, day := range r.Weekdays {
		if day < time.Sunday || day > time.Saturday {
			return refuse(CodeBadWeekday, "a weekday is 0 (Sunday) to 6", "field", "weekdays")
		}
	}
	return checkSpans(r.Rules.Hours, "hours", 0)
}

// checkSpans wants the spans of a day in order and apart.
func checkSpans(spans []Span, field string, index int) *problem.Error {
	if len(spans) > maxSpans {
		return refuse(CodeTooMuch, "too many spans in a day", "field", field, "limit", maxSpans)
	}
	for i, span := range spans {
		switch {
		case span.From == span.To:
			return refuse(CodeZeroLength, "a span of no length", "field", field, "index", index)
		case !span.valid():
			return refuse(CodeBadHours, "a clock time out of range", "field", field, "index", index)
		case i > 0 && overlap(spans[i-1], span):
			return refuse(CodeBadHours, "spans overlap or stand out of order", "field", field, "index", index)
		}
	}
	if n := len(spans); n > 1 && spans[n-1].To <= spans[n-1].From && spans[n-1].To > spans[0].From {
		return refuse(CodeBadHours, "the span past midnight runs into the first", "field", field, "index",
			index)
	}
	return nil
}

func overlap(first, second Span) bool {
	_, end := first.minutes()
	return second.From < end
}

func checkLists(r *Regime) *problem.Error {
	for _, list := range []struct {
		field   string
		entries int
	}{
		{"scope", max(len(r.Scope.Directions), len(r.Scope.Services), len(r.Scope.Groups))},
		{"rules", max(len(r.Rules.OnlyServices), len(r.Rules.OnlyGroups), len(r.Rules.Channels))},
		{"texts", max(len(r.Notices), len(r.Alternatives))},
		{"weekdays", len(r.Weekdays)},
	} {
		if list.entries > maxList {
			return refuse(CodeTooMuch, "a list is too long", "field", list.field, "limit", maxList)
		}
	}
	for _, channel := range r.Rules.Channels {
		if !slices.Contains(Channels, channel) {
			return refuse(CodeUnknownChannel, "no such channel", "field", "channels", "channel", channel)
		}
	}
	for _, given := range []struct {
		field string
		Treatment
	}{{"waiting", r.Waiting}, {"booked", r.Booked}} {
		if !slices.Contains([]Treatment{"", Honour, Rebook, Notify}, given.Treatment) {
			return refuse(CodeUnknownTreatment, "tickets and visits are honoured, rebooked or notified",
				"field", given.field)
		}
	}
	return nil
}

func checkNumbers(r *Regime) *problem.Error {
	type bound struct {
		field       string
		value, most int
	}
	bounds := []bound{
		{"tickets_per_hour", r.Rules.TicketsPerHour, maxNumber},
		{"tickets_per_day", r.Rules.TicketsPerDay, maxNumber},
	}
	if k := r.Rules.Capacity; k != nil {
		bounds = append(bounds, bound{"fixed", k.Fixed, maxNumber}, bound{"share", k.SharePercent, 100},
			bound{"seats", k.Seats, maxNumber}, bound{"area", k.Area, maxNumber},
			bound{"per_person", k.PerPerson, maxNumber}, bound{"per_desk", k.PerDesk, maxNumber})
		if (k.SharePercent > 0) != (k.Seats > 0) || (k.Area > 0) != (k.PerPerson > 0) {
			return refuse(CodeBadNumber, "a share needs seats, an area needs m² per person", "field",
				"capacity")
		}
		if k.Fixed|k.SharePercent|k.Area|k.PerDesk == 0 {
			return refuse(CodeBadNumber, "a capacity needs a number; to admit nobody, close", "field",
				"capacity")
		}
	}
	if s := r.Rules.Slots; s != nil {
		bounds = append(bounds, bound{"early", s.Early, maxMinutes}, bound{"late", s.Late, maxMinutes},
			bound{"per_slot", s.PerSlot, maxNumber}, bound{"minutes", s.Minutes, maxMinutes})
		if s.Minutes < 1 {
			return refuse(CodeBadNumber, "a slot lasts a minute at least", "field", "minutes")
		}
	}
	for _, b := range bounds {
		if b.value < 0 || b.value > b.most {
			return refuse(CodeBadNumber, "a number out of range", "field", b.field, "limit", b.most)
		}
	}
	return nil
}

func checkTexts(r *Regime) *problem.Error {
	texts := []i18n.Text{r.Name, same(r.Basis.Number)}
	for _, notice := range r.Notices {
		texts = append(texts, notice.Text)
	}
	for _, other := range r.Alternatives {
		texts = append(texts, other.Text, same(other.Value))
	}
	if slices.ContainsFunc(texts, tooLong) {
		return refuse(CodeTooMuch, "a text is too long", "field", "texts", "limit", maxText)
	}
	if slices.ContainsFunc(texts, unprintable) {
		return refuse(CodeBadText, "a text has control characters", "field", "texts")
	}
	return nil
}

func tooLong(t i18n.Text) bool {
	return max(utf8.RuneCountInString(t.Az), utf8.RuneCountInString(t.Ru),
		utf8.RuneCountInString(t.En)) > maxText
}

func unprintable(t i18n.Text) bool {
	return i18n.Unprintable(t.Az) || i18n.Unprintable(t.Ru) || i18n.Unprintable(t.En)
}

func checkContent(r *Regime) *problem.Error {
	if r.Informs() && len(r.Notices) == 0 && len(r.Alternatives) == 0 {
		return refuse(CodeRuleNeeded, "a regime needs a rule or a notice", "field", "rules")
	}
	return nil
}

func isDay(day civil.Day) bool {
	return day >= firstDay && day <= lastDay && civil.DayOf(midnight(day)) == day
}
