package projection_test

import (
	"testing"

	"dost/server/internal/projection"
)

// Whose data were erased on schedule is nobody to the desk, and no failure: the
// application is still read, and found by nothing of theirs.
func TestTheErasedAreNobodyToTheDesk(t *testing.T) {
	j, _ := fresh(t)
	h := newHarness(t)
	add(t, j, h.opening()...)
	add(t, j, h.visit(canary)...)
	desk := projection.Registry{Store: j.Store, People: j.log}
	ids, err := desk.ApplicationsOf(canary.FIN, "")
	if err != nil || len(ids) != 1 {
		t.Fatalf("found by FIN: %v, %v", ids, err)
	}
	if p, ok, err := desk.Person(ids[0]); !ok || err != nil || p.Name != canary.Name {
		t.Fatalf("before: %+v, %v, %v", p, ok, err)
	}
	if n, err := j.log.ErasePeople(h.state.Queue.Day()+1, h.at); n != 1 || err != nil {
		t.Fatalf("erased %d, %v", n, err)
	}
	if p, ok, err := desk.Person(ids[0]); ok || err != nil {
		t.Errorf("erased: %+v, %v, %v", p, ok, err)
	}
	if _, ok, err := desk.Application(ids[0]); !ok || err != nil {
		t.Errorf("the application is gone: %v, %v", ok, err)
	}
}
