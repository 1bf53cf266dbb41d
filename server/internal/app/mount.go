package app

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"dost/assets"
	"dost/desk"
	"dost/desk/door"
	"dost/desk/manager"
	"dost/desk/operator"
	"dost/desk/volunteers"
	"dost/display"
	"dost/kiosk"
	"dost/server/centre"
	"dost/server/integration"
	"dost/server/passport"
	"dost/server/queue"
	"dost/server/web"
)

// mount builds the surfaces and the router, and starts what runs beside them. To
// remove a surface, delete its folder and its lines here.
func (a *App) mount(ctx context.Context) (err error) {
	o := a.options
	a.site, err = assets.New(map[string]fs.FS{
		"kiosk": kiosk.UI, "display": display.UI, "desk": desk.UI, "manager": manager.UI, "volunteers": volunteers.UI,
		"operator": operator.UI, "door": door.UI,
	})
	if err != nil {
		return err
	}
	a.measure()
	people := &names{accounts: a.journal.Accounts, log: o.Log}
	theDesk, err := desk.New(desk.Deps{
		Centre: a.centre, Records: records{a.projections, a.journal}, Site: a.site, Name: o.Name, Code: o.Code,
		Passports: a.passports, Agents: func(login queue.AgentID) string { return people.all()[string(login)] },
		Confirm: a.staff.Confirm, Key: a.keys.Confirmation, Public: o.PublicURL, Systems: a.outbox, Clock: a.centre.Now,
	})
	if err != nil {
		return fmt.Errorf("building the desk: %w", err)
	}
	theKiosk, err := kiosk.New(kiosk.Deps{
		Centre: a.centre, Site: a.site, Name: o.Name, Passports: a.passports, Public: o.PublicURL, Clock: a.centre.Now,
		BookingsOf: a.journal.BookingsOf,
	})
	if err != nil {
		return fmt.Errorf("building the kiosk: %w", err)
	}
	a.mounted = []web.Surface{
		operations{a}, a.staff.Surface(), theKiosk, display.New(display.Deps{Site: a.site, Centre: o.Name}), theDesk,
		volunteers.New(volunteers.Deps{Centre: a.centre, Site: a.site, Name: o.Name, Names: people.all}),
		manager.New(manager.Deps{
			Centre: refreshing{a.centre, a.library}, Records: a.journal, Feedback: a.projections, Site: a.site, Name: o.Name, Passports: a.passports,
			Confirm: a.staff.Confirm, Agents: people.all,
			Warnings: a.warnings, Clock: a.centre.Now, Trials: newTrials(a), Systems: a.outbox, Messages: a.messages,
		}),
		operator.New(operator.Deps{
			Centre: a.centre, Contacts: a.journal, Site: a.site, Name: o.Name, Passports: a.passports, Clock: a.centre.Now,
			Messages: a.messages,
		}),
		door.New(door.Deps{Centre: a.centre, Site: a.site, Name: o.Name}),
	}
	return a.route(ctx)
}

// route mounts the surfaces on a router and starts the broadcast of frames.
func (a *App) route(ctx context.Context) error {
	casts := &broadcast{
		hub: a.hub, read: a.centre.Read, clock: a.centre.Now, build: a.site.Build(), lives: map[string]web.Live{},
	}
	for _, s := range a.mounted {
		for _, l := range s.Lives() {
			casts.lives[l.Path] = l
		}
	}
	gin.SetMode(gin.ReleaseMode)
	a.engine = gin.New()
	if err := a.engine.SetTrustedProxies(nil); err != nil {
		return fmt.Errorf("setting up the router: %w", err)
	}
	err := web.Mount(a.engine, a.mounted, web.Options{
		Identifier: a.staff,
		Titles:     title,
		Log:        a.options.Log, Live: casts.serve, HTTPS: a.options.HTTPS,
		Fingerprints: a.keys.Fingerprints(),
		PerCaller:    web.Rate{PerSecond: a.options.DeviceRate, Burst: int(4 * a.options.DeviceRate)},
		PerAddress:   web.Rate{PerSecond: 200, Burst: 1000},
		Title:        "The queue of a DOST centre", Version: "1",
	})
	if err != nil {
		return fmt.Errorf("mounting the surfaces: %w", err)
	}
	a.engine.GET("/a/*file", gin.WrapH(a.site))
	a.engine.HEAD("/a/*file", gin.WrapH(a.site))

	changed, unsubscribe := a.centre.Changed()
	a.others.Go(func() {
		defer unsubscribe()
		casts.run(ctx, changed, func(err error) { a.options.Log.Error("publishing", "error", err) })
	})
	a.others.Go(func() { a.staff.Run(ctx) })
	told, settled := a.centre.Changed()
	a.others.Go(func() {
		defer settled()
		a.outbox.Run(ctx, told)
	})
	a.others.Go(func() { a.messenger().run(ctx) })
	orders, enough := a.centre.Changed()
	a.others.Go(func() {
		defer enough()
		a.library.follow(ctx, orders)
	})
	return nil
}

// title is the wording of a problem's code; "" lets the kit show the code.
func title(language, code string) string {
	key := "error." + code
	if !assets.Has(language, key) {
		return ""
	}
	return assets.Text(language, key, nil)
}

func (a *App) passports() *passport.Library { return a.library.get() }

// messages tells whether visitors' messages go by themselves.
func (a *App) messages() bool { return a.outbox.Speaks(integration.Messages) }

func (a *App) warnings() (codes []string) {
	for _, t := range a.centre.Troubles() {
		codes = append(codes, t.Code)
	}
	if a.outbox.Troubled() {
		codes = append(codes, "connections")
	}
	if a.projections.Troubled() {
		codes = append(codes, followerStopped)
	}
	return codes
}

// open are the paths that visitors' phones may reach (RELIABILITY, Security): to
// follow a ticket, to check a confirmation, to see what to bring; and, each once and
// only with the ticket's token, to rate a visit that is over and to exchange a waiting
// ticket for an appointment while a regime has it rebooked (below /api/track/): nothing
// else there changes anything.
var open = []string{"/t", "/api/track/", "/api/rate/", "/live/track/", "/v/", "/V/", "/b/", "/B/", "/a/"}

// Public answers only what visitors' phones may ask, for a second listener that
// faces the world while staff and devices stay inside the hall.
func (a *App) Public() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, prefix := range open {
			if r.URL.Path == prefix || strings.HasSuffix(prefix, "/") && strings.HasPrefix(r.URL.Path, prefix) {
				a.engine.ServeHTTP(w, r)
				return
			}
		}
		http.NotFound(w, r)
	})
}

// Routes and Lives are the whole table of what is mounted, for the tests that
// walk it.
func (a *App) Routes() (routes []web.Route, lives []web.Live) {
	for _, s := range a.mounted {
		routes = append(routes, s.Routes()...)
		lives = append(lives, s.Lives()...)
	}
	return routes, lives
}

// Seq is the sequence number of the last durable record.
func (a *App) Seq() (seq uint64) {
	a.centre.Read(func(s *centre.State) { seq = s.Queue.Seq() })
	return seq
}

// Do sends an order to the centre without HTTP, for simulation and rigs.
func (a *App) Do(ctx context.Context, o centre.Order) (centre.Answer, error) {
	return a.centre.Do(ctx, o)
}

// Read shows the state of the centre to simulation and rigs, under its read lock: f
// must be quick and keep nothing.
func (a *App) Read(f func(s *centre.State)) { a.centre.Read(f) }
