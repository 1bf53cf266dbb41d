package centre_test

import (
	"testing"

	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/regime"
)

// What a regime has done to visits is counted under its own id, by its treatment; who
// cancels is no longer counted, and a visit that no regime touches never is.
func TestVisitsAreCountedUnderTheRegimeThatTouchesThem(t *testing.T) {
	w := newWeek(t)
	w.book(on(0, 15, 0)) // of no regime
	w.book(on(1, 10, 0))
	moved := w.book(on(2, 10, 0))
	w.book(on(2, 11, 0))
	w.book(on(3, 10, 0))
	closed := regime.Rules{Closed: true}
	honoured := w.enact(on(1, 0, 0), on(2, 0, 0), closed, regime.Honour)
	told := w.enact(on(3, 0, 0), on(4, 0, 0), closed, regime.Notify)
	rebooked := w.enact(on(2, 0, 0), on(3, 0, 0), closed, regime.Rebook)
	want := map[string]centre.Visits{
		honoured: {Honoured: 1}, rebooked: {Moved: 2, Untold: 2}, told: {Unplaced: 1, Untold: 1},
	}
	same := func(when string) {
		t.Helper()
		got := w.VisitsUnder(w.at)
		for id, visits := range want {
			if got[id] != visits {
				t.Errorf("%s: %s has %+v, not %+v", when, id, got[id], visits)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: %d regimes are counted: %+v", when, len(got), got)
		}
	}
	same("decided")
	w.must(appointment.Cancel{ID: moved, Reason: "visitor"})
	want[rebooked] = centre.Visits{Moved: 1, Untold: 1}
	same("one cancelled")
}
