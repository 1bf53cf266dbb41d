package servertest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dost/server/civil"
)

// SentRequest is one request as it was sent, and what came back.
type SentRequest struct {
	Caller, Path   string // "kiosk" or a login; where it was sent
	Body           []byte // with its key
	Status         int    // 0 = no answer came
	Answer         []byte
	Sent, Answered time.Time
}

// Ledger keeps, outside the server, what the server has acknowledged: whatever
// happens to the server, this must be true of it afterwards (promises 2).
type Ledger struct {
	mu           sync.Mutex
	shut         bool
	acknowledged []SentRequest
	unanswered   []SentRequest
	refused      map[string]int    // by code
	holders      map[string]string // number with its day → the key it was given to
}

// NewLedger opens an empty ledger.
func NewLedger() *Ledger { return &Ledger{refused: map[string]int{}, holders: map[string]string{}} }

// Shut lets nothing more count as acknowledged: the fault comes now.
func (l *Ledger) Shut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.shut = true
}

// Reopen opens the ledger again and hands over what it held; the numbers that were
// given out are remembered.
func (l *Ledger) Reopen() (acknowledged, unanswered []SentRequest) {
	l.mu.Lock()
	defer l.mu.Unlock()
	acknowledged, unanswered = l.acknowledged, l.unanswered
	l.acknowledged, l.unanswered, l.shut = nil, nil, false
	return acknowledged, unanswered
}

// Acknowledged is what was acknowledged so far, in the order of the answers.
func (l *Ledger) Acknowledged() []SentRequest {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.acknowledged)
}

// Refused are the refusals so far, by code.
func (l *Ledger) Refused() map[string]int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return maps.Clone(l.refused)
}

// Send sends a request once and enters what came of it.
func (l *Ledger) Send(c *Client, caller, path string, body M) (Reply, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return Reply{}, fmt.Errorf("writing the order: %w", err)
	}
	o := SentRequest{Caller: caller, Path: path, Body: text, Sent: time.Now()}
	r, err := c.Try(http.MethodPost, path, "application/json", text)
	o.Status, o.Answer, o.Answered = r.Status, r.Body, time.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case err != nil, l.shut:
		o.Status = 0
		l.unanswered = append(l.unanswered, o)
	case r.Status < 300:
		l.acknowledged = append(l.acknowledged, o)
	default:
		l.refused[r.Code()]++
	}
	return r, err
}

// Code is the code of a problem document; "" where the answer is none.
func (r Reply) Code() string {
	var p struct{ Code string }
	_ = json.Unmarshal(r.Body, &p) // what is no problem document has no code
	return p.Code
}

// Check sends acknowledged requests to the server again: each must be known and be
// answered as it was then. Of the unanswered ones the tickets are asked for again
// under their keys, as a kiosk does. No number may be given to two keys.
func (l *Ledger) Check(t testing.TB, s *Server, acknowledged, unanswered []SentRequest) {
	t.Helper()
	clients := map[string]*Client{}
	for _, o := range slices.Concat(acknowledged, unanswered) {
		if clients[o.Caller] != nil {
			continue
		}
		if o.Caller == "kiosk" {
			clients[o.Caller] = s.Kiosk(t)
		} else {
			clients[o.Caller] = s.Staff(t, o.Caller)
		}
	}
	var group sync.WaitGroup
	work := make(chan SentRequest)
	for range 8 {
		group.Go(func() {
			for o := range work {
				r, err := clients[o.Caller].Try(http.MethodPost, o.Path, "application/json", o.Body)
				switch {
				case err != nil:
					t.Errorf("%s %s: %v", o.Path, o.Body, err)
				case o.Status == 0:
					l.hold(t, o, r)
				case r.Header.Get("Idempotent-Replayed") != "true" || r.Status != o.Status ||
					string(r.Body) != string(o.Answer):
					t.Errorf("LOST: %s %s was answered %d\n%s\nand is now %d (known: %q)\n%.300s",
						o.Path, o.Body, o.Status, o.Answer, r.Status, r.Header.Get("Idempotent-Replayed"),
						r.Body)
				default:
					l.hold(t, o, r)
				}
			}
		})
	}
	for _, o := range acknowledged {
		work <- o
	}
	for _, o := range unanswered {
		if strings.HasSuffix(o.Path, "/tickets") {
			work <- o
		}
	}
	close(work)
	group.Wait()
}

// hold notes whose number a ticket's or an application's is.
func (l *Ledger) hold(t testing.TB, o SentRequest, r Reply) {
	var order struct{ Key string }
	var answer struct{ Number string }
	if r.Status != http.StatusCreated || json.Unmarshal(o.Body, &order) != nil ||
		json.Unmarshal(r.Body, &answer) != nil {
		return
	}
	number := answer.Number + " of " + o.Sent.In(civil.Baku).Format(time.DateOnly)
	l.mu.Lock()
	defer l.mu.Unlock()
	if other, given := l.holders[number]; given && other != order.Key {
		t.Errorf("REPEATED: %s was given to %s and to %s", number, other, order.Key)
	}
	l.holders[number] = order.Key
}
