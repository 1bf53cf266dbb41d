package passport

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// docxReader walks word/document.xml. Line numbers count paragraphs.
type docxReader struct {
	lines  []textLine
	text   strings.Builder
	no     int
	cur    textLine
	bold   bool // of the present run
	plain  bool // the paragraph holds text outside bold
	inText bool
	inBox  bool // within an old form's check box
	ticked bool
	cells  int // open table cells
	skip   int // within a fallback copy of a text box
}

// docxLines unpacks a Word file, at most maxText bytes of it.
func docxLines(data []byte) ([]textLine, error) {
	broken := func(why string) error {
		return &Error{Code: CodeBinary, Detail: "not a readable .docx: " + why}
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, broken(err.Error())
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		return nil, &Error{Code: CodeUnsupportedFormat, Detail: "a packed file without a Word document"}
	}
	defer f.Close()
	limited := &io.LimitedReader{R: f, N: maxText + 1}
	d := xml.NewDecoder(limited)
	d.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("not UTF-8") }
	r := docxReader{}
	for {
		t, err := d.Token()
		if limited.N <= 0 {
			return nil, &Error{Code: CodeTooLarge,
				Detail: fmt.Sprintf("unpacks to more than %d bytes", maxText),
				Facts:  map[string]any{"limit_bytes": maxText}}
		}
		if errors.Is(err, io.EOF) {
			r.flush()
			return r.lines, nil
		}
		if err != nil {
			return nil, broken(err.Error())
		}
		r.token(t)
		if len(r.lines) > maxLines {
			return r.lines, nil // read refuses it as too large
		}
	}
}

func (r *docxReader) token(t xml.Token) {
	switch t := t.(type) {
	case xml.StartElement:
		if t.Name.Local == "Fallback" {
			r.skip++
		}
		if r.skip == 0 {
			r.open(t)
		}
	case xml.EndElement:
		if t.Name.Local == "Fallback" {
			r.skip--
		}
		if r.skip == 0 {
			r.close(t.Name.Local)
		}
	case xml.CharData:
		if r.inText && r.skip == 0 {
			r.text.Write(t)
			if !r.bold && strings.TrimSpace(string(t)) != "" {
				r.plain = true
			}
		}
	}
}

func (r *docxReader) open(t xml.StartElement) {
	val := ""
	for _, a := range t.Attr {
		if a.Name.Local == "val" {
			val = a.Value
		}
	}
	switch t.Name.Local {
	case "p":
		r.flush()
		r.no++
	case "r":
		r.bold = false
	case "b":
		r.bold = val != "0" && val != "false"
	case "t":
		r.inText = true
	case "tab":
		r.text.WriteByte(' ')
	case "br", "cr":
		r.flush()
	case "pStyle":
		style := strings.ToLower(val)
		r.cur.heading = strings.HasPrefix(style, "heading") || strings.HasPrefix(style, "title")
	case "tc":
		r.cells++
	case "numPr":
		r.cur.bullet = true
	case "ilvl":
		r.cur.depth = nesting(val)
	case "checkBox":
		r.inBox, r.ticked = true, false
	case "default", "checked":
		if r.inBox {
			r.ticked = val != "0" && val != "false"
		}
	}
}

func (r *docxReader) close(name string) {
	switch name {
	case "t":
		r.inText = false
	case "checkBox":
		// An old form's box; a content control has its glyph in the text.
		r.inBox = false
		r.text.WriteString(box(r.ticked))
	case "p":
		r.flush()
	case "tc":
		r.cells--
	}
}

func (r *docxReader) flush() {
	if s := strings.TrimSpace(r.text.String()); s != "" {
		r.cur.no, r.cur.text, r.cur.cell = r.no, s, r.cells > 0
		r.cur.heading = r.cur.heading || !r.plain
		r.lines = append(r.lines, r.cur)
	} else if !r.cur.bullet {
		r.lines = append(r.lines, textLine{no: r.no})
	}
	r.text.Reset()
	r.cur, r.plain = textLine{}, false
}

// nesting reads a list level, 0 to 8.
func nesting(val string) int {
	if len(val) == 1 && val[0] >= '0' && val[0] <= '8' {
		return int(val[0] - '0')
	}
	return 0
}
