// Package operator is the page of who answers the call centre's telephone: it books
// visits, moves them and cancels them, and lists who is to be called because no message
// could notify them. Members of staff may use it as well, and other programs
// its routes for booking. Wording has the sentences, those of the messages too.
package operator

import (
	"embed"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"dost/assets"
	"dost/server/appointment"
	"dost/server/passport"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/web"
)

// UI is the files of the operator's page.
//
//go:embed ui
var UI embed.FS

// Contacts opens who booked a visit: sealed, and apart from the history.
type Contacts interface {
	Contact(id appointment.ID) (c appointment.Contact, ok bool, err error)
	BookingsOf(phone string) ([]appointment.ID, error)
}

// Deps is what the page is wired to.
type Deps struct {
	Centre    web.Centre
	Contacts  Contacts
	Site      *assets.Site
	Name      string                   // of the centre
	Passports func() *passport.Library // the services that can be booked
	Clock     func() time.Time         // the centre's time
	// Messages tells whether a system is connected that sends visitors messages.
	Messages func() bool
}

// Surface is the page with its routes, ready to be mounted.
type Surface struct{ Deps }

// New makes the surface.
func New(d Deps) *Surface { return &Surface{d} }

var (
	staff = []web.Role{web.Operator, web.Agent, web.Manager}
	// bookers book, move and cancel; whose telephone is whose only staff may see.
	bookers = []web.Role{web.Operator, web.Agent, web.Manager, web.Booking}
)

// ruleCodes are the refusals of the regimes in force.
var ruleCodes = []problem.Code{
	queue.CodeClosed, queue.CodeAppointmentOnly, queue.CodePickupOnly, queue.CodeNotEligible,
	regime.CodeWalkInOnly, regime.CodeServicesOnly,
}

// slotCodes are the refusals of a time.
var slotCodes = append([]problem.Code{
	appointment.CodeSlotPast, appointment.CodeSlotFar, appointment.CodeNoSlot, appointment.CodeSlotTaken,
	appointment.CodeHourlyLimit, appointment.CodeDailyLimit,
}, ruleCodes...)

const appointments = "/api/operator/appointments"

// Routes implements web.Surface.
func (s *Surface) Routes() []web.Route {
	known := []problem.Code{appointment.CodeUnknownAppointment, appointment.CodeAppointmentEnded}
	return append([]web.Route{
		{Method: http.MethodGet, Path: "/operator", For: []web.Role{web.Anyone},
			Summary: "The operator's page", Type: "text/html", Do: s.page},
		{Method: http.MethodGet, Path: "/api/operator/offer", For: bookers,
			Summary: "What can be booked: directions with their services, and groups", Out: BookableView{},
			Do: s.bookable},
		{Method: http.MethodGet, Path: "/api/operator/slots", For: bookers,
			Summary: "The times of up to 14 days from a day on; ?direction=, service=, group=, kind=, from=, days=, and move= for a booking to be moved",
			Out:     Times{}, Codes: []problem.Code{queue.CodeUnknownDirection, CodeBadDay}, Do: s.times},
		{Method: http.MethodGet, Path: appointments, For: staff,
			Summary: "The bookings of a day (?day=2026-03-02), or those of all days that the rules in force no longer admit (?refused=1)",
			Out:     Bookings{}, Codes: []problem.Code{CodeBadDay}, Do: s.list},
		{Method: http.MethodPost, Path: "/api/operator/find", For: staff,
			Summary: "Find bookings by confirmation code or by telephone; changes nothing",
			In:      FindRequest{}, Out: Bookings{},
			Codes: []problem.Code{appointment.CodeBadCode, CodeBadPhone},
			Do:    s.find},
		{Method: http.MethodPost, Path: appointments, For: bookers,
			Summary: "Book a visit: an appointment, or a pick-up of ready documents",
			In:      BookRequest{}, Out: BookingView{}, Status: http.StatusCreated,
			Codes: append([]problem.Code{
				queue.CodeUnknownDirection, queue.CodeUnknownGroup, CodeUnknownService, queue.CodeBadLanguage,
				appointment.CodeBadChannel, CodeBadPhone,
			}, slotCodes...), Do: s.book},
		{Method: http.MethodPost, Path: appointments + "/:id/move", For: bookers,
			Summary: "Move a booking to another time; its code stays",
			In:      MoveRequest{}, Out: BookingView{}, Codes: append(known, slotCodes...), Do: s.move},
		{Method: http.MethodPost, Path: appointments + "/:id/cancel", For: bookers,
			Summary: "Cancel a booking, with a reason",
			In:      CancelRequest{}, Out: BookingView{},
			Codes: append([]problem.Code{queue.CodeReasonNeeded}, known...), Do: s.cancel},
	}, s.callListRoutes(known)...)
}

// Lives implements web.Surface.
func (s *Surface) Lives() []web.Live { return nil }

func (s *Surface) page(c *gin.Context) error {
	return s.Site.Page(c.Writer, assets.Page{
		Surface: "operator", Title: assets.Text(web.Language(c), "operator.title", nil),
		Lang:   web.Language(c),
		Styles: []string{"css/staff.css", "operator/style.css"}, Module: "operator/app.js",
		Texts: []string{"common", "error", "operator", "appointment"},
		Data:  map[string]string{"centre": s.Name},
	})
}
