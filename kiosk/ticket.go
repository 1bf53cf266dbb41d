package kiosk

import (
	"crypto/rand"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/application"
	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/event"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/view"
	"dost/server/web"
)

// TicketRequest is a tap on a direction. Key makes a double tap and a retry
// harmless.
type TicketRequest struct {
	Key       string            `json:"key"`
	Direction queue.DirectionID `json:"direction"`
	Service   string            `json:"service,omitempty"` // passport ID
	Group     queue.GroupID     `json:"group,omitempty"`
	Language  string            `json:"language,omitempty"` // az, ru, en; "" = az
	// Return is the code on the paper of who comes back with what was missing: the
	// ticket is then one of the earlier visit's direction, near the front, once.
	Return string `json:"return,omitempty"`
}

// TicketView is a ticket as its visitor gets it.
type TicketView struct {
	ID        string            `json:"id"`
	Number    string            `json:"number"`
	Direction queue.DirectionID `json:"direction"`
	Language  string            `json:"language"`
	IssuedAt  time.Time         `json:"issued_at"`
	Ahead     int               `json:"ahead"`
	Estimate  EstimateView      `json:"estimate"`
	// the token of /api/track/{token}; it dies with the business day
	Track    string `json:"track"`
	TrackURL string `json:"track_url"` // the page that follows the ticket, for a QR code
}

// CodeUnknownService refuses a service that the centre has no passport of.
const CodeUnknownService problem.Code = "unknown-service"

var issueCodes = []problem.Code{
	queue.CodeUnknownDirection, queue.CodeUnknownGroup, CodeUnknownService, queue.CodeBadLanguage,
	queue.CodeClosed, queue.CodeFull, queue.CodeAppointmentOnly, queue.CodePickupOnly, queue.CodeNotEligible,
	application.CodeUnknownReturn, queue.CodeReturnUsed, queue.CodeBadReturn,
	appointment.CodeDailyLimit, appointment.CodeHourlyLimit, centre.CodeTooLateToday,
}

func (s *Surface) issue(c *gin.Context) error {
	var in TicketRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	if in.Service != "" {
		if _, ok := s.Passports().Get(in.Service); !ok {
			return web.Fail(CodeUnknownService, "no such service", map[string]any{"service": in.Service})
		}
	}
	command := queue.Issue{Direction: in.Direction, Service: in.Service, Group: in.Group,
		Language: in.Language}
	if in.Return != "" {
		var err error
		if command, err = s.returning(in); err != nil {
			return err
		}
	}
	command.Track = rand.Text()
	envelope, err := web.Envelope(c, in.Key, in, command, s.issued)
	if err != nil {
		return err
	}
	return s.explained(web.Do(c, s.Centre, envelope),
		regime.Query{Service: in.Service, Group: in.Group, Channel: regime.WalkIn})
}

// returning is the ticket of who is back with the missing paper.
func (s *Surface) returning(in TicketRequest) (issue queue.Issue, err error) {
	known := false
	s.Centre.Read(func(st *centre.State) { issue, known = st.Returning(in.Return) })
	if !known {
		return issue, web.Fail(application.CodeUnknownReturn, "no such code was given today",
			map[string]any{"field": "return"})
	}
	if in.Language != "" {
		issue.Language = in.Language
	}
	return issue, nil
}

// issued answers with the ticket: Issue ends with Issued.
func (s *Surface) issued(_ *centre.State, records []event.Record) (int, any) {
	return http.StatusCreated, s.ticket(records[len(records)-1])
}

// explained adds to a refusal by a rule what the visitor can do about it: why, until
// when, and which ways remain. The engine names the direction of such a refusal.
func (s *Surface) explained(err error, q regime.Query) error {
	var refusal *problem.Error
	if !errors.As(err, &refusal) {
		return err
	}
	direction, ok := refusal.Facts["direction"].(queue.DirectionID)
	if _, byRule := refusal.Facts["rule"]; !ok || !byRule {
		return err
	}
	q.Direction = direction
	var w RefusalView
	s.Centre.Read(func(st *centre.State) {
		j := st.Judge(s.Clock(), q)
		w = refusalOf(j)
		w.Alternatives = view.Alternatives(j.Verdict)
	})
	facts := map[string]any{"alternatives": w.Alternatives}
	if w.Code == refusal.Code && w.Reason != nil {
		facts["reason"] = w.Reason
	}
	if w.Code == refusal.Code && w.Until != nil {
		facts["until"] = w.Until
	}
	for name, fact := range refusal.Facts {
		facts[name] = fact
	}
	return &problem.Error{Code: refusal.Code, Detail: refusal.Detail, Facts: facts}
}

// ticketOf is the ticket that a path names.
func (s *Surface) ticketOf(id string) (t queue.Ticket, err error) {
	n, parseErr := strconv.ParseUint(id, 10, 64)
	found := false
	if parseErr == nil {
		s.Centre.Read(func(st *centre.State) { t, found = st.Queue.Ticket(queue.TicketID(n)) })
	}
	if !found {
		return t, web.Fail(queue.CodeUnknownTicket, "no such ticket today", nil)
	}
	return t, nil
}
