package sim

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"time"

	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
)

// How agents work, assumed, in milliseconds.
const (
	pause  = 15 * 1000 // between two visitors
	wait   = 90 * 1000 // for somebody who does not answer the call
	minute = 60 * 1000
)

// Overtime is how long after closing time, or the end of the last shift, those who
// wait are still served.
const Overtime = 3 * time.Hour

// play is a day under way.
type play struct {
	profile  *Profile
	state    *centre.State
	midnight time.Time
	now      int64 // milliseconds from midnight
	closing  int64
	last     int64 // nobody is called after it
	beat     int64 // between two ticks of the clock
	seed     uint64
	opened   bool // the centre goes on from today as it stands

	agenda   agenda
	visitors []visitor
	order    []int32 // of visitors, by the time of their first coming
	came     int     // how many of order
	seats    []seat
	holders  map[queue.TicketID]int32 // who has the ticket
	count    count

	// watch, if not nil, sees the state right before each record.
	watch func(*centre.State, event.Record)
}

// seat is a desk with its agent.
type seat struct {
	Shift
	agent   queue.AgentID
	actor   string
	here    bool
	idle    bool           // here, and nobody was there to be called
	serving queue.TicketID // called or served; 0 = nobody
	next    int64          // when the step under way with that ticket is due
	until   int64          // the agent's pause after a visitor
	seated  int64
	since   int64 // idle, or busy
}

// Play plays one day. The state is used up: a Rehearsal or Continuation of a
// centre's, which goes on from the moment from. It ends early, with the context's
// error, when that is done.
func Play(ctx context.Context, s *centre.State, p Profile, from time.Time, seed uint64) (Day, error) {
	d := newPlay(s, &p, from, seed)
	d.begin()
	if err := d.run(ctx); err != nil {
		return Day{}, err
	}
	return d.result(), nil
}

func newPlay(s *centre.State, p *Profile, from time.Time, seed uint64) *play {
	midnight := appointment.Midnight(from)
	d := &play{
		profile: p, state: s, midnight: midnight, seed: seed, beat: minute,
		now:    from.Sub(midnight).Milliseconds(),
		opened: s.Queue.Day() == civil.DayOf(from), holders: make(map[queue.TicketID]int32, p.Visitors),
	}
	for i := range p.Shifts {
		d.closing = max(d.closing, clock(p.Shifts[i].To))
	}
	d.last = d.closing + Overtime.Milliseconds()
	d.visitors = draw(p, s.Appointment.Between(midnight, midnight.AddDate(0, 0, 1)), midnight, seed)
	d.count.begin(p)
	return d
}

// begin is what is done before the first visitor comes.
func (d *play) begin() {
	d.openCentre()
	d.bookInstead()
	// Only appointments fall due by the minute, and short waits for who is called.
	if booked := d.state.Appointment.Between(d.midnight, d.midnight.AddDate(0, 0, 1)); len(booked) == 0 &&
		d.state.Queue.Config().NoShowAfter >= 5*time.Minute {
		d.beat = 5 * minute
	}
	for i := range d.visitors {
		if v := &d.visitors[i]; v.at >= d.now && !v.left {
			d.order = append(d.order, int32(i)) // #nosec G115 -- a day's visitors
		}
	}
	slices.SortStableFunc(d.order, func(a, b int32) int { return int(d.visitors[a].at - d.visitors[b].at) })
}

// clock is a time of day in milliseconds from midnight.
func clock(c regime.Clock) int64 { return int64(c) * minute }

// openCentre opens the day and lets the agents come.
func (d *play) openCentre() {
	d.agenda.add(d.closing, closes, 0)
	d.tick()
	for i, s := range d.profile.Shifts {
		d.seats = append(d.seats, seat{Shift: s, agent: queue.AgentID("agent-" + string(s.Desk)),
			actor: "agent:agent-" + string(s.Desk)})
		d.agenda.add(max(d.now, clock(s.From)), sits, int32(i)) // #nosec G115 -- a centre's desks
		d.agenda.add(clock(s.To), goes, int32(i))               // #nosec G115 -- a centre's desks
	}
	if d.opened {
		d.goOn()
	}
}

// run takes what is due, in order, until nothing is.
func (d *play) run(ctx context.Context) error {
	for n := 0; d.nextEvent(); n++ {
		if n%2048 == 0 { // about a millisecond
			if ctx.Err() != nil {
				return ctx.Err()
			}
			runtime.Gosched() // a centre at work goes first
		}
	}
	return nil
}

// nextEvent lets the next thing happen: a visitor comes, or what the agenda holds. It
// tells whether there was any.
func (d *play) nextEvent() bool {
	if d.came < len(d.order) {
		next := d.order[d.came]
		if at := d.visitors[next].at; len(d.agenda.heap) == 0 || at < d.agenda.heap[0].at {
			d.came++
			d.now = max(d.now, at)
			d.arrive(next)
			return true
		}
	}
	next, ok := d.agenda.next()
	if ok {
		d.now = max(d.now, next.at)
		d.happen(next)
	}
	return ok
}

func (d *play) happen(x due) {
	switch x.what {
	case ticks:
		d.tick()
	case closes:
		d.count.closed(d)
	case comes:
		d.arrive(x.who)
	case sits:
		d.sit(x.who)
	case goes, free:
		d.look(x.who)
	case reaches, absent, ends:
		k := &d.seats[x.who]
		if k.serving == 0 || k.next != d.now {
			return // the clock was quicker
		}
		d.step(k, x)
	}
}

// step is what happens next between a desk and its visitor.
func (d *play) step(k *seat, x due) {
	var command queue.Command
	var end func(*DirectionDay)
	switch x.what {
	case absent:
		command, end = queue.NoShow{Agent: k.agent, Ticket: k.serving}, func(f *DirectionDay) { f.NoShows++ }
	case ends:
		command, end = queue.Finish{Agent: k.agent, Ticket: k.serving, Outcome: queue.Consulted},
			func(f *DirectionDay) { f.Served++ }
	default:
		command = queue.Arrive{Agent: k.agent, Ticket: k.serving}
	}
	if _, err := d.do(k.actor, command); err != nil {
		panic("sim: a desk cannot go on with its visitor: " + err.Error())
	}
	if end == nil {
		d.then(k, d.now+d.visitors[d.holders[k.serving]].service, ends, x.who)
		return
	}
	d.leave(x.who, end)
}

// tick is the centre's clock.
func (d *play) tick() {
	events, err := d.do("clock", queue.Tick{})
	if err != nil {
		panic("sim: the clock is refused: " + err.Error())
	}
	for _, e := range events {
		if gone, ok := e.(queue.NoShowed); ok {
			d.lapsed(gone.Ticket)
		}
	}
	if d.now < d.last && (d.came < len(d.order) || d.now < d.closing || d.count.inside > 0) {
		d.agenda.add(d.now+d.beat, ticks, 0)
	}
}

// at is the present moment.
func (d *play) at() time.Time { return d.midnight.Add(time.Duration(d.now) * time.Millisecond) }

// do decides a command and applies what it causes; the error is a refusal.
func (d *play) do(actor string, command centre.Command) ([]event.Event, error) {
	at := d.at()
	events, err := centre.Decide(d.state, event.Meta{At: at, Actor: actor}, command)
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		r := event.Record{Seq: d.state.Queue.Seq() + 1, At: at, Actor: actor, Event: e}
		if d.watch != nil {
			d.watch(d.state, r)
		}
		d.state.Apply(r)
	}
	return events, nil
}

// refusal is the refusal in an error of do; anything else is a fault of the engine.
func refusal(err error) *problem.Error {
	var refused *problem.Error
	if !errors.As(err, &refused) {
		panic("sim: the hall answers neither events nor a refusal: " + err.Error())
	}
	return refused
}
