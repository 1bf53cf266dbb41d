package projection_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"dost/server/centre"
	"dost/server/event"
	"dost/server/integration"
	"dost/server/internal/journal"
	"dost/server/internal/projection"
	"dost/server/queue"
)

// Over random days, in batches of any size, with the followers closed and opened in
// between: what has grown is what the log alone gives, row by row; and every ticket
// stands as the engine's own state had it.
func TestTheRebuiltEqualsTheGrown(t *testing.T) {
	held := map[string]int{} // rows of each table
	for seed := range uint64(4) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "journal.db")
			r := open(t, path)
			w := newWalk(centre.New(), seed)
			add(t, r, w.opening()...)
			for _, system := range []string{"esdas", integration.Messages} { // mas stays manual
				if err := r.log.Connect(connection(system, true), w.at, "manager:m"); err != nil {
					t.Fatal(err)
				}
			}
			stood := map[string]string{} // tickets of past days
			for range 60 {
				var batch []centre.Entry
				for range 1 + w.random.IntN(80) {
					today := tickets(w.state)
					e := w.step()
					for _, record := range e.Records {
						if _, opens := record.Event.(queue.DayOpened); opens {
							maps.Copy(stood, ended(today, record))
						}
					}
					batch = append(batch, e)
				}
				add(t, r, batch...)
				w.message = someMessage(t, r, w)
				if w.random.IntN(12) == 0 {
					r.end()
					r = open(t, path)
				}
			}
			maps.Copy(stood, lines(tickets(w.state)))
			compare(t, "the engine's tickets", stood,
				table(t, path, r, `SELECT id, `+ticketColumns+` FROM tickets`))
			for name, rows := range rebuilt(t, path, r.log) {
				held[name] += rows
			}
		})
	}
	for name, rows := range held {
		if rows == 0 {
			t.Errorf("%s never had a row: the test shows nothing of it", name)
		}
	}
}

const ticketColumns = `day, series, number, label, direction, status, outcome, desk, agent, held_ms, recalls,
	coalesce(first_called, 0), coalesce(called, 0), coalesce(served, 0), coalesce(ended, 0)`

// tickets are the state's of today.
func tickets(s *centre.State) []queue.Ticket { return s.Queue.Tickets() }

// ended are the tickets of a day as the record that opens the next leaves them.
func ended(list []queue.Ticket, opens event.Record) map[string]string {
	for i := range list {
		switch list[i].Status {
		case queue.Waiting, queue.Called, queue.Serving, queue.Held:
			list[i].Status, list[i].Outcome, list[i].EndedAt = queue.Finished, queue.NotServed, opens.At
		}
	}
	return lines(list)
}

func lines(list []queue.Ticket) map[string]string {
	all := map[string]string{}
	for _, t := range list {
		all[fmt.Sprint(t.ID)] = fmt.Sprint(t.Day, "|", t.Series, "|", t.Number, "|", t.Label, "|",
			t.Direction, "|", t.Status, "|", t.Outcome, "|",
			t.Desk, "|", t.Agent, "|", t.HeldFor.Milliseconds(), "|", t.Recalls, "|", millis(t.FirstCalledAt),
			"|", millis(t.CalledAt), "|",
			millis(t.ServedAt), "|", millis(t.EndedAt))
	}
	return all
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// someMessage is one that waits or was refused.
func someMessage(t *testing.T, r *rig, w *walk) string {
	t.Helper()
	var ids []string
	for _, system := range []string{"esdas", integration.Messages} {
		list, err := r.Waiting(system, 0, 50)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range list {
			ids = append(ids, m.ID)
		}
	}
	if len(ids) == 0 {
		return "none"
	}
	return ids[w.random.IntN(len(ids))]
}

// rebuilt makes the projections of a log anew in another file, compares, and tells how
// many rows each table has.
func rebuilt(t *testing.T, path string, j *journal.Journal) map[string]int {
	t.Helper()
	other := filepath.Join(t.TempDir(), "rebuilt.db")
	s, err := projection.Open(other, j, discard)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.CatchUp(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return same(t, beside(path), other)
}

// same compares every table of two files, row by row.
func same(t *testing.T, grown, rebuilt string) (rows map[string]int) {
	t.Helper()
	rows = map[string]int{}
	a, b := everything(t, grown), everything(t, rebuilt)
	for _, name := range slices.Sorted(maps.Keys(b)) {
		rows[name] = len(b[name])
		compare(t, name, a[name], b[name])
	}
	if len(a) != len(b) || len(b) < 9 {
		t.Errorf("%d tables have grown, %d are rebuilt", len(a), len(b))
	}
	return rows
}

func compare(t *testing.T, what string, want, got map[string]string) {
	t.Helper()
	wrong := 0
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if got[key] != want[key] {
			if wrong++; wrong < 4 {
				t.Errorf("%s, %s:\n  %s\n  %s", what, key, want[key], got[key])
			}
		}
	}
	if len(got) != len(want) || wrong > 0 {
		t.Errorf("%s: %d rows against %d, %d differ", what, len(want), len(got), wrong)
	}
}

// everything is every row of every table, by a key of its own.
func everything(t *testing.T, path string) map[string]map[string]string {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.Query(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		t.Fatal(err)
	}
	all := map[string]map[string]string{}
	for _, name := range names {
		all[name] = rowsOf(t, db, `SELECT * FROM `+name)
	}
	return all
}

// table reads a query over the file of a rig, once its followers are at the log's end.
func table(t *testing.T, path string, r *rig, query string) map[string]string {
	t.Helper()
	for _, follower := range projection.Names() {
		if err := r.WaitFor(t.Context(), follower, r.log.Head().Seq); err != nil {
			t.Fatal(err)
		}
	}
	db, err := sql.Open("sqlite3", beside(path))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	all := map[string]string{}
	for key, row := range rowsOf(t, db, query) {
		id := key[:slices.Index([]byte(key), '|')]
		all[id] = row[len(id)+1:]
	}
	return all
}

// rowsOf are rows as text, by themselves.
func rowsOf(t *testing.T, db *sql.DB, query string) map[string]string {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for rows.Next() {
		values, into := make([]sql.RawBytes, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		text := ""
		for i, v := range values {
			if i > 0 {
				text += "|"
			}
			text += string(v)
		}
		all[text] = text
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
