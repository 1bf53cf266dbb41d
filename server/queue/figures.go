package queue

import "time"

// The figures of a visit and of a day, each derived here and nowhere else; frames
// carry them and screens print them. The terms are those of queueing and of contact
// centres:
//
//	start of the wait  arrival, or the time booked for who came before it
//	wait               first call − start of the wait, at least 0. What follows (a
//	                   requeue, a transfer) does not change it
//	service time       end − arrival at the desk − time on hold, of the last call
//	handling time      end − last call − time on hold: how long a desk was kept busy
//	service level      share of those called whose wait kept a promise (Promise)
//	longest wait       now − start of the wait, the longest of those in line now,
//	                   those who were called before and wait again among them
//
// Means are over the tickets that have the figure: waits over those called, service
// times over the finished.

// Seconds writes a figure on the wire: in whole seconds that have passed, at least 0,
// as a running clock would show it.
func Seconds(d time.Duration) int { return int(max(0, d) / time.Second) }

// Mean is the mean of n durations that come to a total; 0 of none.
func Mean(total time.Duration, n int) time.Duration {
	if n == 0 {
		return 0
	}
	return total / time.Duration(n)
}

// WaitsFrom is the start of the visitor's wait.
func (t *Ticket) WaitsFrom() time.Time { return latest(t.Arrival, t.Appointment) }

// WaitTime is the visitor's wait; 0 before the first call.
func (t *Ticket) WaitTime() time.Duration {
	if t.FirstCalledAt.IsZero() {
		return 0
	}
	return max(0, t.FirstCalledAt.Sub(t.WaitsFrom()))
}

// ServiceTime is the service time of a finished visit; 0 for other tickets.
func (t *Ticket) ServiceTime() time.Duration {
	if t.Status != Finished {
		return 0
	}
	return max(0, t.EndedAt.Sub(t.ServedAt)-t.HeldFor)
}

// HandlingTime is the handling time of a finished visit; 0 for other tickets.
func (t *Ticket) HandlingTime() time.Duration {
	if t.Status != Finished {
		return 0
	}
	return max(0, t.EndedAt.Sub(t.CalledAt)-t.HeldFor)
}

// RunsFrom is the moment from which a clock beside the ticket counts: the wait of who
// waits, the time since the call, the service time so far (whatever was on hold before
// is left out), the time on hold. Zero for a ticket that has ended.
func (t *Ticket) RunsFrom() time.Time {
	switch t.Status {
	case Waiting:
		return t.WaitsFrom()
	case Called:
		return t.CalledAt
	case Serving:
		return t.ServedAt.Add(t.HeldFor)
	case Held:
		return t.HeldAt
	}
	return time.Time{}
}

// RecallsLeft is how many recalls a called ticket has left, and the moment from which the
// next is allowed. None for other tickets.
func (t *Ticket) RecallsLeft() (n int, from time.Time) {
	if t.Status != Called || t.Recalls >= MaxRecalls {
		return 0, time.Time{}
	}
	return MaxRecalls - t.Recalls, t.AnnouncedAt.Add(RecallGap)
}

// DeskRunsFrom is the moment from which the clock of a desk counts: that of its
// visitor, or else of the present agent, pause or idleness; zero for an empty desk.
func (s *State) DeskRunsFrom(id DeskID) time.Time {
	k := s.desks[id]
	if k == nil || k.Agent == "" {
		return time.Time{}
	}
	if k.Active != 0 {
		return s.tickets.at(k.Active).RunsFrom()
	}
	return k.Since
}

// MeanService is the mean service time of the visits finished at a desk today.
func (s *State) MeanService(id DeskID) time.Duration {
	k := s.desks[id]
	if k == nil {
		return 0
	}
	n, total := 0, time.Duration(0)
	for _, t := range k.ended {
		if t.Status == Finished {
			n, total = n+1, total+t.ServiceTime()
		}
	}
	return Mean(total, n)
}

// LongestWait is the longest wait in the direction's line at now; 0 when nobody waits
// there.
func (s *State) LongestWait(id DirectionID, now time.Time) time.Duration {
	if l := s.lines[id]; l != nil {
		return l.longest(now)
	}
	return 0
}

// CalledAround are the moments between which the call of who came early for an
// appointment is to be expected, whoever else is there.
func (t *Ticket) CalledAround() (from, until time.Time) {
	return t.Appointment.Add(-DueBefore), t.Appointment.Add(DueBefore)
}

// Expected is what awaits a waiting ticket from a moment on: how many are called
// before it in its line, and its wait (see Estimate). Who came early for an
// appointment is called about its time, whoever is ahead. None for other tickets.
func (s *State) Expected(id TicketID, at time.Time) (ahead int, wait Estimate) {
	t := s.tickets.at(id)
	if t == nil || t.line == nil {
		return 0, Estimate{}
	}
	ahead = t.line.ahead(&t.Ticket)
	return ahead, s.expected(&t.Ticket, ahead, at)
}

// expected is the estimate of a ticket that stands in its line, or is about to.
func (s *State) expected(t *Ticket, ahead int, at time.Time) Estimate {
	e := s.Estimate(t.Direction, ahead)
	if t.Due || t.Appointment.IsZero() {
		return e
	}
	if early := t.Appointment.Sub(at).Truncate(time.Second); early > e.P50 {
		e = Estimate{P50: early, P80: max(early, e.P80)}
	}
	return e
}
