package regime

import (
	"cmp"
	"slices"
	"time"

	"dost/server/problem"
	"dost/server/queue"
)

// RuleName names a rule of a regime in reasons and conflicts.
type RuleName string

// The rules, in order of precedence.
const (
	RuleClosed   RuleName = "closed"
	RuleHours    RuleName = "hours"
	RuleChannels RuleName = "channels"
	RuleServices RuleName = "services"
	RuleGroups   RuleName = "groups"
	RuleCapacity RuleName = "capacity"
	RulePerHour  RuleName = "tickets-per-hour"
	RulePerDay   RuleName = "tickets-per-day"
	RuleSlots    RuleName = "slots"
	RuleForecast RuleName = "forecast-closing"
)

// Limits are the rules in force after all layers are laid over one another.
type Limits struct {
	Channels        Only[Channel]       `json:"channels"`
	Services        Only[string]        `json:"services"`
	Groups          Only[queue.GroupID] `json:"groups"`
	Capacity        Ceiling             `json:"capacity"`
	PerHour         int                 `json:"per_hour,omitempty"` // tickets of the direction; 0 = no limit
	PerDay          int                 `json:"per_day,omitempty"`
	Slots           *Slots              `json:"slots,omitempty"`
	ForecastClosing bool                `json:"forecast_closing,omitempty"`
}

// layer is one rule: whether a regime has it, how it narrows the limits, and
// whether it turns a visitor away. The numbers do not refuse here: the centre,
// which knows the hall and the counters, judges them ("full").
type layer struct {
	rule    RuleName
	set     func(r *Rules) bool
	narrow  func(l *Limits, r *Rules)
	refuses func(r *Regime, q Query, at time.Time) bool
	code    func(l *Limits) problem.Code
}

// layers are the rules in order of precedence. "The stricter wins" is the
// column narrow; that a refusal by any layer refuses is At.
var layers = []layer{
	{
		rule:    RuleClosed,
		set:     func(r *Rules) bool { return r.Closed },
		refuses: func(r *Regime, _ Query, _ time.Time) bool { return r.Rules.Closed },
	},
	{
		rule:    RuleHours,
		set:     func(r *Rules) bool { return len(r.Hours) > 0 },
		refuses: func(r *Regime, _ Query, at time.Time) bool { return !r.receives(at) },
	},
	{
		rule:    RuleChannels,
		set:     func(r *Rules) bool { return len(r.Channels) > 0 },
		narrow:  func(l *Limits, r *Rules) { l.Channels = l.Channels.and(r.Channels) },
		refuses: func(r *Regime, q Query, _ time.Time) bool { return !anyOr(r.Rules.Channels, q.channel()) },
		code:    channelCode,
	},
	{
		rule:   RuleServices,
		set:    func(r *Rules) bool { return len(r.OnlyServices) > 0 },
		narrow: func(l *Limits, r *Rules) { l.Services = l.Services.and(r.OnlyServices) },
		refuses: func(r *Regime, q Query,
			_ time.Time) bool {
			return !anyOr(r.Rules.OnlyServices, q.Service)
		},
		code: func(l *Limits) problem.Code { return l.Services.code(CodeServicesOnly) },
	},
	{
		rule:    RuleGroups,
		set:     func(r *Rules) bool { return len(r.OnlyGroups) > 0 },
		narrow:  func(l *Limits, r *Rules) { l.Groups = l.Groups.and(r.OnlyGroups) },
		refuses: func(r *Regime, q Query, _ time.Time) bool { return !anyOr(r.Rules.OnlyGroups, q.Group) },
		code:    func(l *Limits) problem.Code { return l.Groups.code(queue.CodeNotEligible) },
	},
	{
		rule:   RuleCapacity,
		set:    func(r *Rules) bool { return r.Capacity != nil },
		narrow: func(l *Limits, r *Rules) { l.Capacity = l.Capacity.and(r.Capacity) },
	},
	{
		rule:   RulePerHour,
		set:    func(r *Rules) bool { return r.TicketsPerHour > 0 },
		narrow: func(l *Limits, r *Rules) { l.PerHour = least(l.PerHour, r.TicketsPerHour) },
	},
	{
		rule:   RulePerDay,
		set:    func(r *Rules) bool { return r.TicketsPerDay > 0 },
		narrow: func(l *Limits, r *Rules) { l.PerDay = least(l.PerDay, r.TicketsPerDay) },
	},
	{
		rule:   RuleSlots,
		set:    func(r *Rules) bool { return r.Slots != nil },
		narrow: func(l *Limits, r *Rules) { l.Slots = l.Slots.and(r.Slots) },
	},
	{
		rule:   RuleForecast,
		set:    func(r *Rules) bool { return r.ForecastClosing },
		narrow: func(l *Limits, _ *Rules) { l.ForecastClosing = true },
	},
}

// turnsAway tells whether the layer of this regime refuses the query.
func (l *layer) turnsAway(r *Regime, q Query, at time.Time) bool {
	return l.refuses != nil && l.refuses(r, q, at)
}

// refuses tells whether the regime turns the query away at any hour.
func (r *Regime) refuses(q Query) bool {
	for i := range layers {
		if l := &layers[i]; l.rule != RuleHours && l.turnsAway(r, q, time.Time{}) {
			return true
		}
	}
	return false
}

// receives tells whether t lies within the regime's own hours.
func (r *Regime) receives(t time.Time) bool {
	return len(r.Rules.Hours) == 0 || within(r.Rules.Hours, nil, t)
}

// refusal is the code of a layer, under the limits of all of them.
func (l *layer) refusal(limits *Limits) problem.Code {
	if l.code == nil {
		return queue.CodeClosed
	}
	return l.code(limits)
}

// channelCode tells which channel is left, the easiest for the visitor first.
func channelCode(l *Limits) problem.Code {
	codes := []problem.Code{CodeWalkInOnly, queue.CodeAppointmentOnly, queue.CodePickupOnly}
	for i, channel := range Channels {
		if l.Channels.Allows(channel) {
			return codes[i]
		}
	}
	return queue.CodeClosed
}

// Only is a set that may be unlimited. The zero value allows everything; a
// limited set without values allows nothing.
type Only[T cmp.Ordered] struct {
	Limited bool `json:"limited,omitempty"`
	Of      []T  `json:"of,omitempty"` // sorted
}

// Allows tells whether the value is in the set.
func (o Only[T]) Allows(value T) bool { return !o.Limited || slices.Contains(o.Of, value) }

// and is the intersection with a regime's list, in which none means all.
func (o Only[T]) and(list []T) Only[T] {
	if len(list) == 0 {
		return o
	}
	both := Only[T]{Limited: true}
	for _, value := range list {
		if o.Allows(value) && !slices.Contains(both.Of, value) {
			both.Of = append(both.Of, value)
		}
	}
	slices.Sort(both.Of)
	return both
}

// code is the refusal for those outside the set: closed when nobody is inside.
func (o Only[T]) code(outside problem.Code) problem.Code {
	if o.Limited && len(o.Of) == 0 {
		return queue.CodeClosed
	}
	return outside
}

// Ceiling is how many people the hall may hold. The zero value sets no limit.
type Ceiling struct {
	People            int  `json:"people,omitempty"`   // whatever the desks; 0 = no such limit
	PerDesk           int  `json:"per_desk,omitempty"` // for each open desk; 0 = no such limit
	CompanionsCounted bool `json:"companions_counted,omitempty"`
}

// For is the limit with that many desks open; limited is false when there is
// none.
func (c Ceiling) For(openDesks int) (people int, limited bool) {
	if c.PerDesk > 0 {
		return min(c.PerDesk*openDesks, cmp.Or(c.People, c.PerDesk*openDesks)), true
	}
	return c.People, c.People > 0
}

// and lowers the ceiling by a regime's capacity.
func (c Ceiling) and(k *Capacity) Ceiling {
	if k == nil {
		return c
	}
	c.People = least(c.People, k.Fixed)
	if k.SharePercent > 0 && k.Seats > 0 {
		c.People = least(c.People, max(1, k.Seats*k.SharePercent/100))
	}
	if k.Area > 0 && k.PerPerson > 0 {
		c.People = least(c.People, max(1, k.Area/k.PerPerson))
	}
	c.PerDesk = least(c.PerDesk, k.PerDesk)
	c.CompanionsCounted = c.CompanionsCounted || k.CompanionsCounted
	return c
}

// and takes the longer slot with the narrower limits.
func (s *Slots) and(other *Slots) *Slots {
	if s == nil || other == nil {
		return cmp.Or(s, other)
	}
	return &Slots{
		Minutes:       max(s.Minutes, other.Minutes),
		Early:         min(s.Early, other.Early),
		Late:          min(s.Late, other.Late),
		PerSlot:       least(s.PerSlot, other.PerSlot),
		LateCancelled: s.LateCancelled || other.LateCancelled,
	}
}

// lay lays a regime's rules over the limits.
func (l *Limits) lay(r *Rules) {
	for i := range layers {
		if layer := &layers[i]; layer.narrow != nil && layer.set(r) {
			layer.narrow(l, r)
		}
	}
}

// least is the smaller of two limits, of which zero is none.
func least(a, b int) int {
	if a == 0 || b == 0 {
		return max(a, b)
	}
	return min(a, b)
}
