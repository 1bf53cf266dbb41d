package application

import (
	"fmt"
	"slices"
	"strings"

	"dost/server/appointment"
	"dost/server/event"
	"dost/server/passport"
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
	if c.Passport == nil {
		return nil, errNoPassport
	}
	if len(c.Missing) == 0 || len(c.Missing) > MaxDocuments {
		return nil, badField("documents", "no paper is missing, or too many")
	}
	if _, err := MarkMissing(c.Passport, c.Missing); err != nil {
		return nil, err
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
		Return:  Return{Code: code, Ticket: ticket.ID, Direction: ticket.Direction, Service: c.Passport.ID},
		Version: c.Passport.Version, Missing: c.Missing,
	}}, nil
}

// MarkMissing is Bring.Missing for papers by their ids. One that the passport does
// not ask for, or names behind its 64th, is refused.
func MarkMissing(p *passport.Passport, ids []string) (mask uint64, err error) {
	for _, id := range ids {
		at := slices.IndexFunc(p.Documents, func(d passport.Document) bool { return d.ID == id })
		if at < 0 || at >= 64 {
			return 0, foreign("documents", id)
		}
		mask |= 1 << at
	}
	return mask, nil
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
