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

// CallListEntry is a visit whose visitor is to be called.
type CallListEntry struct {
	BookingView
	// none: the rules do not admit the visit, and nobody decided yet
	Pending *PendingView `json:"news,omitempty"`
	// Say is what to read out, in the visitor's language.
	Say string `json:"say"`
}

// PendingView is what the visitor is to be told.
type PendingView struct {
	Kind   notification.Kind `json:"kind"` // moved, not-received, received, reminder
	Since  time.Time         `json:"since"`
	Was    *time.Time        `json:"was,omitempty"`    // of a moved visit: the time that the visitor knows
	Reason *i18n.Text        `json:"reason,omitempty"` // the name of the regime that caused it
	Tried  int               `json:"tried"`            // calls that nobody answered
	// Failed says why no message told it: refused, silent, no-telephone.
	Failed notification.Failure `json:"failed,omitempty"`
}

// CallListView is who is to be called: those whose visit was moved, cannot take place or,
// against what they were told, takes place; and apart from them those who are only reminded. Who was not
// reached comes last,
// the others by the time of the visit.
type CallListView struct {
	// a system is connected that sends messages: only what it could not tell is here
	Messages  bool            `json:"messages"`
	Urgent    []CallListEntry `json:"urgent"`
	Reminders []CallListEntry `json:"reminders"`
}

// NotifiedRequest says that a visitor was called.
type NotifiedRequest struct {
	Key string `json:"key"`
}

func (s *Surface) callListRoutes(known []problem.Code) []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Path: "/api/operator/telling", For: staff, Out: CallListView{},
			Do:      s.callList,
			Summary: "Who is to be called, and what to tell them"},
		{Method: http.MethodPost, Path: appointments + "/:id/told", For: staff, In: NotifiedRequest{},
			Out: BookingView{}, Codes: known, Do: s.notified,
			Summary: "The visitor was told by telephone"},
		{Method: http.MethodPost, Path: appointments + "/:id/no-answer", For: staff, In: NotifiedRequest{},
			Out: BookingView{}, Codes: known, Do: s.noAnswer,
			Summary: "The visitor did not answer the telephone; the news stays"},
	}
}

func (s *Surface) callList(c *gin.Context) error {
	out := CallListView{Messages: s.Messages(), Urgent: []CallListEntry{}, Reminders: []CallListEntry{}}
	now := s.Clock()
	s.Centre.Read(func(st *centre.State) {
		for _, b := range st.Appointment.Between(now, now.Add(appointment.MaxAhead+24*time.Hour)) {
			if b.Status != appointment.Booked {
				continue
			}
			v := booking(st, b)
			// A visit that the rules do not admit, and whose visitor nobody has told so,
			// is listed also without a notification: bookings of before they were kept have none.
			forgotten := b.Pending == nil && v.Refused != "" && b.Heard != notification.NotReceived
			if !b.Pending.ByHand(out.Messages) && !forgotten {
				continue
			}
			u := s.callListEntry(st, b, v)
			if b.Pending != nil && b.Pending.Kind == notification.Reminder {
				out.Reminders = append(out.Reminders, u)
			} else {
				out.Urgent = append(out.Urgent, u)
			}
		}
	})
	for _, list := range [][]CallListEntry{out.Urgent, out.Reminders} {
		slices.SortStableFunc(list, func(a, b CallListEntry) int { return cmp.Compare(a.tried(), b.tried()) })
		for i := range list {
			if err := s.open(&list[i].BookingView); err != nil {
				return err
			}
		}
	}
	// Whoever left no telephone cannot be reminded; of a change they are told at the door.
	out.Reminders = slices.DeleteFunc(out.Reminders, func(u CallListEntry) bool { return u.Phone == "" })
	web.JSON(c, http.StatusOK, out)
	return nil
}

func (u CallListEntry) tried() int {
	if u.Pending == nil {
		return 0
	}
	return u.Pending.Tried
}

func (s *Surface) callListEntry(st *centre.State, b appointment.Booking, v BookingView) CallListEntry {
	u := CallListEntry{BookingView: v}
	var why i18n.Text
	if v.Reason != nil {
		why = *v.Reason
	}
	if n := b.Pending; n != nil {
		u.Pending = &PendingView{Kind: n.Kind, Since: n.Since.In(civil.Baku), Tried: n.Tried,
			Failed: n.Failed}
		if !n.Was.IsZero() {
			was := n.Was.In(civil.Baku)
			u.Pending.Was = &was
		}
		if r, ok := st.Regime.Regime(n.Regime); ok {
			why = r.Name
			u.Pending.Reason = &r.Name
		}
	}
	u.Say = s.words().Spoken(b, why)
	return u
}

func (s *Surface) words() Wording { return Wording{Centre: s.Name} }

func (s *Surface) notified(c *gin.Context) error {
	id := named(c)
	return s.recordCall(c, id, appointment.Notify{IDs: []appointment.ID{id}, Via: notification.ByTelephone})
}

func (s *Surface) noAnswer(c *gin.Context) error {
	id := named(c)
	return s.recordCall(c, id, appointment.RecordNoAnswer{ID: id})
}

func (s *Surface) recordCall(c *gin.Context, id appointment.ID, command appointment.Command) error {
	var in NotifiedRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	known := false
	s.Centre.Read(func(st *centre.State) { _, known = st.Appointment.Booking(id) })
	if !known {
		return web.Fail(appointment.CodeUnknownAppointment, "no such booking", nil)
	}
	envelope, err := web.Envelope(c, in.Key, in, command, s.answers(http.StatusOK, id))
	if err != nil {
		return err
	}
	return s.do(c, envelope)
}
