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

// Launch starts the program as a demo on a folder of data and waits for the links
// that it prints. Each change may alter how it is started: its environment, where
// its log goes. The end of the test kills it.
func Launch(t testing.TB, binary, data string, changes ...func(*exec.Cmd)) *Process {
	t.Helper()
	cmd := exec.CommandContext(context.Background(), binary, "serve", "--demo", "--data", data, "--addr", "127.0.0.1:0", "--log-level", "error")
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
		if _, link, ok := strings.Cut(lines.Text(), "All screens:"); ok {
			s := &Server{URL: strings.TrimSuffix(strings.TrimSpace(link), "/"), Dir: data}
			return &Process{s.Kiosk(t), s, cmd}
		}
	}
	t.Fatal("the program printed no link")
	return nil
}

// Kill ends the program without warning: no handler of its own runs.
func (p *Process) Kill() {
	_ = p.Cmd.Process.Kill()
	_ = p.Cmd.Wait()
}
