package servertest

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// Process is the real program under test, as a child that may be killed. The
// embedded client is its demo kiosk.
type Process struct {
	*Client
	Server *Server
	Cmd    *exec.Cmd
	said   *bufio.Scanner // what it prints
}

// program builds the real program once for the whole test binary.
var program = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "program-")
	if err != nil {
		return "", err
	}
	atEnd(func() { _ = os.RemoveAll(folder) })
	binary := filepath.Join(folder, "server")
	if out, err := exec.Command("go", "build", "-o", binary, "dost/server").CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return binary, nil
})

// Program gives the file of the real program.
func Program(t testing.TB) string {
	t.Helper()
	binary, err := program()
	if err != nil {
		t.Fatalf("building the server: %v", err)
	}
	return binary
}

// Launch starts the program as a demo on a folder of data and waits until its centre has
// started. Each change may alter how it is started: its environment, where its log goes.
// The end of the test kills it.
func Launch(t testing.TB, binary, data string, changes ...func(*exec.Cmd)) *Process {
	t.Helper()
	p := Begin(t, binary, data, changes...)
	if !p.Started() {
		t.Fatal("the program printed no links")
	}
	return p
}

// Begin is Launch without waiting: the program listens, and its centre is starting yet.
func Begin(t testing.TB, binary, data string, changes ...func(*exec.Cmd)) *Process {
	t.Helper()
	cmd := exec.CommandContext(context.Background(), binary, "serve", "--demo", "--data", data, "--addr",
		"127.0.0.1:0", "--log-level", "error")
	cmd.Stderr = os.Stderr
	for _, change := range changes {
		change(cmd)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if at, ok := strings.CutPrefix(lines.Text(), "starting on "); ok {
			s := &Server{URL: at, Dir: data}
			return &Process{Client: s.Kiosk(t), Server: s, Cmd: cmd, said: lines}
		}
	}
	t.Fatal("the program does not say where it listens")
	return nil
}

// Started waits until the program prints the links of its centre; false when it ends
// before that.
func (p *Process) Started() bool {
	for p.said.Scan() {
		if strings.Contains(p.said.Text(), "All screens:") {
			return true
		}
	}
	return false
}

// Kill ends the program without warning: no handler of its own runs.
func (p *Process) Kill() {
	_ = p.Cmd.Process.Kill()
	_ = p.Cmd.Wait()
}
