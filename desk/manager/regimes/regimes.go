// Package regimes is the console's pages of regimes and notices: what is decided, a draft as
// visitors would meet it, and a day tried with it.
package regimes

import (
	"embed"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/passport"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/sim"
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
	Clock     func() time.Time
	// Past is what the centre has recorded of the newest days before one.
	Past func(before civil.Day) (sim.Recorded, error)
}

// Surface is the page, ready to be mounted.
type Surface struct {
	Deps
	trials *trials
}

// New makes the page.
func New(d Deps) *Surface { return &Surface{d, newTrials(d)} }

var managers = []web.Role{web.Manager}

// Phase is where a regime stands in its life.
type Phase string

// The phases of a regime.
const (
	ToCome  Phase = "to-come"
	InForce Phase = "in-force"
	Resting Phase = "resting" // begun and not over, but outside its daily hours or weekdays
	Past    Phase = "past"
)

// RegimeView is a regime as it stands now.
type RegimeView struct {
	regime.Regime
	Phase  Phase         `json:"phase"`
	Visits centre.Visits `json:"visits"`
}

// Regimes is everything decided and not forgotten.
type Regimes struct {
	At        time.Time         `json:"at"`
	Regimes   []RegimeView      `json:"regimes"`   // those that begin first first
	Conflicts []regime.Conflict `json:"conflicts"` // that are not over
}

// EnactRequest asks to enter a new regime. One whose beginning has passed
// begins now.
type EnactRequest struct {
	Key      string        `json:"key"`
	Password string        `json:"password"`
	Regime   regime.Regime `json:"regime"` // its id and rev are the centre's to give
}

// AmendRequest replaces a regime that has not ended; once it has begun, its
// beginning stays.
type AmendRequest struct {
	Key      string `json:"key"`
	Password string `json:"password"`
	// of the regime as it was read: another manager's change in between is refused
	Rev    uint64        `json:"rev"`
	Regime regime.Regime `json:"regime"`
}

// RevokeRequest ends a regime that has begun, or withdraws one that has not.
type RevokeRequest struct {
	Key      string `json:"key"`
	Password string `json:"password"`
	Rev      uint64 `json:"rev"`
}

// regimeCodes are the refusals of a regime by its content.
var regimeCodes = []problem.Code{
	web.CodeWrongPassword, queue.CodeUnknownDirection, queue.CodeUnknownGroup, CodeUnknownService,
	regime.CodeNameNeeded, regime.CodeRuleNeeded, regime.CodeTextNeeded, regime.CodeBadText,
	regime.CodeEndsBeforeBegins, regime.CodeZeroLength, regime.CodeTooLong,
	regime.CodeRegimePast, regime.CodeUnknownChannel, regime.CodeUnknownTreatment, regime.CodeBadHours,
	regime.CodeBadWeekday,
	regime.CodeBadNumber, regime.CodeTooMuch, regime.CodeTooMany, regime.CodeBadDay,
}

// CodeUnknownService refuses a service that no passport describes.
const CodeUnknownService problem.Code = "unknown-service"

// Routes implements web.Surface.
func (s *Surface) Routes() []web.Route {
	stale := []problem.Code{web.CodeWrongPassword, regime.CodeUnknownRegime, regime.CodeRegimeEnded,
		regime.CodeChanged}
	return slices.Concat([]web.Route{
		{
			Method: http.MethodGet, Path: "/api/manager/regimes", For: managers,
			Summary: "All regimes, in force, to come and past, and where they conflict.", Out: Regimes{},
			Do: s.regimes,
		},
		{
			Method: http.MethodGet, Path: "/api/manager/regimes/:id", For: managers,
			Summary: "One regime.", Out: RegimeView{}, Codes: []problem.Code{regime.CodeUnknownRegime},
			Do: s.regime,
		},
		{
			Method: http.MethodPost, Path: "/api/manager/regimes", For: managers,
			Summary: "Enacts a regime. It is in force on every screen the moment it begins, and ends by itself.",
			In:      EnactRequest{}, Out: RegimeView{}, Status: http.StatusCreated, Codes: regimeCodes,
			Do: s.enact,
		},
		{
			Method: http.MethodPost, Path: "/api/manager/regimes/:id/amend", For: managers,
			Summary: "Replaces a regime that has not ended.",
			In:      AmendRequest{}, Out: RegimeView{}, Codes: append(stale, regimeCodes...), Do: s.amend,
		},
		{
			Method: http.MethodPost, Path: "/api/manager/regimes/:id/end", For: managers,
			Summary: "Ends a regime that has begun, now.",
			In:      RevokeRequest{}, Out: RegimeView{},
			Codes: append(stale, regime.CodeNotBegun, regime.CodeBadNumber), Do: s.end,
		},
		{
			Method: http.MethodPost, Path: "/api/manager/regimes/:id/withdraw", For: managers,
			Summary: "Takes back a regime before it begins.",
			In:      RevokeRequest{}, Status: http.StatusNoContent,
			Codes: append(stale, regime.CodeRegimeBegun, regime.CodeBadNumber), Do: s.withdraw,
		},
	}, s.previewRoutes(), s.trialRoutes())
}

// Lives implements web.Surface.
func (s *Surface) Lives() []web.Live { return nil }

func (s *Surface) regimes(c *gin.Context) error {
	now := s.Clock().In(civil.Baku)
	list := Regimes{At: now, Regimes: []RegimeView{}, Conflicts: []regime.Conflict{}}
	s.Centre.Read(func(st *centre.State) {
		visits := st.VisitsUnder(now)
		for _, r := range st.Regime.Regimes() {
			list.Regimes = append(list.Regimes, regimeView(st.Regime, r, visits[r.ID], now))
		}
		list.Conflicts = append(list.Conflicts, st.Regime.Conflicts(now)...)
	})
	web.JSON(c, http.StatusOK, list)
	return nil
}

func (s *Surface) regime(c *gin.Context) error {
	var one RegimeView
	var ok bool
	s.Centre.Read(func(st *centre.State) {
		var r regime.Regime
		if r, ok = st.Regime.Regime(c.Param("id")); ok {
			now := s.Clock()
			one = regimeView(st.Regime, r, st.VisitsUnder(now)[r.ID], now)
		}
	})
	if !ok {
		return web.Fail(regime.CodeUnknownRegime, "no such regime", nil)
	}
	web.JSON(c, http.StatusOK, one)
	return nil
}

func regimeView(b *regime.Book, r regime.Regime, visits centre.Visits, now time.Time) RegimeView {
	phase := Resting
	switch {
	case r.From.After(now):
		phase = ToCome
	case !r.To.After(now):
		phase = Past
	default:
		for _, held := range b.InForce(now) {
			if held.ID == r.ID {
				phase = InForce
			}
		}
	}
	return RegimeView{r, phase, visits}
}

func (s *Surface) enact(c *gin.Context) error {
	var in EnactRequest
	if err := web.Confirmed(c, &in, &in.Password, s.Confirm); err != nil {
		return err
	}
	if err := s.knows(in.Regime); err != nil {
		return err
	}
	return web.Command(c, s.Centre, in.Key, in, regime.Enact{Regime: in.Regime},
		s.stands(http.StatusCreated, ""))
}

func (s *Surface) amend(c *gin.Context) error {
	var in AmendRequest
	if err := web.Confirmed(c, &in, &in.Password, s.Confirm); err != nil {
		return err
	}
	if err := s.knows(in.Regime); err != nil {
		return err
	}
	if err := read(in.Rev); err != nil {
		return err
	}
	in.Regime.ID = c.Param("id")
	return web.Command(c, s.Centre, in.Key, in, regime.Amend{Regime: in.Regime, Rev: in.Rev},
		s.stands(http.StatusOK, in.Regime.ID))
}

func (s *Surface) end(c *gin.Context) error {
	return s.revoke(c, func(id string, rev uint64) centre.Command { return regime.End{ID: id, Rev: rev} },
		s.stands(http.StatusOK, c.Param("id")))
}

func (s *Surface) withdraw(c *gin.Context) error {
	return s.revoke(c, func(id string, rev uint64) centre.Command {
		return regime.Withdraw{ID: id, Rev: rev}
	}, nil)
}

func (s *Surface) revoke(c *gin.Context, command func(id string, rev uint64) centre.Command,
	answer answer) error {
	var in RevokeRequest
	if err := web.Confirmed(c, &in, &in.Password, s.Confirm); err != nil {
		return err
	}
	if err := read(in.Rev); err != nil {
		return err
	}
	return web.Command(c, s.Centre, in.Key, in, command(c.Param("id"), in.Rev), answer)
}

// read refuses a change of a regime by somebody who does not say how it was read:
// what another manager did in between would be lost without a word.
func read(rev uint64) error {
	if rev == 0 {
		return web.Fail(regime.CodeBadNumber, "rev is missing: that of the regime as it was read",
			map[string]any{"field": "rev"})
	}
	return nil
}

// answer composes a reply in the writer's turn.
type answer = func(*centre.State, []event.Record) (int, any)

// stands answers with the regime after the change; without an id it is the one
// that the first record enacted: what it does to visits comes after it.
func (s *Surface) stands(status int, id string) answer {
	return func(st *centre.State, records []event.Record) (int, any) {
		first := records[0]
		if id == "" {
			id = fmt.Sprintf("r%d", first.Seq)
		}
		r, _ := st.Regime.Regime(id)
		return status, regimeView(st.Regime, r, st.VisitsUnder(first.At)[r.ID], first.At)
	}
}

// knows refuses a regime that names a service which the centre has no passport of, as
// centre.State.Knows does for directions and groups.
func (s *Surface) knows(r regime.Regime) error {
	library := s.Passports()
	for field, ids := range map[string][]string{"scope": r.Scope.Services,
		"only_services": r.Rules.OnlyServices} {
		for _, id := range ids {
			if _, ok := library.Get(id); !ok {
				return web.Fail(CodeUnknownService, "no such service",
					map[string]any{"service": id, "field": field})
			}
		}
	}
	return nil
}
