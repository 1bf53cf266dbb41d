package servertest_test

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	. "dost/server/servertest"
)

// The manager pairs the hall's display by a code, sees it at work, and revokes it: the
// display says at once what it is and how to pair it again. A code for another kind of
// device does not bring it back, a new code does.
func TestADisplayIsPairedAndRevoked(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	s.Kiosk(t).Post("/api/kiosk/tickets", M{"key": Key(), "direction": "benefits"}).Want(201)
	s.Agent(t, 3).Post("/api/desk/next", M{"key": Key()}).Want(200)
	b := OpenBrowser(t)

	hall := b.Open("display", s.URL+"/display", 1920, 1080)
	hall.Says(".pairing", "Bu ekran mərkəzə qoşulmayıb")
	hall.Says(".pairing", "Этот экран не подключён к центру")
	hall.Says(".pairing", "This screen is not connected to the centre")
	hall.Shot("pairing-display")

	manager := console(s, b, "devices")
	code := pairingCode(manager, "display", "Zal, giriş tərəf")
	hall.Type("input[name=code]", strings.ToLower(code))
	hall.Shot("pairing-display-code")
	hall.Press(kb.Enter)
	hall.See(`[data-number="B001"]`)

	manager.Press(kb.Escape)
	manager.Says(".devices tbody", "Zal, giriş tərəf")
	manager.Click("[data-device=D2] [data-act=revoke]")
	manager.Type(".dialog input[name=password]", password+kb.Enter)
	manager.Gone(".dialog")
	revoked := time.Now()
	hall.See(".pairing input[name=code]")
	if took := time.Since(revoked); took > 5*time.Second {
		t.Errorf("the display showed the hall for %v after it was revoked", took)
	}
	hall.Gone("[data-number]")

	code = pairingCode(manager, "kiosk", "Kiosk 2")
	hall.Type("input[name=code]", code+kb.Enter)
	hall.Says(".trouble", "başqa növ cihaz üçündür")
	hall.Shot("pairing-display-other-kind")
	if high, err := Eval[float64](hall,
		`document.querySelector(".pairing form").getBoundingClientRect().bottom`); err != nil || high > 1080 {
		t.Errorf("the last row ends at %v of 1080 pixels (%v)", high, err)
	}
	manager.Press(kb.Escape)
	code = pairingCode(manager, "display", "Zal, yenidən")
	hall.Type("input[name=code]", code+kb.Enter)
	hall.See(`[data-number="B001"]`)
}

// pairingCode asks for a code on the console's page of devices.
func pairingCode(p *Page, kind, name string) string {
	p.Click("[data-act=pair]")
	p.Click(".dialog input[value=" + kind + "]")
	p.Type("input[name=device-name]", name)
	p.Type(".dialog input[name=password]", password+kb.Enter)
	p.See(".dialog .code")
	return p.Text(".dialog .code")
}

// Every device asks for its own kind of code, in whatever size it has.
func TestEveryDeviceAsksForItsCode(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	b := OpenBrowser(t)
	for _, d := range []struct {
		name, path, kind string
		width, height    int64
	}{
		{"kiosk", "/kiosk", "Kiosk", 1080, 1920},
		{"kiosk-wide", "/kiosk", "Kiosk", 1280, 800},
		{"door", "/door", "Qapıda sayğac", 390, 844},
		{"rate", "/rate?desk=3", "Ekran", 1024, 768},
	} {
		p := b.Open(d.name, s.URL+d.path, d.width, d.height)
		p.Says(".pairing .how", "Cihaz qoş → "+d.kind)
		p.Click("[data-key=K]")
		p.Click("[data-key='7']")
		p.Until(`document.querySelector("input[name=code]").value === "K7"`)
		if wide, err := Eval[bool](p, "document.documentElement.scrollWidth > innerWidth"); err != nil ||
			wide {
			t.Errorf("%s: the page is wider than the screen (%v)", d.name, err)
		}
		p.Shot("pairing-" + d.name)
	}
}
