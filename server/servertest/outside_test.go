package servertest_test

import (
	"bufio"
	"database/sql"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"

	. "dost/server/servertest"
)

// An outsider is another program that works on a centre's journal beside its server:
// somebody with a database tool. It must be a process of its own, since SQLite's
// locks are a process's, and it is this test's program once more.
type outsider struct {
	t     *testing.T
	cmd   *exec.Cmd
	in    io.WriteCloser
	lines *bufio.Scanner
}

const outsiderFile, outsiderWork = "DOST_OUTSIDER_FILE", "DOST_OUTSIDER_WORK"

// outside carries statements out on the file; leave closes it.
func outside(t *testing.T, file, statement string) *outsider {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestOutsider$", "-test.v")
	cmd.Env = append(os.Environ(), outsiderFile+"="+file, outsiderWork+"="+statement)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	o := &outsider{t: t, cmd: cmd, in: in, lines: bufio.NewScanner(out)}
	o.until("inside")
	return o
}

func (o *outsider) until(line string) {
	o.t.Helper()
	for o.lines.Scan() {
		if o.lines.Text() == line {
			return
		}
	}
	o.t.Fatalf("the outsider ended before it was %s", line)
}

// release ends the outsider's transaction and keeps the file open.
func (o *outsider) release() {
	o.t.Helper()
	if _, err := io.WriteString(o.in, "release\n"); err != nil {
		o.t.Fatal(err)
	}
	o.until("released")
}

func (o *outsider) leave() {
	o.t.Helper()
	_ = o.in.Close()
	for o.lines.Scan() {
		continue // to its end
	}
	if err := o.cmd.Wait(); err != nil {
		o.t.Fatalf("the outsider: %v", err)
	}
}

// TestOutsider is the outsider's own part; by itself it does nothing.
func TestOutsider(t *testing.T) {
	file := os.Getenv(outsiderFile)
	if file == "" {
		t.Skip("the other stories start it")
	}
	db, err := sql.Open("sqlite3", "file:"+file+"?_busy_timeout=20000")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(os.Getenv(outsiderWork)); err != nil {
		t.Fatal(err)
	}
	_, _ = os.Stdout.WriteString("\ninside\n")
	for orders := bufio.NewScanner(os.Stdin); orders.Scan(); {
		if _, err := db.Exec(`ROLLBACK`); err != nil {
			t.Fatal(err)
		}
		_, _ = os.Stdout.WriteString("\nreleased\n")
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

// Somebody's tool holds the journal for longer than the server waits for it; the
// server says so, recovers by itself, and then the journal is looked at once more
// from outside. What is acknowledged afterwards survives the process (promises 2,
// 18): as long as this process itself had opened and closed the file beside SQLite,
// that look deleted the log under it.
func TestALookFromOutsideAfterAnOutageLosesNothing(t *testing.T) {
	binary := Program(t)
	data := filepath.Join(t.TempDir(), "data")
	file := filepath.Join(data, "centre.db")
	p := Launch(t, binary, data)
	ask := func(p *Process) Reply {
		return p.Post("/api/kiosk/tickets", M{"key": Key(), "direction": "benefits"})
	}
	want := func(p *Process, number string) {
		t.Helper()
		if got := ask(p).Want(http.StatusCreated).Text("number"); got != number {
			t.Errorf("the number is %s, want %s", got, number)
		}
	}
	for _, number := range []string{"B001", "B002", "B003", "B004", "B005"} {
		want(p, number)
	}
	holder := outside(t, file, `BEGIN IMMEDIATE; SELECT 1`)
	begun := time.Now()
	ask(p).Want(http.StatusServiceUnavailable)
	time.Sleep(9*time.Second - time.Since(begun))
	holder.release()
	ready(t, p, http.StatusOK)
	holder.leave()
	if !locked(t, file) {
		t.Error("the server has lost its locks on the journal")
	}
	glance(t, file)
	ready(t, p, http.StatusOK)
	for _, number := range []string{"B006", "B007", "B008"} {
		want(p, number)
	}
	p.Kill()
	p = Launch(t, binary, data)
	defer p.Kill()
	want(p, "B009")
}

// glance reads a row and closes the file: with the machine's own SQLite, if it has
// one. The one in this program asks more locks than those before 3.51 did, and would
// spare a log that they delete.
func glance(t *testing.T, file string) {
	t.Helper()
	if tool, err := exec.LookPath("sqlite3"); err == nil {
		if out, err := exec.Command(tool, file, `SELECT probe FROM about`).CombinedOutput(); err != nil {
			t.Fatalf("sqlite3: %v\n%s", err, out)
		}
		return
	}
	outside(t, file, `SELECT probe FROM about`).leave()
}

// locked tells whether another process holds the lock that SQLite has on a file for
// as long as it is open (its bytes are those of SQLite's file format).
func locked(t *testing.T, file string) bool {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lock := syscall.Flock_t{Type: syscall.F_WRLCK, Whence: io.SeekStart, Start: 0x40000002, Len: 510}
	if err := syscall.FcntlFlock(f.Fd(), syscall.F_GETLK, &lock); err != nil {
		t.Fatal(err)
	}
	return lock.Type != syscall.F_UNLCK
}

// ready waits until the server says that it is ready, or that it is not.
func ready(t *testing.T, p *Process, status int) Reply {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if r := p.Get("/readyz"); r.Status == status {
			return r
		} else if time.Now().After(deadline) {
			t.Fatalf("not %d within 20 s: %d %s", status, r.Status, r.Body)
		}
	}
}
