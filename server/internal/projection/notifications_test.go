package projection_test

import (
	"errors"
	"testing"
	"time"

	"dost/server/application"
	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/event"
	"dost/server/integration"
	"dost/server/internal/journal"
	"dost/server/internal/projection"
	"dost/server/notification"
	"dost/server/passport"
	"dost/server/queue"
)

const telephone = "+994501112233"

// booking books a visit two days ahead, in Russian, to be told by message.
func (h *harness) booking() (centre.Entry, appointment.Booking) {
	h.t.Helper()
	e := h.order(appointment.Book{Direction: "benefits", Language: "ru",
		At: h.at.Truncate(time.Hour).Add(48 * time.Hour), Draw: uint32(h.at.Unix())})
	e.Contact, e.HandOvers = &appointment.Contact{Phone: telephone}, []string{integration.Messages}
	b, _ := h.state.Appointment.Booking(appointment.ID(e.Records[0].Seq))
	return e, b
}

func (h *harness) told(systems ...string) func(command centre.Command) centre.Entry {
	return func(command centre.Command) centre.Entry {
		e := h.order(command)
		e.HandOvers = systems
		return e
	}
}

// connected is a journal with a centre at work that tells visitors by message.
func connected(t *testing.T) (*rig, *harness) {
	j, _ := fresh(t)
	h := newHarness(t)
	add(t, j, h.opening()...)
	for _, system := range []string{integration.Messages, "esdas"} {
		if err := j.log.Connect(connection(system, true), h.at, "manager:m"); err != nil {
			t.Fatal(err)
		}
	}
	return j, h
}

func waiting(t *testing.T, j *rig) []projection.Message {
	t.Helper()
	list, err := j.Waiting(integration.Messages, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestEachMessageToAVisitorIsComposedOfItsRecord(t *testing.T) {
	j, h := connected(t)
	e, b := h.booking()
	tell := h.told(integration.Messages)
	moved := b.At.Add(3 * time.Hour)
	add(t, j, e, tell(appointment.Move{ID: b.ID, At: moved}),
		tell(appointment.Cancel{ID: b.ID, Reason: "asked"}))
	add(t, j, tell(queue.Tick{})) // names the system, and tells nobody anything
	var got []integration.Visitor
	for _, m := range waiting(t, j) {
		message, err := j.Compose(m, "T")
		if err != nil || message.Kind != integration.VisitorNotification || message.Application != nil ||
			m.Booking != b.ID {
			t.Fatalf("%+v: %+v, %v", m, message, err)
		}
		got = append(got, *message.Visitor)
	}
	want := []notification.Notification{
		{Kind: notification.Booked, VisitAt: b.At}, {Kind: notification.Moved, VisitAt: moved},
		{Kind: notification.Cancelled, VisitAt: moved},
	}
	if len(got) != len(want) {
		t.Fatalf("%d messages, want %d", len(got), len(want))
	}
	for i, v := range got {
		if v.Kind != want[i].Kind || !v.VisitAt.Equal(want[i].VisitAt) || v.Phone != telephone ||
			v.Language != "ru" || v.Code != appointment.Spoken(b.Code) {
			t.Errorf("message %d: %+v", i+1, v)
		}
	}
	if list, err := j.Waiting("esdas", 0, 10); err != nil || len(list) != 0 {
		t.Errorf("another system is told of visits: %+v, %v", list, err)
	}
}

// Whose telephone was erased, or never known, is sent nothing, not even a blank.
func TestAnErasedTelephoneMakesNoMessage(t *testing.T) {
	j, h := connected(t)
	kept, _ := h.booking()
	none, _ := h.booking()
	none.Contact = nil
	add(t, j, kept, none)
	list := waiting(t, j)
	if len(list) != 2 {
		t.Fatalf("%d messages wait", len(list))
	}
	if m, err := j.Compose(list[1], "T"); !errors.Is(err, journal.ErrErased) {
		t.Errorf("without a telephone: composed %+v, %v", m.Visitor, err)
	}
	add(t, j, h.order(integration.Drop{Message: list[1].ID, Why: "erased"}))
	h.at = h.at.AddDate(0, 0, 8)
	add(t, j, h.order(queue.Tick{}))
	if left := waiting(t, j); len(left) != 1 || left[0] != list[0] {
		t.Errorf("while the telephone is kept, %+v waits", left)
	}
	h.at = h.at.AddDate(0, 0, 3)
	add(t, j, h.order(queue.Tick{}))
	if backlogs, err := j.Backlogs(); err != nil || len(waiting(t, j)) != 0 || len(backlogs) != 0 {
		t.Errorf("left: %+v, %v", backlogs, err)
	}
}

// A notification and its message come in one transaction; one that comes back takes its message
// along in the same one.
func TestNewsAndItsMessageAreOfOneTransaction(t *testing.T) {
	j, h := connected(t)
	e, b := h.booking()
	add(t, j, e)
	h.at = b.At.Add(-appointment.RemindBefore)
	due := h.order(queue.Tick{})
	add(t, j, due)
	tell := h.told(integration.Messages)(
		appointment.Notify{IDs: []appointment.ID{b.ID}, Via: notification.ByMessage})

	// The disk fails in the middle of the batch: neither is there.
	broken := centre.Entry{Records: []event.Record{
		{Seq: 9_999, At: h.at, Actor: "clock", Event: queue.DayOpened{}}}}
	if err := j.log.Append([]centre.Entry{tell, broken}); err == nil {
		t.Fatal("a gap in the history was taken")
	}
	if err := j.log.Reopen(); err != nil {
		t.Fatal(err)
	}
	if list := waiting(t, j); len(list) != 1 {
		t.Fatalf("%d messages after a failed append, want the first", len(list))
	}
	add(t, j, tell)
	list := waiting(t, j)
	if len(list) != 2 || list[1].Seq != tell.Records[0].Seq {
		t.Fatalf("waiting: %+v", list)
	}
	if none, err := j.Undelivered(h.at.Add(-time.Minute)); err != nil || len(none) != 0 {
		t.Errorf("not taken at once: %+v, %v", none, err)
	}
	add(t, j, h.order(integration.Settle{Message: list[1].ID, Trouble: "http-422"}))
	untaken, err := j.Undelivered(h.at.Add(-time.Minute))
	if err != nil || len(untaken) != 1 || !untaken[0].Refused || untaken[0].Notified.ID != b.ID ||
		untaken[0].Record != tell.Records[0].Seq {
		t.Fatalf("refused: %+v, %v", untaken, err)
	}
	u := untaken[0]
	add(t, j, h.order(appointment.ReturnNotification{Notified: u.Notified, Record: u.Record, Since: u.At,
		Failure: notification.NotAccepted}))
	if b, _ := h.state.Appointment.Booking(b.ID); b.Pending == nil ||
		b.Pending.Failed != notification.NotAccepted || !b.Pending.ByHand(true) {
		t.Errorf("the news is %+v", b.Pending)
	}
	if untaken, err = j.Undelivered(h.at.Add(time.Hour)); err != nil || len(untaken) != 0 {
		t.Errorf("given back, and still there: %+v, %v", untaken, err)
	}
	add(t, j, h.order(integration.Resend{System: integration.Messages}))
	if left := waiting(t, j); len(left) != 1 || left[0] != list[0] {
		t.Errorf("%+v are sent although somebody calls", left)
	}
}

// Whose turn on a waiting list has come is told where there is a telephone.
func TestAnOfferIsToldWhereThereIsATelephone(t *testing.T) {
	j, h := connected(t)
	for _, phone := range []string{telephone, ""} {
		for _, e := range h.listed(application.Person{Name: "Sınaq Şəxsi", FIN: "5ABC001", Phone: phone}) {
			add(t, j, e)
		}
	}
	offer := h.told(integration.Messages)
	list := application.ListID{Service: "01-09-07-00", Kind: "treatment"}
	first, second := offer(application.MakeOffer{List: list}), offer(application.MakeOffer{List: list})
	add(t, j, first, second)
	messages := waiting(t, j)
	if len(messages) != 1 {
		t.Fatalf("%d messages for one telephone", len(messages))
	}
	if d, err := j.OfferTold(messages[0].Application, h.at.Add(-time.Second)); err != nil ||
		d != notification.Waiting {
		t.Errorf("the list shows %q, %v", d, err)
	}
	m, err := j.Compose(messages[0], "T")
	if err != nil || m.Visitor.Phone != telephone || m.Visitor.Kind != notification.Offered ||
		m.Visitor.Number != "DEMO-2026-000001" || m.Visitor.AnswerBy == 0 {
		t.Errorf("%+v, %v", m.Visitor, err)
	}
}

// listed brings a visitor who is put on a waiting list.
func (h *harness) listed(p application.Person) []centre.Entry {
	list := []centre.Entry{h.issue()}
	if _, sits := h.state.Queue.DeskOf("agent1"); !sits {
		list = append(list, h.order(queue.OpenDesk{Agent: "agent1", Desk: "3",
			Directions: []queue.DirectionID{"benefits"}}))
	}
	list = append(list, h.order(queue.Call{Agent: "agent1"}))
	desk, _ := h.state.Queue.DeskOf("agent1")
	list = append(list, h.order(queue.Arrive{Agent: "agent1", Ticket: desk.Active}))
	registered := h.order(application.Register{Centre: "DEMO", Details: application.Details{
		Ticket: desk.Active, Agent: "agent1", Outcome: queue.Listed,
	}, Passport: &passport.Passport{ID: "01-09-07-00"}, Applicant: &p,
		List: &application.Listing{Kind: "treatment"}})
	registered.Person = &p
	return append(list, registered, h.order(
		queue.Finish{Agent: "agent1", Ticket: desk.Active, Outcome: queue.Listed}))
}
