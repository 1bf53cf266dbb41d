package centre_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"dost/server/application"
	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/integration"
	"dost/server/notification"
	"dost/server/occupancy"
	"dost/server/passport"
	"dost/server/queue"
	"dost/server/rating"
	"dost/server/regime"
	"dost/server/volunteer"
)

// days plays some random days of a whole centre: whatever its people may do, in any
// order, also what is refused.
type days struct {
	*rand.Rand
	state    *centre.State
	at       time.Time
	records  []event.Record
	passport passport.Passport
	earlier  []application.Application // registered, as the journal would have them
	told     []event.Record            // Notified
}

// anyDays gives the records of days with so many moves.
func anyDays(t testing.TB, seed uint64, moves int) []event.Record {
	t.Helper()
	d := &days{
		Rand: rand.New(rand.NewPCG(seed, 0)), state: centre.New(), // #nosec G404 -- a test's dice
		at: time.Date(2026, 12, 28, 9, 0, 0, 0, civil.Baku), // the year ends in between
	}
	text, err := os.ReadFile(filepath.Join("..", "..", "assets", "passports", "05-02-01-03.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &d.passport); err != nil {
		t.Fatal(err)
	}
	d.do("manager:manager", queue.Configure{Config: queue.DefaultConfig()})
	for range moves {
		d.wait()
		d.do("agent:agent1", d.move())
	}
	return d.records
}

// do decides a command and applies what it causes; a refusal changes nothing.
func (d *days) do(actor string, command centre.Command) {
	events, err := centre.Decide(d.state, event.Meta{At: d.at, Actor: actor}, command)
	if err != nil {
		return
	}
	for _, e := range events {
		r := event.Record{Seq: d.state.Queue.Seq() + 1, At: d.at.UTC().Truncate(time.Millisecond),
			Actor: actor,
			Event: e}
		d.state.Apply(r)
		d.records = append(d.records, r)
		switch e := e.(type) {
		case application.Registered:
			a, _ := d.state.Application.Application(application.ApplicationID(r.Seq))
			d.earlier = append(d.earlier, a)
		case appointment.Notified:
			d.told = append(d.told, r)
		case queue.DayOpened:
			d.sitDown()
		case application.Advanced:
			for i := range d.earlier {
				if a := &d.earlier[i]; a.ID == e.Application {
					a.Steps = append(a.Steps, e.Step(r))
				}
			}
		}
	}
}

func (d *days) sitDown() {
	for n := 1; n <= 3; n++ {
		d.do("agent", queue.OpenDesk{
			Agent: queue.AgentID(fmt.Sprint("agent",
				n)), Desk: queue.DeskID(fmt.Sprint(n)), Directions: directions[:n],
		})
	}
}

var directions = []queue.DirectionID{"benefits", "social-services", "employment"}

// wait lets seconds or minutes pass, and the night after closing time.
func (d *days) wait() {
	d.at = d.at.Add(time.Duration(d.IntN(one(d, 4_000, 400_000))) * time.Millisecond)
	if d.at.In(civil.Baku).Hour() >= 18 {
		d.at = appointment.Midnight(d.at).AddDate(0, 0, 1+d.IntN(9)/8*5).Add(8*time.Hour + 55*time.Minute)
	}
}

func one[T any](d *days, list ...T) T { return list[d.IntN(len(list))] }

// move is the next command; most are of the queue.
func (d *days) move() centre.Command {
	switch n := d.IntN(100); {
	case n < 55:
		return d.ofTheQueue()
	case n < 68:
		return d.ofBookings()
	case n < 84:
		return d.ofApplications()
	case n < 88:
		return d.ofRules()
	case n < 92:
		return one[centre.Command](d, occupancy.Count{By: d.IntN(9) - 4},
			occupancy.Recount{Inside: d.IntN(60)},
			occupancy.WaitOutside{},
			occupancy.Enter{Number: 1 + d.IntN(5)}, occupancy.GiveUp{Number: 1 + d.IntN(5)})
	case n < 96:
		place := volunteer.Origin{Kind: "kiosk", ID: one(d, "K1", "K2")}
		call := volunteer.RequestID(0)
		if open := d.state.Volunteer.Requests(); len(open) > 0 {
			call = one(d, open...).ID
		}
		who := one(d, "volunteer1", "volunteer2")
		return one[centre.Command](d, volunteer.RequestHelp{Origin: place}, volunteer.Cancel{Origin: place},
			volunteer.Take{Call: call, Volunteer: who},
			volunteer.Take{Call: call, Volunteer: who}, volunteer.GiveBack{Call: call,
				Volunteer: who}, volunteer.Finish{Call: call, Volunteer: who})
	}
	return one[centre.Command](d, queue.Tick{}, queue.Tick{}, queue.Tick{}, integration.Settle{Message: "m"},
		integration.Settle{Message: "m", Trouble: "http-422"}, integration.Drop{Message: "m", Why: "stale"},
		integration.Resend{System: integration.Messages})
}

// ticket is any ticket of today.
func (d *days) ticket() (t queue.Ticket) {
	if all := d.state.Queue.Tickets(); len(all) > 0 {
		t = one(d, all...)
	}
	return t
}

// mine is the ticket that an agent has, or any.
func (d *days) mine(agent queue.AgentID) queue.TicketID {
	desk, _ := d.state.Queue.DeskOf(agent)
	if desk.Active == 0 {
		return d.ticket().ID
	}
	return desk.Active
}

func (d *days) ofTheQueue() centre.Command {
	agent := one[queue.AgentID](d, "agent1", "agent2", "agent3")
	mine, other := d.mine(agent), d.ticket()
	switch d.IntN(24) {
	case 0, 1, 2, 3, 4, 5, 6:
		c := queue.Issue{Direction: one(d, directions...), Group: one[queue.GroupID](d, "", "", "senior"),
			Track: fmt.Sprint("track", d.state.Queue.Seq())}
		if d.IntN(8) == 0 {
			c.Return = other.ID
		}
		return c
	case 7, 8, 9, 10, 11:
		return queue.Call{Agent: agent}
	case 12, 13:
		return queue.Arrive{Agent: agent, Ticket: mine}
	case 14, 15, 16:
		return queue.Finish{Agent: agent, Ticket: mine, Outcome: one(d, queue.Consulted, queue.Registered)}
	case 17:
		return queue.Undo{Agent: agent}
	case 18:
		return queue.Transfer{Agent: agent, Ticket: mine, Direction: one(d, directions...),
			Desk: one[queue.DeskID](d, "", "2")}
	case 19:
		return one[centre.Command](d, queue.NoShow{Agent: agent, Ticket: mine},
			queue.Recall{Agent: agent, Ticket: mine},
			queue.Requeue{Agent: agent, Ticket: mine},
			queue.CallChosen{Agent: agent, Ticket: other.ID, Reason: "asked"})
	case 20:
		return one[centre.Command](d, queue.Hold{Agent: agent, Ticket: mine},
			queue.Resume{Agent: agent, Ticket: other.ID},
			queue.Cancel{Ticket: other.ID, Reason: "left"})
	case 21:
		return one[centre.Command](d, queue.Pause{Agent: agent, Reason: "tea"}, queue.Unpause{Agent: agent},
			queue.Unpause{Agent: agent}, queue.LeaveDesk{Agent: agent})
	case 22:
		return one[centre.Command](d, rating.Give{Track: other.Track, Score: 4},
			centre.Rebook{Track: other.Track, At: d.slot()})
	}
	if d.IntN(6) > 0 {
		return queue.Tick{}
	}
	c := *d.state.Queue.Config()
	c.NoShowAfter = time.Duration(5+d.IntN(10)) * time.Minute
	return one[centre.Command](d, centre.Reconfigure{Config: c},
		centre.Skip{Count: 2, Since: d.at.AddDate(0, 0, -1), Reason: "restored"})
}

// slot is a time of today or of one of the next days.
func (d *days) slot() time.Time {
	return appointment.Midnight(d.at).AddDate(0, 0,
		d.IntN(4)).Add(9*time.Hour + time.Duration(d.IntN(36))*15*time.Minute)
}

func (d *days) ofBookings() centre.Command {
	from := appointment.Midnight(d.at)
	var b appointment.Booking
	if all := d.state.Appointment.Between(from, from.AddDate(0, 0, 5)); len(all) > 0 {
		b = one(d, all...)
	}
	switch d.IntN(10) {
	case 0, 1, 2, 3:
		return appointment.Book{Direction: one(d, directions...), At: d.slot(), Draw: uint32(d.IntN(50))}
	case 4:
		return appointment.Move{ID: b.ID, At: d.slot()}
	case 5:
		return appointment.Cancel{ID: b.ID, Reason: "asked"}
	case 6, 7:
		return one[centre.Command](d, appointment.CheckIn{Code: b.Code}, queue.Tick{})
	case 8:
		if n := len(d.told); n > 0 && d.IntN(2) == 0 {
			r := d.told[n-1]
			return appointment.ReturnNotification{Notified: r.Event.(appointment.Notified), Record: r.Seq,
				Since:   r.At,
				Failure: notification.NotAccepted}
		}
		return appointment.RecordNoAnswer{ID: b.ID}
	}
	return appointment.Notify{IDs: []appointment.ID{b.ID},
		Via: one(d, notification.ByMessage, notification.ByTelephone)}
}

func (d *days) ofApplications() centre.Command {
	agent := one[queue.AgentID](d, "agent1", "agent2", "agent3")
	var a application.Application
	if len(d.earlier) > 0 {
		a = one(d, d.earlier...)
	}
	list := application.ListID{Service: "01-09-07-00", Kind: one(d, "treatment", "holiday")}
	if entries := d.state.Application.List(list, 0, 1); len(entries) > 0 && d.IntN(4) == 0 {
		a.ID = entries[0].Application
	}
	switch d.IntN(24) {
	case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10:
		c := application.Register{Centre: "DEMO", Passport: guide("05-02-01-03"),
			Details: application.Details{
				Ticket: d.mine(agent), Agent: agent, Outcome: queue.Registered,
			}, Applicant: &application.Person{Name: "Leyla Əliyeva", FIN: "5ABCD12"}}
		if d.IntN(2) == 0 {
			c.Passport, c.Outcome = guide(list.Service), queue.Listed
			c.List = &application.Listing{Kind: list.Kind, Privilege: one(d, "", "war")}
		}
		return c
	case 11:
		return application.OrderPrint{Application: a.ID, Earlier: &a}
	case 12, 13:
		if after := a.After(); len(after) > 0 {
			return application.Advance{Application: a.ID, Stage: one(d, after...), Note: "as decided",
				Earlier: &a}
		}
		return queue.Tick{}
	case 14, 15, 16, 17:
		return application.MakeOffer{List: list, What: "a voucher"}
	case 18, 19, 20:
		return application.AnswerOffer{Application: a.ID, Accept: d.IntN(2) == 0, Keep: d.IntN(2) == 0,
			Note: "so it is"}
	case 21:
		return application.GiveReturn{Agent: agent, Ticket: d.mine(agent), Passport: guide("05-02-01-03"),
			Missing: []string{"identity"}, Draw: d.Uint32()}
	}
	rules := application.DefaultRules()
	rules.AnswerDays, rules.Privileges[0].Rank = 1, 1+d.IntN(3)
	return application.SetRules{Rules: rules}
}

// guide is as much of a service's passport as its applications need here.
func guide(service string) *passport.Passport {
	days := passport.Period{Number: 2, Unit: passport.Day}
	return &passport.Passport{
		ID: service, Version: 1, Total: days, Front: days, Documents: []passport.Document{{ID: "identity"}},
	}
}

func (d *days) ofRules() centre.Command {
	from := d.at.Add(time.Duration(d.IntN(72)) * time.Hour)
	r := regime.Regime{
		Name: i18n.Text{Az: "Sınaq", Ru: "Проба",
			En: "Trial"}, From: from, To: from.Add(time.Duration(1+d.IntN(6)) * time.Hour),
		Rules: one(d, regime.Rules{Closed: true}, regime.Rules{Capacity: &regime.Capacity{Fixed: 3}},
			regime.Rules{TicketsPerHour: 9}),
	}
	if r.Rules.Closed {
		r.Waiting, r.Booked = regime.Rebook, one(d, regime.Rebook, regime.Notify)
	}
	id, day := "", civil.DayOf(d.at.AddDate(0, 0, 1+d.IntN(3)))
	if all := d.state.Regime.Regimes(); len(all) > 0 {
		old := one(d, all...)
		id = old.ID
		if d.IntN(4) == 0 {
			old.To = old.To.Add(time.Hour)
			return regime.Amend{Regime: old}
		}
	}
	d.passport.Version++
	d.passport.OperatorMinutes = 5 + d.passport.Version%7
	table, mark := d.state.Passports.Directions()
	other := map[passport.Classification]queue.DirectionID{}
	for class := range table {
		other[class] = one(d, directions...)
	}
	return one[centre.Command](d, regime.Enact{Regime: r}, regime.Enact{Regime: r}, regime.End{ID: id},
		regime.Withdraw{ID: id},
		regime.Override{Day: day, Working: true,
			Reason: r.Name}, regime.Restore{Day: day}, regime.SetHours{Hours: regime.RoundTheClock()},
		passport.Publish{Passport: d.passport}, passport.AssignDirections{Rev: mark.Seq, Table: other})
}
