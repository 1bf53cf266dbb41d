//go:build rig

package rig_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	. "dost/server/servertest"
)

// The power goes at a random moment of a working day, again and again. After each
// cut everything that was acknowledged before it is there unchanged, no number is
// given twice, and the audit holds (promises 1–4, power cut). Every fifth round
// begins with an empty folder, so that the first seconds of a centre are cut, too.
func TestAPowerCutLosesNothingAcknowledged(t *testing.T) {
	disk, binary := newVolume(t, 512<<20), Program(t)
	total, first, played := 0, 0, rounds(10)
	var data string
	var ledger *Ledger
	var all []SentRequest
	for round := range played {
		if round%5 == 0 {
			data, ledger, all = filepath.Join(disk.dir, fmt.Sprint("data-", round)), NewLedger(), nil
			first++
		}
		acknowledged, unanswered := cutOff(t, disk, binary, data, ledger)
		total += len(acknowledged)
		all = append(all, acknowledged...)
		p := Launch(t, binary, data)
		ledger.Check(t, p.Server, acknowledged, unanswered)
		if round%5 == 4 || round == played-1 {
			ledger.Check(t, p.Server, all, nil) // also what came before earlier cuts
		}
		p.Kill()
		audit(t, binary, data)
		if t.Failed() {
			t.Fatalf("in round %d of %d", round+1, played)
		}
	}
	if total < 20*played {
		t.Errorf("only %d acknowledgements in %d rounds: the rig shows nothing", total, played)
	}
	t.Logf(
		"%d power cuts (%d in the first moments of a centre), %d acknowledged orders, 0 lost, 0 numbers repeated", played, first, total)
}

// The control: on a disk that says it has synced the log and has not, which is what
// SQLite's synchronous=NORMAL asks of a disk at a commit, the same cuts of the same
// program must lose what was acknowledged. Otherwise the rig sees nothing.
func TestThePowerCutSeesALyingDisk(t *testing.T) {
	need(t, "gcc")
	disk, binary := newVolume(t, 256<<20), Program(t)
	liar := filepath.Join(t.TempDir(), "liar.so")
	source := filepath.Join("testdata", "liar.c")
	run(t, "gcc", "-shared", "-fPIC", "-O2", "-o", liar, source, "-ldl")
	lost, total, played := 0, 0, min(rounds(5), 10)
	for round := range played {
		data, ledger := filepath.Join(disk.dir, fmt.Sprint("data-", round)), NewLedger()
		p := Launch(t, binary, data) // the centre's first start is not the matter here
		p.Kill()
		acknowledged, _ := cutOff(t, disk, binary, data, ledger,
			func(c *exec.Cmd) { c.Env = append(os.Environ(), "LD_PRELOAD="+liar) })
		total += len(acknowledged)
		p = Launch(t, binary, data)
		for _, o := range acknowledged {
			if o.Caller != "kiosk" {
				continue
			}
			if r, err := p.Try("POST", o.Path, "application/json", o.Body); err == nil &&
				r.Header.Get("Idempotent-Replayed") != "true" {
				lost++
			}
		}
		p.Kill()
	}
	if lost == 0 {
		t.Errorf("%d power cuts on a lying disk, %d acknowledged, and nothing was lost: the rig is blind",
			played, total)
	}
	t.Logf("%d power cuts on a lying disk: %d of %d acknowledged orders lost, as they must be", played, lost,
		total)
}

// cutOff lets a centre work for a moment and takes the power away; it gives what was
// acknowledged before, and what was sent and not answered by then.
func cutOff(t *testing.T, disk *volume, binary, data string, ledger *Ledger,
	changes ...func(*exec.Cmd)) (acknowledged, unanswered []SentRequest) {
	t.Helper()
	log, err := os.Create(filepath.Join(t.TempDir(), "server.log")) // after the cut it complains, and rightly
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	p := Launch(t, binary, data, append(changes, func(c *exec.Cmd) { c.Stderr = log })...)
	stop := Crowd{Kiosks: 8, Agents: 3}.Work(t, p.Server, ledger)
	time.Sleep(time.Duration(50+rand.IntN(600)) * time.Millisecond)
	ledger.Shut()
	disk.cut()
	time.Sleep(time.Duration(rand.IntN(30)) * time.Millisecond) // the program may notice, or not
	p.Kill()
	stop()
	disk.restart()
	return ledger.Reopen()
}
