package kiosk

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/centre"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/web"
)

// Times are when a direction could be visited by appointment.
type Times struct {
	Days []centre.FreeDay `json:"days"` // the nearest with a free time, one at most
}

// callFirst is how long it takes to book by telephone: no nearer time is told.
const callFirst = 15 * time.Minute

// times tells whoever finds that only appointments are received how near the next is:
// it is booked by telephone.
func (s *Surface) times(c *gin.Context) error {
	q := regime.Query{Direction: queue.DirectionID(c.Query("direction")), Channel: regime.Appointment}
	known, out := false, Times{}
	s.Centre.Read(func(st *centre.State) {
		if _, known = st.Queue.Direction(q.Direction); known {
			out.Days = st.FreeDays(q, s.Clock().Add(callFirst), 1)
		}
	})
	if !known {
		return web.Fail(queue.CodeUnknownDirection, "no such direction", nil)
	}
	web.JSON(c, http.StatusOK, out)
	return nil
}
