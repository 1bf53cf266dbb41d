package passport

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	figure   = regexp.MustCompile(`\d+`)
	fraction = regexp.MustCompile(`\d+[.,]\d`)
)

// reading is what a period's lines say before anything is assumed.
type reading struct {
	number   int
	has      bool // a figure was found
	unit     Unit
	unmarked bool // several units and no tick, or no unit at all
	unitLine int
	line     int // of the figure
}

// periods reads fields 12 to 17 and resolves units that nobody marked.
func (im *importer) periods() {
	total := im.period(keyTotal)
	front := im.period(keyFront)
	back := im.period(keyBack)
	im.p.OperatorMinutes = im.operator()
	im.resolve(&total, &front, &back)
	im.p.Total = Period{total.number, total.unit}
	im.p.Front = Period{front.number, front.unit}
	im.p.Back = Period{back.number, back.unit}
	im.compare(front, back)
}

func (im *importer) period(key fieldKey) reading {
	s := im.by[key]
	if s == nil {
		return reading{}
	}
	items := im.items(key)
	r := reading{unitLine: s.line, line: s.line}
	units := map[Unit]bool{}
	marked := ticked(items)
	first := 0
	for _, it := range items {
		for _, u := range unitsOf(it.text) {
			if !marked || it.mark == markOn || it.mark == markNone && figure.MatchString(it.text) {
				units[u] = true
				r.unit = u
			}
			if first == 0 {
				first = it.line
			}
		}
		if (!marked || it.mark != markOff) && figure.MatchString(it.text) {
			im.number(&r, it, fieldSpecs[key].last)
		}
	}
	if first > 0 {
		r.unitLine = first
	}
	if len(units) != 1 {
		r.unit, r.unmarked = UnitUnknown, true
		im.form = im.form || len(units) > 1
	}
	if !r.has && len(items) > 0 {
		im.doubt(FoundNumberUnread, fieldSpecs[key].last, r.line, "0", "%s: no figure in %q",
			fieldSpecs[key].title, strings.Join(texts(items), ", ")).quote(strings.Join(texts(items), ", "))
	}
	return r
}

// number takes the figure of an entry; of a range the larger, which promises
// nobody too much.
func (im *importer) number(r *reading, it item, field int) {
	largest, several := 0, false
	for i, m := range figure.FindAllString(it.text, -1) {
		n := maxNumber + 1
		if len(m) <= 5 {
			n = atoi(m)
		}
		several = several || i > 0 && n != largest
		largest = max(largest, n)
	}
	switch {
	case largest > maxNumber || fraction.MatchString(it.text):
		im.doubt(FoundNumberUnread, field, it.line, "", "not a figure to work with: %s",
			it.text).quote(it.text)
		return
	case r.has && largest != r.number:
		im.doubt(FoundNumberRange, field, it.line, fmt.Sprint(max(largest, r.number)),
			"a second figure, %d beside %d", largest, r.number).tell("second",
			Facts{N: largest, Of: r.number})
	case several:
		im.doubt(FoundNumberRange, field, it.line, fmt.Sprint(largest), "several figures: %s",
			it.text).quote(it.text)
	}
	r.number, r.has, r.line = max(largest, r.number), true, it.line
}

// unitsOf finds the units that a wording names.
func unitsOf(s string) (units []Unit) {
	for _, w := range strings.Fields(Fold(s)) {
		switch {
		case strings.HasPrefix(w, "deqiqe"), w == "deq", strings.HasPrefix(w, "minute"), w == "min":
			units = append(units, Minute)
		case strings.HasPrefix(w, "saat"), w == "hour", w == "hours":
			units = append(units, Hour)
		case w == "gun", w == "gunu", w == "gunler", w == "gundur", w == "gunluk", w == "day", w == "days":
			units = append(units, Day)
		case w == "ay", w == "aydir", w == "ayliq", w == "month", w == "months":
			units = append(units, Month)
		}
	}
	return units
}

// resolve chooses units where none is marked, and reports each choice. Days are
// the rule. A front-office figure above the total, or equal to the operator's
// standard without adding up, can only be minutes; a service that is done at the
// desk (nothing for the back office, total equal to the standard) is minutes
// throughout.
func (im *importer) resolve(total, front, back *reading) {
	std := im.p.OperatorMinutes
	atDesk := std > 0 && total.number == std && back.number == 0 && total.has
	assume := func(r *reading, key fieldKey, u Unit, why reason) {
		if r.unmarked && (r.has || im.by[key] != nil) {
			r.unit = u
			im.doubt(FoundUnitUnmarked, fieldSpecs[key].number, r.unitLine, string(u),
				"%s: unit not marked%s", fieldSpecs[key].title, why.text).
				tell(why.detail, why.facts)
		}
	}
	none := reason{}
	added := reason{fmt.Sprintf(" (%d + %d = %d)", front.number, back.number, total.number), "sum",
		Facts{N: front.number, Of: back.number, Sum: total.number}}
	usual, why := Day, none
	if atDesk {
		usual, why = Minute, reason{fmt.Sprintf(
			" (it equals the operator's %d minutes, and nothing is left for the back office)", std), "desk",
			Facts{N: std}}
	}
	assume(total, keyTotal, usual, why)
	adds := total.unit == usual && front.number+back.number == total.number
	switch {
	case !front.unmarked || atDesk || !front.has:
		assume(front, keyFront, usual, why)
	case front.number > total.number && total.unit != Minute:
		assume(front, keyFront, Minute, none)
		im.doubt(FoundFrontOverTotal, 15, front.line, fmt.Sprintf("%d minutes", front.number),
			"front office %d > total %s: minutes?", front.number,
			Period{total.number, total.unit}.spoken()).tell("longer",
			Facts{Part: Period{front.number, Minute}, Than: Period{total.number, total.unit}})
	case std > 0 && front.number == std && !adds:
		assume(front, keyFront, Minute, reason{fmt.Sprintf(" (it equals the operator's %d minutes)", std),
			"standard", Facts{N: std}})
	case adds:
		assume(front, keyFront, usual, added)
	default:
		assume(front, keyFront, usual, none)
	}
	if adds && front.unit == usual && !atDesk {
		why = added
	}
	assume(back, keyBack, usual, why)
}

// reason is why a unit was chosen: for the message, and as a finding's detail.
type reason struct {
	text   string
	detail string
	facts  Facts
}

// spoken writes a period in an English message.
func (p Period) spoken() string {
	if p.Number == 1 {
		return fmt.Sprintf("1 %s", p.Unit)
	}
	return fmt.Sprintf("%d %ss", p.Number, p.Unit)
}

// lasts is a period's length in minutes for comparison only; 0 when unknown.
func (p Period) lasts() int {
	switch p.Unit {
	case Minute:
		return p.Number
	case Hour:
		return p.Number * 60
	case Day:
		return p.Number * 24 * 60
	case Month:
		return p.Number * 30 * 24 * 60
	}
	return 0
}

// compare reports periods that contradict each other as published.
func (im *importer) compare(front, back reading) {
	p := &im.p
	if p.Total.lasts() == 0 {
		return
	}
	over := false
	if p.Front.lasts() > p.Total.lasts() {
		over = true
		im.doubt(FoundFrontOverTotal, 15, front.line, "", "front office %s > total %s", p.Front.spoken(),
			p.Total.spoken()).tell("longer", Facts{Part: p.Front, Than: p.Total})
	}
	if p.Back.lasts() > p.Total.lasts() {
		over = true
		im.doubt(FoundBackOverTotal, 17, back.line, "", "back office %s > total %s", p.Back.spoken(),
			p.Total.spoken()).tell("longer", Facts{Part: p.Back, Than: p.Total})
	}
	if !over && p.Front.Unit == p.Total.Unit && p.Back.Unit == p.Total.Unit && front.has && back.has &&
		p.Front.Number+p.Back.Number != p.Total.Number {
		im.note(FoundPeriodSum, 13, front.line, "", "front office %d + back office %d is not the total %d",
			p.Front.Number, p.Back.Number, p.Total.Number).tell("sum",
			Facts{N: p.Front.Number, Of: p.Back.Number, Sum: p.Total.Number})
	}
}

// operator reads field 18, minutes by its heading.
func (im *importer) operator() int {
	r := reading{}
	for _, it := range im.items(keyOperator) {
		if figure.MatchString(it.text) {
			im.number(&r, it, 18)
			if u := unitsOf(it.text); len(u) > 0 && u[0] != Minute {
				r.number = min(Period{r.number, u[0]}.lasts(), maxNumber)
				im.doubt(FoundNumberUnread, 18, it.line, fmt.Sprintf("%d minutes", r.number),
					"the operator's standard is not in minutes: %s", it.text).tell("minutes",
					Facts{Text: it.text})
			}
		}
	}
	if s := im.by[keyOperator]; s != nil && !r.has {
		im.doubt(FoundNumberUnread, 18, s.line, "0", "operator standard: no figure")
	}
	return r.number
}

// fee reads field 19.
func (im *importer) fee() {
	items := im.items(keyFee)
	free, paid := false, false
	var notes []string
	for _, it := range chosen(items) {
		f := Fold(it.text)
		switch {
		case strings.HasPrefix(f, "odenissiz"), strings.HasPrefix(f, "pulsuz"), strings.HasPrefix(f, "free"),
			strings.HasPrefix(f, "no fee"), f == "unpaid", f == "yoxdur", f == "none":
			free = true
		case strings.HasPrefix(f, "odenisli"), strings.HasPrefix(f, "paid"):
			paid = true
			if len(f) > len("odenisli") {
				notes = append(notes, it.text)
			}
		case figure.MatchString(f):
			paid = true
			notes = append(notes, it.text)
		default:
			notes = append(notes, it.text)
		}
	}
	im.p.Fee.Paid = paid && !free
	if n := strings.Join(notes, "; "); n != "" {
		im.p.Fee.Note = im.text(n)
	}
	if len(items) > 0 && free == paid {
		im.form = im.form || free
		im.doubt(FoundFeeUnmarked, 19, items[0].line, "free", "neither paid nor free is marked")
		im.p.Fee.Paid = false
	}
}

// degree reads field 26 or 27.
func (im *importer) degree(key fieldKey) Degree {
	items := im.items(key)
	seen := map[Degree]bool{}
	var last Degree
	for _, it := range chosen(items) {
		d := degreeOf(Fold(it.text))
		if d == DegreeUnknown {
			im.doubt(FoundDegreeUnknown, fieldSpecs[key].number, it.line, "", "no degree: %s",
				it.text).quote(it.text)
			continue
		}
		seen[d], last = true, d
	}
	if len(seen) > 1 {
		im.form = true
		im.doubt(FoundDegreeUnmarked, fieldSpecs[key].number, items[0].line, "",
			"%s: %d degrees listed, none marked", fieldSpecs[key].title, len(seen)).tell("listed",
			Facts{N: len(seen)})
		return DegreeUnknown
	}
	return last
}

func degreeOf(f string) Degree {
	switch {
	case strings.Contains(f, "bilinmeyen"), strings.Contains(f, "mumkun olmayan"),
		strings.Contains(f, "cannot"), strings.Contains(f, "impossible"):
		return DegreeImpossible
	case strings.Contains(f, "dirilmayan"), strings.HasPrefix(f, "not "), strings.HasPrefix(f, "non "),
		f == "none":
		return DegreeNone
	case strings.HasPrefix(f, "qismen"), strings.HasPrefix(f, "partial"):
		return DegreePartial
	case f == "tam", strings.HasPrefix(f, "tam "), strings.HasPrefix(f, "full"),
		strings.HasPrefix(f, "complete"):
		return DegreeFull
	}
	return DegreeUnknown
}
