package servertest_test

import (
	"fmt"
	"net/http"
	"testing"

	. "dost/server/servertest"
)

// A whole visit by its programs: ticket, call, arrival, application, the
// confirmation and its code, the end. What each answers: architecture, The contract.
func TestAVisitFromTicketToConfirmation(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	kiosk, agent, display := s.Kiosk(t), s.Agent(t, 3), s.Display(t)
	hall := display.Watch("/live/display")
	hall.Until("the first frame", func(f M) bool { return f["seq"] != nil && f["calls"] != nil })

	menu := kiosk.Get("/api/kiosk/menu").Want(http.StatusOK).JSON()
	if n := len(menu["directions"].([]any)); n != 3 {
		t.Fatalf("the demo has %d directions, want 3", n)
	}
	ticket := kiosk.Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": "benefits", "language": "ru"}).Want(http.StatusCreated).JSON()
	if ticket["number"] != "B001" || ticket["ahead"] != 0.0 {
		t.Fatalf("the first ticket of the day is %v", ticket)
	}
	id := ticket["id"].(string)
	phone := s.Anyone(t)
	if place := phone.Get("/api/track/" + ticket["track"].(string)).Want(
		http.StatusOK).JSON(); place["number"] != "B001" || place["state"] != "waiting" {
		t.Errorf("the phone shows %v", place)
	}

	called := agent.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK).JSON()
	if called["id"] != id || called["status"] != "called" || called["desk"] != "3" {
		t.Fatalf("called %v", called)
	}
	frame := hall.Until("B001", func(f M) bool { c := Calls(f); return len(c) > 0 && c[0] == "B001" })
	if call := frame["calls"].([]any)[0].(M); call["desk"] != "3" || call["language"] != "ru" ||
		call["recall"] != false {
		t.Fatalf("the display shows %v", call)
	}
	agent.Post("/api/desk/tickets/"+id+"/arrive", M{"key": Key()}).Want(http.StatusOK)

	application := agent.Post("/api/desk/applications", M{
		"key": Key(), "ticket": id, "service": "05-02-01-03",
		"applicant": M{"name": "Sınaq Şəxsi", "fin": "5ABCDE7", "phone": "050 123 45 67"},
		"documents": []M{}, "checks": []M{}, "outcome": "registered",
	}).Want(http.StatusCreated).JSON()
	for _, field := range []string{"id", "number", "due_on", "decision_by", "code"} {
		if v, _ := application[field].(string); v == "" {
			t.Errorf("the application has no %s: %v", field, application)
		}
	}
	if application["decision_by"].(string) >= application["due_on"].(string) {
		t.Errorf("the decision is due %v, not before %v", application["decision_by"], application["due_on"])
	}
	pdf := agent.Get(fmt.Sprintf("/api/desk/applications/%s/confirmation.pdf", application["id"])).Want(
		http.StatusOK)
	if string(pdf.Body[:5]) != "%PDF-" {
		t.Errorf("the confirmation begins with %q", pdf.Body[:5])
	}
	jobs := agent.Post(fmt.Sprintf("/api/desk/applications/%s/print", application["id"]),
		M{"key": Key()}).Want(http.StatusOK).JSON()
	if n := len(jobs["jobs"].([]any)); n != 2 {
		t.Errorf("%d print jobs, want one for each copy", n)
	}
	s.Anyone(t).Get("/v/" + application["code"].(string)).Want(http.StatusOK)

	agent.Post("/api/desk/tickets/"+id+"/finish",
		M{"key": Key(), "outcome": "registered"}).Want(http.StatusOK)
	agent.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusNoContent)
	agent.Post("/api/desk/tickets/"+id+"/arrive", M{"key": Key()}).Problem(http.StatusConflict,
		"ticket-ended")
}

// The same key gives the same answer, however often and after whatever; another
// request under it is refused.
func TestAKeyIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	kiosk := s.Kiosk(t)
	body := M{"key": "tap-1", "direction": "employment"}
	first := kiosk.Post("/api/kiosk/tickets", body).Want(http.StatusCreated)
	kiosk.Post("/api/kiosk/tickets", M{"key": Key(), "direction": "employment"}).Want(http.StatusCreated)
	again := kiosk.Post("/api/kiosk/tickets", body).Want(http.StatusCreated)
	if string(first.Body) != string(again.Body) {
		t.Errorf("first  %s\nagain  %s", first.Body, again.Body)
	}
	kiosk.Post("/api/kiosk/tickets", M{"key": "tap-1", "direction": "benefits"}).Problem(http.StatusConflict,
		"key-reused")

	dir := s.Dir
	s.Stop()
	s = Start(t, Options{DataDir: dir})
	after := s.Kiosk(t).Post("/api/kiosk/tickets", body).Want(http.StatusCreated)
	if string(first.Body) != string(after.Body) {
		t.Errorf("after a restart: %s\nbefore: %s", after.Body, first.Body)
	}
	next := s.Kiosk(t).Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": "employment"}).Want(http.StatusCreated)
	if n := next.Text("number"); n != "D003" {
		t.Errorf("the day goes on with %s, want D003", n)
	}
}

// Ten calls within 300 ms: a display sees all ten, in order (peers, fault 4).
func TestADisplaySeesABurstOfCallsInOrder(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	kiosk, manyDesks := s.Kiosk(t), make([]*Client, 6)
	for i := range manyDesks {
		manyDesks[i] = s.Agent(t, i+1, "benefits")
	}
	var want []string
	for range 10 {
		want = append(want, kiosk.Post("/api/kiosk/tickets",
			M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated).Text("number"))
	}
	hall := s.Display(t).Watch("/live/display")
	hall.Until("the first frame", func(M) bool { return true })
	for i := range 10 {
		desk := manyDesks[i%6]
		if i >= 6 {
			desk.Post("/api/desk/tickets/"+active(t, desk)+"/no-show", M{"key": Key()}).Want(http.StatusOK)
		}
		desk.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK)
	}
	frame := hall.Until("all ten calls", func(f M) bool { return len(Calls(f)) >= 10 })
	got := Calls(frame)
	for i, number := range want {
		if got[len(got)-1-i] != number {
			t.Fatalf("the display has %v, newest first; called were %v", got, want)
		}
	}
}

// active is the id of the ticket at the client's desk.
func active(t *testing.T, desk *Client) string {
	t.Helper()
	frame := desk.Watch("/live/desk").Until("an active ticket", func(f M) bool { return f["active"] != nil })
	return frame["active"].(M)["id"].(string)
}

// A closed door says so to everyone at once, and why; tickets in hand stay good.
func TestTheManagerClosesAndReopens(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	kiosk, manager, agent := s.Kiosk(t), s.Staff(t, "manager"), s.Agent(t, 3)
	kiosk.Post("/api/kiosk/tickets", M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated)
	screen := kiosk.Watch("/live/kiosk")

	order := M{"key": Key(), "directions": []string{"benefits"},
		"reason": M{"az": "Elektrik kəsilib", "ru": "Нет света", "en": "Power cut"}}
	order["password"] = "wrong-wrong"
	manager.Post("/api/manager/closures", order).Problem(http.StatusUnauthorized, "wrong-password")
	order["password"] = "demo-demo"
	closure := manager.Post("/api/manager/closures", order).Want(http.StatusCreated)

	screen.Until("benefits closed with the reason", func(f M) bool {
		for _, d := range f["directions"].([]any) {
			d := d.(M)
			if d["id"] == "benefits" && d["open"] == false {
				reason, _ := d["reason"].(M)
				return reason["ru"] == "Нет света"
			}
		}
		return false
	})
	refused := kiosk.Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": "benefits"}).Problem(http.StatusConflict, "closed")
	if refused["until"] == nil || refused["alternatives"] == nil {
		t.Errorf("the refusal says neither until when nor what instead: %v", refused)
	}
	kiosk.Post("/api/kiosk/tickets", M{"key": Key(), "direction": "employment"}).Want(http.StatusCreated)
	agent.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK) // the ticket in hand is called

	manager.Post("/api/manager/closures/"+closure.Text("id")+"/end",
		M{"key": Key(), "password": "demo-demo"}).Want(http.StatusOK)
	kiosk.Post("/api/kiosk/tickets", M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated)
	agent.Post("/api/manager/closures", order).Problem(http.StatusForbidden, "wrong-role")
}
