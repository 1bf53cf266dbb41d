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

// harness is a hub behind a real server.
type harness struct {
	*Hub
	*httptest.Server
}

func open(t *testing.T, o Options) *harness {
	t.Helper()
	h := &harness{Hub: New(o)}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := h.Serve(w, r, r.URL.Query().Get("topic"), r.URL.Query().Get("owner"), func() (Frame, bool) {
			return Frame{Seq: 5, Data: []byte("first")}, r.URL.Query().Get("topic") != "none"
		})
		if errors.Is(err, ErrFull) {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	t.Cleanup(func() { h.Hub.Close(); h.Server.Close() })
	return h
}

func (h *harness) dial(t *testing.T, topic, owner string) *websocket.Conn {
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
	h.Publish("kiosk", Frame{Seq: 6, Data: []byte("not ours")})
	h.Publish("display", Frame{Seq: 7, Data: []byte("seven")})
	if got := read(t, c); got != "seven" {
		t.Fatalf("got %q", got)
	}
}

func TestAnOlderFrameNeverFollowsANewer(t *testing.T) {
	h := open(t, Options{})
	c := h.dial(t, "display", "d1")
	read(t, c)
	h.Publish("display", Frame{Seq: 9, Sum: 900, Data: []byte("nine")})
	read(t, c)
	h.Publish("display", Frame{Seq: 8, Sum: 800, Data: []byte("eight")}) // late, from a slower hand
	h.Publish("display", Frame{Seq: 9, Sum: 900, Data: []byte("nine again")})
	if got := read(t, c); got != "nine again" {
		t.Fatalf("got %q: the screen went back", got)
	}
	h.Publish("display", Frame{Seq: 8, Sum: 800, Data: []byte("eight")})
	if !h.Publish("display", Frame{Seq: 10, Sum: 800, Data: []byte("ten, like eight")}) {
		t.Fatal("what was never sent was held for known")
	}
	if got := read(t, c); got != "ten, like eight" {
		t.Fatalf("got %q", got)
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
		h.Publish("display", Frame{Seq: uint64(i), Data: []byte(fmt.Sprintf("%d %s", i, pad))})
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

// One topic, however many come for it, takes no other's place.
func TestATopicLeavesPlacesToOthers(t *testing.T) {
	h := open(t, Options{MaxClients: 4, EachTopic: 2})
	full := func(topic string) {
		t.Helper()
		url := fmt.Sprintf("ws%s/?topic=%s", strings.TrimPrefix(h.Server.URL, "http"), topic)
		_, resp, err := websocket.DefaultDialer.Dial(url, http.Header{"Origin": {h.Server.URL}})
		if err == nil || resp == nil || resp.StatusCode != http.StatusServiceUnavailable {
			t.Fatalf("%s: %v, %v", topic, resp, err)
		}
	}
	first := h.dial(t, "track", "")
	h.dial(t, "track", "")
	full("track")
	h.dial(t, "other", "")
	h.dial(t, "third", "")
	full("fourth")

	first.Close()
	waitFor(t, func() bool { return h.Clients() == 3 })
	h.dial(t, "track", "")
}

// What a topic's clients have seen is not sent again but as a sign of life; somebody
// new among them is sent the next frame whatever it shows.
func TestTheSameIsNotSentAgain(t *testing.T) {
	h := open(t, Options{})
	c := h.dial(t, "display", "d1")
	read(t, c)
	publish := func(want bool, f Frame) {
		t.Helper()
		if got := h.Publish("display", f); got != want {
			t.Fatalf("%s was sent: %v", f.Data, got)
		}
		if !want {
			return
		}
		if got := read(t, c); got != string(f.Data) {
			t.Fatalf("got %q, want %q", got, f.Data)
		}
	}
	publish(true, Frame{6, 100, []byte("six")})
	publish(false, Frame{7, 100, []byte("six at another moment")})
	h.Repeat("display", Frame{8, 100, []byte("six, and still here")})
	if got := read(t, c); got != "six, and still here" {
		t.Fatalf("got %q", got)
	}
	publish(true, Frame{9, 101, []byte("nine")})
	publish(true, Frame{10, 100, []byte("six, come back")})
	late := h.dial(t, "display", "d2")
	read(t, late)
	publish(true, Frame{11, 100, []byte("for the newcomer")})
	if got := read(t, late); got != "for the newcomer" {
		t.Fatalf("the newcomer got %q", got)
	}
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
	agent, other := h.dial(t, "desk/a", "agent:a"), h.dial(t, "desk/b", "agent:b")
	phone := h.dial(t, "track", "phone")
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

func TestAClientWithoutAFrameIsClosed(t *testing.T) {
	h := open(t, Options{})
	wantClose(t, h.dial(t, "none", "x"), websocket.CloseInternalServerErr)
	waitFor(t, func() bool { return h.Clients() == 0 && len(h.Topics()) == 0 })
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
