package operator

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/i18n"
	"dost/server/notification"
	"dost/server/problem"
	"dost/server/web"
)

// Untold is a visit whose visitor is to be called.
type Untold struct {
	Booking
	News *News `json:"news,omitempty"` // none: the rules do not admit the visit, and nobody decided yet
	// Say is what to read out, in the visitor's language.
	Say string `json:"say"`
}

// News is what the visitor is to be told.
type News struct {
	Kind   notification.Kind `json:"kind"` // moved, not-received, received, reminder
	Since  time.Time         `json:"since"`
	Was    *time.Time        `json:"was,omitempty"`    // of a moved visit: the time that the visitor knows
	Reason *i18n.Text        `json:"reason,omitempty"` // the name of the regime that caused it
	Tried  int               `json:"tried"`            // calls that nobody answered
	// Failed says why no message told it: refused, silent, no-telephone.
	Failed notification.Failure `json:"failed,omitempty"`
}

// Telling is who is to be called: those whose visit was moved, cannot take place or,
// against what they were told, takes place; and apart from them those who are only reminded. Who was not reached comes last,
// the others by the time of the visit.
type Telling struct {
	Messages  bool     `json:"messages"` // a system is connected that sends messages: only what it could not tell is here
	Urgent    []Untold `json:"urgent"`
	Reminders []Untold `json:"reminders"`
}

// ToldIn is the order that says that a visitor was called.
type ToldIn struct {
	Key string `json:"key"`
}

func (s *Surface) tellingRoutes(known []problem.Code) []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Path: "/api/operator/telling", For: staff, Out: Telling{}, Do: s.telling,
			Summary: "Who is to be called, and what to tell them"},
		{Method: http.MethodPost, Path: appointments + "/:id/told", For: staff, In: ToldIn{}, Out: Booking{}, Codes: known, Do: s.told,
			Summary: "The visitor was told by telephone"},
		{Method: http.MethodPost, Path: appointments + "/:id/no-answer", For: staff, In: ToldIn{}, Out: Booking{}, Codes: known, Do: s.noAnswer,
			Summary: "The visitor did not answer the telephone; the news stays"},
	}
}

func (s *Surface) telling(c *gin.Context) error {
	out := Telling{Messages: s.Messages(), Urgent: []Untold{}, Reminders: []Untold{}}
	now := s.Clock()
	s.Centre.Read(func(st *centre.State) {
		for _, b := range st.Appointment.Between(now, now.Add(appointment.MaxAhead+24*time.Hour)) {
			if b.Status != appointment.Booked {
				continue
			}
			v := booking(st, b)
			// A visit that the rules do not admit, and whose visitor nobody has told so,
			// is listed also without news: bookings of before news was kept have none.
			forgotten := b.News == nil && v.Refused != "" && b.Told != notification.NotReceived
			if !b.News.ByHand(out.Messages) && !forgotten {
				continue
			}
			u := s.untold(st, b, v)
			if b.News != nil && b.News.Kind == notification.Reminder {
				out.Reminders = append(out.Reminders, u)
			} else {
				out.Urgent = append(out.Urgent, u)
			}
		}
	})
	for _, list := range [][]Untold{out.Urgent, out.Reminders} {
		slices.SortStableFunc(list, func(a, b Untold) int { return cmp.Compare(a.tried(), b.tried()) })
		for i := range list {
			if err := s.open(&list[i].Booking); err != nil {
				return err
			}
		}
	}
	// Whoever left no telephone cannot be reminded; of a change they are told at the door.
	out.Reminders = slices.DeleteFunc(out.Reminders, func(u Untold) bool { return u.Phone == "" })
	web.JSON(c, http.StatusOK, out)
	return nil
}

func (u Untold) tried() int {
	if u.News == nil {
		return 0
	}
	return u.News.Tried
}

func (s *Surface) untold(st *centre.State, b appointment.Booking, v Booking) Untold {
	u := Untold{Booking: v}
	var why i18n.Text
	if v.Reason != nil {
		why = *v.Reason
	}
	if n := b.News; n != nil {
		u.News = &News{Kind: n.Kind, Since: n.Since.In(civil.Baku), Tried: n.Tried, Failed: n.Failed}
		if !n.Was.IsZero() {
			was := n.Was.In(civil.Baku)
			u.News.Was = &was
		}
		if r, ok := st.Regime.Regime(n.Regime); ok {
			why = r.Name
			u.News.Reason = &r.Name
		}
	}
	u.Say = s.words().Say(b, why)
	return u
}

func (s *Surface) words() Words { return Words{Centre: s.Name} }

func (s *Surface) told(c *gin.Context) error {
	id := named(c)
	return s.called(c, id, appointment.Tell{IDs: []appointment.ID{id}, Via: notification.ByTelephone})
}

func (s *Surface) noAnswer(c *gin.Context) error {
	id := named(c)
	return s.called(c, id, appointment.TryInVain{ID: id})
}

func (s *Surface) called(c *gin.Context, id appointment.ID, command appointment.Command) error {
	var in ToldIn
	if err := web.Body(c, &in); err != nil {
		return err
	}
	known := false
	s.Centre.Read(func(st *centre.State) { _, known = st.Appointment.Booking(id) })
	if !known {
		return web.Fail(appointment.CodeUnknownAppointment, "no such booking", nil)
	}
	order, err := web.Order(c, in.Key, in, command, s.answers(http.StatusOK, id))
	if err != nil {
		return err
	}
	return s.do(c, order)
}
