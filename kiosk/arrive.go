package kiosk

import (
	"crypto/rand"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/application"
	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/occupancy"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/view"
	"dost/server/web"
)

// CodeBadPhone refuses a telephone that is no mobile number.
const CodeBadPhone problem.Code = "bad-phone"

// CheckInRequest is a visitor with an appointment or an announced pick-up: one of the
// code and the telephone.
type CheckInRequest struct {
	Key      string `json:"key"`
	Code     string `json:"code,omitempty"`
	Phone    string `json:"phone,omitempty"`
	Language string `json:"language,omitempty"`
}

// CheckedIn is the ticket of who checked in.
type CheckedIn struct {
	TicketView
	Appointment time.Time `json:"appointment"` // the time booked
	// Late says that the time had passed: it is an ordinary ticket.
	Late bool `json:"late"`
}

// OutsideRequest asks for a number to wait outside with.
type OutsideRequest struct {
	Key      string `json:"key"`
	Language string `json:"language,omitempty"`
}

// OutsideView is a number to wait outside with.
type OutsideView struct {
	Number string `json:"number"` // "X07"
	Ahead  int    `json:"ahead"`
}

func (s *Surface) arriveRoutes() []web.Route {
	return []web.Route{
		{Method: http.MethodPost, Path: "/api/kiosk/check-in", For: kiosks,
			Summary: "Turn an appointment or announced pick-up into a ticket, by confirmation code or telephone.",
			In:      CheckInRequest{}, Out: CheckedIn{}, Status: http.StatusCreated,
			Codes: append([]problem.Code{
				appointment.CodeUnknownAppointment, appointment.CodeBadCode, CodeBadPhone,
				appointment.CodeTooEarly,
				appointment.CodeMissed, appointment.CodeCheckedIn, appointment.CodeAppointmentEnded,
			}, issueCodes...), Do: s.checkIn},
		{Method: http.MethodPost, Path: "/api/kiosk/outside", For: kiosks,
			Summary: "Give the next outside number, while the hall is full.",
			In:      OutsideRequest{}, Out: OutsideView{}, Status: http.StatusCreated,
			Codes: []problem.Code{occupancy.CodeNotFull, queue.CodeBadLanguage}, Do: s.outside},
	}
}

func (s *Surface) checkIn(c *gin.Context) error {
	var in CheckInRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	command := appointment.CheckIn{Code: in.Code, Language: in.Language, Track: rand.Text()}
	if in.Code == "" {
		_, phone := application.Identifiers(in.Phone)
		if phone == "" {
			return web.Fail(CodeBadPhone, "not a mobile number of Azerbaijan", nil)
		}
		ids, err := s.BookingsOf(phone)
		if err != nil {
			return err
		}
		command.IDs = ids
	}
	envelope, err := web.Envelope(c, in.Key, in, command, s.checkedIn)
	if err != nil {
		return err
	}
	return s.explained(web.Do(c, s.Centre, envelope), regime.Query{Channel: regime.Appointment})
}

// checkedIn composes the answer from the events: the ticket, and what of the booking
// became of it.
func (s *Surface) checkedIn(st *centre.State, records []event.Record) (int, any) {
	// CheckIn answers with Issued and CameIn.
	came := records[len(records)-1].Event.(appointment.CameIn) //nolint:forcetypeassert,errcheck
	b, _ := st.Appointment.Booking(came.ID)
	return http.StatusCreated, CheckedIn{s.ticket(records[len(records)-2]), b.At.In(civil.Baku), came.Late}
}

func (s *Surface) outside(c *gin.Context) error {
	var in OutsideRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	envelope, err := web.Envelope(c, in.Key, in, occupancy.WaitOutside{Language: in.Language},
		func(st *centre.State, _ []event.Record) (int, any) {
			line := st.Occupancy.Line()
			return http.StatusCreated, OutsideView{line[len(line)-1].Label(), len(line) - 1}
		})
	if err != nil {
		return err
	}
	return web.Do(c, s.Centre, envelope)
}

// occupancyOf is how full the hall is, with all who wait outside; nil while nothing
// limits it.
func occupancyOf(st *centre.State, at time.Time) *view.Occupancy {
	o, limited := view.OccupancyOf(st, at)
	if !limited {
		return nil
	}
	o.Outside += st.Occupancy.Expected()
	return &o
}

// ticket is the answer for a ticket from the record that issued it: what the visitor
// was told stays what it was, however often the key comes again.
func (s *Surface) ticket(r event.Record) TicketView {
	e := r.Event.(queue.Issued) //nolint:forcetypeassert,errcheck // the callers pass nothing else
	return TicketView{
		ID: strconv.FormatUint(r.Seq, 10), Number: e.Label, Direction: e.Direction, Language: e.Language,
		IssuedAt: r.At.In(civil.Baku).Truncate(time.Second), Ahead: e.Ahead, Estimate: estimate(e.Estimate),
		Track: e.Track, TrackURL: s.Public + "/t#" + e.Track,
	}
}
