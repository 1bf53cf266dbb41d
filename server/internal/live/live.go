// Package live composes the frames of the live views and hands them to whoever
// watches. What visitors see in the hall goes out at every change, and first; what
// the staff sees a moment later, if the server is busy; visitors' phones have a hub
// and a pace of their own and delay neither.
//
// A topic is composed once for all who watch it, from a look at the state under
// its read lock; it becomes JSON outside. What shows nothing new is not sent but at
// every beat, which is how a screen knows that it is not cut off.
package live

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/centre"
	"dost/server/internal/hub"
	"dost/server/web"
)

const (
	// beat is how often a frame is sent though it shows nothing new: a screen that is
	// cut off knows within two (promises 9).
	beat = 2 * time.Second
	// staffGap is how close the staff's frames follow each other at most: 50 a second
	// are more than an eye sees, and there may be thirty screens.
	staffGap = 20 * time.Millisecond

	phonesAtMost = 1600 // sockets; screens have the hub's own limit
	eachTicket   = 20   // sockets that follow one ticket: one link takes no other's place
)

// Options are what the views need of the server.
type Options struct {
	Read  func(f func(*centre.State)) // lets f look at the state under its read lock
	Now   func() time.Time            // the centre's time
	Build string                      // of the site
	Lives []web.Live
	Log   *slog.Logger
}

// Views are all live views of a centre.
type Views struct {
	composer
	screens *hub.Hub // of devices and staff
	follow  *phones
	public  *hub.Hub // of whoever has a ticket's link
}

// New makes the views; Run publishes to them.
func New(o Options) *Views {
	v := &Views{
		composer: newComposer(o),
		screens:  hub.New(hub.Options{}),
		public:   hub.New(hub.Options{MaxClients: phonesAtMost, EachTopic: eachTicket}),
	}
	v.follow = newPhones(v.composer, v.public)
	return v
}

// Serve is the kit's hand-over (web.Options.Live): the client has been identified
// and its topic found; from here on it gets frames until it leaves.
func (v *Views) Serve(c *gin.Context, l web.Live, topic string) {
	name, to := nameOf(l, topic), v.screens
	first := func() (hub.Frame, bool) { return v.compose(name) }
	if l.Public {
		to, first = v.public, func() (hub.Frame, bool) { return v.follow.first(name) }
	}
	err := to.Serve(c.Writer, c.Request, name, web.CallerOf(c).Actor(), first)
	if errors.Is(err, hub.ErrFull) {
		web.Wrap(func(*gin.Context) error {
			return web.Fail(web.CodeBusy, "all places for live views are taken", nil)
		})(c)
	}
}

// Run publishes until ctx ends. changes gives a signal for whoever asks, which waits
// whenever the state may have changed since the last was taken.
func (v *Views) Run(ctx context.Context, changes func() (signal <-chan struct{}, stop func())) {
	var group sync.WaitGroup
	for _, run := range []func(context.Context, <-chan struct{}){
		(&lane{composer: v.composer, hub: v.screens, shows: inHall}).run,
		(&lane{composer: v.composer, hub: v.screens, shows: ofStaff, gap: staffGap}).run,
		v.follow.run,
	} {
		signal, stop := changes()
		group.Go(func() {
			defer stop()
			run(ctx, signal)
		})
	}
	group.Wait()
}

// inHall tells whether a view is a device's, where visitors and the door look.
func inHall(l web.Live) bool {
	return !slices.ContainsFunc(l.For, func(r web.Role) bool {
		return r != web.Display && r != web.Kiosk && r != web.Door
	})
}

func ofStaff(l web.Live) bool { return !inHall(l) && !l.Public }

// Clients is the number of sockets open now.
func (v *Views) Clients() int { return v.screens.Clients() + v.public.Clients() }

// CloseOwner closes every socket of a caller whose session or token is no longer good.
func (v *Views) CloseOwner(caller string) {
	for _, h := range []*hub.Hub{v.screens, v.public} {
		h.CloseOwner(caller, hub.CloseSignedOut, "signed out")
	}
}

// Close tells all clients to come back soon, takes no new ones, and returns when
// the last has left.
func (v *Views) Close() {
	v.screens.Close()
	v.public.Close()
}
