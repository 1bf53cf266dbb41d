package regime_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"dost/server/civil"
	"dost/server/regime"
)

func TestClockText(t *testing.T) {
	for text, want := range map[string]regime.Clock{"00:00": 0, "09:05": regime.HM(9, 5), "24:00": 1440} {
		var c regime.Clock
		if err := c.UnmarshalText([]byte(text)); err != nil || c != want || c.String() != text {
			t.Errorf("%q reads as %v, %v", text, c, err)
		}
	}
	for _, text := range []string{"", "9:00", "24:01", "09:60", "09:5", "0a:00", "09:00:00", "-1:00"} {
		if err := new(regime.Clock).UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q was read as a clock time", text)
		}
	}
	hours, err := json.Marshal(regime.Ordinary())
	if want := `{"week":[null`; err != nil || string(hours[:len(want)]) != want {
		t.Errorf("the hours encode as %s, %v", hours, err)
	}
}

// A day's opening: breaks, the eve's missing hour, a Saturday that the Cabinet
// made a working day, and a centre that is open on Saturdays anyway.
func TestOpeningOfADay(t *testing.T) {
	withBreak := regime.Ordinary()
	withBreak.Week[time.Thursday] = []regime.Span{{From: regime.HM(9, 0), To: regime.HM(13, 0)},
		{From: regime.HM(14, 0), To: regime.HM(18, 0)}}
	stub := regime.Ordinary()
	stub.Week[time.Thursday] = []regime.Span{{From: regime.HM(9, 0), To: regime.HM(13, 0)},
		{From: regime.HM(17, 30), To: regime.HM(18, 0)}}
	night := regime.Ordinary()
	night.Week[time.Thursday] = []regime.Span{{From: regime.HM(18, 0), To: regime.HM(2, 0)}}
	untilMidnight := regime.Ordinary()
	untilMidnight.Week[time.Thursday] = []regime.Span{{From: regime.HM(18, 0), To: regime.HM(1, 0)}}
	saturdays := regime.Ordinary()
	saturdays.Week[time.Saturday] = []regime.Span{{From: regime.HM(10, 0), To: regime.HM(14, 0)}}

	for _, c := range []struct {
		what  string
		hours regime.Hours
		day   civil.Day
		want  string
	}{
		{"an ordinary day", regime.Ordinary(), 20200318, "[09:00–18:00]"},
		{"the eve of Novruz", regime.Ordinary(), 20200319, "[09:00–17:00]"},
		{"the eve, with a break", withBreak, 20200319, "[09:00–13:00 14:00–17:00]"},
		{"the eve, when the last half hour is not enough", stub, 20200319, "[09:00–12:30]"},
		{"the eve, when the night belongs to it", night, 20200319, "[18:00–01:00]"},
		{"the eve that then ends at midnight", untilMidnight, 20200319, "[18:00–24:00]"},
		{"Novruz", regime.Ordinary(), 20200320, "[]"},
		{"a rest day moved", regime.Ordinary(), 20200325, "[]"},
		{"Saturday", regime.Ordinary(), 20200314, "[]"},
		{"Saturday in a centre that opens then", saturdays, 20200314, "[10:00–14:00]"},
		{"a holiday Saturday in that centre", saturdays, 20200321, "[]"},
		{"a Saturday worked by decision", regime.Ordinary(), 20241116, "[09:00–18:00]"},
		{"a Sunday worked by decision", regime.Ordinary(), 20200329, "[09:00–18:00]"},
		{"a centre without hours", regime.Hours{}, 20241116, "[]"},
	} {
		if got := fmt.Sprint(c.hours.On(regime.NewCalendar().Day(c.day))); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}
