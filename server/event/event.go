// Package event holds what every package of the server says of its history: events in
// their places in the journal, who caused them and when, and how they are read
// back. It knows nothing of what happens in any other package.
package event

import "time"

// Event is a fact, named in the past. Events hold all that Apply needs, so that
// replay of a journal gives the same state for ever; fields are only added.
type Event interface{ Kind() string }

// Record is an event in its place in the centre's one history.
type Record struct {
	Seq   uint64 // 1, 2, 3 … without a gap
	At    time.Time
	Actor string
	Event Event
}

// Meta is when and by whom a command is decided. The writer stamps At and clamps
// it, so that Decide and the records that follow tell the same time; an At
// before the state's Now counts as Now, so durations are never negative.
type Meta struct {
	At    time.Time
	Actor string // "kiosk:K1", "agent:agent3", "manager:manager", "clock"
}
