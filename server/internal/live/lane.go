package live

import (
	"context"
	"time"

	"dost/server/internal/hub"
	"dost/server/web"
)

// audience is who watches: a hub.
type audience interface {
	Topics() []string
	Publish(topic string, f hub.Frame) (sent bool)
	Repeat(topic string, f hub.Frame)
}

// lane is topics that follow the state, each change at once. Its one goroutine
// publishes them, so that the frames of a topic come in the order of history.
type lane struct {
	composer
	hub   audience
	shows func(web.Live) bool
	// gap is the least time between two changes shown: those within it are shown
	// together at its end. A change after a quiet moment is shown at once.
	gap time.Duration
}

// run publishes at every change and at every beat until ctx ends.
func (l *lane) run(ctx context.Context, changed <-chan struct{}) {
	beats := time.NewTicker(beat)
	defer beats.Stop()
	signal, rest := changed, (<-chan time.Time)(nil)
	for {
		select {
		case <-ctx.Done():
			return
		case <-beats.C:
			l.each(l.hub.Repeat)
		case <-rest:
			signal, rest = changed, nil
		case <-signal:
			l.each(func(topic string, f hub.Frame) { l.hub.Publish(topic, f) })
			if l.gap > 0 {
				signal, rest = nil, time.After(l.gap)
			}
		}
	}
}

func (l *lane) each(publish func(topic string, f hub.Frame)) {
	for _, name := range l.hub.Topics() {
		if view, _ := l.viewOf(name); !l.shows(view) {
			continue
		}
		if f, ok := l.compose(name); ok {
			publish(name, f)
		}
	}
}
