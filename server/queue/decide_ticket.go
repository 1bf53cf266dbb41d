package queue

import (
	"slices"
	"time"

	"dost/server/event"
)

// open is a ticket of today that is not finished or cancelled.
func (d decision) open(id TicketID) (*ticket, error) {
	t := d.tickets.at(id)
	if t == nil {
		return nil, refuse(CodeUnknownTicket, nil, "no ticket %d today", id)
	}
	if t.Status == Finished || t.Status == Cancelled {
		return nil, refuse(CodeTicketEnded, facts{"status": t.Status}, "ticket %s is %s", t.Label, t.Status)
	}
	return t, nil
}

// own is the agent's desk and a ticket that it has, in one of the statuses.
func (d decision) own(agent AgentID, lease uint64, id TicketID, verb string, in ...Status) (*desk, *ticket,
	error) {
	k, err := d.seat(agent, lease)
	if err != nil {
		return nil, nil, err
	}
	t, err := d.open(id)
	if err != nil {
		return nil, nil, err
	}
	if t.has() && t.Desk != k.ID {
		return nil, nil, elsewhere(t)
	}
	if !slices.Contains(in, t.Status) {
		return nil, nil, wrongState(t, verb)
	}
	return k, t, nil
}

// has tells whether a desk has the ticket.
func (t *Ticket) has() bool { return t.active() || t.Status == Held }

func elsewhere(t *ticket) error {
	return refuse(CodeTicketNotHere, facts{"desk": t.Desk, "status": t.Status}, "ticket %s is at desk %s",
		t.Label, t.Desk)
}

func wrongState(t *ticket, verb string) error {
	return refuse(CodeWrongState, facts{"status": t.Status}, "ticket %s is %s and cannot be %s", t.Label,
		t.Status, verb)
}

func notServedHere(k *desk, t *ticket) error {
	return refuse(CodeNotServedHere, facts{"direction": t.Direction}, "desk %s does not serve %s", k.ID,
		t.Direction)
}

func (d decision) recall(c Recall) ([]event.Event, error) {
	_, t, err := d.own(c.Agent, c.Lease, c.Ticket, "recalled", Called)
	if err != nil {
		return nil, err
	}
	if t.Recalls >= MaxRecalls {
		return nil, refuse(CodeRecallLimit, facts{"limit": MaxRecalls}, "ticket %s was recalled %d times",
			t.Label, t.Recalls)
	}
	if wait := RecallGap - d.at.Sub(t.AnnouncedAt); wait > 0 {
		retry := int((wait + time.Second - 1) / time.Second)
		return nil, refuse(CodeRecallTooSoon, facts{"retry_after": retry},
			"ticket %s can be recalled in %d s", t.Label, retry)
	}
	return []event.Event{Recalled{t.ID}}, nil
}

func (d decision) arrive(c Arrive) ([]event.Event, error) {
	_, t, err := d.own(c.Agent, c.Lease, c.Ticket, "marked as arrived", Called)
	if err != nil {
		return nil, err
	}
	return []event.Event{Arrived{t.ID}}, nil
}

func (d decision) noShow(c NoShow) ([]event.Event, error) {
	k, t, err := d.own(c.Agent, c.Lease, c.Ticket, "closed as a no-show", Called)
	if err != nil {
		return nil, err
	}
	return []event.Event{NoShowed{Ticket: t.ID, By: k.ID}}, nil
}

func (d decision) hold(c Hold) ([]event.Event, error) {
	_, t, err := d.own(c.Agent, c.Lease, c.Ticket, "held", Called, Serving)
	if err != nil {
		return nil, err
	}
	return []event.Event{HeldUp{t.ID}}, nil
}

func (d decision) resume(c Resume) ([]event.Event, error) {
	k, err := d.free(c.Agent, c.Lease)
	if err != nil {
		return nil, err
	}
	t, err := d.open(c.Ticket)
	if err != nil {
		return nil, err
	}
	if t.Status != Held {
		return nil, wrongState(t, "resumed")
	}
	if t.Desk != k.ID && !k.serves(t.Direction) {
		return nil, notServedHere(k, t)
	}
	return []event.Event{Resumed{Ticket: t.ID, Desk: k.ID, Agent: c.Agent}}, nil
}

func (d decision) requeue(c Requeue) ([]event.Event, error) {
	k, t, err := d.own(c.Agent, c.Lease, c.Ticket, "put back in line", Called, Serving, Held, Absent)
	if err != nil {
		return nil, err
	}
	if t.Status == Absent && t.Desk != k.ID && !k.serves(t.Direction) {
		return nil, notServedHere(k, t)
	}
	return []event.Event{Requeued{Ticket: t.ID, By: k.ID}}, nil
}

func (d decision) transfer(c Transfer) ([]event.Event, error) {
	k, t, err := d.own(c.Agent, c.Lease, c.Ticket, "transferred", Waiting, Called, Serving, Held)
	if err != nil {
		return nil, err
	}
	e := Transferred{Ticket: t.ID, Direction: c.Direction, Desk: c.Desk, By: k.ID}
	if e.Direction == "" {
		e.Direction = t.Direction
	}
	if c.Direction == "" && c.Desk == "" {
		return nil, refuse(CodeUnknownDirection, nil, "a transfer names a direction or a desk")
	}
	if l := d.lines[e.Direction]; l == nil {
		return nil, refuse(CodeUnknownDirection, facts{"direction": e.Direction}, "no direction %q",
			e.Direction)
	} else if c.Direction != "" && l.Off {
		return nil, refuse(CodeClosed, facts{"direction": e.Direction}, "direction %q is switched off",
			e.Direction)
	}
	if p := d.desks[c.Desk]; c.Desk != "" && (p == nil || p.off) {
		return nil, refuse(CodeUnknownDesk, facts{"desk": c.Desk}, "desk %q is unknown or switched off",
			c.Desk)
	}
	if t.Status == Waiting && t.Direction == e.Direction && t.Desk == e.Desk {
		return nil, wrongState(t, "transferred to where it waits")
	}
	return []event.Event{e}, nil
}

func (d decision) finish(c Finish) ([]event.Event, error) {
	_, t, err := d.own(c.Agent, c.Lease, c.Ticket, "finished", Called, Serving)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(outcomes, c.Outcome) {
		return nil, refuse(CodeBadOutcome, facts{"outcomes": outcomes}, "%q is no outcome of a visit",
			c.Outcome)
	}
	ended := Ended{Ticket: t.ID, Outcome: c.Outcome}
	if t.Status == Called {
		return []event.Event{Arrived{t.ID}, ended}, nil
	}
	return []event.Event{ended}, nil
}

func (d decision) cancel(c Cancel) ([]event.Event, error) {
	var by DeskID
	if c.Agent != "" {
		k, err := d.seat(c.Agent, c.Lease)
		if err != nil {
			return nil, err
		}
		by = k.ID
	}
	t, err := d.open(c.Ticket)
	if err != nil {
		return nil, err
	}
	if by != "" && t.has() && t.Desk != by {
		return nil, elsewhere(t)
	}
	if c.Reason == "" {
		return nil, refuse(CodeReasonNeeded, nil, "cancelling a ticket needs a reason")
	}
	return []event.Event{Voided{Ticket: t.ID, Reason: c.Reason, By: by}}, nil
}
