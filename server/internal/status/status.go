// Package status is the surface for those who run the server: is it alive, does it take
// orders, its figures, and the page that links the screens.
package status

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"dost/assets"
	"dost/server/centre"
	"dost/server/internal/projection"
	"dost/server/internal/staff"
	"dost/server/internal/writer"
	"dost/server/web"
)

// Deps is what the surface is wired to.
type Deps struct {
	Centre interface {
		Read(f func(s *centre.State))
		Troubles() []writer.Trouble
	}
	Followers interface { // of the log
		Troubled() bool
		Standings() []projection.Standing
	}
	Site    *assets.Site
	Name    string     // of the centre
	Demo    bool       // the page has the demo's links and password
	Clients func() int // screens and phones connected now
}

// Surface is the surface, ready to be mounted.
type Surface struct {
	Deps
	metrics *prometheus.Registry
}

// New makes the surface.
func New(d Deps) *Surface { return &Surface{d, figures(d)} }

func (s *Surface) Routes() []web.Route {
	anyone := []web.Role{web.Anyone}
	metrics := gin.WrapH(promhttp.HandlerFor(s.metrics, promhttp.HandlerOpts{}))
	return []web.Route{
		{Method: http.MethodGet, Path: "/", For: anyone, Summary: "Links the screens.", Type: "text/html",
			Do: s.home},
		{Method: http.MethodGet, Path: "/healthz", For: anyone, Summary: "Is the process alive?",
			Out: web.Health{}, Do: s.health(false)},
		{Method: http.MethodGet, Path: "/readyz", For: anyone, Out: web.Health{}, Do: s.health(true),
			Summary: "Does the centre take orders? 503 while it starts, and while it cannot keep anything."},
		{Method: http.MethodGet, Path: "/metrics", For: anyone, Type: "text/plain",
			Summary: "Figures in Prometheus' text format.", Do: func(c *gin.Context) error {
				metrics(c)
				return nil
			}},
	}
}

func (s *Surface) Lives() []web.Live { return nil }

func (s *Surface) health(ready bool) web.Handler {
	return func(c *gin.Context) error {
		h := web.Health{Status: "ok", Build: s.Site.Build(), Troubles: []string{}}
		status := http.StatusOK
		for _, t := range s.Centre.Troubles() {
			h.Troubles = append(h.Troubles, t.Code)
			if t.Detail != "" {
				h.Detail = t.Detail
			}
			if ready && t.Code == "store-down" {
				h.Status, status = "unavailable", http.StatusServiceUnavailable
			}
		}
		if s.Followers.Troubled() {
			h.Troubles = append(h.Troubles, projection.Stopped)
		}
		s.Centre.Read(func(st *centre.State) { h.Seq = st.Queue.Seq() })
		web.JSON(c, status, h)
		return nil
	}
}

// home links the screens. In a demo the links carry the devices' tokens in their
// fragments, which no log sees.
func (s *Surface) home(c *gin.Context) error {
	data := map[string]any{"centre": s.Name, "demo": s.Demo}
	if s.Demo {
		data["kiosk"], data["display"], data["door"] = staff.DemoKioskToken, staff.DemoDisplayToken,
			staff.DemoDoorToken
		data["password"] = staff.DemoPassword
	}
	lang := web.Language(c)
	return s.Site.Page(c.Writer, assets.Page{
		Surface: "home", Title: assets.Text(lang, "home.title", nil), Lang: lang,
		Styles: []string{"css/home.css"}, Module: "js/home.js", Texts: []string{"common", "home"}, Data: data,
	})
}

// figures are those that an operator watches.
func figures(d Deps) *prometheus.Registry {
	metrics := prometheus.NewRegistry()
	gauge := func(name, help string, f func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: "dost", Name: name, Help: help}, f)
	}
	metrics.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		gauge("journal_seq", "Sequence number of the last durable record.", func() (n float64) {
			d.Centre.Read(func(s *centre.State) { n = float64(s.Queue.Seq()) })
			return n
		}),
		gauge("tickets_waiting", "Visitors who wait now.", func() (n float64) {
			d.Centre.Read(func(s *centre.State) {
				for _, d := range s.Queue.Config().Directions {
					n += float64(s.Queue.WaitingIn(d.ID))
				}
			})
			return n
		}),
		gauge("live_clients", "Screens and phones connected now.", func() float64 {
			return float64(d.Clients())
		}),
		gauge("followers_behind", "Records of the log that the slowest follower has not taken in.",
			func() (n float64) {
				for _, f := range d.Followers.Standings() {
					n = max(n, float64(f.Behind))
				}
				return n
			}),
		gauge("followers_stopped", "Followers of the log that failed and try again.", func() (n float64) {
			for _, f := range d.Followers.Standings() {
				if f.Failed != nil {
					n++
				}
			}
			return n
		}),
		gauge("troubles", "What is wrong with the server now; 0 is well.", func() float64 {
			return float64(len(d.Centre.Troubles()))
		}),
	)
	return metrics
}
