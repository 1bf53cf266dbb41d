package passport_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dost/server/passport"
)

var update = flag.Bool("update", false, "rewrite the expected results")

// fixtures are passports in every layout and format, each with faults planted:
// what a fixture's expected result does not have right, it reports.
var fixtures = []string{
	"web-plain.txt", "web-shifted.txt", "form-unmarked.txt", "form-ticked.txt", "form-split.txt",
	"form-brief.txt", "form-one-line.txt", "bare-lines.txt", "faults.txt", "faults-id.txt", "faults-sum.txt",
	"markdown-procedures.md", "markdown-table.md", "web-page.html", "form-boxes.html", "english-page.html",
	"english-plain.txt", "word-document.xml",
}

// fixture reads a document of testdata; the Word fixture is packed on the way.
func fixture(t testing.TB, name string) (string, []byte) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(name, ".xml") {
		return strings.TrimSuffix(name, ".xml") + ".docx", docx(t, b)
	}
	return name, b
}

// docx packs a document part into a Word file.
func docx(t testing.TB, document []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range map[string][]byte{"[Content_Types].xml": []byte("<Types/>"),
		"word/document.xml": document} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(body); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func importFixture(t testing.TB, name string) passport.Result {
	t.Helper()
	file, data := fixture(t, name)
	r, err := passport.Import(file, data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return r
}

func TestImportGivesTheExpectedPassportAndFindings(t *testing.T) {
	for _, name := range fixtures {
		t.Run(name, func(t *testing.T) {
			got, err := json.MarshalIndent(importFixture(t, name), "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, '\n')
			path := filepath.Join("testdata", strings.TrimSuffix(name, filepath.Ext(name))+".golden.json")
			if *update {
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("differs from %s:\n%s", path, firstDifference(want, got))
			}
		})
	}
}

func firstDifference(want, got []byte) string {
	w, g := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	for i := range w {
		if i >= len(g) || w[i] != g[i] {
			from := max(0, i-4)
			return "want\n" + strings.Join(w[from:min(len(w), i+4)], "\n") + "\ngot\n" +
				strings.Join(g[min(len(g), from):min(len(g), i+4)], "\n")
		}
	}
	return "more lines than expected"
}
