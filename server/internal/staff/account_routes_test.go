package staff

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dost/server/internal/journal"
)

// The manager takes somebody on, renames and promotes them, gives a new password,
// and lets them go; each step is recorded, and the person's sessions follow.
func TestAPersonsYear(t *testing.T) {
	h := newRig(t, true)
	m, p := h.manager(), h.browser()
	add := `{"key":"k1","login":"LEYLA","name":" Leyla ","role":"agent","new_password":"köhnə-şifrə","password":"demo-demo"}`
	a := m.ask("POST", "/api/manager/staff", add)
	if a.status != 201 || a.body["login"] != "leyla" || a.body["name"] != "Leyla" ||
		a.body["active"] != true {
		t.Fatalf("adding: %d %v", a.status, a.body)
	}
	again := m.ask("POST", "/api/manager/staff", add)
	if again.status != 201 || again.header.Get("Idempotent-Replayed") != "true" ||
		fmt.Sprint(again.body) != fmt.Sprint(a.body) {
		t.Errorf("the same key again: %d %v", again.status, again.body)
	}
	m.ask("POST", "/api/manager/staff", strings.Replace(add, "LEYLA", "nigar", 1)).want(t, "the key reused",
		409, "key-reused")
	m.ask("POST", "/api/manager/staff", strings.Replace(add, "k1", "k2", 1)).want(t, "the login again", 409,
		"login-taken")

	p.signIn("leyla", "köhnə-şifrə").want(t, "in", 200, "")
	m.ask("POST", "/api/manager/staff/leyla", `{"key":"k3","name":"Leyla M.","password":"demo-demo"}`).want(t,
		"renaming", 200, "")
	if a := p.ask("GET", "/api/session", ""); a.body["name"] != "Leyla M." {
		t.Errorf("renamed: %v", a.body)
	}
	m.ask("POST", "/api/manager/staff/leyla",
		`{"key":"k4","new_password":"yeni-şifrə","password":"demo-demo"}`).want(t, "a new password", 200, "")
	p.ask("GET", "/api/session", "").want(t, "after the new password", 401, "not-signed-in")
	p.signIn("leyla", "köhnə-şifrə").want(t, "the old password", 401, "wrong-password")
	p.signIn("leyla", "yeni-şifrə").want(t, "the new password", 200, "")
	m.ask("POST", "/api/manager/staff/leyla", `{"key":"k5","role":"manager","password":"demo-demo"}`).want(t,
		"promoting", 200, "")
	p.ask("GET", "/api/session", "").want(t, "after the new role", 401, "not-signed-in")
	p.signIn("leyla", "yeni-şifrə").want(t, "as manager", 200, "")
	p.ask("GET", "/api/manager/staff", "").want(t, "managing", 200, "")
	m.ask("POST", "/api/manager/staff/leyla", `{"key":"k6","active":false,"password":"demo-demo"}`).want(t,
		"closing", 200, "")
	p.ask("GET", "/api/manager/staff", "").want(t, "closed", 401, "not-signed-in")
	p.signIn("leyla", "yeni-şifrə").want(t, "closed", 401, "wrong-password")
	if last := h.revoked[len(h.revoked)-1]; last != "manager:leyla" {
		t.Errorf("sockets closed of %q", h.revoked)
	}
	for _, record := range []string{"staff-added", "staff-renamed", "password-set", "role-set-manager",
		"staff-closed"} {
		h.wantAudit("manager:manager " + record + " leyla")
	}
	if all := strings.Join(h.audited(), "\n"); strings.Contains(all, "şifrə") {
		t.Error("a password is in the audit")
	}
	changes := m.ask("GET", "/api/manager/staff/changes", "").body["changes"].([]any)
	for _, one := range []struct{ what, before, after string }{
		{"staff-added", "<nil>", "map[name:Leyla role:agent]"},
		{"staff-renamed", "map[name:Leyla]", "map[name:Leyla M.]"},
		{"role-set-manager", "map[role:agent]", "map[role:manager]"},
		{"password-set", "<nil>", "<nil>"}, // that it is new is all that anybody is told
		{"staff-closed", "map[state:active]", "map[state:closed]"},
	} {
		at := slices.IndexFunc(changes, func(c any) bool {
			m := c.(map[string]any)
			return m["what"] == one.what && m["subject"] == "leyla"
		})
		if at < 0 {
			t.Fatalf("no %s among %v", one.what, changes)
		}
		shown := changes[at].(map[string]any)
		if fmt.Sprint(shown["before"]) != one.before || fmt.Sprint(shown["after"]) != one.after ||
			!strings.HasSuffix(shown["at"].(string), "+04:00") {
			t.Errorf("%s is shown as %v", one.what, shown)
		}
	}
}

// What is not an account's is refused, and the centre keeps a manager.
func TestWhatAnAccountCannotBe(t *testing.T) {
	h := newRig(t, true)
	m := h.manager()
	for i, one := range []struct{ login, name, role, password, code string }{
		{"şəfa", "N", "agent", "12345678", "bad-login"},
		{"", "N", "agent", "12345678", "bad-login"},
		{"n", " ", "agent", "12345678", "bad-name"},
		{"n", "Ay\u0085la", "agent", "12345678", "bad-name"},
		{"n", "Ayla\nB", "agent", "12345678", "bad-name"},
		{"n", "\u202ealyA", "agent", "12345678", "bad-name"},
		{"n", strings.Repeat("ə", 81), "agent", "12345678", "bad-name"},
		{"n", "N", "kiosk", "12345678", "bad-role"},
		{"n", "N", "agent", "1234567", "bad-password"},
		{"n", "N", "agent", strings.Repeat("ə", 129), "bad-password"},
	} {
		body := fmt.Sprintf(
			`{"key":"k%d","login":%q,"name":%q,"role":%q,"new_password":%q,"password":"demo-demo"}`, i,
			one.login, one.name, one.role, one.password)
		m.ask("POST", "/api/manager/staff", body).want(t, body, 400, one.code)
	}
	m.ask("POST", "/api/manager/staff",
		`{"login":"n","name":"N","role":"agent","new_password":"12345678","password":"demo-demo"}`).want(t,
		"no key", 400, "key-missing")
	m.ask("POST", "/api/manager/staff/nobody", `{"key":"a","name":"N","password":"demo-demo"}`).want(t,
		"nobody", 404, "unknown-account")
	m.ask("POST", "/api/manager/staff/manager", `{"key":"b","active":false,"password":"demo-demo"}`).want(t,
		"the last manager gone", 409, "last-manager")
	m.ask("POST", "/api/manager/staff/manager", `{"key":"c","role":"agent","password":"demo-demo"}`).want(t,
		"the last manager demoted", 409, "last-manager")
	h.browser().ask("POST", "/api/manager/staff", `{}`).want(t, "a stranger", 401, "not-signed-in")
}

// A pairing code makes one device, once, within ten minutes, however it is typed.
func TestPairing(t *testing.T) {
	h := newRig(t, true)
	m := h.manager()
	give := func(key string) string {
		t.Helper()
		a := m.ask("POST", "/api/manager/devices/pairing",
			`{"key":"`+key+`","kind":"kiosk","name":"Giriş","password":"demo-demo"}`)
		code, _ := a.body["code"].(string)
		if a.status != 201 || len(code) != 8 || strings.ContainsAny(code, "01IO") ||
			code != strings.ToUpper(code) {
			t.Fatalf("a pairing code: %d %v", a.status, a.body)
		}
		return code
	}
	code := give("p1")
	if give("p1") != code || give("p2") == code {
		t.Error("the same key gives another code, or another key the same")
	}
	kiosk := h.browser()
	a := kiosk.ask("POST", "/api/pair", `{"code":" `+strings.ToLower(code[:4])+`-`+code[4:]+`"}`)
	if a.status != 201 || a.body["id"] != "K2" || a.body["kind"] != "kiosk" || a.body["name"] != "Giriş" {
		t.Fatalf("pairing: %d %v", a.status, a.body)
	}
	if c := kiosk.cookies["device-kiosk"]; c == nil || !c.HttpOnly || c.MaxAge != yearSeconds {
		t.Errorf("the device's cookie is %v", c)
	}
	kiosk.ask("GET", "/api/device", "").want(t, "by cookie", 200, "")
	token := a.body["token"].(string)
	h.browser().ask("GET", "/api/device", "", "Authorization", "Bearer "+token).want(t, "by token", 200, "")
	h.browser().ask("POST", "/api/pair", `{"code":"`+code+`"}`).want(t, "the code again", 404,
		"unknown-pairing")

	late := give("p3")
	h.clock.pass(pairingLife)
	h.browser().ask("POST", "/api/pair", `{"code":"`+late+`"}`).want(t, "ten minutes later", 404,
		"unknown-pairing")

	thief := h.browser()
	thief.from = "198.51.100.9"
	for range freeTries + 1 {
		thief.ask("POST", "/api/pair", `{"code":"AAAAAAAA"}`).want(t, "a guess", 404, "unknown-pairing")
	}
	thief.ask("POST", "/api/pair", `{"code":"AAAAAAAA"}`).want(t, "many guesses", 429, "too-many-tries")
	h.wantAudit("manager:manager pairing-given Giriş")
	h.wantAudit("manager:manager device-added K2")
}

// A revoked token is void at once, in its cookie as well, and for good.
func TestRevocation(t *testing.T) {
	h := newRig(t, true)
	m, kiosk := h.manager(), h.browser()
	kiosk.ask("POST", "/api/device", `{"key":"x","token":"demo-kiosk"}`).want(t, "the token", 200, "")
	kiosk.ask("GET", "/api/device", "").want(t, "before", 200, "")
	list := m.ask("GET", "/api/manager/devices", "").body["devices"].([]any)
	if first := list[0].(map[string]any); len(list) != 4 || first["id"] != "K1" ||
		first["seen_at"] != "2026-03-02T09:00:00+04:00" {
		t.Errorf("the devices: %v", list)
	}
	m.ask("POST", "/api/manager/devices/K1/revoke", `{"key":"r1","password":"demo-demo"}`).want(t, "revoking",
		204, "")
	kiosk.ask("GET", "/api/device", "").want(t, "by cookie", 401, "not-signed-in")
	kiosk.ask("GET", "/api/device", "", "Authorization", "Bearer demo-kiosk").want(t, "by token", 401,
		"not-signed-in")
	kiosk.ask("POST", "/api/device", `{"token":"demo-kiosk"}`).want(t, "handing in", 401, "bad-token")
	if strings.Join(h.revoked, " ") != "kiosk:K1" {
		t.Errorf("sockets closed of %q", h.revoked)
	}
	m.ask("POST", "/api/manager/devices/K1/revoke", `{"key":"r1","password":"demo-demo"}`).want(t,
		"the same key", 204, "")
	m.ask("POST", "/api/manager/devices/K1/revoke", `{"key":"r2","password":"demo-demo"}`).want(t, "again",
		404, "unknown-device")
	h.wantAudit("manager:manager device-revoked K1")

	a := m.ask("POST", "/api/manager/devices",
		`{"key":"d1","kind":"display","name":"Zal","password":"demo-demo"}`)
	if a.status != 201 || a.body["id"] != "D2" {
		t.Fatalf("a device: %d %v", a.status, a.body)
	}
	m.ask("POST", "/api/manager/devices",
		`{"key":"d2","kind":"toaster","name":"Zal","password":"demo-demo"}`).want(t, "a toaster", 400,
		"bad-kind")
	h.staff.Sweep(true)
	h.restart(true)
	h.browser().ask("GET", "/api/device", "", "Authorization", "Bearer "+a.body["token"].(string)).want(t,
		"after a restart", 200, "")
}

// Outside the demo nothing works with what everybody knows; a real centre's data
// are no demo.
func TestTheDemoEndsWithTheDemo(t *testing.T) {
	h := newRig(t, true)
	b := h.browser()
	b.signIn("agent1", DemoPassword).want(t, "in the demo", 200, "")
	h.restart(true)
	b.ask("GET", "/api/session", "").want(t, "a demo again", 200, "")
	h.restart(false)
	b.ask("GET", "/api/session", "").want(t, "an old session", 401, "not-signed-in")
	for _, login := range []string{"agent1", "agent6", "manager"} {
		h.browser().signIn(login, DemoPassword).want(t, login, 401, "wrong-password")
	}
	for _, token := range []string{DemoKioskToken, DemoDisplayToken} {
		h.browser().ask("GET", "/api/device", "", "Authorization", "Bearer "+token).want(t, token, 401,
			"not-signed-in")
	}
	h.wantAudit("house demo-closed demo")
	h.restart(true)
	h.browser().signIn("agent1", DemoPassword).want(t, "the demo opened again", 200, "")

	real := newRig(t, false)
	if _, err := real.staff.AddAccount(t.Context(), "leyla", "Leyla", "manager", "12345678",
		"house"); err != nil {
		t.Fatal(err)
	}
	real.journal.Close()
	if err := real.open(true); !errors.Is(err, errReal) {
		t.Errorf("a demo on a real centre's data: %v", err)
	}
}

// A store that is down keeps nobody signed in who should not be.
func TestAStoreThatIsDown(t *testing.T) {
	h := newRig(t, true)
	m := h.manager()
	h.journal.Close()
	m.ask("POST", "/api/manager/devices/K1/revoke", `{"key":"r1","password":"demo-demo"}`).want(t,
		"a password that cannot be checked", 500, "internal")
	if err := h.staff.RevokeDevice("K1", "manager:manager"); err == nil {
		t.Error("a revocation that was not stored is said to be done")
	}
	h.browser().ask("GET", "/api/device", "", "Authorization", "Bearer demo-kiosk").want(t, "the device", 401,
		"not-signed-in")
	m.ask("DELETE", "/api/session", "").want(t, "out", 503, "unavailable")
	m.ask("GET", "/api/session", "").want(t, "afterwards", 401, "not-signed-in")
	h.clock.pass(time.Hour)
	h.staff.Sweep(true)
}

var _ Store = (*journal.Journal)(nil)
