package servertest_test

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"dost/server/internal/app"
	. "dost/server/servertest"
)

// rounds of each pair, the limit and the real thing in turn: machines drift, and
// only ratios within a round hold (speed, Method).
const rounds = 5

// wire is one keep-alive connection that costs the client next to nothing. It dials at its
// first request, and again when the server may have closed what lay idle: on a loaded
// machine the other program's round takes longer than a server waits for a first request
// (1 s and 5 s), or for the next one.
type wire struct {
	conn net.Conn
	in   *bufio.Reader
	host string
	head string
	used time.Time
}

// idle is after what time a wire dials again; our server waits for 60 s.
const idle = 30 * time.Second

func dial(b *testing.B, url, token string) *wire {
	b.Helper()
	host := strings.TrimPrefix(url, "http://")
	head := "Host: " + host + "\r\nContent-Type: application/json\r\nAuthorization: Bearer " + token + "\r\n"
	w := &wire{host: host, head: head}
	b.Cleanup(func() {
		if w.conn != nil {
			_ = w.conn.Close()
		}
	})
	return w
}

func (w *wire) connect() (err error) {
	if w.conn != nil {
		_ = w.conn.Close() // it may be closed at the other end
	}
	if w.conn, err = net.Dial("tcp", w.host); err != nil { //nolint:noctx // ends with the benchmark
		return err
	}
	w.in, w.used = bufio.NewReader(w.conn), time.Now()
	return nil
}

func (w *wire) post(path, body string) (status int, err error) {
	if time.Since(w.used) > idle {
		if err := w.connect(); err != nil {
			return 0, err
		}
	}
	w.used = time.Now()
	if _, err := fmt.Fprintf(w.conn, "POST %s HTTP/1.1\r\n%sContent-Length: %d\r\n\r\n%s", path, w.head,
		len(body), body); err != nil {
		return 0, err
	}
	return w.answer()
}

// answer reads a status and passes over the rest. It takes no header but the length: what
// a client makes of an answer is not the server's work.
func (w *wire) answer() (status int, err error) {
	length := 0
	for line := 0; ; line++ {
		text, err := w.in.ReadSlice('\n')
		if err != nil {
			return 0, err
		}
		text = bytes.TrimRight(text, "\r\n")
		switch {
		case line == 0:
			if status, err = strconv.Atoi(string(text[len("HTTP/1.1 ") : len("HTTP/1.1 ")+3])); err != nil {
				return 0, err
			}
		case len(text) == 0:
			_, err := w.in.Discard(length)
			return status, err
		case bytes.HasPrefix(text, []byte("Content-Length: ")):
			if length, err = strconv.Atoi(string(text[len("Content-Length: "):])); err != nil {
				return 0, err
			}
		}
	}
}

// issues sends n tickets over the wires at once and gives how many a second, and the
// microseconds of a processor that each took, client and all.
func issues(b *testing.B, wires []*wire, n int, round string) (rate, work float64) {
	b.Helper()
	var group sync.WaitGroup
	begin, busy := time.Now(), processorTime()
	for i, w := range wires {
		group.Go(func() {
			for k := range n / len(wires) {
				body := fmt.Sprintf(`{"key":"%s-%d-%d","direction":"benefits"}`, round, i, k)
				if status, err := w.post("/api/kiosk/tickets", body); err != nil ||
					status != http.StatusCreated {
					b.Errorf("ticket: %d %v", status, err)
					return
				}
			}
		})
	}
	group.Wait()
	return float64(n) / time.Since(begin).Seconds(),
		float64((processorTime() - busy).Microseconds()) / float64(n)
}

// processorTime is what this process has used of the processor: a measure that other
// programs on the machine disturb less than the clock.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkIssue is a ticket from HTTP to durable commit, beside the minimal
// program of limit.go, for 1, 16 and 64 clients.
func BenchmarkIssue(b *testing.B) {
	app.TuneCollector() // as the program does; the minimal program has the same of it
	for _, clients := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("clients-%d", clients), func(b *testing.B) {
			s, l := Start(b, Options{}), startLimit(b)
			var real, least []*wire
			for range clients {
				real, least = append(real, dial(b, s.URL, "demo-kiosk")), append(least, dial(b, l.url, ""))
			}
			n := 2000 + 100*clients
			issues(b, real, n/4, "warm")
			issues(b, least, n/4, "warm")
			var ours, theirs, ratios, work, leastWork []float64
			for round := range rounds {
				t, tw := issues(b, least, n, fmt.Sprint(round))
				o, ow := issues(b, real, n, fmt.Sprint(round))
				theirs, ours, ratios = append(theirs, t), append(ours, o), append(ratios, o/t)
				work, leastWork = append(work, ow), append(leastWork, tw)
			}
			report(b, "tickets/s", "limit/s", ours, theirs, ratios)
			b.ReportMetric(median(work), "cpu-µs")
			b.ReportMetric(median(leastWork), "limit-cpu-µs")
		})
	}
}

// report gives the medians, and the range of the ratio.
func report(b *testing.B, unit, limitUnit string, ours, theirs, ratios []float64) {
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(ours), unit)
	b.ReportMetric(median(theirs), limitUnit)
	b.ReportMetric(median(ratios), "of-limit")
	b.ReportMetric(slices.Min(ratios), "of-limit-min")
	b.ReportMetric(slices.Max(ratios), "of-limit-max")
}

func median(v []float64) float64 {
	s := slices.Sorted(slices.Values(v))
	return s[len(s)/2]
}

// BenchmarkCallToFrame is how long after "next" was sent twenty displays have the
// call, beside the same over the minimal program. of-limit is ours over theirs:
// 1 is the floor.
func BenchmarkCallToFrame(b *testing.B) {
	s, l := Start(b, Options{}), startLimit(b)
	const displays, calls = 20, 120
	agent := s.Agent(b, 3)
	var real, least []*Feed
	for range displays {
		real = append(real, s.Display(b).Watch("/live/display"))
		least = append(least, (&Server{URL: l.url}).Anyone(b).Watch("/live/display"))
	}
	time.Sleep(200 * time.Millisecond)
	for _, f := range real {
		f.Until("a frame", func(M) bool { return true })
	}
	kiosk, minimal := s.Kiosk(b), (&Server{URL: l.url}).Anyone(b)
	var ours, theirs, p99 []float64
	for range rounds {
		var a, z []float64
		for range calls {
			z = append(z, seen(b, least, func() string {
				return fmt.Sprint(minimal.Post("/api/desk/next",
					M{"key": Key()}).Want(http.StatusOK).JSON()["number"])
			}))
			kiosk.Post("/api/kiosk/tickets",
				M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated)
			time.Sleep(2 * time.Millisecond) // the frame of the new ticket is through
			var id string
			a = append(a, seen(b, real, func() string {
				r := agent.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK)
				id = r.Text("id")
				return r.Text("number")
			}))
			agent.Post("/api/desk/tickets/"+id+"/finish",
				M{"key": Key(), "outcome": "consulted"}).Want(http.StatusOK)
		}
		slices.Sort(a)
		slices.Sort(z)
		ours, theirs = append(ours, a[calls*99/100]), append(theirs, z[calls*99/100])
		p99 = append(p99, ours[len(ours)-1]/theirs[len(theirs)-1])
	}
	report(b, "p99-ms", "limit-p99-ms", ours, theirs, p99)
}

// seen sends a call and gives the milliseconds until the last feed shows it.
func seen(b *testing.B, feeds []*Feed, call func() string) float64 {
	b.Helper()
	for _, f := range feeds {
		for len(f.Frames) > 0 {
			<-f.Frames
		}
	}
	begin := time.Now()
	arrived := make(chan time.Time, len(feeds))
	var want string
	known := make(chan struct{}) // closed once want is
	for _, f := range feeds {
		go func() {
			var early []stamped // frames that overtook the answer
			for {
				select {
				case m := <-f.Frames:
					early = append(early, stamped{m, time.Now()})
					continue
				case <-known:
				}
				break
			}
			for _, s := range early {
				if shows(s.frame, want) {
					arrived <- s.at
					return
				}
			}
			for m := range f.Frames {
				if at := time.Now(); shows(m, want) {
					arrived <- at
					return
				}
			}
		}()
	}
	want = call()
	close(known)
	var last time.Time
	for range feeds {
		if at := <-arrived; at.After(last) {
			last = at
		}
	}
	return float64(last.Sub(begin)) / float64(time.Millisecond)
}

type stamped struct {
	frame M
	at    time.Time
}

func shows(frame M, number string) bool {
	list, _ := frame["calls"].([]any)
	if len(list) == 0 {
		return false
	}
	call, _ := list[0].(M)
	return fmt.Sprint(call["number"]) == number
}
