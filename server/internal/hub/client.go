package hub

import (
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// client is one socket: a reader that only listens for pongs and the end, and a
// writer that sends the slot's frame whenever it is woken.
type client struct {
	owner string
	conn  *websocket.Conn
	slot  atomic.Pointer[message]
	wake  chan struct{} // one token: the slot was filled
	gone  chan struct{} // the reader ended
}

// message is a frame made ready once for all clients of a topic.
type message struct {
	seq      uint64
	prepared *websocket.PreparedMessage
}

func newMessage(f Frame) *message {
	p, err := websocket.NewPreparedMessage(websocket.TextMessage, f.Data)
	if err != nil {
		panic(err) // the message type is a constant: it cannot be wrong
	}
	return &message{f.Seq, p}
}

// put puts m in the slot unless a newer frame is there: the first frame and a
// published one may race, and what a screen shows must never go back. It tells
// whether the client gets m.
func (c *client) put(m *message) bool {
	for {
		old := c.slot.Load()
		if old != nil && old.seq > m.seq {
			return false
		}
		if c.slot.CompareAndSwap(old, m) {
			break
		}
	}
	select {
	case c.wake <- struct{}{}:
	default: // a token is there already; the writer will find the newest frame
	}
	return true
}

// writeAll sends frames and pings until the socket fails or the reader ends. The
// sent frame stays in the slot, as the mark below which none is accepted.
func (c *client) writeAll(o Options) {
	ping := time.NewTicker(o.PingEvery)
	defer ping.Stop()
	for {
		var err error
		select {
		case <-c.gone:
			return
		case <-c.wake:
			_ = c.conn.SetWriteDeadline(time.Now().Add(o.WriteWait))
			err = c.conn.WritePreparedMessage(c.slot.Load().prepared)
		case <-ping.C:
			err = c.conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(o.WriteWait))
		}
		if err != nil {
			return
		}
	}
}

// readAll returns when the client is gone or speaks out of turn.
func (c *client) readAll(o Options) {
	patience := o.PingEvery * 5 / 2
	c.conn.SetReadLimit(o.ReadLimit)
	_ = c.conn.SetReadDeadline(time.Now().Add(patience))
	c.conn.SetPongHandler(func(string) error {
		return c.conn.SetReadDeadline(time.Now().Add(patience))
	})
	if _, _, err := c.conn.NextReader(); err == nil {
		c.close(CloseProtocol, "this socket only listens", o.WriteWait)
	}
}

// close says goodbye with a code; the socket goes with it, so the reader and
// writer end at once and not at their deadlines. WriteControl may run beside the
// writer.
func (c *client) close(code int, reason string, wait time.Duration) {
	text := websocket.FormatCloseMessage(code, reason)
	_ = c.conn.WriteControl(websocket.CloseMessage, text, time.Now().Add(wait))
	_ = c.conn.Close()
}

func sameOrigin(r *http.Request) bool {
	if r.Header.Get("Origin") == "" {
		return r.Header.Get("Authorization") != ""
	}
	u, err := url.Parse(r.Header.Get("Origin"))
	return err == nil && u.Host == r.Host
}
