package regimes

import (
	"time"

	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/queue"
	"dost/server/regime"
)

// Hit is what the draft does in a direction to what has been given out: the
// tickets of today that wait now, and the visits booked for its time. Touched are
// those that are admitted as decided and would not be any more.
type Hit struct {
	Direction     queue.DirectionID `json:"direction"`
	Waiting       int               `json:"waiting"`
	Touched       int               `json:"touched"`
	Booked        int               `json:"booked"`
	BookedTouched int               `json:"booked_touched"`

	// What becomes of the visits with the draft's treatment. Those that were to be
	// told of a refusal, and are received again, are not among the touched.
	Kept       int        `json:"kept"`            // honoured
	Moved      int        `json:"moved"`           // into other slots …
	First      *time.Time `json:"first,omitempty"` // … the first and …
	Last       *time.Time `json:"last,omitempty"`  // … the last of them
	Unplaced   int        `json:"unplaced"`        // to be told that they are not received
	Readmitted int        `json:"readmitted"`

	Visits []Visit `json:"visits,omitempty"` // by time, if asked for
}

// Visit is a visit as the draft treats it. It says nothing of who comes.
type Visit struct {
	At   time.Time          `json:"at"`
	To   *time.Time         `json:"to,omitempty"` // of a moved one
	Does appointment.Effect `json:"does"`
}

// hits counts what the draft meets, for the directions that have any.
func hits(st *centre.State, drafted *regime.Book, change event.Event, now time.Time, each bool) []Hit {
	draft := decidedBy(change)
	list := []Hit{}
	at := map[queue.DirectionID]int{} // in the list
	for i, id := range offered(st) {
		at[id] = i
		hit := Hit{Direction: id}
		hit.tickets(st, drafted, later(draft.From, now), now)
		list = append(list, hit)
	}
	for _, b := range st.Appointment.Between(appointment.Midnight(now), draft.To) {
		i, known := at[b.Direction]
		if known && b.Status == appointment.Booked && !later(b.At, now).Before(draft.From) {
			list[i].Booked++
		}
	}
	for _, d := range st.Displaced(now, change) {
		if i, known := at[d.Booking.Direction]; known {
			list[i].visit(d, each)
		}
	}
	met := []Hit{}
	for _, hit := range list {
		if hit.Waiting+hit.Booked+hit.BookedTouched+hit.Readmitted > 0 {
			met = append(met, hit)
		}
	}
	return met
}

// visit counts one visit that the draft touches.
func (hit *Hit) visit(d appointment.Displacement, each bool) {
	one := Visit{At: d.Booking.At.In(civil.Baku), Does: d.Does}
	hit.BookedTouched++
	switch d.Does {
	case appointment.Kept:
		hit.Kept++
	case appointment.Put:
		to := d.Slot.At.In(civil.Baku)
		one.To = &to
		hit.Moved++
		if hit.First == nil || to.Before(*hit.First) {
			hit.First = &to
		}
		if hit.Last == nil || to.After(*hit.Last) {
			hit.Last = &to
		}
	case appointment.Refused:
		hit.Unplaced++
	case appointment.Readmitted:
		hit.Readmitted++
		hit.BookedTouched--
	}
	if each {
		hit.Visits = append(hit.Visits, one)
	}
}

// tickets counts those that wait. They live one business day: a draft that begins
// on another meets none of them.
func (hit *Hit) tickets(st *centre.State, drafted *regime.Book, begins, now time.Time) {
	if civil.DayOf(begins) != civil.DayOf(now) || st.Queue.Day() != civil.DayOf(now) {
		return
	}
	for _, t := range st.Queue.Tickets() {
		if t.Direction != hit.Direction || t.Status != queue.Waiting {
			continue
		}
		hit.Waiting++
		q := st.QueryOf(t)
		if st.Regime.At(begins, q).Admit && !drafted.At(begins, q).Admit {
			hit.Touched++
		}
	}
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
