//go:build rig

package rig_test

import (
	"bufio"
	"encoding/json"
	"fmt"
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

// pauses are how long a program is frozen: 3 and 30 s, and DOST_RIG_PAUSE seconds.
func pauses() []time.Duration {
	list := []time.Duration{3 * time.Second, 30 * time.Second}
	if seconds, err := strconv.Atoi(os.Getenv("DOST_RIG_PAUSE")); err == nil {
		list = append(list, time.Duration(seconds)*time.Second)
	}
	return list
}

func signal(t *testing.T, p *os.Process, s syscall.Signal) {
	t.Helper()
	if err := p.Signal(s); err != nil {
		t.Fatal(err)
	}
}

// The server freezes in the middle of its work and wakes: what was acknowledged
// stands, what was asked for in between is answered once, screens said that they
// were cut off and show the present within two seconds (promises 2, 3, 9).
func TestAFrozenServerWakesWhereItWas(t *testing.T) {
	binary, data, ledger := Program(t), filepath.Join(t.TempDir(), "data"), NewLedger()
	p := Launch(t, binary, data)
	hall := follow(t, p.Server.URL)
	stop := Crowd{Kiosks: 6, Agents: 3, Patient: true}.Work(t, p.Server, ledger)
	for _, long := range pauses() {
		within(t, 5*time.Second, "the display shows the work", func() bool { return hall.shows(1) })
		time.Sleep(500 * time.Millisecond)
		signal(t, p.Cmd.Process, syscall.SIGSTOP)
		frozen := time.Now()
		if long > silence {
			within(t, 5*time.Second, "the display says that it is cut off", hall.cutOff)
		}
		time.Sleep(long - time.Since(frozen))
		had := len(ledger.Acknowledged())
		signal(t, p.Cmd.Process, syscall.SIGCONT)
		woke := time.Now()
		now := head(p.Client)
		within(t, 2*time.Second-time.Since(woke), "the display shows the present",
			func() bool { return hall.shows(now) })
		took := time.Since(woke)
		within(t, 2*time.Second, "orders are acknowledged again",
			func() bool { return len(ledger.Acknowledged()) > had })
		t.Logf("frozen for %s: the display was right %s after", long, took.Round(time.Millisecond))
	}
	stop()
	if n := hall.back(); n != 0 {
		t.Errorf("%d frames went back", n)
	}
	for code := range ledger.Refused() {
		if code != "unavailable" && code != "ticket-active" {
			t.Errorf("refusals: %v", ledger.Refused())
		}
	}
	acknowledged, unanswered := ledger.Reopen()
	ledger.Check(t, p.Server, acknowledged, unanswered)
	p.Kill()
	audit(t, binary, data)
	t.Logf("%d acknowledged, 0 lost; %d were never answered and asked for again", len(acknowledged),
		len(unanswered))
}

// sleeperURL names the server to the desk that a test puts to sleep.
const sleeperURL = "DOST_RIG_SLEEPER"

// TestDeskThatSleeps is the desk in a process of its own, for the test below. It
// says what it is answered, line by line, until it is refused as stale.
func TestDeskThatSleeps(t *testing.T) {
	url := os.Getenv(sleeperURL)
	if url == "" {
		return // it is only the other's child
	}
	agent := (&Server{URL: url}).Staff(t, "agent3")
	desk := agent.Post("/api/desk", M{"key": Key(), "desk": "3", "directions": []string{"benefits"}}).Want(
		http.StatusOK)
	lease := desk.Text("lease")
	feed := agent.Watch("/live/desk")
	// A request that was under way when the machine fell asleep has run out of time
	// when it wakes; the desk asks again under the same key, as api.js does.
	ask := func(path string, body M) Reply {
		body["key"], body["lease"] = Key(), lease
		text, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		for {
			if r, err := agent.Try(http.MethodPost, path, "application/json", text); err == nil {
				return r
			}
		}
	}
	for {
		r := ask("/api/desk/next", M{})
		fmt.Println("NEXT", r.Status, r.Code())
		if r.Status == http.StatusOK {
			r = ask("/api/desk/tickets/"+r.Text("id")+"/finish", M{"outcome": "consulted"})
			fmt.Println("FINISH", r.Status, r.Code())
		}
		if r.Code() == "stale-desk" {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	// A browser would open the socket again, if the server has closed it meanwhile.
	select {
	case <-feed.Ended:
		fmt.Println("SOCKET ended")
		feed = agent.Watch("/live/desk")
	case <-time.After(2500 * time.Millisecond):
	}
	seq := 0.0
	for len(feed.Frames) > 0 || seq == 0 {
		next := (<-feed.Frames)["seq"].(float64)
		if next < seq {
			fmt.Println("BACKWARDS")
		}
		seq = next
	}
	fmt.Println("SEQ", seq, head(agent))
}

// A desk's machine sleeps in the middle of the work, and its agent goes on in
// another window. The desk that wakes changes nothing: its first move is refused as
// stale, and it is shown the present (promises 8, 9). Nobody else is held up
// while it sleeps with a full socket.
func TestADeskThatWakesChangesNothing(t *testing.T) {
	binary := Program(t)
	for _, long := range pauses() {
		t.Run(long.String(), func(t *testing.T) {
			p := Launch(t, binary, filepath.Join(t.TempDir(), "data"))
			hall := follow(t, p.Server.URL)
			stop := Crowd{Kiosks: 2}.Work(t, p.Server, NewLedger())
			child := exec.Command(os.Args[0], "-test.run=^TestDeskThatSleeps$", "-test.v")
			child.Env = append(os.Environ(), sleeperURL+"="+p.Server.URL)
			out, err := child.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := child.Start(); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = child.Process.Kill(); _ = child.Wait() })
			lines := bufio.NewScanner(out)
			said := func(want string) string {
				for lines.Scan() {
					if strings.HasPrefix(lines.Text(), want) {
						return lines.Text()
					}
				}
				t.Fatalf("the desk never said %q", want)
				return ""
			}
			said("FINISH 200")
			said("FINISH 200")
			signal(t, child.Process, syscall.SIGSTOP)
			asleep := time.Now()
			// The same agent, in another window.
			agent := p.Server.Agent(t, 3, "benefits")
			r := agent.Post("/api/desk/next", M{"key": Key()})
			held := r.JSON()["id"]
			if r.Code() == "ticket-active" { // it fell asleep between call and end
				held = r.JSON()["ticket"]
			}
			for time.Since(asleep) < long {
				began, seq := time.Now(), head(p.Client)
				eventually(t, "the display goes on", func() bool { return hall.shows(seq) })
				if took := time.Since(began); took > 2*time.Second {
					t.Errorf("while a desk sleeps, the display is %s late", took)
				}
				time.Sleep(100 * time.Millisecond)
			}
			signal(t, child.Process, syscall.SIGCONT)
			for ok := false; !ok; {
				line := said("")
				ok = strings.HasSuffix(line, "409 stale-desk")
				if strings.HasPrefix(line, "FINISH 200") || strings.HasPrefix(line, "NEXT 200") {
					t.Logf("answered before it slept: %s", line) // sent before, read after
				}
			}
			stop()
			var seq, now float64
			if _, err := fmt.Sscanf(said("SEQ"), "SEQ %g %g", &seq, &now); err != nil || seq < now-50 {
				t.Errorf("the woken desk shows record %v of %v: %v", seq, now, err)
			}
			frame := agent.Watch("/live/desk").Until("the desk", func(f M) bool { return f["desk"] != nil })
			if active, _ := frame["active"].(M); active == nil || active["id"] != held {
				t.Errorf("the visitor at the desk is %v, not %v", frame["active"], held)
			}
			if hall.back() != 0 {
				t.Error("a frame of the display went back")
			}
		})
	}
}
