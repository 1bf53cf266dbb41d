package servertest

import (
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Browser is a real Chromium, headless. Each page of it is as a window of its own
// that shares cookies with the others, as windows of one machine do. (It is a tab,
// which costs half of a window; the focus it is given keeps it seen and drawn.)
type Browser struct {
	t   testing.TB
	ctx context.Context // of the Chromium that all stories share
	own cdp.BrowserContextID
}

// Page is one window.
type Page struct {
	t    testing.TB
	ctx  context.Context
	name string
}

// patience is how long a page may take to show what is waited for. It is long:
// machines that run tests are slow, and only a missing thing waits it out.
const patience = 20 * time.Second

// Open opens a window of a size on a page. What the page's own scripts throw, or
// its policy refuses, fails the test.
func (b *Browser) Open(name, url string, width, height int64) *Page {
	b.t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithExistingBrowserContext(b.own),
		chromedp.WithNewWindow(false))
	b.t.Cleanup(cancel)
	p := &Page{b.t, ctx, name}
	p.do("opening", chromedp.EmulateViewport(width, height))
	// Every window of the test is worked at as if it were the one in front, and draws.
	if _, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled,
		emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		b.t.Fatalf("%s: giving the window the focus: %v", name, err)
	}
	go func() {
		for m, err := range chromedp.Console(ctx) {
			if err != nil {
				return
			}
			if text := fmt.Sprint(m); strings.Contains(text, "Uncaught") ||
				strings.Contains(text, "Content Security Policy") {
				b.t.Errorf("%s: the page says %s", name, text)
			}
		}
	}()
	p.do("opening "+url, chromedp.Navigate(url))
	return p
}

func (p *Page) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if what == "opening" { // the first action of a window must not carry a deadline
		ctx = p.ctx
	}
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.t.Fatalf("%s: %s: %v\nthe page shows: %.3000s", p.name, what, err, p.Text("body"))
	}
}

// Click clicks what a CSS selector finds first, once it is seen and can be used.
func (p *Page) Click(selector string) {
	p.t.Helper()
	p.do("clicking "+selector, chromedp.WaitVisible(chromedp.CSS(selector)),
		chromedp.WaitEnabled(chromedp.CSS(selector)), chromedp.Click(chromedp.CSS(selector)))
}

// Type writes into a field.
func (p *Page) Type(selector, text string) {
	p.t.Helper()
	p.do("typing into "+selector, chromedp.WaitVisible(chromedp.CSS(selector)),
		chromedp.SendKeys(chromedp.CSS(selector), text))
}

// Fill puts a value in the place of what a field holds.
func Fill(p *Page, selector, value string) {
	p.t.Helper()
	p.See(selector)
	if ok, err := Eval[bool](p, fmt.Sprintf(
		"(() => { const f = document.querySelector(%q); f.value = %q; f.dispatchEvent(new Event('input', {bubbles: true})); return true })()", selector, value)); err != nil || !ok {
		p.t.Fatalf("%s: filling %s: %v", p.name, selector, err)
	}
}

// Choose chooses an option of a list by its value.
func Choose(p *Page, selector, value string) {
	p.t.Helper()
	p.Until(fmt.Sprintf("document.querySelector(%q + ' option[value=\"' + %q + '\"]') !== null", selector,
		value))
	if ok, err := Eval[bool](p, fmt.Sprintf(
		"(() => { const s = document.querySelector(%q); s.value = %q; s.dispatchEvent(new Event('change', {bubbles: true})); return s.value === %q })()", selector, value, value)); err != nil || !ok {
		p.t.Fatalf("%s: %s has no choice %q: %v", p.name, selector, value, err)
	}
}

// Press presses keys, as kb names them or as characters, with the window in front:
// a paper that opened in another one would swallow them.
func (p *Page) Press(keys string) {
	p.t.Helper()
	if _, err := chromedp.Call(p.ctx, page.BringToFront, cdp.Empty{}); err != nil {
		p.t.Fatalf("%s: bringing the window to the front: %v", p.name, err)
	}
	p.do("pressing a key", chromedp.KeyEvent(keys))
}

// See waits until something is seen.
func (p *Page) See(selector string) {
	p.t.Helper()
	p.do("looking for "+selector, chromedp.WaitVisible(chromedp.CSS(selector)))
}

// Gone waits until something is no longer there.
func (p *Page) Gone(selector string) {
	p.t.Helper()
	p.do("waiting for "+selector+" to go", chromedp.WaitNotPresent(chromedp.CSS(selector)))
}

// Until waits until an expression of the page's is true.
func (p *Page) Until(expression string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	// By the clock, not by frames: a window behind another draws none.
	poll := chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(patience),
		chromedp.WithPollingInterval(50*time.Millisecond))
	if _, err := chromedp.Run(ctx, poll); err != nil {
		p.t.Fatalf("%s: waiting for %s: %v\nthe page shows: %.3000s", p.name, expression, err, p.Text("body"))
	}
}

// Says waits until an element's text contains the words.
func (p *Page) Says(selector, words string) {
	p.t.Helper()
	p.Until(fmt.Sprintf("(document.querySelector(%q)?.textContent ?? '').includes(%q)", selector, words))
}

// Text is an element's text now; "" where there is none.
func (p *Page) Text(selector string) string {
	text, _ := Eval[string](p, fmt.Sprintf("document.querySelector(%q)?.innerText ?? ''", selector))
	return text
}

// Eval is the value of an expression of the page's.
func Eval[T any](p *Page, expression string) (T, error) {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// Shot keeps a picture of the window where DOST_SHOTS names a folder, so that a
// person can look at what the test saw.
func (p *Page) Shot(name string) {
	p.t.Helper()
	dir := os.Getenv("DOST_SHOTS")
	if dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), p.Picture(), 0o600); err != nil {
		p.t.Fatal(err)
	}
}

// Picture is the window as it is seen now, PNG.
func (p *Page) Picture() []byte {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Fatalf("%s: taking a picture: %v", p.name, err)
	}
	return picture
}

// Paper is what the window prints, PDF. It is kept beside the pictures.
func (p *Page) Paper(name string) []byte {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	paper, err := chromedp.Run(ctx, chromedp.PrintToPDF())
	if err != nil {
		p.t.Fatalf("%s: printing: %v", p.name, err)
	}
	if dir := os.Getenv("DOST_SHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".pdf"), paper, 0o600); err != nil {
			p.t.Fatal(err)
		}
	}
	return paper
}

// Fetch asks for a path with the window's own cookies.
func (p *Page) Fetch(path string) []byte {
	p.t.Helper()
	text, err := Eval[string](p, fmt.Sprintf(`(async () => {
		const bytes = new Uint8Array(await (await fetch(%q)).arrayBuffer());
		let text = "";
		for (const b of bytes) text += String.fromCharCode(b);
		return btoa(text);
	})()`, path))
	if err != nil {
		p.t.Fatalf("%s: fetching %s: %v", p.name, path, err)
	}
	body, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		p.t.Fatalf("%s: fetching %s: %v", p.name, path, err)
	}
	return body
}
