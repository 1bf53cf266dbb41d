// Package sim plays a centre's day with a virtual clock: seeded visitors come,
// the real centre.Decide and centre.Apply receive or refuse them, and desks serve
// those who wait. The manager tries a planned regime with it, and the property
// tests run the invariants over it. There is no journal, goroutine or wall clock,
// and the same seed gives the same day to the byte.
//
// # What it assumes
//
// A Profile holds everything that is assumed, so that whoever shows a result can
// say what it rests on. Visitors are drawn before the day begins: when each comes,
// for what, how long the service takes, whether he answers the call, and whether
// he comes back when told until when to wait. So two days with one seed have the
// same visitors, whatever the rules make of them, and their difference is the
// rules' alone.
//
// A visitor who is refused and told a time of the same day comes back then, once
// or twice, if he is one who does; all others are sent to the other ways that the
// centre offers (142, the portals). Under a rule that receives appointments only,
// some of the visitors have heard of it and book beforehand, as near to the time
// at which they meant to come as there is a place.
//
// Agents call as soon as they are free, and go home at the end of their shift when
// nobody waits for them; who waits at closing time is still served, up to
// Overtime later. Holding, transferring and pausing are not played.
package sim
