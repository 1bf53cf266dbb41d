package regime

import (
	"slices"
	"time"

	"dost/server/civil"
	"dost/server/queue"
)

// DayView is what a day holds for one direction: segments without a gap from
// midnight to midnight.
type DayView struct {
	Direction queue.DirectionID `json:"direction"`
	Day       DayInfo           `json:"day"`
	Segments  []Segment         `json:"segments"`
}

// Segment is a stretch of the day, [From, To), with one answer.
type Segment struct {
	From    time.Time `json:"from"`
	To      time.Time `json:"to"`
	Verdict Verdict   `json:"verdict"`
}

// Preview shows a day as walk-in visitors of these directions will meet it. Use
// With for a regime that is not decided yet.
func (b *Book) Preview(day civil.Day, directions []queue.DirectionID) []DayView {
	b.mu.Lock()
	defer b.mu.Unlock()
	day = civil.DayOf(inRange(midnight(day)))
	views := make([]DayView, 0, len(directions))
	for _, direction := range directions {
		views = append(views, b.view(day, Query{Direction: direction}))
	}
	return views
}

func (b *Book) view(day civil.Day, q Query) DayView {
	p := b.plan(day)
	v := DayView{Direction: q.Direction, Day: p.day}
	for i, from := range p.cuts {
		verdict := b.at(from, q)
		if n := len(v.Segments); n > 0 && alike(v.Segments[n-1].Verdict, verdict) {
			v.Segments[n-1].To = p.until(i)
			continue
		}
		v.Segments = append(v.Segments, Segment{from, p.until(i), verdict})
	}
	return v
}

// alike tells whether two verdicts differ in nothing that people see. Equal
// reasons come from equal regimes, and so from equal limits and notices.
func alike(a, b Verdict) bool {
	return a.Admit == b.Admit && a.Code == b.Code && a.Regime == b.Regime && a.Until.Equal(b.Until) &&
		slices.Equal(a.Reasons, b.Reasons) && slices.Equal(a.Notices, b.Notices)
}
