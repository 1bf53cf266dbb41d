package servertest_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"dost/server/web"

	. "dost/server/servertest"
)

// unasked are the routes of managers alone that send something and ask for no
// password, each with its reason. What is not here asks.
var unasked = map[string]string{
	"POST /api/manager/regimes/preview": "tries a regime and changes nothing",
	"POST /api/manager/regimes/try":     "plays a day under a regime and changes nothing",
	"POST /api/manager/passports/read":  "reads a document and stores nothing",
	"POST /api/manager/passports/check": "compares a draft and stores nothing",
	"POST /api/manager/connections/try": "sends a message that says nothing and stores nothing",
	"POST /api/manager/factor/prove":    "the password that the secret was given for still counts, and only its holder has the code",
}

// Every route by which a manager changes something refuses without the manager's
// password, whatever else the request says, and leaves no record. What agents and
// operators do as well, and a manager may help with, is daily work and asks nobody.
func TestEveryChangeOfAManagerAsksForThePassword(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	manager := s.Staff(t, "manager")
	routes, _ := s.App.Routes()
	seen, asked := map[string]bool{}, 0
	for _, r := range routes {
		if r.Method == http.MethodGet || !slices.Contains(r.For, web.Manager) ||
			slices.Contains(r.For, web.Agent) || slices.Contains(r.For, web.Operator) {
			continue
		}
		name := r.Method + " " + r.Path
		if seen[name] = true; unasked[name] != "" {
			continue
		}
		asked++
		path := strings.NewReplacer(":id", "K1", ":login", "agent1", ":n", "1").Replace(r.Path)
		for _, password := range []any{nil, "demo-dema"} {
			body := M{"key": Key()}
			if password != nil {
				body["password"] = password
			}
			before := s.App.Seq()
			if reply := manager.Post(path, body); reply.Status != http.StatusUnauthorized ||
				reply.JSON()["code"] != "wrong-password" {
				t.Errorf("%s with the password %v: %d %.200s", name, password, reply.Status, reply.Body)
			}
			if after := s.App.Seq(); after != before {
				t.Errorf("%s with the password %v left %d records", name, password, after-before)
			}
			// The right password, on what is not there, ends the growing delay.
			manager.Post("/api/manager/closures/none/end",
				M{"key": Key(), "password": "demo-demo"}).Want(http.StatusNotFound)
		}
	}
	if asked < 20 {
		t.Errorf("only %d routes were walked", asked)
	}
	for name := range unasked {
		if !seen[name] {
			t.Errorf("%s is excused and is no route of managers", name)
		}
	}
}
