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

	"dost/server/internal/startup"
)

// Listen is where a centre is reached.
type Listen struct {
	Internal net.Listener // staff and devices
	Public   net.Listener // visitors' phones; nil = none
	TLS      *tls.Config  // for both; nil = plain HTTP
}

// stopWithin is how long requests under way may take when the server stops.
const stopWithin = 10 * time.Second

// Serve runs a centre on its listeners until ctx ends or the centre stops for good. They
// answer at once, that it is starting; when it has started it answers there itself, and
// ready is called with it, which must not keep Serve waiting. Serve closes the listeners
// and the centre. An error of the start is Open's; a start that ctx ends is none.
func Serve(ctx context.Context, o Options, l Listen, ready func(*App)) error {
	o.fill()
	s, err := listening(o, l)
	if err != nil {
		return err
	}
	begun := time.Now()
	a, err := Open(ctx, o)
	if err != nil {
		if errors.Is(err, ctx.Err()) {
			err = nil
		}
		return errors.Join(err, s.stop(ctx))
	}
	s.hall.Open(a.Handler())
	s.public.Open(a.Public())
	s.servers[0].RegisterOnShutdown(a.CloseSockets)
	_, records := o.Progress.Seen()
	o.Log.Info("the centre has started", "records", records, "took", time.Since(begun))
	ready(a)
	select {
	case <-ctx.Done():
	case <-a.Dead():
		err = fmt.Errorf("the centre stopped for good: %w", a.Err())
	case err = <-s.failed:
	}
	return errors.Join(err, s.stop(ctx), a.Close(context.WithoutCancel(ctx)))
}

// service is the listeners at work, each with its door.
type service struct {
	hall, public *startup.Door // public's listener may be missing
	servers      []*http.Server
	failed       chan error // has room for what each server ends with
}

func listening(o Options, l Listen) (s *service, err error) {
	quiet := o.answering()
	quiet.Log = nil // every screen asks each second: it is the start that is logged, not they
	outside := quiet
	outside.PublicOnly = true
	s = &service{failed: make(chan error, 2)}
	if s.hall, err = startup.NewDoor(o.Progress, quiet); err == nil {
		s.public, err = startup.NewDoor(o.Progress, outside)
	}
	if err != nil {
		return nil, err
	}
	s.serve(o, l, l.Internal, s.hall)
	if l.Public != nil {
		s.serve(o, l, l.Public, s.public)
	}
	return s, nil
}

func (s *service) serve(o Options, l Listen, at net.Listener, door *startup.Door) {
	server := o.server(door, l)
	s.servers = append(s.servers, server)
	go func() { s.failed <- serve(server, at) }()
}

// stop ends the servers in order: no new requests, sockets told to come back, requests
// under way finished.
func (s *service) stop(ctx context.Context) (err error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer cancel()
	for _, server := range s.servers {
		if shut := server.Shutdown(ctx); shut != nil {
			err = errors.Join(err, server.Close(), fmt.Errorf("stopping: %w", shut))
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
func (o Options) server(h http.Handler, l Listen) *http.Server {
	return &http.Server{
		Handler:           h,
		TLSConfig:         l.TLS,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      15 * time.Second,
		IdleTimeout:       60 * time.Second,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(o.Log.Handler(), slog.LevelDebug),
	}
}
