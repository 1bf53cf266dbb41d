package staff

import (
	"strings"
	"testing"
	"time"

	"dost/server/web"
)

// A day's sign-in: who am I, and out again; the next request is a stranger's.
func TestSigningInAndOut(t *testing.T) {
	h := newRig(t, true)
	b := h.browser()
	b.ask("GET", "/api/session", "").want(t, "before", 401, "not-signed-in")
	a := b.signIn("agent3", DemoPassword)
	if a.status != 200 || a.body["login"] != "agent3" || a.body["role"] != "agent" ||
		a.body["name"] != "Agent 3" {
		t.Fatalf("signing in: %d %v", a.status, a.body)
	}
	c := b.cookies["session"]
	if c == nil || !c.HttpOnly || c.Path != "/" || c.MaxAge != 0 || len(c.Value) != 43 {
		t.Errorf("the cookie is %v", c)
	}
	if set := a.header.Get("Set-Cookie"); !strings.Contains(set, "SameSite=Strict") ||
		strings.Contains(set, "Secure") {
		t.Errorf("on loopback the cookie is %q", set)
	}
	if a := b.ask("GET", "/api/session", ""); a.body["login"] != "agent3" {
		t.Errorf("who am I: %v", a.body)
	}
	token := c.Value
	b.ask("DELETE", "/api/session", "").want(t, "out", 204, "")
	if len(b.cookies) != 0 {
		t.Errorf("cookies are left: %v", b.cookies)
	}
	b.ask("GET", "/api/session", "", "Cookie", "session="+token).want(t, "with the old cookie", 401,
		"not-signed-in")
	if strings.Join(h.revoked, " ") != "agent:agent3" {
		t.Errorf("sockets closed of %q", h.revoked)
	}
	h.wantAudit("agent:agent3 signed-in agent3")
	h.wantAudit("agent:agent3 signed-out agent3")
}

// By TLS the cookie is bound to the host and never sent in the clear.
func TestTheCookieByTLS(t *testing.T) {
	h := newRig(t, true)
	h.staff.https = true
	b := h.browser()
	a := b.signIn("agent1", DemoPassword)
	if set := a.header.Get("Set-Cookie"); !strings.HasPrefix(set, "__Host-session=") ||
		!strings.Contains(set, "Secure") {
		t.Errorf("by TLS the cookie is %q", set)
	}
	b.ask("GET", "/api/session", "").want(t, "by TLS", 200, "")
	plain := "session=" + b.cookies["__Host-session"].Value
	h.browser().ask("GET", "/api/session", "", "Cookie", plain).want(t, "a plain cookie by TLS", 401,
		"not-signed-in")
}

// A session ends after 15 idle minutes, and after 12 hours however busy it was.
func TestSessionsExpire(t *testing.T) {
	h := newRig(t, true)
	idle, busy := h.browser(), h.browser()
	idle.signIn("agent1", DemoPassword)
	busy.signIn("agent2", DemoPassword)
	for range 3 {
		h.clock.pass(5 * time.Minute)
		busy.ask("GET", "/api/session", "").want(t, "busy", 200, "")
	}
	h.clock.pass(time.Second)
	idle.ask("GET", "/api/session", "").want(t, "15 idle minutes and a second", 401, "not-signed-in")
	for h.clock.now().Before(time.Date(2026, 3, 2, 16, 55, 0, 0, time.UTC)) {
		h.clock.pass(5 * time.Minute)
		busy.ask("GET", "/api/session", "").want(t, "busy", 200, "")
	}
	h.staff.Sweep(true)
	if strings.Join(h.revoked, " ") != "agent:agent1" {
		t.Errorf("the sweep closed the sockets of %q", h.revoked)
	}
	h.clock.pass(6 * time.Minute)
	busy.ask("GET", "/api/session", "").want(t, "after 12 hours", 401, "not-signed-in")
	h.staff.Sweep(true)
	if left, err := h.journal.Sessions(); err != nil || len(left) != 0 {
		t.Errorf("stored sessions are left: %v %v", left, err)
	}
}

// A restart keeps people signed in, and their idle time as it was last written.
func TestSessionsSurviveARestart(t *testing.T) {
	h := newRig(t, true)
	b := h.browser()
	b.signIn("agent1", DemoPassword)
	h.clock.pass(10 * time.Minute)
	b.ask("GET", "/api/session", "").want(t, "in use", 200, "")
	h.staff.Sweep(true)
	h.clock.pass(10 * time.Minute)
	h.restart(true)
	b.ask("GET", "/api/session", "").want(t, "after the restart", 200, "")
	h.clock.pass(16 * time.Minute)
	h.restart(true)
	b.ask("GET", "/api/session", "").want(t, "idle through a restart", 401, "not-signed-in")
}

// Requests do not write: only sign-ins and the sweep do.
func TestRequestsWriteNothing(t *testing.T) {
	h := newRig(t, true)
	b := h.browser()
	b.signIn("agent1", DemoPassword)
	before, _ := h.journal.Sessions()
	h.clock.pass(time.Minute)
	b.ask("GET", "/api/session", "")
	if after, _ := h.journal.Sessions(); !after[0].Seen.Equal(before[0].Seen) {
		t.Error("a request wrote when it was seen")
	}
	h.staff.Sweep(true)
	if after, _ := h.journal.Sessions(); !after[0].Seen.Equal(h.clock.now()) {
		t.Errorf("the sweep wrote %v, want %v", after[0].Seen, h.clock.now())
	}
}

// Signing in again in the same browser gives another token and voids the old; one
// login has a bounded number of sessions.
func TestSignInsRenewAndAreBounded(t *testing.T) {
	h := newRig(t, true)
	b := h.browser()
	b.signIn("agent1", DemoPassword)
	first := b.cookies["session"].Value
	b.signIn("agent1", DemoPassword)
	if b.cookies["session"].Value == first {
		t.Error("the token is the old one")
	}
	h.browser().ask("GET", "/api/session", "", "Cookie", "session="+first).want(t, "the old token", 401,
		"not-signed-in")
	if len(h.revoked) != 0 {
		t.Errorf("sockets of somebody who is still signed in were closed: %q", h.revoked)
	}
	for range sessionsEach {
		h.clock.pass(time.Second)
		h.browser().signIn("agent1", DemoPassword)
	}
	b.ask("GET", "/api/session", "").want(t, "the oldest of eleven", 401, "not-signed-in")
	if left, _ := h.journal.Sessions(); len(left) != sessionsEach {
		t.Errorf("%d sessions are stored", len(left))
	}
}

// One browser shows desk, console, kiosk and display at once, as in the demo; each
// route finds the caller that it is for.
func TestOneBrowserFourScreens(t *testing.T) {
	h := newRig(t, true)
	b := h.browser()
	b.signIn("agent1", DemoPassword)
	b.signIn("manager", DemoPassword)
	b.ask("POST", "/api/device", `{"token":"demo-kiosk"}`).want(t, "kiosk", 200, "")
	b.ask("POST", "/api/device", `{"token":"demo-display"}`).want(t, "display", 200, "")
	b.ask("GET", "/api/manager/staff", "").want(t, "the manager's list", 200, "")
	for path, want := range map[string]string{
		"/api/session?role=agent": "agent1", "/api/session?role=manager": "manager",
		"/api/device?kind=kiosk": "K1", "/api/device?kind=display": "D1",
	} {
		a := b.ask("GET", path, "")
		if a.body["login"] != want && a.body["id"] != want {
			t.Errorf("%s: %v, want %s", path, a.body, want)
		}
	}
	b.ask("DELETE", "/api/session?role=agent", "").want(t, "the agent out", 204, "")
	b.ask("GET", "/api/session?role=agent", "").want(t, "the agent", 401, "not-signed-in")
	b.ask("GET", "/api/session?role=manager", "").want(t, "the manager stays", 200, "")
}

// Every role meets every route as the table says.
func TestRolesMeetRoutes(t *testing.T) {
	h := newRig(t, true)
	faults := web.Walk([]web.Surface{h.staff.Surface()}, h.askAs)
	if faults != nil {
		t.Error(strings.Join(faults, "\n"))
	}
}
