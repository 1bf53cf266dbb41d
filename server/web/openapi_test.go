package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"dost/server/centre"
	"dost/server/i18n"
	"dost/server/problem"
	"dost/server/queue"
)

type ticket struct {
	ID       string    `json:"id"`
	IssuedAt time.Time `json:"issued_at"`
	CalledAt time.Time `json:"called_at,omitzero"`
	Name     i18n.Text `json:"name"`
	Next     *ticket   `json:"next"`
	Copies   []int     `json:"copies"`
}

type deskFrame struct {
	Head
	Active *ticket        `json:"active"`
	Count  map[string]int `json:"count"`
}

// counter is a surface with every kind of route.
func counter() guichet {
	return guichet{
		routes: []Route{
			{Method: "GET", Path: "/counter", For: []Role{Anyone}, Summary: "The page",
				Type: "text/html; charset=utf-8", Do: ok},
			{Method: "POST", Path: "/api/counter/tickets", For: []Role{Kiosk}, Summary: "Take a ticket",
				In: tap{}, Out: ticket{},
				Status: 201, Codes: []problem.Code{queue.CodeClosed, queue.CodeFull}, Do: ok},
			{Method: "POST", Path: "/api/counter/tickets/:id/recall", For: []Role{Agent, Manager},
				Summary: "Call again", In: tap{}, Out: &ticket{},
				Codes: []problem.Code{queue.CodeRecallLimit, queue.CodeUnknownTicket}, Do: ok},
			{Method: "GET", Path: "/api/counter/tickets/:id/paper.png", For: []Role{Kiosk, Agent},
				Summary: "The paper", Type: "image/png", Do: ok},
			{Method: "DELETE", Path: "/api/counter", For: []Role{Agent}, Summary: "Leave", Status: 204,
				Do: ok},
		},
		lives: []Live{{Path: "/live/track/:token", For: []Role{Anyone}, Public: true, Summary: "A ticket",
			Schema:  deskFrame{},
			Topic:   func(c *gin.Context) (string, error) { return "track/" + c.Param("token"), nil },
			Frame:   func(*centre.State, string, Head) any { return nil },
			Touched: func(*centre.State, string) uint64 { return 0 }}},
	}
}

// The published document is well-formed OpenAPI 3.1: every reference resolves,
// every schema is a JSON Schema, operations have one name each, and it has every
// route with its roles.
func TestTheDocumentIsOpenAPI(t *testing.T) {
	engine, _ := serve(t, Options{Title: "A centre", Version: "7"}, counter())
	w := ask(engine, "GET", "/api/openapi.json", "")
	if w.Code != 200 || w.Header().Get("Content-Type") != "application/json" {
		t.Fatalf("%d %s", w.Code, w.Header())
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(w.Body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("openapi.json", document); err != nil {
		t.Fatal(err)
	}
	references, names := 0, map[any]bool{}
	each(document, func(o object) {
		if ref, ok := o["$ref"].(string); ok {
			references++
			if _, err := compiler.Compile("openapi.json" + ref); err != nil {
				t.Errorf("%s: %v", ref, err)
			}
		}
		if id, ok := o["operationId"]; ok {
			if names[id] {
				t.Errorf("two operations are named %v", id)
			}
			names[id] = true
		}
		if responses, ok := o["responses"].(object); ok {
			for status, response := range responses {
				if response.(object)["description"] == "" {
					t.Errorf("a response %s says nothing", status)
				}
			}
		}
	})
	if references < 10 {
		t.Errorf("only %d references were found: the test is blind", references)
	}
	for _, row := range AccessTable([]Surface{counter()}) {
		operation := operationIn(t, w.Body.Bytes(), row)
		if got := fmt.Sprint(operation["x-roles"]); got != fmt.Sprint(row.For) {
			t.Errorf("%s %s is for %s, want %v", row.Method, row.Path, got, row.For)
		}
	}
	take := operationIn(t, w.Body.Bytes(), AccessRow{Method: "POST", Path: "/api/counter/tickets"})
	responses := take["responses"].(object)
	for _, status := range []string{"201", "400", "401", "403", "409", "413", "415", "429", "500", "503"} {
		if responses[status] == nil {
			t.Errorf("taking a ticket lacks the status %s", status)
		}
	}
	if codes := fmt.Sprint(responses["409"]); !strings.Contains(codes, "[closed full key-reused]") {
		t.Errorf("409 lacks its codes: %s", codes)
	}
}

// each visits every object of a document.
func each(v any, visit func(object)) {
	switch v := v.(type) {
	case object:
		visit(v)
		for _, inner := range v {
			each(inner, visit)
		}
	case []any:
		for _, inner := range v {
			each(inner, visit)
		}
	}
}

func operationIn(t *testing.T, document []byte, row AccessRow) object {
	t.Helper()
	var d struct {
		Paths map[string]map[string]object `json:"paths"`
	}
	if err := json.Unmarshal(document, &d); err != nil {
		t.Fatal(err)
	}
	operation := d.Paths[pathOf(row.Path)][strings.ToLower(row.Method)]
	if operation == nil {
		t.Fatalf("the document lacks %s %s", row.Method, row.Path)
	}
	return operation
}

// The frames' schema accepts real frames, also with nothing active, and refuses
// others.
func TestFramesHaveASchema(t *testing.T) {
	engine, _ := serve(t, Options{}, counter())
	document, err := jsonschema.UnmarshalJSON(ask(engine, "GET", "/api/frames.json", "").Body)
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("frames.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("frames.json#/frames/0/schema")
	if err != nil {
		t.Fatal(err)
	}
	full := deskFrame{Head: Head{Seq: 5, At: time.Now(), Build: "b"}, Count: map[string]int{"a": 1},
		Active: &ticket{ID: "7", IssuedAt: time.Now(), Copies: []int{1}}}
	idle := full
	idle.Active = nil
	for name, frame := range map[string]any{"full": full, "idle": idle} {
		if err := schema.Validate(decoded(t, frame)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, frame := range map[string]any{
		"no head": object{"active": nil, "count": object{}},
		"a stray": object{"seq": 1, "at": "2020-03-15T09:00:00+04:00", "build": "b", "active": nil,
			"count": object{}, "x": 1},
		"a wrong": object{"seq": "1", "at": "2020-03-15T09:00:00+04:00", "build": "b", "active": nil,
			"count": object{}},
		"no time": object{"seq": 1, "at": "soon", "build": "b", "active": nil, "count": object{}},
	} {
		if schema.Validate(decoded(t, frame)) == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func decoded(t *testing.T, v any) any {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// Every role meets every route as its table says; a table that the server does
// not keep is found out.
func TestRolesMeetRoutes(t *testing.T) {
	engine, _ := serve(t, Options{}, counter())
	as := func(r *http.Request, role Role) (int, problem.Code) {
		headers := []string{}
		if role != Anyone {
			headers = []string{"X-As", string(role)}
		}
		w := ask(engine, r.Method, r.URL.Path, "", headers...)
		var p Problem
		_ = json.Unmarshal(w.Body.Bytes(), &p)
		return w.Code, p.Code
	}
	if faults := Walk([]Surface{counter()}, as); faults != nil {
		t.Errorf("%s", strings.Join(faults, "\n"))
	}
	lying := counter()
	lying.routes[1].For = []Role{Display}
	lying.routes = append(lying.routes, Route{Method: "GET", Path: "/not/mounted", For: []Role{Anyone}})
	faults := strings.Join(Walk([]Surface{lying}, as), "\n")
	for _, want := range []string{"as kiosk: answers 200", "as display: answers 403",
		"/not/mounted as anyone: answers 404"} {
		if !strings.Contains(faults, want) {
			t.Errorf("the walk did not find %q:\n%s", want, faults)
		}
	}
}

// A live endpoint asks roles and topic before it is handed over.
func TestLiveRoutesPassTheTopicOn(t *testing.T) {
	engine, _ := serve(t, Options{Live: func(c *gin.Context, l Live, topic string) {
		c.String(200, l.Path+" "+topic)
	}}, counter())
	if w := ask(engine, "GET", "/live/track/abc", ""); w.Body.String() != "/live/track/:token track/abc" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// The documents are made at the first request, which many may send at once; one that
// cannot be made is an error of the request, not a document that says less.
func TestADocumentIsMadeWhenItIsAskedFor(t *testing.T) {
	engine, _ := serve(t, Options{}, counter())
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			w := ask(engine, "GET", "/api/frames.json", "")
			if w.Code != 200 || !strings.Contains(w.Body.String(), "/live/track/{token}") {
				t.Errorf("%d %s", w.Code, w.Body)
			}
		})
	}
	all.Wait()
	broken := counter()
	broken.routes[1].Out = make(chan int)
	engine, _ = serve(t, Options{}, broken)
	for range 2 {
		if w := ask(engine, "GET", "/api/openapi.json", ""); w.Code != 500 {
			t.Errorf("a document with a channel in it: %d %s", w.Code, w.Body)
		}
	}
}
