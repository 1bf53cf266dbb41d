package centre_test

import (
	"testing"
	"time"

	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/queue"
	"dost/server/regime"
)

// rebooking is a day on which a ticket for benefits waits when a closure begins that
// has tickets rebooked.
func rebooking(t *testing.T) (d *day, waits queue.TicketID, closure string) {
	d = newDay(t, regime.Rules{TicketsPerDay: 500})
	d.must(queue.Issue{Direction: "benefits", Track: "token"})
	waits = queue.TicketID(d.Queue.Seq())
	d.at = clock(10, 0)
	d.must(regime.Enact{Regime: regime.Regime{
		Name: i18n.Text{Az: "Bağlı"}, From: d.at, To: clock(13, 0), Rules: regime.Rules{Closed: true},
		Waiting: regime.Rebook,
	}})
	for _, r := range d.Regime.Regimes() {
		if r.Rules.Closed {
			closure = r.ID
		}
	}
	return d, waits, closure
}

func TestATicketIsExchangedForAnAppointment(t *testing.T) {
	d, waits, _ := rebooking(t)
	days, err := d.RebookTimes(centre.Rebook{Track: "token"}, d.at)
	if err != nil || len(days) != centre.RebookDays || !days[0].Times[0].Equal(clock(13, 0)) {
		t.Fatalf("offered: %+v, %v", days, err)
	}
	d.refused(queue.CodeClosed, centre.Rebook{Track: "token", At: clock(12, 0)})
	d.refused(queue.CodeUnknownTicket, centre.Rebook{Track: "another", At: clock(13, 0)})
	d.must(centre.Rebook{Track: "token", At: clock(13, 0)})
	ticket, _ := d.Queue.Ticket(waits)
	b, ok := d.Appointment.Instead(waits)
	if ticket.Status != queue.Cancelled || !ok || !b.At.Equal(clock(13, 0)) || b.Direction != "benefits" {
		t.Fatalf("the ticket is %s, the appointment %+v", ticket.Status, b)
	}
	d.refused(queue.CodeTicketEnded, centre.Rebook{Track: "token", At: clock(13, 15)})
	d.at = clock(13, 0)
	d.must(appointment.CheckIn{Code: b.Code})
	tickets := d.Queue.Tickets()
	if last := tickets[len(tickets)-1]; last.Number != 2 {
		t.Errorf("the number %d is given again", last.Number)
	}
}

// A day with an appointment that was got for a ticket can be played: under rules
// that move it, as under any others.
func TestAnExchangedTicketsDayIsPlayed(t *testing.T) {
	d, waits, _ := rebooking(t)
	d.must(centre.Rebook{Track: "token", At: clock(13, 0)})
	own, _ := d.Appointment.Instead(waits)
	played := d.Continuation()
	if b, ok := played.Appointment.Instead(waits); !ok || b != own {
		t.Errorf("played, the visitor has %+v instead, %v", b, ok)
	}
	events, err := centre.Decide(played, event.Meta{At: d.at}, regime.Enact{Regime: regime.Regime{
		Name: i18n.Text{Az: "Bağlı"}, From: clock(13, 0), To: clock(15, 0), Rules: regime.Rules{Closed: true},
		Booked: regime.Rebook,
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		played.Apply(event.Record{Seq: played.Queue.Seq() + 1, At: d.at, Event: e})
	}
	if b, _ := played.Appointment.Instead(waits); !b.At.Equal(clock(15, 0)) {
		t.Errorf("played, the visit is at %v", b.At)
	}
	if b, _ := d.Appointment.Instead(waits); b != own {
		t.Errorf("playing has moved the visit to %v", b.At)
	}
}

// A ticket that is called, or that no regime has rebooked, is no one's to rebook by
// telephone; the desk that has it may.
func TestWhoMayExchangeATicket(t *testing.T) {
	d, waits, _ := rebooking(t)
	d.must(queue.Call{Agent: "1"})
	called := centre.Rebook{Track: "token", At: clock(13, 0)}
	d.refused(queue.CodeWrongState, called)
	called.Ticket, called.Agent = waits, "2"
	d.refused(queue.CodeTicketNotHere, called)
	called.Agent = "nobody"
	d.refused(queue.CodeNoDesk, called)
	called.Agent, called.Lease = "1", 1
	d.refused(queue.CodeStaleDesk, called)
	called.Lease = 0
	d.must(called)
	if desk, _ := d.Queue.DeskAt("1"); desk.Active != 0 {
		t.Error("the desk still has the visitor")
	}
	d.at = d.at.Add(time.Second)
	d.refused(queue.CodeTooLate, queue.Undo{Agent: "1"})

	later, _, closure := rebooking(t)
	later.at = clock(10, 5)
	later.must(regime.End{ID: closure})
	later.refused(centre.CodeNotOffered, centre.Rebook{Track: "token", At: clock(13, 0)})
}

// What a regime was amended to counts for who got a ticket under it before.
func TestAnAmendedRegimeTreatsTheTicketsOfBefore(t *testing.T) {
	d, waits, closure := rebooking(t)
	r, _ := d.Regime.Regime(closure)
	r.Rules = regime.Rules{ForecastClosing: true}
	d.must(regime.Amend{Regime: r})
	d.at = clock(10, 30)
	d.must(queue.Issue{Direction: "benefits", Track: "second"})
	second := queue.TicketID(d.Queue.Seq())
	r.Rules = regime.Rules{Closed: true}
	d.must(regime.Amend{Regime: r})
	for _, id := range []queue.TicketID{waits, second} {
		ticket, _ := d.Queue.Ticket(id)
		if _, ok := d.Treated(ticket, d.at); !ok {
			t.Errorf("ticket %s is not treated", ticket.Label)
		}
	}
}

// An appointment's ticket is not overtaken by a regime that receives appointments.
func TestAnAppointmentsTicketStaysGoodUnderAppointmentsOnly(t *testing.T) {
	d := newDay(t, regime.Rules{ForecastClosing: true})
	d.must(appointment.Book{Direction: "benefits", At: clock(10, 0)})
	list := d.Appointment.Between(clock(0, 0), clock(24, 0))
	d.at = clock(9, 45)
	d.must(appointment.CheckIn{Code: list[0].Code})
	d.at = clock(9, 50)
	d.must(regime.Enact{Regime: regime.Regime{
		Name: i18n.Text{Az: "Yazılış"}, From: d.at, To: clock(18, 0),
		Rules: regime.Rules{Channels: []regime.Channel{regime.Appointment}}, Waiting: regime.Rebook,
	}})
	if r, ok := d.Treated(d.Queue.Tickets()[0], d.at); ok {
		t.Errorf("it is treated by %s", r.ID)
	}
}
