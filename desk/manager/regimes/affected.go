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

// HitView is what the draft does in a direction to what has been given out: the
// tickets of today that wait now, and the visits booked for its time. Touched are
// those that are admitted as decided and would not be any more.
type HitView struct {
	Direction     queue.DirectionID `json:"direction"`
	Waiting       int               `json:"waiting"`
	Touched       int               `json:"touched"`
	Booked        int               `json:"booked"`
	BookedTouched int               `json:"booked_touched"`

	// What becomes of the visits with the draft's treatment. Those that were to be
	// told of a refusal, and are received again, are not among the touched.
	Honoured   int        `json:"kept"`            // honoured
	Moved      int        `json:"moved"`           // into other slots …
	First      *time.Time `json:"first,omitempty"` // … the first and …
	Last       *time.Time `json:"last,omitempty"`  // … the last of them
	Unplaced   int        `json:"unplaced"`        // to be told that they are not received
	Readmitted int        `json:"readmitted"`

	Visits []Visit `json:"visits,omitempty"` // by time, if asked for
}

// Visit is a visit as the draft treats it. It says nothing of who comes.
type Visit struct {
	At     time.Time          `json:"at"`
	To     *time.Time         `json:"to,omitempty"` // of a moved one
	Effect appointment.Effect `json:"does"`
}

// affected counts what the draft meets, for the directions that have any.
func affected(st *centre.State, drafted *regime.Book, change event.Event, now time.Time,
	each bool) []HitView {
	draft := decidedBy(change)
	list := []HitView{}
	at := map[queue.DirectionID]int{} // in the list
	for i, id := range offered(st) {
		at[id] = i
		row := HitView{Direction: id}
		row.tickets(st, drafted, later(draft.From, now), now)
		list = append(list, row)
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
	met := []HitView{}
	for _, row := range list {
		if row.Waiting+row.Booked+row.BookedTouched+row.Readmitted > 0 {
			met = append(met, row)
		}
	}
	return met
}

// visit counts one visit that the draft touches.
func (row *HitView) visit(d appointment.Displacement, each bool) {
	one := Visit{At: d.Booking.At.In(civil.Baku), Effect: d.Effect}
	row.BookedTouched++
	switch d.Effect {
	case appointment.Honoured:
		row.Honoured++
	case appointment.Moved:
		to := d.Slot.At.In(civil.Baku)
		one.To = &to
		row.Moved++
		if row.First == nil || to.Before(*row.First) {
			row.First = &to
		}
		if row.Last == nil || to.After(*row.Last) {
			row.Last = &to
		}
	case appointment.Unplaced:
		row.Unplaced++
	case appointment.Readmitted:
		row.Readmitted++
		row.BookedTouched--
	}
	if each {
		row.Visits = append(row.Visits, one)
	}
}

// tickets counts those that wait. They live one business day: a draft that begins
// on another meets none of them.
func (row *HitView) tickets(st *centre.State, drafted *regime.Book, begins, now time.Time) {
	if civil.DayOf(begins) != civil.DayOf(now) || st.Queue.Day() != civil.DayOf(now) {
		return
	}
	for _, t := range st.Queue.Tickets() {
		if t.Direction != row.Direction || t.Status != queue.Waiting {
			continue
		}
		row.Waiting++
		q := st.QueryOf(t)
		if st.Regime.At(begins, q).Admit && !drafted.At(begins, q).Admit {
			row.Touched++
		}
	}
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
