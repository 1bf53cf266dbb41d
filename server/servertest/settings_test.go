package servertest_test

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	. "dost/server/servertest"
)

// A manager adds a direction and sees why a letter will not do; puts in force a
// day of rest by the Cabinet; gives a colleague a login, and a kiosk its code.
// All of it stands in the record, with before and after.
func TestTheManagerSetsTheCentreUp(t *testing.T) {
	t.Parallel()
	b := OpenBrowser(t)
	s := Start(t, Options{})
	p := console(s, b, "setup")

	p.Click(".setup .panel .button")
	p.Type("input[name=prefix-3]", "o")
	p.Type("input[name=direction-3-az]", "Pensiya")
	p.Type("input[name=direction-3-ru]", "Пенсия")
	p.Type("input[name=direction-3-en]", "Pension")
	p.Click("button[name=save]")
	p.Says(".setup .trouble", "O hərfi")
	p.Shot("setup-refused")
	p.Click("input[name=prefix-3]")
	p.Press(kb.Backspace + "p")
	p.Click("button[name=save]")
	p.Type(".dialog input[name=password]", password+kb.Enter)
	p.See(`tr[data-row=pension]`)
	p.Gone(".dialog")
	p.Click("[data-tab=desks]")
	p.See("select[name=side-0]")
	p.Shot("setup-desks")
	p.Click("[data-tab=groups]")
	p.See("input[name=head-start-0]")
	p.Shot("setup-groups")

	p.Click(`.pages a[href="#calendar"]`)
	p.See(".mini-month")
	p.Click(`.acts [aria-label="Növbəti"]`)
	p.Says(".acts .number", "2027")
	p.Click(`[data-date="2027-06-14"]`)
	p.Click("[data-act=except]")
	p.Type("input[name=reason-az]", "Nazirlər Kabinetinin qərarı")
	p.Type("input[name=reason-ru]", "Решение Кабинета министров")
	p.Type("input[name=reason-en]", "Decision of the Cabinet")
	p.Type(".dialog input[name=password]", password+kb.Enter)
	p.See(`[data-date="2027-06-14"].rest.exception`)
	p.Shot("calendar-exception")

	p.Click(`.pages a[href="#people"]`)
	p.Click("[data-act=add]")
	p.Type(".dialog input[name=name]", "Leyla Sınaq")
	p.Type(".dialog input[name=login]", "leyla")
	p.Type(".dialog input[name=new_password]", "sinaq-parolu")
	p.Press(kb.Enter) // leads to the manager's own password, which ends it
	p.Until(`document.activeElement.name === "password"`)
	p.Press("demo-dema" + kb.Enter)
	p.See(".dialog .trouble")
	p.Shot("people-add")
	p.Until(`document.activeElement.name === "password" && !document.activeElement.value`)
	p.Press(password + kb.Enter)
	p.See("tr[data-login=leyla]")
	p.Gone(".dialog")
	p.Click("tr[data-login=leyla] [data-act=active]")
	p.See(".dialog input[name=password]")
	p.Shot("people-close")
	p.Until(`document.activeElement.name === "password"`) // nothing else is asked
	p.Press(password + kb.Enter)
	p.See("tr[data-login=leyla].empty")

	p.Click(`.pages a[href="#devices"]`)
	p.Click("[data-act=pair]")
	p.Type("input[name=device-name]", "Giriş kiosku"+kb.Enter)
	p.Until(`document.activeElement.name === "password"`)
	p.Press(password + kb.Enter)
	p.See(".dialog .code")
	p.Shot("devices-code")
	code := p.Text(".dialog .code")
	s.Anyone(t).Post("/api/pair", M{"code": code}).Want(201)
	p.Press(kb.Escape)
	p.Says(".devices tbody", "Giriş kiosku")
	p.Click("[data-device=K2] [data-act=revoke]")
	p.Type(".dialog input[name=password]", password+kb.Enter)
	p.See("[data-device=K2].empty")

	p.Click(`.pages a[href="#record"]`)
	p.See(`.record [data-kind="queue.configured"]`)
	p.Says(`.record [data-kind="queue.configured"]`, "pension")
	p.Says(`.record [data-kind="regime.overridden"]`, "14 iyun 2027")
	p.Says(`.record [data-kind="staff-added"]`, "Leyla Sınaq")
	p.Says(`.record [data-kind="staff-closed"] del`, "işləyir")
	p.Says(`.record [data-kind="staff-closed"] ins`, "bağlanıb")
	p.Says(`.record [data-kind="device-revoked"]`, "Giriş kiosku")
	p.Shot("record-after")
}

// A template is dated anew and entered regime by regime; then one is changed and
// one taken back. Nothing needs a mouse but the choice of a page.
func TestATemplateByKeyboard(t *testing.T) {
	t.Parallel()
	b := OpenBrowser(t)
	s := Start(t, Options{})
	p := console(s, b, "regimes")
	p.See(".month .day")
	p.Until(`(document.querySelector(".month .day[tabindex='0']").focus(), true)`)
	today := p.Text(".foresight .day-field small")
	p.Press(kb.ArrowDown + kb.ArrowRight)
	p.Until(`document.activeElement.getAttribute("aria-pressed") === "true"`)
	if later := p.Text(".foresight .day-field small"); later == today {
		t.Errorf("the arrows stay on %s", today)
	}
	p.Press(kb.ArrowUp + kb.ArrowLeft)
	p.Click(".acts .button:last-child")
	p.See(".dialog input[name=template]")
	p.Shot("templates")
	p.Click("input[value=may-2020]")
	p.Type("input[name=template-day]", kb.Enter)
	for _, name := range []string{"Birinci mərhələ", "İkinci mərhələ", "Yaşlıların"} {
		p.Until(`document.querySelector("input[name=name-az]")?.value.startsWith("` + name + `")`)
		p.Type("input[name=name-az]", kb.Enter) // what stands there is saved by Enter
		p.See(".dialog .said")
		p.Shot("template-" + name[:2])
		p.Type(".dialog input[name=password]", password+kb.Enter)
		p.Gone(".dialog")
	}
	p.Until(`document.querySelectorAll(".standing .regime").length === 3`)
	p.Shot("template-done")

	p.Click(".standing .regime.to-come [data-act=edit]")
	p.See("input[name=capacity], input[name=forecast]")
	p.Click("input[name=slots]")
	p.Click(`.pages a[href="#hall"]`) // to look at something else, and back: nothing is lost
	p.See(".hall")
	p.Click(`.pages a[href="#regimes"]`)
	p.See("input[name=slot-minutes]")
	p.Shot("form-amend")
	p.Click("button[name=save]")
	p.Type(".dialog input[name=password]", password+kb.Enter)
	p.Gone(".dialog")
	p.Click(".standing .regime.to-come [data-act=withdraw]")
	p.Type(".dialog input[name=password]", password+kb.Enter)
	p.Until(`document.querySelectorAll(".standing .regime").length === 2`)
}
