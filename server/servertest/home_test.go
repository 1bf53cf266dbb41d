package servertest_test

import (
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	. "dost/server/servertest"
)

// The front door links every page that there is, but those that a visitor reaches by a
// code of their own; and in a demo each opens ready: a device at work, or a sign-in.
func TestTheFrontDoorLinksEveryPage(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	var contract struct {
		Paths map[string]map[string]struct {
			Responses map[string]struct{ Content map[string]any }
		}
	}
	s.Anyone(t).Get("/api/openapi.json").Want(200).Into(&contract)
	pages := map[string]bool{}
	for path, methods := range contract.Paths {
		for kind := range methods["get"].Responses["200"].Content {
			if strings.HasPrefix(kind, "text/html") && !strings.Contains(path, "{") && path != "/" &&
				path != "/t" {
				pages[path] = true
			}
		}
	}
	if len(pages) < 9 {
		t.Fatalf("only the pages %v were found: the search is blind", slices.Sorted(maps.Keys(pages)))
	}

	b := OpenBrowser(t)
	home := b.Open("home", s.URL+"/?lang=az", 1280, 800)
	home.See(".home li")
	home.Shot("home")
	text, err := Eval[string](home,
		`JSON.stringify([...document.querySelectorAll(".home li a")].map((a) => a.href))`)
	if err != nil {
		t.Fatal(err)
	}
	var links []string
	if err := json.Unmarshal([]byte(text), &links); err != nil {
		t.Fatal(err)
	}
	for _, link := range links {
		at, err := url.Parse(link)
		if err != nil || !pages[at.Path] {
			t.Errorf("%s leads to no page (%v)", link, err)
			continue
		}
		delete(pages, at.Path)
		p := b.Open(at.Path, link, 1280, 800)
		p.See("main .card, .screen main, .rate[data-state=rests], .inside b, input[name=login]")
		p.Shot("home" + strings.ReplaceAll(at.Path, "/", "-"))
	}
	if len(pages) > 0 {
		t.Errorf("the front door does not link %v", slices.Sorted(maps.Keys(pages)))
	}
}
