package assets

import (
	"dost/server/i18n"

	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"time"
)

// Page is one HTML page of a surface: an empty shell that its module fills.
type Page struct {
	Surface string   // "kiosk"
	Title   string   // shown by the browser
	Lang    string   // "az", "ru" or "en"; else az
	Styles  []string // beyond tokens and base: "kiosk/style.css"
	Module  string   // "kiosk/app.js"
	Texts   []string // i18n files handed to the page: "common", "error", "kiosk"
	Data    any      // handed to the page as boot.data
	Class   string   // of <body>
}

// boot is what a page's scripts know from the start; js/text.js reads it.
type boot struct {
	Build     string                       `json:"build"`
	Languages []string                     `json:"languages"`
	Language  string                       `json:"language"`
	Texts     map[string]map[string]string `json:"texts"`
	Data      any                          `json:"data,omitempty"`
	At        time.Time                    `json:"at"` // the server's, when it wrote the page
}

// shell computes the import map and the policy that lets only it run inline.
func (s *Site) shell() {
	imports := map[string]string{"shared/": s.URL("js/")}
	for name, file := range libModules {
		imports[name] = s.URL(file)
	}
	body, err := json.Marshal(map[string]any{"imports": imports})
	if err != nil {
		panic(err) // strings only
	}
	s.importMap = string(body)
	sum := sha256.Sum256(body)
	s.policy = "default-src 'none'; script-src 'self' 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; " +
		"style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; media-src 'self'; " +
		"frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
}

var shellTemplate = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="{{.Lang}}">
<head>
<meta charset="utf-8">
<title>{{.Title}}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light">
<meta name="theme-color" content="#faf8f4">
<link rel="icon" href="{{.Icon}}" type="image/svg+xml">
{{range .Styles}}<link rel="stylesheet" href="{{.}}">
{{end}}<script type="importmap">{{.ImportMap}}</script>
{{range .Preload}}<link rel="modulepreload" href="{{.}}">
{{end}}<script type="application/json" id="boot">{{.Boot}}</script>
<script type="module" src="{{.Module}}"></script>
</head>
<body class="{{.Class}}">
<div id="root"></div>
<noscript>{{range .Noscript}}<p>{{.}}</p>{{end}}</noscript>
</body>
</html>
`))

// Page writes the shell with its security headers, never to be stored. It fails
// before anything is written when a file or wording is unknown.
func (s *Site) Page(w http.ResponseWriter, p Page) error {
	body, err := s.compose(p)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", s.policy)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	w.WriteHeader(http.StatusOK)
	if _, err := w.Write(body); err != nil {
		return fmt.Errorf("assets: writing the page %s: %w", p.Surface, err)
	}
	return nil
}

func (s *Site) compose(p Page) ([]byte, error) {
	if !i18n.Known(p.Lang) {
		p.Lang = i18n.Default()
	}
	styles := append([]string{"css/tokens.css", "css/base.css"}, p.Styles...)
	for _, name := range append(slices.Clone(styles), p.Module) {
		if s.files[name] == nil {
			return nil, fmt.Errorf("assets: page %s names the unknown file %q", p.Surface, name)
		}
	}
	texts, err := textsOf(p.Texts)
	if err != nil {
		return nil, err
	}
	data, err := json.Marshal(boot{Build: s.build, Languages: i18n.Languages, Language: p.Lang, Texts: texts,
		Data: p.Data, At: time.Now()})
	if err != nil {
		return nil, fmt.Errorf("assets: encoding the data of page %s: %w", p.Surface, err)
	}
	var b bytes.Buffer
	err = shellTemplate.Execute(&b, map[string]any{
		"Lang": p.Lang, "Title": p.Title, "Class": p.Class, "Icon": s.URL("css/mark.svg"),
		"Styles": s.urls(styles), "Module": s.URL(p.Module), "Preload": s.preload(),
		// Both are JSON with <, > and & escaped by encoding/json, so no wording can
		// end the element that holds it.
		"ImportMap": template.HTML(s.importMap), "Boot": template.JS(data), //nolint:gosec // see above
		"Noscript": noscript(),
	})
	if err != nil {
		return nil, fmt.Errorf("assets: composing page %s: %w", p.Surface, err)
	}
	return b.Bytes(), nil
}

func (s *Site) urls(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = s.URL(name)
	}
	return out
}

// preload names the modules that every page needs, so that they come in one
// round trip and not level by level.
func (s *Site) preload() []string {
	return s.urls([]string{"js/text.js", "js/ui.js", "js/api.js", "js/live.js",
		"lib/preact.js", "lib/hooks.js", "lib/htm.js", "lib/signals.js", "lib/signals-core.js"})
}

func noscript() []string {
	var lines []string
	for _, lang := range i18n.Languages {
		lines = append(lines, Text(lang, "common.noscript", nil))
	}
	return lines
}
