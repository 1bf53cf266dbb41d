package app

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Listen is where a centre is reached.
type Listen struct {
	Hall   net.Listener // staff and devices
	Public net.Listener // visitors' phones; nil = none
	TLS    *tls.Config  // for both; nil = plain HTTP
}

// stopWithin is how long requests under way may take when the server stops.
const stopWithin = 10 * time.Second

// Serve answers on the listeners until ctx ends or the centre stops for good,
// then stops in order: no new requests, sockets told to come back, requests under
// way finished. It closes the listeners, not the App.
func (a *App) Serve(ctx context.Context, l Listen) error {
	servers := []*http.Server{a.server(a.Handler(), l)}
	listeners := []net.Listener{l.Hall}
	if l.Public != nil {
		servers = append(servers, a.server(a.Public(), l))
		listeners = append(listeners, l.Public)
	}
	servers[0].RegisterOnShutdown(a.CloseSockets)
	failed := make(chan error, len(servers))
	for i, s := range servers {
		a.others.Go(func() { failed <- serve(s, listeners[i]) })
	}
	var err error
	select {
	case <-ctx.Done():
	case <-a.Dead():
		err = fmt.Errorf("the centre stopped for good: %w", a.Err())
	case err = <-failed:
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer cancel()
	for _, s := range servers {
		if shut := s.Shutdown(stop); shut != nil {
			err = errors.Join(err, s.Close(), fmt.Errorf("stopping: %w", shut))
		}
	}
	return err
}

func serve(s *http.Server, l net.Listener) error {
	var err error
	if s.TLSConfig != nil {
		err = s.ServeTLS(l, "", "")
	} else {
		err = s.Serve(l)
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return fmt.Errorf("serving %s: %w", l.Addr(), err)
}

// server has the time-outs of promises, Settings: a slow or idle client cannot
// hold a place for long. Live sockets have left the server's hands by then.
func (a *App) server(h http.Handler, l Listen) *http.Server {
	return &http.Server{
		Handler:           h,
		TLSConfig:         l.TLS,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      15 * time.Second,
		IdleTimeout:       60 * time.Second,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(a.options.Log.Handler(), slog.LevelDebug),
	}
}
