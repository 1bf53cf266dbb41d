//go:build rig

package rig_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	. "dost/server/servertest"
)

// A working centre is backed up fifty times; each copy is put back as the README
// says, with the keys, and must hold all that was acknowledged before the copying
// began, unchanged; its audit holds, and it gives out no number that anybody has
// (promises 1, 2, 11, backup under load). It needs no root.
func TestEveryBackupUnderLoadCanBeRestored(t *testing.T) {
	binary, folder := Program(t), t.TempDir()
	data, ledger := filepath.Join(folder, "data"), NewLedger()
	p := Launch(t, binary, data)
	stop := Crowd{Kiosks: 4, Agents: 3, Patient: true, Pause: 50 * time.Millisecond}.Work(t, p.Server, ledger)
	var slowest time.Duration
	checked, copies := 0, rounds(50)
	for n := range copies {
		time.Sleep(100 * time.Millisecond)
		before := ledger.Acknowledged()
		copied, anew := filepath.Join(folder, fmt.Sprint("copy-", n, ".db")),
			filepath.Join(folder, fmt.Sprint("anew-", n))
		began := time.Now()
		run(t, binary, "backup", "--data", data, copied)
		slowest = max(slowest, time.Since(began))
		given := ledger.Acknowledged() // the machine is lost at this moment
		if err := os.CopyFS(filepath.Join(anew, "keys"), os.DirFS(filepath.Join(data, "keys"))); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(copied, filepath.Join(anew, "centre.db")); err != nil {
			t.Fatal(err)
		}
		audit(t, binary, anew)
		restored := Launch(t, binary, anew)
		recent := before[max(0, len(before)-200):] // what came last is what a copy could miss
		NewLedger().Check(t, restored.Server, recent, nil)
		checked += len(recent)
		fresh := restored.Post("/api/kiosk/tickets",
			M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated).Text("number")
		for _, o := range given {
			if o.Path == "/api/kiosk/tickets" && numberOf(o) == fresh {
				t.Errorf("copy %d: %s is given out again", n, fresh)
			}
		}
		restored.Kill()
		audit(t, binary, anew)
		if err := os.RemoveAll(anew); err != nil {
			t.Fatal(err)
		}
		if t.Failed() {
			t.Fatalf("in copy %d", n)
		}
	}
	stop()
	acknowledged, unanswered := ledger.Reopen()
	ledger.Check(t, p.Server, acknowledged, unanswered)
	t.Logf(
		"%d backups while %d orders were acknowledged, each restored and audited; %d orders found in them unchanged, 0 lost; the slowest copy took %s",
		copies, len(acknowledged), checked, slowest.Round(time.Millisecond))
}
