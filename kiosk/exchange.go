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

// OtherTimes are the times for which a ticket can be exchanged.
type OtherTimes struct {
	Days []centre.FreeDay `json:"days"`
}

// ExchangeOrder gives a waiting ticket up for an appointment.
type ExchangeOrder struct {
	Key   string    `json:"key"`
	At    time.Time `json:"at"`
	Phone string    `json:"phone,omitempty"` // to be told of changes; whoever leaves none is not
}

// Rebooked is the appointment that a visitor has instead of the ticket.
type Rebooked struct {
	Code   string             `json:"code"` // "482 915", for the kiosk
	At     time.Time          `json:"at"`
	Status appointment.Status `json:"status"`
	Number string             `json:"number,omitempty"` // of the ticket that it became, once checked in
}

func (s *Surface) exchangeRoutes() []web.Route {
	codes := []problem.Code{queue.CodeUnknownTicket, queue.CodeTicketEnded, queue.CodeWrongState, centre.CodeNotOffered}
	return []web.Route{
		{Method: http.MethodGet, Path: "/api/track/:token/times", For: anyone, Public: true,
			Summary: "The free times for which a waiting ticket can be exchanged, while a regime that began meanwhile has it rebooked.",
			Out:     OtherTimes{}, Codes: codes, Do: s.otherTimes},
		{Method: http.MethodPost, Path: "/api/track/:token/appointment", For: anyone, Public: true,
			Summary: "Exchange a waiting ticket for an appointment, while a regime that began meanwhile has it rebooked. The ticket ends.",
			In:      ExchangeOrder{}, Out: Rebooked{}, Status: http.StatusCreated, Codes: append([]problem.Code{
				appointment.CodeSlotPast, appointment.CodeSlotFar, appointment.CodeNoSlot, appointment.CodeSlotTaken,
				appointment.CodeHourlyLimit, appointment.CodeDailyLimit, queue.CodeClosed, CodeBadPhone,
			}, codes...), Do: s.exchange},
	}
}

func (s *Surface) otherTimes(c *gin.Context) error {
	var (
		out OtherTimes
		err error
	)
	s.Centre.Read(func(st *centre.State) { out.Days, err = st.Offer(centre.Exchange{Track: c.Param("token")}, s.Clock()) })
	if err != nil {
		return err
	}
	web.JSON(c, http.StatusOK, out)
	return nil
}

func (s *Surface) exchange(c *gin.Context) error {
	var in ExchangeOrder
	if err := web.Body(c, &in); err != nil {
		return err
	}
	_, phone := application.Identifiers(in.Phone)
	if in.Phone != "" && phone == "" {
		return web.Fail(CodeBadPhone, "not a mobile number of Azerbaijan", nil)
	}
	token := c.Param("token")
	command := centre.Exchange{Track: token, At: in.At, Draw: web.Draw()}
	order, err := web.Order(c, in.Key, in, command, func(st *centre.State, _ []event.Record) (int, any) {
		t, _ := st.Queue.Tracked(token)
		return http.StatusCreated, rebooked(st, t)
	})
	if err != nil {
		return err
	}
	if phone != "" {
		order.Contact = &appointment.Contact{Phone: phone}
		order.HandOvers = []string{integration.Messages} // the code is written to the visitor, where messages can be sent
	}
	return web.Do(c, s.Centre, order)
}

// rebooked is what a visitor has instead of a ticket; nil for one not given up.
func rebooked(st *centre.State, t queue.Ticket) *Rebooked {
	b, ok := st.Appointment.Instead(t.ID)
	if !ok {
		return nil
	}
	v := Rebooked{Code: appointment.Spoken(b.Code), At: b.At.In(civil.Baku), Status: b.Status}
	if t, ok := st.Queue.Ticket(b.Ticket); ok {
		v.Number = t.Label
	}
	return &v
}
