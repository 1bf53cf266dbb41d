package hub

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// hall is a hub behind a real server.
type hall struct {
	*Hub
	*httptest.Server
	ended chan error
}

func open(t *testing.T, o Options) *hall {
	t.Helper()
	h := &hall{Hub: New(o), ended: make(chan error, 64)}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := h.Serve(w, r, r.URL.Query().Get("topic"), r.URL.Query().Get("owner"), func() (Frame, error) {
			return Frame{Seq: 5, Data: []byte("first")}, nil
		})
		if errors.Is(err, ErrFull) {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		h.ended <- err
	}))
	t.Cleanup(func() { h.Hub.Close(); h.Server.Close() })
	return h
}

func (h *hall) dial(t *testing.T, topic, owner string) *websocket.Conn {
	t.Helper()
	url := fmt.Sprintf("ws%s/?topic=%s&owner=%s", strings.TrimPrefix(h.Server.URL, "http"), topic, owner)
	c, _, err := websocket.DefaultDialer.Dial(url, http.Header{"Origin": {h.Server.URL}})
	if err != nil {
		t.Fatalf("dial: %v", err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func read(t *testing.T, c *websocket.Conn) string {
	t.Helper()
	_ = c.SetReadDeadline(time.Now().Add(5 * time.Second))
	_, b, err := c.ReadMessage()
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	return string(b)
}

func TestTheFirstFrameComesAtOnceAndThenEveryNewest(t *testing.T) {
	h := open(t, Options{})
	c := h.dial(t, "display", "d1")
	if got := read(t, c); got != "first" {
		t.Fatalf("first frame is %q", got)
	}
	h.Publish("kiosk", Frame{6, []byte("not ours")})
	h.Publish("display", Frame{7, []byte("seven")})
	if got := read(t, c); got != "seven" {
		t.Fatalf("got %q", got)
	}
}

func TestAnOlderFrameNeverFollowsANewer(t *testing.T) {
	h := open(t, Options{})
	c := h.dial(t, "display", "d1")
	read(t, c)
	h.Publish("display", Frame{9, []byte("nine")})
	read(t, c)
	h.Publish("display", Frame{8, []byte("eight")}) // late, from a slower hand
	h.Publish("display", Frame{9, []byte("nine again")})
	if got := read(t, c); got != "nine again" {
		t.Fatalf("got %q: the screen went back", got)
	}
}

// A client that stops reading costs nobody else anything, misses what lies
// between, and gets the newest when it reads again.
func TestASlowReaderMissesTheMiddleNeverTheNewest(t *testing.T) {
	h := open(t, Options{WriteWait: 30 * time.Second})
	slow, quick := h.dial(t, "display", "slow"), h.dial(t, "display", "quick")
	read(t, slow)
	read(t, quick)
	const last = 400
	pad := strings.Repeat("x", 64<<10) // large enough to fill the socket's buffers
	for i := 10; i <= last; i++ {
		h.Publish("display", Frame{uint64(i), []byte(fmt.Sprintf("%d %s", i, pad))})
		if got := read(t, quick); !strings.HasPrefix(got, fmt.Sprint(i, " ")) {
			t.Fatalf("the quick one got %.10q at %d", got, i)
		}
	}
	seen := 0
	for {
		got := read(t, slow)
		seen++
		if strings.HasPrefix(got, fmt.Sprint(last, " ")) {
			break
		}
	}
	if seen >= last-10 {
		t.Fatalf("the slow one was sent all %d frames: nothing was skipped, so this proves nothing", seen)
	}
}

func TestAStuckClientIsDropped(t *testing.T) {
	h := open(t, Options{PingEvery: 50 * time.Millisecond})
	h.dial(t, "display", "stuck") // answers no ping, since nobody reads from it
	select {
	case <-h.ended:
	case <-time.After(3 * time.Second):
		t.Fatal("still there after 60 missed pings")
	}
	waitFor(t, func() bool { return h.Clients() == 0 && len(h.Topics()) == 0 })
}

func TestTheHubIsBounded(t *testing.T) {
	h := open(t, Options{MaxClients: 2})
	h.dial(t, "display", "1")
	h.dial(t, "display", "2")
	url := "ws" + strings.TrimPrefix(h.Server.URL, "http")
	_, resp, err := websocket.DefaultDialer.Dial(url, http.Header{"Origin": {h.Server.URL}})
	if err == nil || resp == nil || resp.StatusCode != http.StatusServiceUnavailable {
		t.Fatalf("a third client: %v, %v", resp, err)
	}
}

// Strangers with links to follow tickets, however many, take no place of the
// house's own screens, and one link none of another's.
func TestStrangersLeavePlacesToTheHouse(t *testing.T) {
	h := open(t, Options{MaxClients: 5, Stranger: "anyone", EachTopic: 2})
	full := func(topic, owner string) {
		t.Helper()
		url := fmt.Sprintf("ws%s/?topic=%s&owner=%s", strings.TrimPrefix(h.Server.URL, "http"), topic, owner)
		_, resp, err := websocket.DefaultDialer.Dial(url, http.Header{"Origin": {h.Server.URL}})
		if err == nil || resp == nil || resp.StatusCode != http.StatusServiceUnavailable {
			t.Fatalf("%s of %s: %v, %v", topic, owner, resp, err)
		}
	}
	first := h.dial(t, "track", "anyone")
	h.dial(t, "track", "anyone")
	full("track", "anyone")
	h.dial(t, "other", "anyone")
	h.dial(t, "third", "anyone")
	full("fourth", "anyone")
	display := h.dial(t, "display", "display:D1")
	full("display", "display:D2")

	display.Close()
	first.Close()
	waitFor(t, func() bool { return h.Clients() == 3 })
	h.dial(t, "track", "anyone")
	h.dial(t, "display", "display:D1")
}

func TestForeignAndEmptyOriginsAreRefused(t *testing.T) {
	h := open(t, Options{})
	url := "ws" + strings.TrimPrefix(h.Server.URL, "http")
	for _, origin := range []http.Header{{}, {"Origin": {"https://evil.example"}}, {"Origin": {"::"}}} {
		if c, _, err := websocket.DefaultDialer.Dial(url, origin); err == nil {
			c.Close()
			t.Errorf("origin %v was let in", origin)
		}
	}
	c, _, err := websocket.DefaultDialer.Dial(url, http.Header{"Authorization": {"Bearer x"}})
	if err != nil {
		t.Fatalf("a device with its token and no Origin: %v", err)
	}
	c.Close()
}

func TestCloseCodesTellWhetherToComeBack(t *testing.T) {
	h := open(t, Options{})
	agent, phone, other := h.dial(t, "desk/a", "agent:a"), h.dial(t, "track", "phone"), h.dial(t, "desk/b", "agent:b")
	for _, c := range []*websocket.Conn{agent, phone, other} {
		read(t, c)
	}
	h.CloseOwner("agent:a", CloseSignedOut, "signed out")
	wantClose(t, agent, CloseSignedOut)
	if err := phone.WriteMessage(websocket.TextMessage, []byte("hello?")); err != nil {
		t.Fatal(err)
	}
	wantClose(t, phone, CloseProtocol)
	h.Hub.Close()
	wantClose(t, other, CloseStopping)
	waitFor(t, func() bool { return h.Clients() == 0 })
}

func TestAnOversizedFrameFromAClientEndsIt(t *testing.T) {
	h := open(t, Options{})
	c := h.dial(t, "display", "x")
	read(t, c)
	_ = c.WriteMessage(websocket.TextMessage, make([]byte, 1<<20))
	waitFor(t, func() bool { return h.Clients() == 0 })
}

func wantClose(t *testing.T, c *websocket.Conn, code int) {
	t.Helper()
	_ = c.SetReadDeadline(time.Now().Add(5 * time.Second))
	for {
		if _, _, err := c.ReadMessage(); err != nil {
			if !websocket.IsCloseError(err, code) {
				t.Fatalf("closed with %v, want %d", err, code)
			}
			return
		}
	}
}

func waitFor(t *testing.T, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("did not come about within 5 s")
		}
	}
}
