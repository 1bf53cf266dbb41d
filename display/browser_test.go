package display_test

import (
	"context"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// screen is a display in a real browser.
type screen struct {
	t   *testing.T
	ctx context.Context
}

// open shows the display. before runs in the page ahead of its own scripts;
// every announcement is kept in window.heard, with what stood on the board then.
func (r *rig) open(before string, flags ...chromedp.ExecAllocatorOption) *screen {
	r.t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		r.t.Skip("chromium is not installed: the display was not tried in a browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.Flag("autoplay-policy", "no-user-gesture-required"), chromedp.WindowSize(1920, 1080))
	allocator, closeBrowser := chromedp.NewExecAllocator(context.Background(), append(options, flags...)...)
	ctx, closePage := chromedp.NewContext(allocator)
	r.t.Cleanup(func() { closePage(); closeBrowser() })
	s := &screen{r.t, ctx}
	const hear = `window.heard = [];
document.addEventListener("announce", (e) => window.heard.push(e.detail.number));
window.problems = [];
addEventListener("error", (e) => window.problems.push(e.message));
addEventListener("unhandledrejection", (e) => window.problems.push(String(e.reason)));
`
	// the first call starts the browser and may have no time limit
	s.run(chromedp.EmulateViewport(1920, 1080))
	var stop func()
	s.ctx, stop = context.WithTimeout(ctx, 90*time.Second)
	r.t.Cleanup(stop)
	if _, err := chromedp.Call(s.ctx, page.AddScriptToEvaluateOnNewDocument,
		page.AddScriptToEvaluateOnNewDocumentParams{Source: hear + before}); err != nil {
		r.t.Fatal(err)
	}
	s.run(chromedp.Navigate(r.server.URL + "/display"))
	s.until(10*time.Second, `document.querySelector("main")`)
	return s
}

func (s *screen) run(step chromedp.Action[chromedp.Void]) {
	s.t.Helper()
	if err := chromedp.Do(s.ctx, step); err != nil {
		s.t.Fatal(err)
	}
}

// eval gives the value of an expression in the page.
func eval[T any](s *screen, expression string) T {
	s.t.Helper()
	value, err := chromedp.Run(s.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		s.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// until waits for an expression to become true.
func (s *screen) until(within time.Duration, expression string) {
	s.t.Helper()
	for deadline := time.Now().Add(within); ; time.Sleep(20 * time.Millisecond) {
		if eval[bool](s, "!!("+expression+")") {
			return
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("not within %v: %s\non the screen: %s\nproblems: %v", within, expression,
				eval[string](s, "document.body.innerText"), eval[[]string](s, "window.problems"))
		}
	}
}
