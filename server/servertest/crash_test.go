package servertest_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	. "dost/server/servertest"
)

// crashRounds may be raised for a long run: RELIABILITY asks for 200.
func crashRounds() int {
	if n, err := strconv.Atoi(os.Getenv("DOST_CRASH_ROUNDS")); err == nil {
		return n
	}
	return 5
}

// The real program is killed without warning while 16 kiosks take tickets. After
// each restart everything that was acknowledged is there, under the same number,
// and the day goes on with the next one: nothing lost, repeated or left out
// (RELIABILITY 1–4).
func TestKilledUnderLoadNothingAcknowledgedIsLost(t *testing.T) {
	binary := program(t)
	data := filepath.Join(t.TempDir(), "data")
	acknowledged := map[string]string{} // key → answer, kept outside the server
	for round := range crashRounds() {
		p := launch(t, binary, data)
		// What was acknowledged before the crash is answered again, the same.
		for key, answer := range acknowledged {
			r := p.Post("/api/kiosk/tickets", M{"key": key, "direction": "benefits"}).Want(http.StatusCreated)
			if string(r.Body) != answer {
				t.Fatalf("round %d: key %s was answered\n%s, is now\n%s", round, key, answer, r.Body)
			}
		}
		fresh := p.storm(t, round, 300+rand.IntN(400))
		for key, answer := range fresh {
			acknowledged[key] = answer
		}
	}
	p := launch(t, binary, data)
	defer p.kill()
	// Numbers in doubt (committed, but killed before the answer) exist, too: the
	// next one tells how many there are, and the audit that none is missing.
	next := p.Post("/api/kiosk/tickets", M{"key": "last", "direction": "benefits"}).Want(http.StatusCreated).Text("number")
	var last int
	if _, err := fmt.Sscanf(next, "B%d", &last); err != nil {
		t.Fatal(err)
	}
	numbers := map[string]bool{}
	for key, answer := range acknowledged {
		_, number, _ := strings.Cut(answer, `"number":"`)
		number, _, _ = strings.Cut(number, `"`)
		if numbers[number] {
			t.Errorf("%s was given twice, the second time to %s", number, key)
		}
		numbers[number] = true
	}
	if len(acknowledged) < 10*crashRounds() || last <= len(acknowledged) {
		t.Errorf("%d acknowledged, and the next number is %s", len(acknowledged), next)
	}
	p.kill()
	if out, err := exec.Command(binary, "audit", "verify", "--data", data).CombinedOutput(); err != nil {
		t.Errorf("the audit: %v\n%s", err, out)
	}
	t.Logf("%d tickets acknowledged through %d kills; the next is %s", len(acknowledged), crashRounds(), next)
}

// program builds the real program.
func program(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "server")
	if out, err := exec.Command("go", "build", "-o", binary, "dost/server").CombinedOutput(); err != nil {
		t.Fatalf("building the server: %v\n%s", err, out)
	}
	return binary
}

// process is the real program under test.
type process struct {
	*Client
	server *Server
	cmd    *exec.Cmd
}

// launch starts the program and waits for the links it prints.
func launch(t *testing.T, binary, data string) *process {
	t.Helper()
	cmd := exec.CommandContext(context.Background(), binary, "serve", "--demo", "--data", data, "--addr", "127.0.0.1:0", "--log-level", "error")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, link, ok := strings.Cut(lines.Text(), "All screens:"); ok {
			s := &Server{URL: strings.TrimSuffix(strings.TrimSpace(link), "/")}
			return &process{s.Kiosk(t), s, cmd}
		}
	}
	t.Fatal("the program printed no link")
	return nil
}

func (p *process) kill() {
	_ = p.cmd.Process.Kill() // SIGKILL: no handler runs
	_ = p.cmd.Wait()
}

// storm takes tickets from 16 kiosks, kills the program after some milliseconds,
// and gives what was acknowledged by then.
func (p *process) storm(t *testing.T, round, milliseconds int) map[string]string {
	t.Helper()
	var (
		mu    sync.Mutex
		got   = map[string]string{}
		group sync.WaitGroup
	)
	for kiosk := range 16 {
		group.Go(func() {
			for n := 0; ; n++ {
				key := fmt.Sprintf("r%d-k%d-%d", round, kiosk, n)
				r, err := p.Try(http.MethodPost, "/api/kiosk/tickets", "application/json",
					[]byte(`{"key":"`+key+`","direction":"benefits"}`))
				if err != nil {
					return // the program is gone
				}
				if r.Status != http.StatusCreated {
					t.Errorf("%s: %d %s", key, r.Status, r.Body)
					return
				}
				mu.Lock()
				got[key] = string(r.Body)
				mu.Unlock()
				time.Sleep(time.Duration(rand.IntN(10)) * time.Millisecond)
			}
		})
	}
	time.Sleep(time.Duration(milliseconds) * time.Millisecond)
	p.kill()
	group.Wait()
	return got
}
