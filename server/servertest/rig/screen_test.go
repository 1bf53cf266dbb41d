//go:build rig

package rig_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	. "dost/server/servertest"
)

// The patience of assets/js/live.js, which this driver follows.
const (
	silence  = 4500 * time.Millisecond // without a frame until a screen says so
	knocking = 2 * time.Second         // for one try to connect
	pausing  = 400 * time.Millisecond
)

// screen is a hall display as a program: it shows the newest frame, knows when it
// is cut off, and comes back by itself.
type screen struct {
	mu        sync.Mutex
	frame     M
	seq       float64
	online    bool
	since     time.Time // online or not
	backwards int       // frames older than one shown
	ended     chan struct{}
}

// follow opens a screen on a server for the time of the test.
func follow(t *testing.T, url string) *screen {
	t.Helper()
	s := &screen{since: time.Now(), ended: make(chan struct{})}
	t.Cleanup(func() { close(s.ended) })
	go func() {
		for {
			select {
			case <-s.ended:
				return
			default:
			}
			s.watch(url)
			time.Sleep(pausing)
		}
	}()
	return s
}

// watch is one socket, from its opening to its end.
func (s *screen) watch(url string) {
	dialer := websocket.Dialer{HandshakeTimeout: knocking}
	conn, resp, err := dialer.Dial("ws"+strings.TrimPrefix(url, "http")+"/live/display",
		http.Header{"Authorization": {"Bearer demo-display"}})
	if err != nil {
		return
	}
	_ = resp.Body.Close()
	defer conn.Close()
	defer s.show(nil)
	for {
		_ = conn.SetReadDeadline(time.Now().Add(silence))
		_, text, err := conn.ReadMessage()
		if err != nil {
			return
		}
		var f M
		if json.Unmarshal(text, &f) == nil {
			s.show(f)
		}
	}
}

// show takes a frame; nil = the screen is cut off.
func (s *screen) show(f M) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if online := f != nil; online != s.online {
		s.online, s.since = online, time.Now()
	}
	if f == nil {
		return
	}
	seq, _ := f["seq"].(float64)
	if seq < s.seq {
		s.backwards++
		return
	}
	s.frame, s.seq = f, seq
}

// shows tells whether the screen is online with a record, or a later one.
func (s *screen) shows(seq float64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.online && s.seq >= seq
}

// cutOff tells whether the screen says that it has no connection.
func (s *screen) cutOff() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.online
}

// back is how many frames went back.
func (s *screen) back() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.backwards
}

// within waits for something, at most so long, and gives how long it took.
func within(t *testing.T, limit time.Duration, what string, done func() bool) time.Duration {
	t.Helper()
	began := time.Now()
	for !done() {
		if time.Since(began) > limit+20*time.Second {
			t.Fatalf("never: %s", what)
		}
		time.Sleep(10 * time.Millisecond)
	}
	took := time.Since(began)
	if took > limit {
		t.Errorf("after %s, not within %s: %s", took.Round(time.Millisecond), limit, what)
	}
	return took
}

// head is the server's last record.
func head(c *Client) float64 {
	seq, _ := c.Get("/healthz").JSON()["seq"].(float64)
	return seq
}
