// Package record is the console's page of what was changed in the centre's rules, and by whom.
package record

import (
	"embed"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"dost/desk/manager/rules"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/passport"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/web"
)

// UI is the files of the page.
//
//go:embed ui
var UI embed.FS

// Deps is what the page is wired to.
type Deps struct {
	Records RuleHistory
}

// Surface is the page, ready to be mounted.
type Surface struct{ Deps }

// New makes the page.
func New(d Deps) *Surface { return &Surface{d} }

var managers = []web.Role{web.Manager}

// RuleHistory is what the console reads of the centre's history.
type RuleHistory interface {
	// ChangesOfRules are the newest changes of configuration, regimes, calendar,
	// hours and passports before a sequence number (0 = all), newest first.
	ChangesOfRules(before uint64, limit int) ([]event.Record, error)
}

// RuleChanges is the newest changes of the centre's rules, newest first.
type RuleChanges struct {
	Changes []ChangeView `json:"changes"`
	// ask with ?before= this for what came earlier; 0 = that was all
	Older uint64 `json:"older,omitempty"`
}

// ChangeView is one of them: who changed what, from what to what. Exactly one pair is
// given, by the kind; a missing before is something new, a missing after taken
// back.
type ChangeView struct {
	Seq   uint64    `json:"seq"`
	At    time.Time `json:"at"`
	Actor string    `json:"actor"`
	Kind  string    `json:"kind"` // as in the journal: "regime.enacted", "queue.configured"

	Regime    *Pair[regime.Regime]   `json:"regime,omitempty"`
	Exception *Pair[rules.Exception] `json:"exception,omitempty"`
	Hours     *Pair[regime.Hours]    `json:"hours,omitempty"`
	Setup     *Pair[rules.Parts]     `json:"setup,omitempty"`
	Passport  *Pair[PassportRef]     `json:"passport,omitempty"`
	Table     *Pair[ClassTable]      `json:"table,omitempty"`
}

// PassportRef names a version of a service's passport.
type PassportRef struct {
	ID      string    `json:"id"`
	Version int       `json:"version"`
	Name    i18n.Text `json:"name"`
	Source  string    `json:"source,omitempty"` // the file's name; none = written by hand
	Open    int       `json:"open"`             // doubts that nobody had settled
}

// ClassTable is the direction of each classification.
type ClassTable map[passport.Classification]queue.DirectionID

// Pair is a thing before and after a change.
type Pair[T any] struct {
	Before *T `json:"before,omitempty"`
	After  *T `json:"after,omitempty"`
}

// shownChanges is how many changes one page of the record holds.
const shownChanges = 50

// Routes implements web.Surface.
func (s *Surface) Routes() []web.Route {
	return []web.Route{{
		Method: http.MethodGet, Path: "/api/manager/record", For: managers,
		Summary: "The newest changes of regimes, calendar, hours, configuration and passports, with before and after; ?before= pages on.",
		Out:     RuleChanges{}, Do: s.ruleChanges,
	}}
}

// Lives implements web.Surface.
func (s *Surface) Lives() []web.Live { return nil }

func (s *Surface) ruleChanges(c *gin.Context) error {
	// What is no number asks for the newest.
	before, _ := strconv.ParseUint(c.Query("before"), 10, 63)
	// One more than shown: it tells whether there is a further page.
	records, err := s.Records.ChangesOfRules(before, shownChanges+1)
	if err != nil {
		return err
	}
	out := RuleChanges{Changes: []ChangeView{}}
	for i, r := range records {
		if i == shownChanges {
			out.Older = records[i-1].Seq
			break
		}
		change, err := s.change(r, records[i+1:])
		if err != nil {
			return err
		}
		out.Changes = append(out.Changes, change)
	}
	web.JSON(c, http.StatusOK, out)
	return nil
}

// change tells a record; older are the records before it, newest first.
func (s *Surface) change(r event.Record, older []event.Record) (ChangeView, error) {
	out := ChangeView{Seq: r.Seq, At: r.At.In(civil.Baku), Actor: r.Actor, Kind: r.Event.Kind()}
	switch e := r.Event.(type) {
	case regime.Enacted:
		e.Regime.ID = "r" + strconv.FormatUint(r.Seq, 10)
		out.Regime = &Pair[regime.Regime]{After: &e.Regime}
	case regime.Amended:
		out.Regime = &Pair[regime.Regime]{&e.Before, &e.After}
	case regime.Ended:
		out.Regime = &Pair[regime.Regime]{&e.Before, &e.After}
	case regime.Withdrawn:
		out.Regime = &Pair[regime.Regime]{Before: &e.Before}
	case regime.Overridden:
		out.Exception = &Pair[rules.Exception]{exception(e.Before), exception(e.After)}
	case regime.HoursSet:
		out.Hours = &Pair[regime.Hours]{&e.Before, &e.After}
	case passport.Published:
		p := e.Passport
		out.Passport = &Pair[PassportRef]{
			After: &PassportRef{p.ID, p.Version, p.Title(), e.Source, len(e.Open)}}
	case passport.DirectionsAssigned:
		before, after := ClassTable(e.Before), ClassTable(e.After)
		out.Table = &Pair[ClassTable]{&before, &after}
	case queue.Configured:
		after := rules.PartsOf(e.Config)
		out.Setup = &Pair[rules.Parts]{After: &after}
		before, err := s.configuredBefore(r.Seq, older)
		if err != nil {
			return out, err
		}
		if before != nil {
			parts := rules.PartsOf(before.Config)
			out.Setup.Before = &parts
		}
	}
	return out, nil
}

// configuredBefore finds the configuration that one replaced: the records hold
// each whole, but not the one before.
func (s *Surface) configuredBefore(seq uint64, older []event.Record) (*queue.Configured, error) {
	for {
		for _, r := range older {
			if e, ok := r.Event.(queue.Configured); ok {
				return &e, nil
			}
			seq = r.Seq
		}
		next, err := s.Records.ChangesOfRules(seq, shownChanges)
		if err != nil || len(next) == 0 {
			return nil, err
		}
		older = next
	}
}

func exception(o *regime.Override) *rules.Exception {
	if o == nil {
		return nil
	}
	e := rules.ExceptionOf(*o)
	return &e
}
