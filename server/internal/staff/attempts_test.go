package staff

import (
	"fmt"
	"testing"
	"time"
)

// Whoever fills the memory of wrong sign-ins with names that nobody has does not
// make the wrong codes of a manager forgotten.
func TestNoFloodForgetsWrongCodes(t *testing.T) {
	h := newRig(t, true)
	h.manager().enrol(DemoPassword)
	h.clock.pass(time.Minute)
	for range freeTries + 3 {
		h.browser().signInWith(DemoPassword, "000000").want(t, "a guess", 401, "wrong-code")
		h.clock.pass(4 * time.Second)
	}
	for n := range maxSources + 1 {
		if err := h.staff.signIns.begin(fmt.Sprintf("nobody%d 198.51.100.9", n)); err != nil {
			t.Fatal(err)
		}
	}
	h.browser().signInWith(DemoPassword, "000000").want(t, "the next guess", 401, "wrong-code")
	h.clock.pass(4 * time.Second)
	h.browser().signInWith(DemoPassword, "000000").want(t, "one too early", 429, "too-many-tries")
}

// A session that was taken over cannot guess the first code of a secret that it
// has not seen, and get the recovery codes.
func TestNobodyGuessesTheFirstCode(t *testing.T) {
	h := newRig(t, true)
	m := h.manager()
	m.ask("POST", "/api/manager/factor", `{"key":"begin","password":"demo-demo"}`).want(t, "a secret", 201,
		"")
	for n := range freeTries + 1 {
		m.ask("POST", "/api/manager/factor/prove",
			fmt.Sprintf(`{"key":"guess%d","code":"00000x"}`, n)).want(t, "a guess", 401, "wrong-code")
	}
	m.ask("POST", "/api/manager/factor/prove", `{"key":"more","code":"00000x"}`).want(t, "one guess too many",
		429, "too-many-tries")
}

// A clock that is set back makes nobody wait longer than the longest delay.
func TestADelayUnderAClockSetBack(t *testing.T) {
	h := newRig(t, true)
	for range freeTries + 1 {
		h.browser().signIn("agent1", "guess").want(t, "a free guess", 401, "wrong-password")
	}
	h.clock.pass(-time.Hour)
	h.browser().signIn("agent1", DemoPassword).want(t, "at once", 429, "too-many-tries")
	h.clock.pass(longestWait)
	h.browser().signIn("agent1", DemoPassword).want(t, "after the longest delay", 200, "")
}

// Tries that found no answer leave nothing behind.
func TestUndecidedTriesAreForgotten(t *testing.T) {
	h := newRig(t, true)
	if err := h.staff.signIns.begin("x"); err != nil {
		t.Fatal(err)
	}
	h.staff.signIns.undecided("x")
	h.staff.signIns.undecided("x")
	if n := len(h.staff.signIns.sources); n != 0 {
		t.Errorf("%d sources are remembered", n)
	}
}
