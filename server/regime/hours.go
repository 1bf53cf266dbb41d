package regime

import (
	"fmt"
	"time"

	"dost/server/civil"
)

// Clock is a time of day in Asia/Baku, in minutes after midnight: 0 to 1440.
// In JSON it is "09:00"; the end of the day is "24:00".
type Clock int

// HM is the clock time hh:mm.
func HM(hour, minute int) Clock { return Clock(hour*60 + minute) }

// String is the clock time as "09:00".
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }

// MarshalText writes "09:00".
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads "09:00" to "24:00", two digits each.
func (c *Clock) UnmarshalText(text []byte) error {
	if len(text) == 5 && text[2] == ':' && digits(text[:2]) && digits(text[3:]) {
		hour, minute := number(text[:2]), number(text[3:])
		if minute < 60 && HM(hour, minute) <= dayEnd {
			*c = HM(hour, minute)
			return nil
		}
	}
	return fmt.Errorf("reading the clock time %q: want hh:mm up to 24:00", text)
}

func digits(two []byte) bool { return isDigit(two[0]) && isDigit(two[1]) }
func isDigit(b byte) bool    { return '0' <= b && b <= '9' }
func number(two []byte) int  { return int(two[0]-'0')*10 + int(two[1]-'0') }

// dayEnd is 24:00; shortBy is the hour that falls away on the eve of a holiday
// (Labour Code, art. 108).
const (
	dayEnd  Clock = 24 * 60
	shortBy Clock = 60
)

// Span is a stretch of one day, half-open: [From, To). With To at or before
// From it ends on the next day and belongs to the day on which it begins; an
// equal From and To is refused as of zero length.
type Span struct {
	From Clock `json:"from"`
	To   Clock `json:"to"`
}

// String is the span as "09:00–18:00".
func (s Span) String() string { return s.From.String() + "–" + s.To.String() }

// minutes are the beginning and end in minutes after the midnight before From.
func (s Span) minutes() (from, to Clock) {
	if s.To <= s.From {
		return s.From, s.To + dayEnd
	}
	return s.From, s.To
}

// on places the span on the day that begins at midnight.
func (s Span) on(midnight time.Time) (from, to time.Time) {
	first, last := s.minutes()
	return midnight.Add(time.Duration(first) * time.Minute), midnight.Add(time.Duration(last) * time.Minute)
}

func (s Span) valid() bool {
	return s.From >= 0 && s.From < dayEnd && s.To >= 0 && s.To <= dayEnd && s.From != s.To
}

// Hours are the ordinary opening hours. Several spans in a day leave breaks
// between them. A weekday without spans is closed, except when the Cabinet
// makes it a working day: then the hours of the weekday before it hold.
type Hours struct {
	Always bool      `json:"always,omitempty"` // open at all hours of all days: the demo
	Week   [7][]Span `json:"week"`             // by time.Weekday: 0 is Sunday
}

// Ordinary are the hours of the DOST centres: Monday to Friday, 09:00–18:00,
// without a break (domain, DOST).
func Ordinary() Hours {
	var h Hours
	for day := time.Monday; day <= time.Friday; day++ {
		h.Week[day] = []Span{{HM(9, 0), HM(18, 0)}}
	}
	return h
}

// RoundTheClock are the demo's hours.
func RoundTheClock() Hours { return Hours{Always: true} }

// On are the opening spans of a day: none when it is a day of rest, an hour
// less on the eve of a holiday. The Always hours have no spans.
func (h Hours) On(day DayInfo) []Span {
	if !day.Working && day.Kind != Weekend {
		return nil
	}
	spans := h.Week[midnight(day.Day).Weekday()]
	if len(spans) == 0 && day.Working {
		spans = h.before(midnight(day.Day).Weekday())
	}
	if day.Short {
		spans = shorten(spans)
	}
	return spans
}

// before are the hours of the nearest weekday before this one that has any.
func (h Hours) before(day time.Weekday) []Span {
	for back := 1; back < 7; back++ {
		if spans := h.Week[(int(day)+7-back)%7]; len(spans) > 0 {
			return spans
		}
	}
	return nil
}

// shorten takes the last hour off the day, from more than one span if the last
// is shorter than that.
func shorten(spans []Span) []Span {
	short := append([]Span(nil), spans...)
	for left := shortBy; left > 0 && len(short) > 0; {
		last := &short[len(short)-1]
		from, to := last.minutes()
		if to-from > left {
			// An end on the stroke of midnight is written 24:00, not 00:00.
			if to -= left; to > dayEnd {
				to -= dayEnd
			}
			last.To = to
			return short
		}
		left -= to - from
		short = short[:len(short)-1]
	}
	return short
}

// midnight is the moment at which a business day begins.
func midnight(day civil.Day) time.Time {
	return time.Date(int(day)/10000, time.Month(int(day)/100%100), int(day)%100, 0, 0, 0, 0, civil.Baku)
}

// daysOn is the business day n days after (before, if negative) day.
func daysOn(day civil.Day, n int) civil.Day { return civil.DayOf(midnight(day).AddDate(0, 0, n)) }
