package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"dost/server/internal/config"
	"dost/server/passport"
)

// maxPassport is read of a file; the importer says what is wrong with a longer one.
const maxPassport = 16 << 20

// showPassport reads a passport as published and prints it; doubts go to standard
// error, so that the output stays JSON.
func showPassport(_ context.Context, c *config.Command) error {
	result, err := readPassport(c.Passports.Show.File)
	if err != nil {
		return err
	}
	for _, f := range result.Findings {
		fmt.Fprintln(os.Stderr, f)
	}
	if c.Passports.Show.JSON {
		out := json.NewEncoder(os.Stdout)
		out.SetIndent("", "  ")
		out.SetEscapeHTML(false)
		return out.Encode(result)
	}
	p := result.Passport
	fmt.Printf("%s  %s\n%d documents, %d steps, %d subsystems, %d findings\n", p.ID, p.Name.Az, len(p.Documents), len(p.Steps), len(p.Subsystems), len(result.Findings))
	return nil
}

func readPassport(name string) (passport.Result, error) {
	info, err := os.Stat(name)
	if err != nil {
		return passport.Result{}, fmt.Errorf("reading the passport: %w", err)
	}
	if info.Size() > maxPassport {
		return passport.Result{}, fmt.Errorf("%s: %d bytes are no service passport", name, info.Size())
	}
	text, err := os.ReadFile(name) // #nosec G304 -- the operator names the file
	if err != nil {
		return passport.Result{}, fmt.Errorf("reading the passport: %w", err)
	}
	result, err := passport.Import(name, text)
	if err != nil {
		return result, fmt.Errorf("%s: %w", name, err)
	}
	return result, nil
}

// importPassports stores passports as new versions and reports every doubt.
func importPassports(_ context.Context, c *config.Command) error {
	return errors.New("not here yet")
}
