package kiosk

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/queue"
)

// An appointment for 10:30 is checked in at 10:00, with two walk-ins before it and a
// neighbour's appointment for 10:15. Until five minutes before its time its phone is
// promised the time alone; then it is due, and only the neighbour goes first.
func TestThePhoneShowsTheAppointment(t *testing.T) {
	h := newHarness(t)
	for range 2 {
		h.take("benefits")
	}
	at := h.Now.Add(30 * time.Minute)
	mine := h.checkIn(h.book(at))
	neighbour := h.checkIn(h.book(h.Now.Add(15 * time.Minute)))

	follow := func(track string) (v Tracked) {
		t.Helper()
		h.Command(queue.Tick{})
		h.get("/api/track/"+track, &v)
		return v
	}
	v := follow(mine.Track)
	if !v.Appointment.Equal(at) || v.Due || v.Estimate.P50 != 30*60 || v.Estimate.P80 < v.Estimate.P50 {
		t.Errorf("half an hour before its time the phone shows %+v", v)
	}
	if w := h.ask(http.MethodGet, "/api/track/"+mine.Track, ""); !strings.Contains(w.Body.String(),
		`"appointment":"2026-11-20T10:30:00+04:00"`) {
		t.Errorf("the time is not Baku's: %s", w.Body)
	}
	h.Now = at.Add(-queue.DueBefore - time.Second)
	if v = follow(mine.Track); v.Due || v.Estimate.P50 < int(queue.DueBefore.Seconds()) {
		t.Errorf("a second before it is due the phone shows %+v", v)
	}
	h.Now = at.Add(-queue.DueBefore)
	if v = follow(mine.Track); !v.Due || v.Ahead != 1 {
		t.Errorf("due, with one earlier appointment, the phone shows %+v", v)
	}
	h.Command(queue.OpenDesk{Agent: "agent2", Desk: "2", Directions: []queue.DirectionID{"benefits"}})
	h.Command(queue.Call{Agent: "agent2"})
	if v = follow(neighbour.Track); v.State != queue.Called {
		t.Errorf("the neighbour, due before, is %s", v.State)
	}
	if v = follow(mine.Track); v.Ahead != 0 || !v.Due || v.Estimate.P50 >= int(queue.DueBefore.Seconds()) {
		t.Errorf("next, the phone shows %+v", v)
	}
	h.Command(queue.Finish{Agent: "agent2", Ticket: h.ticketOf(neighbour).ID, Outcome: queue.Consulted})
	h.Command(queue.Call{Agent: "agent2"})
	if v = follow(mine.Track); v.State != queue.Called || v.Due || v.Desk != "2" || !v.Appointment.Equal(at) {
		t.Errorf("called before the walk-ins, the phone shows %+v", v)
	}
}

// Who comes too late for the appointment waits like everybody, and the phone says no
// more of it.
func TestThePhoneOfOneWhoIsLateShowsTheLine(t *testing.T) {
	h := newHarness(t)
	code := h.book(h.Now.Add(15 * time.Minute))
	h.take("benefits")
	h.Now = h.Now.Add(40 * time.Minute)
	var v Tracked
	h.get("/api/track/"+h.checkIn(code).Track, &v)
	if !v.Appointment.IsZero() || v.Due || v.Ahead != 1 {
		t.Errorf("the phone shows %+v", v)
	}
}

// book books a visit by telephone and gives its code.
func (h *harness) book(at time.Time) string {
	h.t.Helper()
	h.Command(appointment.Book{Direction: "benefits", At: at, Draw: uint32(at.Unix())})
	var code string
	h.Read(func(st *centre.State) {
		for _, b := range st.Appointment.Between(at, at.Add(time.Minute)) {
			code = b.Code
		}
	})
	return code
}

// checkIn turns a code into a ticket.
func (h *harness) checkIn(code string) queue.Ticket {
	h.t.Helper()
	h.Command(appointment.CheckIn{Code: code, Track: "visitor-of-" + code})
	return h.ticketOf(queue.Ticket{Track: "visitor-of-" + code})
}

func (h *harness) ticketOf(t queue.Ticket) (now queue.Ticket) {
	h.Read(func(st *centre.State) { now, _ = st.Queue.Tracked(t.Track) })
	return now
}
