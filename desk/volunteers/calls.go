package volunteers

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"dost/server/centre"
	"dost/server/event"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/volunteer"
	"dost/server/web"
)

// Plain is an order that needs nothing but its key.
type Plain struct {
	Key string `json:"key"`
}

// KioskCall calls a volunteer to the kiosk that sends it.
type KioskCall struct {
	Key      string `json:"key"`
	Language string `json:"language,omitempty"` // of the visitor: az, ru, en; "" = az
}

// DeskCall calls a volunteer to the desk of the agent who sends it.
type DeskCall struct {
	Key    string `json:"key"`
	Ticket string `json:"ticket,omitempty"` // of the visitor who needs help; "" = none
}

// Given is what help took, in whole seconds.
type Given struct {
	Waited int `json:"waited"` // from the call until it was taken
	Helped int `json:"helped"` // from there to the end
}

func (s *Surface) callToKiosk(c *gin.Context) error {
	var in KioskCall
	if err := web.Body(c, &in); err != nil {
		return err
	}
	return s.do(c, in.Key, in, volunteer.Call{Place: kioskOf(c), Language: in.Language}, called)
}

func (s *Surface) cancelAtKiosk(c *gin.Context) error {
	return s.plain(c, func() (centre.Command, error) { return volunteer.Cancel{Place: kioskOf(c)}, nil }, nil)
}

func kioskOf(c *gin.Context) volunteer.Place {
	caller := web.Of(c)
	return volunteer.Place{Kind: "kiosk", ID: caller.ID, Name: caller.Name}
}

func (s *Surface) callToDesk(c *gin.Context) error {
	var in DeskCall
	if err := web.Body(c, &in); err != nil {
		return err
	}
	place, err := s.deskOf(c)
	if err != nil {
		return err
	}
	var ticket uint64
	if in.Ticket != "" {
		if ticket, err = strconv.ParseUint(in.Ticket, 10, 63); err != nil || ticket == 0 {
			return web.Fail(queue.CodeUnknownTicket, "no such ticket today", nil)
		}
	}
	return s.do(c, in.Key, in, volunteer.Call{Place: place, Ticket: queue.TicketID(ticket)}, called)
}

func (s *Surface) cancelAtDesk(c *gin.Context) error {
	return s.plain(c, func() (centre.Command, error) {
		place, err := s.deskOf(c)
		return volunteer.Cancel{Place: place}, err
	}, nil)
}

func (s *Surface) deskOf(c *gin.Context) (volunteer.Place, error) {
	var (
		d      queue.Desk
		seated bool
	)
	s.Centre.Read(func(st *centre.State) { d, seated = st.Queue.DeskOf(queue.AgentID(web.Of(c).ID)) })
	if !seated {
		return volunteer.Place{}, web.Fail(queue.CodeNoDesk, "the agent sits at no desk", nil)
	}
	return volunteer.Place{Kind: "desk", ID: string(d.ID)}, nil
}

func (s *Surface) take(c *gin.Context) error {
	me := web.Of(c)
	err := s.plain(c, func() (centre.Command, error) {
		id, err := callOf(c)
		return volunteer.Take{Call: id, Volunteer: me.ID}, err
	}, func(st *centre.State, _ []event.Record) (int, any) {
		mine, _ := st.Volunteer.Of(me.ID)
		return http.StatusOK, view(mine, me.Name)
	})
	return s.named(err)
}

// named says the name of whoever was first instead of the login.
func (s *Surface) named(err error) error {
	var refusal *problem.Error
	if errors.As(err, &refusal) && refusal.Code == volunteer.CodeCallTaken {
		if by, ok := refusal.Facts["by"].(string); ok {
			return web.Fail(refusal.Code, refusal.Detail, map[string]any{"by": s.nameOf(by)})
		}
	}
	return err
}

func (s *Surface) giveBack(c *gin.Context) error {
	return s.plain(c, func() (centre.Command, error) {
		id, err := callOf(c)
		return volunteer.GiveBack{Call: id, Volunteer: web.Of(c).ID}, err
	}, nil)
}

func (s *Surface) done(c *gin.Context) error {
	return s.plain(c, func() (centre.Command, error) {
		id, err := callOf(c)
		return volunteer.Finish{Call: id, Volunteer: web.Of(c).ID}, err
	}, func(_ *centre.State, records []event.Record) (int, any) {
		e := records[len(records)-1].Event.(volunteer.Done) //nolint:forcetypeassert,errcheck // Finish answers with Done
		return http.StatusOK, Given{e.Waited, e.Helped}
	})
}

func callOf(c *gin.Context) (volunteer.CallID, error) {
	id, err := strconv.ParseUint(c.Param("id"), 10, 63)
	if err != nil {
		return 0, web.Fail(volunteer.CodeUnknownCall, "no such call", nil)
	}
	return volunteer.CallID(id), nil
}

// called answers with the new call.
func called(st *centre.State, records []event.Record) (int, any) {
	e := records[len(records)-1].Event.(volunteer.Called) //nolint:forcetypeassert,errcheck // Call answers with Called
	open, _ := st.Volunteer.At(e.Place)
	return http.StatusCreated, view(open, "")
}

type answer = func(*centre.State, []event.Record) (int, any)

// plain carries out an order of which the body says nothing but the key.
func (s *Surface) plain(c *gin.Context, command func() (centre.Command, error), answer answer) error {
	var in Plain
	if err := web.Body(c, &in); err != nil {
		return err
	}
	order, err := command()
	if err != nil {
		return err
	}
	return s.do(c, in.Key, in, order, answer)
}

func (s *Surface) do(c *gin.Context, key string, in any, command centre.Command, answer answer) error {
	order, err := web.Order(c, key, in, command, answer)
	if err != nil {
		return err
	}
	return web.Do(c, s.Centre, order)
}
