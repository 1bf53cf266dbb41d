package sim

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
)

// MaxSeeds and MaxVisitors bound a trial's work.
const (
	MaxSeeds    = 1000
	MaxVisitors = 5000
)

// Trial is a day tried several times, with other visitors each time.
type Trial struct {
	Centres []*centre.State // the same centre under different rules; not changed
	From    time.Time       // the day, from this moment on
	Profile Profile
	Seeds   int    // how many days
	First   uint64 // the first day's seed
	// Onward goes on from the centres' own today instead of an empty hall.
	Onward bool
}

// Outlook is what the days of a trial came to under one centre's rules.
type Outlook struct {
	Days        int                `json:"days"`
	All         DirectionOutlook   `json:"all"`
	Directions  []DirectionOutlook `json:"directions"`
	Inside      Range              `json:"inside"`      // most people with an open ticket at once
	Utilisation Range              `json:"utilisation"` // of the staffed desks, per cent
	Overtime    Range              `json:"overtime"`    // after closing time, seconds
}

// DirectionOutlook is what became of the visitors of a direction, or of all.
type DirectionOutlook struct {
	Direction queue.DirectionID `json:"direction,omitempty"`
	Came      Range             `json:"came"`
	Received  Range             `json:"received"` // got a ticket
	Booked    Range             `json:"booked"`   // of them for an appointment
	Turned    Range             `json:"turned"`   // went without a ticket, to the other ways
	Refused   []RefusalCount    `json:"refused"`
	ToldLater Range             `json:"told_later"` // refusals after which somebody came again
	Served    Range             `json:"served"`
	NoShows   Range             `json:"no_shows"`
	// booked instead, and did not come: not among those who came
	Missed    Range `json:"missed"`
	AtClosing Range `json:"at_closing"` // still waited at closing time
	Unserved  Range `json:"unserved"`   // waited when the desks went home
	Called    Range `json:"called"`
	P50       Range `json:"p50"` // of the wait, seconds
	P80       Range `json:"p80"`
	P95       Range `json:"p95"`
	Within15  Range `json:"within15"` // of those called, per cent
	Within30  Range `json:"within30"`
	Longest   Range `json:"longest"` // in line at once
	// days on which somebody was refused for want of room, places or time …
	FullDays int     `json:"full_days"`
	FullFrom Range   `json:"full_from"` // … for the first time, in minutes from midnight
	Promised Range   `json:"promised"`  // appointments called
	Kept     Range   `json:"kept"`      // of them within 5 minutes of their time, per cent
	Levels   []Level `json:"levels"`    // what was promised
}

// Level is how a promise is kept over the days of a trial.
type Level struct {
	queue.Promise
	Directions []queue.DirectionID `json:"directions"` // that made it
	Share      Range               `json:"share"`      // of those called, per cent
}

// RefusalCount is how many went without a ticket for one reason.
type RefusalCount struct {
	Code     problem.Code `json:"code"`
	Visitors Range        `json:"visitors"`
}

// Range is a figure over the days of a trial.
type Range struct {
	Low    int `json:"low"`
	Median int `json:"median"`
	High   int `json:"high"`
}

// Ruled is a copy of a centre in which a command about its rules was decided and
// carried out at a moment, with all that this does to the visits booked. The error
// is the refusal.
func Ruled(c *centre.State, at time.Time, command regime.Command) (*centre.State, error) {
	s := c.Continuation()
	events, err := centre.Decide(s, event.Meta{At: at, Actor: "manager:trial"}, command)
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		s.Apply(event.Record{Seq: s.Queue.Seq() + 1, At: at, Actor: "manager:trial", Event: e})
	}
	return s, nil
}

// Run plays every day under the rules of each centre, and gives an Outlook for
// each. When the context is done first, it gives what the days played so far came
// to, an odd number of them so that the middle figures belong to one day; the error
// is the context's if that is none.
func (t Trial) Run(ctx context.Context) ([]Outlook, error) {
	days := make([][]Day, len(t.Centres))
	for seed := range min(t.Seeds, MaxSeeds) {
		round := make([]Day, len(t.Centres))
		for i, c := range t.Centres {
			day, err := t.play(ctx, c, t.First+uint64(seed)) // #nosec G115 -- at most MaxSeeds
			if err != nil {
				if seed == 0 {
					return nil, fmt.Errorf("playing a day: %w", err)
				}
				for i := range days {
					days[i] = days[i][:seed-1+seed%2]
				}
				return outlooks(days), nil
			}
			round[i] = day
		}
		for i := range days {
			days[i] = append(days[i], round[i])
		}
	}
	return outlooks(days), nil
}

func (t Trial) play(ctx context.Context, c *centre.State, seed uint64) (day Day, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("seed %d breaks the engine: %v", seed, broken)
		}
	}()
	s := c.Rehearsal
	if t.Onward {
		s = c.Continuation
	}
	own := s()
	own.Regime = c.Regime // nobody changes it, and it remembers its answers
	return Play(ctx, own, t.Profile, t.From, seed)
}

func outlooks(days [][]Day) []Outlook {
	list := make([]Outlook, len(days))
	for i, of := range days {
		list[i] = outlook(of)
	}
	return list
}

func outlook(days []Day) Outlook {
	o := Outlook{
		Days: len(days), Directions: []DirectionOutlook{},
		Inside:      over(days, func(d *Day) int { return d.Inside }),
		Utilisation: over(days, func(d *Day) int { return int(100*d.Utilisation + 0.5) }),
		Overtime:    over(days, func(d *Day) int { return int(d.Overtime.Seconds()) }),
		All:         line(days, func(d *Day) *DirectionDay { return &d.All }),
	}
	if len(days) > 0 {
		for i := range days[0].Directions {
			o.Directions = append(o.Directions,
				line(days, func(d *Day) *DirectionDay { return &d.Directions[i] }))
		}
	}
	return o
}

func line(days []Day, flow func(*Day) *DirectionDay) DirectionOutlook {
	of := func(f func(*DirectionDay) int) Range { return over(days, func(d *Day) int { return f(flow(d)) }) }
	l := DirectionOutlook{
		Came:      of(func(f *DirectionDay) int { return f.Came }),
		Received:  of(func(f *DirectionDay) int { return f.Tickets }),
		Booked:    of(func(f *DirectionDay) int { return f.Booked }),
		Turned:    of(func(f *DirectionDay) int { return f.Turned }),
		ToldLater: of(func(f *DirectionDay) int { return f.ToldLater }),
		Served:    of(func(f *DirectionDay) int { return f.Served }),
		NoShows:   of(func(f *DirectionDay) int { return f.NoShows }),
		Missed:    of(func(f *DirectionDay) int { return f.Missed }),
		AtClosing: of(func(f *DirectionDay) int { return f.AtClosing }),
		Unserved:  of(func(f *DirectionDay) int { return f.Unserved }),
		Called:    of(func(f *DirectionDay) int { return f.Called }),
		P50:       of(func(f *DirectionDay) int { return int(f.P50.Seconds()) }),
		P80:       of(func(f *DirectionDay) int { return int(f.P80.Seconds()) }),
		P95:       of(func(f *DirectionDay) int { return int(f.P95.Seconds()) }),
		Within15:  of(func(f *DirectionDay) int { return percent(f.Within15, f.Called) }),
		Within30:  of(func(f *DirectionDay) int { return percent(f.Within30, f.Called) }),
		Longest:   of(func(f *DirectionDay) int { return f.Longest }),
		Promised:  of(func(f *DirectionDay) int { return f.Promised }),
		Kept:      of(func(f *DirectionDay) int { return percent(f.Kept, f.Promised) }),
		Refused:   refusals(days, flow),
	}
	l.Levels = levels(days, flow)
	var full []int
	for i := range days {
		if l.Direction = flow(&days[i]).Direction; flow(&days[i]).FullFrom != nil {
			at := flow(&days[i]).FullFrom.In(civil.Baku)
			full = append(full, 60*at.Hour()+at.Minute())
		}
	}
	l.FullDays, l.FullFrom = len(full), rangeOf(full)
	return l
}

// levels are the promises, which are the same on every day of one centre.
func levels(days []Day, flow func(*Day) *DirectionDay) []Level {
	list := []Level{}
	if len(days) == 0 {
		return list
	}
	for i, of := range flow(&days[0]).Levels {
		share := over(days, func(d *Day) int {
			if percent, ok := flow(d).Levels[i].Share(); ok {
				return percent
			}
			return 100 // to nobody was it broken
		})
		list = append(list, Level{of.Promise, of.Directions, share})
	}
	return list
}

// refusals are all reasons of all days, the most frequent first.
func refusals(days []Day, flow func(*Day) *DirectionDay) []RefusalCount {
	by := map[problem.Code][]int{}
	for i := range days {
		for _, r := range flow(&days[i]).Refused {
			if by[r.Code] == nil {
				by[r.Code] = make([]int, len(days))
			}
			by[r.Code][i] = r.Visitors
		}
	}
	list := []RefusalCount{}
	for code, counts := range by {
		list = append(list, RefusalCount{code, rangeOf(counts)})
	}
	slices.SortFunc(list, func(a, b RefusalCount) int {
		return cmp.Or(b.Visitors.Median-a.Visitors.Median, b.Visitors.High-a.Visitors.High,
			cmp.Compare(a.Code, b.Code))
	})
	return list
}

// percent of nothing is everything: no promise was broken.
func percent(part, whole int) int {
	if whole == 0 {
		return 100
	}
	return (100*part + whole/2) / whole
}

func over(days []Day, f func(*Day) int) Range {
	list := make([]int, len(days))
	for i := range days {
		list[i] = f(&days[i])
	}
	return rangeOf(list)
}

// rangeOf sorts the list.
func rangeOf(list []int) Range {
	if len(list) == 0 {
		return Range{}
	}
	slices.Sort(list)
	return Range{list[0], list[len(list)/2], list[len(list)-1]}
}

// String is the median with the range, "120 (98–141)", or one number where they
// are the same.
func (r Range) String() string {
	if r.Low == r.High {
		return strconv.Itoa(r.Median)
	}
	return fmt.Sprintf("%d (%d–%d)", r.Median, r.Low, r.High)
}
