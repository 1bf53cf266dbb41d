// Package connections is the console's page of the connections to other systems.
package connections

import (
	"context"
	"embed"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"dost/server/integration"
	"dost/server/passport"
	"dost/server/problem"
	"dost/server/web"
)

// UI is the files of the page.
//
//go:embed ui
var UI embed.FS

// Deps is what the page is wired to.
type Deps struct {
	Systems Systems
	// Confirm checks the manager's password again.
	Confirm   func(login, password string) error
	Passports func() *passport.Library // the services in force
}

// Surface is the page, ready to be mounted.
type Surface struct{ Deps }

// New makes the page.
func New(d Deps) *Surface { return &Surface{d} }

var managers = []web.Role{web.Manager}

// Systems are the connections to other systems.
type Systems interface {
	Standings() ([]integration.Standing, error)
	// Set stores a connection; an empty secret keeps the one that is there.
	Set(c integration.Connection, secret, actor string) error
	// Try tells the trouble of a system, within three seconds; "" = it works.
	Try(ctx context.Context, system string) (trouble string, known bool)
	// Resend lets the messages that a system refused wait again.
	Resend(system, actor string) (int, error)
}

// Connections lists every system that a passport names, with its connection.
type Connections struct {
	Systems []System `json:"systems"`
}

// System is one of them.
type System struct {
	integration.Standing
	Name     string `json:"name"`
	LookUps  int    `json:"look_ups"`  // services whose agents look people up in it
	HandOver int    `json:"hand_over"` // services whose applications it is told of
	Visitors bool   `json:"visitors"`  // it sends messages to visitors' telephones
}

// ConnectionRequest asks to connect a system, or to have it rest.
type ConnectionRequest struct {
	Key      string `json:"key"`
	Password string `json:"password"`
	System   string `json:"system"`
	URL      string `json:"url"`
	Secret   string `json:"secret,omitempty"` // 16 to 200 characters; none keeps the one that is there
	Active   bool   `json:"active"`
}

// SystemRequest is about a system that is connected already.
type SystemRequest struct {
	Key      string `json:"key"`
	Password string `json:"password,omitempty"` // needed to send again
	System   string `json:"system"`
}

// Tried is what came of a trial.
type Tried struct {
	Works bool `json:"works"`
	// a code of assets/i18n ("connections.trouble.CODE"), or "http-503"
	Trouble string `json:"trouble,omitempty"`
}

// Routes implements web.Surface.
func (s *Surface) Routes() []web.Route {
	return []web.Route{
		{
			Method: http.MethodGet, Path: "/api/manager/connections", For: managers,
			Summary: "The system that sends messages to visitors and those that passports name: by hand, working, waiting or broken, and what waits for each.",
			Out:     Connections{}, Do: s.connections,
		},
		{
			Method: http.MethodPost, Path: "/api/manager/connections", For: managers,
			Summary: "Connects a system, changes its address or secret, or has it rest; messages wait meanwhile.",
			In:      ConnectionRequest{}, Out: Connections{},
			Codes: []problem.Code{web.CodeWrongPassword, integration.CodeBadAddress,
				integration.CodeBadSecret, integration.CodeUnknownSystem}, Do: s.connect,
		},
		{
			Method: http.MethodPost, Path: "/api/manager/connections/try", For: managers,
			Summary: "Sends a system a message that says nothing, and tells within three seconds whether it was taken.",
			In:      SystemRequest{}, Out: Tried{}, Codes: []problem.Code{integration.CodeUnknownSystem},
			Do: s.tryConnection,
		},
		{
			Method: http.MethodPost, Path: "/api/manager/connections/resend", For: managers,
			Summary: "Sends again what a system refused, in the old order and under the old ids.",
			In:      SystemRequest{}, Out: Connections{},
			Codes: []problem.Code{web.CodeWrongPassword, integration.CodeUnknownSystem}, Do: s.resend,
		},
	}
}

// Lives implements web.Surface.
func (s *Surface) Lives() []web.Live { return nil }

func (s *Surface) connections(c *gin.Context) error {
	list, err := s.systems()
	if err != nil {
		return err
	}
	web.JSON(c, http.StatusOK, Connections{Systems: list})
	return nil
}

// systems are the one that sends messages to visitors, those that the passports in
// force name, and any other that is connected: its messages may still wait.
func (s *Surface) systems() ([]System, error) {
	standings, err := s.Systems.Standings()
	if err != nil {
		return nil, err
	}
	found := map[string]*System{}
	of := func(id, name string) *System {
		if found[id] == nil {
			found[id] = &System{Name: name,
				Standing: integration.Standing{Connection: integration.Connection{System: id},
					State: integration.ByHand}}
		}
		return found[id]
	}
	for _, p := range s.Passports().All() {
		asked := map[string]bool{} // a passport with several procedures asks one system several times
		for _, l := range p.LookUps() {
			if !asked[l.Subsystem] {
				of(l.Subsystem, l.Name).LookUps++
			}
			asked[l.Subsystem] = true
		}
		for _, id := range integration.Systems(p) {
			of(id, id).HandOver++
		}
	}
	of(integration.Messages, "SMS").Visitors = true
	for _, standing := range standings {
		of(standing.System, standing.System).Standing = standing
	}
	list := []System{}
	for id, system := range found {
		system.Name = systemName(id, system.Name)
		list = append(list, *system)
	}
	slices.SortFunc(list, func(a, b System) int {
		if a.Visitors != b.Visitors {
			return map[bool]int{true: -1, false: 1}[a.Visitors]
		}
		return strings.Compare(a.System, b.System)
	})
	return list, nil
}

// systemName is what people call a system.
func systemName(id, published string) string {
	if id == passport.PortalESosial {
		return "e-sosial"
	}
	for _, known := range passport.KnownSubsystems() {
		if known.ID == id {
			return known.Name
		}
	}
	return published
}

func (s *Surface) connect(c *gin.Context) error {
	var in ConnectionRequest
	if err := web.Confirmed(c, &in, &in.Password, s.Confirm); err != nil {
		return err
	}
	if err := web.CheckKey(in.Key); err != nil {
		return err
	}
	if err := s.knownSystem(in.System); err != nil {
		return err
	}
	connection := integration.Connection{System: in.System, URL: strings.TrimSpace(in.URL), Active: in.Active}
	if err := s.Systems.Set(connection, in.Secret, web.CallerOf(c).Actor()); err != nil {
		return err
	}
	return s.connections(c)
}

func (s *Surface) knownSystem(id string) error {
	list, err := s.systems()
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(list, func(one System) bool { return one.System == id }) {
		return web.Fail(integration.CodeUnknownSystem, "no such system", map[string]any{"system": id})
	}
	return nil
}

func (s *Surface) tryConnection(c *gin.Context) error {
	var in SystemRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	if err := web.CheckKey(in.Key); err != nil {
		return err
	}
	trouble, known := s.Systems.Try(c.Request.Context(), in.System)
	if !known {
		return web.Fail(integration.CodeUnknownSystem, "the system is not connected",
			map[string]any{"system": in.System})
	}
	web.JSON(c, http.StatusOK, Tried{Works: trouble == "", Trouble: trouble})
	return nil
}

func (s *Surface) resend(c *gin.Context) error {
	var in SystemRequest
	if err := web.Confirmed(c, &in, &in.Password, s.Confirm); err != nil {
		return err
	}
	if err := web.CheckKey(in.Key); err != nil {
		return err
	}
	if err := s.knownSystem(in.System); err != nil {
		return err
	}
	if _, err := s.Systems.Resend(in.System, web.CallerOf(c).Actor()); err != nil {
		return err
	}
	return s.connections(c)
}
