package servertest

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// errNoChromium says that this machine has no Chromium.
var errNoChromium = errors.New("no chromium on this machine: the browser tests were left out")

// chromium starts the one Chromium of the test binary when the first story asks for
// it: to start it costs as much as to open three pages. Main ends it.
var chromium = sync.OnceValues(func() (context.Context, error) {
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		return nil, errNoChromium
	}
	profile, err := os.MkdirTemp("", "chromium-")
	if err != nil {
		return nil, err
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.NoFirstRun,
		chromedp.DisableGPU, chromedp.UserDataDir(profile), chromedp.WSURLReadTimeout(time.Minute),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("autoplay-policy", "no-user-gesture-required"),
		chromedp.Flag("hide-scrollbars", true),
		// Windows in the background must work as if they were seen: in a hall they are.
		chromedp.Flag("disable-background-timer-throttling", true),
		chromedp.Flag("disable-renderer-backgrounding", true),
		chromedp.Flag("disable-backgrounding-occluded-windows", true),
		// The windows of one story share a process: each process more costs half a page.
		chromedp.Flag("renderer-process-limit", "1"),
	}
	allocated, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocated)
	atEnd(func() { cancel(); stop(); _ = os.RemoveAll(profile) })
	return ctx, chromedp.Do(ctx)
})

// OpenBrowser gives a story a browser of its own: windows that share cookies, storage
// and cache with one another and with no other story's. Where there is no Chromium the
// test is skipped.
func OpenBrowser(t testing.TB) *Browser {
	t.Helper()
	ctx, err := chromium()
	if errors.Is(err, errNoChromium) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatalf("starting chromium: %v", err)
	}
	control := chromedp.FromContext(ctx).Browser
	made, err := cdp.Call(ctx, control, target.CreateBrowserContext, target.CreateBrowserContextParams{})
	if err != nil {
		t.Fatalf("opening a browser: %v", err)
	}
	t.Cleanup(func() {
		ends := target.DisposeBrowserContextParams(made)
		if _, err := cdp.Call(ctx, control, target.DisposeBrowserContext, ends); err != nil {
			t.Errorf("closing the browser: %v", err)
		}
	})
	return &Browser{t, ctx, made.BrowserContextID}
}
