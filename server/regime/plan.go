package regime

import (
	"slices"
	"sort"
	"time"

	"dost/server/civil"
)

// plan is one business day cut into segments within which nothing changes.
// Plans are worked out when a day is first asked for, and forgotten with every
// change of the Book; so an answer costs two look-ups.
type plan struct {
	day     DayInfo
	hours   []Span      // the day's opening spans
	cuts    []time.Time // the beginning of each segment; the first is midnight
	open    []bool      // whether the ordinary hours are open, for each segment
	end     time.Time   // the next midnight
	regimes []*Regime   // in force at some time of the day, in canonical order
	steady  bool        // nothing can change but at the beginning or end of a regime
	answers map[question]Verdict
}

// question is what a plan remembers an answer for.
type question struct {
	segment int
	query   Query
}

// The memory of answers is bounded: services and groups come from visitors.
const (
	plansKept   = 512
	answersKept = 8192
)

// plan gives the plan of a day. The caller holds b.mu.
func (b *Book) plan(day civil.Day) *plan {
	if p, ok := b.plans[day]; ok {
		return p
	}
	if len(b.plans) >= plansKept {
		clear(b.plans)
	}
	p := b.workOut(day)
	b.plans[day] = p
	return p
}

func (b *Book) workOut(day civil.Day) *plan {
	start := midnight(day)
	p := &plan{
		day: b.calendar.Day(day), cuts: []time.Time{start}, end: start.AddDate(0, 0, 1),
		steady: b.hours.Always, answers: map[question]Verdict{},
	}
	p.hours = b.hours.On(p.day)
	yesterday := daysOn(day, -1)
	ofYesterday := b.hours.On(b.calendar.Day(yesterday))

	p.cutSpans(start, p.hours)
	p.cutSpans(midnight(yesterday), ofYesterday)
	for _, r := range b.order {
		if !r.From.Before(p.end) || !r.To.After(start) {
			continue
		}
		p.regimes = append(p.regimes, r)
		p.steady = p.steady && r.steady() && len(r.Rules.Hours) == 0
		p.cut(r.From)
		p.cut(r.To)
		for _, spans := range [][]Span{r.Daily, r.Rules.Hours} {
			p.cutSpans(start, spans)
			p.cutSpans(midnight(yesterday), spans)
		}
	}
	slices.SortFunc(p.cuts, time.Time.Compare)
	p.cuts = slices.CompactFunc(p.cuts, time.Time.Equal)

	p.open = make([]bool, len(p.cuts))
	for i, t := range p.cuts {
		p.open[i] = b.hours.Always || inSpans(p.hours, start, t) ||
			inSpans(ofYesterday, midnight(yesterday), t)
	}
	return p
}

// cut notes that something changes at t, if t lies within the day.
func (p *plan) cut(t time.Time) {
	if t.After(p.cuts[0]) && t.Before(p.end) {
		p.cuts = append(p.cuts, t)
	}
}

func (p *plan) cutSpans(start time.Time, spans []Span) {
	for _, span := range spans {
		from, to := span.on(start)
		p.cut(from)
		p.cut(to)
	}
}

func inSpans(spans []Span, start, t time.Time) bool {
	return slices.ContainsFunc(spans, func(span Span) bool {
		from, to := span.on(start)
		return !t.Before(from) && t.Before(to)
	})
}

// segment is the index of the segment that holds t, a moment of the day.
func (p *plan) segment(t time.Time) int {
	return sort.Search(len(p.cuts), func(i int) bool { return p.cuts[i].After(t) }) - 1
}

// until is the end of a segment.
func (p *plan) until(segment int) time.Time {
	if segment+1 < len(p.cuts) {
		return p.cuts[segment+1]
	}
	return p.end
}

// next is the first moment after t at which an answer can change; the zero time
// when nothing changes any more. The caller holds b.mu.
func (b *Book) next(t time.Time) time.Time {
	p := b.plan(civil.DayOf(t))
	if i := p.segment(t); i+1 < len(p.cuts) {
		return p.cuts[i+1]
	}
	if !p.steady {
		return p.end
	}
	i := sort.Search(len(b.edges), func(i int) bool { return b.edges[i].After(t) })
	if i == len(b.edges) {
		return time.Time{}
	}
	return b.edges[i]
}
