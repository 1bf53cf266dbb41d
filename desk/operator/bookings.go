package operator

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/application"
	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/integration"
	"dost/server/notification"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/web"
)

// The refusals of the routes themselves.
const (
	CodeBadPhone       problem.Code = "bad-phone"
	CodeUnknownService problem.Code = "unknown-service"
)

// maxReason is the longest reason of a cancellation, in bytes.
const maxReason = 300

// BookingView is a visit as an operator sees it.
type BookingView struct {
	ID        string             `json:"id"`
	Code      string             `json:"code"` // "482 915", as it is read out
	Kind      regime.Channel     `json:"kind"` // appointment, pick-up
	Direction queue.DirectionID  `json:"direction"`
	Service   string             `json:"service,omitempty"`
	Group     queue.GroupID      `json:"group,omitempty"`
	Language  string             `json:"language"`
	At        time.Time          `json:"at"`
	Minutes   int                `json:"minutes"`
	Status    appointment.Status `json:"status"`
	Number    string             `json:"number,omitempty"` // of the ticket, once checked in today
	Phone     string             `json:"phone,omitempty"`
	// Refused says that the rules in force no longer admit the visit at its time: it
	// is to be moved or cancelled, and the visitor told.
	Refused problem.Code `json:"refused,omitempty"`
	Reason  *i18n.Text   `json:"reason,omitempty"`
	// Heard is what the visitor was told last about the present time: reminder, moved,
	// not-received, received.
	Heard notification.Kind `json:"told,omitempty"`
}

// Bookings is a list of them, by time.
type Bookings struct {
	Appointments []BookingView `json:"appointments"`
}

// BookRequest asks to book.
type BookRequest struct {
	Key       string            `json:"key"`
	Kind      regime.Channel    `json:"kind,omitempty"` // appointment (also ""), pick-up
	Direction queue.DirectionID `json:"direction"`
	Service   string            `json:"service,omitempty"` // passport ID
	Group     queue.GroupID     `json:"group,omitempty"`
	At        time.Time         `json:"at"`
	Phone     string            `json:"phone"`
	Language  string            `json:"language,omitempty"` // of the visitor: az (also ""), ru, en
}

// MoveRequest asks to move a booking.
type MoveRequest struct {
	Key string    `json:"key"`
	At  time.Time `json:"at"`
}

// CancelRequest asks to cancel one.
type CancelRequest struct {
	Key    string `json:"key"`
	Reason string `json:"reason"`
}

// FindRequest asks for bookings by one of the two.
type FindRequest struct {
	Key   string `json:"key,omitempty"` // taken and not needed: nothing is changed
	Code  string `json:"code,omitempty"`
	Phone string `json:"phone,omitempty"`
}

func (s *Surface) book(c *gin.Context) error {
	var in BookRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	_, phone := application.Identifiers(in.Phone)
	if phone == "" {
		return web.Fail(CodeBadPhone, "not a mobile number of Azerbaijan", nil)
	}
	if in.Service != "" {
		if _, ok := s.Passports().Get(in.Service); !ok {
			return web.Fail(CodeUnknownService, "no such service", map[string]any{"service": in.Service})
		}
	}
	command := appointment.Book{
		Direction: in.Direction, Service: in.Service, Group: in.Group, Language: in.Language,
		Channel: in.Kind, At: in.At, Draw: web.Draw(),
	}
	envelope, err := web.Envelope(c, in.Key, in, command, s.answers(http.StatusCreated, 0))
	if err != nil {
		return err
	}
	envelope.Contact = &appointment.Contact{Phone: phone}
	return s.do(c, envelope)
}

func (s *Surface) move(c *gin.Context) error {
	var in MoveRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	id := named(c)
	envelope, err := web.Envelope(c, in.Key, in, appointment.Move{ID: id, At: in.At},
		s.answers(http.StatusOK, id))
	if err != nil {
		return err
	}
	return s.do(c, envelope)
}

func (s *Surface) cancel(c *gin.Context) error {
	var in CancelRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	if len(in.Reason) > maxReason {
		return web.Fail("too-long", "the reason is too long",
			map[string]any{"field": "reason", "limit": maxReason})
	}
	id := named(c)
	envelope, err := web.Envelope(c, in.Key, in, appointment.Cancel{ID: id, Reason: in.Reason},
		s.answers(http.StatusOK, id))
	if err != nil {
		return err
	}
	return s.do(c, envelope)
}

func (s *Surface) do(c *gin.Context, envelope centre.Envelope) error {
	// what was booked, moved or cancelled is written to the visitor
	envelope.HandOvers = []string{integration.Messages}
	return web.Do(c, s.Centre, envelope)
}

// answers gives the booking as it stands after the command; 0 is the one that it made.
// The answer is kept with its key, so it has no telephone.
func (s *Surface) answers(status int, id appointment.ID) func(*centre.State, []event.Record) (int, any) {
	return func(st *centre.State, records []event.Record) (int, any) {
		if id == 0 {
			id = appointment.ID(records[len(records)-1].Seq)
		}
		b, _ := st.Appointment.Booking(id)
		return status, booking(st, b)
	}
}

func (s *Surface) list(c *gin.Context) error {
	from := appointment.Midnight(s.Clock())
	to := from.AddDate(0, 0, 1)
	refused := c.Query("refused") == "1"
	if day := c.Query("day"); day != "" {
		asked, err := parseDay(day)
		if err != nil {
			return err
		}
		from, to = asked, asked.AddDate(0, 0, 1)
	} else if refused {
		from, to = s.Clock(), from.Add(appointment.MaxAhead+24*time.Hour)
	}
	out := Bookings{Appointments: []BookingView{}}
	s.Centre.Read(func(st *centre.State) {
		for _, b := range st.Appointment.Between(from, to) {
			if v := booking(st, b); !refused || v.Refused != "" {
				out.Appointments = append(out.Appointments, v)
			}
		}
	})
	return s.send(c, out)
}

func (s *Surface) find(c *gin.Context) error {
	var in FindRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	var ids []appointment.ID
	code := ""
	if in.Code != "" {
		parsed, ok := appointment.ParseCode(in.Code)
		if !ok {
			return web.Fail(appointment.CodeBadCode, "a digit of the code is missing or wrong", nil)
		}
		code = parsed
	} else {
		_, phone := application.Identifiers(in.Phone)
		if phone == "" {
			return web.Fail(CodeBadPhone, "not a mobile number of Azerbaijan", nil)
		}
		found, err := s.Contacts.BookingsOf(phone)
		if err != nil {
			return err
		}
		ids = found
	}
	out := Bookings{Appointments: []BookingView{}}
	s.Centre.Read(func(st *centre.State) {
		if b, ok := st.Appointment.Coded(code); ok && code != "" {
			ids = []appointment.ID{b.ID}
		}
		for _, id := range ids {
			if b, ok := st.Appointment.Booking(id); ok {
				out.Appointments = append(out.Appointments, booking(st, b))
			}
		}
	})
	return s.send(c, out)
}

// send opens the contacts of a list and answers with it.
func (s *Surface) send(c *gin.Context, out Bookings) error {
	for i := range out.Appointments {
		if err := s.open(&out.Appointments[i]); err != nil {
			return err
		}
	}
	web.JSON(c, http.StatusOK, out)
	return nil
}

// open adds the telephone of who booked.
func (s *Surface) open(b *BookingView) error {
	id, err := strconv.ParseUint(b.ID, 10, 64)
	if err != nil {
		return fmt.Errorf("opening the contact of booking %q: %w", b.ID, err)
	}
	contact, ok, err := s.Contacts.Contact(appointment.ID(id))
	if err == nil && ok {
		b.Phone = contact.Phone
	}
	return err
}

func booking(st *centre.State, b appointment.Booking) BookingView {
	v := BookingView{
		ID: b.ID.String(), Code: appointment.Spoken(b.Code), Kind: b.Channel, Direction: b.Direction,
		Service: b.Service, Group: b.Group,
		Language: b.Language, At: b.At.In(civil.Baku), Minutes: b.Minutes, Status: b.Status, Heard: b.Heard,
	}
	if t, ok := st.Queue.Ticket(b.Ticket); ok {
		v.Number = t.Label
	}
	if b.Status == appointment.Booked {
		if why, rule := st.Appointment.Receives(st.Regime, b, b.At); why != "" {
			v.Refused, v.Reason = why, rule.RefusalReason()
		}
	}
	return v
}

// named is the booking that the path names; 0, which no booking has, for none.
func named(c *gin.Context) appointment.ID {
	id, _ := strconv.ParseUint(c.Param("id"), 10, 64)
	return appointment.ID(id)
}
