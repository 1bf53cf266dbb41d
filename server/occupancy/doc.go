// Package occupancy knows how many people are in the hall, and who waits outside
// until there is room. It is pure: time comes with each command.
//
// # Inside
//
// Somebody at the door counts people in and out. The count belongs to a business day
// and begins at zero; a day on which nobody has counted yet has no count, and the
// hall then goes by the open tickets. A count may pass the capacity: the door tells
// what is, not what should be. It never falls below zero.
//
// # The outside queue
//
// When the hall is full, visitors get a number of its own series (X01, X02 …) and
// wait outside. Whenever there is room, those who came first are called in, as many
// as there are places, on the hall's display and at the door. Somebody called in has
// a place kept for CallFor; the door says that they came, which counts them in, or
// that they did not; after CallFor the clock says so. The series and the line end
// with the business day.
package occupancy
