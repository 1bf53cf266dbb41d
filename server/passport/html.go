package passport

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlReader walks a page's tokens and keeps what is read as lines. Line
// numbers are those of the page's source, at the line's first letter.
type htmlReader struct {
	lines   []textLine
	text    strings.Builder
	at      int // source line of the token
	start   int // source line where the present text began
	skip    int // depth within elements that nobody reads
	bold    int
	cells   int  // open table cells
	label   bool // within a label, whose text may stand before its box
	plain   bool // the present line holds text outside bold
	heading bool
	lists   []int // open lists: the next number, or -1 for bullets
	bullet  bool
	number  int
}

var htmlSkipped = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Svg: true,
	atom.Head: true, atom.Nav: true, atom.Textarea: true, atom.Iframe: true, atom.Object: true,
}

var htmlBlocks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Li: true, atom.Ul: true, atom.Ol: true, atom.Tr: true, atom.Td: true,
	atom.Th:    true,
	atom.Table: true, atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.H1: true, atom.H2: true,
	atom.H3: true, atom.H4: true,
	atom.H5: true, atom.H6: true, atom.Br: true, atom.Hr: true, atom.Section: true, atom.Article: true,
	atom.Header: true,
	atom.Footer: true, atom.Main: true, atom.Form: true, atom.Fieldset: true, atom.Legend: true,
	atom.Option:     true,
	atom.Blockquote: true, atom.Details: true, atom.Summary: true, atom.Body: true, atom.Caption: true,
	atom.Select: true,
	atom.Button: true, atom.Label: true,
}

func htmlLines(text string) ([]textLine, error) {
	z := html.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(MaxBytes)
	r := htmlReader{at: 1, start: 1}
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			r.flush()
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return nil, fmt.Errorf("read the page: %w", err)
			}
			return r.lines, nil
		}
		newlines := bytes.Count(z.Raw(), []byte("\n"))
		r.token(kind, z.Token())
		r.at += newlines
		if len(r.lines) > maxLines {
			return r.lines, nil // read refuses it as too large
		}
	}
}

func (r *htmlReader) token(kind html.TokenType, t html.Token) {
	switch kind {
	case html.TextToken:
		r.words(t.Data)
	case html.StartTagToken, html.SelfClosingTagToken:
		if htmlSkipped[t.DataAtom] {
			if kind == html.StartTagToken {
				r.skip++
			}
			return
		}
		if r.skip == 0 {
			r.open(t)
		}
	case html.EndTagToken:
		if htmlSkipped[t.DataAtom] {
			r.skip = max(0, r.skip-1)
			return
		}
		if r.skip == 0 {
			r.close(t.DataAtom)
		}
	}
}

func (r *htmlReader) words(s string) {
	if r.skip > 0 || strings.TrimSpace(s) == "" && r.text.Len() == 0 {
		return
	}
	lead := len(s) - len(strings.TrimLeft(s, " \t\r\n"))
	if r.text.Len() == 0 {
		r.start = r.at + strings.Count(s[:lead], "\n")
	}
	if strings.TrimSpace(s) != "" && r.bold == 0 {
		r.plain = true
	}
	r.text.WriteString(s)
}

func (r *htmlReader) open(t html.Token) {
	if htmlBlocks[t.DataAtom] {
		r.flush()
	}
	switch t.DataAtom {
	case atom.Ul:
		r.lists = append(r.lists, -1)
	case atom.Ol:
		first := 1
		if s := attr(t, "start"); s != "" {
			if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil {
				first = n
			}
		}
		r.lists = append(r.lists, max(1, min(first, 99)))
	case atom.Li:
		r.bullet = true
		if n := len(r.lists); n > 0 && r.lists[n-1] > 0 {
			r.number = r.lists[n-1]
			r.lists[n-1]++
		}
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dt, atom.Th, atom.Legend, atom.Summary:
		r.heading = true
	case atom.Label:
		r.label = true
	case atom.Td:
		r.cells++
	case atom.B, atom.Strong:
		r.bold++
	case atom.Input:
		if kind := strings.ToLower(attr(t, "type")); kind == "checkbox" || kind == "radio" {
			r.box(has(t, "checked"))
		} else if v := attr(t, "value"); kind == "text" && v != "" {
			r.text.WriteString(" " + v + " ")
		}
	case atom.Option:
		r.text.WriteString(box(has(t, "selected")))
	}
}

func (r *htmlReader) close(a atom.Atom) {
	switch a {
	case atom.B, atom.Strong:
		r.bold = max(0, r.bold-1)
		return
	case atom.Ul, atom.Ol:
		r.flush()
		if n := len(r.lists); n > 0 {
			r.lists = r.lists[:n-1]
		}
		return
	}
	if htmlBlocks[a] {
		r.flush()
	}
	if a == atom.Label {
		r.label = false
	}
	if a == atom.Td {
		r.cells = max(0, r.cells-1)
	}
}

func (r *htmlReader) flush() {
	s := strings.Join(strings.Fields(r.text.String()), " ")
	r.text.Reset()
	if s != "" {
		l := textLine{no: r.start, text: s, heading: r.heading || !r.plain, bullet: r.bullet,
			cell: r.cells > 0, depth: max(0, len(r.lists)-1)}
		if r.number > 0 {
			l.number, l.dotted = r.number, true
		}
		r.lines = append(r.lines, l)
		r.bullet, r.number = false, 0
	}
	r.heading, r.plain = false, false
	r.start = r.at
}

// box begins a new option, unless the option's label came before its box.
func (r *htmlReader) box(on bool) {
	if r.label && strings.TrimSpace(r.text.String()) != "" {
		r.text.WriteString(" " + strings.TrimSpace(box(on)))
		return
	}
	r.flush()
	r.start = r.at
	r.text.WriteString(box(on))
}

// box writes a form's tick as text does.
func box(on bool) string {
	if on {
		return "☑ "
	}
	return "☐ "
}

func attr(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(t html.Token, name string) bool {
	for _, a := range t.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}
