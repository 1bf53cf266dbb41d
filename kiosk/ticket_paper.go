package kiosk

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/skip2/go-qrcode"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"dost/assets"
	"dost/server/civil"
	"dost/server/queue"
	"dost/server/web"
)

// The paper: 80 mm wide, 72 mm printable at 203 dpi (8 dots a millimetre).
const (
	paperWidth = 576
	margin     = 16
	textWidth  = paperWidth - 2*margin
)

// Sizes in dots of the em. The number's capitals are 0.714 em: 164 dots or 20 mm
// (surfaces, Kiosk: at least 15); the smallest text is 14 points, 40 dots.
const (
	numberSize = 230
	headSize   = 52
	textSize   = 40
)

// paper draws tickets. Thermal printers' own letters lack ə, so a ticket is an
// image (domain, The alphabet).
type paper struct{ regular, bold *opentype.Font }

func newPaper() (*paper, error) {
	regular, err := opentype.Parse(assets.Font("NotoSans-Regular.ttf"))
	if err != nil {
		return nil, fmt.Errorf("reading the ticket's font: %w", err)
	}
	bold, err := opentype.Parse(assets.Font("NotoSans-Bold.ttf"))
	if err != nil {
		return nil, fmt.Errorf("reading the ticket's bold font: %w", err)
	}
	return &paper{regular, bold}, nil
}

// printedTicket is what stands on one ticket.
type printedTicket struct {
	centre, direction string
	ticket            queue.Ticket
	ahead             int
	wait              string // expected, in words
	bring             []string
	track             string // URL behind the QR code
}

func (s *Surface) printed(c *gin.Context) error {
	t, err := s.ticketOf(c.Param("id"))
	if err != nil {
		return err
	}
	picture, err := s.paper.draw(s.printedTicket(t))
	if err != nil {
		return err
	}
	c.Data(http.StatusOK, "image/png", picture)
	return nil
}

// code is the tracking address as a QR code for the screen.
func (s *Surface) code(c *gin.Context) error {
	t, err := s.ticketOf(c.Param("id"))
	if err != nil {
		return err
	}
	picture, err := qrcode.Encode(s.Public+"/t#"+t.Track, qrcode.Medium, 512)
	if err != nil {
		return fmt.Errorf("making the screen's code: %w", err)
	}
	c.Data(http.StatusOK, "image/png", picture)
	return nil
}

// draw writes the ticket as a black and white PNG: the number first, then where
// to go, then what to have ready.
func (p *paper) draw(s printedTicket) ([]byte, error) {
	sheet := &sheet{paper: p, img: image.NewGray(image.Rect(0, 0, paperWidth, 2000)), y: margin}
	draw.Draw(sheet.img, sheet.img.Bounds(), image.White, image.Point{}, draw.Src)
	lang := s.ticket.Language
	say := func(key string, args map[string]string) string { return assets.Text(lang, key, args) }

	sheet.centred(p.bold, textSize, "DOST · "+s.centre)
	sheet.y += 8
	sheet.centred(p.bold, numberSize, s.ticket.Label)
	sheet.y += 12
	sheet.centred(p.bold, headSize, s.direction)
	sheet.rule()
	if s.ticket.Group != "" {
		sheet.centred(p.regular, textSize, say("ticket.priority", nil))
	}
	switch {
	case !s.ticket.Appointment.IsZero():
		time := s.ticket.Appointment.In(civil.Baku).Format("15:04")
		sheet.centred(p.bold, textSize, say("appointment.ticket.at", map[string]string{"time": time}))
	case s.ahead == 0:
		sheet.centred(p.regular, textSize, say("ticket.first", nil))
	default:
		sheet.centred(p.regular, textSize, say("ticket.ahead", map[string]string{"n": strconv.Itoa(s.ahead)}))
		sheet.centred(p.bold, textSize, say("ticket.wait", map[string]string{"wait": s.wait}))
	}
	sheet.centred(p.regular, textSize, say("ticket.listen", nil))
	sheet.rule()
	sheet.left(p.bold, textSize, say("ticket.bring", nil))
	for _, line := range s.bring {
		sheet.left(p.regular, textSize, "• "+line)
	}
	sheet.rule()
	if err := sheet.code(s.track); err != nil {
		return nil, err
	}
	sheet.centred(p.regular, textSize, say("ticket.follow", nil))
	sheet.y += 8
	sheet.centred(p.regular, textSize, s.ticket.Arrival.In(civil.Baku).Format("02.01.2006  15:04"))
	return sheet.finish()
}

// sheet is a ticket being drawn from the top down.
type sheet struct {
	*paper
	img *image.Gray
	y   int
}

func (s *sheet) face(f *opentype.Font, size float64) font.Face {
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		panic(err) // size and DPI are constants
	}
	return face
}

func (s *sheet) centred(f *opentype.Font, size float64, words string) { s.text(f, size, words, true) }
func (s *sheet) left(f *opentype.Font, size float64, words string)    { s.text(f, size, words, false) }

// text sets words in lines no wider than the paper. One word that is too wide is
// set smaller: a number must never be cut.
func (s *sheet) text(f *opentype.Font, size float64, words string, centred bool) {
	face, number := s.face(f, size), size == numberSize
	for _, line := range wrap(face, words) {
		for measure(face, line) > textWidth && size > 12 {
			size *= 0.95
			face = s.face(f, size)
		}
		x := margin
		if centred {
			x = (paperWidth - measure(face, line)) / 2
		}
		m := face.Metrics()
		top, bottom := m.Ascent.Ceil(), m.Descent.Ceil()
		if number { // digits and capitals only: no room above and below is needed
			top, bottom = m.CapHeight.Ceil()+8, 8
		}
		d := font.Drawer{Dst: s.img, Src: image.Black, Face: face, Dot: fixed.P(x, s.y+top)}
		d.DrawString(line)
		s.y += top + bottom
	}
}

func wrap(face font.Face, words string) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(words) {
		longer := strings.TrimSpace(line + " " + word)
		if line != "" && measure(face, longer) > textWidth {
			lines = append(lines, line)
			longer = word
		}
		line = longer
	}
	return append(lines, line)
}

func measure(face font.Face, words string) int { return font.MeasureString(face, words).Ceil() }

func (s *sheet) rule() {
	s.y += 14
	draw.Draw(s.img, image.Rect(margin, s.y, paperWidth-margin, s.y+3), image.Black, image.Point{}, draw.Src)
	s.y += 17
}

// code draws the QR code about 35 mm wide, with its quiet zone.
func (s *sheet) code(address string) error {
	q, err := qrcode.New(address, qrcode.Medium)
	if err != nil {
		return fmt.Errorf("making the ticket's code: %w", err)
	}
	q.DisableBorder = true
	cells := q.Bitmap()
	dot := max(4, 280/len(cells))
	s.y += 4 * dot
	x0 := (paperWidth - dot*len(cells)) / 2
	for row, line := range cells {
		for col, black := range line {
			if black {
				at := image.Rect(x0+col*dot, s.y+row*dot, x0+(col+1)*dot, s.y+(row+1)*dot)
				draw.Draw(s.img, at, image.Black, image.Point{}, draw.Src)
			}
		}
	}
	s.y += dot * (len(cells) + 4)
	return nil
}

// finish cuts the paper and makes it black and white, which is all that a thermal
// head can do.
func (s *sheet) finish() ([]byte, error) {
	height := s.y + 3*margin
	out := image.NewPaletted(image.Rect(0, 0, paperWidth, height), color.Palette{color.White, color.Black})
	for y := range min(height, s.img.Rect.Dy()) {
		for x := range paperWidth {
			if s.img.GrayAt(x, y).Y < 128 {
				out.SetColorIndex(x, y, 1)
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, out); err != nil {
		return nil, fmt.Errorf("writing the ticket's image: %w", err)
	}
	return b.Bytes(), nil
}

var _ web.Surface = (*Surface)(nil)
