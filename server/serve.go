package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"

	"dost/server/internal/app"
	"dost/server/internal/config"
	"dost/server/internal/staff"
)

// serve runs a centre until it is told to stop.
func serve(ctx context.Context, c *config.Command) error {
	o := c.Serve
	app.TuneCollector()
	var level slog.Level
	if err := level.UnmarshalText([]byte(o.LogLevel)); err != nil {
		return fmt.Errorf("reading the log level: %w", err)
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level, ReplaceAttr: utc}))

	listen, err := listeners(ctx, o)
	if err != nil {
		return err
	}
	fmt.Printf("starting on %s\n", address(o, listen))
	return app.Serve(ctx, app.Options{
		DataDir: o.Data, Name: o.Centre, Code: o.Code, PublicURL: o.URL(listen.Internal.Addr()),
		Demo: o.Demo, HTTPS: o.HTTPS(), Log: log, DeviceRate: o.DeviceRate,
	}, listen, func(*app.App) { greet(o, listen) })
}

func listeners(ctx context.Context, o config.Serve) (l app.Listen, err error) {
	var lc net.ListenConfig
	if l.Internal, err = lc.Listen(ctx, "tcp", o.Addr); err != nil {
		return l, fmt.Errorf("opening --addr: %w (is another server running there?)", err)
	}
	if o.PublicAddr != "" {
		if l.Public, err = lc.Listen(ctx, "tcp", o.PublicAddr); err != nil {
			return l, errors.Join(fmt.Errorf("opening --public-addr: %w", err), l.Internal.Close())
		}
	}
	if o.TLS() {
		pair, err := tls.LoadX509KeyPair(o.TLSCert, o.TLSKey)
		if err != nil {
			return l, fmt.Errorf("reading --tls-cert and --tls-key: %w", err)
		}
		l.TLS = &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}
	}
	return l, nil
}

// address is where the hall is reached on this machine.
func address(o config.Serve, l app.Listen) string {
	scheme := "http://"
	if o.TLS() {
		scheme = "https://"
	}
	return scheme + l.Internal.Addr().String()
}

// greet says where the screens are; in a demo also how to get in. Tokens stand
// behind a #, which no browser sends.
func greet(o config.Serve, l app.Listen) {
	at := address(o, l)
	if !o.Demo {
		fmt.Printf("centre %q serves %s\n", o.Centre, at)
		fmt.Println(
			"people: server staff add · kiosks and displays: server device add, or the manager's page")
		return
	}
	fmt.Printf(`
  A demo centre runs. All screens:  %[1]s/

    kiosk    %[1]s/kiosk#%[2]s
    display  %[1]s/display#%[3]s
    desk     %[1]s/desk      agent1 … agent6, password %[4]s
    manager  %[1]s/manager   manager, password %[4]s
    also     %[1]s/operator  operator · %[1]s/volunteer  volunteer1 · %[1]s/door#%[6]s

  Data in %[5]s. Stop with Ctrl-C.

`, at, staff.DemoKioskToken, staff.DemoDisplayToken, staff.DemoPassword, o.Data, staff.DemoDoorToken)
}

// utc writes log times in UTC (security, Logs).
func utc(_ []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey {
		a.Value = slog.TimeValue(a.Value.Time().UTC())
	}
	return a
}
