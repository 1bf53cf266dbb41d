package servertest_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"dost/server/web"

	. "dost/server/servertest"
)

// callers are one client for each way to be known, or not.
func callers(t *testing.T, s *Server) map[web.Role]*Client {
	return map[web.Role]*Client{
		web.Anyone: s.Anyone(t), web.Kiosk: s.Kiosk(t), web.Display: s.Display(t),
		web.Agent: s.Staff(t, "agent1"), web.Manager: s.Staff(t, "manager"),
		web.Operator: s.Staff(t, "operator"), web.Door: s.Door(t), web.Booking: s.Booking(t),
		web.Volunteer: s.Staff(t, "volunteer1"),
	}
}

// fill puts something into the parameters of a route's path.
func fill(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if strings.HasPrefix(p, ":") {
			parts[i] = "999999"
		}
	}
	return strings.Join(parts, "/")
}

// Every route lets in whom its table names, and nobody else; what is refused
// changes nothing.
func TestEveryRouteKeepsItsRoles(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	known := callers(t, s)
	routes, lives := s.App.Routes()
	for _, l := range lives {
		routes = append(routes, web.Route{Method: http.MethodGet, Path: l.Path, For: l.For})
	}
	before := s.App.Seq()
	for _, route := range routes {
		if slices.Contains(route.For, web.Anyone) || route.Method == http.MethodDelete {
			continue
		}
		for role, client := range known {
			if slices.Contains(route.For, role) {
				continue
			}
			r := client.Send(route.Method, fill(route.Path), "application/json", []byte(`{}`))
			if role == web.Anyone {
				r.Problem(http.StatusUnauthorized, "not-signed-in")
			} else {
				r.Problem(http.StatusForbidden, "wrong-role")
			}
		}
	}
	if after := s.App.Seq(); after != before {
		t.Errorf("refused requests moved the history from %d to %d", before, after)
	}
}

// A device's way in must not be guessed: a wrong token is nobody's.
func TestAWrongTokenIsNobody(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{Real: true})
	for _, token := range []string{"demo-kiosk", "demo-display", "", "x"} {
		c := s.Anyone(t)
		r := c.Post("/api/device", M{"token": token})
		if r.Status < 400 {
			t.Errorf("outside the demo the token %q was good", token)
		}
	}
	s.Kiosk(t).Get("/api/kiosk/menu").Problem(http.StatusUnauthorized, "not-signed-in")
	s.Anyone(t).Post("/api/session", M{"login": "agent1", "password": "demo-demo"}).Problem(
		http.StatusUnauthorized, "wrong-password")
}

// Bad bodies, to every route that takes one: a problem document with a stable
// code, and nothing happens.
func TestBadBodiesChangeNothing(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	known := callers(t, s)
	s.Agent(t, 2) // somebody sits there
	routes, _ := s.App.Routes()
	const asJSON = "application/json"
	bad := []struct {
		name, contentType string
		body              []byte
		status            int
		code              string
	}{
		{"no JSON", asJSON, []byte("hello"), 400, "bad-json"},
		{"cut off", asJSON, []byte(`{"key":"k`), 400, "bad-json"},
		{"two values", asJSON, []byte(`{"key":"k"}{}`), 400, "bad-json"},
		{"a list", asJSON, []byte(`[1,2]`), 400, "bad-json"},
		{"null bytes", asJSON, []byte("{\"key\":\"\x00\"}"), 400, "bad-json"},
		{"not UTF-8", asJSON, []byte("{\"key\":\"\xff\xfe\"}"), 400, "bad-json"},
		{"an unknown field", asJSON, []byte(`{"key":"k","surprise":1}`), 400, "unknown-field"},
		{"deep nesting", asJSON, []byte(strings.Repeat("[", 9000)), 400, "bad-json"},
		{"one megabyte", asJSON, append([]byte(`{"key":"`),
			append(bytes.Repeat([]byte("x"), 1<<20), `"}`...)...), 413, "too-large"},
		{"a form", "application/x-www-form-urlencoded", []byte("key=k"), 415, "wrong-content-type"},
	}
	before := s.App.Seq()
	tested := 0
	for _, route := range routes {
		if route.In == nil || route.Method != http.MethodPost {
			continue
		}
		tested++
		client := known[route.For[0]]
		for _, b := range bad {
			if b.status == http.StatusRequestEntityTooLarge && route.Limit > 0 {
				// over the route's own limit
				b.body = append(bytes.Repeat([]byte(" "), route.Limit), b.body...)
			}
			r := client.Send(route.Method, fill(route.Path), b.contentType, b.body)
			if r.Status == http.StatusTooManyRequests {
				continue // the door's own delay on wrong tries
			}
			t.Run(route.Path+"/"+b.name, func(*testing.T) { r.Problem(b.status, b.code) })
		}
	}
	if tested < 20 {
		t.Fatalf("only %d routes take a body: the table is not the whole", tested)
	}
	if after := s.App.Seq(); after != before {
		t.Errorf("bad bodies moved the history from %d to %d", before, after)
	}
}

// Requests without a key, or with one that is none, are refused by name.
func TestEveryOrderNeedsAKey(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	kiosk, agent := s.Kiosk(t), s.Agent(t, 3)
	for body, code := range map[string]string{
		`{"direction":"benefits"}`:                                         "key-missing",
		`{"key":"","direction":"benefits"}`:                                "key-missing",
		`{"key":"a b","direction":"benefits"}`:                             "key-malformed",
		`{"key":"` + strings.Repeat("k", 65) + `","direction":"benefits"}`: "key-malformed",
		`{"key":7,"direction":"benefits"}`:                                 "bad-json",
	} {
		kiosk.Send("POST", "/api/kiosk/tickets", "application/json", []byte(body)).Problem(400, code)
	}
	agent.Post("/api/desk/next", M{}).Problem(400, "key-missing")
}

// What does not exist is said to be unknown, each thing by its own code.
func TestUnknownThingsHaveTheirCodes(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	kiosk, agent := s.Kiosk(t), s.Agent(t, 3)
	order := func(more M) M { more["key"] = Key(); return more }
	kiosk.Post("/api/kiosk/tickets", order(M{"direction": "moon"})).Problem(404, "unknown-direction")
	kiosk.Post("/api/kiosk/tickets", order(M{"direction": "benefits", "group": "moon"})).Problem(404,
		"unknown-group")
	kiosk.Post("/api/kiosk/tickets", order(M{"direction": "benefits", "language": "xx"})).Problem(400,
		"bad-language")
	kiosk.Post("/api/kiosk/tickets", order(M{"direction": "benefits", "service": "99-99-99-99"})).Problem(404,
		"unknown-service")
	agent.Post("/api/desk/tickets/999999/arrive", order(M{})).Problem(404, "unknown-ticket")
	agent.Post("/api/desk/tickets/x/arrive", order(M{})).Problem(404, "unknown-ticket")
	agent.Get("/api/desk/applications/999999").Problem(404, "unknown-application")
	s.Anyone(t).Get("/api/track/nobody-has-this").Problem(404, "unknown-ticket")
	s.Anyone(t).Get("/api/moon").Problem(404, "unknown-route")
	s.Anyone(t).Delete("/api/kiosk/menu", nil).Problem(405, "method-not-allowed")
	s.Staff(t, "agent5").Post("/api/desk", order(M{"desk": "77", "directions": []string{}})).Problem(404,
		"unknown-desk")
}

// Moves that the state forbids: each has its code, and the ticket stays as it was.
func TestForbiddenMovesHaveTheirCodes(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	kiosk, agent, other := s.Kiosk(t), s.Agent(t, 3), s.Agent(t, 4)
	issue := func() string {
		return kiosk.Post("/api/kiosk/tickets", M{"key": Key(), "direction": "benefits"}).Want(201).Text("id")
	}
	move := func(c *Client, id, what string, more M) Reply {
		more["key"] = Key()
		return c.Post("/api/desk/tickets/"+id+"/"+what, more)
	}
	first, second := issue(), issue()
	move(agent, first, "arrive", M{}).Problem(409, "wrong-state")
	agent.Post("/api/desk/next", M{"key": Key()}).Want(200)
	agent.Post("/api/desk/next", M{"key": Key()}).Problem(409, "ticket-active")
	move(other, first, "arrive", M{}).Problem(409, "ticket-elsewhere")
	move(agent, first, "recall", M{}).Problem(409, "recall-too-soon")
	move(agent, first, "finish", M{"outcome": "won"}).Problem(400, "bad-outcome")
	move(agent, first, "transfer", M{"direction": "moon"}).Problem(404, "unknown-direction")
	move(agent, second, "call", M{"reason": "unwell"}).Problem(409, "ticket-active")
	agent.Post("/api/desk/pause", M{"key": Key(), "reason": ""}).Problem(400, "reason-needed")
	agent.Post("/api/desk/pause", M{"key": Key(), "reason": "tea"}).Want(200) // a break after this visitor
	agent.Delete("/api/desk", M{"key": Key()}).Problem(409, "ticket-active")
	move(agent, first, "finish", M{"outcome": "consulted"}).Want(200)
	agent.Post("/api/desk/next", M{"key": Key()}).Problem(409, "desk-paused")
	agent.Post("/api/desk/unpause", M{"key": Key()}).Want(200)
	for _, what := range []string{"arrive", "recall", "hold", "requeue", "no-show"} {
		move(agent, first, what, M{}).Problem(409, "ticket-ended")
	}
	move(agent, second, "call", M{"reason": ""}).Problem(400, "reason-needed")
	s.Staff(t, "agent5").Post("/api/desk/next", M{"key": Key()}).Problem(409, "no-desk")
	s.Staff(t, "agent6").Post("/api/desk",
		M{"key": Key(), "desk": "3", "directions": []string{}}).Problem(409, "desk-taken")
	agent.Post("/api/desk/next", M{"key": Key(), "lease": "1"}).Problem(409, "stale-desk")
}

// The documents that other programs read: OpenAPI with every route, and the
// frames' schema.
func TestTheContractIsPublished(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	var doc struct {
		OpenAPI string                    `json:"openapi"`
		Paths   map[string]map[string]any `json:"paths"`
	}
	s.Anyone(t).Get("/api/openapi.json").Want(200).Into(&doc)
	if !strings.HasPrefix(doc.OpenAPI, "3.1") {
		t.Errorf("openapi is %q", doc.OpenAPI)
	}
	routes, _ := s.App.Routes()
	for _, r := range routes {
		path := r.Path
		for part := range strings.SplitSeq(r.Path, "/") {
			if strings.HasPrefix(part, ":") {
				path = strings.Replace(path, part, "{"+part[1:]+"}", 1)
			}
		}
		if doc.Paths[path][strings.ToLower(r.Method)] == nil {
			t.Errorf("the document lacks %s %s", r.Method, path)
		}
	}
	frames := s.Anyone(t).Get("/api/frames.json").Want(200)
	if !json.Valid(frames.Body) || !bytes.Contains(frames.Body, []byte("/live/display")) {
		t.Errorf("the frames' schema does not name the display: %.200s", frames.Body)
	}
}
