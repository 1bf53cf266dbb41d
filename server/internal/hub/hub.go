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
	Stranger   string        // the owner of all sockets of people whom nobody knows; "" = there are none
	Strangers  int           // four of five clients: so many of them may be strangers, and the house's own screens always find a place
	EachTopic  int           // 20: strangers on one topic, so that one visitor's link takes no other's place
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
type Frame struct {
	Seq  uint64
	Data []byte
}

// Hub is safe for concurrent use.
type Hub struct {
	options  Options
	upgrader websocket.Upgrader

	mu      sync.RWMutex
	topics  map[string]map[*client]struct{}
	count   int
	closing bool

	strangers int            // of the count
	strange   map[string]int // the same by topic
	done      sync.WaitGroup
}

// New makes an empty hub.
func New(o Options) *Hub {
	def(&o.MaxClients, 2000)
	def(&o.Strangers, o.MaxClients-o.MaxClients/5)
	def(&o.EachTopic, 20)
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
		topics:  map[string]map[*client]struct{}{},
		strange: map[string]int{},
	}
}

func def[T comparable](v *T, d T) {
	var zero T
	if *v == zero {
		*v = d
	}
}

// Serve upgrades the request and keeps the client until it leaves or is closed;
// it returns then. owner names whose socket it is, for CloseOwner. first
// composes the topic's present frame; it runs after the client has been
// enrolled, so no change between the two is missed.
//
// It returns ErrFull, having written nothing, when there is no place; a failed
// upgrade has been answered by the upgrader. A client that goes away is no error.
func (h *Hub) Serve(w http.ResponseWriter, r *http.Request, topic, owner string, first func() (Frame, error)) error {
	c := &client{owner: owner, wake: make(chan struct{}, 1), gone: make(chan struct{})}
	if err := h.reserve(topic, owner); err != nil {
		return err
	}
	defer h.release(topic, owner)
	conn, err := h.upgrader.Upgrade(w, r, nil)
	if err != nil {
		return nil
	}
	c.conn = conn
	defer conn.Close()
	if !h.enrol(topic, c) {
		c.close(CloseStopping, "stopping", h.options.WriteWait)
		return nil
	}
	defer h.strike(topic, c)
	frame, err := first()
	if err != nil {
		c.close(websocket.CloseInternalServerErr, "no frame", h.options.WriteWait)
		return err
	}
	c.offer(newMessage(frame))
	go func() {
		defer conn.Close() // ends the reader, too
		c.writeAll(h.options)
	}()
	c.readAll(h.options)
	close(c.gone)
	return nil
}

// Publish makes a frame the newest of its topic for all its clients. It never
// waits for one.
func (h *Hub) Publish(topic string, f Frame) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	clients := h.topics[topic]
	if len(clients) == 0 {
		return
	}
	m := newMessage(f)
	for c := range clients {
		c.offer(m)
	}
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
	for _, clients := range h.topics {
		for c := range clients {
			if match(c) {
				found = append(found, c)
			}
		}
	}
	return found
}

func (h *Hub) reserve(topic, owner string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closing || h.count >= h.options.MaxClients {
		return ErrFull
	}
	if h.stranger(owner) {
		if h.strangers >= h.options.Strangers || h.strange[topic] >= h.options.EachTopic {
			return ErrFull
		}
		h.strange[topic]++
		h.strangers++
	}
	h.count++
	h.done.Add(1)
	return nil
}

func (h *Hub) release(topic, owner string) {
	h.mu.Lock()
	h.count--
	if h.stranger(owner) {
		h.strangers--
		if h.strange[topic]--; h.strange[topic] == 0 {
			delete(h.strange, topic)
		}
	}
	h.mu.Unlock()
	h.done.Done()
}

func (h *Hub) stranger(owner string) bool { return owner != "" && owner == h.options.Stranger }

func (h *Hub) enrol(topic string, c *client) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closing {
		return false
	}
	if h.topics[topic] == nil {
		h.topics[topic] = map[*client]struct{}{}
	}
	h.topics[topic][c] = struct{}{}
	return true
}

func (h *Hub) strike(topic string, c *client) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.topics[topic], c)
	if len(h.topics[topic]) == 0 {
		delete(h.topics, topic)
	}
}
