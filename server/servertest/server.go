// Package servertest runs a real centre on a loopback port and drives it as its
// users do: a kiosk, a hall display, agents at their desks, a manager. Scenarios
// through it are how the server is tested; nothing in it is a mock.
package servertest

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"testing"
	"time"

	"dost/server/internal/app"
)

// Options change the centre under test; the zero value is the demo on the
// system's clock in a folder of the test's.
type Options struct {
	DataDir string
	Clock   func() time.Time
	Log     *slog.Logger
	Real    bool // not a demo: nobody can sign in and no device is known
}

// Server is a centre that runs for one test.
type Server struct {
	URL  string // "http://127.0.0.1:PORT"
	App  *app.App
	Dir  string
	stop func()
}

// Start runs a centre until the test ends, or Stop is called.
func Start(t testing.TB, o Options) *Server {
	t.Helper()
	if o.DataDir == "" {
		o.DataDir = t.TempDir()
	}
	internal, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // a test's own listener
	if err != nil {
		t.Fatal(err)
	}
	url := "http://" + internal.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	served, opened := make(chan error, 1), make(chan *app.App, 1)
	options := app.Options{DataDir: o.DataDir, Demo: !o.Real, PublicURL: url, Clock: o.Clock, Log: o.Log}
	go func() {
		served <- app.Serve(ctx, options, app.Listen{Internal: internal}, func(a *app.App) { opened <- a })
	}()
	s := &Server{URL: url, Dir: o.DataDir}
	select {
	case s.App = <-opened:
	case err := <-served:
		cancel()
		t.Fatalf("starting the centre: %v", err)
	}
	stopped := false
	s.stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		if err := <-served; err != nil {
			t.Errorf("serving: %v", err)
		}
	}
	t.Cleanup(s.stop)
	return s
}

// Stop ends the centre in order; its data stay.
func (s *Server) Stop() { s.stop() }

// Kiosk is the demo's kiosk with its device token.
func (s *Server) Kiosk(t testing.TB) *Client { return s.device(t, "demo-kiosk") }

// Display is the demo's hall display with its device token.
func (s *Server) Display(t testing.TB) *Client { return s.device(t, "demo-display") }

// Door is the demo's counter at the entrance with its device token.
func (s *Server) Door(t testing.TB) *Client { return s.device(t, "demo-door") }

// With is a device with a token of its own.
func (s *Server) With(t testing.TB, token string) *Client { return s.device(t, token) }

// Booking is the demo's program that books visits, with its token.
func (s *Server) Booking(t testing.TB) *Client { return s.device(t, "demo-booking") }

func (s *Server) device(t testing.TB, token string) *Client {
	c := s.Anyone(t)
	c.token = token
	return c
}

// Anyone is a client that has not signed in.
func (s *Server) Anyone(t testing.TB) *Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	t.Cleanup(transport.CloseIdleConnections)
	return &Client{t: t, base: s.URL, http: &http.Client{Jar: jar, Transport: transport,
		Timeout: 30 * time.Second}}
}

// Staff is a member of the demo's staff, signed in.
func (s *Server) Staff(t testing.TB, login string) *Client {
	t.Helper()
	c := s.Anyone(t)
	c.Post("/api/session", M{"login": login, "password": "demo-demo"}).Want(http.StatusOK)
	return c
}

// Agent is agent n of the demo, signed in and seated at desk n for the directions
// (none = the desk's own).
func (s *Server) Agent(t testing.TB, n int, directions ...string) *Client {
	t.Helper()
	c := s.Staff(t, fmt.Sprintf("agent%d", n))
	if directions == nil {
		directions = []string{}
	}
	c.Post("/api/desk", M{"key": Key(), "desk": fmt.Sprint(n), "directions": directions}).Want(http.StatusOK)
	return c
}
