package writer_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"dost/server/centre"
	"dost/server/event"
	"dost/server/internal/writer"
	"dost/server/problem"
	"dost/server/queue"
)

func agent(desk int) string { return fmt.Sprint("agent", desk+1) }

// numbered lets an issue answer the number alone.
func numbered(envelope centre.Envelope) centre.Envelope {
	envelope.Answer = func(_ *centre.State, records []event.Record) (int, any) {
		return 201, records[0].Event.(queue.Issued).Number
	}
	return envelope
}

func number(t testing.TB, a centre.Answer) (n int) {
	t.Helper()
	if err := json.Unmarshal(a.Body, &n); err != nil {
		t.Errorf("%q: %v", a.Body, err)
	}
	return n
}

// callNext calls the next visitor to the desk.
func callNext(t testing.TB, c *writer.Writer, desk int) output {
	t.Helper()
	a, err := c.Do(context.Background(), centre.Envelope{
		Actor: agent(desk), Command: queue.Call{Agent: queue.AgentID(agent(desk))},
		Answer: func(s *centre.State, records []event.Record) (int, any) {
			called, ok := records[0].Event.(queue.CalledUp)
			if !ok {
				return 200, 0
			}
			ticket, _ := s.Queue.Ticket(called.Ticket)
			return 200, ticket.Number
		},
	})
	var refusal *problem.Error
	if errors.As(err, &refusal) && refusal.Code == queue.CodeTicketActive {
		return output{again: true}
	}
	if err != nil {
		t.Error(err)
	}
	return output{number: number(t, a)}
}

// finish ends the visit of the number at the desk.
func finish(t testing.TB, c *writer.Writer, desk, number int) output {
	t.Helper()
	var id queue.TicketID
	c.Read(func(s *centre.State) {
		if d, ok := s.Queue.DeskOf(queue.AgentID(agent(desk))); ok {
			id = d.Active
		}
	})
	do(t, c, centre.Envelope{Actor: agent(desk), Command: queue.Finish{
		Agent: queue.AgentID(agent(desk)), Ticket: id, Outcome: queue.Consulted,
	}})
	return output{number: number}
}

// TestAnOrderWithoutARecordIsNotKept sends the same order twice that has nothing to do:
// it is answered alike, and the store is not troubled.
func TestAnOrderWithoutARecordIsNotKept(t *testing.T) {
	c, s := newFaulty(t, quiet())
	s.set(func(s *faulty) { s.sizes = nil })
	idle := centre.Envelope{Actor: "clock", Key: "nothing to do", Fingerprint: "f", Command: queue.Tick{}}
	if a := do(t, c, idle); a.Replayed || a.Status != 204 {
		t.Errorf("at first: %+v", a)
	}
	if a := do(t, c, idle); !a.Replayed || a.Status != 204 {
		t.Errorf("again: %+v", a)
	}
	idle.Fingerprint = "another request"
	_, err := c.Do(t.Context(), idle)
	wantCode(t, err, writer.CodeKeyReused)
	s.set(func(s *faulty) {
		if len(s.sizes) != 0 {
			t.Errorf("%d appends for an order without a record", len(s.sizes))
		}
	})
}
