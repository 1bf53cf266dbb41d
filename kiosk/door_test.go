package kiosk

import (
	"slices"
	"testing"
	"time"

	"dost/server/queue"
	"dost/server/regime"
)

// A door that is closed to most says to whom it is open, and these are not refused.
func TestADoorIsOpenToSome(t *testing.T) {
	h := newHouse(t)
	rules := func(r regime.Rules) {
		h.Order(regime.Enact{Regime: regime.Regime{Name: queue.Text{Az: "Sınaq"}, From: h.Now, To: h.Now.Add(time.Hour), Rules: r}})
	}
	card := func(id queue.DirectionID) Direction {
		var m Menu
		h.get("/api/kiosk/menu", &m)
		return m.Directions[slices.IndexFunc(m.Directions, func(d Direction) bool { return d.ID == id })]
	}
	if d := card("benefits"); len(d.Groups)+len(d.Services) > 0 {
		t.Errorf("an open door is open to some: %+v", d)
	}
	rules(regime.Rules{OnlyGroups: []queue.GroupID{"senior"}})
	if d := card("benefits"); d.Open || !slices.Equal(d.Groups, []queue.GroupID{"senior"}) {
		t.Errorf("in the hours of the old: %+v", d)
	}
	h.take("benefits", "group", "senior")

	h.Now = h.Now.Add(time.Hour)
	rules(regime.Rules{OnlyServices: []string{"05-02-01-03"}})
	if d := card("benefits"); d.Open || !slices.Equal(d.Services, []string{"05-02-01-03"}) {
		t.Errorf("while one service is given: %+v", d)
	}
	if d := card("employment"); d.Open || len(d.Services) > 0 {
		t.Errorf("a direction with none of the services: %+v", d)
	}
	h.take("benefits", "service", "05-02-01-03")

	h.Now = h.Now.Add(time.Hour)
	rules(regime.Rules{Closed: true})
	if d := card("benefits"); d.Open || len(d.Groups)+len(d.Services) > 0 {
		t.Errorf("closed to all: %+v", d)
	}
}

// While only appointments are received, the kiosk knows the nearest that can still be
// booked by telephone.
func TestTheNearestFreeTime(t *testing.T) {
	h := newHouse(t)
	var free Times
	h.get("/api/kiosk/times?direction=benefits", &free)
	if len(free.Days) != 1 || len(free.Days[0].Times) == 0 || free.Days[0].Times[0].Before(h.Now.Add(callFirst)) {
		t.Errorf("at %v the nearest times are %+v", h.Now, free)
	}
	if w := h.ask("GET", "/api/kiosk/times?direction=dentist", ""); w.Code != 404 {
		t.Errorf("of an unknown direction: %d %s", w.Code, w.Body)
	}
}
