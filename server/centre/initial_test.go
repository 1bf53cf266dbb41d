package centre

import (
	"reflect"
	"testing"

	"dost/server/queue"
	"dost/server/regime"
)

// A centre is configured once: the next start finds nothing to do, a demo opens for ever,
// and what was a demo's keeps hours again.
func TestANewCentreIsConfiguredOnce(t *testing.T) {
	s := New()
	start := func(demo bool, want int) {
		t.Helper()
		commands := s.Initial(demo)
		if len(commands) != want {
			t.Errorf("a start with demo %v gives %d commands, not %d", demo, len(commands), want)
		}
		for _, command := range commands {
			order(t, s, ten, command)
		}
	}
	start(false, 1)
	if n := len(s.Queue.Config().Directions); n != 3 || s.Regime.Hours().Always {
		t.Fatalf("a new centre has %d directions, hours %+v", n, s.Regime.Hours())
	}
	own := *s.Queue.Config()
	own.NoShowAfter *= 2
	order(t, s, ten, queue.Configure{Config: own})
	start(false, 0)
	start(true, 1)
	start(true, 0)
	if !s.Regime.Hours().Always || s.Queue.Config().NoShowAfter != own.NoShowAfter {
		t.Errorf("as a demo: hours %+v, no-show after %s", s.Regime.Hours(), s.Queue.Config().NoShowAfter)
	}
	start(false, 1)
	if !reflect.DeepEqual(s.Regime.Hours(), regime.Ordinary()) {
		t.Errorf("what was a demo's has hours %+v", s.Regime.Hours())
	}
}
