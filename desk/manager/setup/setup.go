// Package setup is the console's page of directions, promises, desks and groups.
package setup

import (
	"embed"
	"net/http"

	"github.com/gin-gonic/gin"

	"dost/desk/manager/rules"
	"dost/server/centre"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/passport"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/web"
)

// UI is the files of the page.
//
//go:embed ui
var UI embed.FS

// Deps is what the page is wired to.
type Deps struct {
	Centre web.Centre
	// Confirm checks the manager's password again.
	Confirm   func(login, password string) error
	Passports func() *passport.Library // the services in force
}

// Surface is the page, ready to be mounted.
type Surface struct{ Deps }

// New makes the page.
func New(d Deps) *Surface { return &Surface{d} }

var managers = []web.Role{web.Manager}

// Setup is the centre's configuration with what depends on it.
type Setup struct {
	Rev string `json:"rev"` // names this configuration; a change sends it back
	rules.Parts
	// UsualPromises are those of a direction that has none of its own.
	UsualPromises []queue.Promise `json:"usual_promises"`
	Services      []ServiceView   `json:"services"` // that regimes may name
	Limits        LimitsView      `json:"limits"`
}

// ServiceView is a service that a regime may name.
type ServiceView struct {
	ID        string            `json:"id"`
	Direction queue.DirectionID `json:"direction"`
	Name      i18n.Text         `json:"name"`
}

// LimitsView are the bounds of a configuration, so that a form can say them.
type LimitsView struct {
	Directions int `json:"directions"`
	Desks      int `json:"desks"`
	Groups     int `json:"groups"`
	HeadStart  int `json:"head_start"` // seconds
	Promises   int `json:"promises"`   // of one direction
}

// SetupRequest asks to change parts of the configuration.
type SetupRequest struct {
	Key      string `json:"key"`
	Password string `json:"password"`
	Rev      string `json:"rev"` // as it was read: another manager's change in between is refused
	rules.Parts
}

// Routes implements web.Surface.
func (s *Surface) Routes() []web.Route {
	return []web.Route{
		{
			Method: http.MethodGet, Path: "/api/manager/setup", For: managers,
			Summary: "Directions, desks, groups and limits of the centre.", Out: Setup{}, Do: s.setup,
		},
		{
			Method: http.MethodPost, Path: "/api/manager/setup", For: managers,
			Summary: "Changes parts of the configuration; what still has tickets today can be switched off, not removed.",
			In:      SetupRequest{}, Out: Setup{},
			Codes: []problem.Code{web.CodeWrongPassword, queue.CodeBadConfig, centre.CodeSetupChanged},
			Do:    s.configure,
		},
	}
}

// Lives implements web.Surface.
func (s *Surface) Lives() []web.Live { return nil }

func (s *Surface) setup(c *gin.Context) error {
	var out Setup
	s.Centre.Read(func(st *centre.State) { out = setupOf(st, s.Passports()) })
	web.JSON(c, http.StatusOK, out)
	return nil
}

func setupOf(st *centre.State, library *passport.Library) Setup {
	config := st.Queue.Config()
	out := Setup{
		Rev: centre.SetupRev(config), Parts: rules.PartsOf(*config),
		UsualPromises: queue.DefaultPromises(), Services: []ServiceView{},
		Limits: LimitsView{
			Directions: queue.MaxDirections, Desks: queue.MaxDesks, Groups: queue.MaxGroups,
			HeadStart: int(queue.MaxHeadStart.Seconds()), Promises: queue.MaxPromises,
		},
	}
	for _, p := range library.All() {
		out.Services = append(out.Services, ServiceView{p.ID, p.Direction, p.Title()})
	}
	return out
}

func (s *Surface) configure(c *gin.Context) error {
	var in SetupRequest
	if err := web.Confirmed(c, &in, &in.Password, s.Confirm); err != nil {
		return err
	}
	var config queue.Config
	s.Centre.Read(func(st *centre.State) { config = in.Over(*st.Queue.Config()) })
	library := s.Passports()
	return web.Command(c, s.Centre, in.Key, in, centre.Reconfigure{Rev: in.Rev, Config: config},
		func(st *centre.State, _ []event.Record) (int, any) {
			return http.StatusOK, setupOf(st, library)
		})
}
