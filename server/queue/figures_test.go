package queue

import (
	"reflect"
	"testing"
	"time"

	"dost/server/civil"
)

// day plays one desk on 2 March 2026, by seconds from nine o'clock.
type deskDay struct{ centre }

func (s deskDay) at(second int) time.Time {
	return time.Date(2026, 3, 2, 9, 0, second, 0, civil.Baku)
}

func newDeskDay(t *testing.T) deskDay {
	s := deskDay{newCentre(t)}
	s.mustAt(s.at(0), OpenDesk{Agent: "a", Desk: "3", Directions: []DirectionID{"benefits"}})
	return s
}

func (s deskDay) ticket(id TicketID) Ticket {
	t, _ := s.Ticket(id)
	return t
}

// Served two seconds, held twelve, served two more.
func TestTimeOnHoldIsNoServiceTime(t *testing.T) {
	s := newDeskDay(t)
	s.mustAt(s.at(10), Issue{Direction: "benefits"})
	id := TicketID(s.Seq())
	clock := func(second int) time.Duration { k := s.ticket(id); return s.at(second).Sub(k.RunsFrom()) }
	s.mustAt(s.at(13), Call{Agent: "a"})
	if got := clock(14); got != time.Second {
		t.Errorf("a second after the call the clock shows %v", got)
	}
	s.mustAt(s.at(20), Arrive{Agent: "a", Ticket: id})
	s.mustAt(s.at(22), Hold{Agent: "a", Ticket: id})
	if got := clock(25); got != 3*time.Second {
		t.Errorf("after three seconds on hold the clock shows %v", got)
	}
	s.mustAt(s.at(34), Resume{Agent: "a", Ticket: id})
	if got, desk := clock(35), s.at(35).Sub(s.DeskRunsFrom("3")); got != 3*time.Second || desk != got {
		t.Errorf("three seconds of service show as %v, at the desk as %v", got, desk)
	}
	s.mustAt(s.at(36), Finish{Agent: "a", Ticket: id, Outcome: Consulted})
	k, y := s.ticket(id), s.Tally("benefits")
	for figure, pair := range map[string][2]time.Duration{
		"the wait":                          {k.WaitTime(), 3 * time.Second},
		"the service time":                  {k.ServiceTime(), 4 * time.Second},
		"the handling time":                 {k.HandlingTime(), 11 * time.Second},
		"the mean service at the desk":      {s.MeanService("3"), 4 * time.Second},
		"the mean service of the direction": {y.MeanService(), 4 * time.Second},
		"the mean wait of the direction":    {y.MeanWait(), 3 * time.Second},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s is %v, want %v", figure, pair[0], pair[1])
		}
	}
	if !k.RunsFrom().IsZero() {
		t.Errorf("after the visit a clock still runs from %v", k.RunsFrom())
	}
}

// A ticket that goes back to the line was called once already: its wait ended then.
func TestARequeuedTicketHasWaitedOnce(t *testing.T) {
	s := newDeskDay(t)
	s.mustAt(s.at(0), Issue{Direction: "benefits"})
	id := TicketID(s.Seq())
	s.mustAt(s.at(2), Call{Agent: "a"})
	s.mustAt(s.at(4), Requeue{Agent: "a", Ticket: id})
	if got := s.LongestWait("benefits", s.at(9)); got != 9*time.Second {
		t.Errorf("back in line after nine seconds, the longest wait is %v", got)
	}
	s.mustAt(s.at(10), Call{Agent: "a"})
	k, y := s.ticket(id), s.Tally("benefits")
	if k.WaitTime() != 2*time.Second || y.MeanWait() != 2*time.Second || y.CalledUp != 1 {
		t.Errorf("waited %v, in the mean %v over %d", k.WaitTime(), y.MeanWait(), y.CalledUp)
	}
}

func TestRecallsLeftAndFromWhen(t *testing.T) {
	s := newDeskDay(t)
	s.mustAt(s.at(0), Issue{Direction: "benefits"})
	id := TicketID(s.Seq())
	for called := range MaxRecalls + 1 {
		at := s.at(called * 20)
		if called == 0 {
			s.mustAt(at, Call{Agent: "a"})
		} else {
			s.mustAt(at, Recall{Agent: "a", Ticket: id})
		}
		k := s.ticket(id)
		n, from := k.RecallsLeft()
		if want := MaxRecalls - called; n != want || want > 0 && !from.Equal(at.Add(RecallGap)) {
			t.Errorf("after %d recalls %d are left, from %v", called, n, from)
		}
	}
}

// Who has come before an appointment waits from its time on, is called about it, and
// is told so at the kiosk and on the phone alike.
func TestWhoComesEarlyIsExpectedAtTheAppointment(t *testing.T) {
	s := newDeskDay(t)
	issued := s.mustAt(s.at(0), Issue{Direction: "benefits", Appointment: s.at(1200)})[0].(Issued)
	id := TicketID(s.Seq())
	if _, e := s.Expected(id, s.at(0)); e != issued.Estimate || e.P50 != 20*time.Minute {
		t.Errorf("expected in %+v, told %+v", e, issued.Estimate)
	}
	if _, e := s.Expected(id, s.at(600)); e.P50 != 10*time.Minute {
		t.Errorf("ten minutes on it is %+v", e)
	}
	if got := s.LongestWait("benefits", s.at(600)); got != 0 {
		t.Errorf("before the appointment the visitor waits %v", got)
	}
	s.mustAt(s.at(900), Tick{})
	if ahead, e := s.Expected(id, s.at(900)); ahead != 0 || e.P50 != 0 {
		t.Errorf("due, with a free desk: %d ahead, %+v", ahead, e)
	}
	if got := s.LongestWait("benefits", s.at(1260)); got != time.Minute {
		t.Errorf("a minute after the appointment the longest wait is %v", got)
	}
	// Four minutes early is due at once: nobody is told to wait for the clock.
	due := s.mustAt(s.at(1300), Issue{Direction: "benefits", Appointment: s.at(1540)})[0].(Issued)
	if _, e := s.Expected(TicketID(s.Seq()), s.at(1300)); e != due.Estimate ||
		e != s.Estimate("benefits", 1) {
		t.Errorf("due on arrival: expected in %+v, told %+v", e, due.Estimate)
	}
}

// The manager changes a promise at noon: the day is measured against the new one from
// its beginning, and directions that promise alike are measured together.
func TestServiceLevelsFollowThePromises(t *testing.T) {
	s := newDeskDay(t)
	s.mustAt(s.at(0), OpenDesk{Agent: "a", Desk: "3", Directions: []DirectionID{"benefits", "employment"}})
	for i, wait := range []int{600, 900, 901} { // ten minutes, fifteen, and a second more
		direction := DirectionID("benefits")
		if i == 0 {
			direction = "employment"
		}
		s.mustAt(s.at(2000*i), Issue{Direction: direction})
		id := TicketID(s.Seq())
		s.mustAt(s.at(2000*i+wait), Call{Agent: "a"})
		s.mustAt(s.at(2000*i+wait), Finish{Agent: "a", Ticket: id, Outcome: Consulted})
	}
	both := []DirectionID{"benefits", "employment"}
	want := []ServiceLevel{
		{Promise{Everyone, 15, 80}, both, 3, 2}, {Promise{Everyone, 30, 95}, both, 3, 3},
		{Promise{Booked, 5, 100}, both, 0, 0},
	}
	if got := s.ServiceLevels(both...); !reflect.DeepEqual(got, want) {
		t.Errorf("by default: %+v", got)
	}
	if share, ok := want[0].Share(); share != 66 || !ok {
		t.Errorf("two of three are %d %%, %v", share, ok)
	}
	config := DefaultConfig()
	config.Directions[1].Promises = []Promise{{Everyone, 12, 90}}
	s.mustAt(s.at(6000), Configure{config})
	want = []ServiceLevel{
		{Promise{Everyone, 12, 90}, both[:1], 2, 0}, {Promise{Everyone, 15, 80}, both[1:], 1, 1},
		{Promise{Everyone, 30, 95}, both[1:], 1, 1}, {Promise{Booked, 5, 100}, both[1:], 0, 0},
	}
	if got := s.ServiceLevels(both...); !reflect.DeepEqual(got, want) {
		t.Errorf("with a promise of its own: %+v", got)
	}
}

// Every direction has a bound beyond which a wait is too long, whatever it promises.
func TestOutermost(t *testing.T) {
	for _, c := range []struct {
		promises []Promise
		minutes  time.Duration
	}{
		{nil, 30},
		{[]Promise{{Everyone, 12, 90}}, 12},
		{[]Promise{{Everyone, 45, 100}, {Everyone, 10, 50}, {Booked, 60, 100}}, 45},
		{[]Promise{{Booked, 5, 100}}, 30}, // nothing to everyone: as usual
	} {
		d := Direction{Promises: c.promises}
		if got := d.Outermost(); got != c.minutes*time.Minute {
			t.Errorf("%v: at most %v, not %v", c.promises, c.minutes*time.Minute, got)
		}
	}
}
