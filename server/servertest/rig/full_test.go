//go:build rig

package rig_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	. "dost/server/servertest"
)

// The disk fills up under load and is freed again, twenty times. Full, the centre
// refuses in words and keeps showing what it has; free, it resumes by itself; what
// it acknowledged in between is all there (promises 2, 13, 17).
func TestAFullDiskRefusesAndResumes(t *testing.T) {
	disk, binary := newVolume(t, 128<<20), Program(t)
	data, ledger := filepath.Join(disk.dir, "data"), NewLedger()
	log, err := os.Create(filepath.Join(t.TempDir(), "server.log"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	p := Launch(t, binary, data, func(c *exec.Cmd) { c.Stderr = log })
	stop := Crowd{Kiosks: 6, Agents: 3, Patient: true}.Work(t, p.Server, ledger)
	looking := p.Server.Staff(t, "manager")
	known := ""
	eventually(t, "an application", func() bool { known = applied(ledger); return known != "" })
	manager, hall := p.Server.Staff(t, "manager").Watch("/live/manager"),
		p.Server.Display(t).Watch("/live/display")
	var largest int64
	var longest time.Duration
	cycles := rounds(20)
	for cycle := range cycles {
		time.Sleep(300 * time.Millisecond)
		before := ledger.Refused()["unavailable"]
		ballast := filepath.Join(disk.dir, "ballast")
		full := time.Now()
		for fill(t, ballast); ledger.Refused()["unavailable"] == before; fill(t, ballast) {
			if time.Since(full) > 60*time.Second {
				t.Fatalf("cycle %d: the disk is full, and nothing has been refused", cycle)
			}
			time.Sleep(20 * time.Millisecond)
		}
		newest(t, manager, "the manager is told", func(f M) bool { return wrong(f, "store-down") })
		newest(t, hall, "the display goes on", func(M) bool { return true })
		p.Get("/readyz").Want(http.StatusServiceUnavailable)
		p.Get("/api/kiosk/menu").Want(http.StatusOK)
		if cycle%5 == 0 {
			time.Sleep(2 * time.Second) // into the tries to reopen the store
		}
		refusal := p.Post("/api/kiosk/tickets", M{"key": Key(), "direction": "benefits"})
		if refusal.Problem(http.StatusServiceUnavailable,
			"unavailable"); refusal.Header.Get("Retry-After") == "" {
			t.Errorf("cycle %d: the refusal does not say when to come again", cycle)
		}
		// what is kept can be read
		looking.Get("/api/desk/applications/" + known + "?role=manager").Want(http.StatusOK)
		signIn := p.Server.Anyone(t).Post("/api/session", M{"login": "agent6", "password": "demo-demo"})
		if signIn.Status != http.StatusOK && signIn.Status != http.StatusServiceUnavailable {
			t.Errorf("cycle %d: signing in on a full disk: %d %s", cycle, signIn.Status, signIn.Body)
		}
		if info, err := os.Stat(filepath.Join(data, "centre.db-wal")); err == nil {
			largest = max(largest, info.Size())
		}
		had := len(ledger.Acknowledged())
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
		freed := time.Now()
		eventually(t, fmt.Sprintf("cycle %d: service resumes", cycle),
			func() bool { return len(ledger.Acknowledged()) > had+20 })
		longest = max(longest, time.Since(freed))
		newest(t, manager, "the manager's trouble is over", func(f M) bool { return !wrong(f, "store-down") })
		if t.Failed() {
			break
		}
	}
	stop()
	refused := ledger.Refused()
	for code := range refused {
		if !slices.Contains([]string{"unavailable", "ticket-active"}, code) {
			t.Errorf("refusals: %v", refused)
		}
	}
	if largest > 64<<20 {
		t.Errorf("the log grew to %d MB", largest>>20)
	}
	acknowledged, unanswered := ledger.Reopen()
	ledger.Check(t, p.Server, acknowledged, unanswered)
	p.Kill()
	audit(t, binary, data)
	t.Logf(
		"%d times full and free: %d acknowledged, 0 lost; refused: %v; resumed within %s; the log is %d KB at most",
		cycles, len(acknowledged), maps.Collect(maps.All(refused)), longest.Round(10*time.Millisecond),
		largest>>10)
}

// fill takes all the room that is left on the file's disk.
func fill(t *testing.T, name string) {
	t.Helper()
	f, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if errors.Is(err, syscall.ENOSPC) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for size := int64(64 << 20); size >= 4096; {
		info, err := f.Stat()
		if err != nil {
			t.Fatal(err)
		}
		switch err := syscall.Fallocate(int(f.Fd()), 0, info.Size(), size); {
		case errors.Is(err, syscall.ENOSPC):
			size /= 2
		case err != nil && !errors.Is(err, syscall.EINTR):
			t.Fatalf("filling the disk: %v", err)
		}
	}
}

// numberOf is the number in the answer to a request.
func numberOf(o SentRequest) string {
	var a struct{ Number string }
	_ = json.Unmarshal(o.Answer, &a) // an answer of another form has no number
	return a.Number
}

// applied is the id of an application that was acknowledged; "" = none yet.
func applied(l *Ledger) string {
	for _, o := range l.Acknowledged() {
		if o.Path == "/api/desk/applications" {
			var a struct{ ID string }
			_ = json.Unmarshal(o.Answer, &a) // an answer of another form has no id
			return a.ID
		}
	}
	return ""
}

// wrong tells whether a manager's frame names a trouble.
func wrong(frame M, code string) bool {
	list, _ := frame["wrong"].([]any)
	return slices.ContainsFunc(list, func(each any) bool { return each.(M)["code"] == code })
}

// newest drops the frames that wait and reads on until one is as wanted.
func newest(t *testing.T, f *Feed, what string, ok func(M) bool) M {
	t.Helper()
	for len(f.Frames) > 0 {
		if frame := <-f.Frames; len(f.Frames) == 0 && ok(frame) {
			return frame
		}
	}
	return f.Until(what, ok)
}

func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !done(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("not within twenty seconds: %s", what)
		}
	}
}
