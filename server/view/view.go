// Package view is what several screens show of the same thing, said once. A screen's
// own view begins with it and adds what that screen alone shows.
package view

import (
	"time"

	"dost/server/centre"
	"dost/server/i18n"
	"dost/server/queue"
	"dost/server/regime"
)

// Direction is a direction as every screen shows it.
type Direction struct {
	ID      queue.DirectionID `json:"id"`
	Prefix  string            `json:"prefix"`
	Name    i18n.Text         `json:"name"`
	Open    bool              `json:"open"`    // a walk-in would get a ticket
	Waiting int               `json:"waiting"` // people
}

// DirectionOf shows a direction under a judgement of a walk-in.
func DirectionOf(st *centre.State, d queue.Direction, j centre.Judgement) Direction {
	waiting := st.Queue.WaitingIn(d.ID)
	return Direction{ID: d.ID, Prefix: d.Prefix, Name: d.Name, Open: j.Open(), Waiting: waiting}
}

// Alternative is another way to be served.
type Alternative struct {
	Kind  regime.AlternativeKind `json:"kind"` // phone, portal, email, pick-up
	Value string                 `json:"value"`
	Text  i18n.Text              `json:"text"`
}

// Alternatives are those that a verdict offers; never nil.
func Alternatives(v regime.Verdict) []Alternative {
	list := []Alternative{}
	for _, a := range v.Alternatives {
		list = append(list, Alternative{a.Kind, a.Value, a.Text})
	}
	return list
}

// Occupancy is how full the hall is.
type Occupancy struct {
	Inside   int `json:"inside"`
	Capacity int `json:"capacity"` // 0 while nothing limits it
	Outside  int `json:"outside"`  // people who wait outside; each screen says whether with those called in
}

// OccupancyOf tells how full the hall is, with those who wait outside and are not called
// in; limited is false while no regime limits how many may be inside.
func OccupancyOf(st *centre.State, at time.Time) (o Occupancy, limited bool) {
	o.Inside, o.Capacity, limited = st.HallOccupancy(at)
	o.Outside = st.Occupancy.Waiting()
	return o, limited
}
