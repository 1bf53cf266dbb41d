package desk

import (
	"strconv"

	"dost/server/queue"
)

// The head of every page, and the larger one of the first, in millimetres.
const (
	bandHeight     = 14.0
	titleHeight    = 8.0
	numberHeight   = 15.0
	panelHeight    = 19.0
	bilingualExtra = 4.0 // a second line beneath the title, and beneath the dates' labels
	againHeight    = 9.0 // the number on further pages
)

// headHeight is where the rows of a page begin.
func (s *sheet) headHeight(page int) float64 {
	y := marginTop + bandHeight
	if page > 0 {
		return y + againHeight
	}
	y += titleHeight + numberHeight + panelHeight + 3
	if s.second != "" {
		y += 2 * bilingualExtra
	}
	return y
}

// header draws the letterhead with the copy's mark; on the first page the
// number, as large as paper allows, and the dates that the visitor waits for.
func (s *sheet) header(which, page, pages int) {
	s.band(which, page, pages)
	y := marginTop + bandHeight
	if page > 0 {
		s.write(marginX, y+5, s.Application.Number, styleStrong)
		s.writeRight(marginX+width, y+5, s.az("continued", nil), styleLabel)
		return
	}
	title := "title"
	if s.Application.Outcome == queue.Refused {
		title = "title.refused"
	}
	s.write(marginX, y+6, s.az(title, nil), styleTitle)
	if other := s.other(title, nil); other != "" {
		s.write(marginX, y+10.2, other, styleSecond)
		y += bilingualExtra
	}
	y += titleHeight
	s.write(marginX-0.6, y+11, s.Application.Number, styleNumber)
	s.dates(y + numberHeight)
}

// band is the wordmark and the centre left, the copy's mark right: a repeat says
// so, with its date.
func (s *sheet) band(which, page, pages int) {
	s.write(marginX, marginTop+6, "DOST", style{17, true, accent})
	x := marginX + s.pdf.GetStringWidth("DOST") + 3.5
	s.write(x, marginTop+6, s.printable(s.Centre), style{10, false, ink2})
	right := marginX + width
	key := "copy." + strconv.Itoa(which)
	s.writeRight(right, marginTop+5, s.az(key, nil), styleStrong)
	small := s.other(key, nil)
	if pages > 1 {
		numbers := map[string]string{"page": strconv.Itoa(page + 1), "pages": strconv.Itoa(pages)}
		small = join(" · ", small, s.az("page", numbers))
	}
	if print, ok := s.Application.LastPrint(which); ok && print.Repeat {
		when := map[string]string{"date": moment("az", print.At)}
		repeat := style{9, true, warn}
		s.writeRight(right, marginTop+9.4, s.az("repeat", when), repeat)
		if small != "" {
			s.font(repeat)
			right -= s.pdf.GetStringWidth(s.az("repeat", when)) + 3
		}
	}
	if small != "" {
		s.writeRight(right, marginTop+9.4, small, styleSecond)
	}
	s.line(marginX, marginX+width, marginTop+bandHeight-2, accent)
}

// dates is the panel of what happens when: taken, decided by, ended by.
func (s *sheet) dates(y float64) {
	height := panelHeight - 3
	if s.second != "" {
		height += bilingualExtra
	}
	s.pdf.SetFillColor(soft[0], soft[1], soft[2])
	s.pdf.RoundedRect(marginX, y, width, height, 2, "1234", "F")
	type cell struct {
		key   string
		value string
	}
	cells := []cell{{"registered", moment("az", s.Application.RegisteredAt)}}
	switch {
	case s.Application.Outcome == queue.Refused:
		cells = append(cells, cell{"decided", longDate("az", s.Application.DecisionBy)})
	case s.Application.DueOn != 0:
		cells = append(cells, cell{"decision-by", longDate("az", s.Application.DecisionBy)},
			cell{"due", longDate("az", s.Application.DueOn)})
	}
	for i, c := range cells {
		x := marginX + 4 + float64(i)*width/3
		line := y + 5.6
		s.write(x, line, s.az(c.key, nil), styleLabel)
		if other := s.other(c.key, nil); other != "" {
			line += bilingualExtra - 0.2
			s.write(x, line, other, styleSecond)
		}
		s.write(x, line+6.4, c.value, style{12, true, ink})
	}
}
