package main

import (
	"go/scanner"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// columns is what a line may take, a tab counting four. Longer is only what must stay in
// one piece to be found and read: a sentence, a pattern, a query, a recorded body.
const (
	columns = 110
	piece   = 40 // a literal from this length on may carry its line beyond
)

func width(line string) int { return utf8.RuneCountInString(line) + 3*strings.Count(line, "\t") }

// wholePieces are the lines of a Go file that hold a literal which is not to be broken.
func wholePieces(src []byte) map[int]bool {
	files := token.NewFileSet()
	file := files.AddFile("", files.Base(), len(src))
	var s scanner.Scanner
	s.Init(file, src, nil, 0)
	lines := map[int]bool{}
	for {
		pos, kind, text := s.Scan()
		if kind == token.EOF {
			return lines
		}
		if kind != token.STRING || utf8.RuneCountInString(text) < piece {
			continue
		}
		first := file.Line(pos)
		for n := range 1 + strings.Count(text, "\n") {
			lines[first+n] = true
		}
	}
}

// Nothing is read by scrolling sideways: lines of Go and of templates hold 110 columns.
func TestLinesFitThePage(t *testing.T) {
	seen := 0
	for _, name := range tracked(t) {
		ext := path.Ext(name)
		if ext != ".go" && ext != ".html" || strings.Contains(name, "/testdata/") {
			continue
		}
		src, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		seen++
		var whole map[int]bool
		if ext == ".go" {
			whole = wholePieces(src)
		}
		for i, line := range strings.Split(string(src), "\n") {
			if w := width(line); w > columns && !whole[i+1] {
				t.Errorf("%s:%d has %d columns", name, i+1, w)
			}
		}
	}
	if seen < 100 {
		t.Fatalf("only %d files seen: the test looks in the wrong place", seen)
	}
	long := []byte("package p\n\nvar x = []int{" + strings.Repeat("1, ", 50) + "}\n")
	if lines := wholePieces(long); lines[3] || width(strings.Split(string(long), "\n")[2]) <= columns {
		t.Error("a long line without a literal would pass")
	}
}
