package manager

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/centre"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/passport"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/web"
)

// Setup is the centre's configuration with what depends on it.
type Setup struct {
	Rev string `json:"rev"` // names this configuration; a change sends it back
	Parts
	// UsualPromises are those of a direction that has none of its own.
	UsualPromises []queue.Promise `json:"usual_promises"`
	Services      []Service       `json:"services"` // that regimes may name
	Limits        Limits          `json:"limits"`
}

// Parts are the parts of a configuration. In a change a part that is absent
// stays as it is.
type Parts struct {
	Directions  []queue.Direction `json:"directions,omitempty"`
	Desks       []queue.DeskPlace `json:"desks,omitempty"`
	Groups      []Group           `json:"groups,omitempty"`
	NoShowAfter *int              `json:"no_show_after,omitempty"` // seconds; 0 = never by the clock
}

// Group is a class of visitors with a head start.
type Group struct {
	ID        queue.GroupID `json:"id"`
	Name      i18n.Text     `json:"name"`
	HeadStart int           `json:"head_start"` // seconds
}

// Service is a service that a regime may name.
type Service struct {
	ID        string            `json:"id"`
	Direction queue.DirectionID `json:"direction"`
	Name      i18n.Text         `json:"name"`
}

// Limits are the bounds of a configuration, so that a form can say them.
type Limits struct {
	Directions int `json:"directions"`
	Desks      int `json:"desks"`
	Groups     int `json:"groups"`
	HeadStart  int `json:"head_start"` // seconds
	Promises   int `json:"promises"`   // of one direction
}

// SetupOrder is the order to change parts of the configuration.
type SetupOrder struct {
	Key      string `json:"key"`
	Password string `json:"password"`
	Rev      string `json:"rev"` // as it was read: another manager's change in between is refused
	Parts
}

func (s *Surface) setupRoutes() []web.Route {
	return []web.Route{
		{
			Method: http.MethodGet, Path: "/api/manager/setup", For: managers,
			Summary: "Directions, desks, groups and limits of the centre.", Out: Setup{}, Do: s.setup,
		},
		{
			Method: http.MethodPost, Path: "/api/manager/setup", For: managers,
			Summary: "Changes parts of the configuration; what still has tickets today can be switched off, not removed.",
			In:      SetupOrder{}, Out: Setup{},
			Codes: []problem.Code{web.CodeWrongPassword, queue.CodeBadConfig, centre.CodeSetupChanged}, Do: s.configure,
		},
	}
}

func (s *Surface) setup(c *gin.Context) error {
	var out Setup
	s.Centre.Read(func(st *centre.State) { out = setupOf(st, s.Passports()) })
	web.JSON(c, http.StatusOK, out)
	return nil
}

func setupOf(st *centre.State, library *passport.Library) Setup {
	config := st.Queue.Config()
	out := Setup{
		Rev: centre.SetupRev(config), Parts: partsOf(*config),
		UsualPromises: queue.DefaultPromises(), Services: []Service{},
		Limits: Limits{
			Directions: queue.MaxDirections, Desks: queue.MaxDesks, Groups: queue.MaxGroups,
			HeadStart: int(queue.MaxHeadStart.Seconds()), Promises: queue.MaxPromises,
		},
	}
	for _, p := range library.All() {
		out.Services = append(out.Services, Service{p.ID, p.Direction, p.Title()})
	}
	return out
}

// partsOf is a configuration as it is on the wire. Its slices are copies.
func partsOf(c queue.Config) Parts {
	after := int(c.NoShowAfter.Seconds())
	p := Parts{
		Directions: append([]queue.Direction{}, c.Directions...), Desks: append([]queue.DeskPlace{}, c.Desks...),
		Groups: []Group{}, NoShowAfter: &after,
	}
	for i := range p.Directions {
		p.Directions[i].Promises = append([]queue.Promise{}, p.Directions[i].Promises...)
	}
	for i := range p.Desks {
		p.Desks[i].Directions = append([]queue.DirectionID{}, p.Desks[i].Directions...)
	}
	for _, g := range c.Groups {
		p.Groups = append(p.Groups, Group{g.ID, g.Name, int(g.HeadStart.Seconds())})
	}
	return p
}

// over lays the parts over a configuration.
func (p Parts) over(c queue.Config) queue.Config {
	if p.Directions != nil {
		c.Directions = p.Directions
	}
	if p.Desks != nil {
		c.Desks = p.Desks
	}
	if p.Groups != nil {
		c.Groups = make([]queue.Group, len(p.Groups))
		for i, g := range p.Groups {
			c.Groups[i] = queue.Group{ID: g.ID, Name: g.Name, HeadStart: time.Duration(g.HeadStart) * time.Second}
		}
	}
	if p.NoShowAfter != nil {
		c.NoShowAfter = time.Duration(*p.NoShowAfter) * time.Second
	}
	return c
}

func (s *Surface) configure(c *gin.Context) error {
	var in SetupOrder
	if err := web.Confirmed(c, &in, &in.Password, s.Confirm); err != nil {
		return err
	}
	var config queue.Config
	s.Centre.Read(func(st *centre.State) { config = in.over(*st.Queue.Config()) })
	library := s.Passports()
	return s.order(c, in.Key, in, centre.Reconfigure{Rev: in.Rev, Config: config}, func(st *centre.State, _ []event.Record) (int, any) {
		return http.StatusOK, setupOf(st, library)
	})
}
