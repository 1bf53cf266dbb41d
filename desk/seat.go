package desk

import (
	"crypto/rand"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"dost/server/centre"
	"dost/server/event"
	"dost/server/queue"
	"dost/server/web"
)

// The bodies of the requests about the desk itself. Lease, where given, is the
// lease that the answer to POST /api/desk named: an older tab is then refused.
type (
	takeRequest struct {
		Key        string              `json:"key"`
		Desk       queue.DeskID        `json:"desk"`
		Directions []queue.DirectionID `json:"directions"`
	}
	leaveRequest struct {
		Key   string `json:"key,omitempty"`
		Lease string `json:"lease,omitempty"`
	}
	moveRequest struct {
		Key   string `json:"key"`
		Lease string `json:"lease,omitempty"`
	}
	reasonRequest struct {
		Key    string `json:"key"`
		Lease  string `json:"lease,omitempty"`
		Reason string `json:"reason"`
	}
)

// maxDirections bounds the list of directions of one desk.
const maxDirections = 64

func (s *Surface) take(c *gin.Context) error {
	var in takeRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	if len(in.Directions) > maxDirections {
		return web.Fail("too-many", "too many directions for one desk",
			map[string]any{"field": "directions", "max": maxDirections})
	}
	agent := agentOf(c)
	return s.do(c, in.Key, in, queue.OpenDesk{Agent: agent, Desk: in.Desk, Directions: in.Directions},
		deskAfter(agent))
}

// leave frees the desk. A DELETE may come without a body; it then leaves
// whatever desk the agent has, once.
func (s *Surface) leave(c *gin.Context) error {
	var in leaveRequest
	if c.Request.ContentLength != 0 {
		if err := web.Body(c, &in); err != nil {
			return err
		}
	}
	if in.Key == "" {
		in.Key = "leave." + rand.Text()
	}
	lease, err := leaseOf(in.Lease)
	if err != nil {
		return err
	}
	return s.do(c, in.Key, in, queue.LeaveDesk{Agent: agentOf(c), Lease: lease}, nil)
}

func (s *Surface) pause(c *gin.Context) error {
	in, lease, err := readReason(c)
	if err != nil {
		return err
	}
	agent := agentOf(c)
	return s.do(c, in.Key, in, queue.Pause{Agent: agent, Lease: lease, Reason: in.Reason}, deskAfter(agent))
}

func (s *Surface) unpause(c *gin.Context) error {
	in, lease, err := readMove(c)
	if err != nil {
		return err
	}
	agent := agentOf(c)
	return s.do(c, in.Key, in, queue.Unpause{Agent: agent, Lease: lease}, deskAfter(agent))
}

func (s *Surface) next(c *gin.Context) error {
	in, lease, err := readMove(c)
	if err != nil {
		return err
	}
	return s.do(c, in.Key, in, queue.Call{Agent: agentOf(c), Lease: lease},
		func(st *centre.State, records []event.Record) (int, any) {
			for _, r := range records {
				if e, ok := r.Event.(queue.CalledUp); ok {
					return ticketAfter(e.Ticket)(st, records)
				}
			}
			return http.StatusNoContent, nil
		})
}

func (s *Surface) undo(c *gin.Context) error {
	in, lease, err := readMove(c)
	if err != nil {
		return err
	}
	return s.do(c, in.Key, in, queue.Undo{Agent: agentOf(c), Lease: lease},
		func(st *centre.State, records []event.Record) (int, any) {
			for _, r := range records {
				if e, ok := r.Event.(queue.Undone); ok {
					return ticketAfter(e.Before.ID)(st, records)
				}
			}
			return http.StatusNoContent, nil
		})
}

func readMove(c *gin.Context) (in moveRequest, lease uint64, err error) {
	if err = web.Body(c, &in); err != nil {
		return in, 0, err
	}
	lease, err = leaseOf(in.Lease)
	return in, lease, err
}

func readReason(c *gin.Context) (in reasonRequest, lease uint64, err error) {
	if err = web.Body(c, &in); err != nil {
		return in, 0, err
	}
	if lease, err = leaseOf(in.Lease); err != nil {
		return in, 0, err
	}
	return in, lease, short("reason", in.Reason)
}

// leaseOf reads a lease; "" is no fence. What no desk ever handed out is stale.
func leaseOf(s string) (uint64, error) {
	if s == "" {
		return 0, nil
	}
	lease, err := strconv.ParseUint(s, 10, 64)
	if err != nil || lease == 0 {
		return 0, web.Fail(queue.CodeStaleDesk, "this is no lease of a desk", nil)
	}
	return lease, nil
}

// deskAfter answers the agent's desk after the command.
func deskAfter(agent queue.AgentID) answer {
	return func(st *centre.State, _ []event.Record) (int, any) {
		d, ok := st.Queue.DeskOf(agent)
		if !ok {
			return http.StatusNoContent, nil
		}
		return http.StatusOK, viewDesk(d)
	}
}

// ticketAfter answers the ticket after the command.
func ticketAfter(id queue.TicketID) answer {
	return func(st *centre.State, _ []event.Record) (int, any) {
		t, ok := st.Queue.Ticket(id)
		if !ok {
			return http.StatusNoContent, nil
		}
		return http.StatusOK, viewTicket(st.Queue, t)
	}
}
