// Package appointment keeps the visits that people announce beforehand:
// appointments, and pick-ups of ready documents announced to 142. It is pure: time
// comes with each command, and what it needs of the rest of the centre is Environment.
//
// # Slots
//
// A direction's day is cut into slots that begin every Minutes from midnight on, so
// that they stay where they are when a closure ends at an odd minute. A slot that the
// regimes in force do not admit from its beginning to its end does not exist. The
// length, and how early and late a visitor may
// come, are those of the regimes at the slot's beginning; where none speaks of slots
// they are Ordinary: 15 minutes, 30 early, 10 late (surfaces, Manager; the limits
// are those that ASAN found in 2020, see domain, Special regimes).
//
// A slot holds PerSlot visits of a direction; where no regime gives a number, one
// for each desk that works for the direction: today those that are open, if any are,
// on other days those furnished for it, each as one part in the number of its
// directions, and one at least. Appointments and pick-ups share a slot's places, and
// each takes one of the direction's tickets per hour and per day from the moment of
// booking: walk-ins get what is left.
//
// # Check-in
//
// From Early minutes before the time (but not before the centre admits the
// channel) until Late minutes after it, the visitor gets a ticket with a number of
// the direction's series, which goes before all walk-ins from queue.DueBefore before
// the time on: see the promise in package queue. Sooner, the refusal says from when.
// Later, the appointment is missed: under a regime that cancels the late it is no
// longer good; else the visitor is a walk-in like any other, if walk-ins are
// admitted.
//
// # When the rules change
//
// A change of the rules treats the visits booked before it, by the same command
// (Displaced). Those that it does not receive, or that are beyond its limits of
// tickets, are honoured, put into other slots or told, as the regime says; the
// calendar and the hours have them told. Visits are put elsewhere by their times, so
// that none overtakes another of its sort: on the same day into the nearest slot, else
// on the first later day with a place into the one nearest to their time of day; into
// an earlier one only if that is a day ahead, since its visitor must hear of it
// before. What a visitor is to be told is kept with the booking (Pending), and dropped
// when a later change makes it untrue before it is told.
//
// # Codes
//
// A booking's code has six digits, "482 915": five that are drawn and one that is
// computed from them, so that one digit misheard, or two neighbours exchanged, is
// noticed at once. It belongs to one booking only as long as any booking of the
// present state has it, which is until the end of the booking's day.
//
// # People
//
// Events and state name nobody. The caller's telephone travels as Contact beside the
// command, and is sealed apart from the history.
package appointment
