package operator

import (
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/i18n"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/web"
)

// CodeBadDay refuses a day that is not written as 2026-03-02.
const CodeBadDay problem.Code = "bad-day"

// maxDays bounds what one request works out.
const maxDays = 14

// BookableView is what can be booked.
type BookableView struct {
	Centre     string          `json:"centre"`
	Today      string          `json:"today"` // "2026-03-02"
	Directions []DirectionView `json:"directions"`
	Groups     []GroupView     `json:"groups"`
}

// DirectionView is a line of the centre with its services.
type DirectionView struct {
	ID       queue.DirectionID `json:"id"`
	Name     i18n.Text         `json:"name"`
	Services []ServiceView     `json:"services"`
}

// ServiceView is a service by its passport.
type ServiceView struct {
	ID   string    `json:"id"`
	Name i18n.Text `json:"name"`
}

// GroupView is a class of visitors, for hours that are theirs alone.
type GroupView struct {
	ID   queue.GroupID `json:"id"`
	Name i18n.Text     `json:"name"`
}

func (s *Surface) bookable(c *gin.Context) error {
	o := BookableView{Centre: s.Name, Today: dayName(s.Clock()), Directions: []DirectionView{},
		Groups: []GroupView{}}
	s.Centre.Read(func(st *centre.State) {
		for _, d := range st.Queue.Config().Directions {
			if !d.Off {
				o.Directions = append(o.Directions,
					DirectionView{ID: d.ID, Name: d.Name, Services: []ServiceView{}})
			}
		}
		for _, g := range st.Queue.Config().Groups {
			o.Groups = append(o.Groups, GroupView{g.ID, g.Name})
		}
	})
	for i := range o.Directions {
		d := &o.Directions[i]
		for _, p := range s.Passports().In(d.ID) {
			d.Services = append(d.Services, ServiceView{p.ID, p.Title()})
		}
	}
	web.JSON(c, http.StatusOK, o)
	return nil
}

// Times are the times of some days.
type Times struct {
	Days []DayView `json:"days"`
}

// DayView is a day's times; without any, the code and the reason say why.
type DayView struct {
	Date   string       `json:"date"` // "2026-03-02"
	Times  []Time       `json:"times"`
	Free   int          `json:"free"` // times that can be booked
	Code   problem.Code `json:"code,omitempty"`
	Reason *i18n.Text   `json:"reason,omitempty"`
}

// Time is one slot.
type Time struct {
	At      time.Time    `json:"at"`
	Minutes int          `json:"minutes"`
	Places  int          `json:"places"` // in all
	Free    int          `json:"free"`
	Code    problem.Code `json:"code,omitempty"` // why it cannot be booked
}

func (s *Surface) times(c *gin.Context) error {
	q := regime.Query{
		Direction: queue.DirectionID(c.Query("direction")), Service: c.Query("service"),
		Group: queue.GroupID(c.Query("group")), Channel: regime.Channel(c.Query("kind")),
	}
	if q.Channel == "" {
		q.Channel = regime.Appointment
	}
	now := s.Clock()
	from := appointment.Midnight(now)
	if asked := c.Query("from"); asked != "" {
		day, err := parseDay(asked)
		if err != nil {
			return err
		}
		from = day
	}
	days, err := strconv.Atoi(c.DefaultQuery("days", "7"))
	if err != nil || days < 1 || days > maxDays {
		return web.Fail(CodeBadDay, "days is a number from 1 to 14", nil)
	}
	moved, _ := strconv.ParseUint(c.Query("move"), 10, 64)
	out, known := Times{Days: []DayView{}}, false
	s.Centre.Read(func(st *centre.State) {
		if _, known = st.Queue.Direction(q.Direction); !known {
			return
		}
		for n := range days {
			out.Days = append(out.Days, dayOf(st, now, q, from.AddDate(0, 0, n), appointment.ID(moved)))
		}
	})
	if !known {
		return web.Fail(queue.CodeUnknownDirection, "no such direction", nil)
	}
	web.JSON(c, http.StatusOK, out)
	return nil
}

func dayOf(st *centre.State, now time.Time, q regime.Query, day time.Time, moved appointment.ID) DayView {
	d := DayView{Date: dayName(day), Times: []Time{}}
	for _, slot := range st.Slots(now, q, day, moved) {
		if slot.Code == appointment.CodeSlotPast {
			continue
		}
		t := Time{At: slot.At.In(civil.Baku), Minutes: slot.Minutes, Places: slot.Capacity, Code: slot.Code}
		if slot.Code == "" {
			t.Free = slot.Capacity - slot.Taken
			d.Free++
		}
		d.Times = append(d.Times, t)
	}
	if len(d.Times) > 0 {
		return d
	}
	// At noon the reason is most likely that of the day, not of the hour.
	v := st.Regime.At(day.Add(12*time.Hour), q)
	if v.Admit {
		d.Code = appointment.CodeSlotPast
		return d
	}
	d.Code, d.Reason = v.Code, v.RefusalReason()
	return d
}

func dayName(t time.Time) string { return t.In(civil.Baku).Format(time.DateOnly) }

func parseDay(text string) (time.Time, error) {
	day, err := time.ParseInLocation(time.DateOnly, text, civil.Baku)
	if err != nil || day.Year() < 2000 || day.Year() > 2199 {
		return time.Time{}, web.Fail(CodeBadDay, "a day is written as 2026-03-02", nil)
	}
	return day, nil
}
