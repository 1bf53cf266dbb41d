package journal_test

import (
	"context"
	"encoding/json"
	"testing"

	"dost/server/centre"
	"dost/server/event"
	"dost/server/internal/journal"
)

// A journal that is only inspected gives the same state as the one at work.
func TestPeekReadsBesideAWorkingServer(t *testing.T) {
	j, path := fresh(t)
	h := newHarness(t)
	add(t, j, h.opening()...)
	add(t, j, h.issue(), h.issue())
	if err := j.SaveSnapshot(h.state.Queue.Seq(), []byte(h.json())); err != nil {
		t.Fatal(err)
	}
	add(t, j, h.issue())
	watcher, err := journal.Inspect(path, keys)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := watcher.Close(); err != nil {
			t.Error(err)
		}
	}()
	seen, replayed := centre.New(), 0
	err = watcher.LoadInspected(context.Background(),
		func(state []byte) error { return json.Unmarshal(state, seen) }, nil, func(r event.Record) error {
			replayed++
			seen.Apply(r)
			return nil
		})
	if err != nil || replayed != 1 {
		t.Fatalf("%d records replayed after the snapshot (%v)", replayed, err)
	}
	if text, err := json.Marshal(seen); err != nil || string(text) != h.json() {
		t.Errorf("the state differs (%v)", err)
	}
}
