package kiosk

import (
	"net/http"
	"testing"
)

// While only appointments are received, the kiosk knows the nearest that can still be
// booked by telephone.
func TestTheNearestFreeTime(t *testing.T) {
	h := newHarness(t)
	var free Times
	h.get("/api/kiosk/times?direction=benefits", &free)
	if len(free.Days) != 1 || len(free.Days[0].Times) == 0 ||
		free.Days[0].Times[0].Before(h.Now.Add(callFirst)) {
		t.Errorf("at %v the nearest times are %+v", h.Now, free)
	}
	if w := h.ask(http.MethodGet, "/api/kiosk/times?direction=dentist", ""); w.Code != http.StatusNotFound {
		t.Errorf("of an unknown direction: %d %s", w.Code, w.Body)
	}
}
