package startup

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"

	"github.com/gin-gonic/gin"

	"dost/assets"
	"dost/server/web"
)

// Starting is the status of a probe while the start is under way.
const Starting = "starting"

// Door is the handler of a listener. Until it is opened every request is answered 503
// with Retry-After: a page for browsers, a problem document with the facts n and m for
// all others, upgrades to a WebSocket among them. The probes are answered as such.
type Door struct {
	progress *Progress
	probes   bool
	behind   atomic.Pointer[http.Handler]
}

// NewDoor is a shut door with the headers and wordings that the options name. Probes are
// answered unless it is the public's.
func NewDoor(p *Progress, o web.Options) (*Door, error) {
	d := &Door{progress: p, probes: !o.PublicOnly}
	engine, err := web.NewEngine()
	if err != nil {
		return nil, fmt.Errorf("setting up the router: %w", err)
	}
	if err := web.MountAlone(engine, d.answer, o); err != nil {
		return nil, fmt.Errorf("mounting the answers of a start: %w", err)
	}
	d.Open(engine)
	return d, nil
}

// Open lets every request from now on through to h. Those under way are finished as they
// were begun.
func (d *Door) Open(h http.Handler) { d.behind.Store(&h) }

func (d *Door) ServeHTTP(w http.ResponseWriter, r *http.Request) { (*d.behind.Load()).ServeHTTP(w, r) }

// retryAfter is in how many seconds whoever asked may come again.
const retryAfter = 1

func (d *Door) answer(c *gin.Context) error {
	n, m := d.progress.Seen()
	health := web.Health{Status: Starting, Troubles: []string{}, N: n, M: m}
	switch path := c.Request.URL.Path; {
	case d.probes && path == "/healthz":
		web.JSON(c, http.StatusOK, health)
		return nil
	case d.probes && path == "/readyz":
		c.Header("Retry-After", fmt.Sprint(retryAfter))
		web.JSON(c, http.StatusServiceUnavailable, health)
		return nil
	case forBrowser(c.Request):
		c.Header("Retry-After", fmt.Sprint(retryAfter))
		c.Header("Vary", "Accept")
		return assets.Starting(c.Writer, n, m)
	}
	return web.Fail(web.CodeStarting, fmt.Sprintf("the server is starting: record %d of %d is read", n, m),
		map[string]any{"n": n, "m": m, "retry_after": retryAfter})
}

// forBrowser tells whether a person waits for a page: browsers name HTML when they go to
// an address, and do not when a script asks.
func forBrowser(r *http.Request) bool {
	reads := r.Method == http.MethodGet || r.Method == http.MethodHead
	return reads && strings.Contains(r.Header.Get("Accept"), "text/html")
}
