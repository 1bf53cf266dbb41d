package web

import (
	"fmt"

	"github.com/gin-gonic/gin"
)

// NewEngine is an engine for Mount or MountAlone: it says nothing by itself, and believes
// no proxy who asks.
func NewEngine() (*gin.Engine, error) {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	if err := engine.SetTrustedProxies(nil); err != nil {
		return nil, fmt.Errorf("trusting no proxy: %w", err)
	}
	return engine, nil
}

// MountAlone answers every request, whatever its path and method, by one handler, with
// the headers, the log and the problem documents that all answers have: for a server
// that has no surfaces yet. It asks for no sign-in and limits nobody.
func MountAlone(engine *gin.Engine, answer Handler, o Options) error {
	if _, err := furnish(engine, o); err != nil {
		return err
	}
	engine.NoRoute(Wrap(answer))
	return nil
}

// furnish gives the engine what every request goes through.
func furnish(engine *gin.Engine, o Options) (*kit, error) {
	k := newKit(o)
	guard, err := k.crossSite()
	if err != nil {
		return nil, err
	}
	engine.RedirectTrailingSlash = false
	engine.RedirectFixedPath = false
	engine.Use(k.begin, k.recover, k.headers, guard)
	return k, nil
}
