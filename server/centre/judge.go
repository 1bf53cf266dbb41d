package centre

import (
	"cmp"
	"errors"
	"time"

	"dost/server/appointment"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
)

// CodeTooLateToday refuses a ticket whose expected wait passes closing time, under a
// regime that stops tickets then. CodeFull, CodeDailyLimit and CodeHourlyLimit are
// the other limits that the centre judges.
const CodeTooLateToday problem.Code = "too-late-today"

// Query is who asks to be received, and how.
type Query = regime.Query

// Judgement is the whole answer to who asks for a ticket: the regimes' verdict and,
// where that admits, the limits which it leaves to the centre.
type Judgement struct {
	regime.Verdict
	// Limit is the limit that refuses although the regimes admit: full, daily-limit,
	// hourly-limit, too-late-today; "" = none.
	Limit problem.Code
	// Facts of the limit: inside, capacity, outside, limit, estimate (seconds until
	// there is likely to be room), until (when it is worth asking again).
	Facts map[string]any
}

// Open tells whether a ticket would be issued; if not, RefusalCode says why.
func (j Judgement) Open() bool { return j.Admit && j.Limit == "" }

// RefusalCode is the code of the refusal: the limit's, or the regimes'; "" when Open.
func (j Judgement) RefusalCode() problem.Code { return cmp.Or(j.Limit, j.Code) }

// Judge answers as an Issue at that moment would be answered. A visitor with an
// appointment (q.Channel) has a place of his own among the tickets of the hour and
// day, which his booking holds; the hall's capacity holds for everyone.
func (s *State) Judge(at time.Time, q Query) Judgement {
	at = s.present(at)
	j := Judgement{Verdict: s.Regime.At(at, q)}
	if !j.Admit {
		return j
	}
	s.judgeTickets(&j, at, q)
	if j.Limit == "" {
		s.judgeCapacity(&j, at, q)
	}
	if walkIn(q) && j.Limit == "" && j.Limits.ForecastClosing {
		s.judgeForecast(&j, at, q, s.Queue.Estimate(q.Direction, s.waiting(at, q.Direction)))
	}
	return j
}

func walkIn(q Query) bool { return q.Channel == "" || q.Channel == regime.WalkIn }

// present is the time of a turn, which never goes back.
func (s *State) present(at time.Time) time.Time {
	if at.Before(s.Queue.Now()) {
		return s.Queue.Now()
	}
	return at
}

// today tells whether the queue's business day is that of the moment: on the first
// order of a day it is not yet, and everything that it counts is of yesterday.
func (s *State) today(at time.Time) bool { return civil.DayOf(at) == s.Queue.Day() }

func (s *State) waiting(at time.Time, d queue.DirectionID) int {
	if !s.today(at) {
		return 0
	}
	return s.Queue.WaitingIn(d)
}

// judgeTickets holds the tickets of the hour and of the day against their limits. For
// a walk-in the places count that bookings hold; for an appointment only tickets.
func (s *State) judgeTickets(j *Judgement, at time.Time, q Query) {
	if j.Limits.PerDay == 0 && j.Limits.PerHour == 0 {
		return
	}
	hour, day := s.Intake.Walked(q.Direction, at)
	if walkIn(q) {
		hour += s.Appointment.InHour(q.Direction, at, 0)
		day += s.Appointment.InDay(q.Direction, at, 0)
	} else {
		from := appointment.Midnight(at)
		for _, b := range s.Appointment.Between(from, from.AddDate(0, 0, 1)) {
			if b.Direction != q.Direction || b.Status != appointment.CheckedIn {
				continue
			}
			if day++; b.At.Truncate(time.Hour).Equal(at.Truncate(time.Hour)) {
				hour++
			}
		}
	}
	if limit := j.Limits.PerDay; limit > 0 && day >= limit {
		j.refuse(appointment.CodeDailyLimit, map[string]any{"limit": limit})
		tomorrow := appointment.Midnight(at).AddDate(0, 0, 1)
		j.again(s.opens(tomorrow, q))
		return
	}
	if limit := j.Limits.PerHour; limit > 0 && hour >= limit {
		j.refuse(appointment.CodeHourlyLimit, map[string]any{"limit": limit})
		j.again(s.opens(at.Truncate(time.Hour).Add(time.Hour), q))
	}
}

// judgeCapacity holds the people in the hall against its capacity. Who asks stands in
// the hall already and is counted at the door, so the others are one fewer; where
// nobody counts, those with an open ticket are the others.
func (s *State) judgeCapacity(j *Judgement, at time.Time, q Query) {
	capacity, limited := j.Limits.Capacity.For(s.openDesks(at))
	if !limited {
		return
	}
	inside, counted := s.Occupancy.Inside()
	others := s.openTickets(at)
	if counted && s.today(at) {
		others = max(others, inside-1)
	} else {
		inside = others
	}
	if others < capacity {
		return
	}
	outside := s.Occupancy.Waiting() + s.Occupancy.Expected()
	// Places free up as fast as visitors are served.
	leave := s.Queue.Estimate(q.Direction, others-capacity+1+outside)
	j.refuse(queue.CodeFull, map[string]any{
		"inside": inside, "capacity": capacity, "outside": outside, "estimate": int(leave.P50.Seconds()),
	})
}

// judgeForecast refuses when the expected call would come after closing time.
func (s *State) judgeForecast(j *Judgement, at time.Time, q Query, e queue.Estimate) {
	closing, open := s.called(at, q, e.P50)
	if open {
		return
	}
	j.refuse(CodeTooLateToday, map[string]any{"closing": closing.In(civil.Baku),
		"estimate": int(e.P50.Seconds())})
	j.again(s.opens(closing, q))
}

func (j *Judgement) refuse(code problem.Code, facts map[string]any) { j.Limit, j.Facts = code, facts }

func (j *Judgement) again(t time.Time) {
	if !t.IsZero() {
		j.Facts["until"] = t.In(civil.Baku)
	}
}

// opens is the first moment from t on at which the regimes admit the query; the zero
// time if there is none in sight.
func (s *State) opens(t time.Time, q Query) time.Time {
	if v := s.Regime.At(t, q); !v.Admit {
		return v.Until
	}
	return t
}

// called tells whether a wait that begins now ends before closing time: it goes on
// only while the regimes admit, so a break in the day makes it longer. closing is the
// end of the day's last open stretch.
func (s *State) called(at time.Time, q Query, wait time.Duration) (closing time.Time, ok bool) {
	day := civil.DayOf(at)
	for t := at; ; {
		v := s.Regime.At(t, q)
		past := v.Until.IsZero() || civil.DayOf(v.Until) != day
		switch {
		case !v.Admit && past:
			return closing, false
		case past:
			return v.Until, true // open past the end of the day
		case v.Admit:
			if wait -= v.Until.Sub(t); wait <= 0 {
				return v.Until, true
			}
			closing = v.Until
		}
		t = v.Until
	}
}

// openDesks is how many desks are staffed, also those that pause.
func (s *State) openDesks(at time.Time) int {
	if !s.today(at) {
		return 0
	}
	return s.Queue.Staffed()
}

// openTickets is how many visitors have a ticket that is not ended.
func (s *State) openTickets(at time.Time) int {
	n := 0
	if !s.today(at) {
		return n
	}
	for _, d := range s.Queue.Config().Directions {
		t := s.Queue.Tally(d.ID)
		n += t.Waiting + t.Active + t.Held
	}
	return n
}

// HallOccupancy is the hall as a whole: how many people are inside, counted at the door or, on
// a day on which nobody counts, those with an open ticket; and how many it may hold
// under the regimes in force. limited is false while no regime limits it.
func (s *State) HallOccupancy(at time.Time) (inside, capacity int, limited bool) {
	at = s.present(at)
	inside, counted := s.Occupancy.Inside()
	if !counted || !s.today(at) {
		inside = s.openTickets(at)
	}
	capacity, limited = s.Regime.At(at, Query{}).Limits.Capacity.For(s.openDesks(at))
	return inside, capacity, limited
}

// freeCapacity is how many more people the hall takes now.
func (s *State) freeCapacity(at time.Time) (room int, limited bool) {
	inside, capacity, limited := s.HallOccupancy(at)
	return capacity - max(inside, s.openTickets(s.present(at))), limited
}

// issue is queue.Issue under the rules of the moment: checked here, inside the
// issuing command, so that no screen's delay can let a ticket through (promises
// 15).
func (s *State) issue(meta event.Meta, c queue.Issue, channel regime.Channel) ([]event.Event, error) {
	q := Query{Direction: c.Direction, Service: c.Service, Group: c.Group, Channel: channel}
	return s.issueUnder(meta, c, s.Judge(meta.At, q))
}

// issueUnder is queue.Issue under a judgement of the same moment.
func (s *State) issueUnder(meta event.Meta, c queue.Issue, j Judgement) ([]event.Event, error) {
	c.Rule = j.Rule()
	if j.Limit != "" {
		c.Rule.Refuse = j.Limit
	}
	events, err := queue.Decide(s.Queue, meta, c)
	var refusal *problem.Error
	if errors.As(err, &refusal) && refusal.Code == j.Limit {
		for name, fact := range j.Facts {
			refusal.Facts[name] = fact
		}
	}
	return events, err
}
