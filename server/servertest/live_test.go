package servertest_test

import (
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gorilla/websocket"

	"dost/assets"
	. "dost/server/servertest"
)

// puppet is a server whose every frame and close code the test chooses, under a
// page that does nothing but watch.
type puppet struct {
	*httptest.Server
	t       *testing.T
	sockets chan *websocket.Conn
	refuse  atomic.Int64 // a status instead of the upgrade; 0 = none
	loads   atomic.Int64 // of the page
	build   string
}

const watcher = `import { live } from "shared/live.js";
import { serverNow } from "shared/servertime.js";
window.quiet = false;
window.serverNow = serverNow;
window.view = live("/live/puppet", { quiet: () => window.quiet });
`

func newPuppet(t *testing.T) *puppet {
	t.Helper()
	site, err := assets.New(map[string]fs.FS{"puppet": fstest.MapFS{"app.js": {Data: []byte(watcher)}}})
	if err != nil {
		t.Fatal(err)
	}
	p := &puppet{t: t, sockets: make(chan *websocket.Conn, 16), build: site.Build()}
	mux := http.NewServeMux()
	mux.Handle("/a/", site)
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, _ *http.Request) {
		p.loads.Add(1)
		if err := site.Page(w, assets.Page{Surface: "puppet", Title: "puppet", Lang: "az",
			Module: "puppet/app.js"}); err != nil {
			t.Error(err)
		}
	})
	mux.HandleFunc("/live/puppet", func(w http.ResponseWriter, r *http.Request) {
		if status := p.refuse.Load(); status != 0 {
			w.WriteHeader(int(status))
			return
		}
		upgrader := websocket.Upgrader{}
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		p.sockets <- conn
	})
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

// socket is the next socket that the page opens.
func (p *puppet) socket(within time.Duration) *websocket.Conn {
	p.t.Helper()
	select {
	case conn := <-p.sockets:
		p.t.Cleanup(func() { _ = conn.Close() })
		return conn
	case <-time.After(within):
		p.t.Fatalf("the page opened no socket within %s", within)
		return nil
	}
}

func (p *puppet) send(conn *websocket.Conn, seq int, at time.Time, build string) {
	p.t.Helper()
	frame := fmt.Sprintf(`{"seq": %d, "at": %q, "build": %q}`, seq, at.Format(time.RFC3339Nano), build)
	if err := conn.WriteMessage(websocket.TextMessage, []byte(frame)); err != nil {
		p.t.Fatal(err)
	}
}

func (p *puppet) close(conn *websocket.Conn, code int) {
	_ = conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""),
		time.Now().Add(time.Second))
	_ = conn.Close()
}

func TestAScreenNeverGoesBack(t *testing.T) {
	t.Parallel()
	server := newPuppet(t)
	page := OpenBrowser(t).Open("watcher", server.URL, 800, 600)
	conn := server.socket(10 * time.Second)
	noon := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC) // not the browser's own clock
	server.send(conn, 7, noon, server.build)
	page.Until("view.state.value === 'online' && view.frame.value.seq === 7")
	server.send(conn, 6, noon.Add(time.Second), server.build)   // an older state
	server.send(conn, 7, noon.Add(-time.Second), server.build)  // the same state, sent earlier
	server.send(conn, 7, noon.Add(2*time.Second), server.build) // the same state, repeated
	page.Until(fmt.Sprintf("view.frame.value.at === %q", noon.Add(2*time.Second).Format(time.RFC3339Nano)))
	server.send(conn, 9, noon.Add(3*time.Second), server.build)
	page.Until("view.frame.value.seq === 9")
	server.send(conn, 8, noon.Add(4*time.Second), server.build)
	server.send(conn, 9, noon.Add(5*time.Second), server.build)
	page.Until(fmt.Sprintf("view.frame.value.seq === 9 && view.frame.value.at === %q",
		noon.Add(5*time.Second).Format(time.RFC3339Nano)))
	// The page's clock is the server's, whatever the machine believes.
	drift, err := Eval[float64](page, fmt.Sprintf("Math.abs(serverNow().getTime() - %d)",
		noon.Add(5*time.Second).UnixMilli()))
	if err != nil || drift > 5000 {
		t.Errorf("the page's clock is %v ms off: %v", drift, err)
	}
}

func TestASilentSocketIsOfflineAndLeftAtOnce(t *testing.T) {
	t.Parallel()
	server := newPuppet(t)
	page := OpenBrowser(t).Open("watcher", server.URL, 800, 600)
	conn := server.socket(10 * time.Second)
	server.send(conn, 1, time.Now(), server.build)
	page.Until("view.online.value")
	silent := time.Now() // the socket stays open and says nothing more: a cut cable
	page.Until("view.state.value === 'offline'")
	if took := time.Since(silent); took > 6*time.Second || took < 3*time.Second {
		t.Errorf("offline was said after %s", took)
	}
	next := server.socket(3 * time.Second)
	server.send(next, 2, time.Now(), server.build)
	page.Until("view.online.value && view.frame.value.seq === 2")
}

func TestCloseCodesSayWhetherToComeBack(t *testing.T) {
	t.Parallel()
	server := newPuppet(t)
	browser := OpenBrowser(t)
	for _, c := range []struct {
		code  int
		state string
		back  bool
	}{
		{4503, "offline", true}, {1006, "offline", true}, {4401, "signed-out", false},
		{4409, "replaced", false},
	} {
		page := browser.Open("watcher", server.URL, 800, 600)
		conn := server.socket(10 * time.Second)
		server.send(conn, 1, time.Now(), server.build)
		page.Until("view.online.value")
		if c.code == 1006 {
			_ = conn.Close()
		} else {
			server.close(conn, c.code)
		}
		if c.back {
			server.send(server.socket(5*time.Second), 2, time.Now(), server.build)
			page.Until("view.online.value && view.frame.value.seq === 2")
		} else {
			page.Until(fmt.Sprintf("view.state.value === %q && !view.online.value", c.state))
			select {
			case <-server.sockets:
				t.Errorf("after %d the page came back", c.code)
			case <-time.After(1500 * time.Millisecond):
			}
		}
		if _, err := Eval[bool](page, "view.close() === undefined"); err != nil {
			t.Fatal(err)
		}
	}
}

func TestARefusedSocketTellsWhy(t *testing.T) {
	t.Parallel()
	server := newPuppet(t)
	browser := OpenBrowser(t)
	for status, state := range map[int]string{http.StatusUnauthorized: "signed-out",
		http.StatusNotFound: "gone"} {
		server.refuse.Store(int64(status))
		page := browser.Open("watcher", server.URL, 800, 600)
		page.Until(fmt.Sprintf("view.state.value === %q", state))
	}
}

func TestANewBuildWaitsForAQuietMoment(t *testing.T) {
	t.Parallel()
	server := newPuppet(t)
	page := OpenBrowser(t).Open("watcher", server.URL, 800, 600)
	conn := server.socket(10 * time.Second)
	server.send(conn, 1, time.Now(), "another-build")
	page.Until("view.online.value")
	time.Sleep(1500 * time.Millisecond)
	if loads := server.loads.Load(); loads != 1 {
		t.Fatal("the page reloaded under its visitor's hands")
	}
	if _, err := Eval[bool](page, "window.quiet = true"); err != nil {
		t.Fatal(err)
	}
	server.socket(10 * time.Second) // of the page that loaded anew
	if loads := server.loads.Load(); loads != 2 {
		t.Errorf("the page was loaded %d times", loads)
	}
}

// cable is a TCP proxy that can be cut: bytes stop in both directions, and
// nothing is closed, as when a plug is pulled.
type cable struct {
	net.Listener
	to  string
	cut atomic.Bool
	mu  sync.Mutex
	all []net.Conn

	knocks []time.Time // when each connection came
}

func newCable(t *testing.T, to string) *cable {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // a test's own listener
	if err != nil {
		t.Fatal(err)
	}
	c := &cable{Listener: l, to: strings.TrimPrefix(to, "http://")}
	t.Cleanup(func() {
		_ = l.Close()
		c.mu.Lock()
		defer c.mu.Unlock()
		for _, conn := range c.all {
			_ = conn.Close()
		}
	})
	go c.serve()
	return c
}

func (c *cable) serve() {
	for {
		near, err := c.Accept()
		if err != nil {
			return
		}
		far, err := net.Dial("tcp", c.to) //nolint:noctx // a test's own connection
		if err != nil {
			_ = near.Close()
			continue
		}
		c.mu.Lock()
		c.all = append(c.all, near, far)
		c.knocks = append(c.knocks, time.Now())
		c.mu.Unlock()
		go c.carry(near, far)
		go c.carry(far, near)
	}
}

// carry copies until an end; what arrives while cut is lost, and a connection
// that lost bytes never speaks again.
func (c *cable) carry(to io.Writer, from io.Reader) {
	buffer, dead := make([]byte, 32<<10), false
	for {
		n, err := from.Read(buffer)
		if err != nil {
			return
		}
		if dead = dead || c.cut.Load(); dead {
			continue
		}
		if _, err := to.Write(buffer[:n]); err != nil {
			return
		}
	}
}

func TestAKioskSaysThatItIsCutOffAndComesBack(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	plug := newCable(t, s.URL)
	kiosk := OpenBrowser(t).Open("kiosk", "http://"+plug.Addr().String()+"/kiosk#demo-kiosk", 1080, 1920)
	kiosk.See(".card .tap")
	plug.cut.Store(true)
	cut := time.Now()
	kiosk.See(".note[role=alert]")
	if took := time.Since(cut); took > 6*time.Second {
		t.Errorf("the kiosk said that it is cut off after %s", took)
	}
	kiosk.Shot("kiosk-cut-off")
	time.Sleep(25 * time.Second)
	s.Kiosk(t).Post("/api/kiosk/tickets", M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated)
	plug.cut.Store(false)
	healed := time.Now()
	kiosk.Says(".card:nth-child(2)", "1 nəfər")
	// This cable swallows a try that began while it was cut; a network would carry
	// what the kiosk's machine sends again.
	if took := time.Since(healed); took > 6*time.Second {
		t.Errorf("the kiosk came back after %s", took)
	}
	plug.mu.Lock()
	defer plug.mu.Unlock()
	for i, knock := range plug.knocks[1:] {
		if pause := knock.Sub(plug.knocks[i]); knock.After(cut) && pause > 6*time.Second {
			t.Errorf("for %s the kiosk did not try to come back", pause)
		}
	}
}
