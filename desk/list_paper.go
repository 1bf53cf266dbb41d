package desk

import (
	"bytes"
	"fmt"
	"strconv"

	"dost/assets"
	"dost/server/application"
	"dost/server/civil"
	"dost/server/i18n"
)

// ListPaper is a waiting list to put up: nobody's name is on it.
type ListPaper struct {
	Centre     string
	Title      i18n.Text // of the service
	Name       i18n.Text // of the kind of list; empty where there is one
	Day        civil.Day
	Entries    []application.ListEntry
	Privileges map[string]i18n.Text
}

// styleCell is a cell of a printed list that is not its number.
var styleCell = style{10, false, ink}

// The columns of a printed list, in millimetres from its left edge, and a row.
const (
	columnNumber, columnSince, columnPrivilege, columnState = 14.0, 62.0, 96.0, 146.0
	listRow                                                 = 7.4
)

// List writes the waiting list, as many pages as it needs.
func (p *Paper) List(l ListPaper) ([]byte, error) {
	s := p.plain("list", l.Centre, "", l.Day)
	y, page := 0.0, 0
	for i, e := range l.Entries {
		if page == 0 || y+listRow > bottom {
			page++
			y = s.listHead(l, page)
		}
		s.listRow(y, i+1, e, l.Privileges)
		y += listRow
	}
	if page == 0 {
		y = s.listHead(l, 1)
		s.write(marginX, y+6, s.az("list.empty", nil), styleText)
	}
	var out bytes.Buffer
	if err := s.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("write a waiting list: %w", err)
	}
	return out.Bytes(), nil
}

func (s *sheet) listHead(l ListPaper, page int) float64 {
	s.pdf.AddPage()
	s.set = style{}
	y := s.mast(assets.Text("az", "paper.list.page", map[string]string{"n": strconv.Itoa(page)}))
	y = s.put(marginX, y+1, width, s.az("list.title", map[string]string{"date": longDate("az", l.Day)}),
		styleTitle)
	y = s.put(marginX, y, width, join(" · ", l.Title.Az, l.Name.Az), styleStrong)
	y += 4
	for x, key := range map[float64]string{0: "list.place", columnNumber: "list.number",
		columnSince: "list.since", columnPrivilege: "list.privilege", columnState: "list.state"} {
		s.write(marginX+x, y+4, s.az(key, nil), styleLabel)
	}
	s.line(marginX, marginX+width, y+6, ink2)
	return y + 7
}

func (s *sheet) listRow(y float64, place int, e application.ListEntry, privileges map[string]i18n.Text) {
	s.write(marginX, y+5, strconv.Itoa(place), styleStrong)
	s.write(marginX+columnNumber, y+5, e.Number, styleText)
	s.write(marginX+columnSince, y+5, application.Noon(e.Day).Format("02.01.2006"), styleText)
	if name := privileges[e.Privilege].Az; name != "" {
		s.write(marginX+columnPrivilege, y+5, s.shortened(name, columnState-columnPrivilege-3, styleCell),
			styleCell)
	}
	state := s.az("list.waiting", nil)
	if e.Status == application.EntryOffered {
		state = s.az("list.offered", nil)
	}
	s.write(marginX+columnState, y+5, state, styleCell)
	s.line(marginX, marginX+width, y+listRow-0.4, rule)
}

// shortened is a text cut to a width, with an ellipsis where it was.
func (s *sheet) shortened(words string, width float64, st style) string {
	words = s.printable(words)
	s.font(st)
	if s.pdf.GetStringWidth(words) <= width {
		return words
	}
	runes := []rune(words)
	for len(runes) > 1 && s.pdf.GetStringWidth(string(runes)+"…") > width {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}
