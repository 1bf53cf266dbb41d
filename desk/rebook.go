package desk

import (
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/application"
	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/event"
	"dost/server/integration"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/web"
)

// RebookTimesView are the times for which a ticket can be rebooked.
type RebookTimesView struct {
	Days []centre.FreeDay `json:"days"`
}

// rebookRequest gives a ticket up for an appointment.
type rebookRequest struct {
	Key   string    `json:"key"`
	Lease string    `json:"lease,omitempty"`
	At    time.Time `json:"at"`
	Phone string    `json:"phone,omitempty"` // of the visitor, to be told of changes; "" = none was given
}

// codeBadPhone refuses a telephone that is no mobile number.
const codeBadPhone problem.Code = "bad-phone"

// RebookedView is the appointment that a visitor has instead of a ticket.
type RebookedView struct {
	Number string    `json:"number"` // of the ticket given up
	Code   string    `json:"code"`   // "482 915", to be read out
	At     time.Time `json:"at"`
}

func (s *Surface) rebookRoutes() []web.Route {
	codes := []problem.Code{queue.CodeUnknownTicket, queue.CodeTicketEnded, queue.CodeTicketNotHere,
		queue.CodeNoDesk, centre.CodeNotOffered}
	return []web.Route{
		{Method: http.MethodGet, Path: "/api/desk/tickets/:id/times", For: agents,
			Summary: "The free times for which a ticket that waits, or is at this desk, can be exchanged while a regime has it rebooked",
			Out:     RebookTimesView{}, Codes: codes, Do: s.otherTimes},
		{Method: http.MethodPost, Path: "/api/desk/tickets/:id/appointment", For: agents,
			Summary: "Rebook such a ticket for an appointment: for a visitor without a phone",
			In:      rebookRequest{}, Out: RebookedView{}, Status: http.StatusCreated,
			Codes: append([]problem.Code{
				queue.CodeStaleDesk, queue.CodeClosed, appointment.CodeSlotPast, appointment.CodeSlotFar,
				appointment.CodeNoSlot,
				appointment.CodeSlotTaken, appointment.CodeHourlyLimit, appointment.CodeDailyLimit,
				codeBadPhone,
			}, codes...), Do: s.rebook},
	}
}

func (s *Surface) otherTimes(c *gin.Context) error {
	id, err := ticketID(c)
	if err != nil {
		return err
	}
	var out RebookTimesView
	s.Centre.Read(func(st *centre.State) {
		out.Days, err = st.RebookTimes(centre.Rebook{Ticket: id, Agent: agentOf(c)}, s.Clock())
	})
	if err != nil {
		return err
	}
	web.JSON(c, http.StatusOK, out)
	return nil
}

func (s *Surface) rebook(c *gin.Context) error {
	id, err := ticketID(c)
	if err != nil {
		return err
	}
	var in rebookRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	lease, err := leaseOf(in.Lease)
	if err != nil {
		return err
	}
	_, phone := application.Identifiers(in.Phone)
	if in.Phone != "" && phone == "" {
		return web.Fail(codeBadPhone, "not a mobile number of Azerbaijan", nil)
	}
	command := centre.Rebook{Ticket: id, Agent: agentOf(c), Lease: lease, At: in.At, Draw: web.Draw()}
	envelope, err := web.Envelope(c, in.Key, in, command,
		func(st *centre.State, _ []event.Record) (int, any) {
			t, _ := st.Queue.Ticket(id)
			b, _ := st.Appointment.Instead(id)
			return http.StatusCreated, RebookedView{t.Label, appointment.Spoken(b.Code), baku(b.At)}
		})
	if err != nil {
		return err
	}
	if phone != "" {
		envelope.Contact = &appointment.Contact{Phone: phone}
		// the code is written to the visitor, where messages can be sent
		envelope.HandOvers = []string{integration.Messages}
	}
	return web.Do(c, s.Centre, envelope)
}

// offerRebooking marks the tickets of a frame that can be rebooked.
func (f *Frame) offerRebooking(st *centre.State) {
	rebooks := false
	for _, r := range st.Regime.InForce(f.At) {
		rebooks = rebooks || r.OfTickets() == regime.Rebook
	}
	if !rebooks {
		return
	}
	mark := func(v *TicketView) {
		id, _ := strconv.ParseUint(v.ID, 10, 64)
		if t, ok := st.Queue.Ticket(queue.TicketID(id)); ok {
			v.Rebookable = st.Rebookable(t, f.At)
		}
	}
	if f.Active != nil {
		mark(f.Active)
	}
	for i := range f.Waiting.Mine {
		mark(&f.Waiting.Mine[i])
	}
	for _, line := range f.Waiting.Lines {
		for i := range line.Tickets {
			mark(&line.Tickets[i])
		}
	}
}
