package centre

import (
	"encoding/json"
	"fmt"
	"maps"
	"time"

	"dost/server/appointment"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/queue"
)

// Intake counts the tickets that walk-ins got, by direction, in the clock hour and the
// business day of the newest: what limits of tickets per hour and day are held
// against. A new business day empties it. A ticket for an appointment counts at its booked time, with the
// bookings.
// A cancelled ticket gives its place free.
type Intake struct {
	directions map[queue.DirectionID]directionIntake
}

type directionIntake struct {
	Hour   time.Time `json:"hour"` // the clock hour that InHour counts
	InHour int       `json:"in_hour"`
	Day    civil.Day `json:"day"`
	InDay  int       `json:"in_day"`
}

// NewIntake is a day without a ticket.
func NewIntake() *Intake { return &Intake{directions: map[queue.DirectionID]directionIntake{}} }

// Walked counts a direction's tickets of walk-ins in the clock hour and in the
// business day that hold t.
func (i *Intake) Walked(d queue.DirectionID, t time.Time) (hour, day int) {
	n := i.directions[d]
	if n.Hour.Equal(t.Truncate(time.Hour)) {
		hour = n.InHour
	}
	if n.Day == civil.DayOf(t) {
		day = n.InDay
	}
	return hour, day
}

// add counts a walk-in's ticket in (by = 1) or out (by = -1).
func (i *Intake) add(d queue.DirectionID, at time.Time, by int) {
	n := i.directions[d]
	hour, day := at.UTC().Truncate(time.Hour), civil.DayOf(at)
	if by > 0 && hour.After(n.Hour) {
		n.Hour, n.InHour = hour, 0
	}
	if by > 0 && day > n.Day {
		n.Day, n.InDay = day, 0
	}
	if n.Hour.Equal(hour) {
		n.InHour += by
	}
	if n.Day == day {
		n.InDay += by
	}
	i.directions[d] = n
}

// cancelling is the ticket that a record cancels, or whose cancelling it takes back;
// 0 = none.
func cancelling(r event.Record) queue.TicketID {
	switch e := r.Event.(type) {
	case queue.Voided:
		return e.Ticket
	case queue.Undone:
		return e.Before.ID
	}
	return 0
}

// apply counts what a record did; before is the ticket that it cancels, as it
// stood, or nil; q the queue right after it.
func (i *Intake) apply(r event.Record, before *queue.Ticket, q *queue.State) {
	switch e := r.Event.(type) {
	case queue.DayOpened:
		clear(i.directions)
	case queue.Issued:
		if e.Appointment.IsZero() {
			i.add(e.Direction, q.Now(), 1)
		}
	case queue.Voided, queue.Undone:
		if before == nil {
			return
		}
		after, ok := q.Ticket(before.ID)
		was, is := before.Status == queue.Cancelled, after.Status == queue.Cancelled
		if !ok || was == is || !before.Appointment.IsZero() {
			return
		}
		by := 1
		if is {
			by = -1
		}
		i.add(before.Series, before.Arrival, by)
	}
}

// Clone is a count of its own that goes on from here.
func (i *Intake) Clone() *Intake { return &Intake{directions: maps.Clone(i.directions)} }

// MarshalJSON writes the snapshot.
func (i *Intake) MarshalJSON() ([]byte, error) { return json.Marshal(i.directions) }

// UnmarshalJSON replaces the counts by a snapshot's.
func (i *Intake) UnmarshalJSON(body []byte) error {
	n := map[queue.DirectionID]directionIntake{}
	if err := json.Unmarshal(body, &n); err != nil {
		return fmt.Errorf("centre: read the flow's snapshot: %w", err)
	}
	for d, x := range n {
		x.Hour = x.Hour.UTC()
		n[d] = x
	}
	i.directions = n
	return nil
}

// environment is what appointments need of the rest of the centre.
func (s *State) environment() appointment.Environment {
	return appointment.Environment{Queue: s.Queue, Regime: s.Regime, Walked: s.Intake.Walked}
}

// Slots are the slots of a query's day as they stand at now: see appointment.Slots.
// But leaves a booking out of account that is to be moved (0 = none).
func (s *State) Slots(now time.Time, q Query, day time.Time, but appointment.ID) []appointment.Slot {
	return s.Appointment.Slots(s.environment(), now, q, day, but)
}
