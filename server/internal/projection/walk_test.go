package projection_test

import (
	"fmt"
	"math/rand/v2"
	"time"

	"dost/server/application"
	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/event"
	"dost/server/integration"
	"dost/server/notification"
	"dost/server/passport"
	"dost/server/queue"
	"dost/server/rating"
	"dost/server/regime"
	"dost/server/volunteer"
)

// walk is a centre that people use at random: every move of a ticket there is, papers,
// bookings, help, scores, messages that come and go, and one day after the other.
type walk struct {
	state   *centre.State
	at      time.Time
	random  *rand.Rand
	message string // that the server reports on
	call    volunteer.RequestID
}

func newWalk(state *centre.State, seed uint64) *walk {
	w := &walk{state: state, at: monday, random: rand.New(rand.NewPCG(seed, 2))} // #nosec G404 -- a test's
	if now := state.Queue.Now(); now.After(w.at) {
		w.at = now
	}
	return w
}

// opening sets a new centre up.
func (w *walk) opening() (list []centre.Entry) {
	for _, c := range []centre.Command{
		queue.Configure{Config: queue.DefaultConfig()}, regime.SetHours{Hours: regime.RoundTheClock()},
		application.SetRules{Rules: application.DefaultRules()},
	} {
		e, _ := w.try(c)
		list = append(list, e)
	}
	return list
}

// step does something that the rules allow.
func (w *walk) step() centre.Entry {
	for {
		w.at = w.at.Add(time.Duration(w.random.IntN(40_000)) * time.Millisecond)
		command, person, contact := w.command()
		e, ok := w.try(command)
		if !ok {
			continue
		}
		e.Person, e.Contact = person, contact
		e.HandOvers = []string{"esdas", "mas", integration.Messages}
		return e
	}
}

// try decides a command and brings the state on; false when it is refused or of no
// effect.
func (w *walk) try(command centre.Command) (e centre.Entry, ok bool) {
	meta := event.Meta{At: w.at, Actor: "agent:agent1"}
	events, err := centre.Decide(w.state, meta, command)
	if err != nil || len(events) == 0 {
		return e, false
	}
	for _, ev := range events {
		r := event.Record{Seq: w.state.Queue.Seq() + 1, At: w.at, Actor: meta.Actor, Event: ev}
		w.state.Apply(r)
		e.Records = append(e.Records, r)
		if _, called := ev.(volunteer.HelpRequested); called {
			w.call = volunteer.RequestID(r.Seq)
		}
	}
	return e, true
}

func one[T any](w *walk, list ...T) T { return list[w.random.IntN(len(list))] }

// command is something that somebody might want, whether or not it is possible.
func (w *walk) command() (c centre.Command, person *application.Person, contact *appointment.Contact) {
	desk := w.random.IntN(3) + 1
	agent := queue.AgentID(fmt.Sprint("agent", desk))
	t := w.ticket(agent)
	switch w.random.IntN(11) {
	case 0, 1:
		return w.arrival(), nil, nil
	case 2:
		return one[centre.Command](w, queue.OpenDesk{
			Agent: agent, Desk: queue.DeskID(fmt.Sprint(desk)),
			Directions: []queue.DirectionID{"benefits", "employment"},
		}, queue.LeaveDesk{Agent: agent}), nil, nil
	case 3, 4:
		return queue.Call{Agent: agent}, nil, nil
	case 5, 6, 7:
		return w.move(agent, t.ID), nil, nil
	case 8:
		c, person = w.paper(agent, t)
		return c, person, nil
	case 9:
		c, contact = w.booking()
		return c, nil, contact
	}
	return w.rest(t), nil, nil
}

// ticket is one of today's; most often the agent's own.
func (w *walk) ticket(agent queue.AgentID) (t queue.Ticket) {
	if desk, seated := w.state.Queue.DeskOf(agent); seated && desk.Active != 0 && w.random.IntN(4) > 0 {
		t, _ = w.state.Queue.Ticket(desk.Active)
		return t
	}
	if all := w.state.Queue.Tickets(); len(all) > 0 {
		return all[w.random.IntN(len(all))]
	}
	return t
}

func (w *walk) arrival() centre.Command {
	return queue.Issue{
		Direction: one[queue.DirectionID](w, "benefits", "employment", "social-services"),
		Group:     one[queue.GroupID](w, "", "", "senior"),
		Language:  one(w, "az", "ru", "en"), Track: fmt.Sprintf("track%021d", w.state.Queue.Seq()),
	}
}

func (w *walk) move(agent queue.AgentID, id queue.TicketID) centre.Command {
	return one[centre.Command](w,
		queue.Arrive{Agent: agent, Ticket: id}, queue.Arrive{Agent: agent, Ticket: id},
		queue.NoShow{Agent: agent, Ticket: id},
		queue.Hold{Agent: agent, Ticket: id}, queue.Resume{Agent: agent, Ticket: id},
		queue.Requeue{Agent: agent, Ticket: id},
		queue.Transfer{Agent: agent, Ticket: id,
			Direction: one[queue.DirectionID](w, "benefits", "employment")},
		queue.Transfer{Agent: agent, Ticket: id, Desk: queue.DeskID(fmt.Sprint(w.random.IntN(6) + 1))},
		queue.Recall{Agent: agent, Ticket: id}, queue.CallChosen{Agent: agent, Ticket: id, Reason: "in pain"},
		queue.Finish{Agent: agent, Ticket: id, Outcome: queue.Consulted},
		queue.Finish{Agent: agent, Ticket: id, Outcome: queue.Registered},
		queue.Cancel{Agent: agent, Ticket: id, Reason: "went home"}, queue.Undo{Agent: agent},
		queue.Undo{Agent: agent},
		queue.Pause{Agent: agent, Reason: "tea"}, queue.Unpause{Agent: agent},
	)
}

// paper is something about applications.
func (w *walk) paper(agent queue.AgentID, t queue.Ticket) (centre.Command, *application.Person) {
	today := w.state.Application.Today(20)
	if len(today) > 0 && w.random.IntN(2) == 0 {
		a := today[w.random.IntN(len(today))]
		list := application.ListID{Service: "01-09-07-00", Kind: "treatment"}
		stage := application.Stage("")
		if after := a.After(); len(after) > 0 {
			stage = after[w.random.IntN(len(after))]
		}
		return one[centre.Command](w, application.OrderPrint{Application: a.ID},
			application.OrderPrint{Application: a.ID, Copy: 1},
			application.Advance{Application: a.ID, Stage: stage, Note: "qeyd", Periods: periods},
			application.MakeOffer{List: list, What: "a voucher"},
			application.AnswerOffer{Application: a.ID, Accept: true},
			application.AnswerOffer{Application: a.ID, Keep: true, Note: "not in winter"}), nil
	}
	seq := w.state.Queue.Seq()
	person := &application.Person{Name: fmt.Sprintf("Sınaqov%c%c Əli", 'a'+rune(seq%7), 'a'+rune(seq%5)),
		FIN: fmt.Sprintf("%07d", seq%97)}
	if w.random.IntN(3) > 0 {
		person.Phone = telephone
	}
	c := application.Register{Centre: "DEMO", Passport: benefit, Applicant: person,
		Details: application.Details{
			Ticket: t.ID, Agent: agent, Outcome: one(w, queue.Registered, queue.SentOn, queue.Refused),
		}}
	switch w.random.IntN(3) {
	case 0:
		c.Passport, c.Outcome, c.List = &passport.Passport{ID: "01-09-07-00"}, queue.Listed,
			&application.Listing{Kind: "treatment"}
	case 1:
		return application.GiveReturn{
			Agent: agent, Ticket: t.ID, Passport: benefit, Missing: []string{"identity"}, Draw: uint32(seq),
		}, nil
	}
	return c, person
}

var periods = application.Periods{
	Total: passport.Period{Number: 10, Unit: passport.Day},
	Front: passport.Period{Number: 2, Unit: passport.Day},
}

// booking books a visit within two weeks, or does something with one that is booked.
func (w *walk) booking() (centre.Command, *appointment.Contact) {
	at := w.at.Truncate(time.Hour).Add(time.Duration(w.random.IntN(14*24)) * time.Hour)
	all := w.state.Appointment.Between(w.at, w.at.AddDate(0, 0, 15))
	if len(all) == 0 || w.random.IntN(3) == 0 {
		var contact *appointment.Contact
		if w.random.IntN(4) > 0 {
			contact = &appointment.Contact{Phone: telephone}
		}
		return appointment.Book{Direction: "benefits", Language: "ru", At: at, Draw: w.random.Uint32()},
			contact
	}
	b := all[w.random.IntN(len(all))]
	return one[centre.Command](w, appointment.Move{ID: b.ID, At: at},
		appointment.Cancel{ID: b.ID, Reason: "asked"},
		appointment.CheckIn{Code: b.Code},
		appointment.Notify{IDs: []appointment.ID{b.ID}, Via: notification.ByMessage}), nil
}

// rest is the clock, the hall, and what becomes of messages.
func (w *walk) rest(t queue.Ticket) centre.Command {
	place := volunteer.Origin{Kind: "kiosk", ID: "K1", Name: "Entrance"}
	for _, one := range w.state.Queue.Tickets() {
		if one.Status == queue.Finished && w.random.IntN(4) == 0 {
			t = one
		}
	}
	if w.random.IntN(25) == 0 { // the next day, or a later one
		w.at = w.at.Add(time.Duration(1+w.random.IntN(60)) * time.Hour)
	}
	return one[centre.Command](w, queue.Tick{}, queue.Tick{},
		rating.Give{Track: t.Track, Score: w.random.IntN(5) + 1},
		volunteer.RequestHelp{Origin: place}, volunteer.Take{Call: w.call, Volunteer: "volunteer1"},
		volunteer.Finish{Call: w.call, Volunteer: "volunteer1"},
		integration.Settle{Message: w.message}, integration.Settle{Message: w.message, Trouble: "http-422"},
		integration.Drop{Message: w.message, Why: "stale"},
		integration.Resend{System: one(w, "esdas", "mas", integration.Messages)})
}
