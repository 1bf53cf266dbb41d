package kiosk

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/hall"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/web"
)

// Ajar is to whom a closed door is open all the same: in the hours of the old, the old;
// while few services are given, who comes for one of them. Both empty = to nobody.
type Ajar struct {
	Groups   []queue.GroupID `json:"groups,omitempty"`
	Services []string        `json:"services,omitempty"` // passport IDs
}

// ajar asks for each group, or each service of the direction, what the issuing of its
// ticket will ask.
func (s *Surface) ajar(st *hall.State, at time.Time, d queue.DirectionID, code queue.Code) (a Ajar) {
	q := regime.Query{Direction: d, Channel: regime.WalkIn}
	switch code {
	case queue.CodeNotEligible:
		for _, g := range st.Queue.Config().Groups {
			q.Group = g.ID
			if st.Judge(at, q).Open() {
				a.Groups = append(a.Groups, g.ID)
			}
		}
	case regime.CodeServicesOnly:
		for _, p := range s.Passports().In(d) {
			q.Service = p.ID
			if st.Judge(at, q).Open() {
				a.Services = append(a.Services, p.ID)
			}
		}
	}
	return a
}

// Times are when a direction could be visited by appointment.
type Times struct {
	Days []hall.FreeDay `json:"days"` // the nearest with a free time, one at most
}

// callFirst is how long it takes to book by telephone: no nearer time is told.
const callFirst = 15 * time.Minute

// times tells whoever finds that only appointments are received how near the next is:
// it is booked by telephone.
func (s *Surface) times(c *gin.Context) error {
	q := regime.Query{Direction: queue.DirectionID(c.Query("direction")), Channel: regime.Appointment}
	known, out := false, Times{}
	s.Centre.Read(func(st *hall.State) {
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
