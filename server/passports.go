package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"dost/server/internal/app"
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

// importPassports stores passports as new versions in a stopped centre and
// reports every doubt. One file that cannot be stored does not keep the others
// from it; the command then fails at its end.
func importPassports(ctx context.Context, c *config.Command) (err error) {
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	shelf, err := app.OpenShelf(c.Passports.Import.Data, log)
	if err != nil {
		return fmt.Errorf("%w (while the centre runs, its manager's console imports passports)", err)
	}
	defer func() { err = errors.Join(err, shelf.Close()) }()
	failed := 0
	for _, name := range c.Passports.Import.Files {
		if err := importOne(ctx, shelf, name); err != nil {
			failed++
			fmt.Printf("%s: not stored: %v\n", filepath.Base(name), err)
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d files were not stored", failed, len(c.Passports.Import.Files))
	}
	return nil
}

func importOne(ctx context.Context, shelf *app.Shelf, name string) error {
	result, err := readPassport(name)
	if err != nil {
		return err
	}
	p := result.Passport
	before, known := shelf.InForce(p.ID)
	if known {
		p = passport.Adopt(before, p)
	}
	if direction, ok := shelf.Directions()[p.Classification]; ok {
		p.Direction = direction
	}
	p.Version = before.Version + 1
	var open []passport.Finding
	for _, f := range result.Findings {
		if f.Level == passport.Question {
			open = append(open, f)
		}
	}
	file := filepath.Base(name)
	changes := passport.Diff(before, p)
	if known && len(changes) == 0 {
		fmt.Printf("%s: %s is in force already, as version %d\n", file, p.ID, before.Version)
		return nil
	}
	if err := shelf.Shelve(ctx, operator, passport.Shelve{Passport: p, Open: open, Source: file}); err != nil {
		return errors.Join(err, errors.New(strings.Join(lines(result.Findings), "\n")))
	}
	fmt.Printf("%s: %s stored as version %d: %s\n", file, p.ID, p.Version, p.Name.Az)
	for _, f := range result.Findings {
		fmt.Printf("  %s: %s\n", f.Level, f)
	}
	if known {
		fmt.Printf("  %d differences to version %d\n", len(changes), before.Version)
	}
	return nil
}

func lines(findings []passport.Finding) (list []string) {
	for _, f := range findings {
		list = append(list, fmt.Sprintf("  %s: %s", f.Level, f))
	}
	return list
}
