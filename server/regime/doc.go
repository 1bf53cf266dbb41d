// Package regime tells whether the centre receives a visitor at a moment, and
// why: opening hours, Azerbaijan's working days, and the special regimes that a
// manager enacts from a decree. It is pure: time comes with the question.
//
// # How the answer is composed
//
// The bottom layer is ordinary reception: the opening hours on the days that
// the Calendar calls working. Every regime in force that covers the question
// is laid over it, and can only narrow it. A question is admitted when every
// layer admits it; numbers (capacity, tickets per hour) take their least value.
// So the order in which regimes were entered cannot matter, and removing one
// restores what was before.
//
// The order of precedence decides only which refusal is told first:
//
//  1. closed by a regime
//  2. outside the hours of the calendar, then of a regime
//  3. channel not allowed (walk-in, appointment, announced pick-up)
//  4. service not on the list
//  5. visitor not of the groups received at this hour
//
// Within one rule the regime that began first is told first.
//
// # Times
//
// A regime holds from From until just before To (half-open), and within that
// only in its daily windows and on its weekdays, if it has any. A daily window
// or opening span that ends at or before its beginning runs past midnight and
// belongs to the day on which it begins. All clock times are Asia/Baku.
//
// # History
//
// A Book answers by the regimes as they stand. What they said before an
// amendment is in the journal: every event carries the whole regime before and
// after.
package regime
