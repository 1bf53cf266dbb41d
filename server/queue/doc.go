// Package queue is the engine of a service centre: tickets, lines, desks, calls
// and their order. It is pure. Decide turns a command into events and changes
// nothing; Apply brings a State one event on and decides nothing; time and
// actor come in with each command. So the same code runs live, in replay of a
// journal, in the simulation of a planned regime and in the fault tests, and
// gives the same state in all of them.
//
// # Order of call
//
// A ticket's rank is its arrival less the head start H of its group; ordinary
// tickets have H = 0. A line (a direction's, or the own line of a desk to which
// tickets were transferred) calls by lowest rank, ties by ticket id, under one
// exception: after MaxPriorityRun priority calls in a row from a line, its
// first ordinary ticket, if one waits, is next. A desk takes, over the lines of
// its directions and its own line, the one of their next tickets that has the
// lowest rank. Appointments whose time has come go before (see Appointments). A
// chosen call (CallChosen) names its actor and its reason, and
// does not count in a run. Requeue, transfer and hold keep arrival and rank. A
// ticket issued for a return (Issue.Return) takes the rank of the visit that it
// continues, if that is lower; in the bound below the time between counts as H.
//
// # Bound on overtaking
//
// Let Hmax be the largest head start. When a call by order takes a ticket c
// while an ordinary ticket o waits in any of the desk's lines, c came at most
// Hmax after o; and not later than o if c is ordinary too.
//
// Proof. Let o wait in line L, let f be L's first ordinary ticket and n the one
// that L's rule chooses. Then rank(f) ≤ rank(o), since f is the first. Either n
// is f, or n is a priority ticket that was chosen because it ranks before f; so
// rank(n) ≤ rank(o) in both cases. The desk takes the lowest of its lines'
// choices, so rank(c) ≤ rank(n) ≤ rank(o) = arrival(o). And arrival(c) =
// rank(c) + H(c) ≤ arrival(o) + H(c), where H(c) ≤ Hmax, and H(c) = 0 if c is
// ordinary. ∎
//
// The converse bound, for priority tickets: an ordinary ticket is called from a
// line before a waiting priority ticket of lower rank only when the
// MaxPriorityRun calls by order from that line before it were priority calls.
// So between two such exceptions lie at least MaxPriorityRun priority calls, and
// a priority ticket with j priority tickets before it in its line lets at most
// ⌊(j + MaxPriorityRun) / MaxPriorityRun⌋ ordinary tickets of higher rank go
// first. The proof is the rule itself: choose takes an ordinary ticket over a
// priority ticket of lower rank only at run ≥ MaxPriorityRun; that call sets the
// run to zero, and only a priority call by order raises it, by one. (Tickets that
// come later and rank lower count among the j. An Undo takes its call out of the
// run, so a call taken back neither uses up a priority turn nor ends a run.)
//
// Ahead counts exactly by this rule: the calls that a ticket's line makes before
// its own if nobody else comes or falls due and nothing is chosen or moved.
//
// # Appointments
//
// A ticket issued for an appointment at T ranks at T, or at its arrival if that is
// later, whatever its group; until it is due it waits as an ordinary ticket of that
// rank, so that a desk with nobody else to serve takes it early. It falls due
// DueBefore before T: at its issue, or by the first Tick after that moment. A due
// ticket goes before every ticket that is not, over all lines of a desk; among
// themselves the due go by rank, ties by ticket id. Calls of due tickets count in no
// run.
//
// The promise: from T − DueBefore on, a desk that serves the ticket's line and calls
// the next visitor takes this ticket, or one that is due and ranks before it. So of
// k due tickets that rank before it, at most k calls by order of such desks go
// first; and with one appointment for each desk and slot (k = 0 for somebody), it is
// called within DueBefore of T when a desk is free in that time.
//
// The price: the bounds above hold among tickets that are not due, and a walk-in is
// overtaken besides by the due ones alone. How many they can be is what the slots'
// capacity limits: n in a slot of m minutes overtake a walk-in who waits for w at
// most n·(⌈(w + late + DueBefore) / m⌉ + 1) times.
//
// # Lives of a ticket
//
//	waiting → called → serving → finished
//	   ↑         ↓        ↓
//	   ├───── no-show    held → serving (Resume)
//	   └── Requeue, Transfer, Undo
//
// Every state has a way out. Waiting: Call, CallChosen, Transfer. Called: Arrive,
// NoShow, Hold, Requeue, Transfer, Finish, and the clock's no-show NoShowAfter
// after the last announcement. Serving: Hold, Requeue, Transfer, Finish. Held:
// Resume at any desk that serves the direction, also when the desk that held it
// was left; Requeue and Transfer at the desk that held it. No-show: Requeue.
// All of them: Cancel, and the end of the day. Finished and cancelled are final;
// Undo alone takes a desk's last move back, within UndoWindow, if nobody has
// touched the ticket since.
//
// Finish of a ticket that was only called is two events, Arrived and Ended: Undo
// takes back the second and leaves the visitor being served.
//
// Tickets transferred to one desk wait in that desk's own line: calls of other
// desks do not take them, CallChosen and Transfer do. When nobody sits at the
// desk for longer than EmptyDesk, or at once when an empty desk is switched off,
// Tick gives them to their direction's line, where their rank puts them.
// Requeue always returns a ticket to its direction's line.
//
// # Numbers
//
// A number is the direction's counter plus one, and the counter is in the state:
// so per (day, direction) numbers run 1, 2, 3 … without a gap, and the counter
// is the highest number and the number of tickets. A cancelled ticket keeps its
// number. Transfer changes neither number nor label; Series remembers the
// direction that counted it. A new prefix holds for new tickets only, and is
// refused while another direction's numbers of today bear it: no label is given
// out twice in a day.
//
// # Days and time
//
// The business day is the date in Baku. DayOpened empties lines, counters, calls,
// runs and what the estimate learnt, ends what was open as not served, and
// leaves every desk empty, since agents sign in each morning. The centre sends a
// Tick to open the day; any other first command of a day opens it by itself,
// before its own events. The day never goes back: a Meta before the state's Now
// counts as Now, in Decide and in Apply alike, so no duration is negative. Times
// are kept in UTC and whole milliseconds, which is what journals keep.
//
// # Events of others
//
// The centre has one history. A Record whose Event is of another package moves
// the state's Seq and Now, and nothing else.
package queue
