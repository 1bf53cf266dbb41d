package staff

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"dost/server/web"
)

// phone is the app of somebody who typed the secret.
type phone struct {
	house  *rig
	secret string
}

// shows is the code on the phone, whose clock is off by that much.
func (p phone) shows(off time.Duration) string {
	p.house.t.Helper()
	code, err := totp.GenerateCode(p.secret, p.house.clock.now().Add(off))
	if err != nil {
		p.house.t.Fatal(err)
	}
	return code
}

// enrol switches the second factor of a signed-in manager on, and gives the phone
// and the recovery codes.
func (b *browser) enrol(password string) (phone, []string) {
	t := b.house.t
	t.Helper()
	a := b.ask("POST", "/api/manager/factor", fmt.Sprintf(`{"key":"begin","password":%q}`, password))
	secret, _ := a.body["secret"].(string)
	if a.status != 201 || len(strings.Fields(secret)) != 8 {
		t.Fatalf("beginning: %d %v", a.status, a.body)
	}
	p := phone{b.house, strings.ReplaceAll(secret, " ", "")}
	if address, _ := a.body["address"].(string); !strings.HasPrefix(address,
		"otpauth://totp/DOST%20N%C3%BCmun%C9%99:") ||
		!strings.Contains(address, "secret="+p.secret) ||
		!strings.Contains(address, "issuer=DOST%20N%C3%BCmun%C9%99") {
		t.Errorf("the QR code's address is %q", address)
	}
	a = b.ask("POST", "/api/manager/factor/prove", fmt.Sprintf(`{"key":"prove","code":%q}`, p.shows(0)))
	if a.status != 200 {
		t.Fatalf("proving: %d %v", a.status, a.body)
	}
	var codes []string
	for _, code := range a.body["codes"].([]any) {
		codes = append(codes, code.(string))
	}
	return p, codes
}

func (b *browser) signInWith(password, code string) answer {
	b.house.t.Helper()
	body, _ := json.Marshal(map[string]string{"login": "manager", "password": password, "code": code})
	return b.ask("POST", "/api/session", string(body))
}

// A manager proves that the app works; from then on a sign-in asks for its code,
// takes each code once, and forgives the phone half a minute.
func TestTheSecondFactor(t *testing.T) {
	h := newRig(t, true)
	m, elsewhere := h.manager(), h.manager()
	m.ask("POST", "/api/manager/factor/prove", `{"key":"a","code":"123456"}`).want(t, "nothing begun", 409,
		"factor-not-begun")
	m.ask("POST", "/api/manager/factor", `{"key":"a","password":"demo-dema"}`).want(t, "another's password",
		401, "wrong-password")
	if a := m.ask("GET", "/api/manager/factor", ""); a.body["on"] != false || a.body["needed"] != false {
		t.Errorf("before: %v", a.body)
	}
	p, codes := m.enrol(DemoPassword)
	if len(codes) != 8 || len(codes[0]) != 14 {
		t.Errorf("the recovery codes are %q", codes)
	}
	if a := m.ask("GET", "/api/manager/factor", ""); a.body["on"] != true || a.body["recovery"] != 8.0 {
		t.Errorf("afterwards: %v", a.body)
	}
	elsewhere.ask("GET", "/api/session", "").want(t, "a session that began without it", 401, "not-signed-in")
	m.ask("POST", "/api/manager/factor", `{"key":"b","password":"demo-demo"}`).want(t, "once more", 409,
		"factor-on")

	b := h.browser()
	b.signIn("manager", "guess").want(t, "a wrong password", 401, "wrong-password")
	b.signIn("manager", DemoPassword).want(t, "the password alone", 401, "second-factor-needed")
	if len(b.cookies) != 0 {
		t.Errorf("the password alone gave %v", b.cookies)
	}
	b.signInWith(DemoPassword, p.shows(0)).want(t, "the code that proved the app", 401, "wrong-code")
	h.clock.pass(30 * time.Second)
	code := p.shows(0)
	b.signInWith(DemoPassword, code[:3]+" "+code[3:]).want(t, "the next code", 200, "")
	h.browser().signInWith(DemoPassword, code).want(t, "the same code again", 401, "wrong-code")

	h.clock.pass(2 * time.Minute)
	for _, off := range []time.Duration{-time.Minute, time.Minute} {
		h.browser().signInWith(DemoPassword, p.shows(off)).want(t, "a phone a minute off", 401, "wrong-code")
	}
	h.clock.pass(time.Minute)
	h.browser().signInWith(DemoPassword, p.shows(30*time.Second)).want(t, "a phone half a minute ahead", 200,
		"")
	h.browser().signInWith(DemoPassword, p.shows(0)).want(t, "an older code after it", 401, "wrong-code")
	h.clock.pass(2 * time.Minute)
	h.browser().signInWith(DemoPassword, p.shows(-30*time.Second)).want(t, "a phone half a minute behind",
		200, "")

	used := p.shows(0)
	h.browser().signInWith(DemoPassword, used).want(t, "the present code", 200, "")
	h.restart(true)
	h.browser().signInWith(DemoPassword, used).want(t, "used before a restart", 401, "wrong-code")
	h.browser().signIn("agent1", DemoPassword).want(t, "an agent", 200, "")
	h.wantAudit("manager:manager factor-on manager")
}

// A clock that was an hour ahead for a while keeps nobody out when it is right
// again.
func TestACodeTakenByAWrongClock(t *testing.T) {
	h := newRig(t, true)
	p, _ := h.manager().enrol(DemoPassword)
	h.clock.pass(time.Hour)
	h.browser().signInWith(DemoPassword, p.shows(0)).want(t, "with the clock ahead", 200, "")
	h.clock.pass(-time.Hour + time.Minute)
	h.browser().signInWith(DemoPassword, p.shows(0)).want(t, "with the clock right", 200, "")
	h.browser().signInWith(DemoPassword, p.shows(0)).want(t, "the same code again", 401, "wrong-code")
}

// Who guesses at the code waits longer and longer, from whatever address; a
// recovery code lets the owner in afterwards, each once.
func TestGuessingAndRecovery(t *testing.T) {
	h := newRig(t, true)
	_, codes := h.manager().enrol(DemoPassword)
	h.clock.pass(time.Minute)
	for n := range freeTries + 1 {
		thief := h.browser()
		thief.from = fmt.Sprintf("198.51.100.%d", n)
		thief.signInWith(DemoPassword, "000000").want(t, "a guess", 401, "wrong-code")
	}
	h.browser().signInWith(DemoPassword, "000000").want(t, "one guess too many", 429, "too-many-tries")
	h.browser().signIn("manager", DemoPassword).want(t, "no code", 401, "second-factor-needed")
	h.wantAudit("anyone code-refused manager")
	h.clock.pass(longestWait)

	h.browser().signInWith(DemoPassword, "0000-0000-0000").want(t, "an invented recovery code", 401,
		"wrong-code")
	h.clock.pass(longestWait)
	h.browser().signInWith("guess", codes[0]).want(t, "with a wrong password", 401, "wrong-password")
	b := h.browser()
	b.signInWith(DemoPassword, strings.ReplaceAll(codes[0], "-", " ")).want(t, "a recovery code", 200, "")
	h.browser().signInWith(DemoPassword, codes[0]).want(t, "the same again", 401, "wrong-code")
	if a := b.ask("GET", "/api/manager/factor", ""); a.body["recovery"] != 7.0 {
		t.Errorf("left: %v", a.body)
	}
	// after it the sign-in, and the same code refused
	shown := b.ask("GET", "/api/manager/staff/changes", "").body["changes"].([]any)[2].(map[string]any)
	if shown["what"] != "recovery-code-used" ||
		fmt.Sprint(shown["before"], shown["after"]) != "map[recovery:8] map[recovery:7]" {
		t.Errorf("the record says %v", shown)
	}

	renewed := b.ask("POST", "/api/manager/factor/recovery",
		fmt.Sprintf(`{"key":"r","password":"demo-demo","code":%q}`, codes[1]))
	if renewed.status != 200 || len(renewed.body["codes"].([]any)) != 8 {
		t.Fatalf("new recovery codes: %d %v", renewed.status, renewed.body)
	}
	h.browser().signInWith(DemoPassword, codes[2]).want(t, "one of the old set", 401, "wrong-code")
	h.browser().signInWith(DemoPassword, renewed.body["codes"].([]any)[0].(string)).want(t,
		"one of the new set", 200, "")
	for _, secret := range codes {
		if strings.Contains(strings.Join(h.audited(), "\n"), secret) {
			t.Error("a recovery code is in the audit")
		}
	}
}

// Switching off asks for password and code; a manager who lost everything is let in
// by another one, whose name stands in the record.
func TestSwitchingOffAndReset(t *testing.T) {
	h := newRig(t, true)
	m := h.manager()
	m.ask("POST", "/api/manager/factor/off", `{"key":"a","password":"demo-demo","code":"123456"}`).want(t,
		"none to switch off", 409, "factor-off")
	p, _ := m.enrol(DemoPassword)
	h.clock.pass(time.Minute)
	m.ask("POST", "/api/manager/factor/off", `{"key":"b","password":"demo-demo","code":""}`).want(t,
		"no code", 401, "second-factor-needed")
	m.ask("POST", "/api/manager/factor/off",
		fmt.Sprintf(`{"key":"b","password":"guess","code":%q}`, p.shows(0))).want(t, "no password", 401,
		"wrong-password")
	m.ask("POST", "/api/manager/staff/manager/reset-factor", `{"key":"b","password":"demo-demo"}`).want(t,
		"one's own by the password alone", 401, "second-factor-needed")
	off := fmt.Sprintf(`{"key":"c","password":"demo-demo","code":%q}`, p.shows(0))
	m.ask("POST", "/api/manager/factor/off", off).want(t, "both", 204, "")
	m.ask("POST", "/api/manager/factor/off", off).want(t, "the same key again", 204, "")
	h.browser().signIn("manager", DemoPassword).want(t, "the password alone", 200, "")

	h.clock.pass(time.Minute)
	h.manager().ask("POST", "/api/manager/staff",
		`{"key":"d","login":"second","name":"İkinci","role":"manager","new_password":"second-second","password":"demo-demo"}`).want(t, "a colleague", 201, "")
	lost := h.browser()
	lost.signIn("second", "second-second").want(t, "the colleague", 200, "")
	lost.enrol("second-second")
	other := h.manager()
	other.ask("POST", "/api/manager/staff/second/reset-factor", `{"key":"e","password":"guess"}`).want(t,
		"by a stranger", 401, "wrong-password")
	other.ask("POST", "/api/manager/staff/nobody/reset-factor", `{"key":"e","password":"demo-demo"}`).want(t,
		"nobody's", 404, "unknown-account")
	other.ask("POST", "/api/manager/staff/second/reset-factor", `{"key":"e","password":"demo-demo"}`).want(t,
		"the colleague's", 204, "")
	lost.ask("GET", "/api/session", "").want(t, "the old session", 401, "not-signed-in")
	if last := h.revoked[len(h.revoked)-1]; last != "manager:second" {
		t.Errorf("sockets closed of %q", h.revoked)
	}
	h.browser().signIn("second", "second-second").want(t, "the password alone", 200, "")
	h.wantAudit("manager:manager factor-off manager")
	h.wantAudit("manager:manager factor-reset second")
}

// Where managers must have a second factor, one who has none is led to it and can
// do nothing else; agents are not asked.
func TestManagersMustHaveOne(t *testing.T) {
	h := newRig(t, true)
	m := h.manager()
	m.ask("POST", "/api/manager/factor/needed", `{"key":"a","password":"guess","needed":true}`).want(t,
		"without the password", 401, "wrong-password")
	m.ask("POST", "/api/manager/factor/needed", `{"key":"a","password":"demo-demo","needed":true}`).want(t,
		"the rule", 200, "")
	if strings.Join(h.revoked, " ") != "manager:manager" {
		t.Errorf("sockets closed of %q", h.revoked)
	}
	m.ask("GET", "/api/manager/staff", "").want(t, "a session from before", 403, "wrong-role")
	h.restart(true)
	b := h.browser()
	if a := b.signIn("manager", DemoPassword); a.status != 200 || a.body["role"] != string(web.Enrolling) {
		t.Fatalf("signing in: %d %v", a.status, a.body)
	}
	if a := b.ask("GET", "/api/session?role=manager", ""); a.status != 200 ||
		a.body["role"] != string(web.Enrolling) {
		t.Errorf("who is it: %d %v", a.status, a.body)
	}
	b.ask("GET", "/api/manager/staff", "").want(t, "looking", 403, "wrong-role")
	b.ask("POST", "/api/manager/factor/needed", `{"key":"b","password":"demo-demo","needed":false}`).want(t,
		"taking the rule back", 403, "wrong-role")
	b.ask("POST", "/api/manager/devices/K1/revoke", `{"key":"b","password":"demo-demo"}`).want(t, "changing",
		403, "wrong-role")

	p, codes := b.enrol(DemoPassword)
	b.ask("GET", "/api/manager/staff", "").want(t, "afterwards", 200, "")
	lost := b.ask("POST", "/api/manager/factor/prove", fmt.Sprintf(`{"key":"prove","code":%q}`, p.shows(0)))
	if lost.status != 200 || fmt.Sprint(lost.body["codes"]) != fmt.Sprint(codes) {
		t.Errorf("when the answer was lost on the way: %d %v", lost.status, lost.body)
	}
	if a := b.ask("GET", "/api/session?role=manager", ""); a.body["role"] != "manager" {
		t.Errorf("afterwards: %v", a.body)
	}
	h.wantAudit("manager:manager factor-on manager") // not "enrolling:manager"
	h.browser().signIn("agent1", DemoPassword).want(t, "an agent", 200, "")

	h.clock.pass(time.Minute)
	b.ask("POST", "/api/manager/factor/off",
		fmt.Sprintf(`{"key":"c","password":"demo-demo","code":%q}`, p.shows(0))).want(t, "off all the same",
		204, "")
	b.ask("GET", "/api/manager/staff", "").want(t, "must begin anew", 403, "wrong-role")
}

// A secret that nobody proves in time counts for nothing; what is stored is sealed.
func TestASecretThatIsNotProved(t *testing.T) {
	h := newRig(t, true)
	m := h.manager()
	a := m.ask("POST", "/api/manager/factor", `{"key":"a","password":"demo-demo"}`)
	p := phone{h, strings.ReplaceAll(a.body["secret"].(string), " ", "")}
	m.ask("POST", "/api/manager/factor/prove", `{"key":"b","code":"000000"}`).want(t, "a wrong code", 401,
		"wrong-code")
	h.browser().signIn("manager", DemoPassword).want(t, "the password alone", 200, "")
	h.clock.pass(provingLife)
	m.ask("GET", "/api/session", "").want(t, "the session", 200, "")
	m.ask("POST", "/api/manager/factor/prove", fmt.Sprintf(`{"key":"c","code":%q}`, p.shows(0))).want(t,
		"too late", 409, "factor-not-begun")

	// The demo's end is the end of what was set up in it.
	m.enrol(DemoPassword)
	h.restart(false)
	h.restart(true)
	h.browser().signIn("manager", DemoPassword).want(t, "a demo opened again", 200, "")
}
