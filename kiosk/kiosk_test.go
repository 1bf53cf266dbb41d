package kiosk

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"dost/server/centre"
	"dost/server/i18n"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/view"
)

func TestATapGivesTheNextNumber(t *testing.T) {
	h := newHarness(t)
	first, second := h.take("benefits"), h.take("benefits", "language", "ru")
	if first.Number != "B001" || second.Number != "B002" || first.Ahead != 0 || second.Ahead != 1 {
		t.Errorf("got %+v and %+v", first, second)
	}
	if second.Language != "ru" || second.IssuedAt.Format(time.RFC3339) != "2026-11-20T10:00:00+04:00" {
		t.Errorf("the second is in %s of %s", second.Language, second.IssuedAt)
	}
	if len(first.Track) < 22 || first.TrackURL != public+"/t#"+first.Track || first.Track == second.Track {
		t.Errorf("the ticket is followed at %q, %q", first.Track, first.TrackURL)
	}
}

func TestADoubleTapIsOneTicket(t *testing.T) {
	h := newHarness(t)
	const body = `{"key": "one", "direction": "employment"}`
	a, b := h.ask(http.MethodPost, "/api/kiosk/tickets", body),
		h.ask(http.MethodPost, "/api/kiosk/tickets", body)
	if a.Code != http.StatusCreated || a.Body.String() != b.Body.String() ||
		b.Header().Get("Idempotent-Replayed") != "true" {
		t.Errorf("first %d %s, then %d %s", a.Code, a.Body, b.Code, b.Body)
	}
	if next := h.take("employment"); next.Number != "D002" {
		t.Errorf("the next number is %s", next.Number)
	}
}

func TestRefusalsHaveStableCodes(t *testing.T) {
	h := newHarness(t)
	for _, c := range []struct {
		body   string
		status int
		code   string
	}{
		{`{"key": "a", "direction": "dentist"}`, http.StatusNotFound, "unknown-direction"},
		{`{"key": "b", "direction": "benefits", "group": "friends"}`, http.StatusNotFound, "unknown-group"},
		{`{"key": "c", "direction": "benefits", "language": "fr"}`, http.StatusBadRequest, "bad-language"},
		{`{"key": "d", "direction": "benefits", "service": "99-99-99-99"}`, http.StatusNotFound,
			"unknown-service"},
		{`{"direction": "benefits"}`, http.StatusBadRequest, "key-missing"},
		{`{"key": "f", "direction": "benefits", "number": 7}`, http.StatusBadRequest, "unknown-field"},
	} {
		w := h.ask(http.MethodPost, "/api/kiosk/tickets", c.body, "Accept-Language", "ru")
		var p struct{ Code, Title string }
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
			t.Fatalf("%s: %v", c.body, err)
		}
		if w.Code != c.status || p.Code != c.code {
			t.Errorf("%s gave %d %s", c.body, w.Code, p.Code)
		}
		if !regexp.MustCompile(`\p{Cyrillic}`).MatchString(p.Title) {
			t.Errorf("%s is titled %q for a Russian reader", p.Code, p.Title)
		}
	}
	if first := h.take("benefits"); first.Number != "B001" {
		t.Errorf("refusals used numbers up: %s", first.Number)
	}
}

func TestAClosedDoorSaysWhyUntilWhenAndWhatInstead(t *testing.T) {
	h := newHarness(t)
	close := regime.CloseNow(regime.Scope{Directions: []queue.DirectionID{"benefits"}},
		i18n.Text{Az: "Elektrik kəsilib", Ru: "Нет электричества", En: "Power cut"}, h.Now.Add(2*time.Hour))
	close.Regime.Alternatives = []regime.Alternative{
		{Kind: "phone", Value: "142", Text: i18n.Text{Az: "Çağrı mərkəzi", Ru: "Колл-центр",
			En: "Call centre"}}}
	h.Command(close)

	w := h.ask(http.MethodPost, "/api/kiosk/tickets", `{"key": "x", "direction": "benefits"}`)
	var p struct {
		Code         string
		Reason       i18n.Text
		Until        time.Time
		Alternatives []view.Alternative
	}
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	if w.Code != http.StatusConflict || p.Code != "closed" || p.Reason.Ru != "Нет электричества" ||
		!p.Until.Equal(h.Now.Add(2*time.Hour)) {
		t.Errorf("%d %+v", w.Code, p)
	}
	if !slices.ContainsFunc(p.Alternatives, func(a view.Alternative) bool { return a.Value == "142" }) {
		t.Errorf("the alternatives are %v", p.Alternatives)
	}
	var m Menu
	h.get("/api/kiosk/menu", &m)
	for _, d := range m.Directions {
		if d.Open != (d.ID != "benefits") || (d.Reason != nil) == d.Open || (d.Until != nil) == d.Open {
			t.Errorf("the menu shows %s as %+v", d.ID, d)
		}
	}
	h.take("employment") // the other doors stay open
}

func TestTheMenuCountsAndForetells(t *testing.T) {
	h := newHarness(t)
	for range 3 {
		h.take("benefits")
	}
	var m Menu
	h.get("/api/kiosk/menu", &m)
	if len(m.Directions) != 3 || len(m.Groups) != 4 ||
		!slices.Equal(m.Languages, []string{"az", "ru", "en"}) || m.Centre != "Nümunə mərkəzi" {
		t.Fatalf("the menu is %+v", m)
	}
	benefits := m.Directions[1]
	if benefits.Waiting != 3 || benefits.Estimate.P50 <= 0 || benefits.Estimate.P80 < benefits.Estimate.P50 ||
		m.Directions[0].Waiting != 0 {
		t.Errorf("the card shows %+v", benefits)
	}
	if m.Groups[0].Minutes != 30 {
		t.Errorf("the head start is %d minutes", m.Groups[0].Minutes)
	}
}

func TestAVisitorLearnsWhatToBring(t *testing.T) {
	h := newHarness(t)
	var s Services
	h.get("/api/kiosk/services?direction=benefits", &s)
	i := slices.IndexFunc(s.Services, func(s ServiceView) bool { return s.ID == "05-02-01-03" })
	if i < 0 {
		t.Fatalf("benefits has %+v", s.Services)
	}
	if service := s.Services[i]; service.Minutes != 10 || service.Days != 10 || service.Paid ||
		len(service.Documents) < 3 || service.Documents[0].Name.Ru == "" {
		t.Errorf("the service is shown as %+v", service)
	}
	if w := h.ask(http.MethodGet, "/api/kiosk/services?direction=dentist",
		""); w.Code != http.StatusNotFound {
		t.Errorf("an unknown direction gave %d", w.Code)
	}
}

func TestAPhoneFollowsItsTicket(t *testing.T) {
	h := newHarness(t)
	h.take("benefits")
	mine := h.take("benefits", "language", "ru")
	var v Tracked
	h.get("/api/track/"+mine.Track, &v)
	if v.Number != "B002" || v.State != queue.Waiting || v.Ahead != 1 || v.Language != "ru" ||
		v.Name.En != "Benefits" || v.Desk != "" {
		t.Errorf("waiting, the phone shows %+v", v)
	}
	h.Command(queue.OpenDesk{Agent: "agent3", Desk: "3", Directions: []queue.DirectionID{"benefits"}})
	h.Command(queue.Call{Agent: "agent3"})
	h.get("/api/track/"+mine.Track, &v)
	if v.Ahead != 0 || v.State != queue.Waiting {
		t.Errorf("next in line, the phone shows %+v", v)
	}
	var called queue.TicketID
	h.Read(func(st *centre.State) { desk, _ := st.Queue.DeskAt("3"); called = desk.Active })
	h.Command(queue.Finish{Agent: "agent3", Ticket: called, Outcome: queue.Consulted})
	h.Command(queue.Call{Agent: "agent3"})
	h.get("/api/track/"+mine.Track, &v)
	if v.State != queue.Called || v.Desk != "3" || v.Side != "left" {
		t.Errorf("called, the phone shows %+v", v)
	}
	h.Now = h.Now.Add(24 * time.Hour)
	h.Command(queue.Tick{})
	for _, token := range []string{mine.Track, "no-such-token"} {
		if w := h.ask(http.MethodGet, "/api/track/"+token, ""); w.Code != http.StatusNotFound ||
			!strings.Contains(w.Body.String(), "unknown-ticket") {
			t.Errorf("a dead token gave %d %s", w.Code, w.Body)
		}
	}
}

func TestThePagesAreServed(t *testing.T) {
	h := newHarness(t)
	for path, module := range map[string]string{"/kiosk": "kiosk/app.js", "/t": "kiosk/track.js"} {
		w := h.ask(http.MethodGet, path, "", "X-Caller", "nobody")
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), module) ||
			!strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s gave %d under %q", path, w.Code, w.Header().Get("Content-Security-Policy"))
		}
	}
	if w := h.ask(http.MethodGet, "/api/kiosk/menu", "", "X-Caller",
		"nobody"); w.Code != http.StatusUnauthorized {
		t.Errorf("a stranger was shown the menu: %d", w.Code)
	}
}
