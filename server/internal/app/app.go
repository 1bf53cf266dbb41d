// Package app is the wiring of a centre: journal, writer, staff, surfaces and
// sockets put together once, for the program and for its tests alike.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"dost/assets"
	"dost/desk/operator"
	"dost/server/centre"
	"dost/server/internal/folder"
	"dost/server/internal/journal"
	"dost/server/internal/keys"
	"dost/server/internal/library"
	"dost/server/internal/live"
	"dost/server/internal/outbox"
	"dost/server/internal/projection"
	"dost/server/internal/staff"
	"dost/server/internal/startup"
	"dost/server/internal/writer"
	"dost/server/web"
)

// Options are what a centre is started with. DataDir is needed; the rest has
// useful zero values.
type Options struct {
	DataDir   string
	Name      string // of the centre, shown on every screen; "" = "Demo"
	Code      string // of the centre, ASCII, in application numbers; "" = "DEMO"
	PublicURL string // "https://host" that phones reach, for QR codes; "" = the internal listener's address
	Demo      bool   // demo accounts, devices and hours (architecture, The contract)
	HTTPS     bool   // people reach the server by TLS, here or at a proxy
	// DeviceRate is how many requests a second one device may send; 0 = no limit.
	DeviceRate float64
	Clock      func() time.Time
	Log        *slog.Logger
	Progress   *startup.Progress // of the start, for whoever watches it
}

func (o *Options) fill() {
	if o.Name == "" {
		o.Name = "Demo"
	}
	if o.Code == "" {
		o.Code = "DEMO"
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Progress == nil {
		o.Progress = &startup.Progress{}
	}
}

// App is a running centre.
type App struct {
	options     Options
	journal     *journal.Journal
	projections *projection.Store
	keys        keys.Keys
	centre      *writer.Writer
	staff       *staff.Staff
	live        *live.Views
	site        *assets.Site
	library     *library.Library
	mail        mail
	outbox      *outbox.Outbox
	mounted     []web.Surface
	engine      *gin.Engine // of the internal listener
	public      *gin.Engine // of the listener that faces the world

	cancel context.CancelFunc
	others sync.WaitGroup
}

// Open starts a centre on its data folder, which is made if it is missing. The
// caller closes it. Every error says what to do or which file it concerns; when ctx ends
// while the journal is read, it is ctx's.
func Open(ctx context.Context, o Options) (_ *App, err error) {
	o.fill()
	if err := os.MkdirAll(o.DataDir, 0o700); err != nil {
		return nil, fmt.Errorf("making the data folder: %w", err)
	}
	running, cancel := context.WithCancel(context.WithoutCancel(ctx))
	a := &App{options: o, cancel: cancel}
	defer func() {
		if err != nil {
			err = errors.Join(err, a.Close(context.Background()))
		}
	}()
	if a.keys, err = folder.OpenKeys(o.DataDir); err != nil {
		return nil, err
	}
	if a.journal, err = folder.OpenJournal(o.DataDir, a.keys); err != nil {
		return nil, err
	}
	if err = a.follow(running); err != nil {
		return nil, err
	}
	reached := o.Progress.Task(ctx, a.journal.Head().Seq)
	if a.centre, err = writer.New(a.journal, o.Clock,
		writer.Options{Log: o.Log, Reached: reached}); err != nil {
		return nil, err
	}
	if err = a.initialise(); err != nil {
		return nil, err
	}
	if a.library, err = library.Open(a.centre.Read, o.Log); err != nil {
		return nil, err
	}
	if a.staff, err = staff.New(a.journal,
		staff.Options{Demo: o.Demo, HTTPS: o.HTTPS, Centre: o.Name, Now: o.Clock, Log: o.Log}); err != nil {
		return nil, err
	}
	a.mail = mail{a.projections, a.journal, a.centre}
	if a.outbox, err = outbox.New(a.mail, outbox.Options{
		Centre: o.Code, Clock: a.centre.Now, Log: o.Log, Words: operator.Wording{Centre: o.Name}.Message,
	}); err != nil {
		return nil, err
	}
	if err = a.mount(running); err != nil {
		return nil, err
	}
	return a, nil
}

// initialise gives a new centre its first configuration, and a demo its hours.
func (a *App) initialise() error {
	var commands []centre.Command
	a.centre.Read(func(s *centre.State) { commands = s.Initial(a.options.Demo) })
	for _, command := range commands {
		if _, err := a.centre.Do(context.Background(),
			centre.Envelope{Actor: "house", Command: command}); err != nil {
			return fmt.Errorf("configuring the new centre: %w", err)
		}
	}
	return nil
}

// Handler answers everything that staff and devices ask.
func (a *App) Handler() http.Handler { return a.engine }

// Dead is closed when the centre has stopped for good; see Err.
func (a *App) Dead() <-chan struct{} { return a.centre.Dead() }

// Err is why the centre stopped for good; nil while it has not.
func (a *App) Err() error { return a.centre.Err() }

// CloseSockets tells all live clients to come back soon. http.Server's Shutdown
// does not know of them: register this with RegisterOnShutdown.
func (a *App) CloseSockets() { a.live.Close() }

// Close ends the centre in order: sockets, writer (with what waits in its
// mailbox), staff, journal. It may be called after a failed Open.
func (a *App) Close(ctx context.Context) error {
	var failed []error
	if a.live != nil {
		a.live.Close()
	}
	if a.centre != nil {
		failed = append(failed, a.centre.Close(ctx))
	}
	a.cancel()
	a.others.Wait()
	if a.projections != nil {
		failed = append(failed, a.projections.Close())
	}
	if a.journal != nil {
		failed = append(failed, a.journal.Close())
	}
	return errors.Join(failed...)
}
