//go:build rig

package rig_test

import (
	"bufio"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	. "dost/server/servertest"
)

// The disk answers every sync with an input/output error for a while, again and
// again. From the first error on nothing is acknowledged until the store has been
// opened anew and a sync has succeeded; then service resumes by itself, and all that
// was acknowledged is there, now and after a kill (promises 2, 13).
func TestAFailingSyncAcknowledgesNothing(t *testing.T) {
	need(t, "strace")
	binary, data, ledger := Program(t), filepath.Join(t.TempDir(), "data"), NewLedger()
	log, err := os.Create(filepath.Join(t.TempDir(), "server.log"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	p := Launch(t, binary, data, func(c *exec.Cmd) { c.Stderr = log })
	manager := p.Server.Staff(t, "manager").Watch("/live/manager")
	stop := Crowd{Kiosks: 6, Agents: 3, Patient: true}.Work(t, p.Server, ledger)
	var all []SentRequest
	var failed, played = 0, rounds(12)
	for round := range played {
		time.Sleep(300 * time.Millisecond)
		f := failSyncs(t, p.Cmd.Process.Pid, round)
		eventually(t, "an order is refused", func() bool { return f.errors() > 0 })
		if !f.brief {
			newest(t, manager, "the manager is told", func(f M) bool { return wrong(f, "store-down") })
		}
		if signIn := p.Server.Anyone(t).Post("/api/session",
			M{"login": "agent6", "password": "demo-demo"}); signIn.Status != http.StatusServiceUnavailable &&
			!f.brief {
			t.Errorf("round %d: signing in while nothing can be kept: %d %s", round, signIn.Status,
				signIn.Body)
		}
		time.Sleep(time.Duration(rand.IntN(400)) * time.Millisecond)
		f.heal()
		had := len(ledger.Acknowledged())
		eventually(t, "service resumes", func() bool { return len(ledger.Acknowledged()) > had+20 })
		newest(t, manager, "the manager's trouble is over", func(f M) bool { return !wrong(f, "store-down") })
		failed += f.errors()
		for _, o := range ledger.Acknowledged() {
			for _, w := range f.downs() {
				if o.Sent.After(w.from) && o.Answered.Before(w.to) {
					t.Errorf(
						"round %d: %s was sent %s after an error and acknowledged %s before the store worked again",
						round, o.Path, o.Sent.Sub(w.from), w.to.Sub(o.Answered))
				}
			}
		}
		if t.Failed() {
			break
		}
	}
	stop()
	for code := range ledger.Refused() {
		if code != "unavailable" && code != "ticket-active" {
			t.Errorf("refusals: %v", ledger.Refused())
		}
	}
	refused := ledger.Refused()["unavailable"]
	acknowledged, unanswered := ledger.Reopen()
	all = append(all, acknowledged...)
	ledger.Check(t, p.Server, all, unanswered)
	p.Kill()
	p = Launch(t, binary, data)
	ledger.Check(t, p.Server, all, nil)
	p.Kill()
	audit(t, binary, data)
	t.Logf("%d outages, %d failed syncs: %d acknowledged, 0 lost, none during an outage; %d refused", played,
		failed, len(all), refused)
}

// failing is a disk whose syncs fail: strace answers them in the kernel's place.
type failing struct {
	t     *testing.T
	cmd   *exec.Cmd
	file  string
	brief bool // only the first two syncs of each thread fail
}

// failSyncs lets the syncs of a process fail from now on; in every fourth round
// only a few, so that the store is reopened between errors and into them.
func failSyncs(t *testing.T, pid, round int) *failing {
	t.Helper()
	f := &failing{t: t, file: filepath.Join(t.TempDir(), "strace"), brief: round%4 == 3}
	inject := "inject=fsync,fdatasync:error=EIO"
	if f.brief {
		inject += ":when=1..2"
	}
	f.cmd = exec.Command("strace", "-f", "-ttt", "-o", f.file, "-e", "trace=fsync,fdatasync,openat", "-e",
		inject, "-p", strconv.Itoa(pid))
	if err := f.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.heal)
	return f
}

// heal lets the process go.
func (f *failing) heal() {
	_ = f.cmd.Process.Signal(syscall.SIGINT)
	_ = f.cmd.Wait()
}

// down is a time in which nothing may be acknowledged.
type down struct{ from, to time.Time }

// downs are the times from each error to the next opening of the journal; while
// all syncs fail, to the last error.
func (f *failing) downs() (list []down) {
	var errors []time.Time
	for _, c := range f.calls() {
		switch {
		case c.failed:
			errors = append(errors, c.at)
			if !f.brief {
				list = append(list, down{errors[0], c.at})
			}
		case c.opened:
			for _, from := range errors {
				list = append(list, down{from, c.at})
			}
			if f.brief {
				errors = nil
			}
		}
	}
	return list
}

func (f *failing) errors() (n int) {
	for _, c := range f.calls() {
		if c.failed {
			n++
		}
	}
	return n
}

// call is a system call that matters: a sync that failed, or an opening of the
// journal's file.
type call struct {
	at             time.Time
	failed, opened bool
}

func (f *failing) calls() (list []call) {
	file, err := os.Open(f.file)
	if err != nil {
		return nil // strace has not begun
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		c := call{failed: strings.Contains(lines.Text(), "(INJECTED)"),
			opened: strings.Contains(lines.Text(), `centre.db", O_RDWR`)}
		if len(fields) < 2 || !c.failed && !c.opened {
			continue
		}
		seconds, err := strconv.ParseFloat(fields[1], 64)
		if err != nil {
			f.t.Fatalf("strace wrote %q", lines.Text())
		}
		c.at = time.UnixMicro(int64(seconds * 1e6))
		list = append(list, c)
	}
	return list
}
