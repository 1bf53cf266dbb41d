package servertest_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	. "dost/server/servertest"
)

// screens are the frames in which one visit stands, as they are at a moment.
type screens struct {
	t              *testing.T
	s              *Server
	clock          *Clock
	agent, manager *Client
	kiosk          *Client
}

func openScreens(t *testing.T) *screens {
	clock := ClockAt(time.Date(2026, 3, 2, 10, 0, 0, 0, time.FixedZone("", 4*3600)))
	s := Start(t, Options{Clock: clock.Now})
	return &screens{t, s, clock, s.Agent(t, 3), s.Staff(t, "manager"), s.Kiosk(t)}
}

// frame is what a live view shows first.
func (c *screens) frame(of *Client, path string) M {
	c.t.Helper()
	return of.Watch(path).Until("a frame", func(M) bool { return true })
}

// at follows a path of names and indices in a frame.
func at(m any, path ...any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			m = m.(map[string]any)[step]
		case int:
			m = m.([]any)[step]
		}
	}
	return m
}

// one finds in a list what has the field.
func one(list any, field, value string) any {
	for _, entry := range list.([]any) {
		if at(entry, field) == value {
			return entry
		}
	}
	panic(fmt.Sprintf("nothing in %v has the %s %s", list, field, value))
}

// agree wants a figure to be the same in every place that shows it.
func (c *screens) agree(figure string, want any, places map[string]any) {
	c.t.Helper()
	for place, got := range places {
		if got != want {
			c.t.Errorf("%s is %v at %s, want %v", figure, got, place, want)
		}
	}
}

// moment is a moment as frames have it, so many seconds from now on.
func (c *screens) moment(seconds int) string {
	return c.clock.Now().Add(time.Duration(seconds) * time.Second).In(time.FixedZone("", 4*3600)).Format(
		time.RFC3339)
}

// A visitor waits five seconds, is called, sent back to the line, called again and
// recalled; then served two seconds, held for twelve and served two more. Desk, manager,
// kiosk, phone and ticket say the same of it at every step.
func TestEveryScreenSaysTheSameOfAVisit(t *testing.T) {
	c := openScreens(t)
	issued := c.kiosk.Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated).JSON()
	began := c.moment(0)
	track := issued["track"].(string)
	follow := func(after int, path string, body M) {
		t.Helper()
		c.clock.Advance(time.Duration(after) * time.Second)
		body["key"] = Key()
		c.agent.Post("/api/desk/"+path, body).Want(http.StatusOK)
	}
	look := func() (desk, hall, menu, phone M) {
		t.Helper()
		desk, hall = c.frame(c.agent, "/live/desk"), c.frame(c.manager, "/live/manager")
		menu, phone = c.frame(c.kiosk, "/live/kiosk"), c.frame(c.s.Anyone(t), "/live/track/"+track)
		return desk, hall, menu, phone
	}

	c.clock.Advance(5 * time.Second)
	desk, hall, menu, phone := look()
	line := one(at(desk, "waiting", "lines"), "direction", "benefits")
	card := one(at(hall, "directions"), "id", "benefits")
	c.agree("the longest wait", 5.0, map[string]any{"the desk": at(line, "longest"),
		"the manager": at(card, "longest")})
	c.agree("the start of the wait", began,
		map[string]any{"the desk": at(line, "tickets", 0, "runs_from"), "the phone": phone["issued_at"]})
	c.agree("who is ahead", 0.0, map[string]any{"the ticket": issued["ahead"], "the phone": phone["ahead"]})
	c.agree("the ticket's estimate", fmt.Sprint(issued["estimate"]),
		map[string]any{"the phone": fmt.Sprint(phone["estimate"])})
	c.agree("a newcomer's estimate", at(card, "expected"),
		map[string]any{"the kiosk": at(one(menu["directions"], "id", "benefits"), "estimate", "p50")})

	follow(0, "next", M{})
	ticket := "tickets/" + issued["id"].(string) + "/"
	for recalled := range 3 {
		desk, hall, _, _ = look()
		c.agree("the wait", 5.0, map[string]any{"the desk": at(desk, "active", "wait"),
			"the manager": at(hall, "today", "mean_wait")})
		c.agree("the desk's clock", at(desk, "active", "runs_from"),
			map[string]any{"the manager": at(one(hall["desks"], "id", "3"), "since")})
		switch recalled {
		case 0:
			c.agree("the recalls left", 3.0, map[string]any{"the desk": at(desk, "active", "recalls_left")})
			c.agree("the next recall", c.moment(20),
				map[string]any{"the desk": at(desk, "active", "recall_from")})
			follow(2, ticket+"requeue", M{})
			follow(8, "next", M{})
		case 1:
			follow(20, ticket+"recall", M{})
		case 2:
			c.agree("the recalls left", 2.0, map[string]any{"the desk": at(desk, "active", "recalls_left")})
		}
	}

	follow(1, ticket+"arrive", M{})
	follow(2, ticket+"hold", M{})
	follow(12, ticket+"resume", M{})
	desk, hall, _, _ = look()
	c.agree("the clock of the service", c.moment(-2),
		map[string]any{"the desk": at(desk, "active", "runs_from"),
			"the manager": at(one(hall["desks"], "id", "3"), "since")})
	follow(2, ticket+"finish", M{"outcome": "consulted"})
	desk, hall, _, phone = look()
	c.agree("the service time", 4.0, map[string]any{
		"the desk's list": at(desk, "recent", 0, "service_time"),
		"the desk's day":  at(desk, "day", "mean_service"), "the manager": at(hall, "today", "mean_service"),
	})
	c.agree("the wait", 5.0, map[string]any{"the desk's list": at(desk, "recent", 0, "wait"),
		"the manager": at(hall, "today", "mean_wait")})
	c.agree("the end", "finished", map[string]any{"the phone": phone["state"]})
	c.agree("the first promise", 100.0, map[string]any{
		"the manager": at(hall, "today", "levels", 0, "share")})
}

// Who comes a quarter of an hour before an appointment is told so by the kiosk's answer and by
// the phone alike, and does not wait until then on any screen.
func TestAnEarlyVisitorIsExpectedAlikeEverywhere(t *testing.T) {
	c := openScreens(t)
	code := c.s.Staff(t, "operator").Post("/api/operator/appointments", M{
		"key": Key(), "direction": "benefits", "at": c.moment(900), "phone": "0501234567",
	}).Want(http.StatusCreated).Text("code")
	issued := c.kiosk.Post("/api/kiosk/check-in",
		M{"key": Key(), "code": code}).Want(http.StatusCreated).JSON()
	phone := c.frame(c.s.Anyone(t), "/live/track/"+issued["track"].(string))
	c.agree("the estimate", 900.0, map[string]any{"the kiosk": at(issued, "estimate", "p50"),
		"the phone": at(phone, "estimate", "p50")})
	c.agree("the earliest call", c.moment(600), map[string]any{"the phone": at(phone, "around", "from")})
	booked := c.moment(900)
	c.clock.Advance(5 * time.Minute)
	desk, hall := c.frame(c.agent, "/live/desk"), c.frame(c.manager, "/live/manager")
	line := one(at(desk, "waiting", "lines"), "direction", "benefits")
	c.agree("the longest wait", 0.0, map[string]any{"the desk": at(line, "longest"),
		"the manager": at(one(hall["directions"], "id", "benefits"), "longest")})
	c.agree("the start of the wait", booked, map[string]any{"the desk": at(line, "tickets", 0, "runs_from")})
}
