package app

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"net/http"

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
	"dost/server/civil"
	"dost/server/integration"
	"dost/server/internal/folder"
	"dost/server/internal/live"
	"dost/server/internal/notifier"
	"dost/server/internal/projection"
	"dost/server/internal/staff"
	"dost/server/internal/status"
	"dost/server/passport"
	"dost/server/queue"
	"dost/server/sim"
	"dost/server/web"
)

// mount builds the surfaces and the router, and starts what runs beside them. To
// remove a surface, delete its folder and its lines here.
func (a *App) mount(ctx context.Context) (err error) {
	o := a.options
	ui := map[string]fs.FS{
		"kiosk": kiosk.UI, "display": display.UI, "desk": desk.UI, "volunteers": volunteers.UI,
		"operator": operator.UI, "door": door.UI,
	}
	maps.Copy(ui, manager.UI)
	a.site, err = assets.New(ui)
	if err != nil {
		return err
	}
	people := staff.NewNames(a.journal.Accounts, o.Log)
	theDesk, err := desk.New(desk.Deps{
		Centre: a.centre, Records: projection.Registry{Store: a.projections, People: a.journal}, Site: a.site,
		Name: o.Name, Code: o.Code,
		Passports: a.passports, Agents: func(login queue.AgentID) string {
			return people.All()[string(login)]
		},
		Confirm: a.staff.Confirm, Key: a.keys.Confirmation, Public: o.PublicURL, Systems: a.outbox,
		Clock: a.centre.Now,
	})
	if err != nil {
		return fmt.Errorf("building the desk: %w", err)
	}
	theKiosk, err := kiosk.New(kiosk.Deps{
		Centre: a.centre, Site: a.site, Name: o.Name, Passports: a.passports, Public: o.PublicURL,
		Clock:      a.centre.Now,
		BookingsOf: a.journal.BookingsOf,
	})
	if err != nil {
		return fmt.Errorf("building the kiosk: %w", err)
	}
	a.mounted = []web.Surface{
		status.New(status.Deps{
			Centre: a.centre, Followers: a.projections, Site: a.site, Name: o.Name, Demo: o.Demo,
			Clients: func() int { return a.live.Clients() },
		}),
		a.staff.Surface(), theKiosk, display.New(display.Deps{Site: a.site, Centre: o.Name}), theDesk,
		volunteers.New(volunteers.Deps{Centre: a.centre, Site: a.site, Name: o.Name, Names: people.All}),
		manager.New(manager.Deps{
			Centre: a.library.Refreshing(a.centre), Records: a.journal, Feedback: a.projections, Site: a.site,
			Name: o.Name, Passports: a.passports,
			Confirm: a.staff.Confirm, Agents: people.All,
			Warnings: a.warnings, Clock: a.centre.Now,
			Past: func(before civil.Day) (sim.Recorded,
				error) {
				return folder.Recorded(a.projections, before)
			},
			Systems: a.outbox, Messages: a.messages,
		}),
		operator.New(operator.Deps{
			Centre: a.centre, Contacts: a.journal, Site: a.site, Name: o.Name, Passports: a.passports,
			Clock:    a.centre.Now,
			Messages: a.messages,
		}),
		door.New(door.Deps{Centre: a.centre, Site: a.site, Name: o.Name}),
	}
	return a.route(ctx, people)
}

// route mounts the surfaces on a router and starts what publishes their frames.
func (a *App) route(ctx context.Context, people *staff.Names) error {
	_, lives := a.Routes()
	a.live = live.New(live.Options{
		Read: a.centre.Read, Now: a.centre.Now, Build: a.site.Build(), Lives: lives, Log: a.options.Log,
	})
	a.staff.OnRevoke(a.live.CloseOwner)
	internal := a.options.answering()
	internal.Identifier, internal.Live, internal.Fingerprints = a.staff, a.live.Serve, a.keys.Fingerprints()
	internal.PerCaller = web.Rate{PerSecond: a.options.DeviceRate, Burst: int(4 * a.options.DeviceRate)}
	internal.PerAddress = web.Rate{PerSecond: 200, Burst: 1000}
	internal.Title, internal.Version = "The queue of a DOST centre", "1"
	public := internal
	public.PublicOnly = true
	var err error
	if a.engine, err = a.router(internal); err != nil {
		return err
	}
	if a.public, err = a.router(public); err != nil {
		return err
	}

	a.others.Go(func() { a.live.Run(ctx, a.centre.Changed) })
	a.others.Go(func() { people.Run(ctx) })
	a.others.Go(func() { a.staff.Run(ctx) })
	told, settled := a.centre.Changed()
	a.others.Go(func() {
		defer settled()
		a.outbox.Run(ctx, told)
	})
	tells := notifier.Notifier{
		Centre: a.centre, Store: a.mail, Log: a.options.Log, Speaks: a.messages,
		Known: func() bool { return a.outbox.Knows(integration.Messages) },
	}
	a.others.Go(func() { tells.Run(ctx) })
	orders, enough := a.centre.Changed()
	a.others.Go(func() {
		defer enough()
		a.library.Follow(ctx, orders)
	})
	return nil
}

// answering is what an answer has before there is a centre, too.
func (o Options) answering() web.Options {
	return web.Options{Titles: title, Log: o.Log, HTTPS: o.HTTPS}
}

// router answers the routes of the surfaces that the options let through. Each has
// limits of its own, so that strangers use up nothing of the staff's and the devices'.
func (a *App) router(o web.Options) (*gin.Engine, error) {
	engine, err := web.NewEngine()
	if err != nil {
		return nil, fmt.Errorf("setting up the router: %w", err)
	}
	if err := web.Mount(engine, a.mounted, o); err != nil {
		return nil, fmt.Errorf("mounting the surfaces: %w", err)
	}
	engine.GET("/a/*file", gin.WrapH(a.site))
	engine.HEAD("/a/*file", gin.WrapH(a.site))
	return engine, nil
}

// title is the wording of a problem's code; "" lets the kit show the code.
func title(language, code string) string {
	key := "error." + code
	if !assets.Has(language, key) {
		return ""
	}
	return assets.Text(language, key, nil)
}

func (a *App) passports() *passport.Library { return a.library.InForce() }

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
		codes = append(codes, projection.Stopped)
	}
	return codes
}

// Public answers only what visitors' phones may ask (web.Route.Public), for a second
// listener that faces the world while staff and devices stay inside the hall.
func (a *App) Public() http.Handler { return a.public }

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

// Do sends an envelope to the centre without HTTP, for simulation and rigs.
func (a *App) Do(ctx context.Context, envelope centre.Envelope) (centre.Answer, error) {
	return a.centre.Do(ctx, envelope)
}

// Read shows the state of the centre to simulation and rigs, under its read lock: f
// must be quick and keep nothing.
func (a *App) Read(f func(s *centre.State)) { a.centre.Read(f) }
