package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// source is one Go file of the server.
type source struct {
	path string // from the project's root, with slashes
	test bool
	file *ast.File
	text []byte
}

func (s source) pkg() string { return path.Dir(s.path) }

const root = ".."

func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	for _, name := range tracked(t) {
		if !strings.HasSuffix(name, ".go") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text,
			parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, source{name, strings.HasSuffix(name, "_test.go"), file, text})
	}
	if len(all) < 20 {
		t.Fatalf("only %d Go files found: the test looks in the wrong place", len(all))
	}
	return all
}

// tracked lists the files of the checkout, as git knows them, or all that are
// there where the source came without git.
func tracked(t *testing.T) []string {
	t.Helper()
	out, err := exec.Command("git", "-C", root, "ls-files", "-co", "--exclude-standard").Output()
	if err == nil {
		return slices.DeleteFunc(strings.Split(strings.TrimSpace(string(out)), "\n"), func(name string) bool {
			_, err := os.Stat(filepath.Join(root, name))
			return err != nil
		})
	}
	var names []string
	err = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && (d.Name() == "node_modules" || d.Name() == "data" ||
			d.Name() == "bin" || d.Name() == "lib") {
			return filepath.SkipDir
		}
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(root, p)
			names = append(names, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// Floor 0 has no clock, randomness, I/O or goroutine: the same history must give
// the same state for ever.
func TestFloorZeroIsPure(t *testing.T) {
	banned := []string{"os", "net", "net/http", "io/fs", "math/rand", "math/rand/v2", "crypto/rand",
		"database/sql", "log", "log/slog", "unsafe"}
	for _, s := range sources(t) {
		if s.test || floors[s.pkg()].floor != 0 || !slices.Contains(pure, s.pkg()) {
			continue
		}
		for _, spec := range s.file.Imports {
			if p := strings.Trim(spec.Path.Value, `"`); slices.Contains(banned, p) {
				t.Errorf("%s imports %s", s.path, p)
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				t.Errorf("%s starts a goroutine", s.path)
			case *ast.SelectorExpr:
				if x, ok := n.X.(*ast.Ident); ok && x.Name == "time" &&
					slices.Contains([]string{"Now", "Since", "Until", "Sleep", "After", "Local", "NewTimer",
						"NewTicker"}, n.Sel.Name) {
					t.Errorf("%s uses time.%s", s.path, n.Sel.Name)
				}
			}
			return true
		})
	}
}

// SQL stands where the log is kept, and where what follows it is.
func TestSQLStaysInTheStore(t *testing.T) {
	store := []string{"server/internal/journal", "server/internal/projection"}
	statement := regexp.MustCompile(
		`(?i)^\s*(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|INDEX|UNIQUE)|PRAGMA\s)`)
	for _, s := range sources(t) {
		if s.test || slices.Contains(store, s.pkg()) {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING &&
				statement.MatchString(strings.Trim(lit.Value, "`\"")) {
				t.Errorf("%s holds SQL: %.60s", s.path, lit.Value)
			}
			return true
		})
	}
}

func TestSurfacesKeepTheirMarkup(t *testing.T) {
	for _, name := range tracked(t) {
		if strings.HasPrefix(name, "server/") &&
			slices.Contains([]string{".html", ".css", ".js", ".mjs"}, path.Ext(name)) &&
			!strings.Contains(name, "/testdata/") {
			t.Errorf("%s: HTML, CSS and JS belong to a surface", name)
		}
	}
}

// Screens print what frames bring: a wait, a service time or what is left of anything is
// never reckoned there, for two screens would soon disagree. Clocks and countdowns, which
// run between frames, go through shared/servertime.js.
func TestScreensDoNotReckonWithMoments(t *testing.T) {
	const call = `\((?:[^()]|\([^()]*\))*\)`
	const moment = `(?:Date\.parse` + call + `|new Date` + call +
		`|serverNow\(\)|\b\w+(?:\??\.\w+)*(?:_at|_from|\.until|\.since))(?:\.getTime\(\))?`
	reckoned := regexp.MustCompile(moment + `\s*[-+]=?\s|\s[-+]=?\s+` + moment)
	comment := regexp.MustCompile(`(?m)^\s*(//|\*).*$`)
	seen := 0
	for _, name := range tracked(t) {
		if path.Ext(name) != ".js" || !slices.Contains(strings.Split(name, "/"), "ui") {
			continue
		}
		seen++
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range reckoned.FindAll(comment.ReplaceAll(text, nil), -1) {
			t.Errorf("%s reckons with a moment: %.80s", name,
				strings.Join(strings.Fields(string(found)), " "))
		}
	}
	if seen < 50 {
		t.Errorf("only %d scripts of screens were found: the test looks in the wrong place", seen)
	}
}

// What pages of the console share lies in its shell; only the shell's first module knows
// the pages.
func TestScriptsOfAConsolePageReachNoOther(t *testing.T) {
	imported := regexp.MustCompile(`\bfrom "(\.\.?/[^"]+)"`)
	seen := 0
	for _, name := range tracked(t) {
		if !strings.HasPrefix(name, "desk/manager/") || path.Ext(name) != ".js" ||
			name == "desk/manager/ui/app.js" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range imported.FindAllSubmatch(text, -1) {
			seen++
			if to := path.Dir(path.Join(path.Dir(name), string(found[1]))); to != path.Dir(name) &&
				to != "desk/manager/ui" {
				t.Errorf("%s imports %s of another page", name, found[1])
			}
		}
	}
	if seen < 50 {
		t.Errorf("only %d imports were found: the test looks in the wrong place", seen)
	}
}

func TestNothingElseStandsAtTheTop(t *testing.T) {
	rooms := []string{"kiosk", "display", "desk", "server", "assets", "go.mod", "go.sum", "Makefile",
		"README.md"}
	for _, name := range tracked(t) {
		top, _, _ := strings.Cut(name, "/")
		if !strings.HasPrefix(top, ".") && !slices.Contains(rooms, top) {
			t.Errorf("%s stands at the top", name)
		}
	}
}

func TestNoEmptyNamesAndNoGiants(t *testing.T) {
	for _, s := range sources(t) {
		if slices.Contains([]string{"util", "utils", "common", "helpers", "types", "misc"},
			s.file.Name.Name) {
			t.Errorf("%s: package %s says nothing", s.path, s.file.Name.Name)
		}
		if lines := bytes.Count(s.text, []byte("\n")); lines > 400 {
			t.Errorf("%s has %d lines: find its seam", s.path, lines)
		}
	}
}

func TestExportedThingsAreExplained(t *testing.T) {
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		for _, d := range s.file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) && !wellKnown[d.Name.Name] {
					t.Errorf("%s: %s has no comment", s.path, d.Name.Name)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if ts, ok := spec.(*ast.TypeSpec); ok && ts.Name.IsExported() && d.Doc == nil &&
						ts.Doc == nil && ts.Comment == nil {
						t.Errorf("%s: type %s has no comment", s.path, ts.Name.Name)
					}
				}
			}
		}
	}
}

// wellKnown are methods whose contract an interface of the standard library, or
// the server's Event or AnyCommand, has already stated.
var wellKnown = map[string]bool{
	"Error": true, "String": true, "MarshalJSON": true, "UnmarshalJSON": true, "MarshalText": true,
	"UnmarshalText": true,
	"Kind":          true, "IsCommand": true, "Len": true, "Less": true, "Swap": true, "ServeHTTP": true,
	"Unwrap": true, "Run": true, "Routes": true, "Lives": true,
}

func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	t := d.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	id, ok := t.(*ast.Ident)
	return !ok || id.IsExported()
}

// No address of a registry in the lock files: where packages come from is the
// machine's business.
func TestLockFilesNameNoAddresses(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "assets/package-lock.json"))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(text, []byte(`"resolved"`)) {
		t.Error(
			"assets/package-lock.json names addresses: set omit-lockfile-registry-resolved in assets/.npmrc")
	}
}
