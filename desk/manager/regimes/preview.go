package regimes

import (
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"dost/desk/manager/rules"
	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/web"
)

// PreviewRequest is what a manager wants to see before deciding.
type PreviewRequest struct {
	Key string `json:"key,omitempty"` // taken and not needed: nothing is changed
	// with an id it replaces the regime of that id; none = as decided
	Draft *regime.Regime `json:"draft,omitempty"`
	Day   string         `json:"day"` // 2006-01-02
	// Visits asks for each visit that the draft touches, not only for their number.
	Visits bool `json:"visits,omitempty"`
}

// Preview is a day as visitors without an appointment will meet it.
type Preview struct {
	Directions []regime.DayView `json:"directions"`
	// of the draft, whose id is "draft" when it is new; without a draft all
	Conflicts []regime.Conflict `json:"conflicts"`
	Fault     *Fault            `json:"fault,omitempty"`
	// Begins and Ends are when the draft would hold if it were decided now.
	Begins *time.Time `json:"begins,omitempty"`
	Ends   *time.Time `json:"ends,omitempty"`
	Hit    []HitView  `json:"hit"`
	Ahead  int        `json:"ahead"` // how many days ahead another place is looked for
}

// Fault is why the draft cannot be decided as it is.
type Fault struct {
	Code  problem.Code `json:"code"`
	Field string       `json:"field,omitempty"`
	Index int          `json:"index,omitempty"` // in the field's list
}

// draftID is the id of a draft that is not a regime yet, as Book.With gives it.
const draftID = "draft"

func (s *Surface) previewRoutes() []web.Route {
	return []web.Route{
		{
			Method: http.MethodPost, Path: "/api/manager/regimes/preview", For: managers,
			Summary: "Shows a day as visitors will meet it, with a draft and without. It changes nothing.",
			In:      PreviewRequest{}, Out: Preview{}, Codes: []problem.Code{regime.CodeBadDay},
			Do: s.preview,
		},
		{
			Method: http.MethodGet, Path: "/api/manager/templates", For: managers,
			Summary: "Prepared regimes to copy and date anew.", Out: Templates{}, Do: s.templates,
		},
	}
}

// Templates are prepared sets of regimes.
type Templates struct {
	Templates []regime.Template `json:"templates"`
}

func (s *Surface) templates(c *gin.Context) error {
	web.JSON(c, http.StatusOK, Templates{regime.Templates()})
	return nil
}

func (s *Surface) preview(c *gin.Context) error {
	var in PreviewRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	day, err := rules.Day(in.Day)
	if err != nil {
		return err
	}
	now := s.Clock()
	var out Preview
	s.Centre.Read(func(st *centre.State) {
		if out = previewOf(st, now, day, in); in.Draft != nil && out.Fault == nil {
			out.Fault = fault(st.Knows(*in.Draft))
		}
	})
	if in.Draft != nil && out.Fault == nil {
		out.Fault = fault(s.knows(*in.Draft))
	}
	web.JSON(c, http.StatusOK, out)
	return nil
}

// previewOf answers from the state alone, so it can be asked about any of them.
func previewOf(st *centre.State, now time.Time, day civil.Day, asked PreviewRequest) Preview {
	out := Preview{Conflicts: []regime.Conflict{}, Hit: []HitView{},
		Ahead: int(appointment.MaxAhead / (24 * time.Hour))}
	book, draft := st.Regime, asked.Draft
	if draft != nil {
		var change event.Event
		change, out.Fault = decide(book, now, *draft)
		if decided := decidedBy(change); decided != nil {
			book = book.With(*decided)
			begins, ends := decided.From.In(civil.Baku), decided.To.In(civil.Baku)
			out.Begins, out.Ends = &begins, &ends
			out.Hit = affected(st, book, change, now, asked.Visits)
		}
	}
	for _, conflict := range book.Conflicts(now) {
		if draft == nil || slices.Contains([]string{conflict.First, conflict.Second}, idOf(draft)) {
			out.Conflicts = append(out.Conflicts, conflict)
		}
	}
	out.Directions = book.Preview(day, offered(st))
	return out
}

func idOf(draft *regime.Regime) string {
	if draft.ID == "" {
		return draftID
	}
	return draft.ID
}

// decide is the change that the draft would be if it were decided now. A draft without
// its name yet is shown all the same, and the missing name told.
func decide(b *regime.Book, now time.Time, draft regime.Regime) (event.Event, *Fault) {
	var missing *Fault
	if draft.Name.Az == "" {
		missing = &Fault{Code: regime.CodeNameNeeded, Field: "name"}
		draft.Name.Az = "…"
	}
	var command regime.Command = regime.Enact{Regime: draft}
	if draft.ID != "" {
		command = regime.Amend{Regime: draft, Rev: draft.Rev}
	}
	events, err := regime.Decide(b, event.Meta{At: now}, command)
	if err != nil {
		if missing != nil {
			return nil, missing
		}
		return nil, fault(err)
	}
	return events[0], missing
}

// decidedBy is the regime as it stands after a change; nil for none.
func decidedBy(change event.Event) *regime.Regime {
	switch e := change.(type) {
	case regime.Enacted:
		return &e.Regime
	case regime.Amended:
		return &e.After
	}
	return nil
}

func fault(err error) *Fault {
	var refused *problem.Error
	if !errors.As(err, &refused) {
		return nil
	}
	f := &Fault{Code: refused.Code}
	f.Field, _ = refused.Facts["field"].(string)
	f.Index, _ = refused.Facts["index"].(int)
	return f
}

// offered are the directions in use.
func offered(st *centre.State) []queue.DirectionID {
	ids := []queue.DirectionID{}
	for _, d := range st.Queue.Config().Directions {
		if !d.Off {
			ids = append(ids, d.ID)
		}
	}
	return ids
}
