package rules

import (
	"time"

	"dost/server/i18n"
	"dost/server/queue"
)

// Parts are the parts of a configuration. In a change a part that is absent
// stays as it is.
type Parts struct {
	Directions  []queue.Direction  `json:"directions,omitempty"`
	Desks       []queue.DeskConfig `json:"desks,omitempty"`
	Groups      []GroupView        `json:"groups,omitempty"`
	NoShowAfter *int               `json:"no_show_after,omitempty"` // seconds; 0 = never by the clock
}

// GroupView is a class of visitors with a head start.
type GroupView struct {
	ID        queue.GroupID `json:"id"`
	Name      i18n.Text     `json:"name"`
	HeadStart int           `json:"head_start"` // seconds
}

// PartsOf is a configuration as it is on the wire. Its slices are copies.
func PartsOf(c queue.Config) Parts {
	after := int(c.NoShowAfter.Seconds())
	p := Parts{
		Directions: append([]queue.Direction{}, c.Directions...),
		Desks:      append([]queue.DeskConfig{}, c.Desks...),
		Groups:     []GroupView{}, NoShowAfter: &after,
	}
	for i := range p.Directions {
		p.Directions[i].Promises = append([]queue.Promise{}, p.Directions[i].Promises...)
	}
	for i := range p.Desks {
		p.Desks[i].Directions = append([]queue.DirectionID{}, p.Desks[i].Directions...)
	}
	for _, g := range c.Groups {
		p.Groups = append(p.Groups, GroupView{g.ID, g.Name, int(g.HeadStart.Seconds())})
	}
	return p
}

// Over lays the parts over a configuration.
func (p Parts) Over(c queue.Config) queue.Config {
	if p.Directions != nil {
		c.Directions = p.Directions
	}
	if p.Desks != nil {
		c.Desks = p.Desks
	}
	if p.Groups != nil {
		c.Groups = make([]queue.Group, len(p.Groups))
		for i, g := range p.Groups {
			c.Groups[i] = queue.Group{ID: g.ID, Name: g.Name,
				HeadStart: time.Duration(g.HeadStart) * time.Second}
		}
	}
	if p.NoShowAfter != nil {
		c.NoShowAfter = time.Duration(*p.NoShowAfter) * time.Second
	}
	return c
}
