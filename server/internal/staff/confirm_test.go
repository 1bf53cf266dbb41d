package staff

import (
	"strings"
	"testing"
	"time"
)

// Whoever finds the manager's console open, and does not know the password,
// changes nothing: no staff, no device. The manager who does know it gets the same
// answer again for the same key, and never by guessing.
func TestAChangeAsksForThePasswordAgain(t *testing.T) {
	h := newRig(t, true)
	m := h.manager()
	before := len(h.audited())
	for _, one := range []struct{ path, body string }{
		{"/api/manager/staff",
			`{"key":"a","login":"leyla","name":"Leyla","role":"manager","new_password":"12345678"}`},
		{"/api/manager/staff/agent1", `{"key":"b","new_password":"12345678"}`},
		{"/api/manager/staff/agent1", `{"key":"c","active":false}`},
		{"/api/manager/devices", `{"key":"d","kind":"kiosk","name":"Giriş"}`},
		{"/api/manager/devices/pairing", `{"key":"e","kind":"kiosk","name":"Giriş"}`},
		{"/api/manager/devices/K1/revoke", `{"key":"f"}`},
	} {
		m.ask("POST", one.path, one.body).want(t, one.path+" without a password", 401, "wrong-password")
		m.ask("POST", one.path, strings.Replace(one.body, `{`, `{"password":"demo-dema",`, 1)).want(t,
			one.path+" with a wrong one", 401, "wrong-password")
		h.clock.pass(forgetAfter + time.Second) // the growing delay is another story
		m = h.manager()
	}
	if now := h.audited(); len(now) != before+6 { // the manager's own sign-ins
		t.Errorf("something changed: %q", now)
	}
	h.browser().signIn("agent1", DemoPassword).want(t, "the agent", 200, "")
	h.browser().ask("GET", "/api/device", "", "Authorization", "Bearer demo-kiosk").want(t, "the kiosk", 200,
		"")

	revoke := `{"key":"g","password":"demo-demo"}`
	m.ask("POST", "/api/manager/devices/K1/revoke", revoke).want(t, "with the right one", 204, "")
	again := m.ask("POST", "/api/manager/devices/K1/revoke", revoke)
	if again.status != 204 || again.header.Get("Idempotent-Replayed") != "true" {
		t.Errorf("the same key again: %d %v", again.status, again.header)
	}
	m.ask("POST", "/api/manager/devices/K1/revoke", `{"key":"g","password":"demo-dema"}`).want(t,
		"a replay by somebody else", 401, "wrong-password")
	for range freeTries {
		m.ask("POST", "/api/manager/devices/K1/revoke", `{"key":"g","password":"demo-dema"}`).want(t,
			"guessing", 401, "wrong-password")
	}
	m.ask("POST", "/api/manager/devices/K1/revoke", revoke).want(t, "after many guesses", 429,
		"too-many-tries")
}
