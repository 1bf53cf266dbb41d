package projection_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"dost/server/centre"
	"dost/server/internal/journal"
)

// released is what the version that kept everything in one file had in its tables, in the
// columns that are still kept.
var released = []struct{ name, query string }{
	{"tickets", `SELECT id, day, series, number, label, direction, service, grp, language, rule, status, arrival, first_called, called, served,
		ended, held_ms, recalls, outcome, desk, agent FROM tickets`},
	{"applications",
		`SELECT id, number, day, service, agent, body, stage, awaits, awaits_by FROM applications`},
	{"moves", `SELECT * FROM steps`},
	{"copies", `SELECT * FROM prints`},
	{"scores", `SELECT * FROM ratings`},
	{"words of names", `SELECT hex(digest), application FROM name_words`},
	{"messages",
		`SELECT message, system, position, seq, application, booking, kind, at, state, trouble, ended FROM outbox`},
}

// A journal of the version before, with answers, tickets and messages in tables of their
// own, gives the same of everything, and the same bytes to a key that comes again.
func TestAJournalOfTheVersionBeforeGivesTheSame(t *testing.T) {
	dump, err := os.ReadFile(filepath.Join("testdata", "centre-13.sql"))
	must(t, err)
	path := filepath.Join(t.TempDir(), "journal.db")
	db, err := sql.Open("sqlite3", path)
	must(t, err)
	_, err = db.Exec("PRAGMA application_id = 0x444F5354; " + string(dump))
	must(t, err)
	then := map[string]map[string]string{}
	for _, table := range released {
		if then[table.name] = rowsOf(t, db, table.query); len(then[table.name]) == 0 {
			t.Errorf("the fixture has no %s", table.name)
		}
	}
	answers := rowsOf(t, db, `SELECT caller, key, fingerprint, day, status, body FROM replies
		WHERE day >= (SELECT max(day) FROM days WHERE day < (SELECT max(day) FROM days))`)
	must(t, db.Close())

	r := open(t, path)
	for _, follower := range []string{"tickets", "applications", "feedback", "names", "outbox"} {
		must(t, r.WaitFor(t.Context(), follower, r.log.Head().Seq))
	}
	file, err := sql.Open("sqlite3", beside(path))
	must(t, err)
	defer func() { _ = file.Close() }()
	for _, table := range released {
		compare(t, table.name, then[table.name], rowsOf(t, file, table.query))
	}
	compare(t, "answers", answers, replies(t, r.log))

	// What comes now is named anew, and goes on where the system's messages ended.
	state, err := stateOf(r.log)
	must(t, err)
	h := &harness{t: t, state: state, at: state.Queue.Now()}
	before, err := r.Waiting("mas", 0, 1000)
	must(t, err)
	for _, e := range h.visit(somebody) {
		if e.Person != nil {
			e.HandOvers = []string{"mas"}
		}
		add(t, r, e)
	}
	after, err := r.Waiting("mas", 0, 1000)
	if must(t, err); len(after) != len(before)+1 ||
		after[len(before)].Position != before[len(before)-1].Position+1 {
		t.Errorf("%d messages wait, and then %d", len(before), len(after))
	}
	rebuilt(t, path, r.log)
}

// replies are the answers that a log remembers.
func replies(t *testing.T, j *journal.Journal) map[string]string {
	t.Helper()
	all := map[string]string{}
	must(t, j.Replies(func(r centre.Reply) {
		line := fmt.Sprint(r.Caller, "|", r.Key, "|", r.Fingerprint, "|", r.Day, "|", r.Status, "|",
			string(r.Body))
		all[line] = line
	}))
	return all
}
