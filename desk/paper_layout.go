package desk

import (
	"strings"
)

// text is a line of text at its place: x from the left edge, y of the baseline
// from the block's top, in millimetres.
type text struct {
	x, y  float64
	words string
	style style
}

// block is what stays together on a page.
type block struct {
	top    float64 // on its page, set by paginate
	height float64
	texts  []text
	marks  func(top float64) // lines, panels and the code, drawn before the texts
}

// stack adds lines of text below each other, wrapped to a width. It begins at
// block height y and gives the height where the next stack may begin.
func (s *sheet) stack(b *block, x, y, width float64, words string, st style) float64 {
	if words == "" {
		return y
	}
	for _, line := range s.wrap(words, width, st) {
		y += st.height()
		b.texts = append(b.texts, text{x, y - 0.28*st.height(), line, st})
	}
	b.height = max(b.height, y)
	return y
}

// wrap breaks a text into lines of the width; a word longer than a line is broken
// inside.
func (s *sheet) wrap(words string, width float64, st style) []string {
	s.font(st)
	space := s.pdf.GetStringWidth(" ")
	var lines []string
	line, used := "", 0.0 // the line under way and its width
	for _, word := range strings.Fields(s.printable(words)) {
		w := s.pdf.GetStringWidth(word)
		if line != "" && used+space+w <= width {
			line, used = line+" "+word, used+space+w
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for w > width {
			n := s.fitting(word, width)
			lines, word = append(lines, word[:n]), word[n:]
			w = s.pdf.GetStringWidth(word)
		}
		line, used = word, w
	}
	return append(lines, line)
}

// fitting is how many bytes of a long word fit in the width: at least one letter.
func (s *sheet) fitting(word string, width float64) int {
	n := 0
	for i := range word {
		if i > 0 && s.pdf.GetStringWidth(word[:i]) > width {
			break
		}
		n = i
	}
	if n == 0 {
		n = len(string([]rune(word)[:1]))
	}
	return n
}

// font sets a style, if it is not set.
func (s *sheet) font(st style) {
	if s.set == st {
		return
	}
	weight := ""
	if st.bold {
		weight = "B"
	}
	s.pdf.SetFont("sans", weight, st.size)
	s.pdf.SetTextColor(st.ink[0], st.ink[1], st.ink[2])
	s.set = st
}

// paginate places the blocks below the head of their pages; the last block, with
// signatures and code, stands at the foot of the last page.
func (s *sheet) paginate(blocks []block) [][]block {
	var pages [][]block
	var page []block
	y := s.headHeight(0)
	last := len(blocks) - 1
	for i, b := range blocks {
		need := b.height
		// The last row goes with the signatures, so that they never stand alone.
		if i == last-1 {
			need += blocks[last].height
		}
		if y+need > bottom && len(page) > 0 {
			pages = append(pages, page)
			page, y = nil, s.headHeight(len(pages))
		}
		b.top = y
		if i == last {
			b.top = bottom - b.height
		}
		page = append(page, b)
		y += b.height
	}
	return append(pages, page)
}

// draw puts a block on the page.
func (s *sheet) draw(b block) {
	if b.marks != nil {
		b.marks(b.top)
	}
	for _, t := range b.texts {
		s.write(t.x, b.top+t.y, t.words, t.style)
	}
}

// write sets one line of text that is known to fit.
func (s *sheet) write(x, y float64, words string, st style) {
	s.font(st)
	s.pdf.Text(x, y, words)
}

// writeRight sets a line that ends at x.
func (s *sheet) writeRight(x, y float64, words string, st style) {
	s.font(st)
	s.pdf.Text(x-s.pdf.GetStringWidth(words), y, words)
}

// line draws a thin horizontal rule.
func (s *sheet) line(x1, x2, y float64, c colour) {
	s.pdf.SetDrawColor(c[0], c[1], c[2])
	s.pdf.SetLineWidth(0.25)
	s.pdf.Line(x1, y, x2, y)
}
