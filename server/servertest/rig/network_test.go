//go:build rig

package rig_test

import (
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	. "dost/server/servertest"
)

// ways are the ways to lose a network: the server's plug is pulled, or something in
// between falls silent and neither end is told.
func (w *wire) ways() map[string]func(whole bool) {
	return map[string]func(bool){"pulled": w.plug, "silent": func(whole bool) { w.cut.Store(!whole) }}
}

// clients is how many live sockets the server believes to have.
func (w *wire) clients(p *Process) (n int) {
	for line := range strings.Lines(w.ask(p, http.MethodGet, "/metrics", "")) {
		_, _ = fmt.Sscanf(line, "dost_live_clients %d", &n)
	}
	return n
}

// issue takes a ticket inside the server's own network.
func (w *wire) issue(t *testing.T, p *Process) {
	t.Helper()
	if answer := w.ask(p, http.MethodPost, "/api/kiosk/tickets",
		`{"key":"`+Key()+`","direction":"benefits"}`); !strings.Contains(answer, " 201 ") {
		t.Fatalf("a ticket inside: %s", answer)
	}
}

// The wire between hall and server is cut, twice in each way. The display says so
// within five seconds, the server drops the dead peer in under twenty, and within
// two seconds after the wire is whole the display shows what happened meanwhile
// (promises 9, cable pull and half-open).
func TestACutWireIsSaidAndMended(t *testing.T) {
	if !inOwnNetwork(t) {
		return
	}
	p, w := overAWire(t, Program(t), filepath.Join(t.TempDir(), "data"))
	hall := follow(t, p.Server.URL)
	for range 2 {
		for name, set := range w.ways() {
			within(t, 5*time.Second, "the display is there",
				func() bool { return hall.shows(head(p.Client)) })
			time.Sleep(time.Second)
			set(false)
			cut := time.Now()
			said := within(t, 5*time.Second, "the display says that it is cut off", hall.cutOff)
			w.issue(t, p)
			eventually(t, "the dead peer is dropped", func() bool { return w.clients(p) == 0 })
			dropped := time.Since(cut)
			if dropped >= 20*time.Second {
				t.Errorf("%s: the dead peer was dropped after %s", name, dropped)
			}
			w.issue(t, p)
			now := headInside(w, p)
			set(true)
			mended := within(t, 2*time.Second, "the display shows the present",
				func() bool { return hall.shows(now) })
			t.Logf("%s: said after %s, dropped after %s, mended after %s", name,
				said.Round(10*time.Millisecond), dropped.Round(10*time.Millisecond),
				mended.Round(10*time.Millisecond))
		}
	}
	if n := hall.back(); n != 0 {
		t.Errorf("%d frames went back", n)
	}
}

// headInside is the last record, asked for inside.
func headInside(w *wire, p *Process) (seq float64) {
	_, answer, _ := strings.Cut(w.ask(p, http.MethodGet, "/healthz", ""), `"seq":`)
	_, _ = fmt.Sscanf(answer, "%g", &seq)
	return seq
}

// The same with a real display page in a real browser.
func TestACutWireOnARealDisplay(t *testing.T) {
	if !inOwnNetwork(t) {
		return
	}
	p, w := overAWire(t, Program(t), filepath.Join(t.TempDir(), "data"))
	agent := p.Server.Agent(t, 3, "benefits")
	page := OpenBrowser(t).Open("display", p.Server.URL+"/display#demo-display", 1920, 1080)
	page.See("main")
	has := func(expression string) func() bool {
		return func() bool { ok, err := Eval[bool](page, expression); return err == nil && ok }
	}
	for name, set := range w.ways() {
		within(t, 10*time.Second, "the display is there",
			has(
				`document.querySelector(".screen") !== null && document.querySelector(".screen.offline") === null`))
		time.Sleep(time.Second)
		set(false)
		said := within(t, 5*time.Second, "the page says that it is cut off",
			has(`document.querySelector(".screen.offline [role=alert], .screen.offline .strip") !== null`))
		page.Shot("display-" + name)
		w.issue(t, p)
		time.Sleep(25 * time.Second) // into the tries to come back, which grow rarer
		set(true)
		back := within(t, 2*time.Second, "the page is back",
			has(`document.querySelector(".screen.offline") === null`))
		number := agent.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK)
		within(t, 2*time.Second, "the page shows the call",
			has(fmt.Sprintf("document.body.innerText.includes(%q)", number.Text("number"))))
		agent.Post("/api/desk/tickets/"+number.Text("id")+"/finish",
			M{"key": Key(), "outcome": "consulted"}).Want(http.StatusOK)
		t.Logf("%s: said after %s, mended after %s", name, said.Round(10*time.Millisecond),
			back.Round(10*time.Millisecond))
	}
}

// A bad wire loses every fifth packet and takes 300 ms for the way there and back.
// Eight hasty kiosks give up after a second and ask again under the same key: each
// key has one ticket (promises 3), and the display catches up (9).
func TestABadWireMakesOneTicketOfEachKey(t *testing.T) {
	if !inOwnNetwork(t) {
		return
	}
	p, w := overAWire(t, Program(t), filepath.Join(t.TempDir(), "data"))
	hall := follow(t, p.Server.URL)
	within(t, 5*time.Second, "the display is there", func() bool { return hall.shows(1) })
	w.loss.Store(20)
	w.delay.Store(int64(150 * time.Millisecond))
	var (
		mu       sync.Mutex
		group    sync.WaitGroup
		answered = map[string]string{}
		tries    int
	)
	until := time.Now().Add(40 * time.Second)
	for range 8 {
		hasty := p.Within(time.Second)
		group.Go(func() {
			for time.Now().Before(until) {
				key, body := Key(), ""
				for body == "" {
					r, err := hasty.Try(http.MethodPost, "/api/kiosk/tickets", "application/json",
						[]byte(`{"key":"`+key+`","direction":"benefits"}`))
					mu.Lock()
					tries++
					mu.Unlock()
					if err == nil && r.Status == http.StatusCreated {
						body = string(r.Body)
					} else if err == nil {
						t.Errorf("%d %s", r.Status, r.Body)
						return
					}
				}
				mu.Lock()
				answered[key] = body
				mu.Unlock()
			}
		})
	}
	group.Wait()
	w.loss.Store(0)
	w.delay.Store(0)
	now := headInside(w, p)
	took := within(t, 2*time.Second, "the display shows the present", func() bool { return hall.shows(now) })
	numbers := map[string]bool{}
	for key, body := range answered {
		r := p.Post("/api/kiosk/tickets", M{"key": key, "direction": "benefits"}).Want(http.StatusCreated)
		if string(r.Body) != body {
			t.Errorf("%s was answered\n%s and is now\n%s", key, body, r.Body)
		}
		numbers[r.Text("number")] = true
	}
	next := p.Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated).Text("number")
	if want := fmt.Sprintf("B%03d", len(answered)+1); next != want || len(numbers) != len(answered) {
		t.Errorf("%d keys have %d numbers, and the next is %s", len(answered), len(numbers), next)
	}
	if hall.back() != 0 {
		t.Error("a frame of the display went back")
	}
	if tries < len(answered)*5/4 {
		t.Errorf("%d tries for %d tickets: the wire is too good to show anything", tries, len(answered))
	}
	t.Logf("%d tries, %d keys, %d tickets; the display was right %s after", tries, len(answered),
		len(numbers), took.Round(10*time.Millisecond))
}
