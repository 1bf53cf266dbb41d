package main

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// page is one Markdown page of the server.
type page struct {
	path  string // from the project's root
	text  string
	spans []string // inline code, and the lines of fenced blocks
}

var (
	fence = regexp.MustCompile("(?ms)^```.*?^```\n?")
	code  = regexp.MustCompile("`([^`\n]+)`")
	title = regexp.MustCompile(`(?m)^#+ (.+)$`)
)

func readPage(t *testing.T, name string) page {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	p := page{path: name, text: fence.ReplaceAllString(string(text), "")}
	for _, block := range fence.FindAllString(string(text), -1) {
		p.spans = append(p.spans, strings.Split(block, "\n")...)
	}
	for _, m := range code.FindAllStringSubmatch(p.text, -1) {
		p.spans = append(p.spans, m[1])
	}
	return p
}

// pages are all that people read: README, plans and what GitHub shows.
func pages(t *testing.T) (list []page) {
	t.Helper()
	for _, name := range tracked(t) {
		if path.Ext(name) != ".md" || strings.Contains(name, "testdata/") ||
			strings.HasPrefix(name, "assets/") {
			continue
		}
		list = append(list, readPage(t, name))
	}
	if len(list) < 20 {
		t.Fatalf("only %d pages found: the test looks in the wrong place", len(list))
	}
	return list
}

func (p page) headings() (list []string) {
	for _, m := range title.FindAllStringSubmatch(p.text, -1) {
		list = append(list, m[1])
	}
	return list
}

// numbers are those of a list or table under a heading: "13. …" or "| 003 | …".
func (p page) numbers(heading string) (list []int) {
	_, section, _ := strings.Cut(p.text, "\n## "+heading+"\n")
	section, _, _ = strings.Cut(section, "\n## ")
	for _, m := range regexp.MustCompile(`(?m)^(?:\| )?(\d+)(?:\.| \|)`).FindAllStringSubmatch(section, -1) {
		n, _ := strconv.Atoi(m[1])
		list = append(list, n)
	}
	return list
}

// numbered are the citations by number: what stands before the number, and the
// page and heading under which it is found.
var numbered = map[string]struct{ page, heading string }{
	"promises":     {"promises", "Invariants"},
	"parts, trap":  {"parts", "Traps"},
	"peers, fault": {"peers", "Faults"},
	"source":       {"domain", "Sources"},
}

var (
	byNumber = regexp.MustCompile(
		`\b(promises|parts, trap|peers, fault|source)s? (\d+(?:(?:, | and |–)\d+)*)`)
	// byName is "domain, Priority", if there is a page of that name.
	byName = regexp.MustCompile("\\b([a-z]+), ([A-Z][^;:.)\\]`]*)")
	// unresolved are forms that look like a citation and are none.
	unresolved = regexp.MustCompile(`\b(RELIABILITY|DOMAIN|SURFACES|SPEED|PARTS,|PEERS|[Ss]eeds? 0\d\d|` +
		`(?:promise|invariants?) \d+)`)
)

// plans are the pages of server/docs that can be cited, by name.
type plans map[string]page

func readPlans(t *testing.T) plans {
	t.Helper()
	all := plans{}
	for _, name := range tracked(t) {
		if dir, file := path.Split(name); dir == "server/docs/" {
			all[strings.TrimSuffix(file, ".md")] = readPage(t, name)
		}
	}
	return all
}

// citations are those in a text, and the faults of those that lead nowhere.
func (all plans) citations(text string) (count int, faults []string) {
	text = strings.Join(strings.Fields(text), " ")
	if m := unresolved.FindString(text); m != "" {
		faults = append(faults, m+" is no form of citation")
	}
	for _, m := range byNumber.FindAllStringSubmatch(text, -1) {
		count++
		in := numbered[m[1]]
		known := all[in.page].numbers(in.heading)
		for _, digits := range regexp.MustCompile(`\d+`).FindAllString(m[2], -1) {
			if n, _ := strconv.Atoi(digits); !slices.Contains(known, n) {
				faults = append(faults, m[0]+": server/docs/"+in.page+".md has no "+digits+" under "+
					in.heading)
			}
		}
	}
	for _, m := range byName.FindAllStringSubmatch(text, -1) {
		cited, isPage := all[m[1]]
		if !isPage {
			continue
		}
		count++
		if !slices.ContainsFunc(cited.headings(), func(h string) bool {
			rest, ok := strings.CutPrefix(m[2], h)
			return ok && (rest == "" || strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, ","))
		}) {
			faults = append(faults, m[0]+": "+cited.path+" has no such heading")
		}
	}
	return count, faults
}

// leader is what a line of a comment begins with, outside Go.
var leader = regexp.MustCompile(`(?m)^\s*(//|/?\*+|#|--)\s?`)

func TestNothingIsCitedThatIsNotThere(t *testing.T) {
	all, cited := readPlans(t), 0
	judge := func(name, comment string) {
		count, faults := all.citations(comment)
		cited += count
		for _, fault := range faults {
			t.Errorf("%s: %s", name, fault)
		}
	}
	for _, s := range sources(t) {
		for _, group := range s.file.Comments {
			if s.path != "server/docs_test.go" { // which speaks of citations
				judge(s.path, group.Text())
			}
		}
	}
	for _, name := range tracked(t) {
		if slices.Contains([]string{".js", ".mjs", ".css", ".sql", ".sh", ".yml", ".c"}, path.Ext(name)) {
			text, err := os.ReadFile(filepath.Join(root, name))
			if err != nil {
				t.Fatal(err)
			}
			judge(name, leader.ReplaceAllString(string(text), ""))
		}
	}
	if cited < 90 {
		t.Errorf("only %d citations found: the search is blind", cited)
	}
	for _, p := range pages(t) {
		judge(p.path, p.text)
	}
}

func TestNothingIsCitedInAFormThatNobodyFinds(t *testing.T) {
	all := readPlans(t)
	for _, good := range []string{
		"(promises 1–4)", "(promises 5 and 8)", "see promises, Settings.", "(parts, trap 6)",
		"(peers, fault 4).",
		"of sources 001–003", "(domain, The visit, step 7)", "(surfaces, Desk: three)",
		"the speed, and its cost",
	} {
		if _, faults := all.citations(good); len(faults) > 0 {
			t.Errorf("%q is refused: %v", good, faults)
		}
	}
	for _, wrong := range []string{
		"(promises 99)", "(promises, Setings)", "(promises 2, 77)", "(parts, trap 66)", "(peers, fault 0)",
		"(source 005)", "(domain, The visits)", "(RELIABILITY 13)", "(invariant 13)", "(seed 003)",
	} {
		if _, faults := all.citations(wrong); faults == nil {
			t.Errorf("%q leads nowhere, and nobody says so", wrong)
		}
	}
}

// anchors are the ids that GitHub gives to a page's headings.
func (p page) anchors() (list []string) {
	for _, h := range p.headings() {
		id := strings.ToLower(strings.ReplaceAll(h, " ", "-"))
		list = append(list, regexp.MustCompile(`[^\p{L}\p{N}_-]`).ReplaceAllString(id, ""))
	}
	return list
}

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

func TestNothingIsLinkedThatIsNotThere(t *testing.T) {
	links := 0
	for _, p := range pages(t) {
		for _, m := range link.FindAllStringSubmatch(p.text, -1) {
			target, anchor, _ := strings.Cut(m[1], "#")
			if strings.Contains(target, "://") {
				continue
			}
			links++
			to := path.Join(path.Dir(p.path), target)
			if target == "" {
				to = p.path
			}
			if _, err := os.Stat(filepath.Join(root, to)); err != nil {
				t.Errorf("%s links %s, which is not there", p.path, m[1])
			} else if anchor != "" && !slices.Contains(readPage(t, to).anchors(), anchor) {
				t.Errorf("%s links %s: no such heading", p.path, m[1])
			}
		}
	}
	if links < 50 {
		t.Errorf("only %d links found: the search is blind", links)
	}
}
