package desk

import (
	"bytes"
	"fmt"

	"dost/server/application"
	"dost/server/civil"
	"dost/server/passport"
)

// BringPaper is what a visitor takes along who lacks a document: which, and the
// code for coming back. It names nobody.
type BringPaper struct {
	Centre   string
	Language string // the visitor's
	Service  *passport.Passport
	Bring    application.Bring
	Papers   []PaperView
	Code     string // signed, see application.SignBring
}

// plain begins a paper of another sort than a confirmation, in Azerbaijani and
// the visitor's language. Nothing in it depends on the moment of writing.
func (p *Paper) plain(title, centre, language string, day civil.Day) *sheet {
	c := Confirmation{Centre: centre}
	c.Application.Number, c.Application.RegisteredAt = title, application.Noon(day)
	s := &sheet{Paper: p, Confirmation: c, pdf: p.document(c)}
	if language == "ru" || language == "en" {
		s.second = language
	}
	return s
}

// mast is the letterhead with the paper's title; it gives the height where
// the rest begins.
func (s *sheet) mast(right string) float64 {
	s.write(marginX, marginTop+6, "DOST", style{17, true, accent})
	x := marginX + s.pdf.GetStringWidth("DOST") + 3.5
	s.write(x, marginTop+6, s.printable(s.Centre), style{10, false, ink2})
	s.writeRight(marginX+width, marginTop+6, right, styleStrong)
	s.line(marginX, marginX+width, marginTop+bandHeight-2, accent)
	return marginTop + bandHeight
}

// put draws a stack of lines on the page at once and gives where it ends.
func (s *sheet) put(x, y, width float64, words string, st style) float64 {
	var b block
	end := s.stack(&b, x, 0, width, words, st)
	b.top = y
	s.draw(b)
	return y + end
}

// Bring writes the paper as one page of A4.
func (p *Paper) Bring(b BringPaper) ([]byte, error) {
	qr, err := newSymbol(application.BringAddress(p.public, b.Code))
	if err != nil {
		return nil, fmt.Errorf("draw the code of a paper: %w", err)
	}
	s := p.plain("papers-"+b.Bring.Return, b.Centre, b.Language, b.Bring.Day)
	s.qr = qr
	s.pdf.AddPage()
	y := s.mast(longDate("az", b.Bring.Day))
	y = s.both(marginX, y+2, width, "bring.title", nil, style{20, true, ink})
	y = s.put(marginX, y+3, width, b.Service.Name.Az, styleStrong)
	y = s.put(marginX, y, width, s.otherText(b.Service.Name), styleSecond)
	y = s.papers(y+5, b.Papers)
	s.comeBack(max(y+6, 150), b)
	var out bytes.Buffer
	if err := s.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("write a paper: %w", err)
	}
	return out.Bytes(), nil
}

// both puts a wording in Azerbaijani and beneath it in the visitor's language.
func (s *sheet) both(x, y, width float64, key string, args map[string]string, st style) float64 {
	y = s.put(x, y, width, s.az(key, args), st)
	return s.put(x, y, width, s.other(key, args), styleSecond)
}

// papers lists the missing documents, with a box before each to tick at home.
func (s *sheet) papers(y float64, list []PaperView) float64 {
	const box, x = 5.0, marginX + 9
	for _, d := range list {
		s.pdf.SetDrawColor(ink2[0], ink2[1], ink2[2])
		s.pdf.SetLineWidth(0.4)
		s.pdf.Rect(marginX, y+0.9, box, box, "D")
		y = s.put(x, y, width-9, d.Name.Az, style{13, true, ink})
		y = s.put(x, y, width-9, s.otherText(d.Name), styleText)
		if d.Condition.Az != "" {
			y = s.put(x, y, width-9, d.Condition.Az, styleLabel)
			y = s.put(x, y, width-9, s.otherText(d.Condition), styleSecond)
		}
		if len(d.Alternatives) > 0 {
			y = s.both(x, y+0.5, width-9, "bring.one-of", nil, styleLabel)
		}
		for _, a := range d.Alternatives {
			y = s.put(x+4, y, width-13, "– "+a.Az, styleText)
			y = s.put(x+7, y, width-16, s.otherText(a), styleSecond)
		}
		y += 4
	}
	return y
}

// comeBack is the panel with the code for coming back, and the list for a phone.
func (s *sheet) comeBack(y float64, b BringPaper) {
	const height = 62.0
	s.pdf.SetFillColor(soft[0], soft[1], soft[2])
	s.pdf.RoundedRect(marginX, y, width, height, 3, "1234", "F")
	x, w := marginX+6, width-qrSize-24
	end := s.both(x, y+4, w, "bring.back", nil, styleStrong)
	s.write(x-0.6, end+12, b.Bring.Return[:3]+" "+b.Bring.Return[3:], style{36, true, ink})
	end = s.both(x, end+15, w, "bring.how", nil, styleText)
	s.both(x, end+1, w, "bring.today", map[string]string{"date": longDate("az", b.Bring.Day)}, styleLabel)
	s.drawSymbol(marginX+width-qrSize-7, y+7)
	s.both(marginX+width-qrSize-9, y+44, qrSize+6, "bring.phone", nil, styleLabel)
}
