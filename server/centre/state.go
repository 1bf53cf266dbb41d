package centre

import (
	"fmt"
	"maps"

	"dost/server/application"
	"dost/server/appointment"
	"dost/server/event"
	"dost/server/integration"
	"dost/server/occupancy"
	"dost/server/passport"
	"dost/server/queue"
	"dost/server/rating"
	"dost/server/regime"
	"dost/server/volunteer"
)

// State is the centre after a record. Like its parts it is not safe for
// concurrent use.
type State struct {
	Queue       *queue.State        `json:"queue"`
	Regime      *regime.Book        `json:"regime"`
	Application *application.State  `json:"reception"`
	Passports   *passport.Catalogue `json:"passports"`

	Appointment *appointment.State `json:"appointment"`
	Occupancy   *occupancy.State   `json:"occupancy"`
	Intake      *Intake            `json:"flow"`

	Volunteer *volunteer.State `json:"volunteer"`
	Rating    *rating.State    `json:"rating"`
}

// New is a centre before its first record.
func New() *State {
	return &State{
		Queue: queue.New(), Regime: regime.New(), Application: application.New(),
		Passports:   passport.NewCatalogue(),
		Appointment: appointment.New(), Occupancy: occupancy.New(), Intake: NewIntake(),
		Volunteer: volunteer.New(), Rating: rating.New(),
	}
}

// Clone is a centre of its own that goes on from here as s would. It shares nothing
// with s that either of them changes.
func (s *State) Clone() *State {
	return &State{
		Queue: s.Queue.Clone(), Regime: s.Regime.Clone(), Application: s.Application.Clone(),
		Passports:   s.Passports.Clone(),
		Appointment: s.Appointment.Clone(), Occupancy: s.Occupancy.Clone(), Intake: s.Intake.Clone(),
		Volunteer: s.Volunteer.Clone(), Rating: s.Rating.Clone(),
	}
}

// Decide answers a command of any of the parts: its events, or a
// *problem.Error. It does not change s.
func Decide(s *State, meta event.Meta, command Command) ([]event.Event, error) {
	switch c := command.(type) {
	case queue.Issue:
		return s.issue(meta, c, regime.WalkIn)
	case appointment.CheckIn:
		return s.checkIn(meta, c)
	case Rebook:
		return s.rebook(meta, c)
	case appointment.Command:
		return appointment.Decide(s.Appointment, s.environment(), meta, c)
	case occupancy.Command:
		room, limited := s.freeCapacity(meta.At)
		return occupancy.Decide(s.Occupancy, c, room, limited)
	case Skip:
		return s.skip(meta, c)
	case Reconfigure:
		return s.reconfigure(meta, c)
	case queue.Tick:
		return s.tick(meta, c)
	case queue.Command:
		return queue.Decide(s.Queue, meta, c)
	case regime.Command:
		return s.rule(meta, c)
	case application.Command:
		return application.Decide(s.Application, s.Queue, s.Regime.Calendar(), meta, c)
	case volunteer.Command:
		return volunteer.Decide(s.Volunteer, s.Queue, meta, c)
	case rating.Command:
		return rating.Decide(s.Rating, s.Queue, meta, c)
	case passport.Command:
		return s.Passports.Decide(s.Queue, c)
	case integration.Command:
		return integration.Decide(c), nil
	}
	return nil, fmt.Errorf("centre: no part decides a %T", command)
}

// Apply brings the state one record on. Every part sees every record, so that
// their sequence numbers agree; each ignores the kinds of the others.
func (s *State) Apply(r event.Record) {
	var before *queue.Ticket // of which the cancelling changes; copied for few records
	if id := cancelling(r); id != 0 {
		if t, ok := s.Queue.Ticket(id); ok {
			before = &t
		}
	}
	s.Queue.Apply(r)
	s.Regime.Apply(r)
	s.Application.Apply(r)
	s.Appointment.Apply(r)
	s.Occupancy.Apply(r)
	s.Intake.apply(r, before, s.Queue)
	s.Volunteer.Apply(r)
	s.Rating.Apply(r)
	s.Passports.Apply(r)
}

// Events are those of all parts, as journals hold them.
var Events = func() event.Codec {
	all := event.Codec{}
	for _, part := range []event.Codec{
		queue.Events, regime.Events, application.Events, appointment.Events, occupancy.Events,
		volunteer.Events, rating.Events, passport.Events,
		integration.Events,
	} {
		maps.Copy(all, part)
	}
	return all
}()
