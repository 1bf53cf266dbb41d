package assets

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"net/http"
	"sync"

	"dost/server/i18n"
)

// startingTemplate holds its style and its script, since a server that is starting
// serves no files yet.
var startingTemplate = template.Must(template.New("starting").Parse(`<!doctype html>
<html lang="{{(index .Says 0).Lang}}">
<head>
<meta charset="utf-8">
<title>{{(index .Says 0).Heading}}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light">
<meta name="theme-color" content="#faf8f4">
<link rel="icon" href="data:,">
<style>{{.Style}}</style>
</head>
<body>
<main class="starting">
{{range $i, $says := .Says}}<section lang="{{.Lang}}">
{{if $i}}<h2>{{.Heading}}</h2>{{else}}<h1 id="starting">{{.Heading}}</h1>{{end}}
<p>{{.Wait}}</p>
</section>
{{end}}<progress aria-labelledby="starting"{{if .M}} value="{{.N}}" max="{{.M}}"{{end}}></progress>
<p class="count">{{if .M}}{{.N}} / {{.M}}{{end}}</p>
</main>
<script type="module">{{.Script}}</script>
</body>
</html>
`))

// startingPage is what every such page has: its style, its script and the policy that
// lets only these two be used.
type startingPage struct {
	Style  template.CSS
	Script template.JS
	Says   []startingWords
	policy string
}

// startingWords are the page's words in a language.
type startingWords struct{ Lang, Heading, Wait string }

var starting = sync.OnceValue(func() *startingPage {
	var parts [3]string
	for i, name := range []string{"css/tokens.css", "css/starting.css", "js/starting.js"} {
		body, err := files.ReadFile(name)
		if err != nil {
			panic(fmt.Sprintf("assets: %s is not embedded", name))
		}
		parts[i] = string(body)
	}
	style, script := parts[0]+parts[1], parts[2]
	p := &startingPage{Style: template.CSS(style), Script: template.JS(script)} //nolint:gosec // ours
	for _, lang := range i18n.Languages {
		heading, wait := Text(lang, "starting.heading", nil), Text(lang, "starting.wait", nil)
		p.Says = append(p.Says, startingWords{lang, heading, wait})
	}
	p.policy = "default-src 'none'; " +
		"script-src '" + hashOf(script) + "'; style-src '" + hashOf(style) + "'; " +
		"img-src data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
	return p
})

// hashOf names a text in a content security policy.
func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// Starting writes the page of a server that is starting, in all languages, with status
// 503: n of m records are read; m is 0 while that is not known. The page asks again each
// second and gives way to the one that was asked for. Other headers are the caller's.
func Starting(w http.ResponseWriter, n, m uint64) error {
	page := starting()
	var b bytes.Buffer
	err := startingTemplate.Execute(&b, struct {
		*startingPage
		N, M uint64
	}{page, n, m})
	if err != nil {
		return fmt.Errorf("assets: composing the page of a start: %w", err)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", page.policy)
	w.WriteHeader(http.StatusServiceUnavailable)
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("assets: writing the page of a start: %w", err)
	}
	return nil
}
