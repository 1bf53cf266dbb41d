package regime

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"dost/server/civil"
	"dost/server/i18n"
	"dost/server/queue"
)

// Regime is a special regime: what a decree changes, where and when.
type Regime struct {
	ID    string    `json:"id,omitempty"`  // "r123", from the record that enacted it; empty before
	Rev   uint64    `json:"rev,omitempty"` // sequence of the last record that changed it
	Name  i18n.Text `json:"name"`
	Basis Basis     `json:"basis,omitzero"`

	From     time.Time      `json:"from"`               // in force from this moment …
	To       time.Time      `json:"to"`                 // … until just before this one
	Daily    []Span         `json:"daily,omitempty"`    // only in these windows of a day; none = all day
	Weekdays []time.Weekday `json:"weekdays,omitempty"` // only on these, 0 is Sunday; none = every day

	Scope        Scope         `json:"scope,omitzero"`
	Rules        Rules         `json:"rules"`
	Notices      []Notice      `json:"notices,omitempty"`
	Alternatives []Alternative `json:"alternatives,omitempty"`
	Waiting      Treatment     `json:"waiting,omitempty"` // of tickets waiting when it begins
	// of visits booked before it was decided; empty = as Waiting says
	Booked Treatment `json:"booked,omitempty"`
}

// Basis is the decree behind a regime.
type Basis struct {
	Number string    `json:"number,omitempty"`
	Date   civil.Day `json:"date,omitempty"`
}

// Scope is whom a regime concerns; an empty list is everyone, three empty lists
// the whole centre. A scope of services or groups concerns only visitors who
// named one of them.
type Scope struct {
	Directions []queue.DirectionID `json:"directions,omitempty"`
	Services   []string            `json:"services,omitempty"` // passport IDs
	Groups     []queue.GroupID     `json:"groups,omitempty"`
}

func (s Scope) covers(q Query) bool {
	return anyOr(s.Directions, q.Direction) && anyOr(s.Services, q.Service) && anyOr(s.Groups, q.Group)
}

// anyOr tells whether the list is empty or holds the value.
func anyOr[T comparable](list []T, value T) bool {
	return len(list) == 0 || slices.Contains(list, value)
}

// Channel is a way to be received.
type Channel string

// The channels.
const (
	WalkIn      Channel = "walk-in"
	Appointment Channel = "appointment"
	PickUp      Channel = "pick-up" // of ready documents, announced to 142 beforehand
)

// Channels are all of them.
var Channels = []Channel{WalkIn, Appointment, PickUp}

// Rules are what a regime changes. A zero field changes nothing.
type Rules struct {
	Closed bool `json:"closed,omitempty"`
	// received only within these, and the ordinary hours
	Hours          []Span          `json:"hours,omitempty"`
	Channels       []Channel       `json:"channels,omitempty"` // only by these
	OnlyServices   []string        `json:"only_services,omitempty"`
	OnlyGroups     []queue.GroupID `json:"only_groups,omitempty"` // e.g. hours of the old and the disabled
	Capacity       *Capacity       `json:"capacity,omitempty"`
	TicketsPerHour int             `json:"tickets_per_hour,omitempty"` // of each direction covered
	TicketsPerDay  int             `json:"tickets_per_day,omitempty"`  // of each direction covered
	Slots          *Slots          `json:"slots,omitempty"`
	// no ticket whose expected wait passes closing time
	ForecastClosing bool `json:"forecast_closing,omitempty"`
}

// Capacity is how many people the hall may hold: the least of the ways given.
type Capacity struct {
	Fixed             int  `json:"fixed,omitempty"`      // people
	SharePercent      int  `json:"share,omitempty"`      // of Seats
	Seats             int  `json:"seats,omitempty"`      //
	Area              int  `json:"area,omitempty"`       // m² of the hall …
	PerPerson         int  `json:"per_person,omitempty"` // … divided by m² per person
	PerDesk           int  `json:"per_desk,omitempty"`   // people per open desk
	CompanionsCounted bool `json:"companions_counted,omitempty"`
}

// Slots divide appointments: one begins every Minutes, admitted at most Early
// minutes before and Late minutes after its time.
type Slots struct {
	Minutes int `json:"minutes"`
	Early   int `json:"early"`
	Late    int `json:"late"`
	PerSlot int `json:"per_slot,omitempty"` // appointments per direction; 0 = by open desks
	// later than Late: cancelled, else an ordinary ticket
	LateCancelled bool `json:"late_cancelled,omitempty"`
}

// Notice is a sentence for the visitors of some directions (none = all).
type Notice struct {
	Directions []queue.DirectionID `json:"directions,omitempty"`
	Text       i18n.Text           `json:"text"`
}

// Alternative is another way to get served while a regime holds.
type Alternative struct {
	Kind       AlternativeKind     `json:"kind"`
	Value      string              `json:"value"` // a telephone number, an address
	Text       i18n.Text           `json:"text"`
	Directions []queue.DirectionID `json:"directions,omitempty"` // none = all
}

// AlternativeKind is the sort of another way.
type AlternativeKind string

// The kinds of alternatives.
const (
	Phone           AlternativeKind = "phone"
	Portal          AlternativeKind = "portal"
	Email           AlternativeKind = "email"
	AnnouncedPickup AlternativeKind = "pick-up" // Value is where to announce it
)

// Treatment is what becomes of what was given before: of tickets that wait when a
// regime begins, and of visits booked for a time at which it does not receive them.
type Treatment string

// The treatments. None drops a ticket silently.
const (
	Honour Treatment = "honour" // served as if nothing had changed; also the empty Treatment
	Rebook Treatment = "rebook" // a ticket is offered another time; a visit is put into another slot
	Notify Treatment = "notify" // told, and left to decide
)

// OfTickets is how the regime treats the tickets that wait when it begins.
func (r *Regime) OfTickets() Treatment { return cmp.Or(r.Waiting, Honour) }

// OfVisits is how the regime treats the visits that were booked before.
func (r *Regime) OfVisits() Treatment { return cmp.Or(r.Booked, r.Waiting, Honour) }

// before is the canonical order in which regimes are told: by content, so that
// it does not depend on the order in which they were entered.
// Only of two that are alike in all but their ids does the id decide.
func before(a, b *Regime) int {
	if order := cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To),
		cmp.Compare(a.Name.Az, b.Name.Az)); order != 0 {
		return order
	}
	return cmp.Or(
		cmp.Compare(a.content(), b.content()),
		cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID),
	)
}

// content is all of the regime that a manager wrote.
func (r Regime) content() string {
	r.ID, r.Rev = "", 0
	text, err := json.Marshal(r)
	if err != nil {
		panic("regime: a validated regime does not encode: " + err.Error())
	}
	return string(text)
}

// holds tells whether the regime is in force at t.
func (r *Regime) holds(t time.Time) bool {
	return !t.Before(r.From) && t.Before(r.To) && within(r.Daily, r.Weekdays, t)
}

// steady regimes hold without a pause from From to To.
func (r *Regime) steady() bool { return len(r.Daily) == 0 && len(r.Weekdays) == 0 }

// within tells whether t lies in one of the spans (none = the whole day) of one
// of the weekdays. A span past midnight belongs to the day on which it begins.
func within(spans []Span, days []time.Weekday, t time.Time) bool {
	today := midnight(civil.DayOf(t))
	if len(spans) == 0 {
		return anyOr(days, today.Weekday())
	}
	for _, start := range []time.Time{today, today.AddDate(0, 0, -1)} {
		if !anyOr(days, start.Weekday()) {
			continue
		}
		for _, span := range spans {
			if from, to := span.on(start); !t.Before(from) && t.Before(to) {
				return true
			}
		}
	}
	return false
}

// inZone gives the regime's moments in the centre's zone, so that equal regimes
// are equal values.
func (r Regime) inZone() Regime {
	r.From, r.To = r.From.Round(0).In(civil.Baku), r.To.Round(0).In(civil.Baku)
	return r
}
