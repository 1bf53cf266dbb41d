package servertest

import (
	"os"
	"sync"
	"testing"
)

// shared is what the stories of one test binary have in common and what outlives each
// of them: the program that was built, Chromium.
var shared struct {
	mu   sync.Mutex
	ends []func()
}

// atEnd has Main do something when the last story is over.
func atEnd(end func()) {
	shared.mu.Lock()
	defer shared.mu.Unlock()
	shared.ends = append(shared.ends, end)
}

// Main runs the tests of a package and clears away what they shared. Every package that
// opens a browser or builds the program has it as its TestMain.
func Main(m *testing.M) {
	code := m.Run()
	for _, end := range shared.ends {
		end()
	}
	os.Exit(code)
}
