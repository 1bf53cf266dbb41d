// Package calendar is the console's page of the working calendar and the ordinary hours.
package calendar

import (
	"embed"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"dost/desk/manager/rules"
	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/notification"
	"dost/server/problem"
	"dost/server/regime"
	"dost/server/web"
)

// UI is the files of the page.
//
//go:embed ui
var UI embed.FS

// Deps is what the page is wired to.
type Deps struct {
	Centre web.Centre
	// Confirm checks the manager's password again.
	Confirm func(login, password string) error
	Clock   func() time.Time
}

// Surface is the page, ready to be mounted.
type Surface struct{ Deps }

// New makes the page.
func New(d Deps) *Surface { return &Surface{d} }

var managers = []web.Role{web.Manager}

// Year is the working calendar of a year and the ordinary hours.
type Year struct {
	Year       int               `json:"year"`
	Days       []CalendarDay     `json:"days"`       // every day, in order
	Findings   []regime.Finding  `json:"findings"`   // doubts about the year
	Exceptions []rules.Exception `json:"exceptions"` // of all years, as managers entered them
	Hours      regime.Hours      `json:"hours"`
}

// CalendarDay is one day with its reason.
type CalendarDay struct {
	regime.DayInfo
	Kind regime.DayKind `json:"kind"`
}

// DayChangeView is a day after a change of the calendar.
type DayChangeView struct {
	CalendarDay
	Untold int `json:"untold"` // visits booked before that it does not receive: their visitors are to be told
}

// HoursChangeView are the ordinary hours after their change.
type HoursChangeView struct {
	regime.Hours
	Untold int `json:"untold"` // as DayChangeView has it
}

// ExceptionRequest asks to make a day an exception.
type ExceptionRequest struct {
	Key      string `json:"key"`
	Password string `json:"password"`
	rules.Exception
}

// RestoreRequest takes an exception back.
type RestoreRequest struct {
	Key      string `json:"key"`
	Password string `json:"password"`
	Date     string `json:"date"` // 2006-01-02
}

// HoursRequest replaces the ordinary hours.
type HoursRequest struct {
	Key      string       `json:"key"`
	Password string       `json:"password"`
	Hours    regime.Hours `json:"hours"`
}

// Routes implements web.Surface.
func (s *Surface) Routes() []web.Route {
	return []web.Route{
		{
			Method: http.MethodGet, Path: "/api/manager/calendar", For: managers,
			Summary: "The working calendar of ?year= with every day's reason, the exceptions and the ordinary hours.",
			Out:     Year{}, Codes: []problem.Code{regime.CodeBadDay}, Do: s.calendar,
		},
		{
			Method: http.MethodPost, Path: "/api/manager/calendar/days", For: managers,
			Summary: "Makes one day working or a day of rest, whatever the rule says: the Cabinet's exceptions.",
			In:      ExceptionRequest{}, Out: DayChangeView{},
			Codes: []problem.Code{web.CodeWrongPassword, regime.CodeBadDay, regime.CodeReasonNeeded,
				regime.CodeTooMuch, regime.CodeBadText, regime.CodeOverrideHoliday},
			Do: s.except,
		},
		{
			Method: http.MethodPost, Path: "/api/manager/calendar/days/restore", For: managers,
			Summary: "Takes back the exception of a day.",
			In:      RestoreRequest{}, Out: DayChangeView{},
			Codes: []problem.Code{web.CodeWrongPassword, regime.CodeBadDay, regime.CodeOverrideNeeded},
			Do:    s.restore,
		},
		{
			Method: http.MethodPost, Path: "/api/manager/calendar/hours", For: managers,
			Summary: "Replaces the ordinary opening hours.",
			In:      HoursRequest{}, Out: HoursChangeView{},
			Codes: []problem.Code{web.CodeWrongPassword, regime.CodeBadHours, regime.CodeZeroLength,
				regime.CodeTooMuch}, Do: s.setHours,
		},
	}
}

// Lives implements web.Surface.
func (s *Surface) Lives() []web.Live { return nil }

func (s *Surface) calendar(c *gin.Context) error {
	out := Year{Year: s.Clock().In(civil.Baku).Year(), Days: []CalendarDay{}, Findings: []regime.Finding{},
		Exceptions: []rules.Exception{}}
	if asked := c.Query("year"); asked != "" {
		year, err := strconv.Atoi(asked)
		if err != nil || year < rules.FirstYear || year > rules.LastYear {
			return web.Fail(regime.CodeBadDay, "no such year", map[string]any{"field": "year"})
		}
		out.Year = year
	}
	var calendar *regime.Calendar
	s.Centre.Read(func(st *centre.State) {
		calendar, out.Hours = st.Regime.Calendar(), st.Regime.Hours()
		for _, o := range st.Regime.Overrides() {
			out.Exceptions = append(out.Exceptions, rules.ExceptionOf(o))
		}
	})
	days, findings := calendar.Year(out.Year)
	for _, d := range days {
		out.Days = append(out.Days, CalendarDay{d, d.Kind})
	}
	out.Findings = append(out.Findings, findings...)
	web.JSON(c, http.StatusOK, out)
	return nil
}

func (s *Surface) except(c *gin.Context) error {
	var in ExceptionRequest
	if err := web.Confirmed(c, &in, &in.Password, s.Confirm); err != nil {
		return err
	}
	day, err := rules.Day(in.Date)
	if err != nil {
		return err
	}
	command := regime.Override{Day: day, Working: in.Working, Holiday: in.Holiday, Reason: in.Reason}
	return web.Command(c, s.Centre, in.Key, in, command, dayNow(day))
}

func (s *Surface) restore(c *gin.Context) error {
	var in RestoreRequest
	if err := web.Confirmed(c, &in, &in.Password, s.Confirm); err != nil {
		return err
	}
	day, err := rules.Day(in.Date)
	if err != nil {
		return err
	}
	return web.Command(c, s.Centre, in.Key, in, regime.Restore{Day: day}, dayNow(day))
}

// dayNow answers with the day as the calendar has it after the change.
func dayNow(day civil.Day) func(*centre.State, []event.Record) (int, any) {
	return func(st *centre.State, records []event.Record) (int, any) {
		d := st.Regime.Calendar().Day(day)
		return http.StatusOK, DayChangeView{CalendarDay{d, d.Kind}, untoldBy(records)}
	}
}

// untoldBy counts the visits that a change does not receive any more.
func untoldBy(records []event.Record) (n int) {
	for _, r := range records {
		if e, ok := r.Event.(appointment.NotificationFellDue); ok &&
			e.Notification == notification.NotReceived {
			n++
		}
	}
	return n
}

func (s *Surface) setHours(c *gin.Context) error {
	var in HoursRequest
	if err := web.Confirmed(c, &in, &in.Password, s.Confirm); err != nil {
		return err
	}
	return web.Command(c, s.Centre, in.Key, in, regime.SetHours{Hours: in.Hours},
		func(st *centre.State, records []event.Record) (int, any) {
			return http.StatusOK, HoursChangeView{st.Regime.Hours(), untoldBy(records)}
		})
}
