package desk

import (
	"strconv"
	"time"

	"dost/server/civil"
	"dost/server/queue"
)

// TicketView is a ticket on the wire.
type TicketView struct {
	ID          string            `json:"id"`
	Number      string            `json:"number"` // "A017"
	Direction   queue.DirectionID `json:"direction"`
	Status      queue.Status      `json:"status"`
	Service     string            `json:"service,omitempty"`
	Group       queue.GroupID     `json:"group,omitempty"`
	Language    string            `json:"language"`
	Desk        queue.DeskID      `json:"desk,omitempty"`
	IssuedAt    time.Time         `json:"issued_at"`
	CalledAt    time.Time         `json:"called_at,omitzero"`
	AnnouncedAt time.Time         `json:"announced_at,omitzero"` // the call or its last repetition
	ServedAt    time.Time         `json:"served_at,omitzero"`
	EndedAt     time.Time         `json:"ended_at,omitzero"`
	Outcome     queue.Outcome     `json:"outcome,omitempty"`
	Recalls     int               `json:"recalls"`
	Ahead       int               `json:"ahead,omitempty"` // of a waiting ticket

	// The figures of package queue, which defines them. Times are in whole seconds.
	RunsFrom    time.Time `json:"runs_from,omitzero"`     // from which its clock counts; none at its end
	Wait        int       `json:"wait"`                   // until the first call; 0 before it
	ServiceTime int       `json:"service_time,omitempty"` // of a finished visit
	RecallsLeft int       `json:"recalls_left"`
	RecallFrom  time.Time `json:"recall_from,omitzero"` // when the next recall is allowed
	// Rebookable says that a regime which began after the ticket was given has its
	// visitor offered another time.
	Rebookable bool `json:"exchange,omitempty"`
}

func viewTicket(q *queue.State, t queue.Ticket) TicketView {
	v := view(t)
	if t.Status == queue.Waiting {
		v.Ahead = q.Ahead(t.ID)
	}
	return v
}

func view(t queue.Ticket) TicketView {
	left, from := t.RecallsLeft()
	return TicketView{
		ID: strconv.FormatUint(uint64(t.ID), 10), Number: t.Label, Direction: t.Direction, Status: t.Status,
		Service: t.Service, Group: t.Group, Language: t.Language, Desk: t.Desk,
		IssuedAt: baku(t.Arrival), CalledAt: baku(t.CalledAt), AnnouncedAt: baku(t.AnnouncedAt),
		ServedAt: baku(t.ServedAt), EndedAt: baku(t.EndedAt), Outcome: t.Outcome, Recalls: t.Recalls,
		RunsFrom: baku(t.RunsFrom()), RecallsLeft: left, RecallFrom: baku(from),
		Wait: queue.Seconds(t.WaitTime()), ServiceTime: queue.Seconds(t.ServiceTime()),
	}
}

// viewList shows tickets in their order. In a line that is the order of calls, so
// a waiting ticket's place is how many are ahead: a frame need not count again.
func viewList(tickets []queue.Ticket) []TicketView {
	list := []TicketView{}
	for i, t := range tickets {
		v := view(t)
		if t.Status == queue.Waiting {
			v.Ahead = i
		}
		list = append(list, v)
	}
	return list
}

// SeatView is a desk as its agent works it.
type SeatView struct {
	ID         queue.DeskID        `json:"id"`
	Lease      string              `json:"lease"` // to send with every move; an older one is refused
	Directions []queue.DirectionID `json:"directions"`
	Paused     string              `json:"paused"` // the reason; "" = working
	Since      time.Time           `json:"since"`
	Served     int                 `json:"served"` // visits finished here today
}

func viewDesk(d queue.Desk) SeatView {
	return SeatView{ID: d.ID, Lease: strconv.FormatUint(d.Lease, 10),
		Directions: append([]queue.DirectionID{}, d.Directions...),
		Paused:     d.Paused, Since: baku(d.Since), Served: d.Served}
}

// baku writes a moment on the centre's clock; the zero time stays zero.
func baku(t time.Time) time.Time { return t.In(civil.Baku) }

// date writes a day as YYYY-MM-DD; "" = none.
func date(d civil.Day) string {
	if d == 0 {
		return ""
	}
	digits := strconv.Itoa(int(d))
	return digits[:4] + "-" + digits[4:6] + "-" + digits[6:]
}
