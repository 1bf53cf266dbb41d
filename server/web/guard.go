package web

import (
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/gin-gonic/gin"
)

// begin gives the request its id and writes the access log: what, who, how long.
// Paths are logged as their pattern, since real ones may carry a token; queries,
// headers and bodies never.
func (k *kit) begin(c *gin.Context) {
	start := time.Now()
	v := &requestInfo{id: rand.Text(), kit: k}
	c.Set(requestInfoKey, v)
	c.Header("X-Request-Id", v.id)
	c.Next()

	status := c.Writer.Status()
	level := slog.LevelInfo
	switch {
	case status >= 500:
		level = slog.LevelWarn
	case status < 400 && (c.Request.Method == http.MethodGet || c.Request.Method == http.MethodHead):
		level = slog.LevelDebug
	}
	if !k.Log.Enabled(c, level) {
		return
	}
	route := c.FullPath()
	if route == "" {
		route = "unmatched"
	}
	k.Log.LogAttrs(c, level, "request",
		slog.String("request", v.id),
		slog.String("method", c.Request.Method),
		slog.String("route", route),
		slog.Int("status", status),
		slog.Int("bytes", max(0, c.Writer.Size())),
		slog.Duration("took", time.Since(start)),
		slog.String("actor", v.caller.Actor()))
}

// recover turns a panic into "internal" and a log line with its stack. A broken
// invariant in one request must not take the server down.
func (k *kit) recover(c *gin.Context) {
	defer func() {
		cause := recover()
		if cause == nil {
			return
		}
		if err, ok := cause.(error); ok && errors.Is(err, http.ErrAbortHandler) {
			panic(cause)
		}
		answerError(c, fmt.Errorf("panic: %v\n%s", cause, debug.Stack()))
	}()
	c.Next()
}

// header is one header of many answers. Its value is shared, which saves an allocation
// for each header of each answer: it is replaced, never written to.
type header struct {
	name  string
	value []string
}

// always is what every answer has.
var always = []header{
	{"X-Content-Type-Options", []string{"nosniff"}},
	{"Referrer-Policy", []string{"no-referrer"}},
	{"Content-Security-Policy", []string{"default-src 'none'; frame-ancestors 'none'"}},
	{"Cross-Origin-Resource-Policy", []string{"same-origin"}},
	{"Cache-Control", []string{"no-store"}},
}

// ofDocuments is what an answer has besides that a browser may open as a document: to a
// GET. To a POST it opens none of ours, since a form can send no JSON, and
// frame-ancestors keeps those too out of frames. So an order's answer has no more than
// eight headers; the ninth would have Go's map grow, and net/http copies it: 1.2 KB and
// five allocations more for each order.
var ofDocuments = []header{
	{"X-Frame-Options", []string{"DENY"}},
	{"Cross-Origin-Opener-Policy", []string{"same-origin"}},
}

// headers sets what every answer has, and what a document has. A page sets its own
// Content-Security-Policy over the one here, and a file that never changes its own
// Cache-Control.
func (k *kit) headers(c *gin.Context) {
	h := c.Writer.Header()
	for _, a := range always {
		h[a.name] = a.value
	}
	if c.Request.Method == http.MethodGet || c.Request.Method == http.MethodHead {
		for _, d := range ofDocuments {
			h[d.name] = d.value
		}
	}
	if k.HTTPS || c.Request.TLS != nil {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
	c.Next()
}

// crossSite refuses state-changing requests that a browser sends for another
// site (Sec-Fetch-Site, else Origin against Host).
func (k *kit) crossSite() (gin.HandlerFunc, error) {
	protection := http.NewCrossOriginProtection()
	for _, origin := range k.Origins {
		if err := protection.AddTrustedOrigin(origin); err != nil {
			return nil, fmt.Errorf("trusting the origin %q: %w", origin, err)
		}
	}
	return Wrap(func(c *gin.Context) error {
		if protection.Check(c.Request) != nil {
			return Fail(CodeCrossSite, "a page of another site may not send this", nil)
		}
		return nil
	}), nil
}
