package live

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/maphash"
	"log/slog"
	"strings"
	"time"

	"dost/server/centre"
	"dost/server/civil"
	"dost/server/internal/hub"
	"dost/server/web"
)

// composer makes a topic's frame of the state as it is.
type composer struct {
	read  func(func(*centre.State))
	now   func() time.Time
	build string
	lives map[string]web.Live // by path
	seed  maphash.Seed
	log   *slog.Logger
}

func newComposer(o Options) composer {
	c := composer{
		read: o.Read, now: o.Now, build: o.Build, lives: map[string]web.Live{}, seed: maphash.MakeSeed(),
		log: o.Log,
	}
	for _, l := range o.Lives {
		c.lives[l.Path] = l
	}
	return c
}

// nameOf is the hub's name for a topic: it begins with the endpoint's path, which
// leads back to what composes it.
func nameOf(l web.Live, topic string) string { return l.Path + " " + topic }

func (c *composer) viewOf(name string) (l web.Live, topic string) {
	path, topic, _ := strings.Cut(name, " ")
	return c.lives[path], topic
}

// frame composes what a topic shows now. The state is locked only while the surface
// picks that, not while it becomes JSON.
func (c *composer) frame(name string) (hub.Frame, error) {
	var (
		l, topic = c.viewOf(name)
		head     = web.Head{Build: c.build}
		shown    any
	)
	c.read(func(s *centre.State) {
		head.Seq, head.At = s.Queue.Seq(), c.now().In(civil.Baku)
		shown = l.Frame(s, topic, head)
	})
	data, err := json.Marshal(shown)
	if err != nil {
		return hub.Frame{}, fmt.Errorf("writing the frame of %s: %w", l.Path, err)
	}
	begin, err := json.Marshal(head)
	if err != nil {
		return hub.Frame{}, fmt.Errorf("writing the head of %s: %w", l.Path, err)
	}
	body, ok := bytes.CutPrefix(data, begin[:len(begin)-1])
	if !ok {
		return hub.Frame{}, fmt.Errorf("the frame of %s does not begin with its head", l.Path)
	}
	return hub.Frame{Seq: head.Seq, Sum: maphash.Bytes(c.seed, body), Data: data}, nil
}

// compose is frame for those who send it: an error is logged.
func (c *composer) compose(name string) (hub.Frame, bool) {
	f, err := c.frame(name)
	if err != nil {
		c.log.Error("publishing", "error", err)
	}
	return f, err == nil
}
