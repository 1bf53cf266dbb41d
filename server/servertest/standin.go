package servertest

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dost/server/integration"
	"dost/server/passport"
)

// StandInSystems are the systems that the stand-in plays: those of the published
// passports, and the one that sends messages to visitors.
func StandInSystems() []string {
	systems := []string{passport.PortalESosial, integration.Messages}
	for _, known := range passport.KnownSubsystems() {
		systems = append(systems, known.ID)
	}
	return systems
}

// StandInSecret is the secret that the stand-in shares with every centre.
const StandInSecret = "stand-in-secret-0123456789"

// StandIn plays the systems of the ministry: it takes each message once by its
// id, in order, and answers look-ups. It can be down, slow, and forget to
// acknowledge.
type StandIn struct {
	URL   string // of a system: URL + "/" + its id
	Clock func() time.Time

	server *httptest.Server

	mu       sync.Mutex
	down     bool
	delay    time.Duration
	swallow  int // so many messages are taken, and the line cut before the acknowledgement
	refuse   int // answered to every message; 0 = none
	taken    map[string][]integration.Message
	ids      map[string]bool
	requests int
	repeats  int // messages that came again
	forged   int
	people   map[string]integration.LookUpAnswer // by FIN
}

// NewStandIn starts a stand-in that ends with the test.
func NewStandIn(t testing.TB) *StandIn {
	s := &StandIn{Clock: time.Now, taken: map[string][]integration.Message{}, ids: map[string]bool{},
		people: map[string]integration.LookUpAnswer{}}
	s.server = httptest.NewServer(s)
	s.URL = s.server.URL
	t.Cleanup(s.server.Close)
	return s
}

// Down has the stand-in cut every line without an answer, or be up again.
func (s *StandIn) Down(down bool) { s.set(func() { s.down = down }) }

// Delay has it answer so much later.
func (s *StandIn) Delay(d time.Duration) { s.set(func() { s.delay = d }) }

// Swallow has it take the next n messages without acknowledging them.
func (s *StandIn) Swallow(n int) { s.set(func() { s.swallow = n }) }

// Refuse has it answer every message with a status; 0 = take them.
func (s *StandIn) Refuse(status int) { s.set(func() { s.refuse = status }) }

// Know gives the answer to look-ups about a person.
func (s *StandIn) Know(fin string, a integration.LookUpAnswer) { s.set(func() { s.people[fin] = a }) }

func (s *StandIn) set(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
}

// Taken are the messages that a system took, in order.
func (s *StandIn) Taken(system string) (list []integration.Message) {
	s.set(func() { list = append(list, s.taken[system]...) })
	return list
}

// Counts are the requests so far, the messages that came again and the requests
// whose signature was not genuine.
func (s *StandIn) Counts() (requests, repeats, forged int) {
	s.set(func() { requests, repeats, forged = s.requests, s.repeats, s.forged })
	return requests, repeats, forged
}

// ServeHTTP plays the systems.
func (s *StandIn) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	if err != nil {
		return
	}
	var delay time.Duration
	s.set(func() { delay = s.delay })
	select {
	case <-time.After(delay):
	case <-r.Context().Done():
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests++
	if s.down {
		hangUp(w)
		return
	}
	if !integration.Genuine([]byte(StandInSecret), r.Header.Get(integration.HeaderTime),
		r.Header.Get(integration.HeaderSignature), s.Clock(), r.URL.EscapedPath(), body) {
		s.forged++
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	system, what, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if !slices.Contains(StandInSystems(), system) {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	switch what {
	case "messages":
		s.message(w, system, body)
	case "look-ups":
		s.lookUp(w, system, body)
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

func (s *StandIn) message(w http.ResponseWriter, system string, body []byte) {
	var m integration.Message
	if err := json.Unmarshal(body, &m); err != nil || m.System != system || m.ID == "" {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	switch {
	case s.refuse != 0:
		w.WriteHeader(s.refuse)
		return
	case m.Kind == integration.Trial:
	case s.ids[m.ID]:
		s.repeats++
	default:
		s.ids[m.ID] = true
		s.taken[system] = append(s.taken[system], m)
	}
	if s.swallow > 0 && m.Kind != integration.Trial {
		s.swallow--
		hangUp(w)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *StandIn) lookUp(w http.ResponseWriter, system string, body []byte) {
	var q integration.LookUpQuestion
	if err := json.Unmarshal(body, &q); err != nil || q.System != system || q.FIN == "" {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	answer, ok := s.people[q.FIN]
	if !ok {
		answer.State = integration.NotFound
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(answer) // whoever asked may have gone
}

// hangUp cuts the line as a system that dies does.
func hangUp(w http.ResponseWriter) {
	if h, ok := w.(http.Hijacker); ok {
		if connection, _, err := h.Hijack(); err == nil {
			if tcp, ok := connection.(*net.TCPConn); ok {
				_ = tcp.SetLinger(0)
			}
			_ = connection.Close()
		}
	}
}

// Connect has a centre speak with the stand-in about the systems; none = all.
func (s *StandIn) Connect(manager *Client, systems ...string) {
	if len(systems) == 0 {
		connections := manager.Get("/api/manager/connections").Want(http.StatusOK).JSON()
		for _, one := range connections["systems"].([]any) {
			systems = append(systems, one.(map[string]any)["system"].(string))
		}
	}
	for _, system := range systems {
		manager.Post("/api/manager/connections", M{"key": Key(), "password": "demo-demo", "system": system,
			"url": s.URL + "/" + system, "secret": StandInSecret, "active": true}).Want(http.StatusOK)
	}
}
