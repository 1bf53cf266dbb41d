package projection_test

import (
	"testing"
	"time"

	"dost/server/centre"
	"dost/server/integration"
)

// A message follows from its record: once per connected system, and composed of the application when it is
// sent.
func TestAMessageComesWithItsRecord(t *testing.T) {
	j, path := fresh(t)
	h := newHarness(t)
	add(t, j, h.opening()...)
	at := time.UnixMilli(1_800_000_000_000)
	for _, system := range []string{"esdas", "mas"} {
		if err := j.log.Connect(connection(system, true), at, "manager:m"); err != nil {
			t.Fatal(err)
		}
	}
	tell := func(entries []centre.Entry, systems ...string) []centre.Entry {
		for i := range entries {
			if entries[i].Person != nil {
				entries[i].HandOvers = systems
			}
		}
		return entries
	}
	add(t, j, tell(h.visit(somebody), "esdas", "e-sosial")...)
	add(t, j, tell(h.visit(somebody), "esdas", "mas")...)
	want := map[string]int{"esdas": 2, "mas": 1, "e-sosial": 0}
	for system, n := range want {
		waiting, err := j.Waiting(system, 0, 10)
		if err != nil || len(waiting) != n {
			t.Errorf("%s: %d messages wait, want %d (%v)", system, len(waiting), n, err)
		}
		for i, m := range waiting {
			if m.Position != uint64(i+1) || m.Kind != integration.Registered || m.ID == "" {
				t.Errorf("%s, message %d: %+v", system, i, m)
			}
		}
	}
	waiting, err := j.Waiting("esdas", 0, 10)
	if err != nil || len(waiting) != 2 {
		t.Fatal(err)
	}
	first, err := j.Compose(waiting[0], "T")
	if err != nil || first.Application == nil || first.Application.Applicant == nil ||
		first.Application.Applicant.FIN != somebody.FIN {
		t.Errorf("composed %+v (%v)", first, err)
	}
	again, err := j.Compose(waiting[0], "T")
	if err != nil || first.ID != again.ID || *first.Application.Applicant != *again.Application.Applicant {
		t.Errorf("composed again %+v (%v)", again, err)
	}
	settled := h.order(integration.Settle{Message: waiting[0].ID})
	add(t, j, settled, h.order(integration.Settle{Message: waiting[0].ID, Trouble: "settled twice"}))
	if backlogs, err := j.Backlogs(); err != nil || len(backlogs) != 2 || backlogs[0].Refused != 0 {
		t.Errorf("a message that was sent is refused afterwards: %+v, %v", backlogs, err)
	}
	j.end()
	left, err := open(t, path).Waiting("esdas", 0, 10)
	if err != nil || len(left) != 1 || left[0] != waiting[1] {
		t.Errorf("after a restart %+v waits (%v)", left, err)
	}
}
