package sim

import (
	"cmp"
	"math"
	"slices"
	"time"

	"dost/server/centre"
	"dost/server/civil"
	"dost/server/queue"
	"dost/server/regime"
)

// Profile is what a day is assumed to be: who comes, and who serves.
type Profile struct {
	Visitors int // without an appointment
	Demands  []Demand
	Groups   []Share
	Shifts   []Shift

	NoShow       float64 // share of those called who do not answer
	MissedVisit  float64 // share of those booked who do not come
	ComeBack     float64 // share of those refused until a time of the day who come again
	BookInstead  float64 // share who book when only appointments are received
	Basis        Basis
	RecordedDays int // that the basis Recently rests on
}

// Basis is where a profile's figures are from.
type Basis string

// The bases of a profile.
const (
	// Recently: the centre's own last days with visitors.
	Recently Basis = "recorded"
	// Published: the agency's shares and mean service, with as many visitors as keep
	// the desks of the busiest direction at Load.
	Published Basis = "published"
)

// Demand is what visitors come for, and when.
type Demand struct {
	Direction queue.DirectionID
	Weight    float64      // its share among the demands
	Quarters  [96]float64  // weights of the quarters of an hour from midnight in Baku
	Services  []string     // named by visitors, evenly; none = none named
	Service   Distribution // of the time at the desk
}

// Distribution is a log-normal one, bounded to shortest and longest.
type Distribution struct{ Mean, Deviation time.Duration }

// Share is the share of visitors of a group with a head start.
type Share struct {
	Group queue.GroupID
	Of    float64
}

// Shift is a desk that is staffed for a part of the day.
type Shift struct {
	Desk       queue.DeskID
	Directions []queue.DirectionID // none = the desk's own
	From, To   regime.Clock
}

// Figures of the agency (domain, Real figures; domain, Special regimes), and assumptions of
// ours where nothing is published; the latter say so.
const (
	publishedMean = 7*time.Minute + 5*time.Second // mean service, 2023
	missedVisit   = 0.29                          // of 12,458 booked at the first online queue, April 2020

	deviation   = 4 * time.Minute // assumed, as in the engine's estimate
	noShow      = 0.03            // assumed
	comeBack    = 0.5             // assumed
	bookInstead = 0.7             // assumed
	Load        = 0.75            // assumed: how busy desks are where nothing is recorded
)

// published are the shares of what visitors came for on 14 November 2023, in per
// cent; other is the weight of a direction that is not among them.
var published = map[queue.DirectionID]float64{
	"benefits": 24.99, "employment": 21.45, "pension": 19.12, "disability": 5.05, "social-services": 3.99,
	"labour-relations": 0.85,
}

const other = 10

// hours are the weights of the hours of a day from 09:00 on, assumed: a peak
// before noon, a lull at lunch and a second, lower peak.
var hours = [9]float64{11, 15, 15, 11, 9, 13, 12, 9, 5}

// groups are the shares of visitors with a head start, assumed.
var groups = map[queue.GroupID]float64{"disability": 0.05, "martyr-veteran": 0.03, "pregnant": 0.02,
	"senior": 0.12}

// Ordinary hours of the profile where the calendar has none: round the clock, or
// on a day of rest for which a regime is tried.
const (
	opening = regime.Clock(9 * 60)
	closing = regime.Clock(18 * 60)
)

// Default is the profile of a day in a centre of which nothing is recorded: all
// desks staffed from opening to closing, the agency's published figures, and
// visitors enough to keep the busiest desks at Load.
func Default(s *centre.State, day civil.Day) Profile {
	p := Profile{NoShow: noShow, MissedVisit: missedVisit, ComeBack: comeBack, BookInstead: bookInstead,
		Basis: Published}
	from, to := open(s.Regime, day)
	config := s.Queue.Config()
	for _, d := range config.Directions {
		if !d.Off {
			p.Demands = append(p.Demands, Demand{
				Direction: d.ID, Weight: cmp.Or(published[d.ID], other),
				Quarters: quarters(from, to), Service: Distribution{publishedMean, deviation},
			})
		}
	}
	for _, g := range config.Groups {
		p.Groups = append(p.Groups, Share{g.ID, groups[g.ID]})
	}
	for _, k := range config.Desks {
		if !k.Off {
			p.Shifts = append(p.Shifts, Shift{Desk: k.ID, From: from, To: to})
		}
	}
	p.Visitors = p.bearable(config, float64(to-from)*float64(time.Minute))
	return p
}

// bearable is how many visitors keep the desks of the busiest direction at Load in
// so much time, each desk counting as one part in the number of its directions.
func (p *Profile) bearable(config *queue.Config, each float64) int {
	strength := map[queue.DirectionID]float64{}
	for _, k := range config.Desks {
		for _, d := range k.Directions {
			if !k.Off {
				strength[d] += 1 / float64(len(k.Directions))
			}
		}
	}
	whole := 0.0
	for _, d := range p.Demands {
		whole += d.Weight
	}
	most := math.Inf(1)
	for _, d := range p.Demands {
		visit := float64(d.Service.Mean) + float64(pause+(walkFrom+walkTo)/2)*float64(time.Millisecond)
		most = min(most, max(1, strength[d.Direction])*each*Load/visit*whole/d.Weight)
	}
	if math.IsInf(most, 1) {
		return 0
	}
	return int(most)
}

// open are the day's first opening and last closing by the ordinary hours.
func open(b *regime.Book, day civil.Day) (from, to regime.Clock) {
	spans := b.Hours().On(b.Calendar().Day(day))
	if len(spans) == 0 {
		return opening, closing
	}
	from, to = spans[0].From, spans[0].To
	for _, span := range spans {
		from = min(from, span.From)
		if span.To <= span.From { // past midnight: the part of this day counts
			to = 24 * 60
		}
		to = max(to, span.To)
	}
	return from, to
}

// quarters spread the assumed hours over the opening time.
func quarters(from, to regime.Clock) (weights [96]float64) {
	for q := range weights {
		at := regime.Clock(15 * q)
		if at < from || at >= to {
			continue
		}
		hour := int(at-opening) / 60
		if at < opening || hour >= len(hours) {
			hour = len(hours) - 1
		}
		weights[q] = hours[hour]
	}
	return weights
}

// Staffed are the desks of the profile, each once.
func (p *Profile) Staffed() []queue.DeskID {
	var desks []queue.DeskID
	for _, s := range p.Shifts {
		if !slices.Contains(desks, s.Desk) {
			desks = append(desks, s.Desk)
		}
	}
	return desks
}

// Hours are when the first desk opens and the last one closes.
func (p *Profile) Hours() (from, to regime.Clock) {
	for i, s := range p.Shifts {
		if i == 0 || s.From < from {
			from = s.From
		}
		to = max(to, s.To)
	}
	return from, to
}

// MeanService is the mean time at a desk over all visitors.
func (p *Profile) MeanService() time.Duration {
	whole, sum := 0.0, 0.0
	for _, d := range p.Demands {
		whole += d.Weight
		sum += d.Weight * float64(d.Service.Mean)
	}
	return time.Duration(sum / max(whole, 1e-9))
}
