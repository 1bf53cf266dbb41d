// Package hub pushes frames to WebSocket clients: hall displays, kiosks, desks,
// visitors' phones. A client has one slot that holds the newest frame of its
// topic, so a stuck socket misses frames in between and never the newest, and
// nobody waits for anybody (parts, trap 6). The hub knows nothing of what is in
// a frame.
package hub

import (
	"errors"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// Close codes tell the client whether to come back. They are part of the
// contract and only ever added to.
const (
	CloseSignedOut = 4401 // the session or token is no longer good: do not come back
	CloseReplaced  = 4409 // this client's place was taken: do not come back by itself
	CloseStopping  = 4503 // the server stops: come back soon
	CloseProtocol  = websocket.ClosePolicyViolation
)

// ErrFull is answered, before any upgrade, when the hub has all its clients.
var ErrFull = errors.New("hub: all places are taken")

// Options are the hub's limits. The zero value of each has the default named.
type Options struct {
	MaxClients int           // 2,000
	EachTopic  int           // MaxClients: of one topic
	WriteWait  time.Duration // 5 s: a client that takes longer for one frame is dropped
	PingEvery  time.Duration // 7 s; a client silent for 2.5 × as long is dropped
	ReadLimit  int64         // 4,096 bytes: clients have nothing to say
	// CheckOrigin decides on a request's Origin. nil demands one that is equal to
	// the request's Host: an empty Origin is refused as well (promises,
	// Settings), except where the request carries an Authorization header, which
	// no foreign page can make a browser send.
	CheckOrigin func(*http.Request) bool
}

// Frame is the whole of what a topic shows. Seq orders the frames of a topic.
// Sum stands for what the frame shows: two frames with the same Sum differ in
// nothing but when they were composed. 0 = a frame like no other.
type Frame struct {
	Seq  uint64
	Sum  uint64
	Data []byte
}

// Hub is safe for concurrent use.
type Hub struct {
	options  Options
	upgrader websocket.Upgrader

	mu      sync.RWMutex
	topics  map[string]*topic // that somebody watches
	places  map[string]int    // taken, by topic, also by those who are about to watch
	count   int               // of all places taken
	closing bool
	done    sync.WaitGroup
}

// topic is who watches it, and the Sum of what all of them have been sent; 0 when
// that is not the same for all.
type topic struct {
	clients map[*client]struct{}
	sum     atomic.Uint64
}

// New makes an empty hub.
func New(o Options) *Hub {
	def(&o.MaxClients, 2000)
	def(&o.EachTopic, o.MaxClients)
	def(&o.WriteWait, 5*time.Second)
	def(&o.PingEvery, 7*time.Second)
	def(&o.ReadLimit, 4096)
	if o.CheckOrigin == nil {
		o.CheckOrigin = sameOrigin
	}
	return &Hub{
		options: o,
		upgrader: websocket.Upgrader{
			HandshakeTimeout: o.WriteWait,
			ReadBufferSize:   512,
			WriteBufferSize:  4096,
			WriteBufferPool:  &sync.Pool{},
			CheckOrigin:      o.CheckOrigin,
		},
		topics: map[string]*topic{},
		places: map[string]int{},
	}
}

func def[T comparable](v *T, d T) {
	var zero T
	if *v == zero {
		*v = d
	}
}

// Serve upgrades the request and enrols the client, which is kept until it leaves
// or is closed; Serve returns at once, so that the request and its buffers are not
// kept with it. owner names whose socket it is, for CloseOwner. first composes the
// topic's present frame, or says that there is none; it runs after the client has
// been enrolled, so no change between the two is missed.
//
// It returns ErrFull, having written nothing, when there is no place; a failed
// upgrade has been answered by the upgrader.
func (h *Hub) Serve(
	w http.ResponseWriter, r *http.Request, topic, owner string, first func() (Frame, bool),
) error {
	if err := h.reserve(topic); err != nil {
		return err
	}
	conn, err := h.upgrader.Upgrade(w, r, nil)
	if err != nil {
		h.release(topic)
		return nil
	}
	c := &client{owner: owner, conn: conn, wake: make(chan struct{}, 1), gone: make(chan struct{})}
	kept := false
	defer func() {
		if !kept {
			h.strike(topic, c)
		}
	}()
	if !h.enrol(topic, c) {
		c.close(CloseStopping, "stopping", h.options.WriteWait)
		return nil
	}
	frame, ok := first()
	if !ok {
		c.close(websocket.CloseInternalServerErr, "no frame", h.options.WriteWait)
		return nil
	}
	c.put(newMessage(frame))
	kept = true
	go func() {
		defer conn.Close() // ends the reader, too
		c.writeAll(h.options)
	}()
	go func() {
		c.readAll(h.options)
		close(c.gone)
		h.strike(topic, c)
	}()
	return nil
}

// Publish makes a frame the newest of its topic for all its clients. A frame that
// shows what they have been sent already is not sent again; sent tells. It never
// waits for a client. The frames of a topic come from one goroutine.
func (h *Hub) Publish(topic string, f Frame) (sent bool) { return h.publish(topic, f, false) }

// Repeat is Publish of a frame that is sent even if it shows nothing new, as the
// sign that the server is there.
func (h *Hub) Repeat(topic string, f Frame) { h.publish(topic, f, true) }

func (h *Hub) publish(topic string, f Frame, always bool) bool {
	h.mu.RLock()
	defer h.mu.RUnlock()
	t := h.topics[topic]
	if t == nil || !always && f.Sum != 0 && t.sum.Load() == f.Sum {
		return false
	}
	m, all := newMessage(f), true
	for c := range t.clients {
		all = c.put(m) && all
	}
	if !all {
		f.Sum = 0 // somebody's first frame was newer
	}
	t.sum.Store(f.Sum)
	return true
}

// Topics lists the topics that somebody watches, in order.
func (h *Hub) Topics() []string {
	h.mu.RLock()
	defer h.mu.RUnlock()
	topics := make([]string, 0, len(h.topics))
	for t := range h.topics {
		topics = append(topics, t)
	}
	slices.Sort(topics)
	return topics
}

// Clients is the number of sockets open now.
func (h *Hub) Clients() int {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.count
}

// CloseOwner closes every socket of an owner with a close code.
func (h *Hub) CloseOwner(owner string, code int, reason string) {
	for _, c := range h.all(func(c *client) bool { return c.owner == owner }) {
		c.close(code, reason, h.options.WriteWait)
	}
}

// Close tells all clients to come back soon, takes no new ones, and returns when
// the last has left.
func (h *Hub) Close() {
	h.mu.Lock()
	h.closing = true
	h.mu.Unlock()
	for _, c := range h.all(func(*client) bool { return true }) {
		c.close(CloseStopping, "stopping", h.options.WriteWait)
	}
	h.done.Wait()
}

func (h *Hub) all(match func(*client) bool) []*client {
	h.mu.RLock()
	defer h.mu.RUnlock()
	var found []*client
	for _, t := range h.topics {
		for c := range t.clients {
			if match(c) {
				found = append(found, c)
			}
		}
	}
	return found
}
