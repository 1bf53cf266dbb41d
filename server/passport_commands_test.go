package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
)

// sixteenTens writes 160 documents of the ministry's form, each of a service of
// its own: as many as DOST gives.
func sixteenTens(b *testing.B) (files []string) {
	b.Helper()
	text, err := os.ReadFile(filepath.Join("passport", "testdata", "form-unmarked.txt"))
	if err != nil {
		b.Fatal(err)
	}
	folder := b.TempDir()
	for n := range 160 {
		name := filepath.Join(folder, fmt.Sprintf("%03d.txt", n))
		one := bytes.ReplaceAll(text, []byte("01-05-07-02"),
			fmt.Appendf(nil, "01-05-%02d-%02d", 10+n/100, n%100))
		if err := os.WriteFile(name, one, 0o600); err != nil {
			b.Fatal(err)
		}
		files = append(files, name)
	}
	return files
}

// From 160 documents to a centre that has stored them all, with the findings
// written: under 2 s.
func BenchmarkImportInto160(b *testing.B) {
	files := sixteenTens(b)
	for b.Loop() {
		if err := importInto(context.Background(), b.TempDir(), files, io.Discard,
			slog.New(slog.DiscardHandler)); err != nil {
			b.Fatal(err)
		}
	}
}
