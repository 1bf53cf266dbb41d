package journal_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"dost/server/application"
	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/integration"
	"dost/server/internal/journal"
	"dost/server/notification"
	"dost/server/occupancy"
	"dost/server/passport"
	"dost/server/queue"
	"dost/server/rating"
	"dost/server/regime"
	"dost/server/volunteer"
)

// fixture plays days that bring every kind of event that a journal can hold.
type fixture struct {
	*harness
	journal *journal.Journal
	text    bytes.Buffer
	met     []string
}

// writeFixture writes the newest version's records.
func writeFixture(t *testing.T, records string) {
	t.Helper()
	j, _ := fresh(t)
	f := &fixture{harness: newHarness(t), journal: j}
	f.keep(f.opening()...)
	f.regimes()
	f.visitors()
	f.papers()
	f.bookings()
	f.door()
	f.volunteers()
	f.messages()
	f.restored()
	f.nextDay()
	for _, kind := range centre.Events.Kinds() {
		if !slices.Contains(f.met, kind) {
			t.Errorf("the fixture has no %s", kind)
		}
	}
	if err := os.WriteFile(records, f.text.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// keep writes entries into the journal and into the fixture.
func (f *fixture) keep(entries ...centre.Entry) {
	f.t.Helper()
	add(f.t, f.journal, entries...)
	for _, e := range entries {
		for _, r := range e.Records {
			body, err := json.Marshal(r.Event)
			if err != nil {
				f.t.Fatal(err)
			}
			written, err := json.Marshal(
				line{Seq: r.Seq, At: r.At.UnixMilli(), Actor: r.Actor, Kind: r.Event.Kind(), Body: body})
			if err != nil {
				f.t.Fatal(err)
			}
			f.text.Write(append(written, '\n'))
			f.met = append(f.met, r.Event.Kind())
		}
	}
}

// play carries out commands and keeps what they bring.
func (f *fixture) play(commands ...centre.Command) (last []event.Record) {
	f.t.Helper()
	for _, c := range commands {
		e := f.order(c)
		f.keep(e)
		last = e.Records
	}
	return last
}

// seq is the number of the last record: the id of what it made.
func (f *fixture) seq() uint64 { return f.state.Queue.Seq() }

// regimes enters, amends, ends and withdraws regimes and changes days.
func (f *fixture) regimes() {
	closed := func(name string, from time.Time) regime.Regime {
		return regime.Regime{
			Name: i18n.Text{Az: name, Ru: name, En: name}, From: from, To: from.Add(48 * time.Hour),
			Scope: regime.Scope{Directions: []queue.DirectionID{"employment"}},
			Rules: regime.Rules{Closed: true}, Waiting: regime.Notify,
		}
	}
	now := f.play(regime.Enact{Regime: closed("Power cut", f.at)})
	later := f.play(regime.Enact{Regime: closed("Repairs", f.at.AddDate(0, 1, 0))})
	id := func(r []event.Record) string { return fmt.Sprint("r", r[0].Seq) }
	amended, _ := f.state.Regime.Regime(id(later))
	amended.Name.En = "Repairs of the roof"
	f.play(regime.Amend{Regime: amended}, regime.End{ID: id(now)}, regime.Withdraw{ID: id(later)})
	f.play(regime.Override{Day: 20261228, Working: false,
		Reason: i18n.Text{Az: "Köçürülmüş istirahət günü", Ru: "Перенесённый выходной",
			En: "Day of rest moved"}})
}

// next brings a visitor and calls the first in line to the third desk.
func (f *fixture) next() queue.TicketID {
	f.keep(f.issue())
	f.play(queue.Call{Agent: "agent1"})
	desk, _ := f.state.Queue.DeskOf("agent1")
	return desk.Active
}

// visitors brings five, each another way through the centre.
func (f *fixture) visitors() {
	f.play(queue.OpenDesk{Agent: "agent1", Desk: "3",
		Directions: []queue.DirectionID{"benefits", "social-services"}})
	f.play(queue.Call{Agent: "agent1"}) // nobody waits
	f.keep(f.visit(canary)...)
	app := f.state.Application.Today(1)[0].ID
	f.play(application.OrderPrint{Application: app}, application.OrderPrint{Application: app, Copy: 1})
	absent := f.next()
	f.at = f.at.Add(queue.RecallGap)
	f.play(queue.Recall{Agent: "agent1", Ticket: absent}, queue.NoShow{Agent: "agent1", Ticket: absent},
		queue.Undo{Agent: "agent1"})
	f.play(queue.Arrive{Agent: "agent1", Ticket: absent}, queue.Hold{Agent: "agent1", Ticket: absent},
		queue.Resume{Agent: "agent1", Ticket: absent})
	f.play(queue.Requeue{Agent: "agent1", Ticket: absent},
		queue.CallChosen{Agent: "agent1", Ticket: absent, Reason: "came back"})
	f.play(queue.Transfer{Agent: "agent1", Ticket: absent, Direction: "social-services"})
	gone := f.next()
	f.play(queue.Requeue{Agent: "agent1", Ticket: gone},
		queue.Cancel{Agent: "agent1", Ticket: gone, Reason: "went home"})
	f.play(queue.Pause{Agent: "agent1", Reason: "tea"}, queue.Unpause{Agent: "agent1"})
}

// served calls a visitor, has the agent do something, and ends the visit.
func (f *fixture) served(do func(id queue.TicketID), outcome queue.Outcome) queue.TicketID {
	desk, _ := f.state.Queue.DeskOf("agent1")
	id := desk.Active
	if id == 0 {
		id = f.next()
	}
	if t, _ := f.state.Queue.Ticket(id); t.Status == queue.Called {
		f.play(queue.Arrive{Agent: "agent1", Ticket: id})
	}
	do(id)
	f.play(queue.Finish{Agent: "agent1", Ticket: id, Outcome: outcome})
	return id
}

// voucher is as much of a service's passport as an application needs.
var voucher = &passport.Passport{
	ID: "01-09-07-00", Total: passport.Period{Number: 2, Unit: passport.Day},
	Front: passport.Period{Number: 2, Unit: passport.Day},
}

// papers moves an application on, fills a waiting list and empties it, lets a visitor
// come back, and stores a passport.
func (f *fixture) papers() {
	f.play(application.SetRules{Rules: application.DefaultRules()})
	first := f.state.Application.Today(1)[0]
	f.play(application.Advance{Application: first.ID, Stage: first.After()[0], Note: "as the decision says",
		Periods: application.PeriodsOf(voucher)})
	var listed []application.ApplicationID
	for range 3 {
		f.served(func(id queue.TicketID) {
			f.play(application.Register{Centre: "DEMO", Details: application.Details{
				Ticket: id, Agent: "agent1", Outcome: queue.Listed,
			}, Passport: voucher, Applicant: &application.Person{Name: "Şəfiqə Nümunəli", FIN: "5ABC12Z"},
				List: &application.Listing{Kind: "treatment", Privilege: "war"}})
			listed = append(listed, f.state.Application.Today(1)[0].ID)
		}, queue.Listed)
	}
	list := f.state.Application.Lists()[0]
	for range listed {
		f.play(application.MakeOffer{List: list, What: "a voucher"})
	}
	f.play(application.AnswerOffer{Application: listed[0], Accept: true},
		application.AnswerOffer{Application: listed[1], Keep: true, Note: "not in winter"})
	back := f.served(func(id queue.TicketID) {
		f.play(application.GiveReturn{Agent: "agent1", Ticket: id, Passport: benefit,
			Missing: []string{"identity"}, Draw: 7})
	}, queue.Consulted)
	t, _ := f.state.Queue.Ticket(back)
	f.play(rating.Give{Track: t.Track, Score: 5})

	text, err := os.ReadFile(filepath.Join("..", "..", "..", "assets", "passports", "05-02-01-03.json"))
	if err != nil {
		f.t.Fatal(err)
	}
	var p passport.Passport
	if err := json.Unmarshal(text, &p); err != nil {
		f.t.Fatal(err)
	}
	p.Version++
	f.play(passport.Publish{Passport: p, Source: "05-02-01-03.txt"})
	table := map[passport.Classification]queue.DirectionID{}
	for _, class := range passport.Classes() {
		table[class.Code] = "benefits"
	}
	_, mark := f.state.Passports.Directions()
	f.play(passport.AssignDirections{Rev: mark.Seq, Table: table})
}

// bookings are booked, moved, cancelled, missed, checked in and told of what changed.
func (f *fixture) bookings() {
	book := func(at time.Time) appointment.ID {
		f.play(appointment.Book{Direction: "benefits", At: at, Draw: uint32(f.seq())})
		return appointment.ID(f.seq())
	}
	hour := f.at.Truncate(time.Hour)
	moved := book(hour.Add(3 * time.Hour))
	f.play(appointment.Move{ID: moved, At: hour.Add(4 * time.Hour)},
		appointment.Cancel{ID: moved, Reason: "the caller asked"})
	f.at = hour.Add(90 * time.Minute)
	here := book(hour.Add(2 * time.Hour))
	book(hour.Add(2*time.Hour + 15*time.Minute)) // nobody comes
	b, _ := f.state.Appointment.Booking(here)
	f.play(appointment.CheckIn{Code: b.Code})
	f.at = hour.Add(2*time.Hour + 30*time.Minute)
	f.play(queue.Tick{}) // it falls due, and the other is missed

	f.displaced(book)
	f.exchanged()
}

// displaced closes the noon of a day on which visits are booked: one visitor is told,
// after a call in vain and a message that came back; of the other it is withdrawn
// before he is. A third is moved.
func (f *fixture) displaced(book func(time.Time) appointment.ID) {
	noon := appointment.Midnight(f.at).AddDate(0, 0, 2).Add(12 * time.Hour)
	told, untold := book(noon), book(noon.Add(time.Hour))
	closed := func(from time.Time, booked regime.Treatment) string {
		r := f.play(regime.Enact{Regime: regime.Regime{
			Name: i18n.Text{Az: "Təmir", Ru: "Ремонт", En: "Repairs"}, From: from,
			To:    from.Add(2 * time.Hour),
			Rules: regime.Rules{Closed: true}, Waiting: booked, Booked: booked,
		}})
		return fmt.Sprint("r", r[0].Seq)
	}
	closure := closed(noon.Add(-30*time.Minute), regime.Notify)
	due := f.at
	f.play(appointment.RecordNoAnswer{ID: told})
	sent := f.play(appointment.Notify{IDs: []appointment.ID{told}, Via: notification.ByMessage})[0]
	f.play(appointment.ReturnNotification{Notified: sent.Event.(appointment.Notified), Record: sent.Seq,
		Since: due, Failure: notification.NotAccepted})
	f.play(appointment.Notify{IDs: []appointment.ID{told}, Via: notification.ByTelephone},
		regime.Withdraw{ID: closure})
	// as version 1 wrote it
	f.record(appointment.ReminderFellDue{ID: untold}, appointment.ReminderTaken{ID: untold})

	next := noon.AddDate(0, 0, 1)
	book(next)
	closed(next.Add(-time.Hour), regime.Rebook)
}

// exchanged gives a ticket up for an appointment, while a regime has tickets rebooked.
func (f *fixture) exchanged() {
	f.keep(f.issue())
	waiting, _ := f.state.Queue.Ticket(queue.TicketID(f.seq()))
	r := f.play(regime.Enact{Regime: regime.Regime{
		Name: i18n.Text{Az: "Bu gün bağlıdır", Ru: "Сегодня закрыто", En: "Closed today"}, From: f.at,
		To:    f.at.Add(time.Hour),
		Rules: regime.Rules{Closed: true}, Waiting: regime.Rebook,
	}})
	f.at = f.at.Add(time.Minute)
	f.play(centre.Rebook{Track: waiting.Track,
		At: appointment.Midnight(f.at).AddDate(0, 0, 1).Add(9 * time.Hour)})
	f.play(regime.End{ID: fmt.Sprint("r", r[0].Seq)})
}

// record keeps events that no single command brings.
func (f *fixture) record(events ...event.Event) {
	f.at = f.at.Add(time.Second)
	var e centre.Entry
	for _, ev := range events {
		r := event.Record{Seq: f.seq() + 1, At: f.at, Actor: "clock", Event: ev}
		f.state.Apply(r)
		e.Records = append(e.Records, r)
	}
	f.keep(e)
}

// door counts, while a regime limits the hall to two.
func (f *fixture) door() {
	f.play(regime.Enact{Regime: regime.Regime{
		Name: i18n.Text{Az: "Az yer", Ru: "Мало мест", En: "Little room"}, From: f.at,
		To:    f.at.Add(3 * time.Hour),
		Rules: regime.Rules{Capacity: &regime.Capacity{Fixed: 2}},
	}})
	f.play(occupancy.Recount{Inside: 50}, occupancy.WaitOutside{Language: "ru"}, occupancy.WaitOutside{},
		occupancy.GiveUp{Number: 2})
	for _, t := range f.state.Queue.Tickets() { // whoever still waits goes home
		if t.Status == queue.Waiting {
			f.play(queue.Cancel{Agent: "agent1", Ticket: t.ID, Reason: "went home"})
		}
	}
	f.play(occupancy.Count{By: -50}, queue.Tick{}, occupancy.Enter{Number: 1})
}

func (f *fixture) volunteers() {
	kiosk := volunteer.Origin{Kind: "kiosk", ID: "K1", Name: "Entrance"}
	f.play(volunteer.RequestHelp{Origin: kiosk}, volunteer.Cancel{Origin: kiosk},
		volunteer.RequestHelp{Origin: kiosk})
	call := volunteer.RequestID(f.seq())
	take := volunteer.Take{Call: call, Volunteer: "volunteer1"}
	f.play(take, volunteer.GiveBack{Call: call, Volunteer: "volunteer1"}, take)
	f.at = f.at.Add(4 * time.Minute)
	f.play(volunteer.Finish{Call: call, Volunteer: "volunteer1"})
}

// messages is what became of messages to other systems.
func (f *fixture) messages() {
	f.play(integration.Settle{Message: "m1"}, integration.Settle{Message: "m2", Trouble: "http-422"},
		integration.Resend{System: "esdas"},
		integration.Drop{Message: "m2", Why: "stale"})
}

// restored is what a centre does that was put back from a backup.
func (f *fixture) restored() {
	f.play(centre.Skip{Count: 2, Since: f.at.Add(-time.Hour), Reason: "restored from a backup"})
}

// nextDay lets an offer expire, and brings one who waits.
func (f *fixture) nextDay() {
	f.keep(f.issue()) // and one who still waits when the day ends
	if desk, _ := f.state.Queue.DeskOf("agent1"); desk.Active == 0 {
		f.play(queue.LeaveDesk{Agent: "agent1"})
	}
	for _, days := range []int{1, 20} {
		f.at = f.at.AddDate(0, 0, days)
		f.play(queue.Tick{})
		f.keep(f.issue())
	}
}
