package staff

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"dost/server/internal/journal"
)

// Who was added is known by name after a few seconds; where the accounts cannot be read
// the names from before stay, and the log says so.
func TestNamesAreReadAnewAndOutliveAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex // guards the two below
		accounts, trouble := []journal.Account{{Login: "leyla", Name: "Leyla Agentzadə"}}, error(nil)
		set := func(list []journal.Account, err error) {
			mu.Lock()
			defer mu.Unlock()
			accounts, trouble = list, err
		}
		var log bytes.Buffer
		n := NewNames(func() ([]journal.Account, error) {
			mu.Lock()
			defer mu.Unlock()
			return accounts, trouble
		}, slog.New(slog.NewTextHandler(&log, nil)))
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go n.Run(ctx)
		if n.All()["leyla"] != "Leyla Agentzadə" {
			t.Fatalf("at the start: %v", n.All())
		}
		set([]journal.Account{{Login: "leyla", Name: "Leyla"}, {Login: "rauf", Name: "Rauf"}}, nil)
		time.Sleep(namesKept + time.Second)
		if n.All()["rauf"] != "Rauf" {
			t.Errorf("later: %v", n.All())
		}
		set(nil, errors.New("the disk is gone"))
		time.Sleep(namesKept)
		synctest.Wait()
		if len(n.All()) != 2 || !strings.Contains(log.String(), "the disk is gone") {
			t.Errorf("after a failure: %v, log %q", n.All(), log.String())
		}
	})
}
