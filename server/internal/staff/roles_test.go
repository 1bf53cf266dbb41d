package staff

import (
	"net/http"

	"dost/server/problem"
	"dost/server/web"
)

// needFactor sets the rule that managers must have a second factor.
func (h *rig) needFactor(needed bool) {
	h.t.Helper()
	if err := h.staff.NeedFactor(needed, "house"); err != nil {
		h.t.Fatal(err)
	}
}

// askAs sends a request of the walk as a role that has just signed in.
func (h *rig) askAs(r *http.Request, as web.Role) (int, problem.Code) {
	b := h.browser()
	switch as {
	case web.Agent:
		b.signIn("agent1", DemoPassword)
	case web.Manager:
		b.signIn("manager", DemoPassword)
	case web.Enrolling:
		h.needFactor(true)
		defer h.needFactor(false)
		b.signIn("manager", DemoPassword)
	case web.Operator:
		b.signIn("operator", DemoPassword)
	case web.Volunteer:
		b.signIn("volunteer1", DemoPassword)
	case web.Kiosk, web.Display, web.Door, web.Booking:
		b.ask("POST", "/api/device", `{"token":"demo-`+string(as)+`"}`)
	}
	a := b.ask(r.Method, r.URL.Path, "")
	return a.status, problem.Code(a.code())
}
