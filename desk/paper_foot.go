package desk

import (
	"fmt"
	"strings"

	"github.com/skip2/go-qrcode"
)

// qrSize is the side of the code without its quiet zone, in millimetres
// (surfaces, Confirmation: 30 to 40). quiet is that zone, in modules.
const (
	qrSize = 35.0
	quiet  = 4
)

// symbol is a QR symbol as one path of rectangles, in modules from its top left.
type symbol struct {
	modules int
	path    string
}

// newSymbol draws the symbol at level M. Rows' runs of dark modules become one
// rectangle each, and all of them one path, which viewers fill without seams.
func newSymbol(address string) (symbol, error) {
	q, err := qrcode.New(address, qrcode.Medium)
	if err != nil {
		return symbol{}, err
	}
	q.DisableBorder = true
	rows := q.Bitmap()
	var path strings.Builder
	for y, row := range rows {
		for x := 0; x < len(row); x++ {
			if !row[x] {
				continue
			}
			from := x
			for x+1 < len(row) && row[x+1] {
				x++
			}
			fmt.Fprintf(&path, "%d %d %d 1 re\n", from, len(rows)-1-y, x-from+1)
		}
	}
	path.WriteString("f\n")
	return symbol{len(rows), path.String()}, nil
}

// drawSymbol puts the symbol's top left corner at x, y.
func (s *sheet) drawSymbol(x, y float64) {
	const points = 72 / 25.4
	scale := qrSize / float64(s.qr.modules) * points
	s.pdf.RawWriteStr(fmt.Sprintf("q 0 g %.5f 0 0 %.5f %.3f %.3f cm\n%sQ\n",
		scale, scale, x*points, (pageHeight-y-qrSize)*points, s.qr.path))
}

// signHeight is the room for the signatures, in millimetres.
const signHeight = 19.0

// foot is the last block: signatures, then the code with how to check it.
func (s *sheet) foot() block {
	zone := quiet * qrSize / float64(s.qr.modules)
	var b block
	signatures := s.signatures(&b)
	top := signHeight + 2
	x := marginX + qrSize + 2*zone + 3
	w := marginX + width - x
	y := s.stack(&b, x, top+zone-1.5, w, s.az("check.title", nil), styleStrong)
	y = s.stack(&b, x, y-0.2, w, s.other("check.title", nil), styleSecond)
	site := map[string]string{"address": strings.ToLower(s.public) + "/v/"}
	y = s.stack(&b, x, y+0.8, w, s.az("check.how", site), styleLabel)
	y = s.stack(&b, x, y, w, s.other("check.how", site), styleSecond)
	s.stack(&b, x, y+1.2, w, groups(s.Code, 6), style{8.5, false, ink})
	b.height = max(b.height, top+qrSize+2*zone)
	b.marks = func(y float64) {
		signatures(y)
		s.line(marginX, marginX+width, y+signHeight, rule)
		s.drawSymbol(marginX+zone, y+top+zone)
	}
	return b
}

// signatures are two lines to sign on, with their labels.
func (s *sheet) signatures(b *block) func(top float64) {
	const gap = 10.0
	half := (width - gap) / 2
	for i, key := range []string{"sign.applicant", "sign.agent"} {
		x := marginX + float64(i)*(half+gap)
		s.stack(b, x, 12.4, half, join(" / ", s.az(key, nil), s.other(key, nil)), styleLabel)
	}
	return func(top float64) {
		s.line(marginX, marginX+half, top+12, ink2)
		s.line(marginX+half+gap, marginX+width, top+12, ink2)
	}
}

// groups writes a code in groups that an eye can follow.
func groups(code string, size int) string {
	var list []string
	for len(code) > size {
		list, code = append(list, code[:size]), code[size:]
	}
	return strings.Join(append(list, code), " ")
}
