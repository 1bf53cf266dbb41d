package live

import (
	"encoding/json"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"dost/server/centre"
	"dost/server/internal/hub"
	"dost/server/web"
)

// harness is a state of two figures, one that all see and one of each topic's own
// ticket; and a hub that notes what it is given.
type harness struct {
	t       *testing.T
	changed chan struct{}
	began   time.Time

	mu      sync.Mutex
	figure  int
	own     map[string]uint64
	watched []string
	sums    map[string]uint64
	notes   []note
}

// note is a frame that went out.
type note struct {
	topic  string
	at     time.Duration
	figure int
	repeat bool
}

// shown is a frame as surfaces make them.
type shown struct {
	web.Head
	Figure int    `json:"figure"`
	Own    uint64 `json:"own"`
}

func newHarness(t *testing.T, topics ...string) *harness {
	return &harness{
		t: t, changed: make(chan struct{}, 1), began: time.Now(),
		own: map[string]uint64{}, watched: topics, sums: map[string]uint64{},
	}
}

func (h *harness) composer(paths ...string) composer {
	o := Options{Read: h.read, Now: time.Now, Build: "b"}
	for _, path := range paths {
		o.Lives = append(o.Lives, web.Live{
			Path: path,
			Frame: func(_ *centre.State, topic string, head web.Head) any {
				return shown{head, h.figure, h.own[topic]}
			},
			Touched: func(_ *centre.State, topic string) uint64 { return h.own[topic] },
		})
	}
	return newComposer(o)
}

func (h *harness) read(f func(*centre.State)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	f(centre.New())
}

// change changes the figure that all see, and the tickets of some topics.
func (h *harness) change(touched ...string) {
	h.mu.Lock()
	h.figure++
	for _, topic := range touched {
		h.own[topic]++
	}
	h.mu.Unlock()
	select {
	case h.changed <- struct{}{}:
	default:
	}
	synctest.Wait()
}

// sent is what went out since it was last asked.
func (h *harness) sent() []note {
	synctest.Wait()
	h.mu.Lock()
	defer h.mu.Unlock()
	notes := h.notes
	h.notes = nil
	return notes
}

func (h *harness) Topics() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.watched)
}

func (h *harness) Publish(topic string, f hub.Frame) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.sums[topic] == f.Sum {
		return false
	}
	h.note(topic, f, false)
	return true
}

func (h *harness) Repeat(topic string, f hub.Frame) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.note(topic, f, true)
}

func (h *harness) note(topic string, f hub.Frame, repeat bool) {
	var s shown
	if err := json.Unmarshal(f.Data, &s); err != nil {
		h.t.Errorf("a frame that is none: %v", err)
	}
	h.sums[topic] = f.Sum
	h.notes = append(h.notes, note{topic, time.Since(h.began), s.Figure, repeat})
}
