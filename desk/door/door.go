// Package door is the counter at the entrance: a telephone or tablet on which
// somebody counts people in and out, and lets those in who wait outside.
package door

import (
	"embed"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"dost/assets"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/occupancy"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/web"
)

// UI is the files of the counter's page.
//
//go:embed ui
var UI embed.FS

// Deps is what the counter is wired to.
type Deps struct {
	Centre web.Centre
	Site   *assets.Site
	Name   string // of the centre
}

// Surface is the counter, ready to be mounted.
type Surface struct{ Deps }

// New makes the surface.
func New(d Deps) *Surface { return &Surface{d} }

var doors = []web.Role{web.Door}

// OccupancyView is how full the hall is.
type OccupancyView struct {
	Inside    int           `json:"inside"`
	Counted   bool          `json:"counted"`            // at the door today; else those with a ticket
	Capacity  *int          `json:"capacity,omitempty"` // none = no limit in force
	Companion bool          `json:"companions"`         // are counted as well
	Regime    string        `json:"regime,omitempty"`   // that limits it
	Name      *Text         `json:"name,omitempty"`     // of that regime
	Outside   []OutsideView `json:"outside"`            // called in first
	Full      bool          `json:"full"`               // nobody more may come in
	Expected  int           `json:"expected"`           // called in and not yet here
}

// Text is a wording in the three languages.
type Text = i18n.Text

// OutsideView is somebody who waits outside.
type OutsideView struct {
	Number   string     `json:"number"` // "X07"
	Language string     `json:"language"`
	Since    time.Time  `json:"since"`
	CalledAt *time.Time `json:"called_at,omitempty"` // called in; the place is kept until Until
	Until    *time.Time `json:"until,omitempty"`
}

// Frame is the counter's live frame.
type Frame struct {
	web.Head
	Centre string `json:"centre"`
	OccupancyView
}

// CountRequest counts people in (by > 0) or out (by < 0).
type CountRequest struct {
	Key string `json:"key"`
	By  int    `json:"by"`
}

// RecountRequest says how many people are inside.
type RecountRequest struct {
	Key    string `json:"key"`
	Inside int    `json:"inside"`
}

// OutsideRequest asks for an outside number.
type OutsideRequest struct {
	Key      string `json:"key"`
	Language string `json:"language,omitempty"` // of the visitor: az (also ""), ru, en
}

// KeyRequest is a request that needs nothing but its key.
type KeyRequest struct {
	Key string `json:"key"`
}

// Routes implements web.Surface.
func (s *Surface) Routes() []web.Route {
	unknown := []problem.Code{occupancy.CodeUnknownOutside}
	return []web.Route{
		{Method: http.MethodGet, Path: "/door", For: []web.Role{web.Anyone},
			Summary: "The counter at the entrance", Type: "text/html", Do: s.page},
		{Method: http.MethodPost, Path: "/api/door/count", For: doors, Summary: "Count people in or out",
			In: CountRequest{}, Out: OccupancyView{},
			Codes: []problem.Code{occupancy.CodeBadCount}, Do: s.count},
		{Method: http.MethodPost, Path: "/api/door/recount", For: doors,
			Summary: "Say how many people are inside", In: RecountRequest{}, Out: OccupancyView{},
			Codes: []problem.Code{occupancy.CodeBadCount}, Do: s.recount},
		{Method: http.MethodPost, Path: "/api/door/outside", For: doors,
			Summary: "Give the next outside number, while the hall is full", In: OutsideRequest{},
			Out:    OutsideView{},
			Status: http.StatusCreated, Codes: []problem.Code{occupancy.CodeNotFull, queue.CodeBadLanguage},
			Do: s.outside},
		{Method: http.MethodPost, Path: "/api/door/outside/:number/enter", For: doors,
			Summary: "Somebody with an outside number comes in", In: KeyRequest{}, Out: OccupancyView{},
			Codes: unknown, Do: s.leave(func(n int) centre.Command { return occupancy.Enter{Number: n} })},
		{Method: http.MethodPost, Path: "/api/door/outside/:number/give-up", For: doors,
			Summary: "Somebody with an outside number is gone", In: KeyRequest{}, Out: OccupancyView{},
			Codes: unknown, Do: s.leave(func(n int) centre.Command { return occupancy.GiveUp{Number: n} })},
	}
}

// Lives implements web.Surface.
func (s *Surface) Lives() []web.Live {
	return []web.Live{{
		Path: "/live/door", For: doors, Summary: "How full the hall is, and who waits outside.",
		Topic: func(*gin.Context) (string, error) { return "door", nil },
		Frame: func(st *centre.State, _ string,
			head web.Head) any {
			return Frame{head, s.Name, view(st, head.At)}
		},
		Schema: Frame{},
	}}
}

func (s *Surface) page(c *gin.Context) error {
	return s.Site.Page(c.Writer, assets.Page{
		Surface: "door", Title: assets.Text(web.Language(c), "door.title", nil), Lang: web.Language(c),
		Styles: []string{"css/pairing.css", "door/style.css"}, Module: "door/app.js",
		Texts: []string{"common", "error", "door", "pairing"},
	})
}

func (s *Surface) count(c *gin.Context) error {
	var in CountRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	return s.do(c, in.Key, in, occupancy.Count{By: in.By})
}

func (s *Surface) recount(c *gin.Context) error {
	var in RecountRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	return s.do(c, in.Key, in, occupancy.Recount{Inside: in.Inside})
}

func (s *Surface) leave(command func(number int) centre.Command) web.Handler {
	return func(c *gin.Context) error {
		var in KeyRequest
		if err := web.Body(c, &in); err != nil {
			return err
		}
		n, err := strconv.Atoi(strings.TrimPrefix(c.Param("number"), "X"))
		if err != nil {
			return web.Fail(occupancy.CodeUnknownOutside, "no such outside number", nil)
		}
		return s.do(c, in.Key, in, command(n))
	}
}

// do carries a command out and answers with the hall after it.
func (s *Surface) do(c *gin.Context, key string, in any, command centre.Command) error {
	envelope, err := web.Envelope(c, key, in, command, func(st *centre.State, _ []event.Record) (int, any) {
		return http.StatusOK, view(st, st.Queue.Now())
	})
	if err != nil {
		return err
	}
	return web.Do(c, s.Centre, envelope)
}

func (s *Surface) outside(c *gin.Context) error {
	var in OutsideRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	envelope, err := web.Envelope(c, in.Key, in, occupancy.WaitOutside{Language: in.Language},
		func(st *centre.State, _ []event.Record) (int, any) {
			line := st.Occupancy.Line()
			return http.StatusCreated, outside(line[len(line)-1])
		})
	if err != nil {
		return err
	}
	return web.Do(c, s.Centre, envelope)
}

func view(st *centre.State, at time.Time) OccupancyView {
	inside, capacity, limited := st.HallOccupancy(at)
	_, counted := st.Occupancy.Inside()
	h := OccupancyView{Inside: inside, Counted: counted, Outside: []OutsideView{},
		Expected: st.Occupancy.Expected()}
	if limited {
		v := st.Regime.At(at, regime.Query{})
		h.Capacity, h.Companion = &capacity, v.Limits.Capacity.CompanionsCounted
		h.Full = inside+h.Expected >= capacity
		for _, r := range v.Reasons {
			if r.Rule == regime.RuleCapacity {
				h.Regime, h.Name = r.Regime, &r.Name
				break
			}
		}
	}
	for _, o := range st.Occupancy.Line() {
		h.Outside = append(h.Outside, outside(o))
	}
	return h
}

func outside(o occupancy.Outside) OutsideView {
	v := OutsideView{Number: o.Label(), Language: o.Language, Since: o.Since.In(civil.Baku)}
	if !o.CalledAt.IsZero() {
		called, until := o.CalledAt.In(civil.Baku), o.CalledAt.Add(occupancy.CallFor).In(civil.Baku)
		v.CalledAt, v.Until = &called, &until
	}
	return v
}
