package servertest

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"time"
)

// Crowd is visitors at kiosks and agents at desks, all at once: tickets, calls,
// arrivals, applications and ends of visits, entered in a ledger.
type Crowd struct {
	// Kiosks and Agents are how many hands take tickets, and call and serve: at
	// most six.
	Kiosks, Agents int
	// Patient hands ask again under the same key when the server does not answer
	// or cannot keep anything, until they are stopped, as the screens do; others
	// end at the first such trouble.
	Patient bool
	// Pause bounds the random pause of a kiosk between two tickets; 0 = 10 ms.
	Pause time.Duration
}

// Work lets the crowd in. stop waits until the last hand has ended.
func (w Crowd) Work(t testing.TB, s *Server, l *Ledger) (stop func()) {
	t.Helper()
	if w.Pause == 0 {
		w.Pause = 10 * time.Millisecond
	}
	ended := make(chan struct{})
	var group sync.WaitGroup
	kiosk := s.Kiosk(t)
	for range w.Kiosks {
		h := &hand{t: t, client: kiosk, caller: "kiosk", ledger: l, patient: w.Patient, ended: ended}
		group.Go(func() { h.issue(w.Pause) })
	}
	for n := 1; n <= w.Agents; n++ {
		h := &hand{t: t, client: s.Agent(t, n, "benefits"), caller: fmt.Sprintf("agent%d", n), ledger: l,
			patient: w.Patient, ended: ended}
		group.Go(h.serve)
	}
	var once sync.Once
	stop = func() { once.Do(func() { close(ended) }); group.Wait() }
	t.Cleanup(stop)
	return stop
}

// hand is one who works.
type hand struct {
	t       testing.TB
	client  *Client
	caller  string
	ledger  *Ledger
	patient bool
	ended   chan struct{}
}

// order sends a request until it is answered for good; false when the hand ends.
func (h *hand) order(path string, body M) (Reply, bool) {
	body["key"] = Key()
	for {
		select {
		case <-h.ended:
			return Reply{}, false
		default:
		}
		r, err := h.ledger.Send(h.client, h.caller, path, body)
		switch {
		case err == nil && r.Status < 500 && r.Status != http.StatusTooManyRequests:
			return r, true
		case err == nil && r.Status != http.StatusServiceUnavailable:
			h.t.Errorf("%s: %d %.400s", path, r.Status, r.Body)
			return r, false
		case !h.patient:
			return r, false
		}
		time.Sleep(time.Duration(20+rand.IntN(60)) * time.Millisecond)
	}
}

func (h *hand) issue(pause time.Duration) {
	for {
		r, ok := h.order("/api/kiosk/tickets", M{"direction": "benefits"})
		if !ok {
			return
		}
		if r.Status != http.StatusCreated {
			h.t.Errorf("a ticket: %d %.400s", r.Status, r.Body)
			return
		}
		time.Sleep(rand.N(pause))
	}
}

func (h *hand) serve() {
	for visit := 0; ; visit++ {
		r, ok := h.order("/api/desk/next", M{})
		id := ""
		switch {
		case !ok:
			return
		case r.Status == http.StatusOK:
			id = r.Text("id")
		case r.Code() == "ticket-active": // from before the fault
			id = r.Text("ticket")
		case r.Status == http.StatusNoContent:
			time.Sleep(20 * time.Millisecond)
			continue
		default:
			h.t.Errorf("next: %d %.400s", r.Status, r.Body)
			return
		}
		if !h.visit(id, r.Status == http.StatusOK && visit%3 == 0) {
			return
		}
	}
}

// visit serves the ticket at the desk to its end.
func (h *hand) visit(id string, apply bool) bool {
	outcome := "consulted"
	if _, ok := h.order("/api/desk/tickets/"+id+"/arrive", M{}); !ok {
		return false
	}
	if apply {
		outcome = "registered"
		r, ok := h.order("/api/desk/applications", M{
			"ticket": id, "service": "05-02-01-03", "outcome": outcome, "documents": []M{}, "checks": []M{},
			"applicant": M{"name": "Sınaq Şəxsi", "fin": fin()},
		})
		if ok && r.Status != http.StatusCreated {
			h.t.Errorf("an application: %d %.400s", r.Status, r.Body)
		}
		if !ok {
			return false
		}
	}
	r, ok := h.order("/api/desk/tickets/"+id+"/finish", M{"outcome": outcome})
	if ok && r.Status != http.StatusOK {
		h.t.Errorf("the end of a visit: %d %.400s", r.Status, r.Body)
	}
	return ok
}

// fin makes up a personal code.
func fin() string {
	const letters = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
	code := make([]byte, 7)
	for i := range code {
		code[i] = letters[rand.IntN(len(letters))]
	}
	return string(code)
}
