package kiosk

import (
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"dost/assets"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/i18n"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/web"
)

// Tracked is where a ticket stands, as its visitor's phone shows it.
type Tracked struct {
	Number    string            `json:"number"`
	State     queue.Status      `json:"state"`
	Direction queue.DirectionID `json:"direction"`
	Name      i18n.Text         `json:"name"` // of the direction
	Ahead     int               `json:"ahead"`
	Estimate  EstimateView      `json:"estimate"`
	Desk      queue.DeskID      `json:"desk,omitempty"` // where to go, once called
	Side      string            `json:"side,omitempty"` // of the hall
	Outcome   queue.Outcome     `json:"outcome,omitempty"`
	Language  string            `json:"language"`
	IssuedAt  time.Time         `json:"issued_at"`

	// Appointment is the time for which its visitor had booked. Due says that it has
	// come: of those who wait, only other appointments are still called before.
	Appointment time.Time `json:"appointment,omitzero"`
	Due         bool      `json:"due,omitempty"`    // while it waits
	Around      *Around   `json:"around,omitempty"` // of an appointment that is not due yet

	Treatment *TreatmentView `json:"told,omitempty"`     // while it waits
	Rebooked  *RebookedView  `json:"rebooked,omitempty"` // what its visitor has instead, once it is given up
	Score     int            `json:"score,omitempty"`    // what the visit was rated; 0 = not yet
	Notices   []i18n.Text    `json:"notices,omitempty"`  // for its direction, as long as the visit lasts
}

// Around are the moments between which the call is to be expected.
type Around struct {
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
}

// TreatmentView is what a regime that began while the ticket waited means for its visitor.
// The ticket stays valid whatever it says.
type TreatmentView struct {
	// rebook: another time is offered; notify: the visitor decides
	Treatment regime.Treatment `json:"treatment"`
	RefusalView
}

// TrackFrame is the same as a live frame. Gone says that the ticket's day is over.
type TrackFrame struct {
	web.Head
	Tracked
	Gone bool `json:"gone,omitempty"`
}

func (s *Surface) track(c *gin.Context) error {
	var (
		t  Tracked
		ok bool
	)
	s.Centre.Read(func(st *centre.State) { t, ok = tracked(st, c.Param("token"), s.Clock()) })
	if !ok {
		return web.Fail(queue.CodeUnknownTicket, "no ticket of today has this token", nil)
	}
	web.JSON(c, http.StatusOK, t)
	return nil
}

func tracked(st *centre.State, token string, now time.Time) (Tracked, bool) {
	t, ok := st.Queue.Tracked(token)
	if !ok {
		return Tracked{}, false
	}
	d, _ := st.Queue.Direction(t.Direction)
	v := Tracked{
		Number: t.Label, State: t.Status, Direction: t.Direction, Name: d.Name, Outcome: t.Outcome,
		Score: st.Rating.Of(t.ID), Language: t.Language,
		IssuedAt: t.Arrival.In(civil.Baku).Truncate(time.Second),
	}
	if !t.Appointment.IsZero() {
		v.Appointment = t.Appointment.In(civil.Baku)
	}
	switch t.Status {
	case queue.Waiting:
		ahead, wait := st.Queue.Expected(t.ID, now)
		v.Ahead, v.Estimate, v.Due = ahead, estimate(wait), t.Due
		if from, until := t.CalledAround(); !t.Appointment.IsZero() && !t.Due {
			v.Around = &Around{from.In(civil.Baku), until.In(civil.Baku)}
		}
		if r, ok := st.Treated(t, now); ok {
			q := regime.Query{Direction: t.Direction, Service: t.Service, Group: t.Group}
			v.Treatment = &TreatmentView{r.Waiting,
				refusalOf(centre.Judgement{Verdict: st.Regime.At(now, q)})}
		}
	case queue.Called, queue.Serving:
		place, _ := st.Queue.DeskConfig(t.Desk)
		v.Desk, v.Side = t.Desk, place.Side
	case queue.Cancelled:
		v.Rebooked = rebookedView(st, t)
	}
	if t.EndedAt.IsZero() {
		v.Notices = st.Regime.At(now, regime.Query{Direction: t.Direction, Service: t.Service,
			Group: t.Group}).Notices
	}
	return v, true
}

const topicPrefix = "track/"

func (s *Surface) trackTopic(c *gin.Context) (string, error) {
	token, ok := c.Param("token"), false
	s.Centre.Read(func(st *centre.State) { _, ok = st.Queue.Tracked(token) })
	if !ok {
		return "", web.Fail(queue.CodeUnknownTicket, "no ticket of today has this token", nil)
	}
	return topicPrefix + token, nil
}

func (s *Surface) trackFrame(st *centre.State, topic string, head web.Head) any {
	t, ok := tracked(st, strings.TrimPrefix(topic, topicPrefix), head.At)
	return TrackFrame{head, t, !ok}
}

// touched is when the followed ticket itself last changed: called, held, ended.
func touched(st *centre.State, topic string) uint64 {
	t, _ := st.Queue.Tracked(strings.TrimPrefix(topic, topicPrefix))
	return t.Rev
}

func (s *Surface) trackPage(c *gin.Context) error {
	lang := web.Language(c)
	return s.Site.Page(c.Writer, assets.Page{
		Surface: "kiosk", Title: assets.Text(lang, "track.title", nil), Lang: lang,
		Styles: []string{"css/freetimes.css", "kiosk/track.css", "kiosk/faces.css"}, Module: "kiosk/track.js",
		Texts: []string{"common", "error", "track", "rating"},
	})
}
