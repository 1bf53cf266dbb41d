package journal_test

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dost/server/hall"
	"dost/server/internal/journal"
	"dost/server/queue"
	"dost/server/reception"
	"dost/server/regime"
)

// update writes the fixture anew. Once a version is released, its fixture stays:
// a new version gets another file.
var update = flag.Bool("update", false, "write testdata anew")

// line is a record in the fixture, exactly as a journal holds it.
type line struct {
	Seq   uint64          `json:"seq"`
	At    int64           `json:"at"` // milliseconds UTC
	Actor string          `json:"actor"`
	Kind  string          `json:"kind"`
	Body  json.RawMessage `json:"body"`
}

// TestReleasedJournal replays the records of a journal as version 1 wrote them,
// with every kind of event in it: this program reads each one, writes it back the
// same to the last byte, carries the same chain, and ends in the same state.
func TestReleasedJournal(t *testing.T) {
	records, facts := filepath.Join("testdata", "journal-v1.jsonl"), filepath.Join("testdata", "journal-v1.facts")
	if *update {
		writeFixture(t, records, facts)
	}
	file, err := os.Open(records)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	j, _ := fresh(t)
	s := hall.New()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var l line
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		event, err := hall.Events.Decode(l.Kind, l.Body)
		if err != nil {
			t.Fatalf("record %d: %v", l.Seq, err)
		}
		if again, err := json.Marshal(event); err != nil || !bytes.Equal(again, l.Body) {
			t.Errorf("record %d is written back as %s (%v), was %s", l.Seq, again, err, l.Body)
		}
		r := queue.Record{Seq: l.Seq, At: time.UnixMilli(l.At).UTC(), Actor: l.Actor, Event: event}
		s.Apply(r)
		list := []queue.Record{r}
		add(t, j, hall.Entry{Records: list, Tickets: hall.Touched(s, list)})
	}
	want, err := os.ReadFile(facts)
	if err != nil {
		t.Fatal(err)
	}
	if got := factsOf(t, j, s); got != string(want) {
		t.Errorf("the journal ends in\n%s\nand version 1 ended in\n%s", got, want)
	}
	loaded, _ := load(t, j)
	if got := factsOf(t, j, loaded); got != string(want) {
		t.Errorf("loaded, the journal ends in\n%s\nand version 1 ended in\n%s", got, want)
	}
}

// factsOf is what a reader of the journal can see at its end.
func factsOf(t *testing.T, j *journal.Journal, s *hall.State) string {
	t.Helper()
	var b strings.Builder
	head := j.Head()
	fmt.Fprintf(&b, "head %d %s\nday %d\n", head.Seq, hex.EncodeToString(head.Chain[:]), s.Queue.Day())
	for _, d := range s.Queue.Config().Directions {
		fmt.Fprintf(&b, "%s %+v\n", d.ID, s.Queue.Tally(d.ID))
	}
	for _, d := range s.Queue.Desks() {
		fmt.Fprintf(&b, "desk %s %q served %d paused %q\n", d.ID, d.Agent, d.Served, d.Paused)
	}
	for _, r := range s.Regime.Regimes() {
		fmt.Fprintf(&b, "regime %s %s to %s\n", r.ID, r.Name.En, r.To.UTC().Format(time.RFC3339))
	}
	rows, err := j.Reader().Query(`SELECT day, label, direction, status, outcome, desk, agent, coalesce(served, 0), coalesce(ended, 0) FROM tickets ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var day, served, ended int64
		var label, direction, status, outcome, desk, agent string
		if err := rows.Scan(&day, &label, &direction, &status, &outcome, &desk, &agent, &served, &ended); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "ticket %d %s %s %s %q desk %q %q served %d ended %d\n", day, label, direction, status, outcome, desk, agent, served, ended)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	a, ok, err := j.ApplicationByNumber("DEMO-2026-000001")
	if err != nil || !ok {
		t.Fatalf("the application: %v, %v", ok, err)
	}
	fmt.Fprintf(&b, "application %s %s due %d decision by %d prints %d\n", a.Number, a.Service, a.DueOn, a.DecisionBy, len(a.Prints))
	return b.String()
}

// kinds are all that a journal of version 1 can hold.
var kinds = []string{
	"queue.day-opened", "queue.configured", "queue.issued", "queue.desk-opened", "queue.desk-left", "queue.desk-paused",
	"queue.desk-unpaused", "queue.called", "queue.idled", "queue.recalled", "queue.arrived", "queue.no-showed", "queue.held",
	"queue.resumed", "queue.requeued", "queue.transferred", "queue.ended", "queue.voided", "queue.undone",
	"reception.registered", "reception.print-ordered",
	"regime.enacted", "regime.amended", "regime.ended", "regime.withdrawn", "regime.overridden", "regime.hours-set",
}

// writeFixture plays a day that brings every kind of event and a bit of the next.
func writeFixture(t *testing.T, records, facts string) {
	t.Helper()
	j, _ := fresh(t)
	h := newHouse(t)
	var text bytes.Buffer
	var met []string
	keep := func(entries ...hall.Entry) {
		add(t, j, entries...)
		for _, e := range entries {
			for _, r := range e.Records {
				body, err := json.Marshal(r.Event)
				if err != nil {
					t.Fatal(err)
				}
				written, err := json.Marshal(line{Seq: r.Seq, At: r.At.UnixMilli(), Actor: r.Actor, Kind: r.Event.Kind(), Body: body})
				if err != nil {
					t.Fatal(err)
				}
				text.Write(append(written, '\n'))
				met = append(met, r.Event.Kind())
			}
		}
	}
	keep(h.opening()...)
	h.regimes(keep)
	h.visitors(keep)
	h.at = h.at.AddDate(0, 0, 1)
	keep(h.order(queue.Tick{}), h.issue())
	for _, kind := range kinds {
		if !slices.Contains(met, kind) {
			t.Errorf("the fixture has no %s", kind)
		}
	}
	for name, content := range map[string][]byte{records: text.Bytes(), facts: []byte(factsOf(t, j, h.state))} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// regimes enters, amends, ends and withdraws regimes and changes a day.
func (h *house) regimes(keep func(...hall.Entry)) {
	closed := func(name string, from time.Time) regime.Regime {
		return regime.Regime{
			Name: queue.Text{Az: name, Ru: name, En: name}, From: from, To: from.Add(48 * time.Hour),
			Scope: regime.Scope{Directions: []queue.DirectionID{"employment"}}, Rules: regime.Rules{Closed: true}, Waiting: regime.Notify,
		}
	}
	now := h.order(regime.Enact{Regime: closed("Power cut", h.at)})
	later := h.order(regime.Enact{Regime: closed("Repairs", h.at.AddDate(0, 1, 0))})
	keep(now, later)
	id := func(e hall.Entry) string { return fmt.Sprint("r", e.Records[0].Seq) }
	amended, _ := h.state.Regime.Regime(id(later))
	amended.Name.En = "Repairs of the roof"
	keep(h.order(regime.Amend{Regime: amended}), h.order(regime.End{ID: id(now)}), h.order(regime.Withdraw{ID: id(later)}))
	keep(h.order(regime.Override{Day: 20261228, Working: false, Reason: queue.Text{Az: "Köçürülmüş istirahət günü", Ru: "Перенесённый выходной", En: "Day of rest moved"}}))
}

// visitors brings five, each another way through the centre.
func (h *house) visitors(keep func(...hall.Entry)) {
	seat := func(agent queue.AgentID, desk queue.DeskID) {
		keep(h.order(queue.OpenDesk{Agent: agent, Desk: desk, Directions: []queue.DirectionID{"benefits", "social-services"}}))
	}
	seat("agent1", "3")
	keep(h.order(queue.Call{Agent: "agent1"})) // nobody waits
	keep(h.visit(canary)...)
	number := h.state.Reception.Today(1)[0].ID
	keep(h.order(reception.OrderPrint{Application: number}), h.order(reception.OrderPrint{Application: number, Copy: 1}))
	next := func() queue.TicketID {
		keep(h.issue(), h.order(queue.Call{Agent: "agent1"}))
		desk, _ := h.state.Queue.DeskOf("agent1")
		return desk.Active
	}
	absent := next()
	h.at = h.at.Add(queue.RecallGap)
	keep(h.order(queue.Recall{Agent: "agent1", Ticket: absent}))
	keep(h.order(queue.NoShow{Agent: "agent1", Ticket: absent}), h.order(queue.Undo{Agent: "agent1"}), h.order(queue.Arrive{Agent: "agent1", Ticket: absent}))
	keep(h.order(queue.Hold{Agent: "agent1", Ticket: absent}), h.order(queue.Resume{Agent: "agent1", Ticket: absent}))
	keep(h.order(queue.Requeue{Agent: "agent1", Ticket: absent}), h.order(queue.CallChosen{Agent: "agent1", Ticket: absent, Reason: "came back"}))
	keep(h.order(queue.Transfer{Agent: "agent1", Ticket: absent, Direction: "social-services"}))
	gone := next()
	keep(h.order(queue.Requeue{Agent: "agent1", Ticket: gone}), h.order(queue.Cancel{Agent: "agent1", Ticket: gone, Reason: "went home"}))
	keep(h.order(queue.Pause{Agent: "agent1", Reason: "tea"}), h.order(queue.Unpause{Agent: "agent1"}))
	if desk, _ := h.state.Queue.DeskOf("agent1"); desk.Active == 0 {
		keep(h.order(queue.LeaveDesk{Agent: "agent1"}))
	}
	keep(h.issue()) // and one who still waits when the day ends
}
