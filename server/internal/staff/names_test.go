package staff

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"dost/server/internal/journal"
)

// Who was added is known by name after a few seconds; where the accounts cannot be read
// the names from before stay, and the log says so.
func TestNamesAreReadAnewAndOutliveAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		accounts, trouble := []journal.Account{{Login: "leyla", Name: "Leyla Agentzadə"}}, error(nil)
		var log bytes.Buffer
		n := NewNames(func() ([]journal.Account, error) { return accounts, trouble }, slog.New(slog.NewTextHandler(&log, nil)))
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go n.Run(ctx)
		if n.All()["leyla"] != "Leyla Agentzadə" {
			t.Fatalf("at the start: %v", n.All())
		}
		accounts = append(accounts, journal.Account{Login: "rauf", Name: "Rauf"})
		time.Sleep(namesKept + time.Second)
		if n.All()["rauf"] != "Rauf" {
			t.Errorf("later: %v", n.All())
		}
		accounts, trouble = nil, errors.New("the disk is gone")
		time.Sleep(namesKept)
		if len(n.All()) != 2 || !strings.Contains(log.String(), "the disk is gone") {
			t.Errorf("after a failure: %v, log %q", n.All(), log.String())
		}
	})
}
