package regime

import (
	"slices"
	"time"

	"dost/server/civil"
	"dost/server/i18n"
	"dost/server/problem"
	"dost/server/queue"
)

// Query is who asks to be received, and how. An empty Service or Group is a
// visitor who named none; an empty Channel is a walk-in.
type Query struct {
	Direction queue.DirectionID `json:"direction"`
	Service   string            `json:"service,omitempty"`
	Group     queue.GroupID     `json:"group,omitempty"`
	Channel   Channel           `json:"channel,omitempty"`
}

func (q Query) channel() Channel {
	if q.Channel == "" {
		return WalkIn
	}
	return q.Channel
}

// Verdict is the answer to a Query at a moment, with all that a screen needs to
// explain it. Verdicts are shared: the caller must not change their lists.
type Verdict struct {
	Admit bool `json:"admit"`
	// why not: closed, appointment-only, pick-up-only, walk-in-only, services-only, not-eligible
	Code problem.Code `json:"code,omitempty"`

	// Regime is the id of the regime that decided: the first to refuse, or for
	// one admitted the first in force that has a rule; empty = ordinary hours.
	Regime string `json:"regime,omitempty"`

	// Reasons are in order of precedence: of a refusal, every layer that
	// refuses; of an admission, every rule that binds it.
	Reasons []Reason `json:"reasons,omitempty"`

	// Until is when Admit next changes for this query; the zero time if it does
	// not within about a year of what is decided today.
	Until time.Time `json:"until,omitzero"`

	Notices      []i18n.Text   `json:"notices,omitempty"`
	Alternatives []Alternative `json:"alternatives,omitempty"`
	Limits       Limits        `json:"limits,omitzero"`
}

// RefusalReason is the first reason of a refusal, by the regime's own name where it has one:
// "Elektrik kəsilib" says more to a visitor than "bağlıdır". nil = admitted.
func (v Verdict) RefusalReason() *i18n.Text {
	if v.Admit || len(v.Reasons) == 0 {
		return nil
	}
	why := v.Reasons[0].Name
	if why.Az == "" {
		why = v.Reasons[0].Text
	}
	return &why
}

// ChangesAt is Until in the centre's zone; nil when it is not in sight.
func (v Verdict) ChangesAt() *time.Time {
	if v.Until.IsZero() {
		return nil
	}
	until := v.Until.In(civil.Baku)
	return &until
}

// Reason is why one layer answers as it does.
type Reason struct {
	Regime string    `json:"regime,omitempty"` // empty = calendar and ordinary hours
	Rule   RuleName  `json:"rule"`
	Name   i18n.Text `json:"name,omitzero"` // of the regime
	Basis  Basis     `json:"basis,omitzero"`
	Text   i18n.Text `json:"text"`
}

// At tells whether the query is admitted at the moment, and why. It is total,
// and depends on nothing but the Book's content: not on the order in which the
// regimes were entered. "full" is not judged here: Limits say what the centre
// must count.
func (b *Book) At(moment time.Time, q Query) Verdict {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.at(inRange(moment), q)
}

// Rule is the verdict as queue.Issue takes it.
func (v Verdict) Rule() queue.Rule { return queue.Rule{ID: v.Regime, Refuse: v.Code} }

// NextChange is the first moment after this one at which an answer may change,
// for whomever: an opening or closing time, the beginning or end of a regime or
// of its window, or midnight, when the reason may change. The zero time means
// that nothing changes any more.
func (b *Book) NextChange(after time.Time) time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.next(inRange(after))
}

// inRange brings moments outside the calendar's years to its edge.
func inRange(t time.Time) time.Time {
	if first := midnight(firstDay); t.Before(first) {
		return first
	}
	if last := midnight(lastDay); t.After(last) {
		return last
	}
	return t
}

func (b *Book) at(moment time.Time, q Query) Verdict {
	p := b.plan(civil.DayOf(moment))
	key := question{p.segment(moment), q}
	if v, ok := p.answers[key]; ok {
		return v
	}
	v := p.judge(key.segment, q)
	v.Until = b.change(p.cuts[key.segment], q, v.Admit)
	if len(p.answers) >= answersKept {
		clear(p.answers)
	}
	p.answers[key] = v
	return v
}

// covering are the regimes in force in a segment that concern the query, those
// that close first: what they say is said first.
func (p *plan) covering(segment int, q Query) []*Regime {
	var covering []*Regime
	for _, r := range p.regimes {
		if r.Scope.covers(q) && r.holds(p.cuts[segment]) {
			covering = append(covering, r)
		}
	}
	slices.SortStableFunc(covering, func(a, b *Regime) int { return closes(b) - closes(a) })
	return covering
}

func closes(r *Regime) int {
	if r.Rules.Closed {
		return 1
	}
	return 0
}

// judge lays the layers over one another for a segment of the day.
func (p *plan) judge(segment int, q Query) Verdict {
	var v Verdict
	at, regimes := p.cuts[segment], p.covering(segment, q)
	for _, r := range regimes {
		v.Limits.lay(&r.Rules)
		v.addNotice(r, q.Direction, regimes[0].Rules.Closed)
	}
	for i := range layers {
		l := &layers[i]
		if l.rule == RuleHours && !p.open[segment] {
			v.refuse(queue.CodeClosed, Reason{Rule: RuleHours, Text: offHours(p.day, p.hours)})
		}
		for _, r := range regimes {
			if l.turnsAway(r, q, at) {
				code := l.refusal(&v.Limits)
				v.refuse(code, reason(r, l.rule, refusals[code]))
			}
		}
	}
	if v.Admit = v.Code == ""; v.Admit {
		v.bind(regimes)
	}
	return v
}

// refuse adds a refusal; the first one decides.
func (v *Verdict) refuse(code problem.Code, why Reason) {
	if v.Code == "" {
		v.Code, v.Regime = code, why.Regime
	}
	v.Reasons = append(v.Reasons, why)
}

// bind gives the reasons of an admission: the rules under which it is made.
func (v *Verdict) bind(regimes []*Regime) {
	if i := slices.IndexFunc(regimes, func(r *Regime) bool { return !r.Informs() }); i >= 0 {
		v.Regime = regimes[i].ID
	}
	for _, l := range layers {
		for _, r := range regimes {
			if l.set(&r.Rules) {
				v.Reasons = append(v.Reasons, reason(r, l.rule, bounds[l.rule]))
			}
		}
	}
}

// addNotice adds what a regime has to say to the visitors of the direction. Nobody is
// told to come for a document while another regime has closed the centre.
func (v *Verdict) addNotice(r *Regime, d queue.DirectionID, closed bool) {
	for _, notice := range r.Notices {
		if anyOr(notice.Directions, d) {
			v.Notices = append(v.Notices, notice.Text)
		}
	}
	for _, other := range r.Alternatives {
		if anyOr(other.Directions, d) && !v.offers(other) && !(closed && other.Kind == AnnouncedPickup) {
			v.Alternatives = append(v.Alternatives, other)
		}
	}
}

func (v *Verdict) offers(other Alternative) bool {
	return slices.ContainsFunc(v.Alternatives, func(a Alternative) bool {
		return a.Kind == other.Kind && a.Value == other.Value
	})
}

func reason(r *Regime, rule RuleName, pattern i18n.Text) Reason {
	return Reason{Regime: r.ID, Rule: rule, Name: r.Name, Basis: r.Basis, Text: with(pattern, r.Name)}
}

// horizon is how far ahead a change is looked for beyond the last regime that
// settles the answer alone.
const horizon = 400 * 24 * time.Hour

// change is the first moment after t at which admission of the query turns from
// admit. It goes from day to day, and over a regime that refuses without a pause
// in one leap.
func (b *Book) change(t time.Time, q Query, admit bool) time.Time {
	for deadline := t.Add(horizon); ; {
		p := b.plan(civil.DayOf(t))
		against := p.against(q)
		for i := p.segment(t); i < len(p.cuts); i++ {
			if p.admits(i, q, against) != admit {
				return p.cuts[i]
			}
		}
		t = p.cuts[len(p.cuts)-1]
		if leap := refusedUntil(t, q, against); leap.IsZero() {
			t = b.next(t)
		} else {
			t, deadline = leap, leap.Add(horizon)
		}
		if t.IsZero() || t.After(deadline) || !t.Before(midnight(lastDay)) {
			return time.Time{}
		}
	}
}

// against are the regimes that refuse the query at some time of the day.
func (p *plan) against(q Query) []*Regime {
	var against []*Regime
	for _, r := range p.regimes {
		if r.Scope.covers(q) && (len(r.Rules.Hours) > 0 || r.refuses(q)) {
			against = append(against, r)
		}
	}
	return against
}

// admits is judge without the reasons.
func (p *plan) admits(segment int, q Query, against []*Regime) bool {
	at := p.cuts[segment]
	return p.open[segment] && !slices.ContainsFunc(against, func(r *Regime) bool {
		return r.holds(at) && (r.refuses(q) || !r.receives(at))
	})
}

// refusedUntil is the end of the longest regime that refuses the query from t
// on without a pause; the zero time when there is none.
func refusedUntil(t time.Time, q Query, against []*Regime) (end time.Time) {
	for _, r := range against {
		if r.steady() && r.holds(t) && r.To.After(end) && r.refuses(q) {
			end = r.To
		}
	}
	return end
}
