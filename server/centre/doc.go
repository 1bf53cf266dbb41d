// Package centre is the whole of a centre at one moment, as one pure state machine
// over the engine, the regimes, the applications and the smaller packages. The centre's
// writer, replay and the simulation all run this same Decide and Apply.
//
// A command of one part goes to that part. The centre itself decides what concerns
// several of them, always as the events of one command, so that nothing can come
// between:
//
//   - who is received: Judge holds a question against the regimes and against what
//     only the centre can count, which is tickets of the hour and the day, people
//     inside, and the forecast wait; Issue and CheckIn ask it inside the command;
//   - what a change of the rules does to those admitted before it: visits that were
//     booked are honoured, moved or told (Displaced); a ticket that waits is never
//     taken away (Treated), and where the regime has visitors rebooked its visitor may
//     give it up for an appointment (Rebook);
//   - Skip, after a restore: no number that may be on paper is given again;
//   - Reconfigure, refused where another manager was quicker.
//
// Rehearsal and Continuation copy a state for trying things on.
package centre
