package desk

import (
	"net/http"
	"strconv"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"dost/server/centre"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/web"
)

// The bodies of the moves of a ticket that take more than a key.
type (
	finishRequest struct {
		Key     string        `json:"key"`
		Lease   string        `json:"lease,omitempty"`
		Outcome queue.Outcome `json:"outcome"`
	}
	// transferRequest names a direction, a desk, both, or the agent to whose desk the
	// visitor goes.
	transferRequest struct {
		Key       string            `json:"key"`
		Lease     string            `json:"lease,omitempty"`
		Direction queue.DirectionID `json:"direction,omitempty"`
		Desk      queue.DeskID      `json:"desk,omitempty"`
		Agent     queue.AgentID     `json:"agent,omitempty"`
	}
)

// maxReason bounds a reason, in characters.
const maxReason = 300

// moves are the ten moves of a ticket. Each answers the ticket after it.
func (s *Surface) moves() []web.Route {
	route := func(name, summary string, in any, do web.Handler, codes ...problem.Code) web.Route {
		return web.Route{Method: http.MethodPost, Path: "/api/desk/tickets/:id/" + name, For: agents,
			Summary: summary,
			In:      in, Out: TicketView{}, Do: do,
			Codes: append([]problem.Code{queue.CodeUnknownTicket, queue.CodeNoDesk, queue.CodeStaleDesk},
				codes...)}
	}
	const state, here, ended = queue.CodeWrongState, queue.CodeTicketNotHere, queue.CodeTicketEnded
	return []web.Route{
		route("recall", "Repeat the call: at most 3 times, 20 s apart", moveRequest{},
			s.plain(func(a queue.AgentID, l uint64, t queue.TicketID) queue.Command {
				return queue.Recall{Agent: a, Lease: l, Ticket: t}
			}), state, here, ended, queue.CodeRecallTooSoon, queue.CodeRecallLimit),
		route("arrive", "The visitor stands at the desk", moveRequest{},
			s.plain(func(a queue.AgentID, l uint64, t queue.TicketID) queue.Command {
				return queue.Arrive{Agent: a, Lease: l, Ticket: t}
			}), state, here, ended),
		route("no-show", "The visitor did not come", moveRequest{},
			s.plain(func(a queue.AgentID, l uint64, t queue.TicketID) queue.Command {
				return queue.NoShow{Agent: a, Lease: l, Ticket: t}
			}), state, here, ended),
		route("hold", "Park the visit; the desk is free", moveRequest{},
			s.plain(func(a queue.AgentID, l uint64, t queue.TicketID) queue.Command {
				return queue.Hold{Agent: a, Lease: l, Ticket: t}
			}), state, here, ended),
		route("resume", "Take a held visit up again", moveRequest{},
			s.plain(func(a queue.AgentID, l uint64, t queue.TicketID) queue.Command {
				return queue.Resume{Agent: a, Lease: l, Ticket: t}
			}), state, ended, queue.CodeTicketActive, queue.CodeNotServedHere, queue.CodeDeskPaused),
		route("requeue", "Back to the line, at the old place", moveRequest{},
			s.plain(func(a queue.AgentID, l uint64, t queue.TicketID) queue.Command {
				return queue.Requeue{Agent: a, Lease: l, Ticket: t}
			}), state, here, ended),
		route("transfer", "To another direction, desk or agent; the arrival time is kept", transferRequest{},
			s.transfer,
			state, here, ended, queue.CodeUnknownDirection, queue.CodeUnknownDesk),
		route("finish", "End the visit with its outcome", finishRequest{}, s.finish, state, here, ended,
			queue.CodeBadOutcome),
		route("cancel", "Void the ticket, with a reason", reasonRequest{},
			s.reasoned(func(a queue.AgentID, l uint64, t queue.TicketID, why string) queue.Command {
				return queue.Cancel{Agent: a, Lease: l, Ticket: t, Reason: why}
			}), here, ended, queue.CodeReasonNeeded),
		route("call", "Call this waiting ticket out of order, with a reason", reasonRequest{},
			s.reasoned(func(a queue.AgentID, l uint64, t queue.TicketID, why string) queue.Command {
				return queue.CallChosen{Agent: a, Lease: l, Ticket: t, Reason: why}
			}), state, ended, queue.CodeReasonNeeded, queue.CodeTicketActive, queue.CodeDeskPaused),
	}
}

// plain is a move that takes nothing but the ticket.
func (s *Surface) plain(command func(queue.AgentID, uint64, queue.TicketID) queue.Command) web.Handler {
	return func(c *gin.Context) error {
		id, err := ticketID(c)
		if err != nil {
			return err
		}
		in, lease, err := readMove(c)
		if err != nil {
			return err
		}
		return s.do(c, in.Key, in, command(agentOf(c), lease, id), ticketAfter(id))
	}
}

// reasoned is a move that must say why.
func (s *Surface) reasoned(command func(queue.AgentID, uint64, queue.TicketID,
	string) queue.Command) web.Handler {
	return func(c *gin.Context) error {
		id, err := ticketID(c)
		if err != nil {
			return err
		}
		in, lease, err := readReason(c)
		if err != nil {
			return err
		}
		return s.do(c, in.Key, in, command(agentOf(c), lease, id, in.Reason), ticketAfter(id))
	}
}

func (s *Surface) finish(c *gin.Context) error {
	id, err := ticketID(c)
	if err != nil {
		return err
	}
	var in finishRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	lease, err := leaseOf(in.Lease)
	if err != nil {
		return err
	}
	return s.do(c, in.Key, in, queue.Finish{Agent: agentOf(c), Lease: lease, Ticket: id, Outcome: in.Outcome},
		ticketAfter(id))
}

func (s *Surface) transfer(c *gin.Context) error {
	id, err := ticketID(c)
	if err != nil {
		return err
	}
	var in transferRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	lease, err := leaseOf(in.Lease)
	if err != nil {
		return err
	}
	to := in.Desk
	if in.Agent != "" && to == "" {
		if to = s.deskOf(in.Agent); to == "" {
			return web.Fail(queue.CodeUnknownDesk, "that agent sits at no desk",
				map[string]any{"field": "agent"})
		}
	}
	return s.do(c, in.Key, in, queue.Transfer{Agent: agentOf(c), Lease: lease, Ticket: id,
		Direction: in.Direction, Desk: to}, ticketAfter(id))
}

// deskOf is where an agent sits now; "" = nowhere.
func (s *Surface) deskOf(agent queue.AgentID) (id queue.DeskID) {
	s.Centre.Read(func(st *centre.State) {
		if d, ok := st.Queue.DeskOf(agent); ok {
			id = d.ID
		}
	})
	return id
}

// ticketID reads the path's ticket; what is no number is no ticket.
func ticketID(c *gin.Context) (queue.TicketID, error) {
	id, err := strconv.ParseUint(c.Param("id"), 10, 64)
	if err != nil {
		return 0, web.Fail(queue.CodeUnknownTicket, "no such ticket", nil)
	}
	return queue.TicketID(id), nil
}

// short refuses a text beyond its bound before it reaches the journal.
func short(field, text string) error {
	if utf8.RuneCountInString(text) > maxReason {
		return web.Fail("too-long", "the text is too long", map[string]any{"field": field, "max": maxReason})
	}
	return nil
}
