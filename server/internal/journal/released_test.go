package journal_test

import (
	"bufio"
	"bytes"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dost/server/centre"
	"dost/server/event"
	"dost/server/internal/journal"
	"dost/server/internal/projection"
	"dost/server/queue"
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

// versions are the released formats of the journal, each with a fixture of its own
// that stays as it was written; -update writes the newest where there is none yet.
var versions = []string{"journal-v1", "journal-v2", "journal-v3"}

// TestReleasedJournals replays the records of journals as each version wrote them:
// this program reads every one, writes it back the same to the last byte, carries
// the same chain, and ends in the same state.
func TestReleasedJournals(t *testing.T) {
	for i, version := range versions {
		t.Run(version, func(t *testing.T) {
			name := filepath.Join("testdata", version)
			writing := *update && i == len(versions)-1
			if writing {
				if _, err := os.Stat(name + ".jsonl"); err == nil {
					t.Fatalf("%s is released and stays as it is: name a new version in versions first", version)
				}
				writeFixture(t, name+".jsonl")
			}
			got, loaded := replayed(t, name+".jsonl")
			if writing {
				if err := os.WriteFile(name+".facts", []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name + ".facts")
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("the journal ends in\n%s\nand that version ended in\n%s", got, want)
			}
			if loaded != string(want) {
				t.Errorf("loaded, the journal ends in\n%s\nand that version ended in\n%s", loaded, want)
			}
		})
	}
}

// TestEveryKindIsInAFixture: what a journal can hold, a fixture of a released version
// holds, so that no program ever stops reading it. A new kind needs a new version.
func TestEveryKindIsInAFixture(t *testing.T) {
	var all []byte
	for _, version := range versions {
		text, err := os.ReadFile(filepath.Join("testdata", version+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, text...)
	}
	for _, kind := range centre.Events.Kinds() {
		if !bytes.Contains(all, []byte(`"kind":"`+kind+`"`)) {
			t.Errorf("no fixture has %s", kind)
		}
	}
}

// replayed plays a fixture into a journal and gives what can be seen of it: after the
// last record, and once more when the journal is loaded.
func replayed(t *testing.T, records string) (got, loaded string) {
	file, err := os.Open(records)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	j, path := fresh(t)
	s := centre.New()
	days := "" // the rooms at the end of each day
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var l line
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		ev, err := centre.Events.Decode(l.Kind, l.Body)
		if err != nil {
			t.Fatalf("record %d: %v", l.Seq, err)
		}
		if again, err := json.Marshal(ev); err != nil || !bytes.Equal(again, l.Body) {
			t.Errorf("record %d is written back as %s (%v), was %s", l.Seq, again, err, l.Body)
		}
		if _, opens := ev.(queue.DayOpened); opens {
			days += roomsOf(s)
		}
		r := event.Record{Seq: l.Seq, At: time.UnixMilli(l.At).UTC(), Actor: l.Actor, Event: ev}
		s.Apply(r)
		list := []event.Record{r}
		add(t, j, centre.Entry{Records: list})
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	again, _ := load(t, j)
	follow, tickets := followed(t, j, filepath.Dir(path))
	return days + factsOf(t, j, follow, tickets, s), days + factsOf(t, j, follow, tickets, again)
}

// followed is what follows a log, brought to its end, and its file.
func followed(t *testing.T, j *journal.Journal, folder string) (*projection.Store, *sql.DB) {
	t.Helper()
	path := filepath.Join(folder, "projections.db")
	s, err := projection.Open(path, j, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return s, db
}

// factsOf is what a reader of the journal can see at its end.
func factsOf(t *testing.T, j *journal.Journal, follow *projection.Store, tickets *sql.DB,
	s *centre.State) string {
	t.Helper()
	var b strings.Builder
	head := j.Head()
	fmt.Fprintf(&b, "head %d %s\nday %d\n", head.Seq, hex.EncodeToString(head.Chain[:]), s.Queue.Day())
	for _, d := range s.Queue.Config().Directions {
		y := s.Queue.Tally(d.ID)
		within := func(minutes int) int {
			return s.Queue.Level(d.ID, queue.Promise{To: queue.Everyone, Minutes: minutes}).Kept
		}
		fmt.Fprintf(&b,
			"%s {Issued:%d Waiting:%d Active:%d Held:%d Finished:%d NoShow:%d Cancelled:%d CalledUp:%d Within15:%d Within30:%d WaitTotal:%v ServiceTotal:%v}\n",
			d.ID, y.Issued, y.Waiting, y.Active, y.Held, y.Finished, y.NoShow, y.Cancelled, y.CalledUp,
			within(15), within(30), y.WaitTotal, y.ServiceTotal)
	}
	for _, d := range s.Queue.Desks() {
		fmt.Fprintf(&b, "desk %s %q served %d paused %q\n", d.ID, d.Agent, d.Served, d.Paused)
	}
	for _, r := range s.Regime.Regimes() {
		fmt.Fprintf(&b, "regime %s %s to %s\n", r.ID, r.Name.En, r.To.UTC().Format(time.RFC3339))
	}
	rows, err := tickets.Query(
		`SELECT day, label, direction, status, outcome, desk, agent, coalesce(served, 0), coalesce(ended, 0) FROM tickets ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var day, served, ended int64
		var label, direction, status, outcome, desk, agent string
		if err := rows.Scan(&day, &label, &direction, &status, &outcome, &desk, &agent, &served,
			&ended); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "ticket %d %s %s %s %q desk %q %q served %d ended %d\n", day, label, direction,
			status, outcome, desk, agent, served, ended)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	a, ok, err := follow.ApplicationByNumber("DEMO-2026-000001")
	if err != nil || !ok {
		t.Fatalf("the application: %v, %v", ok, err)
	}
	fmt.Fprintf(&b, "application %s %s due %d decision by %d prints %d\n", a.Number, a.Service, a.DueOn,
		a.DecisionBy, len(a.Prints))
	b.WriteString(roomsOf(s))
	return b.String()
}

// roomsOf are the facts of the rooms that version 1 did not have; none where they
// are empty.
func roomsOf(s *centre.State) string {
	var b strings.Builder
	for _, k := range s.Appointment.Between(time.Time{}, time.Unix(1<<35, 0)) {
		fmt.Fprintf(&b, "booking %s %s %s reminder %q news %v\n", k.Code, k.At.Format(time.RFC3339), k.Status,
			k.Reminder, k.Pending != nil)
	}
	for _, id := range s.Application.Lists() {
		all, offered := s.Application.Length(id)
		fmt.Fprintf(&b, "list %+v: %d, %d offered\n", id, all, offered)
	}
	if inside, counted := s.Occupancy.Inside(); counted {
		fmt.Fprintf(&b, "inside %d, outside %d\n", inside, s.Occupancy.Waiting())
	}
	if today := s.Volunteer.Today("volunteer1"); today.Calls > 0 {
		fmt.Fprintf(&b, "volunteer %+v\n", today)
	}
	for _, k := range s.Queue.Tickets() {
		if score := s.Rating.Of(k.ID); score > 0 {
			fmt.Fprintf(&b, "score of %s %d\n", k.Label, score)
		}
	}
	for _, id := range s.Passports.IDs() {
		fmt.Fprintf(&b, "passport %s versions %d\n", id, len(s.Passports.Versions(id)))
	}
	return b.String()
}
