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

// KeyRequest is a request that needs nothing but its key.
type KeyRequest struct {
	Key string `json:"key"`
}

// KioskHelpRequest calls a volunteer to the kiosk that sends it.
type KioskHelpRequest struct {
	Key      string `json:"key"`
	Language string `json:"language,omitempty"` // of the visitor: az, ru, en; "" = az
}

// DeskHelpRequest calls a volunteer to the desk of the agent who sends it.
type DeskHelpRequest struct {
	Key    string `json:"key"`
	Ticket string `json:"ticket,omitempty"` // of the visitor who needs help; "" = none
}

// HelpGivenView is what help took, in whole seconds.
type HelpGivenView struct {
	Waited int `json:"waited"` // from the call until it was taken
	Helped int `json:"helped"` // from there to the end
}

func (s *Surface) requestAtKiosk(c *gin.Context) error {
	var in KioskHelpRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	return s.do(c, in.Key, in, volunteer.RequestHelp{Origin: kioskOf(c), Language: in.Language}, requested)
}

func (s *Surface) cancelAtKiosk(c *gin.Context) error {
	return s.plain(c, func() (centre.Command, error) { return volunteer.Cancel{Origin: kioskOf(c)}, nil },
		nil)
}

func kioskOf(c *gin.Context) volunteer.Origin {
	caller := web.CallerOf(c)
	return volunteer.Origin{Kind: "kiosk", ID: caller.ID, Name: caller.Name}
}

func (s *Surface) requestAtDesk(c *gin.Context) error {
	var in DeskHelpRequest
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
	return s.do(c, in.Key, in, volunteer.RequestHelp{Origin: place, Ticket: queue.TicketID(ticket)},
		requested)
}

func (s *Surface) cancelAtDesk(c *gin.Context) error {
	return s.plain(c, func() (centre.Command, error) {
		place, err := s.deskOf(c)
		return volunteer.Cancel{Origin: place}, err
	}, nil)
}

func (s *Surface) deskOf(c *gin.Context) (volunteer.Origin, error) {
	var (
		d      queue.Desk
		seated bool
	)
	s.Centre.Read(func(st *centre.State) { d, seated = st.Queue.DeskOf(queue.AgentID(web.CallerOf(c).ID)) })
	if !seated {
		return volunteer.Origin{}, web.Fail(queue.CodeNoDesk, "the agent sits at no desk", nil)
	}
	return volunteer.Origin{Kind: "desk", ID: string(d.ID)}, nil
}

func (s *Surface) take(c *gin.Context) error {
	me := web.CallerOf(c)
	err := s.plain(c, func() (centre.Command, error) {
		id, err := requestOf(c)
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
		id, err := requestOf(c)
		return volunteer.GiveBack{Call: id, Volunteer: web.CallerOf(c).ID}, err
	}, nil)
}

func (s *Surface) done(c *gin.Context) error {
	return s.plain(c, func() (centre.Command, error) {
		id, err := requestOf(c)
		return volunteer.Finish{Call: id, Volunteer: web.CallerOf(c).ID}, err
	}, func(_ *centre.State, records []event.Record) (int, any) {
		// Finish answers with Done.
		e := records[len(records)-1].Event.(volunteer.Done) //nolint:forcetypeassert,errcheck
		return http.StatusOK, HelpGivenView{e.Waited, e.Helped}
	})
}

func requestOf(c *gin.Context) (volunteer.RequestID, error) {
	id, err := strconv.ParseUint(c.Param("id"), 10, 63)
	if err != nil {
		return 0, web.Fail(volunteer.CodeUnknownCall, "no such call", nil)
	}
	return volunteer.RequestID(id), nil
}

// requested answers with the new call.
func requested(st *centre.State, records []event.Record) (int, any) {
	// RequestHelp answers with HelpRequested.
	e := records[len(records)-1].Event.(volunteer.HelpRequested) //nolint:forcetypeassert,errcheck
	open, _ := st.Volunteer.At(e.Origin)
	return http.StatusCreated, view(open, "")
}

type answer = func(*centre.State, []event.Record) (int, any)

// plain carries out an order of which the body says nothing but the key.
func (s *Surface) plain(c *gin.Context, command func() (centre.Command, error), answer answer) error {
	var in KeyRequest
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
	envelope, err := web.Envelope(c, key, in, command, answer)
	if err != nil {
		return err
	}
	return web.Do(c, s.Centre, envelope)
}
