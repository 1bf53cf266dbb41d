package app

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"dost/assets"
	"dost/server/centre"
	"dost/server/internal/staff"
	"dost/server/web"
)

// operations is the surface for those who run the server: is it alive, does it
// take orders, its figures, and the page that links the screens.
type operations struct{ app *App }

func (o operations) Routes() []web.Route {
	anyone := []web.Role{web.Anyone}
	metrics := gin.WrapH(promhttp.HandlerFor(o.app.metrics, promhttp.HandlerOpts{}))
	return []web.Route{
		{Method: http.MethodGet, Path: "/", For: anyone, Summary: "Links the screens.", Type: "text/html", Do: o.home},
		{Method: http.MethodGet, Path: "/healthz", For: anyone, Summary: "Is the process alive?",
			Out: web.Health{}, Do: o.health(false)},
		{Method: http.MethodGet, Path: "/readyz", For: anyone, Out: web.Health{}, Do: o.health(true),
			Summary: "Does the centre take orders? 503 while it starts, and while it cannot keep anything."},
		{Method: http.MethodGet, Path: "/metrics", For: anyone, Summary: "Figures in Prometheus' text format.", Type: "text/plain", Do: func(c *gin.Context) error {
			metrics(c)
			return nil
		}},
	}
}

func (o operations) Lives() []web.Live { return nil }

func (o operations) health(ready bool) web.Handler {
	return func(c *gin.Context) error {
		h := web.Health{Status: "ok", Build: o.app.site.Build(), Troubles: []string{}}
		status := http.StatusOK
		for _, t := range o.app.centre.Troubles() {
			h.Troubles = append(h.Troubles, t.Code)
			if t.Detail != "" {
				h.Detail = t.Detail
			}
			if ready && t.Code == "store-down" {
				h.Status, status = "unavailable", http.StatusServiceUnavailable
			}
		}
		if o.app.projections.Troubled() {
			h.Troubles = append(h.Troubles, followerStopped)
		}
		o.app.centre.Read(func(s *centre.State) { h.Seq = s.Queue.Seq() })
		web.JSON(c, status, h)
		return nil
	}
}

// home links the screens. In a demo the links carry the devices' tokens in their
// fragments, which no log sees.
func (o operations) home(c *gin.Context) error {
	data := map[string]any{"centre": o.app.options.Name, "demo": o.app.options.Demo}
	if o.app.options.Demo {
		data["kiosk"], data["display"], data["door"] = staff.DemoKioskToken, staff.DemoDisplayToken, staff.DemoDoorToken
		data["password"] = staff.DemoPassword
	}
	lang := web.Language(c)
	return o.app.site.Page(c.Writer, assets.Page{
		Surface: "home", Title: assets.Text(lang, "home.title", nil), Lang: lang,
		Styles: []string{"css/home.css"}, Module: "js/home.js", Texts: []string{"common", "home"}, Data: data,
	})
}

// measure registers the figures that an operator watches.
func (a *App) measure() {
	a.metrics = prometheus.NewRegistry()
	gauge := func(name, help string, f func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: "dost", Name: name, Help: help}, f)
	}
	a.metrics.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		gauge("journal_seq", "Sequence number of the last durable record.", func() (n float64) {
			a.centre.Read(func(s *centre.State) { n = float64(s.Queue.Seq()) })
			return n
		}),
		gauge("tickets_waiting", "Visitors who wait now.", func() (n float64) {
			a.centre.Read(func(s *centre.State) {
				for _, d := range s.Queue.Config().Directions {
					n += float64(s.Queue.WaitingIn(d.ID))
				}
			})
			return n
		}),
		gauge("live_clients", "Screens and phones connected now.", func() float64 { return float64(a.live.Clients()) }),
		gauge("followers_behind", "Records of the log that the slowest follower has not taken in.", func() (n float64) {
			for _, f := range a.projections.Standings() {
				n = max(n, float64(f.Behind))
			}
			return n
		}),
		gauge("followers_stopped", "Followers of the log that failed and try again.", func() (n float64) {
			for _, f := range a.projections.Standings() {
				if f.Failed != nil {
					n++
				}
			}
			return n
		}),
		gauge("troubles", "What is wrong with the server now; 0 is well.", func() float64 { return float64(len(a.centre.Troubles())) }),
	)
}
