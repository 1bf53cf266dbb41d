package desk

import (
	"net/http"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"dost/server/i18n"
	"dost/server/passport"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/web"
)

// CodeUnknownService refuses a service that the centre has no passport of.
const CodeUnknownService problem.Code = "unknown-service"

// The bounds of a search.
const (
	maxQuery = 200 // characters
	maxFound = 30
)

// ServiceView is a service in a list.
type ServiceView struct {
	ID              string            `json:"id"`
	Name            i18n.Text         `json:"name"`
	Direction       queue.DirectionID `json:"direction"`
	OperatorMinutes int               `json:"operator_minutes"`
}

// servicesView is the answer to a search.
type servicesView struct {
	Services []ServiceView `json:"services"`
}

func (s *Surface) serviceRoutes() []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Path: "/api/desk/services", For: staff,
			Summary: "Search the services: ?q= words or digits of the ID, ?direction=",
			Out:     servicesView{}, Do: s.services},
		{Method: http.MethodGet, Path: "/api/desk/services/:id", For: staff,
			Summary: "A service's passport, for the guide",
			Out:     passport.Passport{}, Codes: []problem.Code{CodeUnknownService}, Do: s.service},
	}
}

// services finds services by words; those of the asked direction only, if one
// is asked.
func (s *Surface) services(c *gin.Context) error {
	query, direction := c.Query("q"), queue.DirectionID(c.Query("direction"))
	if utf8.RuneCountInString(query) > maxQuery {
		return web.Fail("too-long", "the query is too long", map[string]any{"field": "q", "max": maxQuery})
	}
	out := servicesView{Services: []ServiceView{}}
	for _, hit := range s.Passports().Search(query, 0) {
		p := hit.Passport
		if direction != "" && p.Direction != direction {
			continue
		}
		out.Services = append(out.Services,
			ServiceView{ID: p.ID, Name: p.Title(), Direction: p.Direction,
				OperatorMinutes: p.OperatorMinutes})
		if len(out.Services) == maxFound {
			break
		}
	}
	web.JSON(c, http.StatusOK, out)
	return nil
}

func (s *Surface) service(c *gin.Context) error {
	p, err := s.passport(c.Param("id"))
	if err != nil {
		return err
	}
	web.JSON(c, http.StatusOK, p)
	return nil
}

// passport is the newest version of a service's passport.
func (s *Surface) passport(id string) (*passport.Passport, error) {
	p, ok := s.Passports().Get(id)
	if !ok {
		return nil, web.Fail(CodeUnknownService, "no passport of this service",
			map[string]any{"field": "service"})
	}
	return p, nil
}

// passportIn is one version of a service's passport; 0 = the one in force.
func (s *Surface) passportIn(id string, version int) (*passport.Passport, error) {
	if version == 0 {
		return s.passport(id)
	}
	p, ok := s.Passports().Version(id, version)
	if !ok {
		return nil, web.Fail(CodeUnknownService, "no such version of the service's passport",
			map[string]any{"field": "service_version"})
	}
	return p, nil
}
