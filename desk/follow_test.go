package desk

import (
	"net/http"
	"strings"
	"testing"

	"dost/server/queue"
)

// serving brings a visitor of a direction to agent1 and gives the ticket's id.
func (h *harness) serving(direction queue.DirectionID) string {
	h.t.Helper()
	h.issue(direction, "az")
	h.post("/api/desk", fields{"desk": "1", "directions": []string{string(direction)}}, http.StatusOK)
	id := h.post("/api/desk/next", nil, http.StatusOK).text("id")
	h.post("/api/desk/tickets/"+id+"/arrive", nil, http.StatusOK)
	return id
}

func (h *harness) manager(method, path string, body any) reply {
	return h.send("manager:manager", method, path, body)
}

// An application is found by whatever people know of it, moved on, and its way
// shows who moved it when; a note that names the applicant is refused.
func TestAnApplicationIsFoundAndFollowed(t *testing.T) {
	h := newHarness(t)
	ticket := h.serving("benefits")
	application := fields{"ticket": ticket, "service": "05-02-01-03", "outcome": "registered",
		"documents": []fields{}, "checks": []fields{},
		"applicant": fields{"name": "Sınaq Şəxsi", "fin": "5ABCDE7", "phone": "0501234567"}}
	id := h.post("/api/desk/applications", application, http.StatusCreated).text("id")
	for _, query := range []string{"DEMO-2026-000001", "demo-2026-000001", "1", "5abcde7", "050 123 45 67",
		"sexsi"} {
		r := h.manager(http.MethodPost, "/api/desk/search", fields{"q": query})
		if list, _ := r.get("applications").([]any); r.status != http.StatusOK || len(list) != 1 ||
			list[0].(map[string]any)["id"] != id {
			t.Errorf("%q finds %d %s", query, r.status, r.body)
		}
	}
	if r := h.manager(http.MethodPost, "/api/desk/search",
		fields{"q": ""}); len(r.get("applications").([]any)) != 0 {
		t.Errorf("an empty query finds %s", r.body)
	}
	if r := h.send("kiosk:K1", http.MethodPost, "/api/desk/search",
		fields{"q": "1"}); r.status != http.StatusForbidden && r.status != http.StatusUnauthorized {
		t.Errorf("a kiosk may search: %d", r.status)
	}

	path := "/api/desk/applications/" + id
	h.post(path+"/advance", fields{"stage": "sent-on", "note": "Şəxsi Sınaq deyil, sınaq şəxsi"},
		http.StatusBadRequest)
	h.post(path+"/advance", fields{"stage": "closed-for-ever"}, http.StatusConflict)
	if got := h.post(path+"/advance", fields{"stage": "sent-on"},
		http.StatusOK).text("stage"); got != "sent-on" {
		t.Errorf("after the move the stage is %q", got)
	}
	if r := h.manager(http.MethodPost, path+"/advance",
		fields{"key": "m1", "stage": "decided", "note": "təyin edildi"}); r.status != http.StatusOK {
		t.Fatalf("the manager cannot decide: %s", r.body)
	}
	r := h.manager(http.MethodGet, path, nil)
	history := r.get("history").([]any)
	if len(history) != 3 || history[1].(map[string]any)["by"] != "Günel Agentzadə" ||
		history[2].(map[string]any)["note"] != "təyin edildi" {
		t.Errorf("the history is %v", history)
	}
	if r.get("back").(map[string]any)["done"] != "2026-11-20" || r.text("awaits") != "" {
		t.Errorf("the application is %s", r.body)
	}
}

// Whose name the law does not need may stay away; everyone else is named, and so
// is who stands there in their place.
func TestTheApplicantIsAskedForWhereTheServiceNeedsOne(t *testing.T) {
	h := newHarness(t)
	ticket := h.serving("benefits")
	body := func(more fields) fields {
		f := fields{"ticket": ticket, "service": "05-02-01-03", "outcome": "registered",
			"documents": []fields{}, "checks": []fields{}}
		for k, v := range more {
			f[k] = v
		}
		return f
	}
	if r := h.post("/api/desk/applications", body(nil),
		http.StatusBadRequest); r.text("code") != "bad-person" || r.text("field") != "name" {
		t.Errorf("%s", r.body)
	}
	named := fields{"name": "Körpə Nümunə", "fin": "1AAAAA1", "representative": "Ana Nümunə"}
	if r := h.post("/api/desk/applications", body(fields{"applicant": named}),
		http.StatusBadRequest); r.text("field") != "representative" {
		t.Errorf("a representative without a kind: %s", r.body)
	}
	r := h.post("/api/desk/applications", body(fields{"applicant": named, "representative": "parent"}),
		http.StatusCreated)
	if strings.Contains(h.State(), "Nümunə") {
		t.Error("a name is in the state")
	}
	got := h.manager(http.MethodGet, "/api/desk/applications/"+r.text("id"), nil)
	if got.text("representative") != "parent" ||
		got.get("applicant").(map[string]any)["representative"] != "Ana Nümunə" {
		t.Errorf("%s", got.body)
	}
	if words := strings.Join(pagesOf(t, h.manager(http.MethodGet,
		"/api/desk/applications/"+r.text("id")+"/confirmation.pdf", nil).body),
		"\n"); !strings.Contains(words, "Ana Nümunə") {
		t.Errorf("the confirmation does not name the representative:\n%s", words)
	}
}

// The lists' rules are the manager's; an agent works the lists, and paper shows
// nobody's name.
func TestTheListIsTheManagersAndThePaperNamesNobody(t *testing.T) {
	h := newHarness(t)
	ticket := h.serving("social-services")
	for _, who := range []fields{{"name": "Birinci Nümunə", "fin": "1AAAAA1"},
		{"name": "İkinci Nümunə", "fin": "2AAAAA2"}} {
		h.post("/api/desk/applications",
			fields{"ticket": ticket, "service": "01-09-07-00", "outcome": "listed", "applicant": who,
				"documents": []fields{}, "checks": []fields{}, "list": fields{"kind": "treatment"}},
			http.StatusCreated)
	}
	lists := h.manager(http.MethodGet, "/api/desk/lists", nil)
	rules := lists.get("rules").(map[string]any)
	rules["answer_days"] = 3
	if r := h.post("/api/desk/lists/rules", fields{"rules": rules},
		http.StatusForbidden); r.text("code") != "wrong-role" {
		t.Errorf("%s", r.body)
	}
	if r := h.manager(http.MethodPost, "/api/desk/lists/rules",
		fields{"key": "r0", "password": "guessed", "rules": rules}); r.text("code") != "wrong-password" {
		t.Errorf("%s", r.body)
	}
	if r := h.manager(http.MethodPost, "/api/desk/lists/rules",
		fields{"key": "r1", "password": managersPassword, "rules": rules}); r.status != http.StatusOK {
		t.Fatalf("%s", r.body)
	}
	rules["answer_days"] = 0
	if r := h.manager(http.MethodPost, "/api/desk/lists/rules",
		fields{"key": "r2", "password": managersPassword, "rules": rules}); r.text("code") != "bad-rules" {
		t.Errorf("%s", r.body)
	}
	offered := h.post("/api/desk/lists/offer",
		fields{"service": "01-09-07-00", "kind": "treatment", "what": "Naftalan"}, http.StatusOK)
	if offered.text("until") != "2026-11-25" || offered.get("place") != 1.0 {
		t.Errorf("the offer is %s", offered.body)
	}
	entries := h.manager(http.MethodGet, "/api/desk/lists/entries?service=01-09-07-00&kind=treatment", nil)
	if list := entries.get("entries").([]any); len(list) != 2 ||
		list[0].(map[string]any)["name"] != "Birinci Nümunə" {
		t.Errorf("the list is %s", entries.body)
	}
	first := offered.text("application")
	h.post("/api/desk/lists/answer", fields{"application": first, "accept": false,
		"note": "birinci nümunə xəstədir"}, http.StatusBadRequest)
	h.post("/api/desk/lists/answer", fields{"application": first, "accept": false, "note": "xəstədir"},
		http.StatusOK)
	if r := h.manager(http.MethodGet, "/api/desk/lists/place?number=demo-2026-000002",
		nil); r.get("place") != 1.0 || r.get("of") != 1.0 {
		t.Errorf("the second's place is %s", r.body)
	}
	paper := strings.Join(pagesOf(t, h.manager(http.MethodGet,
		"/api/desk/lists/list.pdf?service=01-09-07-00&kind=treatment", nil).body), "\n")
	if !strings.Contains(paper, "DEMO-2026-000002") || strings.Contains(paper, "İkinci") {
		t.Errorf("the paper says:\n%s", paper)
	}
	if r := h.manager(http.MethodGet, "/api/desk/lists/list.pdf?service=99-99-99-99",
		nil); r.text("code") != "unknown-list" {
		t.Errorf("%s", r.body)
	}
}
