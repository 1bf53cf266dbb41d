package servertest_test

import (
	"bytes"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"
	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"dost/server/web"

	. "dost/server/servertest"
)

// A manager sets the second factor up by the secret that the page shows, signs out
// and in again with the phone's code, is told of a wrong one in the language of the
// page, and gets in without the phone by a recovery code. The camera of a phone
// reads the same secret.
func TestTheManagersSecondFactor(t *testing.T) {
	t.Parallel()
	b := OpenBrowser(t)
	var ahead atomic.Int64 // so that the next code need not be waited for
	now := func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	s := Start(t, Options{Clock: now})
	p := console(s, b, "people")
	p.Click("[data-tab=mine]")
	p.See(".factor")
	shotIn(p, "factor-off")
	p.Click("[data-act=switch-on]")
	p.Type(".dialog input[name=password]", password+kb.Enter)
	p.See(".secret")
	p.Until(`document.activeElement.name === "code"`)
	shotIn(p, "factor-scan")
	secret := strings.Join(strings.Fields(p.Text(".secret")), "")
	readSecret(t, p, secret)
	code := func() string {
		t.Helper()
		code, err := totp.GenerateCode(secret, now())
		if err != nil {
			t.Fatal(err)
		}
		return code
	}
	p.Type("input[name=code]", "000000"+kb.Enter)
	p.Says(".dialog .trouble", "Kod səhvdir")
	p.Type("input[name=code]", code()+kb.Enter)
	p.Until(`document.querySelectorAll(".recovery li").length === 8`)
	shotIn(p, "factor-codes")
	recovery := p.Text(".recovery li:first-child")
	onlyCodes(t, p.Paper("factor-codes"), recovery)
	p.Click("button[name=kept]")
	p.See(`.factor[data-on=true]`)
	shotIn(p, "factor-on")

	signOut := func() {
		t.Helper()
		p.Click(".bar button")
		p.See("input[name=login]")
	}
	signOut()
	p.Type("input[name=login]", "manager")
	p.Type("input[name=password]", password+kb.Enter)
	p.Until(`document.activeElement.name === "code"`)
	if trouble := p.Text(".trouble"); trouble != "" {
		t.Errorf("asking for the code looks like a refusal: %q", trouble)
	}
	shotIn(p, "factor-asked")
	p.Click(".languages button[lang=az]")
	p.Type("input[name=code]", "000000"+kb.Enter)
	p.Says(".trouble", "Kod səhvdir, artıq işlədilib və ya vaxtı keçib")
	p.Click(".languages button[lang=ru]")
	p.Type("input[name=code]", "000000"+kb.Enter)
	p.Says(".trouble", "Код неверен, уже использован или устарел")
	p.Shot("factor-wrong-ru")
	ahead.Add(int64(time.Minute))
	p.Type("input[name=code]", code()+kb.Enter)
	p.See(".pages")

	signOut()
	p.Type("input[name=login]", "manager")
	p.Type("input[name=password]", password+kb.Enter)
	p.Type("input[name=code]", recovery+kb.Enter)
	p.See(".pages")
	p.Click(`.pages a[href="#people"]`)
	p.Click("[data-tab=mine]")
	p.See(`[data-left="7"]`)

	// Required of all managers: a colleague without one is led to it, and to nothing
	// else, until it is done.
	p.Click("[data-act=rule]")
	p.Type(".dialog input[name=password]", password+kb.Enter)
	p.Gone(".dialog")
	p.Click(".bar .languages button[lang=az]")
	p.Says(".factor-rule", "məcburidir")
	p.Shot("factor-rule")
	p.Click("[data-tab=staff]")
	p.Click("[data-act=add]")
	p.Type(".dialog input[name=name]", "İkinci Rəhbər")
	p.Type(".dialog input[name=login]", "second")
	p.Click(".dialog .choice:nth-child(2)")
	p.Type(".dialog input[name=new_password]", "ikinci-parol"+kb.Enter)
	p.Press(password + kb.Enter)
	p.See("tr[data-login=second]")
	p.Gone(".dialog")

	second := s.Anyone(t)
	if role := second.Post("/api/session",
		M{"login": "second", "password": "ikinci-parol"}).Want(http.StatusOK).Text(
		"role"); role != "enrolling" {
		t.Errorf("the colleague comes in as %s", role)
	}
	second.Get("/api/manager/staff").Problem(http.StatusForbidden, "wrong-role")
	signOut()
	p.Type("input[name=login]", "second")
	p.Type("input[name=password]", "ikinci-parol"+kb.Enter)
	p.See(".enrol")
	shotIn(p, "factor-must")
	p.Type(".enrol input[name=password]", "ikinci-parol"+kb.Enter)
	p.See(".secret")
	secret = strings.Join(strings.Fields(p.Text(".secret")), "")
	p.Type("input[name=code]", code()+kb.Enter)
	p.Click("button[name=kept]")
	p.See(".pages")
	p.Click(`.pages a[href="#people"]`)
	p.See("tr[data-login=manager] [data-act=reset-factor]")
	shotIn(p, "factor-staff")
	p.Click("tr[data-login=manager] [data-act=reset-factor]")
	p.Type(".dialog input[name=password]", "ikinci-parol"+kb.Enter)
	p.Gone("tr[data-login=manager] [data-act=reset-factor]")
	p.Click(`.pages a[href="#record"]`)
	p.See(`.record [data-kind="factor-reset"]`)
	p.Says(`.record [data-kind="factor-rule-set"] ins`, "bəli")
	p.Shot("factor-record")
}

// A manager who requires it, and has none, is the first to be led to it.
func TestRequiringTheSecondFactorLeadsToIt(t *testing.T) {
	t.Parallel()
	b := OpenBrowser(t)
	s := Start(t, Options{})
	p := console(s, b, "people")
	p.Click("[data-tab=mine]")
	p.Click("[data-act=rule]")
	p.Type(".dialog input[name=password]", password+kb.Enter)
	p.See(".enrol")
	p.Until(`document.activeElement.name === "password"`)
	r := b.Open("registry", s.URL+"/registry?role=manager", 1366, 768)
	r.See(".enrol") // whatever page it is
	p.Click(".bar button")
	p.See("input[name=login]")
}

// Setting it up and being asked for it are looked over like the other screens.
func TestTheSecondFactorIsAccessible(t *testing.T) {
	t.Parallel()
	look := axe(t)
	b := OpenBrowser(t)
	s := Start(t, Options{})
	p := console(s, b, "people")
	p.See(".people tbody tr")
	look(p, "staff")
	p.Click("[data-tab=mine]")
	p.See(".factor")
	look(p, "my sign-in")
	p.Click("[data-act=switch-on]")
	p.See(".dialog input[name=password]")
	look(p, "the password")
	p.Press(password + kb.Enter)
	p.See(".secret")
	look(p, "the QR code")
	code, err := totp.GenerateCode(strings.Join(strings.Fields(p.Text(".secret")), ""), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	p.Type("input[name=code]", code+kb.Enter)
	p.See(".recovery")
	look(p, "the recovery codes")
	p.Click("button[name=kept]")
	p.Click(".bar button")
	p.Type("input[name=login]", "manager")
	p.Type("input[name=password]", password+kb.Enter)
	p.See("input[name=code]")
	look(p, "being asked for the code")
}

// Where managers must have a second factor, one who has none can sign in and out and
// set it up, and nothing else of all that is mounted.
func TestAManagerWithoutTheFactorCanDoNothingElse(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	manager := s.Staff(t, "manager")
	manager.Post("/api/manager/factor/needed",
		M{"key": Key(), "password": "demo-demo", "needed": true}).Want(http.StatusOK)
	routes, lives := s.App.Routes()
	for _, l := range lives {
		routes = append(routes, web.Route{Method: http.MethodGet, Path: l.Path, For: l.For})
	}
	let := map[string]bool{}
	for _, r := range routes {
		if slices.Contains(r.For, web.Anyone) {
			continue
		}
		name := r.Method + " " + r.Path
		if slices.Contains(r.For, web.Enrolling) {
			let[name] = true
			continue
		}
		manager.Send(r.Method, fill(r.Path), "application/json",
			[]byte(`{"key":"k","password":"demo-demo"}`)).Problem(http.StatusForbidden, "wrong-role")
	}
	want := map[string]bool{
		"GET /api/session": true, "DELETE /api/session": true,
		"GET /api/manager/factor": true, "POST /api/manager/factor": true,
		"POST /api/manager/factor/prove": true,
	}
	if !maps.Equal(let, want) {
		t.Errorf("what is let through: %v", let)
	}
	manager.Get("/api/session").Want(http.StatusOK)
}

// shotIn keeps a picture in each language.
func shotIn(p *Page, name string) {
	for _, language := range []string{"ru", "en", "az"} {
		p.Until(`(document.querySelector(".languages button[lang=` + language + `]").click(), true)`)
		p.Shot(name + "-" + language)
	}
}

// onlyCodes holds that what is printed is the sheet of recovery codes, and not the
// page behind it.
func onlyCodes(t *testing.T, paper []byte, code string) {
	t.Helper()
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Log("pdftotext is not installed: the printed recovery codes were not read")
		return
	}
	read := exec.Command(reader, "-", "-")
	read.Stdin = bytes.NewReader(paper)
	text, err := read.Output()
	if err != nil {
		t.Fatalf("reading the paper: %v", err)
	}
	if !bytes.Contains(text, []byte(code)) || bytes.Contains(text, []byte("Jurnal")) ||
		bytes.Count(text, []byte("\f")) != 1 {
		t.Errorf("on paper stands:\n%s", text)
	}
}

// readSecret reads the QR code as a phone's camera would.
func readSecret(t *testing.T, p *Page, secret string) {
	t.Helper()
	zbar, err := exec.LookPath("zbarimg")
	if err != nil {
		t.Log("zbarimg is not installed: the QR code was not read")
		return
	}
	picture := p.Picture()
	file := filepath.Join(t.TempDir(), "qr.png")
	if err := os.WriteFile(file, picture, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(zbar, "--raw", "-q", file).Output()
	if err != nil {
		t.Fatalf("reading the QR code: %v", err)
	}
	key, err := otp.NewKeyFromURL(string(bytes.TrimSpace(out)))
	if err != nil {
		t.Fatalf("the QR code says %q: %v", out, err)
	}
	if key.Secret() != secret || key.Issuer() != "DOST Demo" || key.AccountName() != "manager" ||
		key.Type() != "totp" {
		t.Errorf("the QR code says %s", key)
	}
}
