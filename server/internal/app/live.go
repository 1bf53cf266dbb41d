package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/centre"
	"dost/server/civil"
	"dost/server/internal/hub"
	"dost/server/web"
)

// beat is how often every frame is sent again though nothing changed: that is how
// a screen knows within two beats that it is cut off (promises 9).
const beat = 2 * time.Second

// broadcast makes frames of the state and hands them to the hub. One goroutine
// publishes, so the frames of a topic come in the order of history.
type broadcast struct {
	hub   *hub.Hub
	read  func(func(*centre.State))
	clock func() time.Time
	build string
	lives map[string]web.Live // by path
}

// serve is the kit's hand-over: the client has been identified and its topic
// found; from here on it gets frames until it leaves. The hub's name for the
// topic begins with the endpoint's path, which leads back to what composes it.
func (b *broadcast) serve(c *gin.Context, l web.Live, topic string) {
	err := b.hub.Serve(c.Writer, c.Request, l.Path+" "+topic, web.Of(c).Actor(), func() (hub.Frame, error) { return b.frame(l, topic) })
	if errors.Is(err, hub.ErrFull) {
		web.Wrap(func(*gin.Context) error {
			return web.Fail(web.CodeBusy, "all places for live views are taken", nil)
		})(c)
	}
}

// frame composes a topic's frame from the state as it is now. The state is locked
// only while the surface picks what it shows, not while that becomes JSON.
func (b *broadcast) frame(l web.Live, topic string) (hub.Frame, error) {
	var (
		shown any
		seq   uint64
	)
	b.read(func(s *centre.State) {
		seq = s.Queue.Seq()
		shown = l.Frame(s, topic, web.Head{Seq: seq, At: b.clock().In(civil.Baku), Build: b.build})
	})
	data, err := json.Marshal(shown)
	if err != nil {
		return hub.Frame{}, fmt.Errorf("writing the frame of %s: %w", l.Path, err)
	}
	return hub.Frame{Seq: seq, Data: data}, nil
}

// run publishes at every change and at every beat until ctx ends.
func (b *broadcast) run(ctx context.Context, changed <-chan struct{}, failed func(error)) {
	beats := time.NewTicker(beat)
	defer beats.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-changed:
		case <-beats.C:
		}
		for _, name := range b.hub.Topics() {
			path, topic, _ := strings.Cut(name, " ")
			f, err := b.frame(b.lives[path], topic)
			if err != nil {
				failed(err)
				continue
			}
			b.hub.Publish(name, f)
		}
	}
}
