// Command server runs a DOST centre: kiosks, hall displays, agents' desks and the
// manager's console, on one embedded journal.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"dost/server/internal/config"
)

// commands binds what config can parse to what it does; a test holds that every
// command is bound.
var commands = map[string]func(context.Context, *config.Command) error{
	"serve":              serve,
	"passports import":   importPassports,
	"passports show":     showPassport,
	"verify":             verify,
	"backup":             backup,
	"restore":            restore,
	"audit verify":       auditVerify,
	"rebuild":            rebuild,
	"calendar":           calendar,
	"simulate":           simulate,
	"staff add":          addStaff,
	"staff list":         listStaff,
	"device add":         addDevice,
	"staff reset-factor": resetFactor,
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "server:", err)
		os.Exit(1) //nolint:gocritic // the signal handler dies with the process
	}
}

func run(ctx context.Context, args []string) error {
	name, c, err := config.Parse(args)
	if err != nil {
		return err
	}
	command, bound := commands[name]
	if !bound {
		return fmt.Errorf("nothing is bound to the command %q", name)
	}
	return command(ctx, c)
}
