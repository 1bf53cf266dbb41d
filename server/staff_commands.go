package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"dost/server/internal/config"
	"dost/server/internal/folder"
	"dost/server/internal/staff"
	"dost/server/web"
)

// operator is the actor of changes made on the server's own command line.
const operator = "operator"

// withStaff opens a stopped centre's staff.
func withStaff(data string, do func(*staff.Staff) error) (err error) {
	s, done, err := folder.OpenStaff(data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	return do(s)
}

// addStaff gives somebody a login. The password comes from the terminal, or from
// standard input where that is no terminal; never as an argument.
func addStaff(ctx context.Context, c *config.Command) error {
	o := c.Staff.Add
	password, err := readPassword()
	if err != nil {
		return err
	}
	return withStaff(o.Data, func(s *staff.Staff) error {
		a, err := s.AddAccount(ctx, o.Login, o.Name, o.Role, password, operator)
		if err != nil {
			return err
		}
		fmt.Printf("%s may sign in as %s\n", a.Login, a.Role)
		return nil
	})
}

func readPassword() (string, error) {
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		line, err := bufio.NewReader(os.Stdin).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", fmt.Errorf("reading the password: %w", err)
		}
		return strings.TrimRight(line, "\r\n"), nil
	}
	fmt.Fprint(os.Stderr, "password: ")
	text, err := term.ReadPassword(int(os.Stdin.Fd()))
	fmt.Fprintln(os.Stderr)
	if err != nil {
		return "", fmt.Errorf("reading the password: %w", err)
	}
	return string(text), nil
}

func listStaff(_ context.Context, c *config.Command) error {
	return withStaff(c.Staff.List.Data, func(s *staff.Staff) error {
		accounts, err := s.Accounts()
		if err != nil {
			return err
		}
		for _, a := range accounts {
			state := "active"
			if !a.Active {
				state = "closed"
			}
			factor := "password"
			if s.HasFactor(a.Login) {
				factor = "password and code"
			}
			fmt.Printf("%-20s %-9s %-7s %-18s %s\n", a.Login, a.Role, state, factor, a.Name)
		}
		return nil
	})
}

// resetFactor lets the only manager in again, who lost the phone and the recovery
// codes.
func resetFactor(_ context.Context, c *config.Command) error {
	o := c.Staff.ResetFactor
	return withStaff(o.Data, func(s *staff.Staff) error {
		if err := s.ResetFactor(o.Login, operator); err != nil {
			return err
		}
		fmt.Printf("%s signs in with the password alone\n", o.Login)
		return nil
	})
}

// addDevice makes a kiosk or display and prints its token, this once.
func addDevice(_ context.Context, c *config.Command) error {
	o := c.Device.Add
	return withStaff(o.Data, func(s *staff.Staff) error {
		token, device, err := s.AddDevice(web.Role(o.Kind), o.Name, operator)
		if err != nil {
			return err
		}
		fmt.Printf("%s %s\nopen on it once: /%s#%s\n", device.Actor(), o.Name, o.Kind, token)
		return nil
	})
}
