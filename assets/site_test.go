package assets_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"dost/assets"
)

// site is a site with one small surface beside the shared files.
func site(t *testing.T, app string) *assets.Site {
	t.Helper()
	s, err := assets.New(map[string]fs.FS{"toy": fstest.MapFS{
		"ui/app.js":       {Data: []byte(app)},
		"ui/app.test.mjs": {Data: []byte("not served")},
		"ui/style.css":    {Data: []byte("p { color: var(--ink); }")},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func get(s *assets.Site, path string, header map[string]string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for name, value := range header {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestAFileIsKeptForEverUnderItsBuild(t *testing.T) {
	s := site(t, "export const a = 1;")
	w := get(s, s.URL("toy/app.js"), nil)
	if w.Code != http.StatusOK || w.Body.String() != "export const a = 1;" {
		t.Fatalf("got %d %q", w.Code, w.Body)
	}
	if got := w.Header().Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("Cache-Control is %q", got)
	}
	if w := get(s, s.URL("toy/app.js"), map[string]string{
		"If-None-Match": w.Header().Get("ETag")}); w.Code != http.StatusNotModified {
		t.Errorf("the same ETag gave %d", w.Code)
	}
	for _, path := range []string{"/a/000000000000/toy/app.js", s.URL("toy/app.test.mjs"), s.URL("toy"),
		s.URL("i18n/az/common.json"), "/a/" + s.Build() + "/../go.mod"} {
		if w := get(s, path, nil); w.Code != http.StatusNotFound {
			t.Errorf("%s gave %d", path, w.Code)
		}
	}
	if other := site(t, "export const a = 2;"); other.Build() == s.Build() {
		t.Error("other content has the same build")
	}
	if again := site(t, "export const a = 1;"); again.Build() != s.Build() {
		t.Error("the same content has another build")
	}
}

func TestTextIsSentCompressedToWhoAsks(t *testing.T) {
	s := site(t, strings.Repeat("export const a = 1;\n", 100))
	plain, squeezed := get(s, s.URL("toy/app.js"), nil),
		get(s, s.URL("toy/app.js"), map[string]string{"Accept-Encoding": "br, gzip"})
	if squeezed.Header().Get("Content-Encoding") != "gzip" || squeezed.Body.Len() >= plain.Body.Len() {
		t.Errorf("%q, %d of %d bytes", squeezed.Header().Get("Content-Encoding"), squeezed.Body.Len(),
			plain.Body.Len())
	}
	if plain.Header().Get("Content-Encoding") != "" ||
		plain.Header().Get("ETag") == squeezed.Header().Get("ETag") {
		t.Error("the two encodings are not told apart")
	}
}

func TestOnlyGetIsAnswered(t *testing.T) {
	s, w := site(t, ""), httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodPost, s.URL("css/base.css"), nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST gave %d", w.Code)
	}
}

var (
	importMap = regexp.MustCompile(`(?s)<script type="importmap">(.*?)</script>`)
	bootData  = regexp.MustCompile(`(?s)<script type="application/json" id="boot">(.*?)</script>`)
	address   = regexp.MustCompile(`(?:href|src)="([^"]+)"`)
)

func TestAPageRunsUnderItsPolicy(t *testing.T) {
	s, w := site(t, ""), httptest.NewRecorder()
	err := s.Page(w, assets.Page{Surface: "toy", Title: `<Növbə> & "bilet"`, Lang: "ru",
		Styles: []string{"toy/style.css"},
		Module: "toy/app.js", Texts: []string{"common", "error"},
		Data: map[string]string{"name": "</script><b>"}})
	if err != nil {
		t.Fatal(err)
	}
	page := w.Body.String()
	found := importMap.FindStringSubmatch(page)
	if found == nil {
		t.Fatal("the page has no import map")
	}
	sum := sha256.Sum256([]byte(found[1]))
	if policy := w.Header().Get("Content-Security-Policy"); !strings.Contains(policy,
		"'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
		t.Errorf("the policy %q does not allow the import map", policy)
	}
	if got := w.Header().Get("Cache-Control"); got != "no-store" {
		t.Errorf("the page may be stored: %q", got)
	}
	for _, a := range address.FindAllStringSubmatch(page, -1) {
		if w := get(s, a[1], nil); w.Code != http.StatusOK {
			t.Errorf("the page names %s, which gives %d", a[1], w.Code)
		}
	}
	var m struct{ Imports map[string]string }
	if err := json.Unmarshal([]byte(found[1]), &m); err != nil {
		t.Fatal(err)
	}
	for name, path := range m.Imports {
		if !strings.HasSuffix(path, "/") && get(s, path, nil).Code != http.StatusOK {
			t.Errorf("import %q leads to nothing at %s", name, path)
		}
	}
	var boot struct {
		Build, Language string
		At              time.Time
		Texts           map[string]map[string]string
		Data            map[string]string
	}
	if err := json.Unmarshal([]byte(bootData.FindStringSubmatch(page)[1]), &boot); err != nil {
		t.Fatal(err)
	}
	if boot.Build != s.Build() || boot.Language != "ru" || boot.Data["name"] != "</script><b>" ||
		boot.Texts["az"]["common.close"] == "" {
		t.Errorf("boot is %+v", boot)
	}
	if age := time.Since(boot.At); age < 0 || age > time.Minute {
		t.Errorf("the page tells the time %v, which is %v ago", boot.At, age)
	}
	if strings.Contains(page, "style=") || strings.Contains(page, "<b>") {
		t.Error("the page holds what its policy or its data must not bring in")
	}
}

func TestAPageWithAnUnknownPartIsAnError(t *testing.T) {
	s := site(t, "")
	for _, p := range []assets.Page{
		{Module: "toy/none.js"},
		{Module: "toy/app.js", Styles: []string{"toy/none.css"}},
		{Module: "toy/app.js", Texts: []string{"none"}},
	} {
		w := httptest.NewRecorder()
		if err := s.Page(w, p); err == nil || w.Body.Len() > 0 {
			t.Errorf("%+v: error %v, %d bytes written", p, err, w.Body.Len())
		}
	}
}
