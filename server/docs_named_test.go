package main

import (
	"go/ast"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// named are what the pages say that there is.
type named struct {
	files    []string                       // and folders
	tests    map[string]map[string][]string // folder → "Test" or "Benchmark" → names
	makefile string
}

func inventory(t *testing.T) named {
	t.Helper()
	n := named{tests: map[string]map[string][]string{}}
	for _, name := range tracked(t) {
		for ; name != "."; name = path.Dir(name) {
			n.files = append(n.files, name)
		}
	}
	slices.Sort(n.files)
	n.files = slices.Compact(n.files)
	for _, s := range sources(t) {
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || !s.test {
				continue
			}
			for _, kind := range []string{"Test", "Benchmark"} {
				if strings.HasPrefix(f.Name.Name, kind) {
					if n.tests[s.pkg()] == nil {
						n.tests[s.pkg()] = map[string][]string{}
					}
					n.tests[s.pkg()][kind] = append(n.tests[s.pkg()][kind], f.Name.Name)
				}
			}
		}
	}
	text, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	n.makefile = string(text)
	return n
}

var (
	aPath    = regexp.MustCompile(`^(?:server|kiosk|display|desk|assets|\.github|\.ci)(?:/[\w.-]+)*/?$`)
	aFile    = regexp.MustCompile(`^[\w.-]+\.(?:go|js|mjs|css|sql|md|json|sh)$`)
	aTest    = regexp.MustCompile(`^Test\w+$`)
	aTarget  = regexp.MustCompile(`^make ([a-z-]+)`)
	aCommand = regexp.MustCompile(`(?:bin/server|go run \./server) ([a-z-]+)(?: ([a-z-]+))?`)
	aRun     = regexp.MustCompile(`go test (\./[\w/.-]+)(?:.* -(run|bench) '?([^' ]+)'?)?`)
)

// wrong says what a code span names that is not there; "" = nothing.
func (n named) wrong(span string) string {
	is := func(name string) bool {
		name = strings.TrimSuffix(name, "/")
		return slices.Contains(n.files, name)
	}
	switch {
	case aPath.MatchString(span):
		if !is(span) {
			return "no such file or folder"
		}
	case aFile.MatchString(span):
		if !slices.ContainsFunc(n.files, func(f string) bool { return path.Base(f) == span }) {
			return "no file of that name"
		}
	case aTest.MatchString(span):
		if !n.has("", "Test", "^"+span+"$") {
			return "no such test"
		}
	}
	if m := aTarget.FindStringSubmatch(span); m != nil && !strings.Contains(n.makefile, "\n"+m[1]+":") {
		return "no such target"
	}
	if m := aCommand.FindStringSubmatch(span); m != nil {
		_, one := commands[m[1]]
		_, two := commands[m[1]+" "+m[2]]
		if !one && !two {
			return "no such command"
		}
	}
	if m := aRun.FindStringSubmatch(span); m != nil {
		dir, kind := strings.TrimPrefix(m[1], "./"), "Test"
		if m[2] == "bench" {
			kind = "Benchmark"
		}
		if !n.has(dir, kind, strings.ReplaceAll(m[3], `\|`, "|")) {
			return "no such test"
		}
	}
	return ""
}

// has tells whether a test's name matches the pattern, in a folder or ("") anywhere.
func (n named) has(dir, kind, pattern string) bool {
	p, err := regexp.Compile(pattern)
	if err != nil {
		return false
	}
	for at, tests := range n.tests {
		if (dir == "" || dir == at) && slices.ContainsFunc(tests[kind], p.MatchString) {
			return true
		}
	}
	return false
}

func TestNothingIsNamedThatIsNotThere(t *testing.T) {
	n, count := inventory(t), 0
	for _, p := range pages(t) {
		for _, span := range p.spans {
			count++
			if why := n.wrong(span); why != "" {
				t.Errorf("%s names `%s`: %s", p.path, span, why)
			}
		}
	}
	if count < 300 {
		t.Errorf("only %d names found: the search is blind", count)
	}
	for _, span := range []string{
		"server/quack", "desk/nobody.go", "nobody.go", "TestNobody", "make coffee", "bin/server dance",
		"go run ./server staff dance",
		"go test ./server/queue -run Nobody", "go test ./server/quack", "go test ./server/sim -bench Nobody",
	} {
		if n.wrong(span) == "" {
			t.Errorf("`%s` is not there, and nobody says so", span)
		}
	}
}

var onTheMap = regexp.MustCompile(`\b([a-z]+)/(?:\s|$)`)

// A map of folders, as the README draws it, names only what stands.
func TestNothingStandsOnTheMapThatIsNotThere(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	rooms := inventory(t).files
	found := 0
	for _, block := range fence.FindAllString(string(text), -1) {
		for _, line := range strings.Split(block, "\n") {
			for _, m := range onTheMap.FindAllStringSubmatch(line, -1) {
				found++
				if !slices.ContainsFunc(rooms,
					func(r string) bool { return strings.HasSuffix("/"+r, "/"+m[1]) }) {
					t.Errorf("the README's map shows %s/, which does not stand", m[1])
				}
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d rooms found on the README's map", found)
	}
}

func TestNothingStandsThatThePlansDoNotName(t *testing.T) {
	rooms := readPage(t, "server/docs/architecture.md").spans
	for room := range floors {
		if !slices.Contains(rooms, room) {
			t.Errorf("server/docs/architecture.md does not name the room %s", room)
		}
	}
}
