package servertest_test

import (
	"net/http"
	"testing"
	"time"

	. "dost/server/servertest"
)

// A visit is served two seconds, held for twelve and served two more: it took four, on
// every screen that says so.
func TestTheServiceTimeIsOneFigure(t *testing.T) {
	clock := ClockAt(time.Date(2026, 3, 2, 10, 0, 0, 0, time.FixedZone("", 4*3600)))
	s := Start(t, Options{Clock: clock.Now})
	agent, manager := s.Agent(t, 3), s.Staff(t, "manager")
	s.Kiosk(t).Post("/api/kiosk/tickets", M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated)
	id := agent.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK).Text("id")
	move := func(after time.Duration, name string, body M) {
		clock.Advance(after * time.Second)
		body["key"] = Key()
		agent.Post("/api/desk/tickets/"+id+"/"+name, body).Want(http.StatusOK)
	}
	move(0, "arrive", M{})
	move(2, "hold", M{})
	move(12, "resume", M{})
	move(2, "finish", M{"outcome": "consulted"})
	desk := agent.Watch("/live/desk").Until("the day at the desk", func(M) bool { return true })
	hall := manager.Watch("/live/manager").Until("the day of the centre", func(M) bool { return true })
	day, today := desk["day"].(map[string]any), hall["today"].(map[string]any)
	if day["mean_service"] != 4.0 || today["mean_service"] != 4.0 {
		t.Errorf("a mean visit took %v s at the desk and %v s at the manager's", day["mean_service"], today["mean_service"])
	}
}
