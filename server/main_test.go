package main

import (
	"testing"

	"dost/server/internal/config"
)

// Every command that can be parsed does something, and nothing is bound to a name
// that cannot be parsed.
func TestEveryCommandIsBound(t *testing.T) {
	names := config.Names()
	for _, name := range names {
		if commands[name] == nil {
			t.Errorf("nothing is bound to %q", name)
		}
	}
	if len(commands) != len(names) {
		t.Errorf("%d commands are bound, %d can be parsed", len(commands), len(names))
	}
}
