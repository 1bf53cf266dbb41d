package desk

import (
	"crypto/ed25519"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"dost/server/application"
	"dost/server/centre"
	"dost/server/queue"
	"dost/server/web/webtest"
)

// request is a complete application for source 001's benefit.
func request(ticket string) fields {
	return fields{
		"ticket": ticket, "service": "05-02-01-03", "outcome": "registered",
		"applicant": fields{"name": "Şəfiqə Nümunəli", "fin": "5abc12z", "phone": "050 123 45 67"},
		"documents": []fields{{"id": "identity", "state": "have"}},
		"checks":    []fields{{"subsystem": "tseras", "state": "found"}},
	}
}

// firstDocument is the id of a paper of the passport.
func firstDocument(t *testing.T) string { return webtest.Passport(t, "05-02-01-03").Documents[0].ID }

func (h *harness) registered(t *testing.T) reply {
	t.Helper()
	h.seat()
	in := request(h.served("ru"))
	in["documents"] = []fields{{"id": firstDocument(t), "state": "have"}}
	return h.post("/api/desk/applications", in, http.StatusCreated)
}

func TestAnApplicationLeavesWithItsConfirmation(t *testing.T) {
	h := newHarness(t)
	r := h.registered(t)
	if r.text("number") != "DEMO-2026-000001" || r.text("due_on") != "2026-12-04" ||
		r.text("decision_by") != "2026-12-03" {
		t.Fatalf("registered: %s", r.body)
	}
	if !strings.HasPrefix(r.text("verify_url"), "HTTPS://DOST.EXAMPLE.AZ/V/") {
		t.Errorf("verify at %s", r.text("verify_url"))
	}
	if claims, err := application.Read(testPublic, r.text("code")); err != nil ||
		claims.Number() != "DEMO-2026-000001" {
		t.Errorf("the code: %+v, %v", claims, err)
	}
	path := "/api/desk/applications/" + r.text("id")
	again := h.send("agent:agent1", http.MethodGet, path, nil)
	var v ApplicationView
	if err := json.Unmarshal(again.body, &v); err != nil || v.Applicant == nil ||
		v.Applicant.FIN != "5ABC12Z" || v.Applicant.Phone != "+994501234567" || v.TicketNumber != "B001" {
		t.Errorf("read again: %s, %v", again.body, err)
	}
	if f := h.frame(); len(f.Registered) != 1 || f.Registered[0].Number != v.Number {
		t.Errorf("the frame's applications: %+v", f.Registered)
	}
	pdf := h.send("agent:agent1", http.MethodGet, path+"/confirmation.pdf", nil)
	if pdf.status != http.StatusOK || pdf.header.Get("Content-Type") != "application/pdf" ||
		pdf.header.Get("Cache-Control") != "no-store" {
		t.Fatalf("the paper: %d %v", pdf.status, pdf.header)
	}
	pages := pagesOf(t, pdf.body)
	if len(pages) != 2 || !strings.Contains(pages[0], "Şəfiqə Nümunəli") ||
		!strings.Contains(pages[0], "Günel Agentzadə") || !strings.Contains(pages[1], "2/2 — mərkəz") {
		t.Errorf("the pages: %q", pages)
	}
	one := h.send("agent:agent1", http.MethodGet, path+"/confirmation.pdf?copy=2", nil)
	if pages := pagesOf(t, one.body); len(pages) != 1 || !strings.Contains(pages[0], "2/2 — mərkəz") {
		t.Errorf("copy 2 alone: %q", pages)
	}
	if r := h.send("agent:agent1", http.MethodGet, path+"/confirmation.pdf?copy=3",
		nil); r.status != http.StatusBadRequest || r.text("code") != "bad-copy" {
		t.Errorf("copy 3: %d %s", r.status, r.body)
	}
	if r := h.send("", http.MethodGet, path+"/confirmation.pdf", nil); r.status != http.StatusUnauthorized {
		t.Errorf("the paper for nobody in particular: %d", r.status)
	}
}

func TestEachCopyIsAJobAndARepeatSaysSo(t *testing.T) {
	h := newHarness(t)
	path := "/api/desk/applications/" + h.registered(t).text("id")
	var both, one printJobsView
	if err := json.Unmarshal(h.post(path+"/print", nil, http.StatusOK).body, &both); err != nil ||
		len(both.Jobs) != 2 || both.Jobs[0].Repeat || both.Jobs[1].Copy != 2 ||
		both.Jobs[0].ID == both.Jobs[1].ID {
		t.Errorf("both: %+v, %v", both, err)
	}
	if pages := pagesOf(t, h.send("agent:agent1", http.MethodGet, path+"/confirmation.pdf",
		nil).body); strings.Contains(pages[0]+pages[1], "təkrar") {
		t.Error("the first print is marked as a repeat")
	}
	if err := json.Unmarshal(h.post(path+"/print", fields{"copy": 1}, http.StatusOK).body,
		&one); err != nil || len(one.Jobs) != 1 || !one.Jobs[0].Repeat {
		t.Errorf("one more: %+v, %v", one, err)
	}
	pages := pagesOf(t, h.send("agent:agent1", http.MethodGet, path+"/confirmation.pdf", nil).body)
	if !strings.Contains(pages[0], "təkrar nüsxə · 20 noyabr 2026") || strings.Contains(pages[1], "təkrar") {
		t.Errorf("after the repeat: %q", pages)
	}
	// A week later the state has forgotten it, the records have not.
	h.Now = h.Now.AddDate(0, 0, 7)
	h.Command(queue.Tick{})
	if err := json.Unmarshal(h.post(path+"/print", fields{"copy": 2}, http.StatusOK).body,
		&one); err != nil || !one.Jobs[0].Repeat {
		t.Errorf("a week later: %+v, %v", one, err)
	}
	if r := h.post(path+"/print", fields{"copy": 4}, http.StatusBadRequest); r.text("code") != "bad-copy" {
		t.Errorf("copy 4: %s", r.body)
	}
}

func TestApplicationsAreRefusedByField(t *testing.T) {
	h := newHarness(t)
	h.seat()
	ticket := h.served("az")
	document := firstDocument(t)
	before := h.State()
	for name, test := range map[string]struct {
		change      func(fields)
		status      int
		code, field string
	}{
		"a name of digits": {func(f fields) { f["applicant"] = fields{"name": "5555", "fin": "5ABC12Z"} },
			400, "bad-person", "name"},
		"a FIN with O": {func(f fields) { f["applicant"] = fields{"name": "Ad Soyad", "fin": "5ABC12O"} },
			400, "bad-person", "fin"},
		"a landline": {func(f fields) {
			f["applicant"] = fields{"name": "Ad Soyad", "fin": "5ABC12Z", "phone": "012 555 55 55"}
		}, 400, "bad-person", "phone"},
		"no applicant": {func(f fields) { delete(f, "applicant") }, 400, "bad-person", "name"},
		"an unknown service": {func(f fields) { f["service"] = "99-99-99-99" }, 404, "unknown-service",
			"service"},
		"a foreign document": {func(
			f fields) {
			f["documents"] = []fields{{"id": "passport-of-mars", "state": "have"}}
		}, 400, "bad-application", "documents"},
		"an unknown state": {func(
			f fields) {
			f["documents"] = []fields{{"id": document, "state": "eaten"}}
		}, 400, "bad-application", "documents"},
		"a foreign subsystem": {func(
			f fields) {
			f["checks"] = []fields{{"subsystem": "mars", "state": "found"}}
		}, 400, "bad-application", "checks"},
		"a note with the FIN": {func(
			f fields) {
			f["checks"] = []fields{{"subsystem": "tseras", "state": "found", "note": "5ABC12Z"}}
		}, 400, "bad-application", "checks"},
		"a reason with the name": {func(f fields) {
			f["outcome"], f["reason"] = "refused",
				"şəfiqə nümunəli gəlmədi"
		}, 400, "bad-application", "reason"},
		"a refusal unexplained": {func(f fields) { f["outcome"] = "refused" }, 400, "reason-needed",
			"reason"},
		"a foreign ground": {func(f fields) { f["outcome"], f["ground"] = "refused", "bad-weather" },
			400, "bad-application", "ground"},
		"a mere consultation": {func(f fields) { f["outcome"] = "consulted" }, 400, "bad-outcome",
			"outcome"},
		"no such ticket":   {func(f fields) { f["ticket"] = "424242" }, 404, "unknown-ticket", ""},
		"no ticket at all": {func(f fields) { f["ticket"] = "" }, 404, "unknown-ticket", "ticket"},
		"a stale tab":      {func(f fields) { f["lease"] = "1" }, 409, "stale-desk", ""},
	} {
		t.Run(name, func(t *testing.T) {
			in := request(ticket)
			in["documents"], in["key"] = []fields{{"id": document, "state": "have"}}, "refused"
			test.change(in)
			r := h.post("/api/desk/applications", in, test.status)
			if r.text("code") != test.code || r.text("field") != test.field {
				t.Errorf("%s, want %s of %q", r.body, test.code, test.field)
			}
			if strings.Contains(string(r.body), "5ABC12Z") ||
				strings.Contains(strings.ToLower(string(r.body)), "nümunəli") {
				t.Errorf("the refusal repeats personal data: %s", r.body)
			}
		})
	}
	if h.State() != before {
		t.Error("a refusal changed the state")
	}
}

func TestARefusalByGroundAlone(t *testing.T) {
	h := newHarness(t)
	h.seat()
	in := request(h.served("az"))
	ground := webtest.Passport(t, "05-02-01-03").Grounds[0].ID
	in["documents"], in["outcome"], in["reason"] = []fields{}, "refused", ground
	r := h.post("/api/desk/applications", in, http.StatusCreated)
	var v ApplicationView
	again := h.send("agent:agent1", http.MethodGet, "/api/desk/applications/"+r.text("id"), nil)
	if err := json.Unmarshal(again.body, &v); err != nil || v.Ground != ground || v.Reason != "" ||
		v.DueOn != "2026-11-20" {
		t.Errorf("%s, %v", again.body, err)
	}
}

// A canary's name, FIN and phone stand in no event, answer, fingerprint or public
// word of the centre: only the sealed table and the agent's own paper have them.
func TestTheApplicantIsNowhereElse(t *testing.T) {
	h := newHarness(t)
	r := h.registered(t)
	h.post("/api/desk/applications/"+r.text("id")+"/print", nil, http.StatusOK)
	public := h.send("", http.MethodGet, "/v/"+r.text("code"), nil)
	frame, err := json.Marshal(h.frame())
	if err != nil {
		t.Fatal(err)
	}
	written := h.Written()
	written["an answer"], written["the public check"], written["the frame"] = string(r.body),
		string(public.body), string(frame)
	for place, text := range written {
		for _, canary := range []string{"Nümunəli", "5ABC12Z", "5abc12z", "501234567"} {
			if strings.Contains(text, canary) {
				t.Errorf("%s holds %q", place, canary)
			}
		}
	}
}

func TestAnyoneCanCheckAConfirmation(t *testing.T) {
	h := newHarness(t)
	code := h.registered(t).text("code")
	var v VerificationView
	for _, path := range []string{"/v/" + code, "/V/" + code, "/v/" + strings.ToLower(code)} {
		r := h.send("", http.MethodGet, path, nil)
		if err := json.Unmarshal(r.body, &v); err != nil || r.status != http.StatusOK || !v.Genuine ||
			v.Number != "DEMO-2026-000001" || v.State != queue.Registered || v.Name == nil ||
			v.DueOn != "2026-12-04" {
			t.Errorf("%s: %d %s", path, r.status, r.body)
		}
	}
	changed := "B" + code[1:]
	if code[0] == 'B' {
		changed = "C" + code[1:]
	}
	last := code[:60] + string('A'+(code[60]-'A'+1)%26) + code[61:]
	stranger := application.Sign(ed25519.NewKeyFromSeed([]byte("another seed, also 32 bytes long")),
		application.Claims{
			Centre: "DEMO", Year: 2026, Serial: 1, Service: "05-02-01-03", Registered: 20261120})
	for path, want := range map[string]string{"/v/" + changed: "code-malformed", "/v/" + last: "code-forged",
		"/v/" + stranger: "code-forged", "/v/hello": "code-malformed"} {
		r := h.send("", http.MethodGet, path, nil)
		if r.status < 400 || r.text("code") != want || r.get("genuine") != false {
			t.Errorf("%s: %d %s", path, r.status, r.body)
		}
		page := h.send("", http.MethodGet, path, nil, "Accept", "text/html")
		if page.status != r.status || !strings.Contains(string(page.body), want) {
			t.Errorf("the page for %s: %d", path, page.status)
		}
		for _, language := range []string{"Bildiriş həqiqi deyil", "Уведомление не подлинное",
			"The confirmation is not genuine"} {
			if !strings.Contains(string(page.body), language) {
				t.Errorf("the page cannot say %q", language)
			}
		}
	}
	page := h.send("", http.MethodGet, "/V/"+code, nil, "Accept", "text/html,*/*")
	if page.status != http.StatusOK || !strings.Contains(string(page.body), "DEMO-2026-000001") ||
		!strings.Contains(string(page.body), "desk/verify.js") {
		t.Errorf("the page of a genuine one: %d %s", page.status, page.body)
	}
	// Next year the state has forgotten it; another centre's is genuine too, of
	// unknown state.
	h.Now = h.Now.AddDate(1, 0, 0)
	h.Command(queue.Tick{})
	h.Read(func(st *centre.State) {
		if _, ok := st.Application.ByNumber("DEMO-2026-000001"); ok {
			t.Error("the state keeps old applications")
		}
	})
	if r := h.send("", http.MethodGet, "/v/"+code, nil); r.text("state") != "registered" {
		t.Errorf("a year later: %s", r.body)
	}
	elsewhere := application.Sign(testKey,
		application.Claims{Centre: "BAKU-2", Year: 2026, Serial: 5, Service: "05-02-01-03",
			Registered: 20261120})
	if r := h.send("", http.MethodGet, "/v/"+elsewhere, nil); r.get("genuine") != true ||
		r.get("state") != nil {
		t.Errorf("of another centre: %s", r.body)
	}
}
