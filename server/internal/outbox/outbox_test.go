package outbox_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"dost/server/civil"
	"dost/server/integration"
	"dost/server/internal/journal"
	"dost/server/internal/outbox"
	"dost/server/internal/projection"
	"dost/server/notification"
)

// memoryStore is a store in memory, so that a test may fail it and fill it at will.
type memoryStore struct {
	mu          sync.Mutex
	connections []journal.Connection
	waiting     map[string][]projection.Message
	settled     map[string]string // by message: its trouble
	broken      bool
	// of messages to visitors; nil = there are none
	visitor func(projection.Message) (integration.Visitor, error)
}

func (s *memoryStore) Connections() ([]journal.Connection, error) { return s.connections, nil }

func (s *memoryStore) Connect(c journal.Connection, _ time.Time, _ string) error {
	s.connections = []journal.Connection{c}
	return nil
}

func (s *memoryStore) Waiting(system string, after uint64, limit int) (list []projection.Message, _ error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range s.waiting[system] {
		if m.Position > after && len(list) < limit {
			list = append(list, m)
		}
	}
	return list, nil
}

func (s *memoryStore) Compose(m projection.Message, centre string) (integration.Message, error) {
	out := integration.Message{ID: m.ID, System: m.System, Position: m.Position, Kind: m.Kind, Centre: centre}
	if s.visitor == nil {
		return out, nil
	}
	v, err := s.visitor(m)
	out.Visitor = &v
	return out, err
}

func (s *memoryStore) Settle(message, trouble string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken {
		return errors.New("the disk is full")
	}
	for system, list := range s.waiting {
		s.waiting[system] = slices.DeleteFunc(list,
			func(m projection.Message) bool { return m.ID == message })
	}
	s.settled[message] = trouble
	return nil
}

func (s *memoryStore) Drop(message, why string) error {
	return s.Settle(message, "dropped: "+why)
}

func (s *memoryStore) Resend(string, string, time.Time) (int, error) { return 0, nil }

func (s *memoryStore) Backlogs() ([]projection.Backlog, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []projection.Backlog
	for system, waiting := range s.waiting {
		list = append(list, projection.Backlog{System: system, Waiting: len(waiting)})
	}
	return list, nil
}

func (s *memoryStore) fill(system string, n int) {
	for i := range n {
		s.waiting[system] = append(s.waiting[system],
			projection.Message{ID: fmt.Sprintf("%s-%d", system, i), System: system, Position: uint64(i + 1),
				Subject: integration.Subject{Kind: integration.Registered}})
	}
}

// rig is an outbox with a clock of its own and systems that answer what they are
// told to.
type rig struct {
	*outbox.Outbox
	store *memoryStore
	now   time.Time

	mu     sync.Mutex
	status map[string]int // by system; 0 = 204
	seen   map[string][]string
}

func newRig(t *testing.T, systems ...string) *rig {
	t.Helper()
	r := &rig{
		store:  &memoryStore{waiting: map[string][]projection.Message{}, settled: map[string]string{}},
		now:    time.Unix(1_800_000_000, 0),
		status: map[string]int{}, seen: map[string][]string{},
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		var m integration.Message
		_ = json.NewDecoder(q.Body).Decode(&m)
		r.mu.Lock()
		defer r.mu.Unlock()
		r.seen[m.System] = append(r.seen[m.System], m.ID)
		if status := r.status[m.System]; status != 0 {
			w.WriteHeader(status)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	}))
	t.Cleanup(server.Close)
	for _, system := range systems {
		r.store.connections = append(r.store.connections, journal.Connection{
			Connection: integration.Connection{System: system, URL: server.URL, Active: true},
			Secret:     "0123456789abcdef",
		})
	}
	var err error
	r.Outbox, err = outbox.New(r.store, outbox.Options{Centre: "T", Clock: func() time.Time { return r.now },
		Chance: func() float64 { return 0.5 }})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *rig) round(after time.Duration) {
	r.now = r.now.Add(after)
	r.Deliver(context.Background())
}

func TestPausesGrowToFiveMinutesAndEndWithTheFirstSuccess(t *testing.T) {
	r := newRig(t, "esdas")
	r.store.fill("esdas", 3)
	r.status["esdas"] = http.StatusServiceUnavailable
	r.round(0)
	for _, pause := range []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second,
		16 * time.Second, 32 * time.Second, 64 * time.Second, 128 * time.Second, 256 * time.Second,
		300 * time.Second, 300 * time.Second} {
		tries := len(r.seen["esdas"])
		r.round(pause - time.Millisecond)
		if len(r.seen["esdas"]) != tries {
			t.Fatalf("tried before its pause of %v was over", pause)
		}
		r.round(time.Millisecond)
		if len(r.seen["esdas"]) != tries+1 {
			t.Fatalf("not tried after its pause of %v", pause)
		}
	}
	r.status["esdas"] = 0
	r.round(5 * time.Minute)
	if len(r.store.settled) != 3 {
		t.Errorf("%d messages arrived, want all 3 at once", len(r.store.settled))
	}
}

func TestASystemThatIsDownKeepsNoOtherWaiting(t *testing.T) {
	r := newRig(t, "esdas", "mas")
	r.store.fill("esdas", 120)
	r.store.fill("mas", 120)
	r.status["esdas"] = http.StatusBadGateway
	r.round(0)
	if got := len(r.seen["mas"]); got != 120 {
		t.Errorf("mas got %d of its 120 messages", got)
	}
	if got := len(r.seen["esdas"]); got != 1 {
		t.Errorf("esdas was tried %d times, want once", got)
	}
	for i, id := range r.seen["mas"] {
		if id != fmt.Sprintf("mas-%d", i) {
			t.Fatalf("message %d is %s", i, id)
		}
	}
}

func TestAStoreThatFailsStopsTheLineNotTheMessage(t *testing.T) {
	r := newRig(t, "esdas")
	r.store.fill("esdas", 2)
	r.store.broken = true
	r.round(0)
	r.store.broken = false
	r.round(time.Second)
	if got := fmt.Sprint(r.seen["esdas"]); got != "[esdas-0 esdas-0 esdas-1]" {
		t.Errorf("sent %s", got)
	}
}

func TestARefusalForGoodIsSetAsideAndADenialIsNot(t *testing.T) {
	r := newRig(t, "esdas")
	r.store.fill("esdas", 2)
	r.status["esdas"] = http.StatusUnauthorized // the secret is wrong: a person will put it right
	r.round(0)
	if len(r.store.settled) != 0 {
		t.Errorf("settled %v", r.store.settled)
	}
	r.status["esdas"] = http.StatusUnprocessableEntity
	r.round(time.Minute)
	if len(r.store.settled) != 2 || r.store.settled["esdas-0"] != "http-422" {
		t.Errorf("settled %v", r.store.settled)
	}
}

func TestAnAgentDoesNotWaitForASystemThatIsKnownToBeDown(t *testing.T) {
	r := newRig(t, "esdas")
	ask := func() integration.State {
		return r.LookUp(context.Background(),
			integration.LookUpQuestion{ID: "q", System: "esdas", FIN: "5ABC001"}).State
	}
	r.status["esdas"] = http.StatusInternalServerError
	for range 3 {
		ask()
		r.now = r.now.Add(time.Hour)
	}
	r.now = r.now.Add(-time.Hour)
	tried := len(r.seen["esdas"])
	if got := ask(); got != integration.Silent || len(r.seen["esdas"]) != tried {
		t.Errorf("%s, and the system was asked %d times more", got, len(r.seen["esdas"])-tried)
	}
	r.now = r.now.Add(time.Hour)
	ask()
	if len(r.seen["esdas"]) != tried+1 {
		t.Error("after its pause nobody asked it again")
	}
	if got := r.LookUp(context.Background(),
		integration.LookUpQuestion{System: "mas"}).State; got != integration.Manual {
		t.Errorf("a system that is not connected is %s", got)
	}
	if !r.Troubled() {
		t.Error("nobody is told")
	}
}

// What is of no use any more ends unsent; what must not come at night waits, and keeps
// nothing behind it, however much of it there is.
func TestMessagesToVisitorsWaitForTheMorningAndEndUnsent(t *testing.T) {
	r := newRig(t, integration.Messages)
	r.now = time.Date(2026, 3, 2, 22, 0, 0, 0, civil.Baku)
	r.Words = func(n notification.Notification) string { return "of " + string(n.Kind) }
	r.store.fill(integration.Messages, 130)
	visit := r.now.Add(13 * time.Hour)
	r.store.visitor = func(m projection.Message) (integration.Visitor, error) {
		v := integration.Visitor{Phone: m.ID,
			Notification: notification.Notification{Kind: notification.Reminder, VisitAt: visit}}
		switch m.Position {
		case 121:
			v.Kind = notification.Booked
		case 122:
			v.VisitAt = r.now.Add(-time.Minute)
		case 123:
			return v, journal.ErrErased
		}
		return v, nil
	}
	r.round(0)
	if fmt.Sprint(r.seen[integration.Messages]) != "[visitor-messages-120]" {
		t.Fatalf("at night %v was sent", r.seen[integration.Messages])
	}
	if got := r.store.settled["visitor-messages-121"] + ", " +
		r.store.settled["visitor-messages-122"]; got != "dropped: stale, dropped: erased" {
		t.Errorf("of no use any more: %s", got)
	}
	r.round(11 * time.Hour)
	if n := len(r.seen[integration.Messages]); n != 128 || len(r.store.waiting[integration.Messages]) != 0 {
		t.Errorf("in the morning %d were sent, %d wait", n, len(r.store.waiting[integration.Messages]))
	}
}

// A visitor whose telephone cannot be read any more keeps no other from being told.
func TestAMessageThatCannotBeReadKeepsNoOtherWaiting(t *testing.T) {
	r := newRig(t, integration.Messages)
	r.Words = func(notification.Notification) string { return "text" }
	r.store.fill(integration.Messages, 3)
	for i := range r.store.waiting[integration.Messages] {
		r.store.waiting[integration.Messages][i].Kind = integration.VisitorNotification
	}
	r.store.visitor = func(m projection.Message) (integration.Visitor, error) {
		if m.Position == 1 {
			return integration.Visitor{}, errors.New("the seal is broken")
		}
		return integration.Visitor{Notification: notification.Notification{Kind: notification.Booked,
			VisitAt: r.now.Add(time.Hour)}}, nil
	}
	r.Deliver(context.Background())
	if got := r.store.settled; len(got) != 2 {
		t.Errorf("settled: %v", got)
	}
	if left := r.store.waiting[integration.Messages]; len(left) != 1 || left[0].Position != 1 {
		t.Errorf("waiting: %v", left)
	}
}
