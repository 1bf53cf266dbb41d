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
	"path/filepath"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"

	"dost/assets"
	"dost/desk/operator"
	"dost/server/internal/hub"
	"dost/server/internal/journal"
	"dost/server/internal/keys"
	"dost/server/internal/outbox"
	"dost/server/internal/projection"
	"dost/server/internal/staff"
	"dost/server/internal/writer"
	"dost/server/web"
)

// The layout of a centre's data folder.
const (
	journalFile = "centre.db"
	keysFolder  = "keys"
)

// Options are what a centre is started with. DataDir is needed; the rest has
// useful zero values.
type Options struct {
	DataDir   string
	Name      string // of the centre, shown on every screen; "" = "Demo"
	Code      string // of the centre, ASCII, in application numbers; "" = "DEMO"
	PublicURL string // "https://host" that phones reach, for QR codes; "" = the hall's own address
	Demo      bool   // demo accounts, devices and hours (API, Command line)
	HTTPS     bool   // people reach the server by TLS, here or at a proxy
	MaxLive   int    // live sockets at once; 0 = the hub's default
	// DeviceRate is how many requests a second one device may send; 0 = no limit.
	DeviceRate float64
	Clock      func() time.Time
	Log        *slog.Logger
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
}

// App is a running centre.
type App struct {
	options     Options
	journal     *journal.Journal
	projections *projection.Store
	keys        keys.Keys
	centre      *writer.Writer
	staff       *staff.Staff
	hub         *hub.Hub
	site        *assets.Site
	library     *library
	mail        mail
	outbox      *outbox.Outbox
	metrics     *prometheus.Registry
	mounted     []web.Surface
	engine      *gin.Engine

	cancel context.CancelFunc
	others sync.WaitGroup
}

// Open starts a centre on its data folder, which is made if it is missing. The
// caller closes it. Every error says what to do or which file it concerns.
func Open(o Options) (_ *App, err error) {
	o.fill()
	if err := os.MkdirAll(o.DataDir, 0o700); err != nil {
		return nil, fmt.Errorf("making the data folder: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	a := &App{options: o, cancel: cancel}
	defer func() {
		if err != nil {
			err = errors.Join(err, a.Close(context.Background()))
		}
	}()
	if a.keys, err = keys.Open(KeysDir(o.DataDir)); err != nil {
		return nil, err
	}
	if a.journal, err = OpenJournal(o.DataDir, a.keys); err != nil {
		return nil, err
	}
	if err = a.follow(ctx); err != nil {
		return nil, err
	}
	if a.centre, err = writer.New(a.journal, o.Clock, writer.Options{Log: o.Log}); err != nil {
		return nil, err
	}
	if err = a.furnish(); err != nil {
		return nil, err
	}
	if a.library, err = openLibrary(a.centre, o.Log); err != nil {
		return nil, err
	}
	if a.staff, err = staff.New(a.journal, staff.Options{Demo: o.Demo, HTTPS: o.HTTPS, Centre: o.Name, Now: o.Clock, Log: o.Log}); err != nil {
		return nil, err
	}
	a.mail = mail{a.projections, a.journal, a.centre}
	if a.outbox, err = outbox.New(a.mail, outbox.Options{
		Centre: o.Code, Clock: a.centre.Now, Log: o.Log, Words: operator.Words{Centre: o.Name}.Message,
	}); err != nil {
		return nil, err
	}
	a.hub = hub.New(hub.Options{MaxClients: o.MaxLive, Stranger: web.Caller{}.Actor()})
	a.staff.OnRevoke(func(caller string) { a.hub.CloseOwner(caller, hub.CloseSignedOut, "signed out") })
	if err = a.mount(ctx); err != nil {
		return nil, err
	}
	return a, nil
}

// KeysDir is where a centre's keys lie.
func KeysDir(dataDir string) string { return filepath.Join(dataDir, keysFolder) }

// OpenJournal opens a centre's journal alone, for the commands that need no
// running centre.
func OpenJournal(dataDir string, k keys.Keys) (*journal.Journal, error) {
	return journal.Open(filepath.Join(dataDir, journalFile), journal.Keys{Identity: k.Identity, Lookup: k.Lookup})
}

// InspectJournal opens a centre's journal for reading, also beside its server.
func InspectJournal(dataDir string) (*journal.Journal, error) {
	k, err := keys.Open(KeysDir(dataDir))
	if err != nil {
		return nil, err
	}
	return journal.Inspect(filepath.Join(dataDir, journalFile), journal.Keys{Identity: k.Identity, Lookup: k.Lookup})
}

// OpenStaff opens the staff of a centre whose server is stopped; done closes it.
func OpenStaff(dataDir string) (s *staff.Staff, done func() error, err error) {
	if err := os.MkdirAll(dataDir, 0o700); err != nil {
		return nil, nil, fmt.Errorf("making the data folder: %w", err)
	}
	k, err := keys.Open(KeysDir(dataDir))
	if err != nil {
		return nil, nil, err
	}
	j, err := OpenJournal(dataDir, k)
	if err != nil {
		return nil, nil, err
	}
	if s, err = staff.New(j, staff.Options{}); err != nil {
		return nil, nil, errors.Join(err, j.Close())
	}
	return s, j.Close, nil
}

// Handler answers everything that the hall asks.
func (a *App) Handler() http.Handler { return a.engine }

// Dead is closed when the centre has stopped for good; see Err.
func (a *App) Dead() <-chan struct{} { return a.centre.Dead() }

// Err is why the centre stopped for good; nil while it has not.
func (a *App) Err() error { return a.centre.Err() }

// CloseSockets tells all live clients to come back soon. http.Server's Shutdown
// does not know of them: register this with RegisterOnShutdown.
func (a *App) CloseSockets() { a.hub.Close() }

// Close ends the centre in order: sockets, writer (with what waits in its
// mailbox), staff, journal. It may be called after a failed Open.
func (a *App) Close(ctx context.Context) error {
	var failed []error
	if a.hub != nil {
		a.hub.Close()
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
