package desk

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/go-pdf/fpdf"
	"golang.org/x/image/font/sfnt"

	"dost/assets"
	"dost/server/application"
	"dost/server/i18n"
	"dost/server/passport"
)

// Confirmation is what one confirmation says.
type Confirmation struct {
	Application application.Application
	Applicant   application.Person // zero where the data were erased
	Service     *passport.Passport // the version that guided the visit
	Centre      string             // name of the centre
	Agent       string             // name of the agent
	Code        string             // signed, see application.Sign
}

// Paper writes confirmations as A4 PDF. Its fonts are read once; it is safe for
// concurrent use. The same confirmation gives the same bytes.
type Paper struct {
	regular, bold []byte
	glyphs        *sfnt.Font
	public        string // address of the server, without a slash at its end
}

// NewPaper reads the fonts. public is the address under which /v/ is reached.
func NewPaper(public string) (*Paper, error) {
	p := &Paper{
		regular: assets.Font("NotoSans-Regular.ttf"), bold: assets.Font("NotoSans-Bold.ttf"),
		public: strings.TrimRight(public, "/"),
	}
	glyphs, err := sfnt.Parse(p.regular)
	if err != nil {
		return nil, fmt.Errorf("read the paper's font: %w", err)
	}
	p.glyphs = glyphs
	return p, nil
}

// The page, in millimetres: A4 with its margins, and the column of labels.
const (
	pageWidth, pageHeight = 210.0, 297.0
	marginX, marginTop    = 18.0, 13.0
	bottom                = pageHeight - 12
	width                 = pageWidth - 2*marginX
	labelWidth            = 44.0
	valueX                = marginX + labelWidth
	valueWidth            = width - labelWidth
)

// colour is red, green, blue, as the screens' tokens have it (assets/css).
type colour [3]int

var (
	ink    = colour{0x1c, 0x24, 0x30}
	ink2   = colour{0x4a, 0x55, 0x65}
	accent = colour{0x0b, 0x5d, 0x66}
	soft   = colour{0xe3, 0xf0, 0xef}
	rule   = colour{0xdd, 0xd8, 0xce}
	warn   = colour{0x74, 0x3f, 0x00}
)

// style is how a text is set; size in points.
type style struct {
	size float64
	bold bool
	ink  colour
}

// The five sizes of the paper, and the smaller one of the second language.
var (
	styleNumber = style{32, true, ink}
	styleTitle  = style{13, true, accent}
	styleStrong = style{11, true, ink}
	styleText   = style{11, false, ink}
	styleLabel  = style{9, false, ink2}
	styleSecond = style{8.5, false, ink2}
)

// height is the distance between two lines, in millimetres.
func (s style) height() float64 { return s.size * 25.4 / 72 * 1.3 }

// sheet is one confirmation on its way to paper.
type sheet struct {
	*Paper
	Confirmation
	pdf    *fpdf.Fpdf
	second string // the visitor's language beside Azerbaijani: "ru", "en" or ""
	qr     symbol
	set    style // as last set in the PDF
}

// Write gives the PDF of the copies, 1 and 2, each on a page of its own or, when
// much was handed in, on several.
func (p *Paper) Write(c Confirmation, copies ...int) ([]byte, error) {
	qr, err := newSymbol(application.Address(p.public, c.Code))
	if err != nil {
		return nil, fmt.Errorf("draw the code of %s: %w", c.Application.Number, err)
	}
	s := &sheet{Paper: p, Confirmation: c, qr: qr, pdf: p.document(c)}
	if c.Application.Language == "ru" || c.Application.Language == "en" {
		s.second = c.Application.Language
	}
	pages := s.paginate(s.rows())
	for _, which := range copies {
		for i, blocks := range pages {
			s.pdf.AddPage()
			s.header(which, i, len(pages))
			for _, b := range blocks {
				s.draw(b)
			}
		}
	}
	var out bytes.Buffer
	if err := s.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("write the confirmation %s: %w", c.Application.Number, err)
	}
	return out.Bytes(), nil
}

// document is an empty PDF with the fonts. Nothing in it depends on the moment of
// writing, so that a copy printed again is the same file.
func (p *Paper) document(c Confirmation) *fpdf.Fpdf {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.AddUTF8FontFromBytes("sans", "", p.regular)
	pdf.AddUTF8FontFromBytes("sans", "B", p.bold)
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(baku(c.Application.RegisteredAt))
	pdf.SetModificationDate(baku(c.Application.RegisteredAt))
	pdf.SetLang("az")
	pdf.SetTitle(c.Application.Number, true)
	pdf.SetCreator("DOST", true)
	pdf.SetProducer("DOST", true)
	return pdf
}

// az is a wording in Azerbaijani, other the same in the visitor's language; ""
// when that is Azerbaijani too.
func (s *sheet) az(key string, args map[string]string) string {
	return assets.Text("az", "paper."+key, args)
}

func (s *sheet) other(key string, args map[string]string) string {
	if s.second == "" {
		return ""
	}
	return assets.Text(s.second, "paper."+key, args)
}

// otherText is a name in the visitor's language, where it differs.
func (s *sheet) otherText(t i18n.Text) string {
	if s.second == "" || t.In(s.second) == t.Az {
		return ""
	}
	return t.In(s.second)
}
