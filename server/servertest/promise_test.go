package servertest_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	. "dost/server/servertest"
)

// A manager promises the visitors of one direction to be called within ten minutes. The
// hall is measured by it at once; the other directions keep the usual promises, and the
// record says what was changed.
func TestAManagerMakesAPromise(t *testing.T) {
	b := OpenBrowser(t)
	s := Start(t, Options{})
	p := console(s, b, "setup")
	p.Click("[data-tab=promises]")
	p.See("[data-promises=social-services] input[name=promise-0-0]")
	p.Shot("setup-promises")
	p.Click("input[name=promise-0-0]")
	p.Press(kb.End + kb.Backspace + kb.Backspace + "0") // no minutes at all
	p.Click("button[name=save]")
	p.Says(".save-bar .trouble", "1–120 dəqiqə")
	p.Until(`document.activeElement.matches("[name=promise-0-0][aria-invalid=true]")`)
	p.Click("input[name=promise-0-0]")
	p.Press(kb.End + kb.Backspace + "10")
	p.Gone(".save-bar .trouble")
	p.Click("input[name=percent-0-0]")
	p.Press(kb.End + ".5") // no whole number
	p.Click("button[name=save]")
	p.Until(`document.activeElement.matches("[name=percent-0-0][aria-invalid=true]")`)
	p.Until(`!document.querySelector("[name=promise-0-0][aria-invalid]")`)
	p.Shot("setup-promise-refused")
	p.Press(kb.End + kb.Backspace + kb.Backspace)
	p.Gone(".save-bar .trouble")
	p.Click("button[name=save]")
	p.Type(".dialog input[name=password]", password+kb.Enter)
	p.Gone(".dialog")

	p.Click(`.pages a[href="#hall"]`)
	p.Says("[data-level=everyone-10]", "10 dəqiqə ərzində")
	p.Says("[data-level=everyone-10] b", "A")
	p.Says("[data-level=everyone-15] b", "B, D")
	p.Until(`!document.querySelector("[data-level=everyone-30] b")`) // all promise it
	p.Shot("hall-promises")
	p.Click(`.pages a[href="#record"]`)
	p.Says(`.record [data-kind="queue.configured"]`, "hamıya: 80 %, 10 dəq")
	p.Says(`.record [data-kind="queue.configured"] dt`, "Vədlər: Sosial xidmətlər")
	p.Says(`.record [data-kind="queue.configured"] del`, "hamıya: 80 %, 15 dəq") // the usual ones
}

// Ten visitors were called too late: the hall names the broken promise, and no longer says
// that all is well.
func TestTheHallNamesABrokenPromise(t *testing.T) {
	b := OpenBrowser(t)
	clock := ClockAt(aMonday)
	s := Start(t, Options{Clock: clock.Now})
	kiosk := s.Kiosk(t)
	for range 10 {
		kiosk.Post("/api/kiosk/tickets", M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated)
	}
	clock.Advance(20 * time.Minute)
	p, agent := console(s, b, "hall"), s.Agent(t, 3, "benefits")
	for range 10 {
		id := agent.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK).Text("id")
		agent.Post("/api/desk/tickets/"+id+"/finish",
			M{"key": Key(), "outcome": "consulted"}).Want(http.StatusOK)
	}
	p.Says(".wrong [data-wrong=level-missed]",
		"Vəd pozulur. 15 dəqiqə ərzində çağırılıb: 0 %, hədəf 80 %")
	p.Gone(".wrong .fine")
	p.Shot("hall-broken-promise")
}
