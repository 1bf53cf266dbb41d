package journal_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"

	"dost/server/internal/journal"
)

// A journal that was written before visitors were told has the same messages and
// devices afterwards, also where a later migration came first.
func TestMessagesAndDevicesSurviveTheirCopying(t *testing.T) {
	for _, first := range []int64{0, 10} {
		t.Run(fmt.Sprint("after migration ", first), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "journal.db")
			before(t, path, first)
			log := open(t, path)
			j, _ := followed(t, log, filepath.Dir(path))
			waiting, err := j.Waiting("esdas", 0, 10)
			if err != nil || len(waiting) != 1 || waiting[0].ID != "m2" || waiting[0].Position != 2 ||
				waiting[0].Application != 5 || waiting[0].Booking != 0 {
				t.Errorf("%+v waits, %v", waiting, err)
			}
			if backlogs, err := j.Backlogs(); err != nil || len(backlogs) != 1 || backlogs[0].Waiting != 1 ||
				backlogs[0].Refused != 1 {
				t.Errorf("%+v, %v", backlogs, err)
			}
			devices, err := log.Devices()
			if err != nil || len(devices) != 2 || devices[0].ID != "K1" ||
				!devices[0].Seen.Equal(time.UnixMilli(7)) || devices[1].Revoked.IsZero() {
				t.Errorf("%+v, %v", devices, err)
			}
			id, err := log.AddDevice(journal.Device{Kind: "booking", Letter: "B", Name: "Portal",
				Hash: []byte("another hash"), Created: monday},
				journal.Change{At: monday, Actor: "manager:m", What: "device-added"})
			if err != nil || id != "B1" {
				t.Errorf("the first program that books is %q, %v", id, err)
			}
		})
	}
}

// before makes a journal of schema 8 with messages in every state, and devices.
func before(t *testing.T, path string, first int64) {
	t.Helper()
	db, err := sql.Open("sqlite3", path+"?_foreign_keys=on")
	if err != nil {
		t.Fatal(err)
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, os.DirFS("migrations"),
		goose.WithAllowOutofOrder(true))
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	if _, err := provider.UpTo(ctx, 8); err != nil {
		t.Fatal(err)
	}
	if first > 0 {
		if _, err := provider.ApplyVersion(ctx, first, true); err != nil {
			t.Fatal(err)
		}
	}
	for _, statement := range []string{
		`INSERT INTO connections (system, url, secret, active, changed_at) VALUES ('esdas', 'https://esdas.example', x'00', 1, 1)`,
		`INSERT INTO applications (id, number, day, registered, ticket, service, outcome, agent, due_on, decision_by, body)
			VALUES (5, 'T-2026-000001', 20261116, 1, 2, '05-02-01-03', 'registered', 'agent1', 20261130, 20261127, '{}')`,
		`INSERT INTO outbox (message, system, position, seq, application, kind, at, state, trouble, ended) VALUES
			('m1', 'esdas', 1, 5, 5, 'application.registered', 1, 'sent', '', 2), ('m2', 'esdas', 2, 6, 5, 'application.advanced', 3, 'waiting', '', NULL),
			('m3', 'esdas', 3, 7, 5, 'application.advanced', 4, 'refused', 'http-422', 5)`,
		`INSERT INTO devices (id, kind, name, hash, demo, created_at, revoked_at, seen_at) VALUES
			('K1', 'kiosk', 'Entrance', x'01', 0, 6, NULL, 7), ('E1', 'door', 'Door', x'02', 0, 6, 8, NULL)`,
	} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}
