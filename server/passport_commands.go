package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"dost/server/internal/config"
	"dost/server/internal/library"
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
	fmt.Printf("%s  %s\n%d documents, %d steps, %d subsystems, %d findings\n", p.ID, p.Name.Az,
		len(p.Documents), len(p.Steps), len(p.Subsystems), len(result.Findings))
	return nil
}

// atOnce is how many versions wait for the disk together, far below what the
// centre's mailbox holds.
const atOnce = 200

func readPassport(name string) (passport.Result, error) {
	info, err := os.Stat(name) // #nosec G703 -- the operator names the file
	if err != nil {
		return passport.Result{}, fmt.Errorf("reading the passport: %w", err)
	}
	if info.Size() > maxPassport {
		return passport.Result{}, fmt.Errorf("%s: %d bytes are no service passport", name, info.Size())
	}
	text, err := os.ReadFile(name) // #nosec G304 G703 -- the operator names the file
	if err != nil {
		return passport.Result{}, fmt.Errorf("reading the passport: %w", err)
	}
	result, err := passport.Import(name, text)
	if err != nil {
		return result, fmt.Errorf("reading %s: %w", filepath.Base(name), err)
	}
	return result, nil
}

// importPassports stores passports as new versions in a stopped centre and
// reports every doubt. One file that cannot be stored does not keep the others
// from it; the command then fails at its end.
func importPassports(ctx context.Context, c *config.Command) error {
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	return importInto(ctx, c.Passports.Import.Data, c.Passports.Import.Files, os.Stdout, log)
}

func importInto(ctx context.Context, data string, files []string, out io.Writer,
	log *slog.Logger) (err error) {
	shelf, err := library.OpenShelf(data, log)
	if err != nil {
		return fmt.Errorf("%w (while the centre runs, its manager's console imports passports)", err)
	}
	defer func() { err = errors.Join(err, shelf.Close()) }()
	drafts := make([]*draft, len(files))
	var storing sync.WaitGroup
	for i, name := range files {
		d := &draft{file: filepath.Base(name)}
		drafts[i] = d
		if d.err = d.read(shelf, name); d.err != nil || d.same {
			continue
		}
		// Storing waits for the disk, and many wait no longer than one. A second
		// document of the same service waits for the first.
		if i%atOnce == atOnce-1 {
			storing.Wait()
		}
		if slices.ContainsFunc(drafts[:i], func(o *draft) bool { return o.passport.ID == d.passport.ID }) {
			storing.Wait()
			if d.over(shelf); d.same {
				continue
			}
		}
		storing.Go(func() {
			d.err = shelf.Shelve(ctx, operator,
				passport.Publish{Passport: d.passport, Open: d.open(), Source: d.file})
		})
	}
	storing.Wait()
	failed := 0
	for _, d := range drafts {
		if d.err != nil {
			failed++
		}
		if _, err := io.WriteString(out, d.report()); err != nil {
			return fmt.Errorf("reporting: %w", err)
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d files were not stored", failed, len(files))
	}
	return nil
}

// draft is one file on its way to the catalogue.
type draft struct {
	file     string
	result   passport.Result
	passport passport.Passport // with what the version before already has
	before   int               // the version in force; 0 = none
	changes  int               // differences to it
	same     bool              // nothing differs
	err      error
}

func (d *draft) read(shelf *library.Shelf, name string) (err error) {
	if d.result, err = readPassport(name); err != nil {
		return err
	}
	d.over(shelf)
	return nil
}

// over lays the document over the version in force.
func (d *draft) over(shelf *library.Shelf) {
	d.passport = d.result.Passport
	before, known := shelf.InForce(d.passport.ID)
	if known {
		d.passport = passport.Adopt(before, d.passport)
	}
	if direction, ok := shelf.Directions()[d.passport.Classification]; ok {
		d.passport.Direction = direction
	}
	d.before, d.passport.Version = before.Version, before.Version+1
	if known {
		d.changes = len(passport.Diff(before, d.passport))
		d.same = d.changes == 0
	}
}

// open are the doubts, which the manager's console lists until they are settled.
func (d *draft) open() (list []passport.Finding) {
	for _, f := range d.result.Findings {
		if f.Level == passport.Question {
			list = append(list, f)
		}
	}
	return list
}

func (d *draft) report() string {
	var b strings.Builder
	switch {
	case d.err != nil:
		fmt.Fprintf(&b, "%s: not stored: %v\n", d.file, d.err)
	case d.same:
		fmt.Fprintf(&b, "%s: %s is in force already, as version %d\n", d.file, d.passport.ID, d.before)
		return b.String()
	default:
		fmt.Fprintf(&b, "%s: %s stored as version %d: %s\n", d.file, d.passport.ID, d.passport.Version,
			d.passport.Name.Az)
	}
	for _, f := range d.result.Findings {
		fmt.Fprintf(&b, "  %s: %s\n", f.Level, f)
	}
	if d.before > 0 {
		fmt.Fprintf(&b, "  %d differences to version %d\n", d.changes, d.before)
	}
	return b.String()
}
