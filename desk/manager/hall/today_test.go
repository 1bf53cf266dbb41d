package hall

import (
	"testing"

	"dost/server/queue"
)

// A promise that is broken needs the manager, but not while a visit more or less makes the
// difference.
func TestAMissedLevelIsAnAlert(t *testing.T) {
	promise := queue.Promise{To: queue.Everyone, Minutes: 15, Percent: 80}
	for _, c := range []struct {
		called, kept int
		alert        bool
	}{{0, 0, false}, {9, 0, false}, {10, 7, true}, {10, 8, false}, {100, 79, true}} {
		level := queue.ServiceLevel{Promise: promise, Called: c.called, Kept: c.kept}
		got := Today{Levels: levels([]queue.ServiceLevel{level})}.alerts()
		if alert := len(got) == 1; alert != c.alert {
			t.Errorf("%d of %d called in time: %+v", c.kept, c.called, got)
			continue
		}
		if c.alert && (got[0].Code != "level-missed" || got[0].Level.Promise != promise) {
			t.Errorf("the alert is %+v", got[0])
		}
	}
}
