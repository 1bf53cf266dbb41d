package servertest_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	. "dost/server/servertest"
)

// Somebody works in the data folder of a running server: the log is deleted, the
// journal is renamed, or replaced by a backup. The server acknowledges nothing that
// is not in the folder's own file, tells whoever runs it and the manager, and goes on
// by itself once everything is in its place (promises 13, 18). Nothing that was
// acknowledged is missing after it is killed then.
func TestWorkInTheFolderOfARunningServer(t *testing.T) {
	binary := Program(t)
	for name, c := range map[string]struct {
		spoil  func(t *testing.T, journal, backup string)
		reason string // "" = it mends itself at once
		mend   func(t *testing.T, journal string)
	}{
		"the log deleted": {spoil: func(t *testing.T, journal, _ string) { remove(t, journal+"-wal") }},
		"the log and its index deleted": {spoil: func(t *testing.T, journal, _ string) {
			remove(t, journal+"-wal")
			remove(t, journal+"-shm")
		}},
		"the journal renamed": {
			spoil:  func(t *testing.T, journal, _ string) { move(t, journal, journal+".old") },
			reason: "store-moved",
			mend:   func(t *testing.T, journal string) { move(t, journal+".old", journal) },
		},
		"the journal replaced by a backup": {
			spoil: func(t *testing.T, journal, backup string) {
				move(t, journal, journal+".old")
				move(t, backup, journal)
			},
			reason: "store-mixed",
			mend:   func(t *testing.T, journal string) { move(t, journal+".old", journal) },
		},
		"all replaced by a backup": {
			spoil: func(t *testing.T, journal, backup string) {
				for _, suffix := range []string{"", "-wal", "-shm"} {
					move(t, journal+suffix, journal+".old"+suffix)
				}
				move(t, backup, journal)
			},
			reason: "store-lost",
			mend: func(t *testing.T, journal string) {
				for _, suffix := range []string{"-wal", "-shm", ""} {
					move(t, journal+".old"+suffix, journal+suffix)
				}
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			data := filepath.Join(t.TempDir(), "data")
			journal, backup := filepath.Join(data, "centre.db"), filepath.Join(t.TempDir(), "backup.db")
			p := Launch(t, binary, data)
			d := day{t: t, binary: binary, data: data}
			tickets(p, 3)
			d.says(true, "backup", "--data", data, backup)
			manager := p.Server.Staff(t, "manager").Watch("/live/manager")
			last := tickets(p, 2)
			c.spoil(t, journal, backup)
			if c.reason == "" { // refused, unless the heartbeat has mended it before
				p.Post("/api/kiosk/tickets", M{"key": "again", "direction": "benefits"})
			} else {
				isTold(t, p, manager, c.reason)
				p.Post("/api/kiosk/tickets",
					M{"key": "again", "direction": "benefits"}).Want(http.StatusServiceUnavailable)
				c.mend(t, journal)
			}
			ready(t, p, http.StatusOK)
			if number := p.Post("/api/kiosk/tickets",
				M{"key": "again", "direction": "benefits"}).Want(http.StatusCreated).Text(
				"number"); number != "B006" {
				t.Errorf("after %s comes %s", last, number)
			}
			p.Kill()
			p = Launch(t, binary, data)
			defer p.Kill()
			if number := tickets(p, 1); number != "B007" {
				t.Errorf("after the kill comes %s, want B007", number)
			}
			d.says(true, "audit", "verify", "--data", data)
		})
	}
}

// isTold shows that the probe and the manager learn why nothing is acknowledged,
// although nobody has asked for anything.
func isTold(t *testing.T, p *Process, manager *Feed, reason string) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		r := ready(t, p, http.StatusServiceUnavailable)
		health := r.JSON()
		if strings.Contains(string(r.Body), reason) && health["detail"] != nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("the probe does not say %s: %s", reason, r.Body)
		}
	}
	manager.Until("the manager is told of "+reason, func(frame M) bool {
		for _, w := range frame["wrong"].([]any) {
			if w.(M)["code"] == reason {
				return true
			}
		}
		return false
	})
}

func move(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, name string) {
	t.Helper()
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
}
