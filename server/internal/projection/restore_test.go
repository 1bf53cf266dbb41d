package projection_test

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"dost/server/internal/projection"
)

// A log that is put back from a backup beside projections that had come further: they are
// made anew, messages of before keep their names, and those that follow, of the same
// records' numbers, have none that was ever given.
func TestARestoredLogNamesItsMessagesAnew(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "journal.db")
	r := open(t, path)
	h := newHarness(t)
	must(t, r.log.Connect(connection("esdas", true), h.at, "manager:m"))
	add(t, r, h.opening()...)
	tell := func(r *rig, h *harness) {
		for _, e := range h.visit(somebody) {
			e.HandOvers = []string{"esdas"}
			add(t, r, e)
		}
	}
	names := func(r *rig) map[string]bool {
		list, err := r.Waiting("esdas", 0, 100)
		must(t, err)
		ids := map[string]bool{}
		for _, m := range list {
			ids[m.ID] = true
		}
		return ids
	}
	tell(r, h)
	kept := names(r)
	copied := filepath.Join(t.TempDir(), "copy.db")
	must(t, r.log.Backup(t.Context(), copied, h.at))
	tell(r, h) // on paper somewhere, and sent
	lost := names(r)
	r.end()

	for _, suffix := range []string{"", "-wal", "-shm"} {
		_ = os.Remove(path + suffix)
	}
	from, err := os.Open(copied)
	must(t, err)
	to, err := os.Create(path)
	must(t, err)
	_, err = io.Copy(to, from)
	must(t, err)
	must(t, to.Close())
	must(t, from.Close())
	r = open(t, path)
	state, err := stateOf(r.log)
	must(t, err)
	must(t, r.log.PutToWork())
	tell(r, &harness{t: t, state: state, at: h.at})
	now := names(r)
	if len(kept) != 1 || len(lost) != 2 || len(now) != 2 {
		t.Fatalf("%d messages before the backup, %d after it, %d in the restored log", len(kept), len(lost),
			len(now))
	}
	for id := range now {
		if lost[id] && !kept[id] {
			t.Errorf("%s is the name of another message", id)
		}
	}
	for id := range kept {
		if !now[id] {
			t.Errorf("%s has another name", id)
		}
	}
	for _, follower := range projection.Names() {
		must(t, r.WaitFor(t.Context(), follower, r.log.Head().Seq))
	}
	rebuilt(t, path, r.log)
}
