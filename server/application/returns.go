package application

import (
	"fmt"
	"strings"

	"dost/server/appointment"
	"dost/server/event"
	"dost/server/queue"
)

// Return is the right of a visitor who lacked a paper to come back near the front
// the same day, once. It names nobody.
type Return struct {
	Code      string            `json:"code"` // six digits, on the visitor's paper
	Ticket    queue.TicketID    `json:"ticket"`
	Direction queue.DirectionID `json:"direction"`
	Service   string            `json:"service"`
}

// codes is how many codes of returns there are.
const codes = 1_000_000

// giveReturn lets the visitor who is served come back. A visit has one code,
// however many services lack a paper.
func (s *State) giveReturn(q *queue.State, c GiveReturn) ([]event.Event, error) {
	if !serviceForm.MatchString(c.Service) {
		return nil, badField("service", "a service is NN-NN-NN-NN")
	}
	if len(c.Missing) == 0 || len(c.Missing) > MaxDocuments {
		return nil, badField("documents", "no paper is missing, or too many")
	}
	for _, id := range c.Missing {
		if !ref(id) {
			return nil, badField("documents", "a document's id is malformed")
		}
	}
	_, ticket, err := atDesk(q, Register{Lease: c.Lease, Details: Details{Agent: c.Agent, Ticket: c.Ticket}})
	if err != nil {
		return nil, err
	}
	code := ""
	if code = s.returnOf[ticket.ID]; code == "" {
		code = s.freeCode(c.Draw)
	}
	return []event.Event{ReturnGiven{
		Return:  Return{Code: code, Ticket: ticket.ID, Direction: ticket.Direction, Service: c.Service},
		Version: c.Version, Missing: c.Missing,
	}}, nil
}

// freeCode is the first code from the drawn number on that no return has today. It
// is never an appointment's, whose last digit checks the others: at the kiosk one
// field takes both.
func (s *State) freeCode(draw uint32) string {
	for n := draw % codes; ; n = (n + 1) % codes {
		code := fmt.Sprintf("%06d", n)
		_, taken := s.returns[code]
		if _, appointed := appointment.ParseCode(code); !taken && !appointed {
			return code
		}
	}
}

// Returning finds a return of today by the code on its paper, with or without
// spaces and hyphens. Whether it was used is the engine's to know: queue.Issue
// with its Ticket as Return, in its Direction, is refused the second time.
func (s *State) Returning(code string) (Return, bool) {
	r, ok := s.returns[strings.NewReplacer(" ", "", "-", "").Replace(code)]
	return r, ok
}

func (s *State) applyReturnGiven(e ReturnGiven) {
	s.returns[e.Code] = e.Return
	s.returnOf[e.Ticket] = e.Code
}
