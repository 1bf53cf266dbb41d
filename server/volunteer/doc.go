// Package volunteer brings help to those in the hall who need it: somebody at a
// kiosk or a desk calls, one volunteer takes the call and goes, and the time is
// counted. It is pure: time comes with each command.
//
// # A call
//
// A place (a kiosk, a desk) has one call that nobody has taken yet; it says where
// help is wanted, since when and in which language, and at a desk for which ticket,
// but nothing about the person. Exactly one volunteer takes it: whoever comes second
// is told who was first. A volunteer has one call at a time, so that the time that is
// counted is the time of one person. Done ends a call; a call taken by mistake can be
// given back; whoever called may cancel while nobody is coming.
//
// # A place that waits too long
//
// A volunteer may be held up on the way. After ComeWithin the place may call again,
// also while the first call is still taken.
//
// # A day
//
// Open calls end with the business day. What was done is in the events, and each Done
// carries its own figures.
package volunteer
