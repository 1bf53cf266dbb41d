package queue

import (
	"slices"
	"strconv"

	"dost/server/event"
)

// seat is the desk where the agent sits, if the lease is current.
func (d decision) seat(agent AgentID, lease uint64) (*desk, error) {
	k := d.seats[agent]
	if k == nil {
		return nil, refuse(CodeNoDesk, nil, "agent %q sits at no desk", agent)
	}
	if lease != 0 && lease != k.Lease {
		return nil, refuse(CodeStaleDesk, facts{"desk": k.ID}, "lease %d of desk %s was followed by %d",
			lease, k.ID, k.Lease)
	}
	return k, nil
}

// free is the agent's desk, if it can take a visitor now.
func (d decision) free(agent AgentID, lease uint64) (*desk, error) {
	k, err := d.seat(agent, lease)
	switch {
	case err != nil:
		return nil, err
	case k.Active != 0:
		return nil, d.busy(k)
	case k.Paused != "":
		return nil, refuse(CodeDeskPaused, facts{"desk": k.ID}, "desk %s is paused", k.ID)
	}
	return k, nil
}

// busy is the refusal of a desk that has a visitor.
func (s *State) busy(k *desk) error {
	t := s.tickets.at(k.Active)
	return refuse(CodeTicketActive, facts{"desk": k.ID, "ticket": strconv.FormatUint(uint64(t.ID), 10),
		"number": t.Label},
		"desk %s has a visitor, %s", k.ID, t.Label)
}

func (d decision) openDesk(c OpenDesk) ([]event.Event, error) {
	if c.Agent == "" {
		return nil, refuse(CodeNoDesk, nil, "a desk is opened by an agent")
	}
	k, old := d.desks[c.Desk], d.seats[c.Agent]
	switch {
	case k == nil:
		return nil, refuse(CodeUnknownDesk, facts{"desk": c.Desk}, "no desk %q", c.Desk)
	case k.Agent != "" && k.Agent != c.Agent:
		return nil, refuse(CodeDeskTaken, facts{"desk": c.Desk}, "another agent sits at desk %s", c.Desk)
	case k.off && old != k:
		return nil, refuse(CodeUnknownDesk, facts{"desk": c.Desk}, "desk %s is switched off", c.Desk)
	case old != nil && old != k && old.Active != 0:
		return nil, d.busy(old)
	}
	directions, err := d.directionsFor(k, c.Directions)
	if err != nil {
		return nil, err
	}
	opened := DeskOpened{Desk: k.ID, Agent: c.Agent, Directions: directions}
	if old != nil && old != k {
		return []event.Event{DeskLeft{Desk: old.ID, Agent: c.Agent}, opened}, nil
	}
	return []event.Event{opened}, nil
}

// directionsFor are the directions a desk will serve: those asked for, else the
// place's own, else all that are on. A direction that is off is refused, unless
// visitors still wait or are held there: they must be served.
func (d decision) directionsFor(k *desk, asked []DirectionID) ([]DirectionID, error) {
	usable := func(l *direction) bool { return !l.Off || l.tally.Waiting+l.tally.Held > 0 }
	var list []DirectionID
	for _, id := range asked {
		l := d.lines[id]
		if l == nil || !usable(l) {
			return nil, refuse(CodeUnknownDirection, facts{"direction": id},
				"direction %q is unknown or switched off", id)
		}
		if !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	if len(list) > 0 {
		return list, nil
	}
	place, _ := d.DeskConfig(k.ID)
	for _, id := range place.Directions {
		if usable(d.lines[id]) {
			list = append(list, id)
		}
	}
	if len(list) > 0 {
		return list, nil
	}
	for _, l := range d.directionList {
		if usable(l) {
			list = append(list, l.ID)
		}
	}
	if len(list) == 0 {
		return nil, refuse(CodeUnknownDirection, nil, "every direction is switched off")
	}
	return list, nil
}

func (d decision) leaveDesk(c LeaveDesk) ([]event.Event, error) {
	k, err := d.seat(c.Agent, c.Lease)
	if err != nil {
		return nil, err
	}
	if k.Active != 0 {
		return nil, d.busy(k)
	}
	return []event.Event{DeskLeft{Desk: k.ID, Agent: c.Agent}}, nil
}

func (d decision) pause(c Pause) ([]event.Event, error) {
	k, err := d.seat(c.Agent, c.Lease)
	if err != nil {
		return nil, err
	}
	if c.Reason == "" {
		return nil, refuse(CodeReasonNeeded, nil, "a pause needs a reason")
	}
	return []event.Event{DeskPaused{Desk: k.ID, Reason: c.Reason}}, nil
}

func (d decision) unpause(c Unpause) ([]event.Event, error) {
	k, err := d.seat(c.Agent, c.Lease)
	if err != nil {
		return nil, err
	}
	if k.Paused == "" {
		return nil, refuse(CodeWrongState, facts{"desk": k.ID}, "desk %s is not paused", k.ID)
	}
	return []event.Event{DeskUnpaused{Desk: k.ID}}, nil
}

func (d decision) call(c Call) ([]event.Event, error) {
	k, err := d.free(c.Agent, c.Lease)
	if err != nil {
		return nil, err
	}
	if t := k.next(); t != nil {
		return []event.Event{CalledUp{Ticket: t.ID, Desk: k.ID, Agent: c.Agent}}, nil
	}
	return []event.Event{Idled{Desk: k.ID}}, nil
}

func (d decision) callChosen(c CallChosen) ([]event.Event, error) {
	k, err := d.free(c.Agent, c.Lease)
	if err != nil {
		return nil, err
	}
	if c.Reason == "" {
		return nil, refuse(CodeReasonNeeded, nil, "a call out of order needs a reason")
	}
	t, err := d.open(c.Ticket)
	if err != nil {
		return nil, err
	}
	if t.Status != Waiting {
		return nil, wrongState(t, "called")
	}
	if t.Desk != k.ID && !k.serves(t.Direction) {
		return nil, notServedHere(k, t)
	}
	return []event.Event{CalledUp{Ticket: t.ID, Desk: k.ID, Agent: c.Agent, Chosen: c.Reason}}, nil
}

func (d decision) takeBack(c Undo) ([]event.Event, error) {
	k, err := d.seat(c.Agent, c.Lease)
	if err != nil {
		return nil, err
	}
	if err := d.undoable(k, d.at); err != nil {
		return nil, err
	}
	return []event.Event{Undone{Desk: k.ID, Of: k.last.Seq, Before: k.last.Before}}, nil
}
