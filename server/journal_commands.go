package main

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"time"

	"dost/server/application"
	"dost/server/i18n"
	"dost/server/internal/config"
	"dost/server/internal/folder"
	"dost/server/regime"
)

// backup copies a journal, also while its server runs.
func backup(ctx context.Context, c *config.Command) error {
	j, err := folder.InspectJournal(c.Backup.Data)
	if err != nil {
		return err
	}
	defer j.Close()
	if err := j.Backup(ctx, c.Backup.File, time.Now()); err != nil {
		return err
	}
	fmt.Printf("%s holds the history up to record %d; keep the folder of keys with it\n", c.Backup.File,
		j.Head().Seq)
	return nil
}

// restore puts a backup in the place of a stopped centre's journal.
func restore(_ context.Context, c *config.Command) error {
	kept, seq, err := folder.Restore(c.Restore.Data, c.Restore.File, time.Now())
	if err != nil {
		return err
	}
	fmt.Printf(
		"the journal is back up to record %d; start the server, it skips the numbers that may be on paper\n",
		seq)
	if kept != "" {
		fmt.Printf("what lay there is kept in %s\n", kept)
	}
	return nil
}

// auditVerify checks the chain of records, the numbers of every day, and the chain
// of the changes to staff.
func auditVerify(ctx context.Context, c *config.Command) error {
	j, err := folder.InspectJournal(c.Audit.Verify.Data)
	if err != nil {
		return err
	}
	defer j.Close()
	head, err := j.VerifyChain(ctx, nil, func(seq uint64) { fmt.Fprintf(os.Stderr, "record %d\n", seq) })
	if err != nil {
		return err
	}
	if err := j.VerifyNumbers(ctx); err != nil {
		return err
	}
	changes, chain, err := j.VerifyChanges(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("%d records, none changed; numbers without a gap\nhead %d %s\n", head.Seq, head.Seq,
		hex.EncodeToString(head.Chain[:]))
	fmt.Printf("%d changes of staff, devices and connections, none changed\nstaff %d %s\n", changes, changes,
		hex.EncodeToString(chain[:]))
	return nil
}

// rebuild makes what follows a stopped centre's log anew, from the log.
func rebuild(ctx context.Context, c *config.Command) error {
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	return folder.Rebuild(ctx, c.Rebuild.Data, log, c.Rebuild.Followers, func(follower string, seq uint64) {
		fmt.Printf("%s made anew from %d records\n", follower, seq)
	})
}

// verify checks a confirmation's code with nothing but the public key.
func verify(_ context.Context, c *config.Command) error {
	text, err := os.ReadFile(c.Verify.Key) // #nosec G304,G703 -- the operator names the file
	if err != nil {
		return fmt.Errorf("reading the public key: %w", err)
	}
	var key ed25519.PublicKey
	if key, err = application.LoadPublicKey(text); err != nil {
		return err
	}
	claims, err := application.Read(key, c.Verify.Code)
	if err != nil {
		return fmt.Errorf("NOT genuine: %w", err)
	}
	fmt.Print(claims.Report())
	return nil
}

// calendar prints a year, with the reasons in one language.
func calendar(_ context.Context, c *config.Command) error {
	days, findings := regime.NewCalendar().Year(c.Calendar.Year)
	in := func(t i18n.Text) string { return t.In(c.Calendar.Language) }
	for _, f := range findings {
		fmt.Fprintln(os.Stderr, in(f.Detail))
	}
	type day struct {
		Date    string `json:"date"`
		Working bool   `json:"working"`
		Short   bool   `json:"short"`
		Reason  string `json:"reason"`
	}
	list := make([]day, 0, len(days))
	for _, d := range days {
		list = append(list, day{d.Date, d.Working, d.Short, in(d.Reason)})
	}
	if c.Calendar.JSON {
		return json.NewEncoder(os.Stdout).Encode(list)
	}
	for _, d := range list {
		sign := "rest   "
		if d.Working {
			sign = "working"
		}
		if d.Short {
			sign = "short  "
		}
		fmt.Printf("%s  %s  %s\n", d.Date, sign, d.Reason)
	}
	return nil
}
