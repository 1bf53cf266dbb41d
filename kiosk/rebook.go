package kiosk

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/application"
	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/integration"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/web"
)

// RebookTimesView are the times for which a ticket can be rebooked.
type RebookTimesView struct {
	Days []centre.FreeDay `json:"days"`
}

// RebookRequest gives a waiting ticket up for an appointment.
type RebookRequest struct {
	Key   string    `json:"key"`
	At    time.Time `json:"at"`
	Phone string    `json:"phone,omitempty"` // to be told of changes; whoever leaves none is not
}

// RebookedView is the appointment that a visitor has instead of the ticket.
type RebookedView struct {
	Code   string             `json:"code"` // "482 915", for the kiosk
	At     time.Time          `json:"at"`
	Status appointment.Status `json:"status"`
	Number string             `json:"number,omitempty"` // of the ticket that it became, once checked in
}

func (s *Surface) rebookRoutes() []web.Route {
	codes := []problem.Code{queue.CodeUnknownTicket, queue.CodeTicketEnded, queue.CodeWrongState,
		centre.CodeNotOffered}
	return []web.Route{
		{Method: http.MethodGet, Path: "/api/track/:token/times", For: anyone, Public: true,
			Summary: "The free times for which a waiting ticket can be exchanged, while a regime that began meanwhile has it rebooked.",
			Out:     RebookTimesView{}, Codes: codes, Do: s.otherTimes},
		{Method: http.MethodPost, Path: "/api/track/:token/appointment", For: anyone, Public: true,
			Summary: "Rebook a waiting ticket for an appointment, while a regime that began meanwhile has it rebooked. The ticket ends.",
			In:      RebookRequest{}, Out: RebookedView{}, Status: http.StatusCreated,
			Codes: append([]problem.Code{
				appointment.CodeSlotPast, appointment.CodeSlotFar, appointment.CodeNoSlot,
				appointment.CodeSlotTaken,
				appointment.CodeHourlyLimit, appointment.CodeDailyLimit, queue.CodeClosed, CodeBadPhone,
			}, codes...), Do: s.rebook},
	}
}

func (s *Surface) otherTimes(c *gin.Context) error {
	var (
		out RebookTimesView
		err error
	)
	s.Centre.Read(func(st *centre.State) {
		out.Days, err = st.RebookTimes(centre.Rebook{Track: c.Param("token")}, s.Clock())
	})
	if err != nil {
		return err
	}
	web.JSON(c, http.StatusOK, out)
	return nil
}

func (s *Surface) rebook(c *gin.Context) error {
	var in RebookRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	_, phone := application.Identifiers(in.Phone)
	if in.Phone != "" && phone == "" {
		return web.Fail(CodeBadPhone, "not a mobile number of Azerbaijan", nil)
	}
	token := c.Param("token")
	command := centre.Rebook{Track: token, At: in.At, Draw: web.Draw()}
	envelope, err := web.Envelope(c, in.Key, in, command,
		func(st *centre.State, _ []event.Record) (int, any) {
			t, _ := st.Queue.Tracked(token)
			return http.StatusCreated, rebookedView(st, t)
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

// rebookedView is what a visitor has instead of a ticket; nil for one not given up.
func rebookedView(st *centre.State, t queue.Ticket) *RebookedView {
	b, ok := st.Appointment.Instead(t.ID)
	if !ok {
		return nil
	}
	v := RebookedView{Code: appointment.Spoken(b.Code), At: b.At.In(civil.Baku), Status: b.Status}
	if t, ok := st.Queue.Ticket(b.Ticket); ok {
		v.Number = t.Label
	}
	return &v
}
