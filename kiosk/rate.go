package kiosk

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"dost/assets"
	"dost/server/centre"
	"dost/server/event"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/rating"
	"dost/server/web"
)

// RatingRequest is a face that a visitor taps when the visit is over.
type RatingRequest struct {
	Key   string `json:"key"`
	Score int    `json:"score"` // 1, the unhappiest, to 5
}

// Rated is what a ticket was rated; First is false when it had been rated before, and
// the score is that of then.
type Rated struct {
	Score int  `json:"score"`
	First bool `json:"first"`
}

// RateFrame is the tablet beside a desk: the visit that has just ended there, for
// askFor; null at rest.
type RateFrame struct {
	web.Head
	Desk  queue.DeskID `json:"desk"`
	Visit *RateVisit   `json:"visit"`
}

// RateVisit is a visit to be rated.
type RateVisit struct {
	Number   string `json:"number"`
	Token    string `json:"token"` // of the ticket, to rate it with
	Language string `json:"language"`
	Score    int    `json:"score,omitempty"` // rated already
}

// askFor is how long a desk's tablet asks after a visit; it ends when the next visitor
// arrives, who is not to rate for another.
const askFor = time.Minute

func (s *Surface) rateRoutes() []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Path: "/rate", For: anyone,
			Summary: "The faces on a tablet beside a desk (?desk=3), for a display's token.",
			Type:    "text/html", Do: s.ratePage},
		{Method: http.MethodPost, Path: "/api/rate/:token", For: anyone, Public: true,
			Summary: "Rate a finished visit, once and on its day, by its ticket's token. A second rating is answered with the first.",
			In:      RatingRequest{}, Out: Rated{},
			Codes: []problem.Code{queue.CodeUnknownTicket, rating.CodeBadScore, rating.CodeNotFinished},
			Do:    s.rate},
	}
}

func (s *Surface) rateLive() web.Live {
	return web.Live{
		Path: "/live/rate/:desk", For: []web.Role{web.Display},
		Summary: "The visit that has just ended at a desk, for one minute.",
		Topic:   s.rateTopic, Schema: RateFrame{},
		Frame: func(st *centre.State, desk string,
			head web.Head) any {
			return rateFrame(st, queue.DeskID(desk), head)
		},
	}
}

func (s *Surface) rate(c *gin.Context) error {
	var in RatingRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	token := c.Param("token")
	envelope, err := web.Envelope(c, in.Key, in, rating.Give{Track: token, Score: in.Score},
		func(st *centre.State, records []event.Record) (int, any) {
			t, _ := st.Queue.Tracked(token)
			return http.StatusOK, Rated{st.Rating.Of(t.ID), len(records) > 0}
		})
	if err != nil {
		return err
	}
	return web.Do(c, s.Centre, envelope)
}

func (s *Surface) rateTopic(c *gin.Context) (string, error) {
	desk, known := c.Param("desk"), false
	s.Centre.Read(func(st *centre.State) { _, known = st.Queue.DeskConfig(queue.DeskID(desk)) })
	if !known {
		return "", web.Fail(queue.CodeUnknownDesk, "no such desk", nil)
	}
	return desk, nil
}

func rateFrame(st *centre.State, desk queue.DeskID, head web.Head) RateFrame {
	f := RateFrame{Head: head, Desk: desk}
	now, _ := st.Queue.DeskAt(desk)
	if next, ok := st.Queue.Ticket(now.Active); ok && next.Status == queue.Serving {
		return f
	}
	last := st.Queue.Recent(desk, 1)
	if len(last) == 0 || last[0].Status != queue.Finished || head.At.Sub(last[0].EndedAt) >= askFor {
		return f
	}
	t := last[0]
	f.Visit = &RateVisit{Number: t.Label, Token: t.Track, Language: t.Language, Score: st.Rating.Of(t.ID)}
	return f
}

// The page is Azerbaijani until a visit says otherwise.
func (s *Surface) ratePage(c *gin.Context) error {
	return s.Site.Page(c.Writer, assets.Page{
		Surface: "kiosk", Title: assets.Text("az", "rating.title", nil), Lang: "az",
		Styles: []string{"css/pairing.css", "kiosk/faces.css", "kiosk/rate.css"}, Module: "kiosk/rate.js",
		Texts: []string{"common", "error", "rating", "pairing"}, Data: map[string]string{"centre": s.Name},
	})
}
