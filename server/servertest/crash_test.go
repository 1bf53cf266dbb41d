package servertest_test

import (
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

// crashRounds may be raised for a long run of 200 (promises, Faults).
func crashRounds() int {
	if n, err := strconv.Atoi(os.Getenv("DOST_CRASH_ROUNDS")); err == nil {
		return n
	}
	return 5
}

// The real program is killed without warning while 16 kiosks take tickets. After
// each restart everything that was acknowledged is there, under the same number,
// and the day goes on with the next one: nothing lost, repeated or left out
// (promises 1–4).
func TestKilledUnderLoadNothingAcknowledgedIsLost(t *testing.T) {
	t.Parallel()
	binary := Program(t)
	data := filepath.Join(t.TempDir(), "data")
	acknowledged := map[string]string{} // key → answer, kept outside the server
	for round := range crashRounds() {
		p := Launch(t, binary, data)
		// What was acknowledged before the crash is answered again, the same.
		for key, answer := range acknowledged {
			r := p.Post("/api/kiosk/tickets", M{"key": key, "direction": "benefits"}).Want(http.StatusCreated)
			if string(r.Body) != answer {
				t.Fatalf("round %d: key %s was answered\n%s, is now\n%s", round, key, answer, r.Body)
			}
		}
		fresh := storm(t, p, round, 300+rand.IntN(400))
		for key, answer := range fresh {
			acknowledged[key] = answer
		}
	}
	p := Launch(t, binary, data)
	defer p.Kill()
	// Numbers in doubt (committed, but killed before the answer) exist, too: the
	// next one tells how many there are, and the audit that none is missing.
	next := p.Post("/api/kiosk/tickets",
		M{"key": "last", "direction": "benefits"}).Want(http.StatusCreated).Text("number")
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
	p.Kill()
	if out, err := exec.Command(binary, "audit", "verify", "--data", data).CombinedOutput(); err != nil {
		t.Errorf("the audit: %v\n%s", err, out)
	}
	t.Logf("%d tickets acknowledged through %d kills; the next is %s", len(acknowledged), crashRounds(), next)
}

// storm takes tickets from 16 kiosks, kills the program after some milliseconds,
// and gives what was acknowledged by then.
func storm(t *testing.T, p *Process, round, milliseconds int) map[string]string {
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
	p.Kill()
	group.Wait()
	return got
}
