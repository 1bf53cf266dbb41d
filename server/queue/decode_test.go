package queue

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"dost/server/event"
)

// TestDecodeIsStrict: a journal that this program does not understand wholly is
// not replayed.
func TestDecodeIsStrict(t *testing.T) {
	for _, x := range []struct{ kind, body string }{
		{"queue.recalled", ``},
		{"queue.recalled", `null`},
		{"queue.recalled", `[]`},
		{"queue.recalled", `{"ticket":"7"}`},
		{"queue.recalled", `{"ticket":-7}`},
		{"queue.recalled", `{"ticket":7} {}`},
		{"queue.recalled", `{"ticket":7,"desk":"1"}`},
		{"queue.recalled", `{"ticket":7`},
		{"queue.issued", `{"rank":"yesterday"}`},
	} {
		if e, err := Events.Decode(x.kind, []byte(x.body)); err == nil {
			t.Errorf("%s %s reads as %+v", x.kind, x.body, e)
		} else if !strings.Contains(err.Error(), x.kind) {
			t.Errorf("%s %s: the error does not name the kind: %v", x.kind, x.body, err)
		}
	}
	for _, kind := range []string{"", "queue.", "queue.eaten", "Queue.called", "reception.taken"} {
		if _, err := Events.Decode(kind, []byte(`{}`)); !errors.Is(err, event.ErrUnknownKind) {
			t.Errorf("kind %q: %v", kind, err)
		}
	}
}

// TestKindsAreStable: journals hold these names for ever.
func TestKindsAreStable(t *testing.T) {
	want := "[queue.arrived queue.called queue.configured queue.day-opened queue.desk-left queue.desk-opened " +
		"queue.desk-paused queue.desk-unpaused queue.ended queue.fell-due queue.held queue.idled queue.issued queue.no-showed " +
		"queue.recalled queue.requeued queue.resumed queue.transferred queue.undone queue.voided]"
	if got := fmt.Sprint(Events.Kinds()); got != want {
		t.Errorf("kinds are %s", got)
	}
	for _, kind := range Events.Kinds() {
		e, err := Events.Decode(kind, []byte(`{}`))
		if err != nil || e.Kind() != kind {
			t.Errorf("%s reads as %T, %v", kind, e, err)
		}
	}
}

// FuzzDecode: whatever is read can be written and read again as the same.
func FuzzDecode(f *testing.F) {
	for _, kind := range Events.Kinds() {
		e, err := Events.Decode(kind, []byte(`{}`))
		if err != nil {
			f.Fatal(err)
		}
		body, err := json.Marshal(e)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(kind, body)
	}
	f.Add("queue.issued", []byte(
		`{"direction":"benefits","number":17,"label":"B017","language":"az","track":"t","rank":"2026-03-02T09:00:00+04:00","ahead":3,"estimate":{"p50":1,"p80":2}}`))
	f.Add("queue.day-opened", []byte(`{"day":20260302}`))
	f.Add("queue.day-opened", []byte(`{"day":2e7}`))
	f.Add("queue.eaten", []byte(`{}`))
	f.Fuzz(func(t *testing.T, kind string, body []byte) {
		e, err := Events.Decode(kind, body)
		if err != nil {
			return
		}
		if e.Kind() != kind {
			t.Fatalf("%s reads as %s", kind, e.Kind())
		}
		again, err := json.Marshal(e)
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		read, err := Events.Decode(kind, again)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, again)
		}
		if twice, _ := json.Marshal(read); string(twice) != string(again) {
			t.Fatalf("read twice: %s and %s", again, twice)
		}
	})
}

// TestBrokenJournalIsNotServed: Apply panics rather than go on from a history
// that cannot have been.
func TestBrokenJournalIsNotServed(t *testing.T) {
	for name, ev := range map[string]event.Event{
		"a ticket of nobody":       CalledUp{Ticket: 99, Desk: "3", Agent: "a"},
		"a desk of nowhere":        DeskOpened{Desk: "77", Agent: "a"},
		"a direction to nowhere":   Issued{Direction: "pensions", Number: 1},
		"a number out of series":   Issued{Direction: "benefits", Number: 2},
		"a day that was":           DayOpened{20260301},
		"a second visitor at once": CalledUp{Ticket: 6, Desk: "3", Agent: "a"},
		"a call to one called":     CalledUp{Ticket: 4, Desk: "4", Agent: "a"},
		"leaving a visitor":        DeskLeft{Desk: "3", Agent: "a"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newCentre(t)
			s.mustAt(s.now, OpenDesk{Agent: "a", Desk: "3"})
			s.mustAt(s.now, Issue{Direction: "benefits"})
			s.mustAt(s.now, Call{Agent: "a"})
			s.mustAt(s.now, Issue{Direction: "benefits"})
			s.lines["benefits"].issued = 0 // the next number would be 1 again
			if issued, ok := ev.(Issued); !ok || issued.Number == 1 {
				s.lines["benefits"].issued = 2
			}
			mustPanic(t, func() { s.Apply(event.Record{Seq: s.seq + 1, At: s.now, Event: ev}) })
		})
	}
	s := New()
	mustPanic(t, func() { s.Apply(event.Record{Seq: 2, At: time.Unix(0, 0), Event: Idled{}}) })
}

func mustPanic(t *testing.T, f func()) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Error("Apply went on")
		}
	}()
	f()
}

// foreign is an event of another package in the one history.
type foreign struct{}

func (foreign) Kind() string { return "reception.taken" }

func TestForeignEventsOnlyMoveTime(t *testing.T) {
	s := newCentre(t)
	seq, at := s.Seq(), s.Now().Add(time.Hour)
	s.Apply(event.Record{Seq: seq + 1, At: at, Actor: "agent:agent3", Event: foreign{}})
	if s.Seq() != seq+1 || !s.Now().Equal(at) || s.Day() != 20260302 || len(s.Tickets()) != 0 {
		t.Errorf("after a foreign event: seq %d, now %v, day %d", s.Seq(), s.Now(), s.Day())
	}
	// Ids go on after it: the next ticket's id is its record's number.
	s.mustAt(at, Issue{Direction: "benefits", Track: "token"})
	if k, ok := s.Tracked("token"); !ok || k.ID != TicketID(seq+2) {
		t.Errorf("the ticket is %+v, %v", k, ok)
	}
	if _, ok := s.Tracked("another"); ok {
		t.Error("an unknown token finds a ticket")
	}
}

func TestBadSnapshotsChangeNothing(t *testing.T) {
	s := newCentre(t)
	s.mustAt(s.now, Issue{Direction: "benefits", Track: "token"})
	good := snap(t, s.State)
	for name, bad := range map[string]string{
		"not JSON":  `{`,
		"another's": `{"cells":[]}`,
		"no desks":  strings.Replace(string(good), `"desks":[{"desk"`, `"dusks":[{"desk"`, 1),
		"a ticket astray": strings.Replace(string(good), `"words":["","benefits"`, `"words":["","pensions"`,
			1),
		"too few lines":     `{"config":` + mustJSON(t, s.config) + `}`,
		"a desk in another": strings.Replace(string(good), `"desk":{"id":"1"`, `"desk":{"id":"2"`, 1),
	} {
		if err := json.Unmarshal([]byte(bad), s.State); err == nil {
			t.Errorf("%s: read without an error", name)
		}
		if now := snap(t, s.State); !reflect.DeepEqual(now, good) {
			t.Errorf("%s: the state changed", name)
		}
	}
}

func mustJSON(t *testing.T, v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
