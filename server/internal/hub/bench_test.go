package hub

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// bare is the least that sends one frame to many: the websocket library, a message
// prepared once, a goroutine and a channel for each client (speed).
type bare struct {
	mu      sync.Mutex
	clients []chan *websocket.PreparedMessage
}

func (b *bare) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	frames := make(chan *websocket.PreparedMessage, 1)
	b.mu.Lock()
	b.clients = append(b.clients, frames)
	b.mu.Unlock()
	go func() {
		for m := range frames {
			if conn.WritePreparedMessage(m) != nil {
				return
			}
		}
	}()
	_, _, _ = conn.NextReader()
	_ = conn.Close()
}

func (b *bare) count() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.clients)
}

func (b *bare) publish(data []byte) {
	m, _ := websocket.NewPreparedMessage(websocket.TextMessage, data)
	for _, c := range b.clients {
		c <- m
	}
}

// audience is clients that do nothing but count the frames' bytes.
type audience struct {
	missing atomic.Int64 // bytes of the frame under way
	whole   chan time.Time
}

func (a *audience) join(b *testing.B, url string, n int) {
	b.Helper()
	host := strings.TrimPrefix(url, "http://")
	for range n {
		conn, err := net.Dial("tcp", host) //nolint:noctx // ends with the benchmark
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = conn.Close() })
		_, err = fmt.Fprintf(conn, "GET / HTTP/1.1\r\nHost: %[1]s\r\nOrigin: http://%[1]s\r\n"+
			"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"+
			"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n", host)
		if err != nil {
			b.Fatal(err)
		}
		go a.read(conn)
	}
}

func (a *audience) read(conn net.Conn) {
	buffer := make([]byte, 4096)
	for {
		n, err := conn.Read(buffer)
		if err != nil {
			return
		}
		if a.missing.Add(int64(-n)) == 0 {
			a.whole <- time.Now()
		}
	}
}

// last sends a frame and gives the milliseconds until the last client has it.
func (a *audience) last(clients int, data []byte, publish func([]byte)) float64 {
	a.missing.Store(int64(clients) * int64(len(data)+4)) // the header of a message of 126 bytes to 64 kB
	begin := time.Now()
	publish(data)
	return float64((<-a.whole).Sub(begin)) / float64(time.Millisecond)
}

// BenchmarkBroadcast is how long until the last of n sockets has a frame as large as
// a display's, beside the bare broadcast. of-limit is ours over theirs: 1 is the floor.
func BenchmarkBroadcast(b *testing.B) {
	for _, clients := range []int{100, 1000} {
		b.Run(fmt.Sprintf("clients-%d", clients), func(b *testing.B) {
			// a ping would be counted as a part of a frame
			hub, least := New(Options{PingEvery: time.Hour}), &bare{}
			ours := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				_ = hub.Serve(w, r, "display", "d",
					func() (Frame, bool) { return Frame{Data: []byte("first")}, true })
			}))
			theirs := httptest.NewServer(least)
			b.Cleanup(func() { hub.Close(); ours.Close(); theirs.Close() })
			real, minimal := &audience{whole: make(chan time.Time, 1)},
				&audience{whole: make(chan time.Time, 1)}
			real.join(b, ours.URL, clients)
			minimal.join(b, theirs.URL, clients)
			time.Sleep(time.Second) // all have come, and the first frames are through
			if n, m := hub.Clients(), least.count(); n != clients || m != clients {
				b.Fatalf("%d and %d clients came", n, m)
			}
			data := bytes.Repeat([]byte("x"), 2500)
			seq := uint64(0)
			publish := func(data []byte) { seq++; hub.Publish("display", Frame{Seq: seq, Data: data}) }
			var o, l, ratios []float64
			for range 9 {
				var a, z []float64
				for range 20 {
					z = append(z, minimal.last(clients, data, least.publish))
					a = append(a, real.last(clients, data, publish))
				}
				o, l = append(o, median(a)), append(l, median(z))
				ratios = append(ratios, median(a)/median(z))
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(median(o), "last-ms")
			b.ReportMetric(median(l), "limit-ms")
			b.ReportMetric(median(ratios), "of-limit")
			b.ReportMetric(slices.Min(ratios), "of-limit-min")
			b.ReportMetric(slices.Max(ratios), "of-limit-max")
		})
	}
}

func median(v []float64) float64 {
	s := slices.Sorted(slices.Values(v))
	return s[len(s)/2]
}
