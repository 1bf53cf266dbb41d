package regime

import (
	"fmt"
	"time"

	"dost/server/civil"
	"dost/server/event"
)

// The events. Each carries the whole of what it changes, before and after: the
// audit needs no other source. Times inside are RFC 3339.
type (
	// Enacted is a new regime; its id is "r" and the record's sequence number.
	Enacted struct {
		Regime Regime `json:"regime"`
	}
	// Amended replaces a regime.
	Amended struct {
		Before Regime `json:"before"`
		After  Regime `json:"after"`
	}
	// Ended brings a regime's end forward.
	Ended struct {
		Before Regime `json:"before"`
		After  Regime `json:"after"`
	}
	// Withdrawn takes back a regime that had not begun.
	Withdrawn struct {
		Before Regime `json:"before"`
	}
	// Overridden sets (or, without After, restores) a day of the calendar.
	Overridden struct {
		Day    civil.Day `json:"day"`
		Before *Override `json:"before,omitempty"`
		After  *Override `json:"after,omitempty"`
	}
	// HoursSet replaces the ordinary hours.
	HoursSet struct {
		Before Hours `json:"before"`
		After  Hours `json:"after"`
	}
)

// Kind names are stable: journals hold them.
func (Enacted) Kind() string    { return "regime.enacted" }
func (Amended) Kind() string    { return "regime.amended" }
func (Ended) Kind() string      { return "regime.ended" }
func (Withdrawn) Kind() string  { return "regime.withdrawn" }
func (Overridden) Kind() string { return "regime.overridden" }
func (HoursSet) Kind() string   { return "regime.hours-set" }

// Events are those of the package, as journals hold them.
var Events = event.Codec{
	Enacted{}.Kind():    read[Enacted],
	Amended{}.Kind():    read[Amended],
	Ended{}.Kind():      read[Ended],
	Withdrawn{}.Kind():  read[Withdrawn],
	Overridden{}.Kind(): read[Overridden],
	HoursSet{}.Kind():   read[HoursSet],
}

func read[E event.Event](body []byte) (event.Event, error) {
	e, err := event.Read[E](body)
	if err != nil {
		return nil, err
	}
	typed := e.(E)
	if held, ok := any(&typed).(interface{ regimes() []*Regime }); ok {
		if err := settle(held.regimes()); err != nil {
			return nil, err
		}
	}
	return typed, nil
}

// settle brings the moments of regimes into the centre's zone. It refuses those
// that the calendar does not know: they could not be written again.
func settle(regimes []*Regime) error {
	for _, r := range regimes {
		*r = r.inZone()
		for _, t := range []time.Time{r.From, r.To} {
			if !inRange(t).Equal(t) {
				return fmt.Errorf("the moment %v lies outside the calendar", t)
			}
		}
	}
	return nil
}

func (e *Enacted) regimes() []*Regime   { return []*Regime{&e.Regime} }
func (e *Amended) regimes() []*Regime   { return []*Regime{&e.Before, &e.After} }
func (e *Ended) regimes() []*Regime     { return []*Regime{&e.Before, &e.After} }
func (e *Withdrawn) regimes() []*Regime { return []*Regime{&e.Before} }
