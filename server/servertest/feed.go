package servertest

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// Feed is a live view: its frames as they come.
type Feed struct {
	t      testing.TB
	conn   *websocket.Conn
	Frames chan M        // every frame read, in order; a full channel drops none, it waits
	Ended  chan struct{} // closed when the socket is gone
	Code   int           // its close code, after Ended
}

// Watch opens a live view with the client's credentials.
func (c *Client) Watch(path string) *Feed {
	c.t.Helper()
	header := http.Header{"Origin": {c.base}}
	if c.token != "" {
		header.Set("Authorization", "Bearer "+c.token)
	}
	dialer := websocket.Dialer{Jar: c.http.Jar, HandshakeTimeout: 5 * time.Second}
	conn, resp, err := dialer.DialContext(c.t.Context(), "ws"+strings.TrimPrefix(c.base, "http")+path, header)
	if err != nil {
		status := 0
		if resp != nil {
			status = resp.StatusCode
		}
		c.t.Fatalf("watching %s: %v (%d)", path, err, status)
	}
	f := &Feed{t: c.t, conn: conn, Frames: make(chan M, 4096), Ended: make(chan struct{})}
	c.t.Cleanup(func() { conn.Close() })
	go f.read()
	return f
}

func (f *Feed) read() {
	defer close(f.Ended)
	for {
		_, text, err := f.conn.ReadMessage()
		if err != nil {
			if closed, ok := err.(*websocket.CloseError); ok { //nolint:errorlint // gorilla gives it bare
				f.Code = closed.Code
			}
			return
		}
		var m M
		if json.Unmarshal(text, &m) == nil {
			f.Frames <- m
		}
	}
}

// Until reads frames until one is as wanted; it is as patient as a Page.
func (f *Feed) Until(what string, ok func(M) bool) M {
	f.t.Helper()
	deadline := time.After(patience)
	var last M
	for {
		select {
		case m := <-f.Frames:
			if last = m; ok(m) {
				return m
			}
		case <-f.Ended:
			f.t.Fatalf("waiting for %s: the socket ended with %d", what, f.Code)
		case <-deadline:
			text, _ := json.Marshal(last)
			f.t.Fatalf("no frame with %s; the last was %.900s", what, text)
		}
	}
}

// Calls are the numbers of a display's frame, newest first.
func Calls(frame M) (numbers []string) {
	list, _ := frame["calls"].([]any)
	for _, c := range list {
		if call, ok := c.(M); ok {
			number, _ := call["number"].(string)
			numbers = append(numbers, number)
		}
	}
	return numbers
}
