package queue

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"dost/server/civil"
)

// columns are the tickets of a snapshot in the order of issue, one array for each
// field: about a third of the size, and of the time to read, of an object for each
// ticket. A field that is zero in every ticket has no array. Moments are in
// milliseconds of Unix time, 0 = none; durations in nanoseconds; texts that tickets
// share are indices of Words, whose first is "".
type columns struct {
	Words  []string           `json:"words,omitempty"` // in the order in which they were first met
	Labels []string           `json:"labels,omitempty"`
	Tracks []string           `json:"tracks,omitempty"`
	Fields map[string][]int64 `json:"fields,omitempty"`
}

// column is a field of a ticket as a number. Its name stands in snapshots: another
// name, or another meaning, is another format.
type column struct {
	name string
	get  func(*Ticket, *dictionary) int64
	set  func(*Ticket, int64, []string) error
}

// layout is every field of a Ticket but its label and its track.
var layout = []column{
	number("id", func(t *Ticket) *TicketID { return &t.ID }),
	number("day", func(t *Ticket) *civil.Day { return &t.Day }),
	word("direction", func(t *Ticket) *DirectionID { return &t.Direction }),
	word("series", func(t *Ticket) *DirectionID { return &t.Series }),
	number("number", func(t *Ticket) *int { return &t.Number }),
	word("service", func(t *Ticket) *string { return &t.Service }),
	word("group", func(t *Ticket) *GroupID { return &t.Group }),
	word("language", func(t *Ticket) *string { return &t.Language }),
	word("rule", func(t *Ticket) *string { return &t.Rule }),
	number("return", func(t *Ticket) *TicketID { return &t.Return }),
	moment("appointment", func(t *Ticket) *time.Time { return &t.Appointment }),
	{
		"due",
		func(t *Ticket, _ *dictionary) int64 {
			if t.Due {
				return 1
			}
			return 0
		},
		func(t *Ticket, v int64, _ []string) error { t.Due = v == 1; return nil },
	},
	word("status", func(t *Ticket) *Status { return &t.Status }),
	word("desk", func(t *Ticket) *DeskID { return &t.Desk }),
	word("agent", func(t *Ticket) *AgentID { return &t.Agent }),
	word("outcome", func(t *Ticket) *Outcome { return &t.Outcome }),
	number("recalls", func(t *Ticket) *int { return &t.Recalls }),
	number("rev", func(t *Ticket) *uint64 { return &t.Rev }),
	moment("arrival", func(t *Ticket) *time.Time { return &t.Arrival }),
	moment("rank", func(t *Ticket) *time.Time { return &t.Rank }),
	moment("called_at", func(t *Ticket) *time.Time { return &t.CalledAt }),
	moment("served_at", func(t *Ticket) *time.Time { return &t.ServedAt }),
	moment("ended_at", func(t *Ticket) *time.Time { return &t.EndedAt }),
	moment("announced_at", func(t *Ticket) *time.Time { return &t.AnnouncedAt }),
	moment("first_called_at", func(t *Ticket) *time.Time { return &t.FirstCalledAt }),
	moment("kept_since", func(t *Ticket) *time.Time { return &t.KeptSince }),
	moment("held_at", func(t *Ticket) *time.Time { return &t.HeldAt }),
	number("held_for", func(t *Ticket) *time.Duration { return &t.HeldFor }),
}

func number[N ~int | ~int64 | ~uint64](name string, field func(*Ticket) *N) column {
	return column{
		name,
		func(t *Ticket, _ *dictionary) int64 { return int64(*field(t)) },
		func(t *Ticket, v int64, _ []string) error { *field(t) = N(v); return nil },
	}
}

func moment(name string, field func(*Ticket) *time.Time) column {
	return column{
		name,
		func(t *Ticket, _ *dictionary) int64 {
			if field(t).IsZero() {
				return 0
			}
			return field(t).UnixMilli()
		},
		func(t *Ticket, v int64, _ []string) error {
			if v != 0 {
				*field(t) = time.UnixMilli(v).UTC()
			}
			return nil
		},
	}
}

func word[W ~string](name string, field func(*Ticket) *W) column {
	return column{
		name,
		func(t *Ticket, g *dictionary) int64 { return g.index(string(*field(t))) },
		func(t *Ticket, v int64, words []string) error {
			if v < 0 || v >= int64(len(words)) {
				return fmt.Errorf("%s is word %d of %d", name, v, len(words))
			}
			*field(t) = W(words[v])
			return nil
		},
	}
}

// dictionary gives each text its index among the words met so far.
type dictionary struct {
	words []string
	known map[string]int64
}

func newDictionary() *dictionary { return &dictionary{[]string{""}, map[string]int64{"": 0}} }

func (g *dictionary) index(text string) int64 {
	i, known := g.known[text]
	if !known {
		i = int64(len(g.words))
		g.known[text] = i
		g.words = append(g.words, text)
	}
	return i
}

// inColumns writes tickets.
func inColumns(tickets []*ticket) columns {
	c := columns{Fields: map[string][]int64{}}
	if len(tickets) == 0 {
		return c
	}
	words := newDictionary()
	for _, field := range layout {
		values, zero := make([]int64, len(tickets)), true
		for i, t := range tickets {
			values[i] = field.get(&t.Ticket, words)
			zero = zero && values[i] == 0
		}
		if !zero {
			c.Fields[field.name] = values
		}
	}
	c.Words = words.words
	for _, t := range tickets {
		c.Labels, c.Tracks = append(c.Labels, t.Label), append(c.Tracks, t.Track)
	}
	return c
}

// entries reads the tickets. A column that is not in the layout, or not as long as
// the others, is an error.
func (c *columns) entries() ([]ticket, error) {
	list := make([]ticket, len(c.Labels))
	if len(c.Tracks) != len(list) {
		return nil, fmt.Errorf("%d tickets have %d tracks", len(list), len(c.Tracks))
	}
	for i := range list {
		list[i].Label, list[i].Track = c.Labels[i], c.Tracks[i]
	}
	for name, values := range c.Fields {
		at := slices.IndexFunc(layout, func(f column) bool { return f.name == name })
		if at < 0 || len(values) != len(list) {
			return nil, fmt.Errorf("%d tickets have %d of %q", len(list), len(values), name)
		}
		for i, v := range values {
			if err := layout[at].set(&list[i].Ticket, v, c.Words); err != nil {
				return nil, err
			}
		}
	}
	return list, nil
}

// byRevision orders tickets by the records that touched them last: the order in which
// they entered the lists that they are in.
func byRevision(a, b *ticket) int { return cmp.Or(cmp.Compare(a.Rev, b.Rev), compare(a.ID, b.ID)) }
