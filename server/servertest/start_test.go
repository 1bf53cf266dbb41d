package servertest_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"dost/assets"
	"dost/server/centre"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/internal/app"
	"dost/server/internal/folder"
	"dost/server/internal/keys"
	"dost/server/occupancy"

	. "dost/server/servertest"
)

// lengthen appends records to a stopped centre's journal that a start must read, and
// gives the last one's number.
func lengthen(t *testing.T, data string, records int) uint64 {
	t.Helper()
	k, err := keys.Existing(folder.Keys(data))
	if err != nil {
		t.Fatal(err)
	}
	j, err := folder.OpenJournal(data, k)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = j.Close() }()
	at, seq := time.Now(), j.Head().Seq
	for range records / 1000 {
		var entry centre.Entry
		for range 1000 {
			seq++
			counted := occupancy.Counted{Inside: int(seq % 50)}
			entry.Records = append(entry.Records,
				event.Record{Seq: seq, At: at, Actor: "test", Event: counted})
		}
		if err := j.Append([]centre.Entry{entry}); err != nil {
			t.Fatal(err)
		}
	}
	return seq
}

// slowly gives the program one processor, so that its start can be watched.
func slowly(c *exec.Cmd) { c.Env = append(c.Environ(), "GOMAXPROCS=1") }

// long is a centre with a long day behind it, whose program was killed: there is no
// snapshot of it. last is the number of its last record.
func long(t *testing.T) (binary, data string, last uint64) {
	binary, data = Program(t), filepath.Join(t.TempDir(), "data")
	Launch(t, binary, data).Kill()
	return binary, data, lengthen(t, data, 200_000)
}

// The port is open at once. While somebody else holds the journal, and while it is read,
// all that ask are told so, each in his own way; then the centre answers, on the same
// connections.
func TestAStartSaysHowFarItIs(t *testing.T) {
	binary, data, last := long(t)
	holder := outside(t, filepath.Join(data, "centre.db"), `BEGIN IMMEDIATE; SELECT 1`)
	defer holder.leave()
	p := Begin(t, binary, data, slowly)
	if alive := p.Get("/healthz").Want(http.StatusOK); alive.Text("status") != "starting" {
		t.Errorf("alive: %s", alive.Body)
	}
	unready := p.Get("/readyz").Want(http.StatusServiceUnavailable)
	if unready.Text("status") != "starting" || unready.Header.Get("Retry-After") == "" {
		t.Errorf("%v %s", unready.Header, unready.Body)
	}
	for _, language := range i18n.Languages {
		r := p.Post("/api/kiosk/tickets?lang="+language, M{"key": Key(), "direction": "benefits"})
		r.Problem(http.StatusServiceUnavailable, "starting")
		if want := assets.Text(language, "error.starting", nil); r.Text("title") != want {
			t.Errorf("%s: %s", language, r.Body)
		}
	}
	live := "ws" + strings.TrimPrefix(p.Server.URL, "http") + "/live/display"
	_, refused, err := websocket.DefaultDialer.Dial(live, nil)
	if err == nil || refused == nil || refused.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a socket was opened: %v", err)
	}
	kept := oneConnection(t, p.Server)
	kept("/readyz", http.StatusServiceUnavailable)
	holder.release()
	reading := 0
	for begun := time.Now(); ; time.Sleep(time.Millisecond) {
		r := p.Get("/readyz")
		if r.Status == http.StatusOK {
			break
		}
		n, _ := r.JSON()["n"].(float64) // none before the first record
		m, _ := r.JSON()["m"].(float64)
		if m == float64(last) && n > 0 && n < float64(last) {
			reading++
		}
		if time.Since(begun) > 20*time.Second {
			t.Fatalf("after 20 s: %s", r.Body)
		}
	}
	if reading == 0 {
		t.Errorf("no answer was between 0 and %d of %d", last, last)
	}
	kept("/readyz", http.StatusOK)
	p.Post("/api/kiosk/tickets", M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated)
}

// oneConnection opens a connection; what it gives asks for a path on it and wants a status.
func oneConnection(t *testing.T, s *Server) func(path string, status int) {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	answers := bufio.NewReader(conn)
	return func(path string, status int) {
		t.Helper()
		if _, err := fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: centre\r\n\r\n", path); err != nil {
			t.Fatal(err)
		}
		answer, err := http.ReadResponse(answers, nil)
		if err != nil {
			t.Fatalf("the connection was lost: %v", err)
		}
		_, _ = io.Copy(io.Discard, answer.Body)
		_ = answer.Body.Close()
		if answer.StatusCode != status {
			t.Errorf("%s answers %d, want %d", path, answer.StatusCode, status)
		}
	}
}

// A supervisor that stops the program while it starts need not kill it.
func TestAStartCanBeEnded(t *testing.T) {
	binary, data, last := long(t)
	p := Begin(t, binary, data, slowly)
	for p.Get("/readyz").JSON()["m"] != float64(last) {
		time.Sleep(time.Millisecond)
	}
	if err := p.Cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if p.Started() {
		t.Error("the centre has started all the same")
	}
	if err := p.Cmd.Wait(); err != nil {
		t.Errorf("the program ended with %v", err)
	}
	p = Launch(t, binary, data)
	p.Post("/api/kiosk/tickets", M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated)
}

// Screens that were open before a restart say that they are cut off for as long as the
// start takes, and come back by themselves; a page that is opened meanwhile says that the
// server is starting, and becomes what was asked for, with what stands behind its #.
func TestScreensComeBackAfterAStart(t *testing.T) {
	t.Parallel()
	look := axe(t)
	b := OpenBrowser(t)
	s := Start(t, Options{})
	kiosk := b.Open("kiosk", s.URL+"/kiosk#demo-kiosk", 1080, 1920)
	kiosk.See(".card")
	s.Stop()
	kiosk.See(".note.shut")

	internal, err := net.Listen("tcp", strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	hold := make(chan struct{})
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	options := app.Options{DataDir: s.Dir, Demo: true, Clock: func() time.Time { <-hold; return time.Now() }}
	go func() { served <- app.Serve(ctx, options, app.Listen{Internal: internal}, func(*app.App) {}) }()
	display := b.Open("starting", s.URL+"/display#demo-display", 1920, 1080)
	display.See(".starting")
	display.Until(`document.querySelector("progress").value > 0`)
	look(display, "the page of a start")
	display.Shot("starting")
	phone := b.Open("starting-phone", s.URL+"/t", 390, 844)
	phone.See(".starting")
	phone.Shot("starting-phone")
	kiosk.See(".note.shut")
	close(hold)
	kiosk.See(".card")
	display.See(".screen:not(.offline):not(.away) > *") // it is paired: its token has survived
	phone.Gone(".starting")
	stop()
	if err := <-served; err != nil {
		t.Error(err)
	}
}
