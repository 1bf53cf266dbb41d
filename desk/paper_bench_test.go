package desk

import (
	"bytes"
	"testing"

	"github.com/go-pdf/fpdf"

	"dost/server/application"
)

// BenchmarkPaper sets the confirmation beside its limit, a bare two-page document
// of the same library: the same two fonts, the same words one under another, the
// same symbol as rectangles (speed, Goals: at most 1.2 times the limit).
func BenchmarkPaper(b *testing.B) {
	paper, err := NewPaper(testSite)
	if err != nil {
		b.Fatal(err)
	}
	c := sample(b, "ru")
	words := wordsOf(b, paper, c)
	b.Run("confirmation", func(b *testing.B) {
		for b.Loop() {
			if _, err := paper.Write(c, 1, 2); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("limit", func(b *testing.B) {
		for b.Loop() {
			if err := bare(paper, words, application.Address(testSite, c.Code)); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// wordsOf are the lines of one page of the confirmation.
func wordsOf(b *testing.B, p *Paper, c Confirmation) []text {
	b.Helper()
	s := &sheet{Paper: p, Confirmation: c, second: "ru", pdf: p.document(c)}
	var err error
	if s.qr, err = newSymbol(application.Address(p.public, c.Code)); err != nil {
		b.Fatal(err)
	}
	var lines []text
	for _, block := range s.rows() {
		lines = append(lines, block.texts...)
	}
	return lines
}

// bare writes two pages with nothing but fonts, lines and a symbol.
func bare(p *Paper, lines []text, address string) error {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.AddUTF8FontFromBytes("sans", "", p.regular)
	pdf.AddUTF8FontFromBytes("sans", "B", p.bold)
	qr, err := newSymbol(address)
	if err != nil {
		return err
	}
	for range 2 {
		pdf.AddPage()
		for i, line := range lines {
			weight := ""
			if line.style.bold {
				weight = "B"
			}
			pdf.SetFont("sans", weight, line.style.size)
			pdf.Text(20, 20+float64(i)*4, line.words)
		}
		pdf.RawWriteStr("q 2 0 0 2 57 100 cm\n" + qr.path + "Q\n")
	}
	return pdf.Output(&bytes.Buffer{})
}
