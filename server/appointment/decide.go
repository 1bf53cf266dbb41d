package appointment

import (
	"fmt"
	"strings"
	"time"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/queue"
	"dost/server/regime"
)

// Decide answers a command: its events, or a *problem.Error. CheckIn is not among
// them: it needs the engine, and is answered by the centre with Arriving.
func Decide(s *State, h Environment, meta event.Meta, command Command) ([]event.Event, error) {
	now := present(h, meta.At)
	switch c := command.(type) {
	case Book:
		return s.book(h, now, c)
	case Move:
		return s.move(h, now, c)
	case Cancel:
		return s.cancel(c)
	case Notify:
		return s.notify(c), nil
	case RecordNoAnswer:
		return s.recordNoAnswer(c)
	case ReturnNotification:
		return s.returnNotification(now, c), nil
	}
	return nil, fmt.Errorf("appointment: nobody decides a %T", command)
}

// present is the time of a turn, which never goes back.
func present(h Environment, at time.Time) time.Time {
	if at = exact(at); at.Before(h.Queue.Now()) {
		return h.Queue.Now()
	}
	return at
}

func (s *State) book(h Environment, now time.Time, c Book) ([]event.Event, error) {
	if c.Channel == "" {
		c.Channel = regime.Appointment
	}
	if c.Channel != regime.Appointment && c.Channel != regime.PickUp {
		return nil, refuse(CodeBadChannel, nil, "channel %q is neither appointment nor pick-up", c.Channel)
	}
	chosen, known := i18n.Chosen(c.Language)
	if !known {
		return nil, refuse(queue.CodeBadLanguage, nil, "language %q is none of %s", c.Language, i18n.Listed())
	}
	c.Language = chosen
	d, ok := h.Queue.Direction(c.Direction)
	if !ok {
		return nil, refuse(queue.CodeUnknownDirection, facts{"direction": c.Direction}, "no direction %q",
			c.Direction)
	}
	if d.Off {
		return nil, refuse(queue.CodeClosed, facts{"direction": c.Direction}, "direction %q is switched off",
			c.Direction)
	}
	if _, ok := h.Queue.Group(c.Group); c.Group != "" && !ok {
		return nil, refuse(queue.CodeUnknownGroup, facts{"group": c.Group}, "no group %q", c.Group)
	}
	q := regime.Query{Direction: c.Direction, Service: c.Service, Group: c.Group, Channel: c.Channel}
	slot, err := s.free(h, now, q, c.At, 0)
	if err != nil {
		return nil, err
	}
	code, err := s.draw(c.Draw)
	if err != nil {
		return nil, err
	}
	return []event.Event{WasBooked{
		Code: code, Direction: c.Direction, Service: c.Service, Group: c.Group, Language: c.Language,
		Channel: c.Channel, At: exact(slot.At), Minutes: slot.Minutes, Rule: slot.Rule, Instead: c.Instead,
	}}, nil
}

// free is the slot that begins at, if it can be booked.
func (s *State) free(h Environment, now time.Time, q regime.Query, at time.Time, but ID) (Slot, error) {
	when := facts{"at": at.In(civil.Baku)}
	if at.Before(now) {
		return Slot{}, refuse(CodeSlotPast, when, "that time has passed")
	}
	if at.Sub(now) > MaxAhead {
		return Slot{}, refuse(CodeSlotFar, facts{"days": int(MaxAhead.Hours() / 24)},
			"that is more than %v ahead", MaxAhead)
	}
	if v := h.Regime.At(at, q); !v.Admit {
		if !v.Until.IsZero() {
			when["until"] = v.Until.In(civil.Baku)
		}
		return Slot{}, refuse(v.Code, when, "the regime in force then does not admit")
	}
	for _, slot := range s.Slots(h, now, q, at, but) {
		if !slot.At.Equal(at) {
			continue
		}
		if slot.Code != "" {
			return Slot{}, refuse(slot.Code, when, "the slot has %d of %d visits", slot.Taken, slot.Capacity)
		}
		return slot, nil
	}
	return Slot{}, refuse(CodeNoSlot, when, "no slot begins then")
}

// draw finds a code that no booking has, from a random place on.
func (s *State) draw(from uint32) (string, error) {
	for i := range uint32(codes) {
		// The step has no divisor in common with the number of codes, so that every
		// code is tried; and neighbours are far apart.
		code := codeOf((from%codes + i*61_803) % codes)
		if s.codes[code] == nil {
			return code, nil
		}
	}
	return "", refuse(CodeSlotTaken, nil, "every code is in use")
}

func (s *State) move(h Environment, now time.Time, c Move) ([]event.Event, error) {
	b, err := s.unended(c.ID)
	if err != nil {
		return nil, err
	}
	slot, err := s.free(h, now, b.query(), c.At, b.ID)
	if err != nil {
		return nil, err
	}
	return []event.Event{WasMoved{ID: b.ID, At: exact(slot.At), Minutes: slot.Minutes, Rule: slot.Rule}}, nil
}

func (s *State) cancel(c Cancel) ([]event.Event, error) {
	b, err := s.unended(c.ID)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(c.Reason) == "" {
		return nil, refuse(queue.CodeReasonNeeded, nil, "cancelling an appointment needs a reason")
	}
	return []event.Event{WasCancelled{ID: b.ID, Reason: c.Reason, At: b.At}}, nil
}

// unended is a booking that may still be moved or cancelled.
func (s *State) unended(id ID) (*Booking, error) {
	b := s.byID[id]
	if b == nil {
		return nil, refuse(CodeUnknownAppointment, nil, "no booking %d", id)
	}
	if !b.open() {
		return nil, refuse(CodeAppointmentEnded, facts{"status": b.Status}, "booking %d is %s", id, b.Status)
	}
	return b, nil
}
