package servertest_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	. "dost/server/servertest"
)

// audience is many sockets that cost as little as they can: they wait for a frame
// with the wanted text, and otherwise only answer pings.
type audience struct {
	conns   int
	size    atomic.Int64 // of the last frame, bytes
	want    atomic.Pointer[[]byte]
	arrived chan time.Time
}

// join opens a socket at each of the addresses.
func (a *audience) join(b *testing.B, base, token string, paths []string) {
	b.Helper()
	a.arrived = make(chan time.Time, len(paths))
	dialer := websocket.Dialer{ReadBufferSize: 4096, WriteBufferSize: 256, HandshakeTimeout: 10 * time.Second}
	header := http.Header{"Origin": {base}}
	if token != "" {
		header.Set("Authorization", "Bearer "+token)
	}
	for _, path := range paths {
		var conn *websocket.Conn
		for {
			url := "ws" + strings.TrimPrefix(base, "http") + path
			c, resp, err := dialer.DialContext(context.Background(), url, header)
			if err == nil {
				conn = c
				break
			}
			if resp == nil || resp.StatusCode != http.StatusTooManyRequests {
				b.Fatalf("socket %d at %s: %v", a.conns, path, err)
			}
			time.Sleep(50 * time.Millisecond) // one address opens so many in a second
		}
		b.Cleanup(func() { _ = conn.Close() })
		a.conns++
		go a.read(conn)
	}
}

func (a *audience) read(conn *websocket.Conn) {
	var had *[]byte
	text := bytes.NewBuffer(make([]byte, 0, 4096))
	for {
		_, r, err := conn.NextReader()
		if err != nil {
			return
		}
		want := a.want.Load()
		if want == nil || want == had {
			_, _ = io.Copy(io.Discard, r)
			continue
		}
		text.Reset()
		_, _ = text.ReadFrom(r)
		if bytes.Contains(text.Bytes(), *want) {
			had = want
			a.size.Store(int64(text.Len()))
			a.arrived <- time.Now()
		}
	}
}

// last sends a call and gives the milliseconds until the last socket has the text.
func (a *audience) last(b *testing.B, want string, call func()) float64 {
	b.Helper()
	text := []byte(want)
	a.want.Store(&text)
	begin, at := time.Now(), time.Time{}
	call()
	for range a.conns {
		select {
		case at = <-a.arrived:
		case <-time.After(20 * time.Second):
			b.Fatalf("a socket was not sent %s", want)
		}
	}
	return float64(at.Sub(begin)) / float64(time.Millisecond)
}

// stage is a centre with one line, which is called from its beginning.
type stage struct {
	*Server
	kiosk, agent *Client
	called       int
	screens      audience
}

func newStage(b *testing.B, waiting, phones, displays int) *stage {
	b.Helper()
	server := Start(b, Options{})
	s := &stage{Server: server, kiosk: server.Kiosk(b), agent: server.Agent(b, 3, "benefits")}
	var links []string
	for range waiting {
		links = append(links, "/live/track/"+s.issue())
	}
	var crowd audience
	crowd.join(b, s.URL, "", links[:phones])
	s.screens.join(b, s.URL, "demo-display", slices.Repeat([]string{"/live/display"}, displays))
	return s
}

// issue gives a ticket and its token.
func (s *stage) issue() string {
	body := M{"key": Key(), "direction": "benefits"}
	return s.kiosk.Post("/api/kiosk/tickets", body).Want(http.StatusCreated).Text("track")
}

// call calls the next number, ends its visit, and gives the milliseconds until the
// last screen had the call.
func (s *stage) call(b *testing.B) float64 {
	b.Helper()
	s.called++
	var id string
	took := s.screens.last(b, fmt.Sprintf(`"number":"B%03d"`, s.called), func() {
		id = s.agent.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK).Text("id")
	})
	s.agent.Post("/api/desk/tickets/"+id+"/finish",
		M{"key": Key(), "outcome": "consulted"}).Want(http.StatusOK)
	return took
}

// BenchmarkOrderToDisplay is how long after "next" was sent a display has the call,
// in a hall where nobody follows a ticket on a phone, beside halls where 1,000 and
// 1,600 do: of-none is theirs over that of the first.
func BenchmarkOrderToDisplay(b *testing.B) {
	const calls = 60
	phones := []int{0, 1000, 1600}
	var halls []*stage
	for _, n := range phones {
		halls = append(halls, newStage(b, 1600, n, 1))
	}
	p50, ratios := make([][]float64, len(phones)), make([][]float64, len(phones))
	for range rounds {
		for i, s := range halls {
			var took []float64
			for range calls {
				took = append(took, s.call(b))
				time.Sleep(5 * time.Millisecond)
			}
			p50[i] = append(p50[i], median(took))
		}
		for i := range halls {
			ratios[i] = append(ratios[i], last(p50[i])/last(p50[0]))
		}
	}
	b.ReportMetric(0, "ns/op")
	for i, n := range phones {
		b.ReportMetric(median(p50[i]), fmt.Sprintf("p50-ms-%d", n))
		if n > 0 {
			b.ReportMetric(median(ratios[i]), fmt.Sprintf("of-none-%d", n))
		}
	}
}

func last(v []float64) float64 { return v[len(v)-1] }

// BenchmarkFrameToMany is how long after "next" was sent the last of n displays has
// the call, beside the same over the minimal program, whose frames are as long.
func BenchmarkFrameToMany(b *testing.B) {
	for _, displays := range []int{100, 1000} {
		b.Run(fmt.Sprintf("displays-%d", displays), func(b *testing.B) {
			const calls = 15
			s, l := newStage(b, rounds*calls+1, 0, displays), startLimit(b)
			s.call(b) // to know how long a frame is
			l.pad.Store(s.screens.size.Load() - 50)
			least, minimal := &audience{}, (&Server{URL: l.url}).Anyone(b)
			least.join(b, l.url, "", slices.Repeat([]string{"/live/display"}, displays))
			time.Sleep(time.Second)
			var ours, theirs, ratios []float64
			for range rounds {
				var a, z []float64
				for range calls {
					z = append(z, least.last(b, fmt.Sprintf(`"number":%d}`, l.number.Load()+1), func() {
						minimal.Post("/api/desk/next", M{}).Want(http.StatusOK)
					}))
					a = append(a, s.call(b))
					time.Sleep(40 * time.Millisecond) // the frame of the visit's end is through
				}
				ours, theirs = append(ours, median(a)), append(theirs, median(z))
				ratios = append(ratios, median(a)/median(z))
			}
			report(b, "last-ms", "limit-last-ms", ours, theirs, ratios)
		})
	}
}

// BenchmarkMemory is how much more memory the program takes for each of 1,000 screens,
// and for each of 1,000 phones that follow a ticket each. The limit is 18 kB (speed).
func BenchmarkMemory(b *testing.B) {
	const clients = 1000
	for _, kind := range []string{"screens", "phones"} {
		b.Run(kind, func(b *testing.B) {
			p := Launch(b, Program(b), b.TempDir())
			paths, token := slices.Repeat([]string{"/live/display"}, clients), "demo-display"
			if kind == "phones" {
				token = ""
				for i := range paths {
					body := M{"key": Key(), "direction": "benefits"}
					paths[i] = "/live/track/" +
						p.Post("/api/kiosk/tickets", body).Want(http.StatusCreated).Text("track")
				}
			}
			before := resident(b, p)
			var crowd audience
			crowd.join(b, p.Server.URL, token, paths)
			time.Sleep(10 * time.Second)
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(resident(b, p)-before)/clients, "kB/client")
		})
	}
}

// resident is the program's memory in kB.
func resident(b *testing.B, p *Process) (kilobytes int) {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.Cmd.Process.Pid))
	if err != nil {
		b.Skip("this machine does not tell how much memory a program has")
	}
	_, line, _ := strings.Cut(string(status), "VmRSS:")
	if _, err := fmt.Sscan(line, &kilobytes); err != nil {
		b.Fatal(err)
	}
	return kilobytes
}
