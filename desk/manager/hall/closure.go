package hall

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/web"
)

// ClosureRequest asks to close at once: a power cut, an alarm, a decree that
// holds from this minute. Prepared regimes have a console of their own.
type ClosureRequest struct {
	Key        string              `json:"key"`
	Directions []queue.DirectionID `json:"directions"` // empty = the whole centre
	// shown to visitors; az is needed, the others fall back to it
	Reason   i18n.Text        `json:"reason"`
	Until    *time.Time       `json:"until,omitempty"`   // none = until the end of the business day
	Waiting  regime.Treatment `json:"waiting,omitempty"` // of tickets that wait; none = notify
	Booked   regime.Treatment `json:"booked,omitempty"`  // of visits booked for its time; none = rebook
	Password string           `json:"password"`
}

// ReopenRequest asks to end a closure.
type ReopenRequest struct {
	Key      string `json:"key"`
	Password string `json:"password"`
}

// ClosureView is a closure as it stands.
type ClosureView struct {
	ID         string              `json:"id"`
	Directions []queue.DirectionID `json:"directions"`
	Reason     i18n.Text           `json:"reason"`
	From       time.Time           `json:"from"`
	Until      time.Time           `json:"until"`
	// what it has done to them, in the answer to the request
	Visits *centre.Visits `json:"visits,omitempty"`
}

var closureCodes = []problem.Code{
	web.CodeWrongPassword, queue.CodeReasonNeeded, queue.CodeUnknownDirection,
	regime.CodeUnknownRegime, regime.CodeRegimeEnded, regime.CodeRegimePast, regime.CodeUnknownTreatment,
}

func (s *Surface) closeNow(c *gin.Context) error {
	var in ClosureRequest
	if err := web.Confirmed(c, &in, &in.Password, s.Confirm); err != nil {
		return err
	}
	in.Reason.Az = strings.TrimSpace(in.Reason.Az)
	if in.Reason.Az == "" {
		return web.Fail(queue.CodeReasonNeeded, "visitors are told why: the reason in Azerbaijani is needed",
			nil)
	}
	until := appointment.Midnight(s.Clock()).AddDate(0, 0, 1)
	if in.Until != nil {
		until = *in.Until
	}
	command := regime.CloseNow(regime.Scope{Directions: in.Directions}, in.Reason, until)
	command.Regime.Alternatives = elsewhere
	command.Regime.Waiting = cmp.Or(in.Waiting, command.Regime.Waiting)
	command.Regime.Booked = cmp.Or(in.Booked, command.Regime.Booked)
	return web.Command(c, s.Centre, in.Key, in, command, closes(c, http.StatusCreated))
}

func (s *Surface) reopen(c *gin.Context) error {
	var in ReopenRequest
	if err := web.Confirmed(c, &in, &in.Password, s.Confirm); err != nil {
		return err
	}
	return web.Command(c, s.Centre, in.Key, in, regime.End{ID: c.Param("id")}, closes(c, http.StatusOK))
}

// closes answers with the closure after the request.
func closes(c *gin.Context, status int) func(*centre.State, []event.Record) (int, any) {
	return func(st *centre.State, records []event.Record) (int, any) {
		id := c.Param("id")
		if id == "" {
			id = fmt.Sprintf("r%d", records[0].Seq)
		}
		r, _ := st.Regime.Regime(id)
		done, visits := closureView(r), st.VisitsUnder(records[0].At)[id]
		done.Visits = &visits
		return status, done
	}
}

func closureView(r regime.Regime) ClosureView {
	return ClosureView{ID: r.ID, Directions: r.Scope.Directions, Reason: r.Name, From: r.From, Until: r.To}
}

// elsewhere is what remains open when a door closes without notice: the call
// centre and the portals (domain, DOST).
var elsewhere = []regime.Alternative{
	{Kind: regime.Phone, Value: "142", Text: i18n.Text{Az: "Çağrı mərkəzi", Ru: "Колл-центр",
		En: "Call centre"}},
	{Kind: regime.Portal, Value: "e-sosial.az",
		Text: i18n.Text{Az: "Elektron xidmətlər", Ru: "Электронные услуги", En: "Online services"}},
	{Kind: regime.Portal, Value: "e-gov.az",
		Text: i18n.Text{Az: "Dövlət portalı", Ru: "Государственный портал", En: "Government portal"}},
}
