package desk

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"dost/server/centre"
	"dost/server/queue"
	"dost/server/web"
)

// seat has agent1 take desk 3, which serves benefits, and gives the lease.
func (h *harness) seat() string {
	h.t.Helper()
	return h.post("/api/desk", fields{"desk": "3", "directions": []string{"benefits"}},
		http.StatusOK).text("lease")
}

// served brings a fresh ticket to agent1's desk and gives its id.
func (h *harness) served(language string) string {
	h.t.Helper()
	h.issue("benefits", language)
	id := h.post("/api/desk/next", nil, http.StatusOK).text("id")
	h.post("/api/desk/tickets/"+id+"/arrive", nil, http.StatusOK)
	return id
}

func (h *harness) frame() Frame {
	h.t.Helper()
	var f Frame
	h.Read(func(st *centre.State) {
		f = h.surface.Lives()[0].Frame(st, "desk/agent1", web.Head{Seq: st.Queue.Seq(), At: h.Now}).(Frame)
	})
	return f
}

func TestAVisitFromTheCallToItsEnd(t *testing.T) {
	h := newHarness(t)
	lease := h.seat()
	h.issue("benefits", "ru")
	if f := h.frame(); f.Waiting.Total != 1 || f.Active != nil || f.Desk == nil || f.Desk.Lease != lease {
		t.Fatalf("before the call: %+v", f)
	}
	called := h.post("/api/desk/next", fields{"lease": lease}, http.StatusOK)
	id := called.text("id")
	if called.text("number") != "B001" || called.text("status") != "called" || called.text("desk") != "3" ||
		!strings.HasSuffix(called.text("called_at"), "+04:00") {
		t.Errorf("called: %s", called.body)
	}
	h.Now = h.Now.Add(20 * time.Second)
	path := "/api/desk/tickets/" + id + "/"
	if r := h.post(path+"recall", nil, http.StatusOK); r.get("recalls") != 1.0 {
		t.Errorf("recalled: %s", r.body)
	}
	h.post(path+"arrive", nil, http.StatusOK)
	h.post(path+"hold", nil, http.StatusOK)
	if f := h.frame(); len(f.Held) != 1 || f.Active != nil || f.Undo == nil || f.Undo.Kind != "queue.held" {
		t.Errorf("held: %+v", f)
	}
	h.post(path+"resume", nil, http.StatusOK)
	h.Now = h.Now.Add(7 * time.Minute)
	if r := h.post(path+"finish", fields{"outcome": "consulted"},
		http.StatusOK); r.text("status") != "finished" || r.text("outcome") != "consulted" {
		t.Errorf("finished: %s", r.body)
	}
	f := h.frame()
	if f.Day.Served != 1 || f.Day.MeanService < 420 || len(f.Recent) != 1 || f.Recent[0].Number != "B001" {
		t.Errorf("my day: %+v, %+v", f.Day, f.Recent)
	}
	if r := h.post("/api/desk/undo", nil, http.StatusOK); r.text("status") != "serving" {
		t.Errorf("undone: %s", r.body)
	}
	h.post(path+"finish", fields{"outcome": "not-served"}, http.StatusOK)
	h.post("/api/desk/next", nil, http.StatusNoContent)
	h.post("/api/desk/pause", fields{"reason": "Nahar"}, http.StatusOK)
	h.post("/api/desk/unpause", nil, http.StatusOK)
	if r := h.send("agent:agent1", http.MethodDelete, "/api/desk",
		fields{"key": "bye", "lease": lease}); r.status != http.StatusNoContent {
		t.Errorf("left: %d %s", r.status, r.body)
	}
	if f := h.frame(); f.Desk != nil || f.Agent.Name != "Günel Agentzadə" {
		t.Errorf("after leaving: %+v", f)
	}
}

func TestTheOtherMovesOfATicket(t *testing.T) {
	h := newHarness(t)
	h.seat()
	next := func() string {
		h.issue("benefits", "az")
		return "/api/desk/tickets/" + h.post("/api/desk/next", nil, http.StatusOK).text("id") + "/"
	}
	if r := h.post(next()+"no-show", nil, http.StatusOK); r.text("status") != "no-show" {
		t.Errorf("no-show: %s", r.body)
	}
	first := next()
	if r := h.post(first+"requeue", nil, http.StatusOK); r.text("status") != "waiting" {
		t.Errorf("requeued: %s", r.body)
	}
	if r := h.post(first+"call", fields{"reason": "Özünü pis hiss edir"},
		http.StatusOK); r.text("status") != "called" {
		t.Errorf("chosen: %s", r.body)
	}
	if r := h.post(first+"transfer", fields{"direction": "employment"},
		http.StatusOK); r.text("direction") != "employment" || r.text("number") != "B002" {
		t.Errorf("transferred: %s", r.body)
	}
	h.send("agent:agent2", http.MethodPost, "/api/desk",
		fields{"key": "a2", "desk": "4", "directions": []string{"benefits"}})
	if r := h.post(next()+"transfer", fields{"agent": "agent2"}, http.StatusOK); r.text("desk") != "4" {
		t.Errorf("transferred to a person: %s", r.body)
	}
	if r := h.post(next()+"cancel", fields{"reason": "Bilet səhvən götürülüb"},
		http.StatusOK); r.text("status") != "cancelled" {
		t.Errorf("cancelled: %s", r.body)
	}
}

func TestOneKeyIsOneMove(t *testing.T) {
	h := newHarness(t)
	h.seat()
	h.issue("benefits", "az")
	h.issue("benefits", "az")
	first := h.post("/api/desk/next", fields{"key": "tap"}, http.StatusOK)
	again := h.post("/api/desk/next", fields{"key": "tap"}, http.StatusOK)
	if string(first.body) != string(again.body) || again.header.Get("Idempotent-Replayed") != "true" {
		t.Errorf("%s\nthen %s with %v", first.body, again.body, again.header)
	}
	if r := h.post("/api/desk/undo", fields{"key": "tap"},
		http.StatusConflict); r.text("code") != "key-reused" {
		t.Errorf("the key for another move: %s", r.body)
	}
}

func TestAStaleTabChangesNothing(t *testing.T) {
	h := newHarness(t)
	old := h.seat()
	h.seat()
	h.issue("benefits", "az")
	before := h.State()
	for _, lease := range []string{old, "0", "x", "-1"} {
		if r := h.post("/api/desk/next", fields{"lease": lease},
			http.StatusConflict); r.text("code") != "stale-desk" {
			t.Errorf("lease %q: %s", lease, r.body)
		}
	}
	if h.State() != before {
		t.Error("a stale tab changed the state")
	}
}

// Whatever is malformed, unknown, out of role or out of turn is a problem with a
// stable code, in the asked language, and changes nothing.
func TestRefusalsHaveStableCodesAndChangeNothing(t *testing.T) {
	h := newHarness(t)
	h.seat()
	id := h.served("az")
	move := "/api/desk/tickets/" + id + "/"
	big := `{"key":"` + strings.Repeat("a", 20_000) + `"}`
	before := h.State()
	for name, test := range map[string]struct {
		caller, method, path string
		body                 any
		status               int
		code                 string
	}{
		"not JSON": {"agent:agent1", "POST", "/api/desk/next", `{"key":`, 400, "bad-json"},
		"an unknown field": {"agent:agent1", "POST", "/api/desk/next", `{"key":"a","desk":"3"}`, 400,
			"unknown-field"},
		"a wrong type": {"agent:agent1", "POST", "/api/desk/next", `{"key":7}`, 400, "bad-json"},
		"two values": {"agent:agent1", "POST", "/api/desk/next", `{"key":"a"} {}`, 400,
			"bad-json"},
		"too much": {"agent:agent1", "POST", "/api/desk/next", big, 413, "too-large"},
		"no key":   {"agent:agent1", "POST", "/api/desk/next", `{}`, 400, "key-missing"},
		"a key with a space": {"agent:agent1", "POST", "/api/desk/next", `{"key":"a b"}`, 400,
			"key-malformed"},
		"nobody": {"", "POST", "/api/desk/next", `{"key":"a"}`, 401, "not-signed-in"},
		"a manager": {"manager:manager", "POST", "/api/desk/next", `{"key":"a"}`, 403,
			"wrong-role"},
		"a kiosk": {"kiosk:K1", "POST", "/api/desk/applications", `{"key":"a"}`, 403,
			"wrong-role"},
		"a visitor already": {"agent:agent1", "POST", "/api/desk/next", `{"key":"a"}`, 409,
			"ticket-active"},
		"no desk": {"agent:agent9", "POST", "/api/desk/next", `{"key":"a"}`, 409, "no-desk"},
		"an unknown desk": {"agent:agent9", "POST", "/api/desk",
			`{"key":"a","desk":"99","directions":["benefits"]}`, 404, "unknown-desk"},
		"a taken desk": {"agent:agent9", "POST", "/api/desk",
			`{"key":"a","desk":"3","directions":["benefits"]}`, 409, "desk-taken"},
		"an unknown direction": {"agent:agent9", "POST", "/api/desk",
			`{"key":"a","desk":"4","directions":["music"]}`, 404, "unknown-direction"},
		"no ticket": {"agent:agent1", "POST", "/api/desk/tickets/999999/arrive", `{"key":"a"}`,
			404, "unknown-ticket"},
		"no number": {"agent:agent1", "POST", "/api/desk/tickets/x/arrive", `{"key":"a"}`, 404,
			"unknown-ticket"},
		"a minus": {"agent:agent1", "POST", "/api/desk/tickets/-1/arrive", `{"key":"a"}`, 404,
			"unknown-ticket"},
		"arrived already": {"agent:agent1", "POST", move + "arrive", `{"key":"a"}`, 409,
			"wrong-state"},
		"recall while served": {"agent:agent1", "POST", move + "recall", `{"key":"a"}`, 409,
			"wrong-state"},
		"no outcome": {"agent:agent1", "POST", move + "finish", `{"key":"a"}`, 400,
			"bad-outcome"},
		"an unknown outcome": {"agent:agent1", "POST", move + "finish", `{"key":"a","outcome":"happy"}`,
			400, "bad-outcome"},
		"cancel without reason": {"agent:agent1", "POST", move + "cancel", `{"key":"a"}`, 400,
			"reason-needed"},
		"an endless reason": {"agent:agent1", "POST", move + "cancel",
			fields{"key": "a", "reason": strings.Repeat("ə", 301)}, 400, "too-long"},
		"another's ticket": {"agent:agent9", "POST", move + "finish",
			`{"key":"a","outcome":"consulted"}`, 409, "no-desk"},
		"transfer to nowhere": {"agent:agent1", "POST", move + "transfer", `{"key":"a","desk":"99"}`, 404,
			"unknown-desk"},
		"transfer to an absent": {"agent:agent1", "POST", move + "transfer", `{"key":"a","agent":"agent9"}`,
			404, "unknown-desk"},
		"an unknown application": {"agent:agent1", "GET", "/api/desk/applications/77", nil, 404,
			"unknown-application"},
		"its paper": {"agent:agent1", "GET", "/api/desk/applications/x/confirmation.pdf", nil,
			404, "unknown-application"},
		"its print": {"agent:agent1", "POST", "/api/desk/applications/77/print", `{"key":"a"}`,
			404, "unknown-application"},
		"an unknown service": {"agent:agent1", "GET", "/api/desk/services/99-99-99-99", nil, 404,
			"unknown-service"},
		"an endless query": {"agent:agent1", "GET", "/api/desk/services?q=" + strings.Repeat("a", 201),
			nil, 400, "too-long"},
		"a method": {"agent:agent1", "PUT", "/api/desk", `{"key":"a"}`, 405,
			"method-not-allowed"},
	} {
		t.Run(name, func(t *testing.T) {
			r := h.send(test.caller, test.method, test.path, test.body, "Accept-Language", "ru")
			if r.status != test.status || r.text("code") != test.code {
				t.Errorf("%d %s, want %d %s", r.status, r.body, test.status, test.code)
			}
			if media := r.header.Get("Content-Type"); media != "application/problem+json" {
				t.Errorf("answered as %s", media)
			}
			if title := r.text("title"); strings.Trim(title, "abcdefghijklmnopqrstuvwxyz-.") == "" {
				t.Errorf("the title is a bare code: %q", title)
			}
		})
	}
	if h.State() != before {
		t.Error("a refusal changed the state")
	}
}

func TestServicesAreFoundAndRead(t *testing.T) {
	h := newHarness(t)
	var out servicesView
	for query, want := range map[string]string{"q=mesgulluq": "05-04-05-00", "q=05-02-01": "05-02-01-03",
		"q=&direction=social-services": "01-09-07-00"} {
		r := h.send("agent:agent1", http.MethodGet, "/api/desk/services?"+query, nil)
		if err := json.Unmarshal(r.body, &out); err != nil || len(out.Services) == 0 ||
			out.Services[0].ID != want {
			t.Errorf("%s: %s", query, r.body)
		}
	}
	r := h.send("manager:manager", http.MethodGet, "/api/desk/services/05-02-01-03", nil)
	if r.status != http.StatusOK || r.text("id") != "05-02-01-03" || r.get("documents") == nil {
		t.Errorf("the passport: %d %s", r.status, r.body)
	}
}

func TestTheFrameShowsLinesInTheirOrder(t *testing.T) {
	h := newHarness(t)
	for i := range 10 {
		h.Now = h.Now.Add(time.Minute)
		h.issue([]queue.DirectionID{"benefits", "employment"}[i%2], "az")
	}
	if f := h.frame(); f.Waiting.Total != 10 {
		t.Errorf("before a desk is taken %d wait", f.Waiting.Total)
	}
	h.seat()
	f := h.frame()
	if f.Waiting.Total != 5 || len(f.Waiting.Lines) != 3 || len(f.Desks) != 6 || len(f.Directions) != 3 ||
		!f.Directions[0].Open || len(f.Groups) != 4 {
		t.Errorf("the frame: %+v", f)
	}
	for _, l := range f.Waiting.Lines {
		for i, k := range l.Tickets {
			if want := fmt.Sprintf("%03d", i+1); k.Number[1:] != want || k.Ahead != i || h.ahead(k.ID) != i {
				t.Errorf("%s: place %d has %s with %d ahead", l.Direction, i, k.Number, k.Ahead)
			}
		}
		if l.Direction == "benefits" && l.Longest != 9*60 {
			t.Errorf("the longest wait is %d s", l.Longest)
		}
	}
	body, err := json.Marshal(f)
	if err != nil || strings.Contains(string(body), "null,\"waiting\"") && f.Undo != nil {
		t.Fatal(err)
	}
	for _, list := range []string{`"held":[]`, `"recent":[]`, `"registered":[]`, `"mine":[]`,
		`"active":null`} {
		if !strings.Contains(string(body), list) {
			t.Errorf("the frame lacks %s: %s", list, body)
		}
	}
}

func TestTheScreenIsServed(t *testing.T) {
	h := newHarness(t)
	r := h.send("", http.MethodGet, "/desk?lang=ru", nil)
	if r.status != http.StatusOK || !strings.Contains(string(r.body), `lang="ru"`) ||
		!strings.Contains(string(r.body), "desk/app.js") {
		t.Errorf("%d %s", r.status, r.body)
	}
}
