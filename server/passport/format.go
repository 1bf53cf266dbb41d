package passport

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Limits of an import.
const (
	MaxBytes  = 2 << 20 // of the document as given
	maxText   = 8 << 20 // of a .docx once unpacked
	maxLines  = 20_000
	maxFilled = 4_000 // lines that are not blank; a passport has about 300
	maxEntry  = 4_000 // bytes of an entry that is searched for what it says
)

// read turns a document into lines, by its name's ending and its content.
func read(name string, data []byte) (format string, lines []textLine, err error) {
	if len(data) > MaxBytes {
		return "", nil, &Error{Code: CodeTooLarge,
			Detail: fmt.Sprintf("%d bytes; a passport has at most %d", len(data), MaxBytes),
			Facts:  map[string]any{"size_bytes": len(data), "limit_bytes": MaxBytes}}
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return "", nil, &Error{Code: CodeEmpty, Detail: "the document is empty"}
	}
	format, err = formatOf(name, data)
	if err != nil {
		return "", nil, err
	}
	if format == "docx" {
		lines, err = docxLines(data)
	} else {
		var text string
		if text, err = decode(data); err == nil {
			lines, err = textLines(format, text)
		}
	}
	if err != nil {
		return "", nil, err
	}
	if len(lines) > maxLines {
		return "", nil, &Error{Code: CodeTooLarge, Detail: fmt.Sprintf("more than %d lines", maxLines),
			Facts: map[string]any{"limit_lines": maxLines}}
	}
	return format, lines, nil
}

func textLines(format, text string) ([]textLine, error) {
	switch format {
	case "html":
		return htmlLines(text)
	case "md":
		return markdownLines(text), nil
	}
	return plainLines(text), nil
}

// markedUp tells Markdown under the name of a text (source 003): a heading of its
// own kind that begins with a field's number.
var markedUp = regexp.MustCompile(`(?m)^\s*(?:#{1,6}\s+(?:\*\*)?\d{1,2}\\?[. ]|\*\*\d{1,2}\\?[. ].*\*\*\s*$)`)

// formatOf decides by the content where it is plain, else by the name.
func formatOf(name string, data []byte) (string, error) {
	ending := strings.ToLower(path.Ext(name))
	unsupported := func(what string) error {
		return &Error{Code: CodeUnsupportedFormat, Detail: what + "; .txt, .md, .html and .docx can be read",
			Facts: map[string]any{"ending": ending}}
	}
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		if ending != ".docx" && ending != "" {
			return "", unsupported("a packed file named " + ending)
		}
		return "docx", nil
	case bytes.HasPrefix(data, []byte("%PDF")):
		return "", unsupported("a PDF")
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")):
		return "", unsupported("an old Word or Excel file")
	case bytes.HasPrefix(data, []byte(`{\rtf`)):
		return "", unsupported("an RTF file")
	}
	switch ending {
	case ".docx":
		return "", &Error{Code: CodeBinary, Detail: "the file is named .docx but is none"}
	case ".html", ".htm", ".xhtml":
		return "html", nil
	case ".md", ".markdown":
		return "md", nil
	case ".txt", ".text", "":
		start := strings.ToLower(string(bytes.TrimSpace(data[:min(len(data), 512)])))
		start = strings.TrimPrefix(start, "\ufeff")
		if strings.HasPrefix(start, "<!doctype html") || strings.HasPrefix(start, "<html") {
			return "html", nil
		}
		if markedUp.Match(data) {
			return "md", nil
		}
		return "txt", nil
	}
	return "", unsupported("files named " + ending + " are not known")
}

// decode gives the text of UTF-8, or of UTF-16 with its byte order mark.
func decode(data []byte) (string, error) {
	binary := &Error{Code: CodeBinary, Detail: "not a text in UTF-8"}
	if bytes.HasPrefix(data, []byte{0xFF, 0xFE}) || bytes.HasPrefix(data, []byte{0xFE, 0xFF}) {
		if len(data)%2 != 0 {
			return "", binary
		}
		units := make([]uint16, 0, len(data)/2)
		for i := 2; i < len(data); i += 2 {
			u := uint16(data[i])<<8 | uint16(data[i+1])
			if data[0] == 0xFF {
				u = uint16(data[i+1])<<8 | uint16(data[i])
			}
			units = append(units, u)
		}
		data = []byte(string(utf16.Decode(units)))
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return "", binary
	}
	for _, b := range data {
		if b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != '\v' {
			return "", binary
		}
	}
	return string(data), nil
}

var breaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n",
	"\f", "\n", "\v", "\n")

// plainLines splits a text. A tab within a line parts a heading from its value,
// as copied tables have it.
func plainLines(text string) []textLine {
	var lines []textLine
	for i, s := range strings.Split(breaks.Replace(text), "\n") {
		indent := len(s) - len(strings.TrimLeft(s, " \t"))
		for j, part := range strings.Split(strings.TrimSpace(s), "\t") {
			if j == 0 || strings.TrimSpace(part) != "" {
				lines = append(lines, textLine{no: i + 1, text: part, depth: indent})
			}
		}
	}
	return lines
}
