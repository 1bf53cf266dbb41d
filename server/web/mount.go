package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"
)

// Options is what Mount needs of the server. Zero values are safe: nobody is
// identified, titles are codes, nothing is logged, no live route is served and
// nothing is limited.
type Options struct {
	Identifier Identifier
	// Titles is the wording of a code in a language; "" when there is none.
	Titles func(language, code string) string
	Log    *slog.Logger
	// Live upgrades a request that passed the role test and whose topic is known.
	// It checks the Origin, which CrossOriginProtection does not do for GET.
	Live func(c *gin.Context, live Live, topic string)
	// Origins are further origins that may send state-changing requests, as
	// "https://host[:port]"; the server's own is always allowed.
	Origins []string
	// Fingerprints is the secret key of requests' fingerprints; it must stay the same
	// over a restart. Without one they tell who guesses right.
	Fingerprints []byte
	// HTTPS says that people reach the server by TLS even if a proxy ends it.
	HTTPS bool
	// PerCaller limits each signed-in caller, PerAddress each address that calls
	// a route for anyone. The zero Rate is no limit.
	PerCaller, PerAddress Rate
	// PublicOnly mounts the routes alone that are marked Public: for the listener that
	// faces the world, while staff and devices stay inside the hall.
	PublicOnly bool
	// Title and Version head the OpenAPI document.
	Title, Version string
}

func (o Options) withDefaults() Options {
	if o.Identifier == nil {
		o.Identifier = nobody{}
	}
	if o.Titles == nil {
		o.Titles = func(string, string) string { return "" }
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Title == "" {
		o.Title = "DOST"
	}
	if o.Version == "" {
		o.Version = "0"
	}
	return o
}

type nobody struct{}

func (nobody) Identify(*http.Request, []Role) (Caller, bool) { return Caller{}, false }

// Mount registers every route and live endpoint of the surfaces with its role
// test, the kit's own documents (/api/openapi.json, /api/frames.json), and problem
// documents for unknown paths and methods. Call it before anything else is
// registered on the engine. It fails on a route that is incomplete or stands twice.
func Mount(engine *gin.Engine, surfaces []Surface, o Options) error {
	k, err := furnish(engine, o)
	if err != nil {
		return err
	}
	engine.HandleMethodNotAllowed = true
	engine.NoRoute(Wrap(func(*gin.Context) error {
		return Fail(CodeUnknownRoute, "nothing is served at this path", nil)
	}))
	engine.NoMethod(Wrap(func(*gin.Context) error {
		return Fail(CodeMethodNotAllowed, "this path does not take this method", nil)
	}))

	routes, lives := collect(surfaces)
	routes = append(routes, k.documents(routes, lives)...)
	if err := check(routes, lives); err != nil {
		return err
	}
	if o.PublicOnly {
		routes = slices.DeleteFunc(routes, func(r Route) bool { return !r.Public })
		lives = slices.DeleteFunc(lives, func(l Live) bool { return !l.Public })
	}
	for _, r := range routes {
		k.register(engine, r)
	}
	for _, l := range lives {
		engine.GET(l.Path, k.only(l.For), k.live(l))
	}
	return nil
}

// collect gathers what the surfaces offer, in their order.
func collect(surfaces []Surface) (routes []Route, lives []Live) {
	for _, s := range surfaces {
		routes = append(routes, s.Routes()...)
		lives = append(lives, s.Lives()...)
	}
	return routes, lives
}

// check refuses what would be a hole or a panic later.
func check(routes []Route, lives []Live) error {
	seen := map[string]bool{}
	add := func(method, path string, roles []Role, public bool) error {
		name := method + " " + path
		switch {
		case seen[name]:
			return fmt.Errorf("route %s stands twice", name)
		case len(roles) == 0:
			return fmt.Errorf("route %s names no role", name)
		case public && !open(roles):
			return fmt.Errorf("route %s is public, and asks for a sign-in", name)
		}
		seen[name] = true
		return nil
	}
	for _, r := range routes {
		if err := add(r.Method, r.Path, r.For, r.Public); err != nil {
			return err
		}
		if r.Do == nil {
			return fmt.Errorf("route %s %s has no handler", r.Method, r.Path)
		}
		if r.In != nil && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
			return fmt.Errorf("route %s %s reads a body, which a GET has not", r.Method, r.Path)
		}
		if r.Limit != 0 && (r.Limit < 0 || !forStaff(r.For)) {
			return fmt.Errorf("route %s %s takes large bodies of more than the staff", r.Method, r.Path)
		}
	}
	for _, l := range lives {
		if err := add(http.MethodGet, l.Path, l.For, l.Public); err != nil {
			return err
		}
		if l.Topic == nil || l.Frame == nil || l.Schema == nil {
			return fmt.Errorf("live %s lacks its topic, its frame or its schema", l.Path)
		}
		if open(l.For) && (!l.Public || l.Touched == nil) {
			return fmt.Errorf("live %s is for anyone: it must be public and tell when its topic was touched",
				l.Path)
		}
	}
	return nil
}

func forStaff(roles []Role) bool {
	return !slices.ContainsFunc(roles, func(r Role) bool { return r != Agent && r != Manager })
}

// register adds one route; a GET answers HEAD too, of which net/http drops the body.
func (k *kit) register(engine *gin.Engine, r Route) {
	methods := []string{r.Method}
	if r.Method == http.MethodGet {
		methods = append(methods, http.MethodHead)
	}
	for _, m := range methods {
		engine.Handle(m, r.Path, k.only(r.For), func(c *gin.Context) { requestInfoOf(c).limit = r.Limit },
			Wrap(r.Do))
	}
}

// only lets the callers of the given roles pass, within their rate.
func (k *kit) only(roles []Role) gin.HandlerFunc {
	roles = slices.Clone(roles)
	return Wrap(func(c *gin.Context) error {
		v := requestInfoOf(c)
		caller, known := k.Identifier.Identify(c.Request, roles)
		if !known {
			caller = Caller{} // whatever else came with a refusal is nobody
		}
		v.caller = caller
		if err := k.limit(c, caller, open(roles)); err != nil {
			return err
		}
		if admits(roles, caller) {
			return nil
		}
		if !known {
			return Fail(CodeNotSignedIn, "sign in, or send the device's token", nil)
		}
		return Fail(CodeWrongRole, "this caller's role may not do this", map[string]any{"role": caller.Role})
	})
}

// live asks for the topic while an answer is still an ordinary one, then hands over.
func (k *kit) live(l Live) gin.HandlerFunc {
	return Wrap(func(c *gin.Context) error {
		topic, err := l.Topic(c)
		if err != nil {
			return err
		}
		if k.Live == nil {
			return Fail(CodeUnavailable, "live frames are not served here", nil)
		}
		k.Live(c, l, topic)
		return nil
	})
}
